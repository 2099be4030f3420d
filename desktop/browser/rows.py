"""The fewest row operations that turn one list of keys into another.

Views keep selection, scroll position and expanded branches only when a model says exactly which
rows went, moved and came.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class RowChanges:
    """To be applied in this order: removals, the new order of what is left, insertions.

    `removals`: (first, last) in old positions, last run first. `order`: from row `start` on, for
    each row in its new order, its position after the removals; empty where the order stays.
    `insertions`: (first, last) in new positions, first run first.
    """

    removals: tuple[tuple[int, int], ...]
    start: int
    order: tuple[int, ...]
    insertions: tuple[tuple[int, int], ...]

    def __bool__(self) -> bool:
        return bool(self.removals or self.order or self.insertions)


def row_changes(old: Sequence[K], new: Sequence[K]) -> RowChanges:
    """Compare two lists of keys, each of which holds a key at most once."""
    start = _common_prefix(old, new)
    end = _common_suffix(old, new, start)
    old_middle = old[start : len(old) - end]
    new_middle = new[start : len(new) - end]
    staying = set(new_middle)
    known = set(old_middle)
    removals = runs(start + row for row, key in enumerate(old_middle) if key not in staying)
    insertions = runs(start + row for row, key in enumerate(new_middle) if key not in known)
    position = {
        key: start + row for row, key in enumerate(key for key in old_middle if key in staying)
    }
    middle = [position[key] for key in new_middle if key in known]
    if all(row == start + place for place, row in enumerate(middle)):
        middle = []
    return RowChanges(tuple(reversed(removals)), start, tuple(middle), tuple(insertions))


def runs(rows: Iterable[int]) -> list[tuple[int, int]]:
    """Ascending rows as (first, last) of each run without a gap."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and found[-1][1] == row - 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found


def _common_prefix(old: Sequence[K], new: Sequence[K]) -> int:
    low, high = 0, min(len(old), len(new))
    while low < high:  # slices compare at C speed; a loop over 100,000 ids does not
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _common_suffix(old: Sequence[K], new: Sequence[K], start: int) -> int:
    low, high = 0, min(len(old), len(new)) - start
    while low < high:
        middle = (low + high + 1) // 2
        if old[len(old) - middle : len(old) - low] == new[len(new) - middle : len(new) - low]:
            low = middle
        else:
            high = middle - 1
    return low
