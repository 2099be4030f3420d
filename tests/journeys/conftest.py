"""A whole window in the test's own process, on a library in a folder."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.__main__ import Options
from desktop.application import Application
from desktop.instance import Instance
from desktop.settings import Settings
from desktop.trace import Trace
from tests.desktop.conftest import wait_until

Start = Callable[..., Application]


@pytest.fixture
def start(qapp: QApplication, tmp_path: Path, library_path: Path) -> Iterator[Start]:
    """Opens a window on the test's library; it is closed after the test."""
    hooks = sys.excepthook, threading.excepthook
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    started: list[Application] = []

    def begin(*, refused: bool = False, **flags: str) -> Application:
        settings = Settings(tmp_path / "settings.ini")
        settings.set_state("layout", "edit")  # the web engine is the preview's tests' business
        instance = Instance(library_path)
        claim = instance.claim({})
        application = Application(
            qapp,
            Options(library_path, **flags),
            settings,
            "en",
            instance,
            claim,
            Trace(tmp_path / "trace.jsonl"),
        )
        application.start()
        started.append(application)
        wait_until(qapp, lambda: application.desk is not None)
        if refused:
            wait_until(qapp, lambda: bool(application.window.empty.heading.text()))
        else:
            wait_until(qapp, lambda: application.browsing.tree is not None)
        return application

    yield begin
    for application in started:
        application.window.close()
        wait_until(qapp, lambda application=application: not application.window.isVisible())
        application.end()
        application.window.deleteLater()
    signal.set_wakeup_fd(-1)
    for number, handler in handlers.items():
        signal.signal(number, handler)
    sys.excepthook, threading.excepthook = hooks
    qapp.setStyleSheet("")
