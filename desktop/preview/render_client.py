"""The window's side of the render process: sends notes and edits, hands on the patches.

Nothing here waits: the process is a QProcess, whose pipes Qt reads and writes when they are ready.
"""

from __future__ import annotations

import contextlib
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from notes.child import child_command
from notes.rendering.frames import MARK_SIZE, FrameReader, pack, read_mark, utf16
from notes.rendering.lookup import NO_EMBEDS, Embeds

PATIENCE = 2.0  # s for one block
WATCH_INTERVAL = 200  # ms
DEATHS_ALLOWED = 5
DEATH_WINDOW = 60.0  # s


class RenderClient(QObject):
    """Keeps the note's text and the process that renders it in step.

    `patched(is_first, payload)`: a patch, and whether it is the first of a note; the payload is
    JSON for the page, passed on unread.
    A block that takes longer than `PATIENCE` costs the process, which starts anew without it.
    """

    patched = Signal(bool, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._reader = FrameReader()
        self._mark_file: Path | None = None
        self._block_seen: tuple[int, float] = (0, 0.0)  # serial number, since when
        self._watch = QTimer(self, interval=WATCH_INTERVAL)
        self._watch.timeout.connect(self._look_for_hang)
        self._deaths: list[float] = []
        self._hopeless: set[str] = set()
        self._note: str | None = None
        self._text = ""
        self._targets: dict[str, str] = {}
        self._embeds = Embeds()
        self._options: dict[str, Any] = {}
        self._revision = 0
        self._line = 0.0

    @property
    def process_id(self) -> int:
        """Of the render process; 0 while there is none."""
        return int(self._process.processId()) if self._process is not None else 0

    @property
    def busy(self) -> bool:
        """Whether an answer is awaited."""
        return self._watch.isActive()

    def start(self) -> None:
        """Start the process, if it does not run, and send it the note."""
        if self._process is not None:
            return
        handle, name = tempfile.mkstemp(prefix="banyan-render-")
        with open(handle, "wb") as file:  # noqa: PTH123  # a descriptor
            file.write(bytes(MARK_SIZE))
        self._mark_file = Path(name)
        process = self._process = QProcess(self)
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._on_end)
        process.setStandardErrorFile(QProcess.nullDevice())
        command = child_command("notes.rendering.worker", name)
        process.start(command[0], command[1:])
        self.resend()

    def stop(self) -> None:
        """End the process; the text stays."""
        process = self._release()
        if process is not None:
            process.kill()
            process.waitForFinished(500)

    def open(
        self,
        note_id: str,
        text: str,
        targets: Mapping[str, str],
        revision: int,
        embeds: Embeds = NO_EMBEDS,
    ) -> None:
        """Show another note."""
        self._note, self._text, self._targets = note_id, utf16(text), dict(targets)
        self._embeds = embeds
        self._revision = revision
        self._line = 0.0
        self._hopeless.clear()
        self.resend()

    def set_options(self, **options: Any) -> None:
        """The fields of RenderOptions that differ from the defaults."""
        if options != self._options:
            self._options = options.copy()
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

    def set_targets(self, targets: Mapping[str, str], embeds: Embeds) -> None:
        """Where the note's links lead, or what it shows of other notes, has changed."""
        self._targets, self._embeds = dict(targets), embeds
        self._send({"op": "targets", "targets": self._targets, "embeds": embeds.pack()})

    def look_at(self, line: float) -> None:
        """The line at the top of the page: blocks around it are rendered first."""
        self._line = line
        if self._watch.isActive():
            self._send({"op": "view", "line": line})

    def resend(self) -> None:
        """Have the whole note sent anew, as when the page has lost it."""
        if self._note is None:
            return
        header = {"op": "open", "note": self._note, "revision": self._revision}
        header |= {"line": self._line, "options": self._options, "targets": self._targets}
        header["embeds"] = self._embeds.pack()
        self._send({**header, "hopeless": sorted(self._hopeless)}, self._text)

    def _send(self, header: dict[str, Any], payload: str = "") -> None:
        if self._process is not None:
            self._process.write(pack(header, payload))
            if not self._watch.isActive():
                self._block_seen = (0, 0.0)
                self._watch.start()

    def _read(self) -> None:
        if self._process is None:
            return
        data = bytes(self._process.readAllStandardOutput().data())
        for header, payload in self._reader.feed(data):
            if header["op"] == "idle":
                self._watch.stop()
            elif header["note"] == self._note:
                self.patched.emit(header["reset"], payload)

    # a process that hangs or dies

    def _mark(self) -> tuple[int, bytes]:
        if self._mark_file is None:
            return 0, b""
        return read_mark(self._mark_file.read_bytes())

    def _look_for_hang(self) -> None:
        serial, name = self._mark()
        now = time.monotonic()
        if serial == 0 or serial != self._block_seen[0]:
            self._block_seen = (serial, now)
        elif now - self._block_seen[1] > PATIENCE:
            self._begin_anew(name)

    def _begin_anew(self, without: bytes) -> None:
        process = self._release()
        if process is not None:
            process.kill()
        self._hopeless.add(without.hex())
        self.start()

    def _on_end(self) -> None:
        """The process died by itself: start it again, but not for ever."""
        serial, name = self._mark()
        self._release()
        now = time.monotonic()
        self._deaths = [at for at in self._deaths if now - at < DEATH_WINDOW] + [now]
        if len(self._deaths) > DEATHS_ALLOWED:
            return
        if serial:
            self._hopeless.add(name.hex())
        self.start()

    def _release(self) -> QProcess | None:
        process, self._process = self._process, None
        self._watch.stop()
        self._reader = FrameReader()
        if self._mark_file is not None:
            with contextlib.suppress(OSError):  # Windows: still held by the process
                self._mark_file.unlink()
            self._mark_file = None
        if process is not None:
            process.finished.disconnect(self._on_end)
            process.finished.connect(process.deleteLater)
        return process
