"""Fuzzy matching of paths and names while one types: letters in order, runs and starts first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from desktop.browser.text import fold

T = TypeVar("T")


def score(needle: str, text: str) -> int | None:
    """How well `text` answers `needle` (both folded); None where its letters are not there.

    A run of letters beats scattered ones, the start of a name beats its middle, the last name of
    a path beats those above it, and a short text beats a long one.
    """
    if not needle:
        return 0
    last = text.rpartition("/")[2]
    if last == needle:
        return 10_000
    if last.startswith(needle):
        return 9_000 - len(text)
    where = text.find(needle)
    if where >= 0:
        at_start = where == 0 or text[where - 1] in "/ -_.·"
        return (8_000 if at_start else 7_000) - where - len(text)
    place, total, run = -1, 0, 0
    for letter in needle:
        if letter == " ":
            continue
        found = text.find(letter, place + 1)
        if found < 0:
            return None
        run = run + 1 if found == place + 1 else 0
        total += 10 + 5 * run - min(found - place, 10)
        place = found
    return total - len(text) // 8


def best(
    needle: str, items: Iterable[T], *, text: Callable[[T], str], limit: int = 200
) -> Sequence[T]:
    """The items that answer `needle`, best first; all in their own order while it is empty."""
    wanted = fold(needle)
    if not wanted:
        return list(items)[:limit]
    found = [
        (points, place, item)
        for place, item in enumerate(items)
        if (points := score(wanted, fold(text(item)))) is not None
    ]
    found.sort(key=lambda entry: (-entry[0], entry[1]))
    return [item for _, _, item in found[:limit]]
