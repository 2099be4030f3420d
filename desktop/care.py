"""Care for the library in idle time: backups, the trash, the index; and checking it when asked."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal

from desktop.idle import IdleWork
from notes.changes import Change
from notes.errors import Fault

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

    from desktop.notices import Notices
    from desktop.session import Session
    from desktop.settings import Settings
    from notes.model import Problem

_LOOK = 15_000  # ms between looks whether it is idle
_IDLE = 20.0  # s without a change until idle time begins
_CHECKPOINT = 2_000  # ms after a change
_DAY = 86_400.0  # s


class Care(IdleWork):
    """Does in idle time what must be done now and then."""

    backed_up = Signal(object)
    """The `Path` of an automatic backup just made and verified."""

    def __init__(
        self,
        session: Session,
        settings: Settings,
        notices: Notices,
        window: QWidget,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(session, settings, notices, look=_LOOK, parent=parent)
        self._window = window
        self._next_round = 0.0
        self._index_due = True
        self._busy = False
        self._checkpoint = QTimer(self, singleShot=True, interval=_CHECKPOINT)
        self._checkpoint.timeout.connect(self._write_log_back)

    def _changed(self, change: Change, origin: object) -> None:
        super()._changed(change, origin)
        self._index_due = True
        if not self._checkpoint.isActive():
            self._checkpoint.start()

    def _write_log_back(self) -> None:
        """Whoever moves the library's file alone shall not leave the last minutes behind."""
        if not self._session.read_only:
            # what stops it stops saving too, and is said there
            self._session.tasks.write(lambda library: library.checkpoint(), failed=lambda _: None)

    def _setting_changed(self, key: str, value: object) -> None:
        if key.startswith("safety/backup"):
            self._next_round = 0.0  # whether the new folder can be written to is said soon

    def _look(self) -> None:
        now = time.monotonic()
        if self._busy or self._session.read_only or now - self._last_change < _IDLE:
            return
        if self._index_due:
            self._index()
        elif now >= self._next_round:
            self._next_round = now + _DAY / 24
            self._daily_round()

    def _index(self) -> None:
        """Index notes that were saved with the index left for later, a few at a time."""

        def done(change: Change) -> None:
            self._index_due = bool(change)
            self._busy = False

        self._busy = True
        self._session.tasks.write(lambda library: library.index_pending(), done, self._failed)

    def _daily_round(self) -> None:
        """Back up beside the writer, so that saving goes on; then thin the trash."""
        folder = self._settings.text("safety/backup_folder")
        if not self._settings.flag("safety/backups"):
            self._notices.settle("backup")
            self._thin_trash()
            return
        path = self._session.path

        def work(_job: object) -> Path | None:
            from notes.library import Reader

            with Reader.open(path) as reader:
                return reader.back_up_daily(Path(folder) if folder else None)

        def done(made: Path | None) -> None:
            self._notices.settle("backup")
            self._thin_trash()
            if made is not None:
                self.backed_up.emit(made)

        def failed(error: Exception) -> None:
            self._backup_failed(error)
            self._thin_trash()

        self._busy = True
        self._session.tasks.run(work, done, failed)

    def _thin_trash(self) -> None:
        days = self._settings.number("safety/trash_days")

        def done(_change: Change) -> None:
            self._busy = False

        self._busy = True
        self._session.write(
            lambda library: library.purge_trash(days) if days else Change(),
            done,
            failed=self._failed,
        )

    def _backup_failed(self, error: Exception) -> None:
        if isinstance(error, Fault):
            text = self.tr("The automatic backup could not be made: {reason}")
            self._notices.warn("backup", text.format(reason=self._notices.words(error)))
        else:
            self._notices.fault(error)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._notices.fault(error)

    # When asked

    def back_up_now(self) -> None:
        """Ask for a file and write a verified copy of the library there."""
        from datetime import datetime

        from desktop.dialogs.files import file_dialog

        today = datetime.now().astimezone().strftime("%Y-%m-%d")
        name = f"{self._session.path.stem} {today}.banyan"
        dialog = file_dialog(self._window, self.tr("Back up the library"))
        dialog.setAcceptMode(dialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("banyan")
        dialog.selectFile(name)
        dialog.fileSelected.connect(self._back_up_to)
        dialog.open()

    def _back_up_to(self, path: str) -> None:
        def done(_: None) -> None:
            text = self.tr("The library was backed up and the copy verified: {path}")
            self._notices.tell("done", text.format(path=path))

        # The readers' connection is open already: it has the library even when its file is gone.
        self._session.read(lambda reader: reader.backup(Path(path)), done)

    def check(self) -> None:
        """Look for damage, mend what can be mended, and say what was found."""
        self._notices.settle("check")
        self._notices.tell("info", self.tr("Checking the library…"), lasting=True)

        def done(problems: list[Problem]) -> None:
            left = [problem for problem in problems if not problem.mended]
            if not problems:
                self._notices.tell("done", self.tr("The library is sound."))
            elif not left:
                text = self.tr("%n problem(s) found and mended.", "", len(problems))
                self._notices.tell("done", text)
            else:
                text = self.tr("%n problem(s) could not be mended:", "", len(left))
                lines = [f"{self._words(problem)}" for problem in left[:5]]
                advice = self.tr(
                    "Make a backup now; “banyan recover” saves what can be read into a new library."
                )
                self._notices.hush()
                self._notices.warn("check", "\n".join([text, *lines, advice]), "error")

        def failed(error: Exception) -> None:
            self._notices.hush()
            self._notices.fault(error)

        if self._session.read_only:
            self._session.read(lambda reader: reader.check(), done, failed=failed)
        else:
            self._session.tasks.write(lambda library: library.mend(), done, failed)

    def _words(self, problem: Problem) -> str:
        values = {"id": problem.id, "detail": problem.message}
        return self._notices.word(f"problem.{problem.kind}", values)
