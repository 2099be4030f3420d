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
        folded = fold(body)
        found = [match.start() for p in self._patterns if (match := p.search(folded))]
        if not found:
            return _plain(otherwise)[:LENGTH]
        best = max(sorted(found), key=lambda offset: self._terms_near(folded, offset))
        before, text, after = _window(body, _original(body, folded, best))
        return before + self.mark(text) + after

    def _terms_near(self, folded: str, offset: int) -> int:
        start, end = max(0, offset - _BEFORE), offset - _BEFORE + LENGTH
        return sum(p.search(folded, start, end) is not None for p in self._patterns)

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


def _window(body: str, position: int) -> tuple[str, str, str]:
    """(ellipsis or nothing, the text around a position on one line, ellipsis or nothing)."""
    line = body.rfind("\n", 0, position) + 1
    start = max(line, position - _BEFORE)
    if start > line:  # not in the middle of a word
        space = body.rfind(" ", start, position)
        start = space + 1 if space >= 0 else start
    text = _plain(body[start : start + 2 * LENGTH])
    cut = len(text) > LENGTH or start + 2 * LENGTH < len(body)
    return "…" if start > line else "", text[:LENGTH], "…" if cut else ""


def _original(body: str, folded: str, offset: int) -> int:
    """The offset in `body` of what is at `offset` in its folded form. Folding keeps the lines."""
    start = 0
    for _ in range(folded.count("\n", 0, offset)):
        start = body.find("\n", start) + 1
    end = body.find("\n", start)
    line = body[start : end if end >= 0 else len(body)]
    return start + _starts(line, fold(line))[offset - (folded.rfind("\n", 0, offset) + 1)]


def _plain(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text).split())


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
