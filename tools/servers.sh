# Read by tools/postgres.sh and bin/cluster: servers of this repository's own, which outlive the command that starts
# them. A server is known by the folder that it works in, so that no process is ended that is not ours. For bash.

. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

postgres_bin=/usr/lib/postgresql/15/bin
# PostgreSQL refuses to run as root, so root runs it as the user that the Debian package made.
as_owner=()
[ "$(id -u)" != 0 ] || as_owner=(setpriv --reuid postgres --regid postgres --clear-groups --)

require_postgres() {
    [ -x "$postgres_bin/postgres" ] || fail "PostgreSQL 15 is needed: apt-get install postgresql-15"
}

# A socket's path has at most 107 bytes, and the address that is printed holds it as it is.
suits() { [ ${#1} -le 80 ] && [[ $1 =~ ^/[A-Za-z0-9/._-]+$ ]]; }

# Sets `folder`, where the servers of this name work: the one that is given, or .build/NAME, or a folder of /tmp where
# the servers' user cannot enter the repository (one of root's own) or its path does not suit a socket.
choose_folder() {
    if [ $# = 2 ]; then
        folder=$(realpath -m "$2")
        suits "$folder" || fail "At most 80 letters, digits and ./_- make the path of a server: $folder"
        return
    fi
    folder=$root/.build/$1
    mkdir -p "$root/.build"
    if ! suits "$folder" ||
        { [ "$(id -u)" = 0 ] && getent passwd postgres >/dev/null && ! "${as_owner[@]}" test -x "$root/.build"; }; then
        folder=/tmp/xinglin-$1-$(id -u)-$(printf %s "$root" | sha256sum | cut -c 1-16)
    fi
}

# Makes `folder` anew, for its owner only.
make_folder() {
    rm -rf "$folder"
    mkdir -p "$(dirname "$folder")"
    mkdir -m 700 "$folder"
    [ "$(id -u)" != 0 ] || chown postgres:postgres "$folder"
    "${as_owner[@]}" test -x "$folder" 2>/dev/null ||
        fail "The user postgres cannot enter $folder: name a folder that it can enter, or do not run as root"
}

new_password() { head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n'; }

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

# Becomes a command that keeps nothing open but the first three: a server outlives who started it, and must not keep
# open what they opened.
detached() {
    local descriptor
    for descriptor in $(ls "/proc/$BASHPID/fd"); do
        [ "$descriptor" -le 2 ] || eval "exec $descriptor>&-"
    done
    exec "$@"
}

is_dead() { [[ $(cut -d ')' -f 2- "/proc/$1/stat" 2>/dev/null) =~ ^(| Z.*)$ ]]; }

# The ids of the processes that work in one of these folders.
processes_in() {
    local process place
    for process in /proc/[0-9]*; do
        for place in "$@"; do
            if [ "$process/cwd" -ef "$place" ]; then echo "${process#/proc/}"; fi
        done
    done
}

# Kills the processes that work in these folders, as a power cut would. Of a PostgreSQL they include those that lost
# their postmaster, and would keep a new one from starting.
kill_in() {
    local pids
    # One that was not found yet may have been started by one that is dead by now.
    for _ in $(seq 10); do
        mapfile -t pids < <(processes_in "$@")
        [ ${#pids[@]} -gt 0 ] || return 0
        kill -9 "${pids[@]}" 2>/dev/null || true
        await_death 30 "${pids[@]}" || break
    done
    fail "A process of $* cannot be killed"
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
