"""The window's side of the render process: sends notes and edits, hands on the patches.

Nothing here waits: the process is a QProcess, whose pipes Qt reads and writes when they are ready.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QProcess, Signal

import notes
from notes.rendering.frames import FrameReader, pack

_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); from notes.rendering.worker import main; main()"
)


def worker_command() -> list[str]:
    """How to start the render process: with this very code, wherever it lies."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--render-worker"]
    root = str(Path(notes.__file__).parent.parent)
    return [sys.executable, "-P", "-c", _START, root]


def utf16(text: str) -> str:
    """The text with characters beyond U+FFFF as two halves, so that it counts as Qt does."""
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) == 2 * len(text):
        return text
    halves = memoryview(units).cast("H")
    return "".join(map(chr, halves))


class RenderClient(QObject):
    """Keeps the note's text and the process that renders it in step.

    `patched(note_id, revision, payload)`: the payload is JSON for the page, passed on unread.
    """

    patched = Signal(str, int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._reader = FrameReader()
        self._note: str | None = None
        self._text = ""
        self._targets: dict[str, str] = {}
        self._options: dict[str, Any] = {}
        self._revision = 0
        self._line = 0.0

    def start(self) -> None:
        """Start the process, if it does not run, and send it the note."""
        if self._process is not None:
            return
        process = self._process = QProcess(self)
        process.readyReadStandardOutput.connect(self._read)
        command = worker_command()
        process.start(command[0], command[1:])
        self.resend()

    def stop(self) -> None:
        """End the process; the text stays."""
        process, self._process = self._process, None
        self._reader = FrameReader()
        if process is not None:
            process.finished.connect(process.deleteLater)
            process.kill()
            process.waitForFinished(500)

    def open(self, note_id: str, text: str, targets: Mapping[str, str], revision: int) -> None:
        """Show another note."""
        self._note, self._text, self._targets = note_id, utf16(text), dict(targets)
        self._revision = revision
        self._line = 0.0
        self.resend()

    def set_options(self, **options: Any) -> None:
        """The fields of RenderOptions that differ from the defaults."""
        if options != self._options:
            self._options = options
            self.resend()

    def close_note(self) -> None:
        """Show nothing."""
        self._note, self._text = None, ""
        self._send({"op": "close"})

    def edit(self, revision: int, position: int, removed: int, added: str) -> None:
        """One edit of the text; position and removed count UTF-16 units."""
        added = utf16(added)
        self._text = self._text[:position] + added + self._text[position + removed :]
        self._revision = revision
        edit = {"op": "edit", "revision": revision, "position": position, "removed": removed}
        self._send({**edit, "added": added})

    def set_targets(self, targets: Mapping[str, str]) -> None:
        """Where the note's links lead has changed."""
        self._targets = dict(targets)
        self._send({"op": "targets", "targets": self._targets})

    def look_at(self, line: float) -> None:
        """The line at the top of the page: blocks around it are rendered first."""
        self._line = line

    def resend(self) -> None:
        """Have the whole note sent anew, as when the page has lost it."""
        if self._note is None:
            return
        header = {"op": "open", "note": self._note, "revision": self._revision}
        header |= {"line": self._line, "options": self._options, "targets": self._targets}
        self._send(header, self._text)

    def _send(self, header: dict[str, Any], payload: str = "") -> None:
        if self._process is not None:
            self._process.write(pack(header, payload))

    def _read(self) -> None:
        if self._process is None:
            return
        data = bytes(self._process.readAllStandardOutput().data())
        for header, payload in self._reader.feed(data):
            if header["op"] == "patch" and header["note"] == self._note:
                self.patched.emit(header["note"], header["revision"], payload)
