from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QKeySequenceEdit, QLineEdit, QSpinBox
from pytestqt.qtbot import QtBot

from desktop.actions import ACTIONS, Actions
from desktop.settings import SETTINGS, Settings
from desktop.theme import Theme
from desktop.window.preferences import Preferences
from desktop.window.shortcuts import ShortcutsPage


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def actions(qtbot: QtBot, settings: Settings) -> Actions:
    return Actions(ACTIONS, settings, Theme.named("light"))


@pytest.fixture
def page(qtbot: QtBot, settings: Settings, actions: Actions) -> ShortcutsPage:
    page = ShortcutsPage(settings, actions)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    return page


@pytest.mark.parametrize("row", SETTINGS, ids=lambda row: row.key)
def test_each_row_holds_at_once(qtbot: QtBot, settings: Settings, actions: Actions, row) -> None:
    preferences = Preferences(settings, actions)
    qtbot.addWidget(preferences)
    seen: list[tuple] = []
    settings.changed.connect(lambda *change: seen.append(change))
    match preferences.fields[row.key]:
        case QCheckBox() as check:
            check.click()
        case QComboBox() as box:
            box.setCurrentIndex(1)
            box.activated.emit(1)
        case QSpinBox() as spin:
            spin.stepUp()
        case QLineEdit() as line:
            line.setText("/somewhere")
            qtbot.keyClick(line, Qt.Key.Key_Return)
    assert seen == [(row.key, settings.value(row.key))]
    assert settings.value(row.key) != row.default


def choose(page: ShortcutsPage, action_id: str) -> None:
    page.table.setCurrentItem(page.rows.items[action_id])


def press(qtbot: QtBot, page: ShortcutsPage, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.keyClick(page.findChild(QKeySequenceEdit), key, held)


CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def test_a_shortcut_is_changed_removed_and_taken_back(
    qtbot: QtBot, page: ShortcutsPage, actions: Actions, settings: Settings
) -> None:
    choose(page, "note.new")
    assert not page.default.isEnabled()
    press(qtbot, page, Qt.Key.Key_M, CONTROL | ALT)
    assert actions["note.new"].shortcut().toString() == "Ctrl+Alt+M"
    assert "Alt" in page.rows.items["note.new"].text(1)
    page.remove.click()
    assert actions["note.new"].shortcut().isEmpty()
    assert settings.shortcut("note.new", "Ctrl+N") == ""
    page.default.click()
    assert actions["note.new"].shortcut().toString() == "Ctrl+N"
    assert not page.default.isEnabled()


def test_a_shortcut_of_another_command_is_refused(
    qtbot: QtBot, page: ShortcutsPage, actions: Actions
) -> None:
    choose(page, "note.quick_open")
    press(qtbot, page, Qt.Key.Key_N, CONTROL)
    assert actions["note.quick_open"].shortcut().toString() == "Ctrl+P"
    assert "Ctrl+N" in page.said.text()


def test_escape_leaves_the_keys_as_they_are(
    qtbot: QtBot, page: ShortcutsPage, actions: Actions
) -> None:
    choose(page, "note.new")
    press(qtbot, page, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert page.isVisible()
    assert actions["note.new"].shortcut().toString() == "Ctrl+N"
    assert page.table.hasFocus()


def test_the_filter_finds_names_and_keys(page: ShortcutsPage) -> None:
    page.filter.setText("ctrl+n")
    shown = [name for name, item in page.rows.items.items() if not item.isHidden()]
    assert "note.new" in shown
    assert "quit" not in shown
