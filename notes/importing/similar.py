"""Near-duplicates: documents that share most of their lines (reposts, drafts).

Each document is kept as the smallest hashes of its lines (a bottom-k sketch), so that memory does
not grow with its length.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator

_KEPT = 24  # hashes a document
_LEAST = 4  # lines that a document needs to be compared
_SHORTEST = 12  # characters of a line that says something
_ALIKE = 0.6
_COMMON = 30  # a line in more documents than this is a phrase of the site


class Similar:
    """Finds documents that are nearly the same."""

    def __init__(self) -> None:
        self._sketches: dict[int, tuple[str, frozenset[int]]] = {}
        self._by_hash: dict[int, list[int]] = {}

    def add(self, item: int, source: str, text: str) -> None:
        """Make a document known under the number `item`."""
        lines = {
            zlib.crc32(line.encode("utf-8", "replace"))
            for line in map(str.strip, text.split("\n"))
            if len(line) >= _SHORTEST
        }
        if len(lines) < _LEAST:
            return
        sketch = frozenset(sorted(lines)[:_KEPT])
        self._sketches[item] = (source, sketch)
        for value in sketch:
            self._by_hash.setdefault(value, []).append(item)

    def pairs(self) -> Iterator[tuple[int, str, int]]:
        """Number of the later document, source of the earlier, per cent of lines shared."""
        for item, (_, sketch) in self._sketches.items():
            shared: Counter[int] = Counter()
            for value in sketch:
                others = self._by_hash[value]
                if len(others) <= _COMMON:
                    shared.update(other for other in others if other < item)
            for other, count in shared.most_common(1):
                source, theirs = self._sketches[other]
                # of the smallest hashes of both together, those that both have
                both = sorted(sketch | theirs)[:_KEPT]
                alike = sum(value in sketch and value in theirs for value in both) / len(both)
                if count >= _LEAST and alike >= _ALIKE:
                    yield item, source, round(alike * 100)
