from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.theme import Theme
from desktop.window.palette import Choice, Finder


@pytest.mark.parametrize("keys", ["Ctrl+N", "Ctrl+O", "Ctrl+Shift+E", "技术 / Kubernetes"])
def test_a_shortcut_is_not_cut_where_there_is_room(qtbot: QtBot, keys: str, monkeypatch) -> None:
    """Also where the width of a text is no whole number, as in most faces and sizes."""
    from PySide6.QtGui import QPainter

    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 500)
    window.show()
    finder = Finder(Theme.named("light"), window)
    drawn: list[str] = []
    draw = QPainter.drawText

    def note(painter: QPainter, where: object, flags: int, text: str) -> None:
        drawn.append(text)
        draw(painter, where, flags, text)

    monkeypatch.setattr(QPainter, "drawText", note)
    finder.open("", "", lambda text: finder.show_choices(text, [Choice("a", "New", keys)], ""), str)
    finder.grab()
    assert keys in drawn


def test_enter_means_what_was_typed_also_when_the_answer_comes_later(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    finder = Finder(Theme.named("light"), window)
    taken: list[str] = []
    finder.open("", "", lambda _text: None, taken.append)
    finder.show_choices("", [Choice("old", "Old")], "")
    qtbot.keyClicks(finder.field, "new")
    qtbot.keyClick(finder.field, Qt.Key.Key_Return)
    assert finder.isVisible()
    finder.show_choices("new", [Choice("new", "New")], "")
    assert taken == ["new"]
    assert not finder.isVisible()


def test_it_stays_inside_a_low_window(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(700, 400)
    window.show()
    finder = Finder(Theme.named("light"), window)
    finder.open("", "", lambda _text: None, str)
    finder.show_choices("", [Choice(str(n), f"Note {n}") for n in range(30)], "")
    assert window.rect().contains(finder.geometry())
    assert finder.rect().contains(finder.view.geometry())
    finder.view.scrollToBottom()
    last = finder.view.model().index(29, 0)
    assert finder.view.viewport().rect().contains(finder.view.visualRect(last))
