"""Work off the GUI thread: one writer that owns the `Library`, a few readers, and long jobs.

Results, progress and errors come back on the GUI thread. An error that a caller does not take
goes out through `Tasks.failed`, so that none is lost in a thread.
"""

from __future__ import annotations

import queue
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from notes.errors import Fault, FaultCode

if TYPE_CHECKING:
    from collections.abc import Callable

    from notes.library import Library, Reader

T = TypeVar("T")
_PROGRESS_EVERY = 0.05  # s
_OPEN_EARLY = 2.0  # s without a question until a reader is opened all the same


@dataclass(eq=False)
class _Job:
    work: Callable[[Any], Any]
    done: Callable[[Any], None] | None
    failed: Callable[[Exception], None] | None
    topic: str = ""
    cancelled: bool = False
    reader: Reader | None = None  # the reader that answers it just now


@dataclass(eq=False)
class LongJob:
    """A long job's handle: `cancel` asks it to stop, `cancelled` is what the job looks at."""

    report: Callable[[int, int, str], None]
    """Progress: done, total (0: not known), what is being worked on. Call it as often as wanted."""
    _stop: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Ask the job to stop at its next safe place."""
        self._stop.set()

    def cancelled(self) -> bool:
        """Whether the job was asked to stop."""
        return self._stop.is_set()


class Tasks(QObject):
    """The threads beside the GUI thread."""

    failed = Signal(object)
    """An exception that no caller takes."""
    _arrived = Signal(object)

    def __init__(
        self,
        open_library: Callable[[], Library],
        open_reader: Callable[[], Reader],
        *,
        open_again: Callable[[Library], Library] | None = None,
        readers: int = 2,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._open_library = open_library
        self._open_reader = open_reader
        self._open_again = open_again
        self._lost = False  # the file was not where it was; the writer's thread keeps it
        self._opened = 0  # how often the writer opened a file: readers follow it to the new one
        self._writes: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._reads: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._topics: dict[str, _Job] = {}
        self._library_tried = threading.Event()
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._long: set[LongJob] = set()
        self._threads = [threading.Thread(target=self._write_loop, name="writer", daemon=True)]
        self._threads += [
            threading.Thread(target=self._read_loop, name=f"reader-{number}", daemon=True)
            for number in range(readers)
        ]
        self._closed = False

    def start(self) -> None:
        """Start the threads; the writer opens the library first, the readers wait for that."""
        for thread in self._threads:
            thread.start()

    def write(
        self,
        work: Callable[[Library], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run `work` on the writer, after everything asked before."""
        self._writes.put(_Job(work, done, failed))

    def read(
        self,
        work: Callable[[Reader], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        topic: str = "",
    ) -> None:
        """Run `work` on a free reader. A newer question of the same `topic` cancels this one."""
        job = _Job(work, done, failed, topic)
        if topic:
            self.cancel(topic)
            with self._lock:
                self._topics[topic] = job
        self._reads.put(job)

    def cancel(self, topic: str) -> None:
        """Drop the question of `topic` that is waiting or running, if there is one."""
        with self._lock:
            job = self._topics.pop(topic, None)
            if job is not None:
                job.cancelled = True
                if job.reader is not None:
                    job.reader.interrupt()

    def run(
        self,
        work: Callable[[LongJob], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        progress: Callable[[int, int, str], None] | None = None,
    ) -> LongJob:
        """Run a long job on a thread of its own, without a library; see `LongJob`."""
        last_told = 0.0

        def report(now: int, total: int, what: str = "") -> None:
            nonlocal last_told
            moment = time.monotonic()
            if progress is not None and (now == total or moment - last_told >= _PROGRESS_EVERY):
                last_told = moment
                self._arrived.emit(lambda: progress(now, total, what))

        long_job = LongJob(report)
        self._long.add(long_job)

        def body() -> None:
            job = _Job(work, done, failed)
            self._finish(job, long_job)
            self._long.discard(long_job)

        threading.Thread(target=body, name="long-job", daemon=True).start()
        return long_job

    def post(self, call: Callable[[], None]) -> None:
        """Run `call` on the GUI thread; from any thread."""
        self._arrived.emit(call)

    def close(self, timeout: float = 10.0) -> bool:
        """Finish what was asked of the writer, drop the rest; True: all ended in `timeout` s."""
        if self._closed:
            return True
        self._closed = True
        for long_job in tuple(self._long):
            long_job.cancel()
        with self._lock:
            for job in self._topics.values():
                job.cancelled = True
                if job.reader is not None:
                    job.reader.interrupt()
            self._topics.clear()
        self._writes.put(None)
        for _ in self._threads[1:]:
            self._reads.put(None)
        started = [thread for thread in self._threads if thread.ident is not None]
        for thread in started:
            thread.join(timeout)
        return not any(thread.is_alive() for thread in started)

    def _deliver(self, call: Callable[[], None]) -> None:
        call()

    def _finish(self, job: _Job, subject: object) -> None:
        """Run a job and send its outcome to the GUI thread."""
        try:
            result = job.work(subject)
        except Exception as error:  # noqa: BLE001 - whatever it is, a person hears of it
            if isinstance(error, Fault) and error.code is FaultCode.LIBRARY_GONE:
                self._lost = True
            self._arrived.emit(lambda error=error: self._failed(job, error))
        else:
            self._arrived.emit(lambda: self._done(job, result))

    def _done(self, job: _Job, result: object) -> None:
        self._forget(job)
        if job.done is not None and not job.cancelled:
            job.done(result)

    def _failed(self, job: _Job, error: Exception) -> None:
        self._forget(job)
        if job.cancelled:
            return
        if job.failed is not None:
            job.failed(error)
        elif not (isinstance(error, Fault) and error.code is FaultCode.CANCELLED):
            self.failed.emit(error)

    def _forget(self, job: _Job) -> None:
        """Its answer is here: until then a newer question of its topic still cancels it."""
        with self._lock:
            if self._topics.get(job.topic) is job:
                del self._topics[job.topic]

    def _write_loop(self) -> None:
        library: Library | None = None
        problem: Exception | None = None
        try:
            library = self._open_library()
        except Exception as error:  # noqa: BLE001 - told with the first job
            problem = error
        self._library_tried.set()
        while (job := self._writes.get()) is not None:
            if library is None:
                try:
                    library = self._open_library()
                except Exception as error:  # noqa: BLE001 - told with each job
                    problem = error
            elif self._lost:
                library = self._find_again(library)
            self._finish(job, library) if library is not None else self._finish_unopened(
                job, problem
            )
        if library is not None:
            library.close()

    def _find_again(self, library: Library) -> Library:
        """The same library in a file that took the place of the one opened; else what there is."""
        if self._open_again is None:
            return library
        try:
            again = self._open_again(library)
        except Exception:  # noqa: BLE001 - the job itself finds the file gone, and says so
            return library
        library.close()
        self._lost = False
        self._opened += 1
        return again

    def _finish_unopened(self, job: _Job, problem: Exception | None) -> None:
        error = problem or Fault(FaultCode.LIBRARY_GONE, path="")
        self._arrived.emit(lambda: self._failed(job, error))

    def _read_loop(self) -> None:
        reader: Reader | None = None
        opened = 0
        self._library_tried.wait()
        while True:
            try:
                # Opened in idle time at the latest: a file that is gone later can still be copied.
                job = self._reads.get(timeout=None if reader is not None else _OPEN_EARLY)
            except queue.Empty:
                with suppress(Exception):  # told with the first job
                    reader = self._open_reader()
                continue
            if job is None:
                break
            if job.cancelled:
                continue
            if reader is not None and opened != self._opened:
                reader.close()
                reader = None
            if reader is None:
                opened = self._opened
                try:
                    reader = self._open_reader()
                except Exception as error:  # noqa: BLE001 - told with this job
                    self._finish_unopened(job, error)
                    continue
            with self._lock:
                job.reader = reader
            self._finish(job, reader)
            with self._lock:
                job.reader = None
        if reader is not None:
            reader.close()
