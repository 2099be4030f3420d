"""The words around a match, marked U+0002 … U+0003; made for the hits of one page only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from notes.search.folding import fold
from notes.search.query import Query, pattern

START, END = "\u0002", "\u0003"
LENGTH = 120
"""Characters of a snippet, its marks not counted."""
_BEFORE = 30
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# a character and the marks, vowels and final consonants that NFKC may join to it
_CLUSTER = re.compile(
    "[^\u0300-\u036f\u0653-\u0655\u1160-\u11ff\u3099\u309a\uff9e\uff9f]?"
    "[\u0300-\u036f\u0653-\u0655\u1160-\u11ff\u3099\u309a\uff9e\uff9f]+|.",
    re.DOTALL,
)


class Marker:
    """Finds and marks a query's terms in texts."""

    def __init__(self, query: Query) -> None:
        self._patterns = [re.compile(pattern(term)) for term in query.terms]

    def snippet(self, body: str, otherwise: str) -> str:
        """The stretch of `body` that shows the most terms; `otherwise` where it has none."""
        best: tuple[int, str, int] | None = None
        for start, end in _stretches(body):
            line = body[start:end]
            folded = fold(line)
            found = [match for found in self._patterns if (match := found.search(folded))]
            if found and (best is None or len(found) > best[0]):
                first = min(match.start() for match in found)
                best = (len(found), line, _position(line, folded, first))
                if len(found) == len(self._patterns):
                    break
        if best is None:
            return _plain(otherwise)[:LENGTH]
        _, line, position = best
        return self.mark(_window(line, position))

    def mark(self, text: str) -> str:
        """`text` on one line with every match marked."""
        plain = _plain(text)
        folded = fold(plain)
        starts = _starts(plain, folded)
        spans = sorted(
            (starts[match.start()], starts[match.end()])
            for found in self._patterns
            for match in found.finditer(folded)
        )
        marked, done = [], 0
        for start, end in _joined(spans):
            marked += [plain[done:start], START, plain[start:end], END]
            done = end
        return "".join([*marked, plain[done:]])


def _stretches(body: str) -> Iterator[tuple[int, int]]:
    """(start, end) of the lines; a very long one in overlapping pieces."""
    start = 0
    while start < len(body):
        end = body.find("\n", start)
        end = len(body) if end < 0 else end
        for piece in range(start, end, 4000):
            yield piece, min(piece + 4400, end)
        start = end + 1


def _window(line: str, position: int) -> str:
    start = max(0, position - _BEFORE)
    if start:  # not in the middle of a word
        space = line.rfind(" ", start, position)
        start = space + 1 if space >= 0 else start
    text = line[start : start + LENGTH]
    return ("…" if start else "") + text + ("…" if start + LENGTH < len(line) else "")


def _plain(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text).split())


def _position(line: str, folded: str, offset: int) -> int:
    return _starts(line, folded)[offset]


def _starts(text: str, folded: str) -> list[int]:
    """For each offset in the folded text (its end too), the offset in the text it came from."""
    if len(folded) == len(text):
        return list(range(len(text) + 1))
    starts: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        starts += [cluster.start()] * len(fold(cluster[0]))
    starts += [len(text)] * (len(folded) + 1 - len(starts))
    return [*starts[: len(folded)], len(text)]


def _joined(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans that touch or overlap as one; empty ones left out."""
    if not spans:
        return
    joined = [spans[0]]
    for _, (start, end) in pairwise(spans):
        if start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    yield from ((start, end) for start, end in joined if start < end)
