"""The writer and the readers with 10,000 notes: saves, search, tree, list."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from notes.library import Library, Reader
from notes.model import NewNote, Scope
from tests.bench import texts

KB = 1024
SIZES = {"4 KB": 4 * KB, "100 KB": 100 * KB, "1 MB": 1024 * KB}
QUERIES = ("溯", "架构", "微服务", "一致性 监控", "server", "latency12")


def percentiles(samples: list[float]) -> dict[str, float]:
    """Median and 95th percentile, in milliseconds, of samples in seconds."""
    ordered = sorted(samples)
    p95 = ordered[min(len(ordered) - 1, round(len(ordered) * 0.95))]
    return {"median ms": statistics.median(ordered) * 1e3, "p95 ms": p95 * 1e3}


def timed(action: Callable[[], object], times: int) -> dict[str, float]:
    """Percentiles of `times` runs of `action`."""
    samples = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        samples.append(time.perf_counter() - start)
    return percentiles(samples)


def fill(library: Library, count: int, size: int = 4 * KB) -> float:
    """Import `count` notes of `size` bytes in batches of 100; returns seconds."""
    start = time.perf_counter()
    batch = library.begin_batch(["bench"])
    for first in range(0, count, 100):
        items = [
            (
                None,
                NewNote(
                    title=f"笔记 {number} server{number}",
                    body=texts.note(size, number),
                    category=("技术", f"组{number % 40}"),
                    tags=(f"标签{number % 200}/下级{number % 7}",),
                    source=f"/bench/{number}.md",
                ),
            )
            for number in range(first, first + 100)
        ]
        library.import_notes(batch, items)
    library.finish_batch(batch, {})
    return time.perf_counter() - start


def _saves(library: Library, size: int, times: int) -> dict[str, float]:
    body = texts.note(size, -size)
    note_id = library.create_note(NewNote(title="长文", body=body)).created[0]
    middle = len(body) // 2
    count = iter(range(10**6))

    def save() -> None:
        typed = f"新{next(count)}"
        library.update_note(note_id, body=f"{body[:middle]}{typed}{body[middle:]}")

    return timed(save, times)


def measure(*, quick: bool = False) -> dict[str, Any]:
    """Figures with 10,000 notes of 4 KB in the library (1,000 when quick)."""
    count = 1000 if quick else 10_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "bench.banyan")
        library = Library.open(path, create=True)
        figures: dict[str, Any] = {"notes": count}
        figures["filled s (text made included)"] = fill(library, count)
        figures["save"] = {n: _saves(library, s, 30 if quick else 100) for n, s in SIZES.items()}
        while library.index_pending():  # what the window does when nobody types
            pass
        reader = Reader.open(path)
        figures["search"] = {q: timed(lambda q=q: reader.search(q), 10) for q in QUERIES}
        figures["tree"] = timed(reader.tree, 20)
        figures["ids"] = timed(lambda: reader.note_ids(Scope()), 20)
        ids = reader.note_ids(Scope())
        figures["50 summaries"] = timed(lambda: reader.summaries(ids[:50]), 20)
        reader.close()
        library.close()
        figures["file MB"] = path.stat().st_size / KB / KB
    return figures
