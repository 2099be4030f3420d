"""Banners: what a person has to know, in plain words, above the panes, until it is settled.

What was done as asked is no banner but a toast (`desktop.window.toast`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.icons import icon, pixmap

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.theme import Theme

    Choice = tuple[str, Callable[[], None]]

_SHOWN = 3  # older banners wait until a newer one is closed
_ICONS = {
    "done": ("check", "accent"),
    "info": ("info", "accent"),
    "warning": ("warning", "warning"),
    "error": ("error", "danger"),
}


def announce(message: QWidget) -> None:
    """Have a screen reader say a message that came to be seen."""
    from PySide6.QtGui import QAccessible, QAccessibleEvent

    QAccessible.updateAccessibility(QAccessibleEvent(message, QAccessible.Event.Alert))


class Banner(QFrame):
    """One message with its choices."""

    closed = Signal()

    def __init__(
        self, kind: str, text: str, choices: Sequence[Choice], theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("Banner")
        self.setProperty("kind", kind)
        self.kind = kind
        self.setAccessibleName(text)
        self._picture = QLabel(self)
        self.label = QLabel(text, self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        policy = self.label.sizePolicy()  # it knows that wrapping makes the label higher
        policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
        self.label.setSizePolicy(policy)
        self._close = QToolButton(self)
        self._close.setAccessibleName(self.tr("Close this message"))
        self._close.setToolTip(self.tr("Close this message"))
        self._close.setIconSize(QSize(16, 16))
        self._close.clicked.connect(self.closed)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.setSpacing(8)
        row.addWidget(self._picture)
        row.addWidget(self.label, 1)
        for words, run in choices:
            button = QPushButton(words, self)
            button.setProperty("role", "link")
            button.clicked.connect(self.closed)
            button.clicked.connect(lambda _=False, run=run: run())
            row.addWidget(button)
        row.addWidget(self._close)
        self.set_theme(theme)

    def natural_width(self) -> int:
        """How wide it is where no line of the text needs to wrap, px."""
        label = self.label
        lines = [label.fontMetrics().horizontalAdvance(line) for line in label.text().split("\n")]
        return self._row.sizeHint().width() - label.sizeHint().width() + max(lines) + 4

    def set_theme(self, theme: Theme) -> None:
        """Tint the icons."""
        name, role = _ICONS[self.kind]
        ratio = self.devicePixelRatioF()
        self._picture.setPixmap(pixmap(name, theme, role, 16, ratio))
        self._close.setIcon(icon("close", theme))


class Banners(QWidget):
    """The banners that stand just now, the newest on top; a key tells the same matter apart."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: dict[str, Banner] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 0, 8, 8)
        self._column.setSpacing(4)
        self.hide()

    def show_banner(self, key: str, kind: str, text: str, choices: Sequence[Choice] = ()) -> None:
        """Show a message (kind: warning, error) in place of an earlier one of this key."""
        old = self._shown.get(key)
        if old is not None and old.label.text() == text and not choices:
            return  # with choices it may be about another note: its "Undo" is not the old one's
        self.close_banner(key)
        banner = Banner(kind, text, choices, self._theme, self)
        banner.closed.connect(lambda: self.close_banner(key))
        self._shown[key] = banner
        self._column.insertWidget(0, banner)
        self._arrange()
        announce(banner)

    def close_banner(self, key: str) -> None:
        """Take the message of this key away, if it stands."""
        banner = self._shown.pop(key, None)
        if banner is not None:
            self._column.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
            self._arrange()

    def texts(self) -> list[str]:
        """What is said just now, the newest first."""
        return [banner.label.text() for banner in reversed(self._shown.values())]

    def set_theme(self, theme: Theme) -> None:
        """Tint the icons."""
        self._theme = theme
        for banner in self._shown.values():
            banner.set_theme(theme)

    def _arrange(self) -> None:
        newest_first = list(reversed(self._shown.values()))
        for place, banner in enumerate(newest_first):
            banner.setVisible(place < _SHOWN)
        self.setVisible(bool(newest_first))
