"""What tests of the window share: a library in a folder, a session on it, a whole application."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.session import Session
from notes.library import Library
from notes.model import NewNote


@pytest.fixture
def note_id(library_path: Path) -> str:
    """A library with two notes; the id of the first."""
    library = Library.open(library_path, create=True)
    first = library.create_note(
        NewNote(title="第一篇", body="正文 one\n", category=("技术",), tags=("云原生/k8s",))
    ).created[0]
    library.create_note(NewNote(title="Second", body="other\n"))
    library.close()
    return first


@pytest.fixture
def session(qapp: QApplication, library_path: Path, note_id: str) -> Iterator[Session]:
    """A session that is open."""
    opened: list[bool] = []
    session = Session(library_path)
    session.opened.connect(opened.append)
    session.start()
    wait_until(qapp, lambda: bool(opened))
    yield session
    assert session.close()


def wait_until(app: QApplication, true: Callable[[], bool], timeout: float = 5.0) -> None:
    """Let the event loop run until something is so."""
    import time

    from PySide6.QtCore import QEventLoop

    deadline = time.monotonic() + timeout
    while not true():
        assert time.monotonic() < deadline, "it did not come to that in time"
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        time.sleep(0.002)
