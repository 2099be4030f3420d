#!/bin/sh
# Make .venv hold exactly what the lock says, with Banyan itself installed from this checkout.
# Needs Python >= 3.11 with venv, nothing else. PYTHON names another interpreter.
set -eu
cd "$(dirname "$0")/.."

find_python() {
    for candidate in "${PYTHON:-}" python3 python3.13 python3.12 python3.11 python3.14 python; do
        [ -n "$candidate" ] || continue
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    echo "banyan: needs Python 3.11 or later; set PYTHON to one (make PYTHON=/path/to/python3.12 run)" >&2
    exit 1
}

python=$(find_python)
"$python" packaging/system_libraries.py ${FOR_TESTS:+--for-tests}

if ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    rm -rf .venv
    if ! "$python" -m venv .venv; then
        rm -rf .venv
        echo "banyan: $python cannot make a virtual environment; on Debian or Ubuntu: sudo apt-get install python3-venv" >&2
        exit 1
    fi
fi

stamp=.venv/.banyan-lock
if ! cmp -s packaging/requirements.lock "$stamp"; then
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r packaging/requirements.lock
    # The warning it would print is meant for authors of editable installs with odd layouts.
    PYTHONWARNINGS=ignore .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
    cp packaging/requirements.lock "$stamp"
fi
.venv/bin/python packaging/fetch_mermaid.py
