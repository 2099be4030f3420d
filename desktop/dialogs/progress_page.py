"""Long work inside a dialog: what is done, how far, and that it can be stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from desktop.browser.labels import ElidedLabel
from desktop.dialogs.base import label

if TYPE_CHECKING:
    from desktop.theme import Theme


class ProgressPage(QWidget):
    """A heading, a bar, and what is being worked on."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px("space", "s"))
        layout.addStretch(1)
        self.heading = label("", "section")
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.numbers = label("", "soft")
        self.what = ElidedLabel("small", self)
        for widget in (self.heading, self.bar, self.numbers, self.what):
            layout.addWidget(widget)
        layout.addStretch(2)

    def start(self, heading: str) -> None:
        """Begin anew under this heading."""
        self.heading.setText(heading)
        self.bar.setAccessibleName(heading)
        self.bar.setRange(0, 0)
        self.numbers.clear()
        self.what.set_text("")

    def show_progress(self, done: int, total: int, what: str = "") -> None:
        """Show how far the work is; `total` 0: not known."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        locale = self.locale()
        if total:
            text = self.tr("%1 of %2").replace("%1", locale.toString(done))
            self.numbers.setText(text.replace("%2", locale.toString(total)))
        self.what.set_text(what)
