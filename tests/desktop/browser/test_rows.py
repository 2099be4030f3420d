from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.browser.rows import row_changes

keys = st.lists(st.integers(0, 12), unique=True)


@given(keys, keys)
def test_applying_the_changes_gives_the_new_list(old: list[int], new: list[int]) -> None:
    changes = row_changes(old, new)
    rows = list(old)
    for first, last in changes.removals:
        del rows[first : last + 1]
    end = changes.start + len(changes.order)
    rows[changes.start : end] = [rows[row] for row in changes.order]
    for first, last in changes.insertions:
        rows[first:first] = new[first : last + 1]
    assert rows == new
    assert bool(changes) == (old != new)


@given(keys)
def test_what_stays_is_neither_removed_nor_inserted(old: list[int]) -> None:
    changes = row_changes(old, [*reversed(old), 99])
    assert not changes.removals
    assert changes.insertions == ((len(old), len(old)),)


def test_one_run_is_one_operation() -> None:
    assert row_changes([1, 2, 3, 4, 5], [1, 5]).removals == ((1, 3),)
    assert row_changes([1, 5], [1, 2, 3, 4, 5]).insertions == ((1, 3),)
