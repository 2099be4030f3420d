"""A clock that jumps, back too: nothing is lost, thinned too far or out of order."""

from __future__ import annotations

import contextlib
import io
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from notes.library import Library
from notes.model import Scope
from notes.storage import backup, times
from tests.faults.writer import Writer

_HOUR = 3_600_000_000_000  # ns


class Clock:
    """Stands for the module `time` where the library asks what time it is."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._shift = 0
        self.localtime = time.localtime

    def time_ns(self) -> int:
        """The time, now and then set hours or years back or forth."""
        if self._chance.random() < 0.3:
            years = self._chance.choice((1, 1, 24, 8760))
            self._shift = round(self._chance.uniform(-2, 2) * years * _HOUR)
        return max(1, time.time_ns() + self._shift)


@contextlib.contextmanager
def jumping(seed: int) -> Iterator[None]:
    """Let the library's clock jump."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(times, "time", Clock(random.Random(seed)))
        yield


def run(folder: Path, steps: int, seed: int) -> list[str]:
    """Write with a jumping clock; what was wrong."""
    path = folder / "clock.banyan"
    found = []
    with Library.open(path, create=True) as library, jumping(seed):
        writer = Writer(library, seed, long=0)
        firsts: dict[str, str] = {}
        for _ in range(steps):
            with contextlib.redirect_stdout(io.StringIO()):
                writer.step()
            for note_id in library.note_ids(Scope()):
                first = library.first_text(note_id).body
                if firsts.setdefault(note_id, first) != first:
                    found.append(f"{note_id}: the text as first read is another")
        library.index_pending(10_000)
        found += [f"check: {problem}" for problem in library.check()]
        for note_id in library.note_ids(Scope()):
            sizes = [revision.id for revision in library.history(note_id)]
            if sizes != sorted(sizes, reverse=True):
                found.append(f"{note_id}: history out of order")
    with Library.open(path) as library:
        made = backup.automatic(library._connection, folder / "backups")
        if made is None or not made.exists():
            found.append("no backup was made")
    return found
