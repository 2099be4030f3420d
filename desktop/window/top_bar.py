"""The one row at the top: the menus at the left, a few tool buttons at the right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QMenuBar, QToolButton, QWidget

from desktop.actions import MENUS, plain, translated

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
        # The titles alone; `fill` puts in what stands in the menus.
        self.menus = {menu_id: self.menu_bar.addMenu(translated(text)) for menu_id, text in MENUS}
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

    def fill(self, actions: Actions) -> None:
        """Put every action into its menu; icons are drawn when a menu is first opened."""
        for row in actions.rows.values():
            menu = self.menus[row.menu]
            if row.submenu:
                key = f"{row.menu}/{row.submenu}"
                if key not in self.menus:
                    self.menus[key] = menu.addMenu(translated(row.submenu, row.context))
                    self.menus[key].aboutToShow.connect(
                        partial(_draw_icons, self.menus[key], actions)
                    )
                menu = self.menus[key]
            if row.first and menu.actions():
                menu.addSeparator()
            menu.addAction(actions[row.id])
        for menu_id, _ in MENUS:
            self.menus[menu_id].aboutToShow.connect(
                partial(_draw_icons, self.menus[menu_id], actions)
            )

    def _button(self, actions: Actions, action_id: str) -> QToolButton:
        action = actions[action_id]
        actions.draw_icon(action_id)
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


def _draw_icons(menu: QMenu, actions: Actions) -> None:
    for action in menu.actions():
        if action.icon().isNull() and action.objectName() in actions.rows:
            actions.draw_icon(action.objectName())
