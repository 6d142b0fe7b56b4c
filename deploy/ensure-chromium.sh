#!/bin/sh
# Tests of pages need Debian's chromium (a browser of Playwright's own cannot be downloaded everywhere).
# Install it where that is possible without asking; else say what to do, and let the tests of pages tell.
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null 2>&1; then
        exit 0
    fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing chromium for the tests of pages ..."
    if { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends chromium; } \
        >/dev/null 2>&1; then
        exit 0
    fi
    echo "chromium could not be installed." >&2
fi
echo "Tests of pages need chromium: install it (Debian: apt install chromium; others: your packages' Chromium)." >&2
exit 0
