"""Errors in words: a `Fault`'s sentence from `resources/messages`, a crash report for the rest."""

from __future__ import annotations

import faulthandler
import sys
import threading
import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal

from notes.errors import Fault

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType


def words(error: BaseException, language: str) -> str:
    """What went wrong and what to do, one or two sentences in `language` (en, zh_CN)."""
    if isinstance(error, Fault):
        from resources.messages import word

        return word(error.code, error.values, language)
    text = QCoreApplication.translate(
        "Messages", "Something went wrong inside Banyan ({kind}). Your text is kept."
    )
    return text.format(kind=type(error).__name__)


class CrashReporter(QObject):
    """Takes every exception that nobody caught, from any thread, and keeps a report of it."""

    happened = Signal(object, str)
    """The exception and the path of its report (empty when it could not be written)."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._told: set[str] = set()
        self._queued.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    _queued = Signal(object, str)

    def install(self) -> None:
        """Take the interpreter's hooks."""
        faulthandler.enable()
        sys.excepthook = self._except
        threading.excepthook = lambda args: self._except(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )

    def report(self, error: BaseException) -> None:
        """Keep a report of `error` and tell of it; the same place in the code is told once."""
        self._except(type(error), error, error.__traceback__)

    def _except(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        report = "".join(traceback.format_exception(kind, error, trace))
        sys.stderr.write(report)
        place = "".join(traceback.format_tb(trace)[-1:]) + kind.__name__
        if place in self._told:
            return
        self._told.add(place)
        self._queued.emit(error, self._keep(report))

    def _keep(self, report: str) -> str:
        from datetime import UTC, datetime

        now = datetime.now(UTC)
        path = self._folder / f"crash-{now:%Y%m%d-%H%M%S}.txt"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8") as file:
                file.write(report)
        except OSError:
            return ""
        return str(path)

    def _tell(self, error: BaseException, path: str) -> None:
        self.happened.emit(error, path)
