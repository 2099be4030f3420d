from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from desktop.editor import folding, folds

TEXT = "# a\n\none\n## b\n\ntwo\n# c\n- x\n  - y\n    z\n- w\n\n```\ncode\n```"


def visible(editor) -> list[int]:
    block = editor.document().firstBlock()
    lines = []
    while block.isValid():
        if block.isVisible():
            lines.append(block.blockNumber())
        block = block.next()
    return lines


def test_what_is_folded(drawn, run):
    drawn.set("¦" + TEXT)
    ranges = [folding.fold_range(drawn.editor, line) for line in (0, 3, 6, 7, 8, 10, 12, 5)]
    assert ranges == [(1, 5), (4, 5), (7, 14), (8, 9), (9, 9), None, (13, 14), None]
    run(drawn.editor, "fold")
    assert visible(drawn.editor) == [0, *range(6, 15)]
    drawn.editor.viewport().grab()
    run(drawn.editor, "fold")
    assert visible(drawn.editor) == list(range(15))


def test_folding_inside_goes_to_the_heading(drawn, run):
    drawn.set(TEXT.replace("two", "tw¦o"))
    run(drawn.editor, "fold")
    assert visible(drawn.editor) == [0, 1, 2, 3, *range(6, 15)]
    assert drawn.editor.textCursor().blockNumber() == 3


def test_all_and_back(drawn, run):
    drawn.set("¦" + TEXT)
    run(drawn.editor, "fold_all")
    assert visible(drawn.editor) == [0, 6]
    assert folding.folded_lines(drawn.editor) == [0, 6]
    drawn.editor.go_to_line(8)
    assert 8 in visible(drawn.editor)
    run(drawn.editor, "unfold_all")
    assert visible(drawn.editor) == list(range(15))
    assert drawn.edits == []


def test_folded_text_is_saved_like_any_other(drawn, run):
    drawn.set("¦" + TEXT)
    run(drawn.editor, "fold")
    assert drawn.editor.text() == TEXT


def test_typing_at_a_fold_opens_it(drawn, run, qtbot):
    drawn.set("# a¦\n\none\n\n# b")
    run(drawn.editor, "fold")
    drawn.press("Enter")
    qtbot.waitUntil(lambda: visible(drawn.editor) == [0, 1, 2, 3, 4, 5])


def test_marks_are_clicked(drawn, qtbot):
    drawn.set("¦" + TEXT)
    editor = drawn.editor
    point = QPoint(
        int(editor.note.layout.left) - 10,
        int(editor.block_top(editor.document().findBlockByNumber(3)).y()) + 8,
    )
    QTest.mouseMove(editor.viewport(), point)
    folds.hover(editor, QPointF(point))
    assert editor.hovered_fold == 3
    editor.viewport().grab()
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert visible(editor) == [0, 1, 2, 3, *range(6, 15)]
    editor.viewport().grab()
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert visible(editor) == list(range(15))


def test_deleting_the_folded_line_shows_what_it_hid(drawn, run, qtbot):
    drawn.set("¦# a\n\none\n\ntwo")
    run(drawn.editor, "fold")
    run(drawn.editor, "delete")
    qtbot.waitUntil(lambda: visible(drawn.editor) == [0, 1, 2, 3])
    assert drawn.get() == "¦\none\n\ntwo"


@pytest.mark.parametrize(
    ("before", "keys", "after"),
    [
        ("# a¦\none\n# b", ["Right"], "# a\none\n¦# b"),
        ("# a\none\n¦# b", ["Left"], "# a¦\none\n# b"),
        ("# a¦\none", ["Right"], "# a¦\none"),
        ("# a¦\none\n# b", ["Shift+Right"], "# a⟦\none\n⟧# b"),
    ],
)
def test_the_cursor_steps_over_what_is_folded(drawn, before, keys, after):
    drawn.set(before)
    folding.fold(drawn.editor, 0)
    drawn.press(*keys)
    assert drawn.get() == after
    assert folding.folded_lines(drawn.editor) == [0]


def test_joining_with_what_is_folded_shows_it(drawn, qtbot):
    drawn.set("# a\none\n¦# b")
    folding.fold(drawn.editor, 0)
    drawn.press("Backspace")
    assert drawn.get() == "# a\none¦# b"
    qtbot.waitUntil(lambda: visible(drawn.editor) == [0, 1])


def test_undoing_what_is_folded_meanwhile_shows_it(drawn, qtbot):
    drawn.set("# a\none¦\n# b")
    drawn.press("s")
    folding.fold(drawn.editor, 0)
    assert drawn.undo() == "# a\none¦\n# b"
    qtbot.waitUntil(lambda: visible(drawn.editor) == [0, 1, 2])


def test_enter_behind_a_folded_item_begins_the_next_one(drawn, qtbot):
    drawn.set("1. a¦\n   - b\n   - c\n2. d")
    folding.fold(drawn.editor, 0)
    drawn.press("Enter")
    assert drawn.get() == "1. a\n   - b\n   - c\n2. ¦\n3. d"


def test_what_is_folded_moves_along(drawn, run):
    drawn.set("# a¦\none\n# b\ntwo")
    folding.fold(drawn.editor, 0)
    folding.fold(drawn.editor, 2)
    run(drawn.editor, "move_down")
    assert drawn.get() == "# b\ntwo\n# a¦\none"
    folding.fold(drawn.editor, 0)
    run(drawn.editor, "move_up")
    assert drawn.get() == "# a¦\n# b\ntwo\none"
