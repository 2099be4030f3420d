from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions import ACTIONS, Actions
from desktop.settings import Settings
from desktop.theme import Theme
from desktop.window.main_window import MainWindow

BOTH = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    theme = Theme.named("light")
    actions = Actions(ACTIONS, Settings(tmp_path / "settings.ini"), theme)
    window = MainWindow(theme, actions)
    window.actions_ = actions
    qtbot.addWidget(window)
    return window


def files(*paths: str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path) for path in paths])
    return data


def test_files_that_are_dropped_are_never_moved(window: MainWindow) -> None:
    """A file manager offers a move first, and takes the files away when it was accepted."""
    data = files("/a/one.md", "/b")
    dropped: list[list[str]] = []
    window.files_dropped.connect(dropped.append)
    held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier  # asks for a move
    enter = QDragEnterEvent(QPoint(5, 5), BOTH, data, *held)
    enter.setDropAction(Qt.DropAction.MoveAction)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    assert enter.dropAction() is Qt.DropAction.CopyAction
    assert window.toast.text()
    drop = QDropEvent(QPoint(5, 5), BOTH, data, *held)
    drop.setDropAction(Qt.DropAction.MoveAction)
    QApplication.sendEvent(window, drop)
    assert drop.dropAction() is Qt.DropAction.CopyAction
    assert dropped == [["/a/one.md", "/b"]]
    assert not window.toast.text()


def test_what_is_no_file_is_not_taken(window: MainWindow) -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/")])
    held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier  # asks for a move
    enter = QDragEnterEvent(QPoint(5, 5), BOTH, data, *held)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    assert not enter.isAccepted()
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert not window.toast.text()
