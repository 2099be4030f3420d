"""Import of a folder of posts, the same again unchanged, and the memory that takes."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.bench import texts

KB = 1024
FOLDERS = 40
_HEAD = (
    '---\ntitle: "文章 {number}"\ndate: 2024-01-{day:02} 08:00:00\ntags: [标签{tag}, go]\n---\n\n'
)


def write_posts(folder: Path, count: int, size: int) -> int:
    """Write posts that never repeat each other; returns their bytes."""
    total = 0
    for number in range(count):
        place = folder / f"分类{number % FOLDERS}"
        place.mkdir(parents=True, exist_ok=True)
        head = _HEAD.format(number=number, day=number % 28 + 1, tag=number % 200)
        data = (head + texts.note(size, number)).encode()
        (place / f"post-{number}.md").write_bytes(data)
        total += len(data)
    return total


def _import(folder: Path, library: Path) -> tuple[float, float, dict[str, Any]]:
    """Seconds, seconds of the processor's time, and the report."""
    command = [sys.executable, "-m", "notes.cli", "import", str(folder)]
    command += ["--library", str(library), "--json"]
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, check=True, capture_output=True)
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return seconds, processor, json.loads(done.stdout)


def _figures(count: int, size: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name:
        folder, library = Path(name, "posts"), Path(name, "library.banyan")
        total = write_posts(folder, count, size)
        first, processor, report = _import(folder, library)
        again, _, same = _import(folder, library)
        # Of all child processes so far, the largest: kilobytes on Linux, bytes on macOS.
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        return {
            "posts": len(report["created"]),
            "s": first,
            "CPU s": processor,
            "MB/s": total / 1e6 / first,
            "again, unchanged s": again,
            "again, unchanged posts": same["unchanged"],
            "peak memory MB": peak / (KB if sys.platform != "darwin" else KB * KB),
        }


def measure(*, quick: bool = False) -> dict[str, Any]:
    """10,000 posts of 4 KB and of 15 KB (500 when quick)."""
    count = 500 if quick else 10_000
    return {f"{size} KB": _figures(count, size * KB) for size in (4, 15)}
