# Sourced by ./run, ./test and ./abasto, from the root of the checkout: gets the machine ready, or does nothing.
#
# machine NEED...     Debian packages for what is missing (root), or a sentence and exit 5 (not root)
# packages GROUP      var/venv from uv.lock, GROUP being "run" or "test"; skipped when its stamp says nothing changed
# messages            django.mo beside each django.po that is newer
# attended COMMAND... runs a command and passes SIGINT and SIGTERM on to it

say() { printf '%s\n' "$*" >&2; }

# stop CODE SENTENCE...
stop() {
    code=$1
    shift
    say "$@"
    exit "$code"
}

now() { date +%s%N; }

# tenths SINCE: the time since then, as "12.3 s"
tenths() {
    spent=$((($(now) - $1) / 100000000))
    printf '%d.%d s' $((spent / 10)) $((spent % 10))
}

has() { command -v "$1" >/dev/null 2>&1; }

# The Debian package that brings a need, for each need that is not met.
package_for() {
    case $1 in
    python) has python3 || echo python3 ;;
    venv) python3 -c 'import ensurepip' 2>/dev/null || echo python3-venv ;;
    certificates) [ -s "${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}" ] || echo ca-certificates ;;
    browser) has chromium || echo chromium ;;
    # Playwright's driver needs this library, and Debian's Chromium does not bring it.
    driver) python3 -c 'import ctypes; ctypes.CDLL("libatomic.so.1")' 2>/dev/null || echo libatomic1 ;;
    database) [ -n "$(postgres_folder)" ] || echo postgresql ;;
    translations) has xgettext || echo gettext ;;
    esac
}

# Where initdb and pg_ctl are; Debian keeps them out of PATH.
postgres_folder() {
    for folder in /usr/lib/postgresql/*/bin; do
        [ -x "$folder/initdb" ] && newest=$folder
    done
    if [ -n "${newest:-}" ]; then
        echo "$newest"
    elif has initdb && has pg_ctl; then
        dirname "$(command -v initdb)"
    fi
}

machine() {
    missing=
    for need; do
        missing="$missing $(package_for "$need")"
    done
    # Unquoted on purpose, here and below: a list of words.
    # shellcheck disable=SC2086
    set -- $missing
    [ $# -gt 0 ] || return 0
    missing=$*
    if [ "$(id -u)" != 0 ] || ! has apt-get; then
        stop 5 "This machine lacks: $missing. Install it, then start again:

    apt-get update && apt-get install --no-install-recommends $missing"
    fi
    mkdir -p var/log
    began=$(now)
    say "Installing Debian packages: $missing"
    {
        apt-get update -qq &&
            DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
    } >var/log/apt.log 2>&1 </dev/null || {
        tail -n 15 var/log/apt.log >&2
        stop 5 "apt-get could not install: $missing (all it said: var/log/apt.log)"
    }
    say "  done in $(tenths "$began")"
}

packages() {
    wanted=$(fingerprint)
    kept=$(cat var/venv/stamp 2>/dev/null || true)
    case $kept in
    "test $wanted" | "$1 $wanted") ;;
    test*) install_packages test ;;
    *) install_packages "$1" ;;
    esac
}

# What the environment was made from: the locks, the place of the checkout and its Python.
fingerprint() {
    { pwd && cat uv.lock pyproject.toml setup/uv.txt; } | sha256sum | cut -c1-64
}

install_packages() {
    machine python venv certificates
    python3 -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 13))' ||
        stop 5 "Abasto needs Python 3.11 or 3.12; python3 here is $(python3 -V 2>&1)."
    mkdir -p var/log
    exec 9>var/log/setup.lock
    if has flock; then flock 9; fi
    began=$(now)
    say "Installing Python packages (locked, with hashes)"
    attended locked_install "$1" >var/log/python.log 2>&1 || {
        tail -n 15 var/log/python.log >&2
        stop 5 "The Python packages could not be installed (all it said: var/log/python.log)"
    }
    echo "$1 $wanted" >var/venv/stamp
    exec 9>&-
    say "  done in $(tenths "$began")"
}

# Every step is chained, because `set -e` does not reach into a command whose outcome is looked at.
locked_install() {
    UV_PROJECT_ENVIRONMENT=$PWD/var/venv
    UV_SYSTEM_CERTS=1
    UV_PYTHON_DOWNLOADS=never
    export UV_PROJECT_ENVIRONMENT UV_SYSTEM_CERTS UV_PYTHON_DOWNLOADS
    unset VIRTUAL_ENV
    cmp -s setup/uv.txt var/uv/locked || install_uv || return
    set -- "$1" --locked --python "$(command -v python3)"
    if [ "$1" = run ]; then set -- "$@" --no-dev; fi
    shift
    var/uv/bin/uv sync "$@"
}

install_uv() {
    python3 -m venv --clear var/uv &&
        var/uv/bin/python -m pip install --quiet --require-hashes --only-binary :all: -r setup/uv.txt &&
        cp setup/uv.txt var/uv/locked
}

messages() {
    for source in locale/*/LC_MESSAGES/django.po; do
        made=${source%.po}.mo
        if [ -f "$source" ] && { [ ! -f "$made" ] || [ -n "$(find "$source" -newer "$made")" ]; }; then
            var/venv/bin/python -c '
import os, polib, sys
source, made = sys.argv[1:]
polib.pofile(source).save_as_mofile(made + ".new")
os.replace(made + ".new", made)' "$source" "$made" || return
        fi
    done
}

# In the background, because a shell hears a signal only when the command in front of it has ended.
attended() {
    ("$@") &
    child=$!
    trap 'kill -TERM "$child" 2>/dev/null; wait "$child"; exit 130' INT
    trap 'kill -TERM "$child" 2>/dev/null; wait "$child"; exit 143' TERM
    outcome=0
    wait "$child" || outcome=$?
    trap 'exit 130' INT
    trap 'exit 143' TERM
    return "$outcome"
}
