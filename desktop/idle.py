"""Work on the library that waits until nobody waits for anything else."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from desktop.notices import Notices
    from desktop.session import Session
    from desktop.settings import Settings
    from notes.changes import Change


class IdleWork(QObject):
    """Looks now and then (`look`: ms) whether it is time; knows when something last changed."""

    def __init__(
        self,
        session: Session,
        settings: Settings,
        notices: Notices,
        *,
        look: int,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._notices = notices
        self._last_change = time.monotonic()
        self._timer = QTimer(self, interval=look)
        self._timer.timeout.connect(self._look)
        session.changed.connect(self._changed)
        settings.changed.connect(self._setting_changed)

    def start(self) -> None:
        """Begin to look."""
        self._timer.start()

    def touched(self) -> None:
        """The person does something: it is not idle."""
        self._last_change = time.monotonic()

    def _changed(self, _change: Change, _origin: object) -> None:
        self.touched()

    def _setting_changed(self, key: str, value: object) -> None:
        """A setting was changed."""

    def _look(self) -> None:
        """Do what is due, if it is time."""
        raise NotImplementedError
