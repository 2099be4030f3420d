"""Hours of use in minutes: what a process holds must not grow."""

from __future__ import annotations

import contextlib
import io
import os
from pathlib import Path

import psutil

from notes.library import Library, Reader
from tests.faults.writer import Writer


def run(folder: Path, steps: int, seed: int, *, long: float = 0.002) -> list[str]:
    """Take so many steps with a reader beside them; what grew between the first half and the end.

    The library grows, and SQLite's page cache up to its limit: 25 MB are allowed for.
    """
    process = psutil.Process()
    path = folder / "soak.banyan"
    with Library.open(path, create=True) as library, Reader.open(path) as reader:
        writer = Writer(library, seed, long=long)
        marks: list[tuple[int, int]] = []
        for number in range(steps):
            with contextlib.redirect_stdout(io.StringIO()):
                writer.step()
            reader.changes_since(max(0, reader.sequence() - 1))
            reader.search("溯源")
            reader.tree()
            if number in (steps // 2, steps - 1):
                marks.append((process.memory_info().rss, _handles(process)))
        problems = [f"check: {problem}" for problem in library.check()]
    (memory, handles), (memory_later, handles_later) = marks
    if memory_later - memory > 25_000_000:
        problems.append(f"memory grew from {memory} to {memory_later}")
    if handles_later > handles:
        problems.append(f"open files grew from {handles} to {handles_later}")
    return problems


def _handles(process: psutil.Process) -> int:
    return process.num_fds() if os.name == "posix" else process.num_handles()
