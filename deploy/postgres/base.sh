#!/bin/sh
# A copy of the whole server to begin from, sealed for the office; with the pieces of its log it leads to any moment since.
# Copies of a week are kept, with what of the log they need: they hold the keys of people, which must not stay longer.
set -eu
umask 007
to=${ARCHIVE:-/archive}
certificate=${BACKUP_CERTIFICATE:-/secrets/backup.pem}
now=$(date -u +%Y-%m-%dT%H%M%S)
half=$to/base/.making-$now
pipes=$(mktemp -d)
trap 'rm -rf "$half" "$pipes"' EXIT
trap 'exit 1' HUP INT TERM
rm -rf "$to"/base/.making-*
mkdir -p "$half"
touch "$half/began"
mkfifo "$pipes/seal"
# In pieces: what openssl sealed in one can only be opened in memory, and not at all beyond about two gigabytes.
export certificate
split --bytes="${PIECE:-1G}" --filter='openssl cms -encrypt -stream -binary -aes-256-gcm -outform DER -out "$FILE.cms" "$certificate"' \
    - "$half/base.tar." < "$pipes/seal" &
pg_basebackup --pgdata=- --format=tar --wal-method=none --checkpoint=fast --no-password > "$pipes/seal"
wait $!
mv "$half" "$to/base/$now"
week=$(date -u -d '7 days ago' +%Y-%m-%dT%H%M%S)
oldest=
for one in "$to"/base/20*; do
    if [ "${one##*/}" \< "$week" ]; then rm -rf "$one"; else oldest=${oldest:-$one}; fi
done
find "$to/wal" -type f ! -newer "$oldest/began" -delete
echo "done: $to/base/$now; the log is kept from $oldest on"
