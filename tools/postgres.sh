#!/usr/bin/env bash
# A PostgreSQL 15 of this repository's own, for tests.
#
#   tools/postgres.sh start [FOLDER]     makes and starts it, and prints its address
#   tools/postgres.sh kill [FOLDER]      kills the postmaster as a power cut would (SIGKILL); start brings it back
#   tools/postgres.sh stop [FOLDER]      stops it and removes its data
#
# FOLDER is .build/postgres unless given, or a folder of /tmp where root's own folders are closed to the server's user. It
# is reached by a socket in a folder of its owner's only, and on the loopback
# with a random password, which lies in FOLDER/pgpass. It keeps fsync on.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

bin=/usr/lib/postgresql/15/bin
usage="usage: tools/postgres.sh start|kill|stop [FOLDER]"
[ $# -ge 1 ] && [ $# -le 2 ] || fail "$usage"
# PostgreSQL refuses to run as root, so root runs it as the user that the Debian package made.
as_owner=()
[ "$(id -u)" != 0 ] || as_owner=(setpriv --reuid postgres --regid postgres --clear-groups --)

folder=${2:-$root/.build/postgres}
if [ $# = 1 ] && [ "$(id -u)" = 0 ] && getent passwd postgres >/dev/null && ! "${as_owner[@]}" test -x "$root"; then
    # That user cannot enter root's own folders.
    folder=/tmp/xinglin-postgres-$(printf %s "$root" | sha256sum | cut -c 1-16)
fi
data=$folder/data

# The process id of the postmaster, where it runs.
running() {
    local pid
    pid=$(head -n 1 "$data/postmaster.pid" 2>/dev/null) || return 1
    [ "$(readlink -f "$data")" = "$(readlink -f "/proc/$pid/cwd" 2>/dev/null)" ] || return 1
    echo "$pid"
}

make() {
    rm -rf "$folder"
    mkdir -p "$(dirname "$folder")"
    mkdir -m 700 "$folder"
    [ "$(id -u)" != 0 ] || chown postgres:postgres "$folder"
    "${as_owner[@]}" test -x "$folder" 2>/dev/null ||
        fail "The user postgres cannot enter $folder: put the repository where it can, or do not run as root"
    local password
    password=$(head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n')
    (umask 077 && printf '%s' "$password" >"$folder/password" && printf '*:*:*:*:%s\n' "$password" >"$folder/pgpass")
    [ "$(id -u)" != 0 ] || chown postgres:postgres "$folder/password"
    "${as_owner[@]}" "$bin/initdb" --pgdata="$data" --username=xinglin --pwfile="$folder/password" \
        --auth-local=trust --auth-host=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 >"$folder/initdb.log" 2>&1 ||
        fail "PostgreSQL could not be set up: $folder/initdb.log"
    rm -f "$folder/password"
    free_port >"$folder/port"
    "${as_owner[@]}" tee -a "$data/postgresql.conf" >/dev/null <<CONF
listen_addresses = '127.0.0.1'
port = $(cat "$folder/port")
unix_socket_directories = '$folder'
max_connections = 400
shared_buffers = 128MB
max_wal_size = 1GB
max_pred_locks_per_transaction = 256
CONF
}

free_port() {
    local port
    for _ in $(seq 100); do
        port=$((20000 + RANDOM % 20000))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || {
            echo "$port"
            return
        }
    done
    fail "No free port was found"
}

start() {
    [ -x "$bin/postgres" ] || fail "PostgreSQL 15 is needed: apt-get install postgresql-15"
    [ ${#folder} -le 80 ] || fail "The path of a socket has at most 107 bytes: $folder is too long"
    [ -f "$data/PG_VERSION" ] || make
    if ! running >/dev/null; then
        (
            # The server outlives who started it, and must not keep open what they opened.
            for descriptor in $(ls "/proc/$BASHPID/fd"); do
                [ "$descriptor" -le 2 ] || eval "exec $descriptor>&-"
            done
            exec "${as_owner[@]}" "$bin/pg_ctl" --pgdata="$data" --log="$folder/log" --wait --timeout=60 start
        ) >"$folder/start.log" 2>&1 </dev/null || fail "PostgreSQL did not start: $folder/log"
    fi
    echo "postgres://xinglin@/postgres?host=$folder&port=$(cat "$folder/port")"
}

case "$1" in
start) start ;;
kill)
    pid=$(running) || fail "It does not run"
    kill -9 "$pid"
    while [ -e "/proc/$pid" ]; do sleep 0.05; done
    ;;
stop)
    if pid=$(running); then
        kill -INT "$pid"
        while [ -e "/proc/$pid" ]; do sleep 0.05; done
    fi
    rm -rf "$folder"
    ;;
*) fail "$usage" ;;
esac
