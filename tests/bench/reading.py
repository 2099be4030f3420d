"""The whole window with a note previewed: memory of all its processes, gaps while one scrolls."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil

from notes.library import Library
from notes.model import NewNote
from tests.bench import texts
from tests.bench.library import SIZES
from tests.bench.window import CHECKOUT, display

PATIENCE = 60.0  # s
SETTLED = 8.0  # s after the preview is first painted: a long note is then there whole
STEPS = 80  # turns of the wheel each way
STEP = 30  # ms between them


def measure(*, quick: bool = False) -> dict[str, Any]:
    """Megabytes, and the longest time (ms) in which the window's own thread answered nothing."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder, display() as screen:
        place = Path(folder)
        os.environ["QT_QPA_PLATFORM"] = "xcb" if screen else "offscreen"
        if screen:
            os.environ["DISPLAY"] = screen
        for name in ("config", "data", "cache"):
            os.environ[f"XDG_{name.upper()}_HOME"] = str(place / name)
        path = place / "library.banyan"
        library = Library.open(path, create=True)
        notes = {
            name: library.create_note(NewNote(title=name, body=texts.note(size, size))).created[0]
            for name, size in SIZES.items()
        }
        library.close()
        for name, note_id in notes.items():
            figures[name] = {"memory of the window MB": _memory(path, note_id, place / name)}
        for name, gaps in _scrolled(path, notes, STEPS // 4 if quick else STEPS).items():
            figures[name] |= gaps
    return figures


def _memory(library: Path, note_id: str, trace: Path) -> float:
    """Proportional set size of a window and all it started, with one note open, in MB."""
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "desktop",
            "--library",
            library,
            "--note",
            note_id,
            "--trace",
            trace,
        ],
        cwd=CHECKOUT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(trace, "preview-painted")
        time.sleep(SETTLED)
        me = psutil.Process(process.pid)
        family = [me, *me.children(recursive=True)]
        return sum(one.memory_full_info().pss for one in family) / 1e6
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(trace: Path, event: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        lines = trace.read_text(encoding="utf-8").splitlines() if trace.exists() else []
        if any(json.loads(line)["event"] == event for line in lines):
            return
        time.sleep(0.05)
    raise TimeoutError(event)


def _scrolled(library: Path, notes: dict[str, str], steps: int) -> dict[str, dict[str, Any]]:
    """In this very process: the window with each note, the wheel turned over both panes."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QWidget

    from desktop.__main__ import Options
    from desktop.application import Application
    from desktop.instance import Instance
    from desktop.preview.schemes import register_schemes
    from desktop.settings import Settings
    from desktop.trace import Trace
    from tests.bench.preview import Gaps, wait_for

    register_schemes()
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)  # for the type checker
    instance = Instance(library)
    application = Application(
        app,
        Options(library, next(iter(notes.values()))),
        Settings(library.with_name("settings.ini")),
        "en",
        instance,
        instance.claim({}),
        Trace(None),
    )
    application.start()
    wait_for(lambda: application.desk is not None and application.desk.preview is not None)
    desk, window, editor = application.desk, application.window, application.editor
    assert desk is not None
    pane = desk.preview
    assert pane is not None
    window.resize(1600, 950)
    painted: list[int] = []
    pane.painted.connect(painted.append)
    gaps = Gaps()
    figures: dict[str, dict[str, Any]] = {}

    def wheel(target: QWidget, turns: int, delta: int) -> None:
        for _ in range(turns):
            _turn(target, delta)
            QTest.qWait(STEP)

    for name, note_id in notes.items():
        painted.clear()
        application.open_note.open(note_id)
        wait_for(lambda: painted and not pane.is_rendering)
        QTest.qWait(2000)
        surface = pane.findChild(QWidget, "preview-view").focusProxy()
        found = figures[name] = {}
        for what, target in (("editor", editor.viewport()), ("preview", surface)):
            gaps.take()
            wheel(target, steps, -360)
            bar = editor.verticalScrollBar()
            scrolled = bar.value() > bar.minimum()
            wheel(target, steps, 360)
            found[f"longest gap, wheel over the {what}"] = gaps.take_both()
            if name != "4 KB" and not scrolled:
                raise RuntimeError(f"the wheel over the {what} did not move the text")
        gaps.take()
        bar = editor.verticalScrollBar()
        for place in (1.0, 0.0, 0.5, 0.25, 0.75, 0.0):
            bar.setValue(round(bar.maximum() * place))
            QTest.qWait(400)
        found["longest gap, handle of the scroll bar"] = gaps.take_both()
    window.close()
    wait_for(lambda: not window.isVisible())
    application.end()
    app.shutdown()  # before the display goes
    return figures


def _turn(target: Any, delta: int) -> None:
    from PySide6.QtCore import QPoint, QPointF, Qt
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    where = QPointF(target.width() / 2, target.height() / 2)
    QApplication.sendEvent(
        target,
        QWheelEvent(
            where,
            target.mapToGlobal(where),
            QPoint(),
            QPoint(0, delta),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        ),
    )
