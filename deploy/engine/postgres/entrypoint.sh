#!/bin/sh
# What a compose file expects of the official image: POSTGRES_USER, POSTGRES_PASSWORD (or _FILE), POSTGRES_DB, POSTGRES_INITDB_ARGS, PGDATA.
set -eu
user=${POSTGRES_USER:-postgres}
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    [ -z "${POSTGRES_PASSWORD_FILE:-}" ] || POSTGRES_PASSWORD=$(cat "$POSTGRES_PASSWORD_FILE")
    printf '%s' "${POSTGRES_PASSWORD:?the database is empty and no superuser password is given}" > /tmp/password
    # shellcheck disable=SC2086  # arguments, as the official image takes them
    initdb --pgdata="$PGDATA" --username="$user" --pwfile=/tmp/password --auth-local=trust --auth-host=scram-sha-256 ${POSTGRES_INITDB_ARGS:-} > /dev/null
    rm /tmp/password
    echo 'host all all all scram-sha-256' >> "$PGDATA/pg_hba.conf"
    pg_ctl --pgdata="$PGDATA" --wait --options="-c listen_addresses='' -c unix_socket_directories=/tmp" start > /dev/null
    [ "${POSTGRES_DB:-$user}" = postgres ] || createdb --host=/tmp --username="$user" "${POSTGRES_DB:-$user}"
    pg_ctl --pgdata="$PGDATA" --wait stop > /dev/null
fi
[ "$1" = postgres ] || exec "$@"
shift
exec postgres -c listen_addresses='*' -c unix_socket_directories=/tmp "$@"
