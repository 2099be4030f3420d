from __future__ import annotations

from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from desktop.theme import Theme
from desktop.window.tag_bar import TagBar


def test_tags_that_are_only_shown_cannot_be_taken_away(qtbot: QtBot) -> None:
    bar = TagBar(Theme.named("light"))
    qtbot.addWidget(bar)
    bar.show_tags(["云原生/k8s"])
    bar.set_read_only(True)
    changes: list[list[str]] = []
    bar.changed.connect(changes.append)

    def chip() -> QToolButton:
        return [b for b in bar.findChildren(QToolButton) if b.text() == "云原生/k8s"][-1]

    chip().click()
    assert changes == []
    assert chip().icon().isNull()
    bar.set_read_only(False)
    chip().click()
    assert changes == [[]]
