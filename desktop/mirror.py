"""Keeps the mirror, a folder of plain Markdown files, up to date while nobody waits for it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from desktop.idle import IdleWork
from notes.errors import Fault, FaultCode

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop.notices import Notices
    from desktop.session import Session
    from desktop.settings import Settings
    from desktop.tasks import LongJob
    from notes.changes import Change
    from notes.exporting.mirror import MirrorReport

_QUIET = 4.0  # s without a change until the mirror follows
_LATEST = 60.0  # s after a change, however busy it is
_LOOK = 1_000  # ms
_AGAIN = 60.0  # s after it could not be written
_KEY = "safety/mirror_folder"
_NAMED = 3  # files named in the banner


class Mirror(IdleWork):
    """Follows the session's changes into the folder that the setting names; empty: nowhere."""

    updated = Signal(object)
    """A `MirrorReport`, each time the files are as the library is."""

    def __init__(
        self, session: Session, settings: Settings, notices: Notices, parent: QObject | None = None
    ) -> None:
        super().__init__(session, settings, notices, look=_LOOK, parent=parent)
        self._due: float | None = self._last_change  # since when a change waits
        self._not_before = 0.0
        self._running: LongJob | None = None

    def _changed(self, change: Change, origin: object) -> None:
        super()._changed(change, origin)
        if self._due is None:
            self._due = self._last_change

    def _setting_changed(self, key: str, value: object) -> None:
        if key != _KEY:
            return
        self._notices.settle("mirror")
        self._due, self._not_before = time.monotonic() - _LATEST, 0.0
        if self._running is not None:
            self._running.cancel()

    def _look(self) -> None:
        folder = self._settings.text(_KEY)
        now = time.monotonic()
        if (
            not folder
            or self._due is None
            or self._running is not None
            or self._session.read_only
            or now < self._not_before
            or (now - self._last_change < _QUIET and now - self._due < _LATEST)
        ):
            return
        self._due = None
        path = self._session.path

        def work(job: LongJob) -> MirrorReport:
            from notes.exporting import mirror
            from notes.reader import Reader

            with Reader.open(path) as reader:
                return mirror.update(reader, Path(folder), cancelled=job.cancelled)

        self._running = self._session.tasks.run(work, self._done, self._failed)

    def _done(self, report: MirrorReport) -> None:
        self._running = None
        self._notices.settle("mirror")
        if report.kept:
            self._tell_kept(report)
        self.updated.emit(report)

    def _tell_kept(self, report: MirrorReport) -> None:
        names = "\n".join(str(path) for path in report.kept[:_NAMED])
        text = self.tr(
            "%n file(s) in the mirror were changed or put there by someone else and stay as they "
            "are. The notes were written beside them. What you change in the mirror does not come "
            "back into Banyan: import it if you want it here.",
            "",
            len(report.kept),
        )
        self._notices.warn("mirror-kept", f"{text}\n{names}")

    def _failed(self, error: Exception) -> None:
        now = time.monotonic()
        self._running = None
        self._due = now if self._due is None else self._due
        self._not_before = now + _AGAIN
        if isinstance(error, Fault):
            if error.code is not FaultCode.CANCELLED:
                text = self.tr("The mirror could not be brought up to date: {reason}")
                self._notices.warn("mirror", text.format(reason=self._notices.words(error)))
        else:
            self._notices.fault(error)
