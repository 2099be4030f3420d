from __future__ import annotations

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.theme import Theme
from desktop.window.banner import Banners


def test_the_choices_are_those_of_the_newest_message(qtbot: QtBot) -> None:
    banners = Banners(Theme.named("light"))
    qtbot.addWidget(banners)
    undone: list[str] = []
    for note in ("first", "second"):
        choice = ("Undo", lambda note=note: undone.append(note))
        banners.show_banner("trashed", "info", "1 note was moved to the trash.", [choice])
    banners.findChildren(QPushButton)[-1].click()
    assert undone == ["second"]
