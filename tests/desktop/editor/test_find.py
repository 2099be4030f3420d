from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.editor.find import Query, Units, find, replace_all
from desktop.editor.find_bar import FindBar


@pytest.mark.parametrize(
    ("query", "text", "spans"),
    [
        (Query("a"), "aAb", [(0, 1), (1, 2)]),
        (Query("a", case=True), "aAb", [(0, 1)]),
        (Query("a.c"), "abc a.c", [(4, 7)]),
        (Query("a.c", is_regex=True), "abc a.c", [(0, 3), (4, 7)]),
        (Query("cat", word=True), "cat concat", [(0, 3)]),
        (Query("^- ", is_regex=True), "- a\n- b", [(0, 2), (4, 6)]),
        (Query("中"), "😀中", [(2, 3)]),
        (Query("x*", is_regex=True), "abc", []),
        (Query("a", span=(1, 3)), "aaaa", [(1, 2), (2, 3)]),
    ],
)
def test_find(query, text, spans):
    assert find(query, text).spans == spans


def test_a_bad_pattern_is_told():
    found = find(Query("(a", is_regex=True), "a")
    assert "missing )" in found.error


def test_a_pattern_that_hangs_is_stopped():
    start = time.monotonic()
    found = find(Query(r"(?:a|aa|a?)+(?:b|c)+d$", is_regex=True), "a" * 5000)
    assert time.monotonic() - start < 4
    assert found.spans == []


@pytest.mark.parametrize(
    ("query", "text", "template", "result"),
    [
        (Query("a"), "banana", "o", "bonono"),
        (Query("a"), "a", r"\1$1", r"\1$1"),
        (Query(r"(\w+)@(\w+)", is_regex=True), "me@home", "$2 at $1", "home at me"),
        (Query(r"(?P<n>\d+)", is_regex=True), "7", r"[${n}|\g<n>|$&]\n", "[7|7|7]\n"),
        (Query(",", is_regex=True), "a,b", r"$$\\", "a$\\b"),
        (Query("b"), "a\nb\nb", "😀", "a\n😀\n😀"),
    ],
)
def test_replace_all(query, text, template, result):
    assert replace_all(query, text, template)[0] == result


@given(st.text("a😀中", max_size=20))
def test_positions_are_turned_back(text):
    units = Units(text)
    for character in range(len(text) + 1):
        position = len(text[:character].encode("utf-16-le")) // 2
        assert units.position(character) == position
        assert units.character(position) == character


@pytest.fixture
def bar(drawn, run) -> FindBar:
    drawn.set("¦one two\none 两 one\n")
    run(drawn.editor, "replace")
    return drawn.editor.findChild(FindBar)


def fields(bar: FindBar):
    return bar._what, bar._with, bar._count


def test_finding_while_typing(drawn, bar, qtbot):
    what, _with, count = fields(bar)
    what.setText("one")
    qtbot.waitUntil(lambda: count.text() == "1 of 3", timeout=3000)
    assert drawn.get().startswith("⟦one⟧")
    QTest.keyClick(what, Qt.Key.Key_Return)
    assert count.text() == "2 of 3"
    QTest.keyClick(what, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(what, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert count.text() == "3 of 3"
    assert len(drawn.editor.extraSelections()) == 3
    QTest.keyClick(what, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert drawn.editor.extraSelections() == []


def test_replacing_one_and_all(drawn, bar, qtbot):
    what, with_, count = fields(bar)
    what.setText("one")
    with_.setText("1")
    qtbot.waitUntil(lambda: count.text() == "1 of 3", timeout=3000)
    QTest.keyClick(with_, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: count.text() == "1 of 2", timeout=3000)
    assert drawn.editor.text() == "1 two\none 两 one\n"
    bar.replace_everything()
    assert drawn.editor.text() == "1 two\n1 两 1\n"
    drawn.editor.undo()
    assert drawn.editor.text() == "1 two\none 两 one\n"


def test_errors_are_shown(bar, qtbot):
    what, _with, count = fields(bar)
    bar._regex.setChecked(True)
    what.setText("(")
    qtbot.waitUntil(lambda: "missing )" in count.text(), timeout=3000)
    what.setText("zzz")
    qtbot.waitUntil(lambda: count.text() == "No match", timeout=3000)


def test_only_in_the_selection(drawn, bar, qtbot):
    what, _with, count = fields(bar)
    drawn.editor.select(0, 9)
    bar._selection_button.setChecked(True)
    what.setText("one")
    qtbot.waitUntil(lambda: count.text() == "1 of 1", timeout=3000)
    fields(bar)[1].setText("x")
    bar.replace_everything()
    assert drawn.editor.text() == "x two\none 两 one\n"
