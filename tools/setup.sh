# Read by bin/demo and bin/test: the folder of the repository, and how to get what a build needs. For bash.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Earlier ones of libssl leak SM2 signing keys through the time a signature takes (CVE-2026-54872, CVE-2026-77696).
build_packages=(libsqlite3-dev libpq-dev 'libssl-dev>=3.0.22' zlib1g-dev libqrencode-dev libpng-dev
    libgoogle-perftools-dev pkg-config)
# Patroni asks for one of several stores; python3-etcd is what it needs for etcd.
cluster_packages=(postgresql-15 patroni python3-etcd etcd-server haproxy curl)
test_packages=(
    "${cluster_packages[@]}" libbotan-2-dev python3 python3-venv zbar-tools chromium chromium-driver fonts-noto-cjk wrk
)
swift_flags=(--explicit-target-dependency-import-check error)

fail() {
    echo "$1" >&2
    exit 1
}

require_swift() {
    command -v swift >/dev/null || fail "Swift 6.2 or later is needed: https://www.swift.org/install/linux/"
}

# Installs the Debian packages among the arguments that are not there yet, or older than NAME>=VERSION asks; says nothing
# where nothing is missing.
install_packages() {
    command -v dpkg-query >/dev/null || fail "This is no Debian. Install by hand what these packages hold: $*"
    local package name status version missing=()
    for package in "$@"; do
        name=${package%%>=*}
        status=none version=
        read -r status version < <(dpkg-query -W -f='${db:Status-Status} ${Version}\n' "$name" 2>/dev/null) || true
        if [ "$status" != installed ]; then
            missing+=("$name")
        elif [ "$name" != "$package" ] && dpkg --compare-versions "$version" lt "${package#*>=}"; then
            missing+=("$name")
        fi
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    local as_root=()
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null ||
            fail "Root or sudo is needed to install missing packages. Run as root: apt-get install ${missing[*]}"
        as_root=(sudo)
    fi
    echo "Installing Debian packages: ${missing[*]}" >&2
    local log
    log=$(mktemp)
    local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300)
    if ! "${as_root[@]}" "${apt[@]}" update >"$log" 2>&1 </dev/null ||
        ! "${as_root[@]}" "${apt[@]}" install -y --no-install-recommends "${missing[@]}" >>"$log" 2>&1 </dev/null; then
        cat "$log" >&2
        rm -f "$log"
        fail "Debian packages could not be installed: ${missing[*]}"
    fi
    rm -f "$log"
}

# Makes the virtual environment of the tests; does nothing where it has what tools/requirements.txt names.
make_venv() {
    venv=$root/.venv-tests
    local wanted python
    wanted=$(sha256sum "$root/tools/requirements.txt" | cut -d' ' -f1)
    if [ "$(cat "$venv/.requirements" 2>/dev/null)" = "$wanted" ] && "$venv/bin/python" -c '' 2>/dev/null; then
        return 0
    fi
    for python in python3 /usr/bin/python3 ""; do
        [ -n "$python" ] || fail "Python 3.11 or later with the module venv is needed"
        "$python" -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break
    done
    echo "Installing the tests' Python packages" >&2
    rm -rf "$venv"
    "$python" -m venv "$venv"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
        --requirement "$root/tools/requirements.txt" </dev/null >&2
    echo "$wanted" >"$venv/.requirements"
}
