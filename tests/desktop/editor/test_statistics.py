from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.editor.statistics import RunningCount, count


@pytest.mark.parametrize(
    ("text", "words", "chinese"),
    [
        ("", 0, 0),
        ("两个字", 3, 3),
        ("hello world", 2, 0),
        ("用Python写", 3, 2),
        ("don't snake_case e-mail 3.14", 4, 0),
        ("，。——", 0, 0),
        ("𠮷野家", 3, 3),
    ],
)
def test_words(text, words, chinese):
    counts = count(text)
    assert (counts.words, counts.chinese) == (words, chinese)


def test_the_rest():
    counts = count("a b\n中\n")
    assert (counts.characters, counts.visible, counts.lines) == (4, 3, 3)
    assert count("").minutes == 0
    assert count("字" * 1200).minutes == 3


LINES = st.lists(st.text("a中 ,", max_size=5), min_size=1, max_size=6)


@given(LINES, st.integers(0, 6), st.integers(0, 6), LINES)
def test_an_edit_ends_in_the_counts_of_a_fresh_reading(lines, first, removed, new):
    running = RunningCount(len(lines))
    running.count(lines, 1)
    removed = len(lines[first : first + removed])
    lines[first : first + removed] = new
    running.change(first, removed, len(new))
    while not running.count(lines, 0.001):
        pass
    assert running.statistics == count("\n".join(lines))
