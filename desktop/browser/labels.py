"""Labels for outside text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from desktop.browser.text import one_line, tool_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class ElidedLabel(QLabel):
    """One line of plain text, cut with an ellipsis; the whole of it as a tool tip."""

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setMinimumWidth(24)
        self._whole = ""

    def set_text(self, text: str) -> None:
        """Show this text, as much of it as there is room for."""
        self._whole = one_line(text)
        self._fit()

    def whole(self) -> str:
        """The text before it was cut."""
        return self._whole

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(
            self._whole, Qt.TextElideMode.ElideMiddle, self.width()
        )
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(tool_tip(self._whole) if shown != self._whole else "")
