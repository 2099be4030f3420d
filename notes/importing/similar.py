"""Near-duplicates: documents that share most of their lines (reposts, drafts).

Each document is kept as the smallest hashes of its lines (a bottom-k sketch), packed into one
array, so that a hundred thousand documents cost some megabytes.
"""

from __future__ import annotations

import zlib
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby

_PARTS = 64
_KEPT = 12  # hashes a document
_LEAST = 4  # lines that a document needs to be compared
_SHORTEST = 12  # characters of a line that says something
_ALIKE = 0.6
_COMMON = 30  # a line in more documents than this is a phrase of the site


class Similar:
    """Finds documents that are nearly the same."""

    def __init__(self) -> None:
        # hash and document, 32 bits each; in parts by the hash, so that no sorting takes long
        self._marks = tuple(array("Q") for _ in range(_PARTS))
        self._sketches: dict[int, array[int]] = {}

    def add(self, item: int, text: str) -> None:
        """Make a document known under the number `item`."""
        lines = {
            zlib.crc32(line.encode("utf-8", "replace"))
            for line in map(str.strip, text.split("\n"))
            if len(line) >= _SHORTEST
        }
        if len(lines) < _LEAST:
            return
        sketch = array("I", sorted(lines)[:_KEPT])
        self._sketches[item] = sketch
        for value in sketch:
            self._marks[value % _PARTS].append(value << 32 | item)

    def pairs(self, since: int = 0) -> Iterator[tuple[int, int, int]]:
        """For each document numbered `since` or later: it, the earlier most like it, per cent.

        Those numbered below `since` and the others are looked at apart: one pair each at most.
        """
        shared: dict[int, Counter[int]] = {}
        for items in self._by_hash():
            if 1 < len(items) <= _COMMON and items[-1] >= since:
                for at, item in enumerate(items[1:], 1):
                    if item >= since:
                        shared.setdefault(item, Counter()).update(items[:at])
        for item, others in sorted(shared.items()):
            yield from self._best(item, {o: n for o, n in others.items() if o < since})
            yield from self._best(item, {o: n for o, n in others.items() if o >= since})

    def _by_hash(self) -> Iterator[list[int]]:
        """The documents that share a line, in order, for each line."""
        for part in self._marks:
            for _, group in groupby(sorted(part), key=lambda mark: mark >> 32):
                yield [mark & 0xFFFFFFFF for mark in group]

    def _best(self, item: int, others: Mapping[int, int]) -> Iterator[tuple[int, int, int]]:
        if not others:
            return
        other = max(others, key=lambda one: others[one])
        alike = self._alike(item, other)
        if others[other] >= _LEAST and alike >= _ALIKE:
            yield item, other, round(alike * 100)

    def _alike(self, item: int, other: int) -> float:
        """Of the smallest hashes of both together, the share that both have."""
        ours, theirs = set(self._sketches[item]), set(self._sketches[other])
        both = sorted(ours | theirs)[:_KEPT]
        return sum(value in ours and value in theirs for value in both) / len(both)
