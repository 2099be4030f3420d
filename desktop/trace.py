"""The trace of `--trace FILE`: one JSON object a line, flushed at once."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable

_IMPORTED = time.monotonic()


class Trace:
    """Writes events to a file, or nowhere when there is no path."""

    def __init__(self, path: Path | None = None) -> None:
        self._file: TextIO | None = None
        if path is not None:
            import json

            self._dumps: Callable[[object], str] = json.dumps
            self._file = path.open("a", encoding="utf-8")

    def __call__(self, event: str, *, at: float | None = None, **values: object) -> None:
        """Write the event `event`, that happened now or at the monotonic time `at` (s)."""
        if self._file is None:
            return
        when = time.monotonic() if at is None else at
        self._file.write(self._dumps({"t": when, "event": event, **values}) + "\n")
        self._file.flush()

    def close(self) -> None:
        """Write no more."""
        if self._file is not None:
            self._file.close()
            self._file = None


def process_start() -> float:
    """When this process began, s on the monotonic clock (Linux: proc(5), to 10 ms)."""
    try:
        import os

        # The second field, the program's name in brackets, may hold spaces.
        fields = Path("/proc/self/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        since_boot = int(fields[19]) / os.sysconf("SC_CLK_TCK")
        age = time.clock_gettime(time.CLOCK_BOOTTIME) - since_boot
        return time.monotonic() - age
    except (OSError, AttributeError, ValueError, IndexError):
        return _IMPORTED
