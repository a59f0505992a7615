#!/bin/bash
# Starts PostgreSQL as the registry's image does, as far as stacks rely on it: POSTGRES_USER, POSTGRES_DB and POSTGRES_PASSWORD make the
# first role and database, local connections are trusted, those from elsewhere need the password, *.sql of the init folder runs once.
set -euo pipefail
user=${POSTGRES_USER:-postgres}
database=${POSTGRES_DB:-$user}
as_postgres=(setpriv --reuid=postgres --regid=postgres --clear-groups)

mkdir -p "$PGDATA" /var/run/postgresql
chown postgres: "$PGDATA" /var/run/postgresql
chmod 700 "$PGDATA"

if [ ! -e "$PGDATA/PG_VERSION" ]; then
  [ -n "${POSTGRES_PASSWORD-}" ] || { echo 'POSTGRES_PASSWORD has to be set' >&2; exit 1; }
  umask 077
  printf '%s\n' "$POSTGRES_PASSWORD" >/tmp/password && chown postgres /tmp/password
  "${as_postgres[@]}" initdb --no-sync --auth=trust --encoding=UTF8 --locale=C.UTF-8 --username="$user" --pwfile=/tmp/password "$PGDATA" >/dev/null
  rm /tmp/password
  echo 'host all all all scram-sha-256' >>"$PGDATA/pg_hba.conf"
  "${as_postgres[@]}" pg_ctl -s -w -D "$PGDATA" -o '-c listen_addresses= -c fsync=off' start
  ask() { "${as_postgres[@]}" psql -q -X -v ON_ERROR_STOP=1 -U "$user" "$@"; }
  [ "$database" = postgres ] || echo 'create database :"name"' | ask -d postgres -v name="$database"
  for script in /docker-entrypoint-initdb.d/*.sql; do
    [ ! -e "$script" ] || ask -d "$database" -f "$script"
  done
  "${as_postgres[@]}" pg_ctl -s -w -D "$PGDATA" -m fast stop
fi
exec "${as_postgres[@]}" postgres -D "$PGDATA" -c listen_addresses='*' -c fsync=off "$@"
