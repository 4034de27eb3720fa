#!/bin/sh
# Both commands on a bare Debian 12 (minbase and python3, nothing else), with a clock.
#
#   benchmarks/bare.sh [run] [test]     default: both; as root, with mmdebstrap, git and mount namespaces (unshare)
#
# The commit of the checkout is cloned into a new root folder for each command. What belongs to the machine's network
# is passed on: resolv.conf, local certificates, pip's configuration, proxy and index variables.
# The bare system is made once and kept in var/bare/.
set -eu
cd "$(dirname "$0")/.."
checkout=$PWD
port=8137
kept=$checkout/var/bare
table=
work=

say() { printf '%s\n' "$*"; }
now() { date +%s%N; }
row() { table="$table$(printf '| %-58s | %8s |' "$1" "$2")
"; }

# clock TITLE COMMAND...: adds a line to the table; the script ends where a command fails.
clock() {
    title=$1
    shift
    say "── $title"
    began=$(now)
    outcome=0
    "$@" || outcome=$?
    spent=$((($(now) - began) / 100000000))
    row "$title" "$((spent / 10)).$((spent % 10)) s"
    [ "$outcome" = 0 ] || {
        row "  ended with exit code $outcome" ""
        exit "$outcome"
    }
}

finish() {
    [ -z "$table" ] || printf '\n| %-58s | %8s |\n|%s|%s|\n%s' "bare Debian 12, $(nproc) cores" "time" \
        ------------------------------------------------------------ ---------- "$table"
    [ -z "$work" ] || rm -rf "$work"
}

debian() {
    [ -s "$kept/debian-12.tar" ] && return
    mkdir -p "$kept"
    mmdebstrap --quiet --mode=root --variant=minbase --include=python3 bookworm "$kept/making.tar"
    mv "$kept/making.tar" "$kept/debian-12.tar"
}

# A new bare root folder with the clone in /abasto.
unpack() {
    rm -rf "$work/root"
    mkdir "$work/root"
    tar -C "$work/root" -xf "$kept/debian-12.tar"
    cp -L /etc/resolv.conf "$work/root/etc/resolv.conf"
    mkdir -p "$work/root/usr/local/share/ca-certificates"
    for file in /usr/local/share/ca-certificates/*.crt /etc/pip.conf; do
        [ ! -f "$file" ] || cp "$file" "$work/root$file"
    done
    git clone --quiet --no-hardlinks "$checkout" "$work/root/abasto"
}

# inside SECONDS COMMAND...: in the root folder; its mounts and processes end with the process of $work/pid.
inside() {
    seconds=$1
    shift
    # shellcheck disable=SC2016
    timeout --signal=KILL "$seconds" sh -c 'echo $$ >"$0" && exec unshare --mount --pid --fork --kill-child "$@"' \
        "$work/pid" sh -euc '
        root=$0
        mount -t proc proc "$root/proc"
        mount -t sysfs -o ro sys "$root/sys" || true
        mount --rbind /dev "$root/dev"
        for name in http_proxy https_proxy no_proxy PIP_INDEX_URL UV_INDEX_URL UV_DEFAULT_INDEX; do
            eval "value=\${$name:-}"
            [ -z "$value" ] || set -- "$name=$value" "$@"
        done
        exec chroot "$root" env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
            LANG=C.UTF-8 TERM=dumb "$@"
    ' "$work/root" "$@"
}

# Starts ./run and returns when its page answers; the server ends with this function.
answers() {
    inside 900 /abasto/run --port $port &
    server=$!
    outcome=1
    while kill -0 $server 2>/dev/null; do
        if python3 - $port <<'PYTHON'; then
import sys, urllib.request
try:
    sys.exit(urllib.request.urlopen(f"http://127.0.0.1:{sys.argv[1]}/", timeout=5).status != 200)
except OSError:
    sys.exit(1)
PYTHON
            outcome=0
            break
        fi
        sleep 0.2
    done
    kill -KILL "$(cat "$work/pid")" 2>/dev/null || true
    wait $server 2>/dev/null || true
    return $outcome
}

trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
[ $# -gt 0 ] || set -- run test
[ "$(id -u)" = 0 ] || { say "Making a bare system needs root."; exit 5; }
for need in mmdebstrap unshare git; do
    command -v $need >/dev/null || { say "This needs $need: apt-get install mmdebstrap util-linux git"; exit 5; }
done
debian
work=$(mktemp -d /tmp/abasto-bare.XXXXXX)
for what; do
    unpack
    case $what in
    run)
        clock "./run, nothing there yet, until the page answers" answers
        clock "./run again, until the page answers" answers
        clock "./run --no-serve, a third time" inside 900 /abasto/run --no-serve
        clock "./run --help" inside 10 /abasto/run --help
        ;;
    test) clock "./test, nothing there yet" inside 3600 /abasto/test ;;
    *) say "benchmarks/bare.sh takes run and test, not '$what'."; exit 2 ;;
    esac
done
