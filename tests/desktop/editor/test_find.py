from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.editor import find as find_module
from desktop.editor import folding
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
        (Query("go", word=True), "用go写golang", [(1, 3)]),
        (Query("数据", word=True), "大数据库", [(1, 3)]),
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
    assert replace_all(query, text, template).result() == result


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
    return bar.what, bar.template, bar.count


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
    bar.replace_all()
    qtbot.waitUntil(lambda: drawn.editor.text() == "1 two\n1 两 1\n", timeout=3000)
    drawn.get()
    qtbot.wait(50)
    assert count.text() == "2 replaced"
    drawn.editor.undo()
    assert drawn.editor.text() == "1 two\none 两 one\n"


def test_errors_are_shown(bar, qtbot):
    what, _with, count = fields(bar)
    bar.regex.setChecked(True)
    what.setText("(")
    wrong = "Not an expression: a bracket is not closed (character 2)"
    qtbot.waitUntil(lambda: count.text() == wrong, timeout=3000)
    bar.replace_all()
    qtbot.wait(50)
    assert count.text() == wrong
    what.setText("zzz")
    qtbot.waitUntil(lambda: count.text() == "No match", timeout=3000)


def test_only_in_the_selection(drawn, bar, qtbot):
    what, _with, count = fields(bar)
    drawn.editor.select(0, 9)
    bar.selection.setChecked(True)
    what.setText("one")
    qtbot.waitUntil(lambda: count.text() == "1 of 1", timeout=3000)
    fields(bar)[1].setText("x")
    bar.replace_all()
    qtbot.waitUntil(lambda: drawn.editor.text() == "x two\none 两 one\n", timeout=3000)


def test_the_selection_searched_grows_with_its_text(drawn, bar, qtbot):
    what, _with, count = fields(bar)
    drawn.editor.select(0, 9)
    bar.selection.setChecked(True)
    what.setText("one")
    qtbot.waitUntil(lambda: count.text() == "1 of 1", timeout=3000)
    drawn.editor.select(4, 4)
    drawn.press("one ")
    qtbot.waitUntil(lambda: count.text() == "2 matches", timeout=3000)


def test_replacing_with_a_pattern_that_hangs_keeps_nobody_waiting(drawn, bar, qtbot, monkeypatch):
    monkeypatch.setattr(find_module, "TIME_LIMIT", 0.2)
    what, _with, count = fields(bar)
    drawn.set("¦" + "a" * 40 + "b")
    bar.regex.setChecked(True)
    what.setText("(a|aa)+$")
    bar.replace_all()
    assert drawn.editor.text() == "a" * 40 + "b"  # asked in a thread: it returns at once
    qtbot.waitUntil(lambda: "takes too long" in count.text(), timeout=3000)


def test_what_is_typed_meanwhile_stays(drawn, bar, qtbot):
    what, with_, _count = fields(bar)
    what.setText("one")
    with_.setText("1")
    bar.replace_all()
    drawn.editor.select(0, 0)
    drawn.press("x")
    qtbot.waitUntil(lambda: drawn.editor.text() == "x1 two\n1 两 1\n", timeout=3000)


def test_replacing_leaves_what_is_folded(drawn, bar, qtbot):
    drawn.set("# one¦\none\n\n# two\none\n")
    editor = drawn.editor
    folding.fold(editor, 3)
    what, with_, _count = fields(bar)
    what.setText("one")
    with_.setText("1")
    bar.replace_all()
    qtbot.waitUntil(lambda: editor.text() == "# 1\n1\n\n# two\n1\n", timeout=3000)
    assert folding.folded_lines(editor) == [3]


@pytest.mark.parametrize("width", [360, 900])
def test_the_field_has_room_at_any_width(drawn, bar, width, qtbot):
    drawn.editor.resize(width, 500)
    qtbot.waitUntil(lambda: bar.width() == width)
    qtbot.waitUntil(lambda: bar.what.width() >= 200)
    shown = [bar.what, bar.template, bar.case, bar.selection, bar.count]
    assert all(bar.rect().contains(each.geometry()) for each in shown)
    assert drawn.editor.viewport().y() >= bar.height()
