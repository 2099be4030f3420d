"""Gaps of the GUI thread while the real window reads, shows and applies a plan of many posts."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from notes.library import Library
from tests.bench.importing import KB, write_posts
from tests.bench.library import fill
from tests.bench.window import display

COUNT = 10_000
NOTES = 500  # in the library before
PATIENCE = 900.0  # s


def measure(*, quick: bool = False) -> dict[str, Any]:
    """Import COUNT posts of 4 KB (500 when quick): seconds and the longest gap of each stage."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
    with tempfile.TemporaryDirectory() as folder, display() as screen:
        place = Path(folder)
        os.environ["QT_QPA_PLATFORM"] = "xcb" if screen else "offscreen"
        if screen:
            os.environ["DISPLAY"] = screen
        for name in ("config", "data", "cache"):
            os.environ[f"XDG_{name.upper()}_HOME"] = str(place / name)
        library = Library.open(place / "library.banyan", create=True)
        fill(library, NOTES)
        library.close()
        count = 500 if quick else COUNT
        write_posts(place / "posts", count, 4 * KB)
        return {"posts": count, **_imported(library.path, place / "posts")}


def _imported(library: Path, posts: Path) -> dict[str, Any]:
    """In this very process, by the window's own dialog."""
    from PySide6.QtWidgets import QApplication

    from desktop.__main__ import Options
    from desktop.application import Application
    from desktop.dialogs.import_plan import ImportDialog
    from desktop.instance import Instance
    from desktop.preview.schemes import register_schemes
    from desktop.settings import Settings
    from desktop.trace import Trace
    from tests.bench.preview import TICK, Gaps

    register_schemes()
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)  # for the type checker
    instance = Instance(library)
    application = Application(
        app,
        Options(library, ""),
        Settings(library.with_name("settings.ini")),
        "en",
        instance,
        instance.claim({}),
        Trace(None),
    )
    application.start()
    _wait_for(lambda: application.desk is not None and application.desk.preview is not None)
    assert application.desk is not None
    importing = application.desk.importing
    _rest(3.0)
    gaps = Gaps()
    figures: dict[str, Any] = {}

    def stage(name: str, until: Callable[[], object]) -> None:
        start = time.perf_counter()
        gaps.take()
        _wait_for(until)
        _rest(4 * TICK / 1000)  # the gap that it ended in counts, too
        figures[name] = {"s": time.perf_counter() - start, "longest gap": gaps.take_both()}

    start = time.perf_counter()
    stage("at rest", lambda: time.perf_counter() - start > 5.0)  # what the machine itself does
    importing.plan([str(posts)])
    dialog = application.window.findChild(ImportDialog)
    assert dialog is not None
    stage("reading", dialog.page.isVisible)
    start = time.perf_counter()
    stage("the plan is shown", lambda: time.perf_counter() - start > 2.0)
    dialog.accept()
    stage("applying", dialog.report.isVisible)
    start = time.perf_counter()
    stage("the report is shown", lambda: time.perf_counter() - start > 2.0)
    dialog.accept()
    start = time.perf_counter()
    stage("afterwards", lambda: time.perf_counter() - start > 5.0)
    application.window.close()
    _wait_for(lambda: not application.window.isVisible())
    application.end()
    app.shutdown()  # before the display goes
    return figures


def _rest(seconds: float) -> None:
    end = time.perf_counter() + seconds
    _wait_for(lambda: time.perf_counter() > end)


def _wait_for(happened: Callable[[], object]) -> None:
    """Let the window work until it happened; unlike `wait_for` for as long as an import takes."""
    from PySide6.QtTest import QTest

    end = time.monotonic() + PATIENCE
    while not happened():
        if time.monotonic() > end:
            raise TimeoutError
        QTest.qWait(5)
