from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.dialogs.confirm import confirm
from desktop.theme import Theme


def ask(theme: Theme, done: list[int], own: Callable) -> object:
    dialog = confirm(
        None,
        theme=theme,
        title="Delete",
        text="Delete “<b>x</b>”?",
        detail="It is gone then.",
        accept="Delete",
        danger=True,
        done=lambda: done.append(1),
    )
    own(dialog)
    return dialog


def test_enter_agrees_and_escape_does_not(qtbot: QtBot, theme: Theme, own: Callable) -> None:
    done: list[int] = []
    qtbot.keyClick(ask(theme, done, own), Qt.Key.Key_Escape)
    assert done == []
    qtbot.keyClick(ask(theme, done, own), Qt.Key.Key_Return)
    assert done == [1]


def test_it_does_not_block_and_shows_text_as_it_is(
    qtbot: QtBot, theme: Theme, own: Callable
) -> None:
    dialog = ask(theme, [], own)
    assert dialog.isVisible()
    assert dialog.isModal()
    for shown in dialog.findChildren(QLabel):
        assert shown.textFormat() == Qt.TextFormat.PlainText
