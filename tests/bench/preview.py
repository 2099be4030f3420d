"""Key → preview painted, opening long notes, memory, gaps of the GUI thread."""

from __future__ import annotations

import os
import sys
import time
from typing import Any

import psutil
from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QSplitter

from desktop.preview.pane import PreviewPane
from desktop.preview.schemes import register_schemes
from tests.bench import texts
from tests.bench.library import SIZES, percentiles

PATIENCE = 60.0  # s
TICK = 5  # ms
LETTERS = "abcdefgh jklmn opqrs"
STRUCTURE = "\nab\n\n# t\n\n- x\n- y\n\n\n1. z\n\n\n> q\n\n"
"""Keys that begin paragraphs, headings, lists and quotes."""


def wait_for(condition: Any) -> None:
    """Run the event loop until a condition holds."""
    end = time.perf_counter() + PATIENCE
    while not condition():
        if time.perf_counter() > end:
            raise TimeoutError
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)


def memory() -> float:
    """Proportional set size of this process and those it started, in MB."""
    me = psutil.Process()
    total = 0
    for process in [me, *me.children(recursive=True)]:
        try:
            total += process.memory_full_info().pss
        except psutil.Error:
            continue
    return total / 1024 / 1024


class Gaps:
    """The longest time in which the GUI thread answered nothing, and what it computed in one."""

    def __init__(self) -> None:
        self.longest = 0.0
        self.busiest = 0.0
        self._last = time.perf_counter()
        self._busy = time.thread_time()
        self._timer = QTimer(interval=TICK, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now, busy = time.perf_counter(), time.thread_time()
        self.longest = max(self.longest, now - self._last)
        self.busiest = max(self.busiest, busy - self._busy)
        self._last, self._busy = now, busy

    def take(self) -> float:
        """Milliseconds of the longest since the last call."""
        return self.take_both()["ms"]

    def take_both(self) -> dict[str, float]:
        """The same beside the processor's time, which does not count what else the machine did."""
        found = {"ms": self.longest * 1e3, "of it computing ms": self.busiest * 1e3}
        self.longest = self.busiest = 0.0
        self._last, self._busy = time.perf_counter(), time.thread_time()
        return found


class Desk:
    """An editor and a preview side by side, as in the window."""

    def __init__(self) -> None:
        self.editor = QPlainTextEdit()
        self.pane = PreviewPane(lambda _hash, answer: answer(None))
        self.painted: list[tuple[int, float]] = []
        self.revision = 0
        self.window = QSplitter()
        self.window.addWidget(self.editor)
        self.window.addWidget(self.pane)
        self.window.resize(1280, 800)
        self.window.setSizes([640, 640])
        self.pane.painted.connect(lambda r: self.painted.append((r, time.perf_counter())))
        self.editor.document().contentsChange.connect(self._changed)
        self._loading = False
        self.gaps = Gaps()
        self.window.show()

    def _changed(self, position: int, removed: int, added: int) -> None:
        if self._loading:
            return
        cursor = QTextCursor(self.editor.document())
        cursor.setPosition(position)
        cursor.setPosition(position + added, QTextCursor.MoveMode.KeepAnchor)
        self.revision += 1
        text = cursor.selectedText().replace("\u2029", "\n")
        self.pane.apply_edit(self.revision, position, removed, text)

    def open(self, text: str) -> float:
        """Show a note; milliseconds until its visible part is painted."""
        self._loading = True
        self.editor.setPlainText(text)
        self._loading = False
        QTest.qWait(100)
        self.gaps.take()  # what the editor took is not the preview's
        self.revision += 1
        start = time.perf_counter()
        self.pane.show_note(f"n{self.revision}", text, {}, self.revision)
        return (self._wait_painted() - start) * 1e3

    def settle(self) -> float:
        """Seconds until all blocks are converted."""
        start = time.perf_counter()
        wait_for(lambda: not self.pane.is_rendering)
        return time.perf_counter() - start

    def _wait_painted(self) -> float:
        wait_for(lambda: self.painted and self.painted[-1][0] == self.revision)
        return self.painted[-1][1]

    def type_at(self, position: int, keys: str) -> list[float]:
        """Seconds from key to painted, for each of some keys typed at a position."""
        cursor = self.editor.textCursor()
        cursor.setPosition(position)
        self.editor.setTextCursor(cursor)
        line = cursor.blockNumber()
        self.pane.scroll_to_line(max(0, line - 5))
        QTest.qWait(300)
        samples = []
        for key in keys:
            start = time.perf_counter()
            QTest.keyClick(self.editor, Qt.Key.Key_Return if key == "\n" else key)
            samples.append(self._wait_painted() - start)
            QTest.qWait(40)
        return samples


def measure(*, quick: bool = False) -> dict[str, Any]:
    """Figures for notes of 4 KB, 100 KB and 1 MB of text that does not repeat itself."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
    register_schemes()
    application = QApplication.instance() or QApplication([])
    letters = LETTERS * (1 if quick else 3)
    structure = STRUCTURE * (1 if quick else 3)
    desk = Desk()
    gaps = desk.gaps
    desk.open("榕")
    desk.settle()
    QTest.qWait(1000)
    figures: dict[str, Any] = {}
    for name, size in SIZES.items():
        text = texts.note(size, size)
        opened = [desk.open(text)]
        figures[name] = found = {"all blocks s": desk.settle() + opened[0] / 1e3}
        found["longest gap while opening ms"] = gaps.take()
        desk.open("榕")
        desk.settle()
        opened.append(desk.open(text))
        desk.settle()
        found["visible blocks ms"] = min(opened)
        QTest.qWait(500)
        found["memory MB"] = memory()
        gaps.take()
        found["key → painted, at the end"] = percentiles(desk.type_at(len(text) - 1, letters))
        middle = text.index("。", len(text) // 2)
        found["key → painted, in the middle"] = percentiles(desk.type_at(middle, letters))
        typed = len(desk.editor.toPlainText())
        found["new blocks → painted, at the end"] = percentiles(desk.type_at(typed - 1, structure))
        between = text.index("\n\n", len(text) // 4) + 1
        found["new blocks → painted, in the middle"] = percentiles(desk.type_at(between, structure))
        found["longest gap while typing ms"] = gaps.take()
    desk.pane.shut_down()
    desk.window.close()
    del application
    return figures


if __name__ == "__main__":
    import json

    json.dump(measure(quick="--quick" in sys.argv), sys.stdout, ensure_ascii=False, indent=1)
