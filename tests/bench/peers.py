"""Key → preview painted as a person sees it, on the screen: Banyan, ReText and ghostwriter alike.

Each is started with the same note and its live preview under a virtual screen. A key is put in by
the X server, and the part of the screen where the preview stands is looked at until it changes.
What is not installed is skipped, and said to be.
"""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication, QImage

from notes.library import Library
from notes.model import NewNote
from tests.bench import texts
from tests.bench.library import SIZES, percentiles
from tests.bench.window import CHECKOUT, display

WIDTH, HEIGHT = 1600, 1000
PREVIEW = QRect(1250, 50, 300, 770)
"""Where all of them show the preview: its right part, without tool bars, status and scroll bar."""

START = 60.0  # s
PATIENCE = 20.0  # s for one key
QUIET = 0.4  # s without a change
KEYS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Peer:
    """A program: whether it is there, what it is told beforehand, and how it is started."""

    program: str
    prepare: Callable[[Path, str], list[str]]
    """Folder and text → command; the folder is where its settings are."""


def _settings(folder: Path, path: str, text: str) -> None:
    file = folder / "config" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _file(folder: Path, text: str) -> str:
    file = folder / "note.md"
    file.write_text(text, encoding="utf-8")
    return str(file)


def _banyan(folder: Path, text: str) -> list[str]:
    path = folder / "note.banyan"
    library = Library.open(path, create=True)
    note_id = library.create_note(NewNote(title="note", body=text)).created[0]
    library.close()
    return [sys.executable, "-m", "desktop", "--library", str(path), "--note", note_id]


def _retext(folder: Path, text: str) -> list[str]:
    _settings(folder, "ReText project/ReText.conf", "[General]\ndefaultPreviewState=live-preview\n")
    return ["retext", _file(folder, text)]


def _ghostwriter(folder: Path, text: str) -> list[str]:
    _settings(folder, "ghostwriter/ghostwriter.conf", "[Preview]\nhtmlPreviewOpen=true\n")
    return ["ghostwriter", _file(folder, text)]


PEERS = {
    "Banyan": Peer(sys.executable, _banyan),
    "ReText": Peer("retext", _retext),
    "ghostwriter": Peer("ghostwriter", _ghostwriter),
}


class Keyboard:
    """Keys as the X server's test extension makes them."""

    def __init__(self, screen: str) -> None:
        self._x = ctypes.CDLL("libX11.so.6")
        self._test = ctypes.CDLL("libXtst.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XStringToKeysym.restype = ctypes.c_ulong
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(screen.encode()))

    def press(self, name: str) -> None:
        """One key down and up."""
        symbol = ctypes.c_ulong(self._x.XStringToKeysym(name.encode()))
        code = self._x.XKeysymToKeycode(self._display, symbol)
        for is_down in (1, 0):
            self._test.XTestFakeKeyEvent(self._display, code, is_down, ctypes.c_ulong(0))
        self._x.XFlush(self._display)


def _text(size: int) -> str:
    """A note whose first paragraph fills lines: a letter before it moves all of them."""
    lead = re.sub(r"[^\u4e00-\u9fff]", "", texts.note(3000, 1))[:400]
    return f"{lead}\n\n{texts.note(size, size)}"


def measure(*, quick: bool = False) -> dict[str, Any]:
    """Percentiles for each program and size; a line instead where one is not installed."""
    if not (shutil.which("Xvfb") and shutil.which("xdotool")):
        return {"skipped": "needs Xvfb and xdotool"}
    if os.geteuid() == 0:
        os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
    figures: dict[str, Any] = {}
    with display() as screen:
        os.environ |= {"DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"}
        app = QGuiApplication([])
        keyboard = Keyboard(screen)
        for name, peer in PEERS.items():
            if not shutil.which(peer.program):
                figures[name] = f"skipped: {peer.program} is not installed"
                continue
            figures[name] = {
                title: _measure(peer, size, keyboard, KEYS[:8] if quick else KEYS)
                for title, size in SIZES.items()
            }
        app.shutdown()
    return figures


def _measure(peer: Peer, size: int, keyboard: Keyboard, keys: str) -> dict[str, float] | str:
    with tempfile.TemporaryDirectory() as name, _started(peer, Path(name), _text(size)):
        try:
            _wait_quiet()
            samples = []
            for key in keys:
                before = _wait_quiet()
                start = time.perf_counter()
                keyboard.press(key)
                _wait_change(before, start + PATIENCE)
                samples.append(time.perf_counter() - start)
            return percentiles(samples[1:])  # the first has something to load
        except TimeoutError as error:
            return f"gave up: {error}"


@contextmanager
def _started(peer: Peer, folder: Path, text: str) -> Iterator[None]:
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    for name in ("config", "data", "cache"):
        environment[f"XDG_{name.upper()}_HOME"] = str(folder / name)
    process = subprocess.Popen(
        peer.prepare(folder, text),
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _spread(process)
        yield
    finally:
        process.send_signal(signal.SIGKILL)  # none is to ask whether to save
        process.wait()


def _spread(process: subprocess.Popen[bytes]) -> None:
    """Let the window fill the screen and have the keys, as there is no window manager to do so."""
    find = ["xdotool", "search", "--onlyvisible", "--name", "note"]
    end = time.monotonic() + START
    while not (found := subprocess.run(find, capture_output=True, check=False).stdout.split()):
        if time.monotonic() > end or process.poll() is not None:
            raise TimeoutError("no window")
        time.sleep(0.2)
    window = found[-1].decode()
    move = ["windowmove", window, "0", "0", "windowsize", window, str(WIDTH), str(HEIGHT)]
    subprocess.run(["xdotool", *move, "windowfocus", window], check=True)


def _look() -> QImage:
    screen = QGuiApplication.primaryScreen()
    area = PREVIEW
    return screen.grabWindow(0, area.x(), area.y(), area.width(), area.height()).toImage()


def _wait_change(before: QImage, end: float) -> None:
    while _look() == before:
        if time.perf_counter() > end:
            raise TimeoutError(f"nothing painted within {PATIENCE:.0f} s")


def _wait_quiet() -> QImage:
    """What the preview shows once it shows something and has not changed for a moment."""
    end = time.monotonic() + START
    seen, since = _look(), time.monotonic()
    while time.monotonic() - since < QUIET or _is_plain(seen):
        if time.monotonic() > end:
            raise TimeoutError("the preview never comes to rest")
        time.sleep(0.02)
        now = _look()
        if now != seen:
            seen, since = now, time.monotonic()
    return seen


def _is_plain(image: QImage) -> bool:
    colour = image.pixel(0, 0)
    return all(
        image.pixel(x, y) == colour
        for y in range(0, image.height(), 2)
        for x in range(0, image.width(), 7)
    )
