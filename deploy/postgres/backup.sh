#!/bin/sh
# One backup of every database: dumped, each tried by restoring it into a scratch database, sealed, old ones taken away.
# Where and as whom: PGHOST, PGUSER, PGPASSFILE as ever. BACKUPS: the folder. BACKUP_CERTIFICATE: whom they are sealed for.
# Whoever hears is dumped before whoever tells, so that no dump has heard what the dump of its teller has not told.
set -eu
umask 077
to=${BACKUPS:-/backups}
certificate=${BACKUP_CERTIFICATE:-/secrets/backup.pem}
now=$(date -u +%Y-%m-%dT%H%M%S)
half=$to/.making-$now
scratch=
[ -f "$certificate" ] || { echo "no $certificate: nothing is copied unsealed"; exit 1; }
ask() { psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 --dbname "$1" --command "$2"; }
clean() { rm -rf "$half"; [ -z "$scratch" ] || ask postgres "DROP DATABASE IF EXISTS $scratch"; }
trap clean EXIT
trap 'exit 1' HUP INT TERM
rm -rf "$to"/.making-* # of a job that was killed: plain copies
mkdir -p "$half/keys-backup"
seal() {
    openssl cms -encrypt -stream -binary -aes-256-gcm -outform DER -in "$1" -out "$1.cms" "$certificate"
    rm "$1"
}
parts=
for name in recognition placements intake keys; do
    file=$name.dump
    [ "$name" != keys ] || file=keys-backup/keys.dump
    pg_dump --format=custom --file="$half/$file" "$name"
    scratch=steadfast_trial_$name
    ask postgres "DROP DATABASE IF EXISTS $scratch"
    ask postgres "CREATE DATABASE $scratch TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'"
    pg_restore --exit-on-error --no-owner --no-privileges --dbname="$scratch" "$half/$file"
    if [ "$name" = keys ]; then count=candidate_key; else count=outbox; fi
    before=$(ask "$scratch" "SELECT count(*) FROM $count")
    [ "$name" = keys ] || ask "$scratch" "SELECT version_num FROM alembic_version" | grep -q . || { echo "$name: no revision"; exit 1; }
    ask postgres "DROP DATABASE $scratch"
    scratch=
    digest=$(sha256sum "$half/$file" | cut -d' ' -f1)
    size=$(wc -c < "$half/$file" | tr -d ' ')
    parts="$parts${parts:+, }{\"file\": \"$file\", \"bytes\": $size, \"sha256\": \"$digest\"}"
    echo "$name: $size bytes, $before rows of $count, restored into a scratch database"
    seal "$half/$file"
done
at=$(date -u +%Y-%m-%dT%H:%M:%SZ)
echo "{\"made\": \"$at\", \"revisions\": {}, \"parts\": [$parts], \"with_keys\": false}" > "$half/manifest.json"
echo "{\"at\": \"$at\"}" > "$half/tried.json"
mv "$half" "$to/$now"
old=$(date -u -d '35 days ago' +%Y-%m-%dT%H%M%S)
week=$(date -u -d '7 days ago' +%Y-%m-%dT%H%M%S)
for one in "$to"/20*; do # by their names: taking the keys away makes a folder young again
    if [ "${one##*/}" \< "$old" ]; then rm -rf "$one"; elif [ "${one##*/}" \< "$week" ]; then rm -rf "$one/keys-backup"; fi
done
echo "done: $to/$now"
