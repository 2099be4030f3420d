"""Run the benchmarks: one JSON document on stdout, a table on stderr.

`python -m tests.bench [--quick] [AREA…]`. Each area runs in a process of its own, so that none
warms up another; an area that fails is reported as such and the rest goes on (exit code 1).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import subprocess
import sys
import tempfile
from typing import Any

AREAS = {
    "window": "start-up, memory; key → saved",
    "editor": "key → glyph; opening long notes",
    "preview": "key → preview painted",
    "reading": "memory of the window with a note previewed; gaps while scrolling",
    "peers": "key → preview painted on the screen: Banyan, ReText, ghostwriter",
    "library": "a save in the writer, search, tree and list",
    "importing": "import of 10,000 posts, again unchanged",
    "importing_window": "gaps while 10,000 posts are imported in the window",
}


def _run(area: str, *, quick: bool) -> dict[str, Any]:
    code = (
        "import importlib, json, sys;"
        f"figures = importlib.import_module('tests.bench.{area}').measure(quick={quick});"
        "sys.stdout.write('\\n' + json.dumps(figures))"
    )
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        child = subprocess.Popen(
            [sys.executable, "-c", code],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "TMPDIR": place},
            start_new_session=True,
        )
        try:
            out, problems = child.communicate()
        finally:
            _end(child)
    if child.returncode:
        return {"failed": problems.strip().splitlines()[-1:] or [f"exit {child.returncode}"]}
    figures: dict[str, Any] = json.loads(out.splitlines()[-1])
    return figures


def _end(child: subprocess.Popen[str]) -> None:
    """Leave nothing running: neither it nor its screen and the processes of its web pages."""
    if child.poll() is not None:
        return
    if sys.platform == "win32":
        child.kill()
    else:
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _rows(figures: dict[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    rows = []
    for name, value in figures.items():
        if isinstance(value, dict):
            rows += _rows(value, f"{prefix}{name} · ")
        else:
            shown = f"{value:,.2f}" if isinstance(value, float) else str(value)
            rows.append((f"{prefix}{name}", shown))
    return rows


def main(arguments: list[str]) -> int:
    """Measure the areas named, or all."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("areas", nargs="*", metavar="AREA", help=", ".join(AREAS))
    parser.add_argument("--quick", action="store_true", help="smaller libraries, fewer repeats")
    chosen = parser.parse_args(arguments)
    if unknown := set(chosen.areas) - set(AREAS):
        parser.error(f"no such area: {', '.join(sorted(unknown))}; there are {', '.join(AREAS)}")
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    machine = {
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "system": platform.platform(),
    }
    report: dict[str, Any] = {"machine": machine}
    for area in chosen.areas or AREAS:
        report[area] = figures = _run(area, quick=chosen.quick)
        print(f"\n{area}: {AREAS[area]}", file=sys.stderr)
        for name, value in _rows(figures):
            print(f"  {name:<64} {value:>16}", file=sys.stderr)
    json.dump(report, sys.stdout, ensure_ascii=False, indent=1)
    print()
    return int(any("failed" in report[area] for area in report))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
