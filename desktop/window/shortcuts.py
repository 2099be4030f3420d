"""The shortcuts' page of the preferences: choose a command, press its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.actions import plain
from desktop.window.command_table import CommandFilter, plain_table

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop.actions import Actions
    from desktop.settings import Settings


class ShortcutsPage(QWidget):
    """Every command with its shortcut; a change holds at once."""

    def __init__(self, settings: Settings, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._actions = actions
        self._field: QKeySequenceEdit | None = None  # while keys are awaited
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(self.tr("Find a command or shortcut…"))
        self.filter.setAccessibleName(self.tr("Find a command or shortcut"))
        self.table = plain_table(
            self.tr("Shortcuts"), [self.tr("Command"), self.tr("Shortcut")], self
        )
        self.rows = CommandFilter(self.table, actions)
        self.filter.textChanged.connect(self.rows.narrow)
        self.said = QLabel(self)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setProperty("role", "small")
        self.said.setWordWrap(True)
        self.change = QPushButton(self.tr("Change"), self)
        self.remove = QPushButton(self.tr("Remove"), self)
        self.default = QPushButton(self.tr("Default"), self)
        self.change.clicked.connect(self.ask)
        self.remove.clicked.connect(lambda: self._take(self.rows.current(), QKeySequence()))
        self.default.clicked.connect(self._take_default)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.said, 1)
        for button in (self.change, self.remove, self.default):
            button.setAutoDefault(False)
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.filter)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        self.table.itemDoubleClicked.connect(lambda *_: self.ask())
        self.table.currentItemChanged.connect(lambda *_: self._chosen())
        self.table.installEventFilter(self)
        self._chosen()

    def ask(self) -> None:
        """Wait for the keys of the command that is chosen; Esc leaves them as they are."""
        action_id = self.rows.current()
        item = self.table.currentItem()
        if not action_id or item is None:
            return
        self._stop()
        field = self._field = QKeySequenceEdit(self.table)
        field.setMaximumSequenceLength(1)
        field.setAccessibleName(item.text(0))
        line = field.findChild(QLineEdit)
        if line is not None:
            line.setPlaceholderText(self.tr("Press the keys…"))
        field.installEventFilter(self)
        field.keySequenceChanged.connect(lambda keys: self._pressed(field, action_id, keys))
        self.table.setItemWidget(item, 1, field)
        field.setFocus()
        self.said.setText(self.tr("Press the new keys, or Esc to leave it as it is."))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter on a command asks for its keys; Esc and a click elsewhere stop asking."""
        if watched is self._field:
            if event.type() == QEvent.Type.FocusOut:
                self._stop()
            elif (
                isinstance(event, QKeyEvent)
                and event.key() == Qt.Key.Key_Escape
                and event.modifiers() == Qt.KeyboardModifier.NoModifier
            ):
                event.accept()  # else it closes the dialog
                if event.type() == QEvent.Type.KeyPress:
                    self._stop()
                    self.said.clear()
                    self.table.setFocus()
                return True
        elif (
            watched is self.table
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
        ):
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
                self.ask()
                return True
            if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
                self._take(self.rows.current(), QKeySequence())
                return True
        return super().eventFilter(watched, event)

    def _pressed(self, field: QKeySequenceEdit, action_id: str, keys: QKeySequence) -> None:
        if field is self._field and not keys.isEmpty():  # it tells also when it is left
            self._stop()
            self.table.setFocus()
            self._take(action_id, keys)

    def _take(self, action_id: str, keys: QKeySequence) -> None:
        if not action_id:
            return
        text = keys.toString(QKeySequence.SequenceFormat.PortableText)
        other = next(
            (
                one
                for one, action in self._actions.actions.items()
                if text and one != action_id and action.shortcut() == keys
            ),
            None,
        )
        if other is not None:
            self.said.setText(
                self.tr("{keys} already belongs to “{command}”; nothing was changed.").format(
                    keys=text, command=plain(self._actions[other].text()).rstrip("…")
                )
            )
            return
        self.said.clear()
        default = QKeySequence(self._actions.rows[action_id].shortcut)
        self._settings.set_shortcut(action_id, None if keys == default else text)
        self._actions.refresh_shortcuts()
        for one, item in self.rows.items.items():
            item.setText(1, self.rows.keys(one))
        self._chosen()

    def _take_default(self) -> None:
        action_id = self.rows.current()
        if action_id:
            self._take(action_id, QKeySequence(self._actions.rows[action_id].shortcut))

    def _chosen(self) -> None:
        action_id = self.rows.current()
        keys = self._actions[action_id].shortcut() if action_id else QKeySequence()
        default = QKeySequence(self._actions.rows[action_id].shortcut) if action_id else keys
        self.change.setEnabled(bool(action_id))
        self.remove.setEnabled(not keys.isEmpty())
        self.default.setEnabled(keys != default)

    def _stop(self) -> None:
        field, self._field = self._field, None
        if field is None:
            return
        for item in self.rows.items.values():
            if self.table.itemWidget(item, 1) is field:
                self.table.removeItemWidget(item, 1)
