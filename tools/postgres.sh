#!/usr/bin/env bash
# A PostgreSQL 15 of this repository's own, for tests.
#
#   tools/postgres.sh start [FOLDER]     makes and starts it, and prints its address
#   tools/postgres.sh kill [FOLDER]      kills all its processes as a power cut would (SIGKILL); start brings it back
#   tools/postgres.sh stop [FOLDER]      stops it and removes its data
#
# FOLDER is .build/postgres unless given, or a folder of /tmp where the server's user cannot enter the repository (one
# of root's own) or its path does not suit a socket. The server is reached by a socket in that folder, which is its
# owner's only, and on the loopback with a random password, which lies in FOLDER/pgpass. It keeps fsync on.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/servers.sh"

usage="usage: tools/postgres.sh start|kill|stop [FOLDER]"
[ $# -ge 1 ] && [ $# -le 2 ] || fail "$usage"
choose_folder postgres "${@:2}"
data=$folder/data
# One at a time: two that make the same folder would be in each other's way.
exec 9<"$root"
flock 9
# The server's user may not be able to stand where the caller stands.
cd /

# The process id of the postmaster, where it runs.
running() {
    local pid
    pid=$(head -n 1 "$data/postmaster.pid" 2>/dev/null) || return 1
    [ "/proc/$pid/cwd" -ef "$data" ] && ! is_dead "$pid" || return 1
    echo "$pid"
}

make() {
    make_folder
    local password
    password=$(new_password)
    (umask 077 && printf '%s' "$password" >"$folder/password" && printf '*:*:*:*:%s\n' "$password" >"$folder/pgpass")
    [ "$(id -u)" != 0 ] || chown postgres:postgres "$folder/password"
    "${as_owner[@]}" "$postgres_bin/initdb" --pgdata="$data" --username=xinglin --pwfile="$folder/password" \
        --auth-local=trust --auth-host=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 >"$folder/initdb.log" 2>&1 ||
        fail "PostgreSQL could not be set up: $folder/initdb.log"
    rm -f "$folder/password"
    "${as_owner[@]}" tee -a "$data/postgresql.conf" >/dev/null <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = '$folder'
max_connections = 800
shared_buffers = 128MB
max_wal_size = 1GB
max_pred_locks_per_transaction = 256
CONF
    free_port >"$folder/port"
}

launch() (
    detached "${as_owner[@]}" "$postgres_bin/pg_ctl" --pgdata="$data" --log="$folder/log" --wait --timeout=60 \
        --options="-p $(cat "$folder/port")" start
) >"$folder/start.log" 2>&1 </dev/null

start() {
    require_postgres
    # The port is written last: where it is missing, nobody ended making this. A folder of another user is not ours.
    if [ -s "$folder/port" ] && "${as_owner[@]}" test -O "$folder"; then
        if ! running >/dev/null; then
            kill_in "$data"
            # They name processes that are gone, and whose numbers others may have by now.
            rm -f "$data/postmaster.pid" "$folder"/.s.PGSQL.*
        fi
    else
        kill_in "$data"
        make
    fi
    if ! running >/dev/null && ! launch; then
        # Somebody may have taken the port since.
        free_port >"$folder/port"
        launch || fail "PostgreSQL did not start: $folder/log"
    fi
    echo "postgres://xinglin@/postgres?host=$folder&port=$(cat "$folder/port")"
}

stop() {
    local pid
    if pid=$(running); then
        kill -INT "$pid"
        await_death 30 "$pid" || true
    fi
    kill_in "$data"
    rm -rf "$folder"
}

case "$1" in
start) start ;;
kill)
    running >/dev/null || fail "It does not run"
    kill_in "$data"
    ;;
stop) stop ;;
*) fail "$usage" ;;
esac
