"""What a list says when it has nothing to show: why, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop import icons

if TYPE_CHECKING:
    from desktop.theme import Theme

Deed = tuple[str, Callable[[], object]]


class EmptyState(QWidget):
    """An icon, a heading, a sentence or two, and at most two buttons."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon_name = "note"
        layout = QVBoxLayout(self)
        edge = theme.px("space", "xl")
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.px("space", "s"))
        layout.addStretch(2)
        self._picture = QLabel(self)
        self.heading = self._text("section")
        self.detail = self._text("faint")
        for widget in (self._picture, self.heading, self.detail):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(widget)
        layout.addSpacing(theme.px("space", "xs"))
        self._deeds = QVBoxLayout()
        self._deeds.setSpacing(theme.px("space", "s"))
        layout.addLayout(self._deeds)
        layout.addStretch(3)

    def say(
        self, icon: str, heading: str, detail: str = "", deeds: list[Deed] | None = None
    ) -> None:
        """Show this state. All text is shown as it is."""
        self._icon_name = icon
        self.heading.setText(heading)
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))
        while item := self._deeds.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        for text, run in deeds or []:
            button = QPushButton(text, self)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked, run=run: run())
            self._deeds.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.set_theme(self._theme)

    def set_theme(self, theme: Theme) -> None:
        """Tint the icon anew."""
        self._theme = theme
        ratio = self.devicePixelRatio()
        self._picture.setPixmap(icons.pixmap(self._icon_name, theme, "text_faint", 32, ratio))

    def _text(self, role: str) -> QLabel:
        result = QLabel(self)
        result.setTextFormat(Qt.TextFormat.PlainText)
        result.setWordWrap(True)
        result.setProperty("role", role)
        return result
