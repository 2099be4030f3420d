from __future__ import annotations

import subprocess
import sys


def test_no_source_is_read_of_what_is_imported():
    code = """
import linecache
import desktop
before = set(linecache.cache)
import desktop.theme, notes.links, colorsys
print(sorted(set(linecache.cache) - before))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
