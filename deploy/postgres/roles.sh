#!/bin/sh
# Run once by the PostgreSQL image on an empty store: a role and a database for each service, and one for intake's keys.
# No service can even connect to another's database.
set -eu
for name in intake keys placements recognition; do
    upper=$(printf '%s' "$name" | tr '[:lower:]' '[:upper:]')
    eval "word=\$${upper}_PASSWORD"
    psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres -v word="$word" -v name="$name" <<'SQL'
CREATE ROLE :"name" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'word';
CREATE DATABASE :"name" OWNER :"name" TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8';
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
done
