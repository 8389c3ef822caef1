#!/bin/sh
# archive_command of the server: each piece of its log, sealed for the office, as `archive.sh %p %f`. Nothing is written over.
# ARCHIVE: the folder. BACKUP_CERTIFICATE: whom it is sealed for.
set -eu
umask 007
to=${ARCHIVE:-/archive}/wal
certificate=${BACKUP_CERTIFICATE:-/etc/postgres/tls/backup.pem}
digest=$(sha256sum < "$1")
mkdir -p "$to"
if [ -e "$to/$2.cms" ]; then # told twice, after a stop between two steps; another piece of that name is refused
    [ "$digest" = "$(cat "$to/$2.sha256")" ]
    exit
fi
openssl cms -encrypt -stream -binary -aes-256-gcm -outform DER -in "$1" -out "$to/.$2" "$certificate"
sync "$to/.$2"
echo "$digest" > "$to/$2.sha256"
sync "$to/$2.sha256"
mv "$to/.$2" "$to/$2.cms"
sync "$to"
