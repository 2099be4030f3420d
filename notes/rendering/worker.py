"""The render process: takes in a note and its edits, answers with the blocks that changed.

It talks over stdin and stdout (`notes.rendering.frames`) and ends when stdin ends. It may be
killed at any time: whoever started it holds the text. Before a block is converted its digest is
written to a small file shared with the starter, who can so tell which block hangs.
"""

from __future__ import annotations

import faulthandler
import json
import mmap
import os
import queue
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from notes.rendering.document import LiveDocument, Patch
from notes.rendering.frames import MARK_SIZE, FrameReader, digest, pack, pack_mark
from notes.rendering.lookup import Embeds
from notes.rendering.markdown import RenderOptions

FIRST_SLICE = 0.06  # s spent on converting before a note is first shown
SLICE = 0.12  # s after which more of a long note is sent; sooner if something comes in
ORPHAN_LIMIT = 30  # s: then the process ends itself, should a block hang and nobody kill it

Message = tuple[dict[str, Any], str]


class Watch:
    """Says through a file of `MARK_SIZE` bytes which block is in work."""

    def __init__(self, path: Path) -> None:
        with path.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), MARK_SIZE)
        self._serial = 0

    def begin(self, source: str) -> None:
        """A block begins; "" ends it."""
        if not source:
            self._memory[:] = pack_mark(0, b"")
            return
        self._serial += 1
        self._memory[:] = pack_mark(self._serial, digest(source))


class Worker:
    """One note at a time, the newest."""

    def __init__(self, output: BinaryIO, watch: Watch) -> None:
        self._output = output
        self._watch = watch
        self._document: LiveDocument | None = None
        self._note = ""
        self._revision = 0
        self._line = 0.0
        self._is_new = False
        self._sent = -1  # the revision that was last answered

    def take(self, header: dict[str, Any], payload: str) -> None:
        """Take in one message; `answer` renders what it changed."""
        self._revision = header.get("revision", self._revision)
        self._line = header.get("line", self._line)
        match header["op"]:
            case "open":
                self._open(header, payload)
            case "edit" if self._document:
                self._document.edit(header["position"], header["removed"], header["added"])
            case "targets" if self._document:
                self._document.set_targets(header["targets"], Embeds.unpack(header["embeds"]))
            case "close":
                self._document = None

    def _open(self, header: dict[str, Any], text: str) -> None:
        options = RenderOptions(**header["options"], source_lines=True)
        hopeless = {bytes.fromhex(name) for name in header["hopeless"]}
        self._document = LiveDocument(
            text,
            options,
            header["targets"],
            Embeds.unpack(header["embeds"]),
            begin=self._watch.begin,
            is_hopeless=lambda source: digest(source) in hopeless if hopeless else False,
        )
        self._note = header["note"]
        self._is_new = True

    @property
    def pending(self) -> bool:
        """Whether `answer` has more to do."""
        return self._document is not None and self._document.pending

    def answer(self, is_called: Callable[[], bool]) -> None:
        """Render and send, for a moment or until called away, what changed or is missing."""
        if self._document is None:
            return
        # `re` holds the interpreter: only a watchdog in C ends a process that hangs in it
        faulthandler.dump_traceback_later(ORPHAN_LIMIT, exit=True)
        end = time.monotonic() + (FIRST_SLICE if self._is_new else SLICE)
        patch = self._document.update(self._line, lambda: time.monotonic() > end or is_called())
        faulthandler.cancel_dump_traceback_later()
        if patch.splices or self._is_new or self._revision != self._sent:
            self._send(patch)
        self._is_new = False

    def acknowledge(self) -> None:
        """Say that all that came in is answered."""
        self._write({"op": "idle"}, "")

    def _send(self, patch: Patch) -> None:
        splices = [
            (at, removed, [(block.lines, block.html) for block in inserted])
            for at, removed, inserted in patch.splices
        ]
        payload = {
            "revision": self._revision,
            "reset": self._is_new,
            "first": self._is_new or self._revision != self._sent,
            "filling": self.pending,
            "splices": splices,
        }
        self._sent = self._revision
        header = {"op": "patch", "note": self._note, "revision": self._revision}
        header["reset"] = self._is_new
        self._write(header, json.dumps(payload, ensure_ascii=False))

    def _write(self, header: dict[str, Any], payload: str) -> None:
        self._output.write(pack(header, payload))
        self._output.flush()


def _read(stream: BinaryIO, messages: queue.Queue[Message | None]) -> None:
    reader = FrameReader()
    while data := os.read(stream.fileno(), 1 << 20):
        for message in reader.feed(data):
            messages.put(message)
    messages.put(None)


def _serve(worker: Worker, messages: queue.Queue[Message | None]) -> None:
    while True:
        while not (worker.pending and messages.empty()):
            message = messages.get()
            if message is None:
                return
            worker.take(*message)
            if messages.empty():
                break
        worker.answer(lambda: not messages.empty())
        if not worker.pending:
            worker.acknowledge()


def main() -> None:
    """Serve until stdin ends; the one argument is the file for `Watch`."""
    messages: queue.Queue[Message | None] = queue.Queue()
    threading.Thread(target=_read, args=(sys.stdin.buffer, messages), daemon=True).start()
    _serve(Worker(sys.stdout.buffer, Watch(Path(sys.argv[-1]))), messages)


if __name__ == "__main__":
    main()
