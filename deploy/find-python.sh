#!/bin/sh
# Print the first Python that runs, is new enough and can make a virtual environment; say what to install otherwise.
# A name on the path may be a shim that fails, so each is tried, not only looked for.
old=""
bare=""
for name in python3 python3.14 python3.13 python3.12 python3.11; do
    version=$("$name" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
    if ! "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        old="$old $name is $version."
    elif ! "$name" -c 'import ensurepip, venv' 2>/dev/null; then
        bare="$version"
    else
        command -v "$name"
        exit 0
    fi
done
if [ -n "$bare" ]; then
    echo "Python $bare is here, but it cannot make a virtual environment: its parts venv and ensurepip are missing." >&2
    echo "Install them (Debian, Ubuntu: apt install python$bare-venv; Fedora: dnf install python3-pip)." >&2
else
    echo "The portal needs Python 3.11 or later.${old:-" No Python was found that runs."}" >&2
    echo "Install it (Debian, Ubuntu: apt install python3 python3-venv; macOS: brew install python;" >&2
    echo "others: https://www.python.org/downloads/)." >&2
fi
exit 1
