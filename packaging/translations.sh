#!/bin/sh
# Collect the interface's texts into the .ts files and compile them: resources/translations/.
# English has a file too, for its plurals. A test fails until every text is translated.
set -eu
cd "$(dirname "$0")/.."
folder=resources/translations
collect() {
    find desktop -name '*.py' ! -name __init__.py | LC_ALL=C sort |
        xargs sh -c '.venv/bin/pyside6-lupdate "$@" -locations none -no-obsolete '"$*" lupdate >/dev/null
}
collect -target-language zh_CN -ts $folder/banyan_zh_CN.ts
collect -target-language en -pluralonly -ts $folder/banyan_en.ts
for ts in $folder/*.ts; do
    .venv/bin/pyside6-lrelease -silent -nounfinished "$ts" -qm "${ts%.ts}.qm"
done
