"""Line edits with icons of the set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from desktop import icons

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.theme import Theme


class IconField(QLineEdit):
    """A field with an icon in front and a clear button."""

    def __init__(self, icon: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon
        self.setClearButtonEnabled(True)
        self._front = QAction(self)
        self.addAction(self._front, QLineEdit.ActionPosition.LeadingPosition)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Tint the icons anew."""
        self._front.setIcon(icons.icon(self._icon_name, theme, "text_faint"))
        clear = self.findChild(QAction, "_q_qlineeditclearaction")  # Qt's own name for it
        if isinstance(clear, QAction):
            clear.setIcon(icons.icon("clear", theme, "text_faint"))
