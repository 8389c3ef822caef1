#!/bin/sh
# A server as it was at a moment: recover.sh BASE MOMENT DATA, such as recover.sh /archive/base/2026-11-30T031500 '2026-11-30 14:05:00+00' /new
# As the user of the server, into an empty folder. ARCHIVE: where the log lies. BACKUP_KEY: the office's key, which alone opens it.
# MOMENT `newest`: all that is there. Then start PostgreSQL on DATA; it plays the log, stops there and serves.
set -eu
umask 077
[ $# = 3 ] || { echo "recover.sh BASE MOMENT DATA"; exit 1; }
archive=${ARCHIVE:-/archive}
open="openssl cms -decrypt -binary -inform DER -inkey ${BACKUP_KEY:?the file secrets/office/backup.key}"
mkdir -p "$3"
chmod 700 "$3"
[ -z "$(ls -A "$3")" ] || { echo "$3 is not empty"; exit 1; }
for piece in "$1"/base.tar.*cms; do
    $open -in "$piece" >> "$3/base.tar"
done
tar -x -C "$3" -f "$3/base.tar"
rm "$3/base.tar"
{
    echo "restore_command = '$open -in $archive/wal/%f.cms -out %p'"
    echo "recovery_target_action = 'promote'"
    [ "$2" = newest ] || echo "recovery_target_time = '$2'"
    echo "archive_mode = off"
} >> "$3/postgresql.auto.conf"
touch "$3/recovery.signal"
echo "start PostgreSQL on $3: it goes on to $2"
