"""The window against a bare one in the same run: shown, ready for keys, memory; key → saved."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from notes.library import Library
from notes.model import Scope
from tests.bench.library import fill, percentiles

CHECKOUT = Path(__file__).resolve().parents[2]
PATIENCE = 30.0  # s
SETTLED = 3.0  # s after the start, when memory is looked at


def measure(*, quick: bool) -> dict[str, Any]:
    """Start both windows in turn, several times."""
    notes, starts = (500, 3) if quick else (10_000, 7)
    with tempfile.TemporaryDirectory() as folder, display() as screen:
        place = Path(folder)
        path = place / "library.banyan"
        library = Library.open(path, create=True)
        fill(library, notes)
        note_id = library.note_ids(Scope())[0]
        library.close()
        environment = _environment(place, screen)
        bare_script = str(Path(__file__).with_name("bare_window.py"))
        commands = {
            "bare": [bare_script],
            "window": ["-m", "desktop", "--library", str(path), "--note", note_id, "--trace"],
        }
        runs: dict[str, list[dict[str, float]]] = {name: [] for name in commands}
        for number in range(starts + 1):
            for name, command in commands.items():
                figures = _start(command, place / f"{name}-{number}.jsonl", environment)
                if number:  # the first start fills the caches
                    runs[name].append(figures)
        saved = _typing(commands["window"], place / "typing.jsonl", environment)
    result: dict[str, Any] = {"notes": notes, "display": screen or "offscreen"}
    for figure in ("shown ms", "ready ms", "memory MB"):
        medians = {
            name: statistics.median(run[figure] for run in found) for name, found in runs.items()
        }
        result[figure] = {**medians, "ratio": medians["window"] / medians["bare"]}
    return {**result, **saved}


def _environment(place: Path, display: str) -> dict[str, str]:
    config = place / "config" / "banyan"
    config.mkdir(parents=True)
    (config / "settings.ini").write_text("[state]\nlayout=edit\n", encoding="utf-8")
    own = {
        "PYTHONPATH": str(CHECKOUT),
        "XDG_CONFIG_HOME": str(place / "config"),
        "XDG_DATA_HOME": str(place / "data"),
        # Compiled files are kept, as they are for whoever has it installed.
        "PYTHONPYCACHEPREFIX": str(place / "compiled"),
        "PYTHONDONTWRITEBYTECODE": "",
        "QT_QPA_PLATFORM": "xcb" if display else "offscreen",
    }
    if display:
        own["DISPLAY"] = display
    return {**os.environ, **own}


def _start(command: list[str], trace: Path, environment: dict[str, str]) -> dict[str, float]:
    process = subprocess.Popen(
        [sys.executable, *command, str(trace)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        events = _wait_for(trace, {"window-shown", "editor-ready"})
        time.sleep(SETTLED)
        memory = _proportional_memory(process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    begin = events["process-start"]
    return {
        "shown ms": (events["window-shown"] - begin) * 1e3,
        "ready ms": (max(events["window-shown"], events["editor-ready"]) - begin) * 1e3,
        "memory MB": memory / 1e6,
    }


def _typing(command: list[str], trace: Path, environment: dict[str, str]) -> dict[str, Any]:
    """Type for some seconds without a pause; how long the oldest unsaved key waited each time."""
    if "DISPLAY" not in environment or not shutil.which("xdotool"):
        return {"key → saved": "needs a display and xdotool"}
    process = subprocess.Popen(
        [sys.executable, *command, str(trace)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(trace, {"editor-ready", "library-open"})
        time.sleep(1.0)
        typed = ["xdotool", "type", "--delay", "60", "abcdefghij " * 10]
        subprocess.run(typed, env=environment, check=True, timeout=PATIENCE)
        time.sleep(2.0)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(10)
    keys: dict[int, float] = {}
    waits: list[float] = []
    for line in trace.read_text(encoding="utf-8").splitlines():
        event = json.loads(line)
        if event["event"] == "key":
            keys[event["revision"]] = event["t"]
        elif event["event"] == "saved":
            covered = [t for revision, t in keys.items() if revision <= event["revision"]]
            if covered:
                waits.append(event["t"] - min(covered))
            keys = {r: t for r, t in keys.items() if r > event["revision"]}
    if not waits:
        return {"key → saved": "no key arrived"}
    return {"oldest key → saved": percentiles(waits), "keys left unsaved": len(keys)}


def _wait_for(trace: Path, wanted: set[str]) -> dict[str, float]:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if trace.exists():
            lines = trace.read_text(encoding="utf-8").splitlines()
            events = {e["event"]: e["t"] for e in map(json.loads, lines)}
            if wanted <= events.keys():
                return events
        time.sleep(0.02)
    raise TimeoutError(f"{trace.name}: no {wanted}")


def _proportional_memory(pid: int) -> float:
    """PSS of a process and its children, bytes."""
    import psutil

    family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    return float(sum(one.memory_full_info().pss for one in family))


@contextlib.contextmanager
def display() -> Iterator[str]:
    """A virtual screen of our own where there is Xvfb; empty: offscreen."""
    if not shutil.which("Xvfb"):
        yield ""
        return
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as pipe:
            yield f":{pipe.readline().strip()}"
    finally:
        server.terminate()
        server.wait(10)
