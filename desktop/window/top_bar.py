"""The one row at the top: the menus at the left, a few tool buttons at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenuBar, QToolButton, QWidget

from desktop.actions import plain

if TYPE_CHECKING:
    from desktop.actions import Actions

_LEFT = ("pane.tree", "note.new")
_RIGHT = ("search", "layout.edit", "layout.split", "layout.read", "palette")


class TopBar(QWidget):
    """Menus and the short toolbar in one row (on macOS the menus are in the system's own bar)."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("TopBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.menu_bar = QMenuBar(self)
        self.menus = actions.fill(self.menu_bar)
        self.buttons: dict[str, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(2)
        for action_id in _LEFT:
            row.addWidget(self._button(actions, action_id))
        row.addWidget(self.menu_bar, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        for action_id in _RIGHT:
            row.addWidget(self._button(actions, action_id))
        self.setFixedHeight(40)

    def _button(self, actions: Actions, action_id: str) -> QToolButton:
        action = actions[action_id]
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setIconSize(QSize(20, 20))
        name = plain(action.text()).rstrip("…")
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        button.setAccessibleName(name)
        button.setToolTip(f"{name}  {keys}" if keys else name)
        self.buttons[action_id] = button
        return button
