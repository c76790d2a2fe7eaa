# Sourced by ./try and ./check: makes a virtual environment from a lock of pinned, hashed requirements.

say() { printf '%s\n' "$*" >&2; }

# find_python: prints the first interpreter that is new enough.
find_python() {
    for name in "${PYTHON:-python3}" python3.11 python3.12 python3.13 python3.14; do
        if command -v "$name" >/dev/null 2>&1 && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s\n' "$name"
            return 0
        fi
    done
    say "Tollbook needs Python 3.11 or later, and found none (looked for python3, python3.11 … 3.14)."
    say "Install it (on Debian and Ubuntu: apt install python3 python3-venv), or name one: PYTHON=/path/to/python ./try"
    return 1
}

# set_up FOLDER LOCK: makes FOLDER hold what LOCK names and this checkout; quick where it already does.
set_up() {
    python=$(find_python) || exit 1
    stamp=$(cat "$2" pyproject.toml | cksum)" $("$python" -c 'import sys; print(sys.version)') $(pwd)"
    if [ -x "$1/bin/python" ] && [ "$(cat "$1/tollbook-stamp" 2>/dev/null)" = "$stamp" ]; then
        return 0
    fi
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        say "This Python ($python) cannot make virtual environments: the package python3-venv is missing."
        say "Install it (on Debian and Ubuntu: apt install python3-venv) and run this again."
        exit 1
    fi
    say "Setting up $1 (once; about 440 MB on disk, packages from PyPI, each checked against its hash) …"
    rm -rf "$1"
    "$python" -m venv "$1" || exit 1
    "$1/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
        --no-deps -r "$2" || {
        say "Installing the packages failed; the lines above say which and why. Nothing else was changed: run this again."
        rm -rf "$1"
        exit 1
    }
    "$1/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e . || exit 1
    printf '%s' "$stamp" >"$1/tollbook-stamp"
}
