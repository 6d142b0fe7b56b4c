#!/bin/sh
# Make the virtual environment .venv and install exactly the pinned packages, when they changed since the last time.
#   set-up.sh          what the portal needs
#   set-up.sh dev      and what tests and benchmarks need
set -eu
cd "$(dirname "$0")/.."

python=.venv/bin/python

if ! "$python" -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    found=$(sh deploy/find-python.sh)
    echo "Making the virtual environment .venv with $("$found" --version) ..."
    rm -rf .venv
    "$found" -m venv .venv
fi

fingerprint() {
    { "$python" --version; cat "$1"; } | "$python" -c 'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())'
}

install_pinned() {
    stamp=".venv/.$1.stamp"
    wanted=$(fingerprint "$1")
    if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then
        return
    fi
    echo "Installing the packages of $1 ..."
    "$python" -m pip install --quiet --disable-pip-version-check --require-hashes --requirement "$1"
    echo "$wanted" > "$stamp"
}

install_pinned requirements.txt
if [ "${1:-}" = dev ]; then
    install_pinned requirements-dev.txt
fi
