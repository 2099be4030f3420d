from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.theme import Theme
from desktop.window.toast import STAYS, Toast

WORDS = "1 note moved to the trash."


@pytest.fixture
def toast(qtbot: QtBot) -> Toast:
    """A toast over an active window with a field in it."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 500)
    QLineEdit(window).setFocus()
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return Toast(Theme.named("light"), window)


def run_out(toast: Toast) -> None:
    """Let the time be over without waiting for it."""
    assert toast.timer.isActive()
    toast.timer.timeout.emit()


def test_it_goes_by_itself(toast: Toast) -> None:
    toast.say("done", WORDS)
    assert toast.isVisible()
    assert toast.text() == WORDS
    assert toast.timer.interval() == STAYS
    run_out(toast)
    assert not toast.isVisible()
    assert toast.text() == ""


def test_what_is_long_stays_longer_and_what_lasts_stays(toast: Toast) -> None:
    toast.say("done", "x" * 300)
    assert toast.timer.interval() > 2 * STAYS
    toast.say("info", "Checking…", lasting=True)
    assert not toast.timer.isActive()
    toast.say("done", WORDS)
    assert toast.timer.isActive()


def test_it_waits_while_the_pointer_is_on_it(toast: Toast) -> None:
    toast.say("done", WORDS)
    point = QPointF(5, 5)
    QApplication.sendEvent(toast, QEnterEvent(point, point, point))
    run_out(toast)
    assert toast.isVisible()
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    run_out(toast)
    assert not toast.isVisible()


def test_it_waits_while_the_focus_is_in_it(toast: Toast) -> None:
    toast.say("done", WORDS, [("Undo", lambda: None)])
    toast.findChild(QPushButton).setFocus(Qt.FocusReason.TabFocusReason)
    run_out(toast)
    assert toast.isVisible()
    toast.parentWidget().findChild(QLineEdit).setFocus()
    run_out(toast)
    assert not toast.isVisible()


def test_the_choices_are_those_of_the_newest_message(toast: Toast) -> None:
    undone: list[str] = []
    for note in ("first", "second"):
        toast.say("done", WORDS, [("Undo", lambda note=note: undone.append(note))])
    [undo] = [b for b in toast.findChildren(QPushButton) if b.isVisible()]
    undo.click()
    assert undone == ["second"]
    assert not toast.isVisible()


@pytest.mark.parametrize("text", [WORDS, "字" * 200, "a/path" * 60])
@pytest.mark.parametrize("width", [320, 800])
def test_it_stays_inside_the_window(qtbot: QtBot, toast: Toast, text: str, width: int) -> None:
    toast.parentWidget().resize(width, 500)
    toast.say("done", text, [("Undo", lambda: None)])
    assert toast.parentWidget().rect().contains(toast.geometry())
    label = toast.message.label
    qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()))
