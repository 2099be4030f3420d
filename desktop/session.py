"""The open library: asks and writes through `Tasks`, and tells every view what changed."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.tasks import Tasks
from notes.changes import Change, Kind
from notes.errors import Fault, FaultCode

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from notes.library import Library, Reader

T = TypeVar("T")

_POLL = 500  # ms between looks for what other processes wrote
_READ_ONLY_FAULTS = frozenset(
    {FaultCode.LIBRARY_READ_ONLY, FaultCode.NO_PERMISSION, FaultCode.LIBRARY_LOCKED}
)


class Session(QObject):
    """One library file, open in this window."""

    opened = Signal(bool)
    """The library can be asked; whether it can only be read."""
    refused = Signal(object)
    """The library cannot be opened at all: the `Fault` that says why."""
    changed = Signal(object, object)
    """A `Change` and its origin: who asked for it, None when another process made it."""
    fault = Signal(object)
    """An exception of work that nobody else takes."""

    def __init__(
        self, path: Path, *, read_only: bool = False, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.path = path
        self.read_only = read_only
        self.tasks = Tasks(
            self._open_library, self._open_reader, open_again=self._open_again, parent=self
        )
        self.tasks.failed.connect(self.fault)
        self._seen = 0  # the last change that the views were told of; the writer's thread keeps it
        self._data_version = -1
        self._polling = False
        self._timer = QTimer(self, interval=_POLL)
        self._timer.timeout.connect(self._poll)

    def start(self) -> None:
        """Open the library on its thread; `opened` or `refused` follows."""
        self.tasks.start()

    def write(
        self,
        work: Callable[[Library], T],
        done: Callable[[T], None] | None = None,
        *,
        origin: object = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run a mutation on the writer.

        `work` returns a `Change`, or a tuple that begins with one; `changed` goes out with
        `origin` before `done` is called with what `work` returned. Where it returns something
        else, what it changed goes out without an origin.
        """

        def job(library: Library) -> tuple[T, Change]:
            result = work(library)
            return result, self._account(library, _change_of(result))

        def finish(outcome: tuple[T, Change]) -> None:
            result, elsewhere = outcome
            own = _change_of(result)
            if own:
                self.changed.emit(own, origin if origin is not None else self)
            if elsewhere:
                self.changed.emit(elsewhere, None)
            if done is not None:
                done(result)

        self.tasks.write(job, finish, failed)

    def read(
        self,
        work: Callable[[Reader], T],
        done: Callable[[T], None],
        *,
        topic: str = "",
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Ask a question on a reader; a newer one of the same `topic` cancels it."""
        self.tasks.read(work, done, failed, topic=topic)

    def look_now(self) -> None:
        """Look at once for what another connection wrote."""
        self._poll()

    def close(self) -> bool:
        """End the threads after what was asked of the writer; whether they ended in time."""
        self._timer.stop()
        return self.tasks.close()

    # On the writer's and readers' threads.

    def _open_library(self) -> Library:
        from notes.library import Library

        if self.read_only:
            self._report_opened()
            raise Fault(FaultCode.LIBRARY_READ_ONLY, path=str(self.path))
        try:
            library = Library.open(self.path, create=True)
            self._seen = library.sequence()
        except Fault as fault:
            if fault.code in _READ_ONLY_FAULTS and self.path.exists():
                self.read_only = True
                self._report_opened()
            else:
                self._report_refused(fault)
            raise
        except Exception as error:
            self._report_refused(error)
            raise
        self._report_opened()
        return library

    def _open_again(self, library: Library) -> Library:
        """The library that is where the one opened was, such as after its disk was mounted anew."""
        from notes.model import Scope

        with suppress(Fault):  # a disk that is gone took the log along
            library.leave_place()
        again = type(library).open(self.path)
        if again.identity() != library.identity():
            again.close()
            raise Fault(FaultCode.LIBRARY_GONE, path=str(self.path))
        self._seen = again.sequence()
        self._data_version = -1
        everything = Change(updated=tuple(again.note_ids(Scope())), kinds=frozenset(Kind))
        self.tasks.post(lambda: self.changed.emit(everything, None))
        return again

    def _report_opened(self) -> None:
        self.tasks.post(self._opened)

    def _report_refused(self, error: Exception) -> None:
        self.tasks.post(lambda: self.refused.emit(error))

    def _open_reader(self) -> Reader:
        from notes.library import Reader

        return Reader.open(self.path)

    def _account(self, library: Library, own: Change) -> Change:
        """What was changed besides `own` since the views were last told, here or elsewhere."""
        before = self._seen
        self._seen = own.sequence or library.sequence()
        if self._seen == before or (own and self._seen == before + 1):
            return Change()
        return library.changes_since(before)

    # Back on the GUI thread.

    def _opened(self) -> None:
        self.opened.emit(self.read_only)
        if not self._timer.isActive():
            self._timer.start()

    def _poll(self) -> None:
        if self._polling:
            return
        self._polling = True
        if self.read_only:
            self.tasks.read(self._look, self._looked, self._look_failed, topic="poll")
        else:
            self.tasks.write(self._look, self._looked, self._look_failed)

    def _look(self, reader: Reader) -> Change:
        version = reader.data_version()
        if version == self._data_version:
            return Change()
        self._data_version = version
        before = self._seen
        self._seen = reader.sequence()
        return reader.changes_since(before) if self._seen != before else Change()

    def _looked(self, change: Change) -> None:
        self._polling = False
        if change:
            self.changed.emit(change, None)

    def _look_failed(self, error: Exception) -> None:
        self._polling = False
        if isinstance(error, Fault) and error.code is FaultCode.CANCELLED:
            return
        self._timer.setInterval(min(self._timer.interval() * 2, 30_000))
        self.fault.emit(error)


def _change_of(result: object) -> Change:
    first = result[0] if isinstance(result, tuple) and result else result
    return first if isinstance(first, Change) else Change()
