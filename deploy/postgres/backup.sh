#!/bin/sh
# One backup of every database: dumped, each tried by restoring it into a scratch database, sealed, old ones taken away.
# Where and as whom: PGHOST, PGUSER, PGPASSFILE as ever. BACKUPS: the folder. BACKUP_CERTIFICATE: whom they are sealed for.
# Whoever hears is dumped before whoever tells, so that no dump has heard what the dump of its teller has not told.
# Nothing is written in the clear, not even for a moment: a dump runs through pipes to the seal and to its trial at once.
set -eu
umask 077
to=${BACKUPS:-/backups}
certificate=${BACKUP_CERTIFICATE:-/secrets/backup.pem}
now=$(date -u +%Y-%m-%dT%H%M%S)
half=$to/.making-$now
scratch=
working=
[ -f "$certificate" ] || { echo "no $certificate: nothing is copied unsealed"; exit 1; }
ask() { psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 --dbname "$1" --command "$2"; }
clean() {
    [ -z "$working" ] || kill $working 2>/dev/null || :
    rm -rf "$half" "$pipes"
    [ -z "$scratch" ] || ask postgres "DROP DATABASE IF EXISTS $scratch WITH (FORCE)"
}
pipes=$(mktemp -d)
trap clean EXIT
trap 'exit 1' HUP INT TERM
rm -rf "$to"/.making-* # of a job that was killed
mkdir -p "$half/keys-backup"
mkfifo "$pipes/dump" "$pipes/seal" "$pipes/trial"
copy() { # database, sealed file: every program of it must have done its part
    pg_dump --format=custom "$1" > "$pipes/dump" & working=$!
    openssl cms -encrypt -stream -binary -aes-256-gcm -outform DER -out "$2" "$certificate" < "$pipes/seal" & working="$working $!"
    pg_restore --exit-on-error --no-owner --no-privileges --dbname="$scratch" < "$pipes/trial" & working="$working $!"
    tee "$pipes/seal" < "$pipes/dump" > "$pipes/trial" & working="$working $!"
    for one in $working; do wait "$one" || return 1; done
    working=
}
parts=
for name in recognition placements intake keys; do
    file=$name.dump.cms
    [ "$name" != keys ] || file=keys-backup/$file
    scratch=steadfast_trial_$name
    ask postgres "DROP DATABASE IF EXISTS $scratch"
    ask postgres "CREATE DATABASE $scratch TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'"
    copy "$name" "$half/$file" || { echo "$name: not dumped, not sealed or not restored"; exit 1; }
    if [ "$name" = keys ]; then count=candidate_key; else count=outbox; fi
    before=$(ask "$scratch" "SELECT count(*) FROM $count")
    [ "$name" = keys ] || ask "$scratch" "SELECT version_num FROM alembic_version" | grep -q . || { echo "$name: no revision"; exit 1; }
    ask postgres "DROP DATABASE $scratch"
    scratch=
    digest=$(sha256sum "$half/$file" | cut -d' ' -f1)
    size=$(wc -c < "$half/$file" | tr -d ' ')
    parts="$parts${parts:+, }{\"file\": \"$file\", \"bytes\": $size, \"sha256\": \"$digest\"}"
    echo "$name: $size bytes, $before rows of $count, restored into a scratch database"
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
