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
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

bin=/usr/lib/postgresql/15/bin
usage="usage: tools/postgres.sh start|kill|stop [FOLDER]"
[ $# -ge 1 ] && [ $# -le 2 ] || fail "$usage"
# PostgreSQL refuses to run as root, so root runs it as the user that the Debian package made.
as_owner=()
[ "$(id -u)" != 0 ] || as_owner=(setpriv --reuid postgres --regid postgres --clear-groups --)

# A socket's path has at most 107 bytes, and the address that is printed holds it as it is.
suits() { [ ${#1} -le 80 ] && [[ $1 =~ ^/[A-Za-z0-9/._-]+$ ]]; }

if [ $# = 2 ]; then
    folder=$(realpath -m "$2")
    suits "$folder" || fail "At most 80 letters, digits and ./_- make the path of a server: $folder"
else
    folder=$root/.build/postgres
    mkdir -p "$root/.build"
    if ! suits "$folder" ||
        { [ "$(id -u)" = 0 ] && getent passwd postgres >/dev/null && ! "${as_owner[@]}" test -x "$root/.build"; }; then
        folder=/tmp/xinglin-postgres-$(id -u)-$(printf %s "$root" | sha256sum | cut -c 1-16)
    fi
fi
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

is_dead() { [[ $(cut -d ')' -f 2- "/proc/$1/stat" 2>/dev/null) =~ ^(| Z.*)$ ]]; }

# Kills the processes of the server, those that lost their postmaster included: they would keep a new one from starting.
kill_all() {
    local process pids=()
    for process in /proc/[0-9]*; do
        if [ "$process/cwd" -ef "$data" ]; then pids+=("${process#/proc/}"); fi
    done
    [ ${#pids[@]} -gt 0 ] || return 0
    kill -9 "${pids[@]}" 2>/dev/null || true
    await_death 30 "${pids[@]}" || fail "A process of $data cannot be killed"
}

# Waits until processes are gone; fails where that takes longer than so many seconds.
await_death() {
    local end=$((SECONDS + $1)) pid
    shift
    for pid in "$@"; do
        until is_dead "$pid"; do
            [ "$SECONDS" -lt "$end" ] || return 1
            sleep 0.05
        done
    done
}

make() {
    rm -rf "$folder"
    mkdir -p "$(dirname "$folder")"
    mkdir -m 700 "$folder"
    [ "$(id -u)" != 0 ] || chown postgres:postgres "$folder"
    "${as_owner[@]}" test -x "$folder" 2>/dev/null ||
        fail "The user postgres cannot enter $folder: name a folder that it can enter, or do not run as root"
    local password
    password=$(head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n')
    (umask 077 && printf '%s' "$password" >"$folder/password" && printf '*:*:*:*:%s\n' "$password" >"$folder/pgpass")
    [ "$(id -u)" != 0 ] || chown postgres:postgres "$folder/password"
    "${as_owner[@]}" "$bin/initdb" --pgdata="$data" --username=xinglin --pwfile="$folder/password" \
        --auth-local=trust --auth-host=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 >"$folder/initdb.log" 2>&1 ||
        fail "PostgreSQL could not be set up: $folder/initdb.log"
    rm -f "$folder/password"
    "${as_owner[@]}" tee -a "$data/postgresql.conf" >/dev/null <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = '$folder'
max_connections = 400
shared_buffers = 128MB
max_wal_size = 1GB
max_pred_locks_per_transaction = 256
CONF
    free_port >"$folder/port"
}

is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

free_port() {
    local port
    for _ in $(seq 100); do
        port=$((20000 + RANDOM % 12000))
        if is_free "$port"; then
            echo "$port"
            return
        fi
    done
    fail "No free port was found"
}

launch() (
    # The server outlives who started it, and must not keep open what they opened.
    for descriptor in $(ls "/proc/$BASHPID/fd"); do
        [ "$descriptor" -le 2 ] || eval "exec $descriptor>&-"
    done
    exec "${as_owner[@]}" "$bin/pg_ctl" --pgdata="$data" --log="$folder/log" --wait --timeout=60 \
        --options="-p $(cat "$folder/port")" start
) >"$folder/start.log" 2>&1 </dev/null

start() {
    [ -x "$bin/postgres" ] || fail "PostgreSQL 15 is needed: apt-get install postgresql-15"
    # The port is written last: where it is missing, nobody ended making this. A folder of another user is not ours.
    if [ -s "$folder/port" ] && "${as_owner[@]}" test -O "$folder"; then
        if ! running >/dev/null; then
            kill_all
            # They name processes that are gone, and whose numbers others may have by now.
            rm -f "$data/postmaster.pid" "$folder"/.s.PGSQL.*
        fi
    else
        kill_all
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
    kill_all
    rm -rf "$folder"
}

case "$1" in
start) start ;;
kill)
    running >/dev/null || fail "It does not run"
    kill_all
    ;;
stop) stop ;;
*) fail "$usage" ;;
esac
