"""Says over the lower edge of the window what was done, and goes by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.native import make_native
from desktop.window.banner import Banner, announce

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from desktop.theme import Theme
    from desktop.window.banner import Choice

STAYS = 7_000  # ms, for a line of words
_A_CHARACTER = 60  # ms more for each character after the first line's
_A_LINE = 80
_AGAIN = 2_000  # ms until it is looked again whether it is still in use
_EDGE = 44  # px above the lower edge of the window: the status line stays in sight
_WIDEST = 640  # px


class Toast(QFrame):
    """One confirmation with its choices; the next takes its place.

    It covers nothing that one works with and moves nothing, unlike a banner, which stays until it
    is settled. It waits while the pointer or the focus is in it, and while the window is not the
    active one.
    """

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("Popup")
        self._theme = theme
        self._over = over
        self.message: Banner | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self.timer = QTimer(self, singleShot=True)
        self.timer.timeout.connect(self._leave_unless_used)
        over.installEventFilter(self)
        # Above the preview, which is a native window, only another one can be seen.
        make_native(self)
        self.hide()

    def say(
        self, kind: str, text: str, choices: Sequence[Choice] = (), *, lasting: bool = False
    ) -> None:
        """Show a message (kind: done, info). One that is `lasting` waits for the next."""
        self._clear()
        message = self.message = Banner(kind, text, choices, self._theme, self)
        message.closed.connect(self.leave)
        self._column.addWidget(message)
        message.show()
        self._place()
        self.show()
        self.raise_()
        self.timer.stop()
        if not lasting:
            self.timer.start(STAYS + _A_CHARACTER * max(0, len(text) - _A_LINE))
        announce(message)

    def text(self) -> str:
        """What is said just now; empty where nothing is."""
        return self.message.label.text() if self.message is not None else ""

    def leave(self) -> None:
        """Take the message away."""
        self.timer.stop()
        self.hide()
        self._clear()

    def set_theme(self, theme: Theme) -> None:
        """Tint the icons."""
        self._theme = theme
        if self.message is not None:
            self.message.set_theme(theme)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the place when the window changes its size."""
        if watched is self._over and event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _clear(self) -> None:
        if self.message is not None:
            self._column.removeWidget(self.message)
            self.message.hide()
            self.message.deleteLater()
            self.message = None

    def _leave_unless_used(self) -> None:
        window = self.window()
        focus = window.focusWidget()
        used = self.underMouse() or (focus is not None and self.isAncestorOf(focus))
        if used or not window.isActiveWindow():
            self.timer.start(_AGAIN)
        else:
            self.leave()

    def _place(self) -> None:
        if self.message is None:
            return
        over = self._over.rect()
        width = min(self.message.natural_width() + 2, _WIDEST, over.width() - 32)
        height = self._column.heightForWidth(width)
        left, top = (over.width() - width) // 2, over.height() - height - _EDGE
        self.setGeometry(left, top, width, height)
