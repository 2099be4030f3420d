"""Work for idle moments, in slices between which the window answers."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable


class Slices(QObject):
    """Does what it is given in order, one thing each time nothing else is waiting."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.begun = False
        self._steps: deque[Callable[[], object]] = deque()
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._next)

    def add(self, *steps: Callable[[], object]) -> None:
        """Do these after what was given before; each should take some ms at most."""
        self.begun = True
        self._steps.extend(steps)
        self._timer.start()

    def _next(self) -> None:
        step = self._steps.popleft()
        if self._steps:
            self._timer.start()
        step()
