#!/bin/bash
# at_spi.sh PYTHON LIBRARY NOTE: opens a window on a screen of its own and prints what AT-SPI says.
set -u
display_file=$(mktemp)
Xvfb -displayfd 4 -screen 0 1280x900x24 -nolisten tcp 4>"$display_file" >/dev/null 2>&1 &
xvfb=$!
for _ in $(seq 100); do [ -s "$display_file" ] && break; sleep 0.05; done
export DISPLAY=":$(cat "$display_file")" QT_QPA_PLATFORM=xcb
/usr/libexec/at-spi-bus-launcher --launch-immediately >/dev/null 2>&1 &
launcher=$!
sleep 0.5
"$1" -m desktop --library "$2" --note "$3" >/dev/null 2>&1 &
window=$!
/usr/bin/python3 - <<'PYTHON'
import json
import time

import pyatspi

names, title = set(), ""


def walk(node, depth=0):
    global title
    if node is None or depth > 14:
        return
    names.add(node.name)
    if node.name == "Title of the note":
        title = node.queryText().getText(0, -1)
    for place in range(min(node.childCount, 60)):
        walk(node.getChildAtIndex(place), depth + 1)


deadline = time.monotonic() + 40
while time.monotonic() < deadline and title != "One":
    time.sleep(0.5)
    desktop = pyatspi.Registry.getDesktop(0)
    for place in range(desktop.childCount):
        walk(desktop.getChildAtIndex(place))
print(json.dumps({"names": sorted(filter(None, names)), "title": title}))
PYTHON
code=$?
kill "$window"
wait "$window" 2>/dev/null
kill "$launcher" "$xvfb" 2>/dev/null
rm -f "$display_file"
exit $code
