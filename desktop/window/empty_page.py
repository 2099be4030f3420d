"""What stands in a note's place when there is none: what to do next, or why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.icons import pixmap

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.theme import Theme


_MEASURE = 460  # px


class EmptyPage(QWidget):
    """A picture, a sentence or two, and buttons."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = "banyan"
        self._said: tuple[object, ...] = ()
        self._picture = QLabel(self)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.heading = QLabel(self)
        self.heading.setProperty("role", "heading")
        self.text = QLabel(self)
        self.text.setProperty("role", "soft")
        for label in (self.heading, self.text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        # A label that wraps tells its height only to the layout that gives it its width.
        inner = QWidget(self)
        inner.setMaximumWidth(_MEASURE)
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(self._picture)
        column.addWidget(self.heading)
        column.addWidget(self.text)
        column.addSpacing(8)
        column.addLayout(self._buttons)
        column.addStretch(3)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(inner, 100)
        row.addStretch(1)

    def show_page(
        self,
        icon_name: str,
        heading: str,
        text: str,
        choices: Sequence[tuple[str, Callable[[], object]]] = (),
    ) -> None:
        """Say this, with these buttons; the first is the usual one.

        What is said already stays as it is, with its buttons and the focus on one of them.
        """
        said = (icon_name, heading, text, [words for words, _ in choices])
        if said == self._said:
            return
        self._said = said
        self._icon = icon_name
        self.heading.setText(heading)
        self.text.setText(text)
        while (item := self._buttons.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._buttons.addStretch(1)
        for place, (words, run) in enumerate(choices):
            button = QPushButton(words, self)
            if place == 0:
                button.setProperty("role", "primary")
            button.clicked.connect(lambda _=False, run=run: run())
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        self.set_theme(self._theme)

    def take_focus(self) -> None:
        """Let Enter press the first button."""
        item = self._buttons.itemAt(1)
        button = item.widget() if item is not None else None
        if button is not None:
            button.setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Tint the picture."""
        self._theme = theme
        self._picture.setPixmap(
            pixmap(self._icon, theme, "text_faint", 48, self.devicePixelRatioF())
        )
