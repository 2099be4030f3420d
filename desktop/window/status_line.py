"""The quiet line below the text: what is saved, how long the text is, long work under way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from desktop.save_state import SaveState

if TYPE_CHECKING:
    from collections.abc import Callable


class StatusLine(QWidget):
    """Save state and counts at the right, long work at the left."""

    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("StatusLine")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.work = QLabel(self)
        self.work.setTextFormat(Qt.TextFormat.PlainText)
        self.progress = QProgressBar(self)
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(120)
        self.progress.setAccessibleName(self.tr("Progress"))
        self.cancel = QPushButton(self.tr("Cancel"), self)
        self.cancel.setProperty("role", "link")
        self.cancel.clicked.connect(self.cancel_requested)
        self.counts = QLabel(self)
        self.counts.setAccessibleName(self.tr("Length of the text"))
        self.state = QLabel(self)
        self.state.setAccessibleName(self.tr("Save state"))
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 16, 0)
        row.setSpacing(12)
        row.addWidget(self.work)
        row.addWidget(self.progress)
        row.addWidget(self.cancel)
        row.addStretch(1)
        row.addWidget(self.counts)
        row.addWidget(self.state)
        self.setFixedHeight(28)
        self.show_work("")

    def show_state(self, state: str) -> None:
        """Show a `SaveState`."""
        self.state.setText(self._words()[SaveState(state)]())

    def show_counts(self, words: int, characters: int) -> None:
        """Show the length of the text."""
        self.counts.setText(
            self.tr("%n word(s)", "", words) + " · " + self.tr("%n character(s)", "", characters)
        )

    def clear_counts(self) -> None:
        """No text is open."""
        self.counts.clear()

    def show_work(
        self, text: str, now: int = 0, total: int = 0, *, stoppable: bool = False
    ) -> None:
        """Show long work (`total` 0: no end known yet); an empty text takes it away."""
        self.work.setText(text)
        self.work.setVisible(bool(text))
        self.progress.setVisible(bool(text))
        self.progress.setRange(0, total)
        self.progress.setValue(now)
        self.cancel.setVisible(bool(text) and stoppable)

    def _words(self) -> dict[SaveState, Callable[[], str]]:
        return {
            SaveState.NONE: lambda: "",
            SaveState.SAVED: lambda: self.tr("Saved"),
            SaveState.UNSAVED: lambda: self.tr("Writing…"),
            SaveState.SAVING: lambda: self.tr("Saving…"),
            SaveState.FAILED: lambda: self.tr("Not saved"),
            SaveState.READ_ONLY: lambda: self.tr("Read only"),
        }
