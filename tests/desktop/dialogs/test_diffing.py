from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.dialogs.diffing import diff, rows, side_by_side, word_marks

texts = st.lists(st.sampled_from(["", "甲", "乙乙", "a b", "---"]), max_size=12).map("\n".join)


@given(texts, texts)
def test_restoring_every_change_gives_the_old_text(old: str, new: str) -> None:
    found = diff(old, new)
    assert found.restored(range(len(found.hunks))) == old
    assert found.restored(()) == new


@given(texts, texts)
def test_the_rows_hold_both_texts(old: str, new: str) -> None:
    left, right = side_by_side(diff(old, new))
    assert len(left) == len(right)
    assert "\n".join(row.text for row in left if row.sign != "…") == old
    assert "\n".join(row.text for row in right if row.sign != "…") == new


def test_one_change_can_be_restored_alone() -> None:
    found = diff("a\nb\nc\nd\ne", "a\nB\nc\nd\nE")
    assert found.restored({0}) == "a\nb\nc\nd\nE"
    assert found.counts() == (2, 2)


def test_long_unchanged_stretches_are_folded() -> None:
    lines = [str(n) for n in range(100)]
    shown = rows(diff("\n".join(lines), "\n".join([*lines[:50], "x", *lines[50:]])))
    assert [row.sign for row in shown] == ["…", " ", " ", " ", "+", " ", " ", " ", "…"]
    assert shown[0].skipped == 47


def test_words_and_single_chinese_characters_are_marked() -> None:
    before, after = word_marks("先过滤再打分 then bind", "先筛选再打分 then binds")
    assert before == ((1, 2), (12, 4))
    assert after == ((1, 2), (12, 5))


def test_marks_count_in_utf16() -> None:
    _, after = word_marks("🎉🎉 one two three", "🎉🎉 one two four")
    assert after == ((13, 4),)


def test_lines_that_have_nothing_in_common_are_not_marked() -> None:
    assert word_marks("abc def", "完全不同的一行") == ((), ())
