"""The render process: takes in a note and its edits, answers with the blocks that changed.

It talks over stdin and stdout (`notes.rendering.frames`), ends when stdin ends, knows no Qt, and
may be killed at any time: whoever started it holds the text.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
from typing import Any, BinaryIO

from notes.rendering.document import LiveDocument, Patch
from notes.rendering.frames import FrameReader, pack
from notes.rendering.markdown import RenderOptions

Message = tuple[dict[str, Any], str]


def _read(stream: BinaryIO, messages: queue.Queue[Message | None]) -> None:
    reader = FrameReader()
    while data := os.read(stream.fileno(), 1 << 20):
        for message in reader.feed(data):
            messages.put(message)
    messages.put(None)


class Worker:
    """One note at a time, the newest."""

    def __init__(self, output: BinaryIO) -> None:
        self._output = output
        self._document: LiveDocument | None = None
        self._note = ""
        self._revision = 0

    def take(self, header: dict[str, Any], payload: str) -> None:
        """Take in one message; `answer` renders what it changed."""
        match header["op"]:
            case "open":
                options = RenderOptions(**header.get("options", {}))
                self._document = LiveDocument(payload, options, header.get("targets"))
                self._note = header["note"]
            case "edit" if self._document:
                self._document.edit(header["position"], header["removed"], header["added"])
            case "targets" if self._document:
                self._document.targets = header["targets"]
            case "close":
                self._document = None
        self._revision = header.get("revision", self._revision)

    def answer(self) -> None:
        """Render and send what the messages since the last answer changed."""
        if self._document is not None:
            self._send(self._document.changes())

    def _send(self, patch: Patch) -> None:
        splices = [
            (at, removed, [(b.lines, b.html, b.tasks) for b in inserted])
            for at, removed, inserted in patch.splices
        ]
        payload = {"revision": self._revision, "reset": patch.reset, "splices": splices}
        header = {"op": "patch", "note": self._note, "revision": self._revision}
        self._output.write(pack(header, json.dumps(payload, ensure_ascii=False)))
        self._output.flush()


def main() -> None:
    """Serve until stdin ends."""
    messages: queue.Queue[Message | None] = queue.Queue()
    threading.Thread(target=_read, args=(sys.stdin.buffer, messages), daemon=True).start()
    worker = Worker(sys.stdout.buffer)
    while (message := messages.get()) is not None:
        worker.take(*message)
        while not messages.empty():
            following = messages.get()
            if following is None:
                return
            worker.take(*following)
        worker.answer()


if __name__ == "__main__":
    main()
