"""Fuzzy matching of paths while one types."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from desktop.window.palette import fuzzy_score
from notes.search.folding import fold

T = TypeVar("T")

_LAST_NAME = 500  # a match in a path's last name beats one in the names above it
_WHOLE_NAME = 500


def score(needle: str, path: str) -> int | None:
    """How well `path` answers `needle` (both folded); None where its letters are not there."""
    last = path.rpartition("/")[2]
    points = fuzzy_score(needle, last)
    if points is not None:
        return points + _LAST_NAME + (_WHOLE_NAME if last == needle else 0) - len(path)
    points = fuzzy_score(needle, path)
    return None if points is None else points - len(path)


def best(needle: str, items: Iterable[T], *, text: Callable[[T], str], limit: int = 200) -> list[T]:
    """The items that answer `needle`, best first; all in their own order while it is empty."""
    wanted = fold(needle.strip())
    if not wanted:
        return list(items)[:limit]
    found = [
        (points, place, item)
        for place, item in enumerate(items)
        if (points := score(wanted, fold(text(item)))) is not None
    ]
    found.sort(key=lambda entry: (-entry[0], entry[1]))
    return [item for _, _, item in found[:limit]]
