from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.theme import Theme
from desktop.window.banner import Banner, Banners


def test_the_choices_are_those_of_the_newest_message(qtbot: QtBot) -> None:
    banners = Banners(Theme.named("light"))
    qtbot.addWidget(banners)
    undone: list[str] = []
    for note in ("first", "second"):
        choice = ("Undo", lambda note=note: undone.append(note))
        banners.show_banner("trashed", "warning", "1 note was moved to the trash.", [choice])
    banners.findChildren(QPushButton)[-1].click()
    assert undone == ["second"]


def test_a_text_that_wraps_is_seen_whole(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 400)
    column = QVBoxLayout(window)
    banners = Banners(Theme.named("light"), window)
    column.addWidget(banners)
    column.addStretch(1)
    window.show()
    banners.show_banner("save", "error", "Your text is not saved yet. " * 8)
    label = banners.findChild(Banner).label
    qtbot.waitUntil(lambda: 0 < label.heightForWidth(label.width()) <= label.height())
