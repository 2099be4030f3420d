from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.dialogs.compare import Twins, compare_conflict, compare_documents
from desktop.theme import Theme


def test_a_conflict_shows_both_texts_row_by_row(
    qtbot: QtBot, theme: Theme, listen: Callable, own: Callable
) -> None:
    dialog = compare_conflict(theme, None, "题目", "一\n二\n三", "一\n三\n四")
    own(dialog)
    chosen = listen(dialog.chosen)
    qtbot.waitUntil(lambda: bool(dialog.status.text()))
    assert dialog.left.toPlainText() == "一\n二\n三\n"
    assert dialog.right.toPlainText() == "一\n\n三\n四"
    dialog.choice_buttons["theirs"].click()
    assert chosen == [("theirs",)]


def test_enter_takes_the_choice_that_loses_nothing(
    qtbot: QtBot, theme: Theme, listen: Callable, own: Callable
) -> None:
    dialog = compare_documents(theme, None, first="a.md", second="b.md", twins=Twins.DOCUMENTS)
    own(dialog)
    chosen = listen(dialog.chosen)
    dialog.show_texts("x", "x")
    qtbot.waitUntil(lambda: "same" in dialog.status.text())
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert chosen == [("both",)]


def test_the_sides_scroll_together_by_rows(qtbot: QtBot, theme: Theme, own: Callable) -> None:
    dialog = compare_documents(theme, None, first="a.md", second="b.md", twins=Twins.CONFLICT)
    own(dialog)
    left = "\n".join("很长的一行" * 60 if n % 3 else str(n) for n in range(120))
    dialog.show_texts(left, left.replace("很长的一行" * 60, "短"))
    qtbot.waitUntil(lambda: bool(dialog.status.text()))
    for row in (10, 60, 80):
        dialog.left.show_from(row)
        assert abs(dialog.right.first_row() - dialog.left.first_row()) <= 1
