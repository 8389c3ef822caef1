#!/bin/sh
# Prepares .venv from a hashed lock: `setup.sh run` what the program needs, `setup.sh dev` what tests need besides,
# `setup.sh bench` what the product is measured against.
# Needs python3 (3.11 or newer) with venv, or uv; as root it installs what is missing.
set -eu
say() { printf '%s\n' "$*"; }
PYTHON="${PYTHON:-python3}"
as_root() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }
install() {
    say "setup: installing $* with apt-get"
    [ -n "${updated:-}" ] || { DEBIAN_FRONTEND=noninteractive apt-get update -qq >/dev/null || true; updated=1; }
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}
packages() {
    say "setup: installing the packages of requirements/$1.txt (about a minute the first time)"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt -r "requirements/$1.txt"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
}
"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { say "setup: Python 3.11 or newer is needed; $("$PYTHON" --version) was found. Install one and say PYTHON=python3.12 make setup"; exit 1; }
if [ ! -x .venv/bin/python ]; then
    say "setup: making .venv"
    rm -rf .venv
    if command -v uv >/dev/null 2>&1; then
        uv venv --quiet --seed --python "$PYTHON" .venv
    elif ! "$PYTHON" -m venv .venv 2>/dev/null; then
        rm -rf .venv
        as_root || { say "setup: python3 has no venv module. Install it (Debian, Ubuntu: sudo apt-get install python3-venv) and try again."; exit 1; }
        install python3-venv
        "$PYTHON" -m venv .venv
    fi
fi
if [ "$1" = run ]; then
    rm -f .venv/ready-run
    packages run
    touch .venv/ready-run
elif [ "$1" = bench ]; then
    rm -f .venv/ready-bench
    packages peers
    if ! command -v wrk >/dev/null 2>&1; then
        if as_root; then install wrk; else say "setup: the load generator wrk is missing (sudo apt-get install wrk)."; exit 1; fi
    fi
    touch .venv/ready-bench
else
    rm -f .venv/ready
    packages dev
    if ! command -v chromium >/dev/null 2>&1 && ! command -v google-chrome >/dev/null 2>&1; then
        if as_root; then install chromium fonts-liberation || say "setup: Chromium could not be installed; the browser tests will say so."
        else say "setup: no Chromium found; the browser tests need it (sudo apt-get install chromium)."; fi
    fi
    touch .venv/ready-run .venv/ready
fi
say "setup: done"
