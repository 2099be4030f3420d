"""The render process, spoken to as the window does."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from notes.rendering.frames import MARK_SIZE, FrameReader, digest, pack, read_mark, utf16
from notes.rendering.lookup import NO_EMBEDS


class Process:
    def __init__(self, folder: Path) -> None:
        self.mark = folder / "mark"
        self.mark.write_bytes(bytes(MARK_SIZE))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "notes.rendering.worker", str(self.mark)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[3],
        )
        self._messages = self._read()

    def _read(self) -> Iterator[tuple[dict[str, Any], str]]:
        reader = FrameReader()
        assert self.process.stdout is not None
        while data := self.process.stdout.read1(1 << 16):  # type: ignore[attr-defined]
            yield from reader.feed(data)

    def send(self, op: str, payload: str = "", **header: Any) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(pack({"op": op, **header}, payload))
        self.process.stdin.flush()

    def open(self, text: str, revision: int = 1, **header: Any) -> None:
        fields: dict[str, Any] = {"line": 0, "options": {}, "targets": {}, "hopeless": []}
        fields["embeds"] = NO_EMBEDS.pack()
        self.send("open", utf16(text), note="n", revision=revision, **(fields | header))

    def answers(self) -> list[dict[str, Any]]:
        """The patches up to the next time the process has nothing to do."""
        patches = []
        for header, payload in self._messages:
            if header["op"] == "idle":
                break
            patches.append(json.loads(payload))
        return patches

    def end(self) -> None:
        if self.process.stdin and not self.process.stdin.closed:
            self.process.stdin.close()
        self.process.wait(5)
        assert self.process.stdout is not None
        self.process.stdout.close()


@pytest.fixture
def process(tmp_path: Path) -> Iterator[Process]:
    process = Process(tmp_path)
    yield process
    process.process.kill()
    process.end()


def html(patches: list[dict[str, Any]]) -> str:
    return "".join(h for p in patches for _, _, blocks in p["splices"] for _, h in blocks if h)


def test_a_note_and_its_edits(process: Process) -> None:
    process.open("# 一\n\n二 😀\n")
    patches = process.answers()
    assert patches[0]["reset"]
    assert patches[0]["first"]
    assert '<h1 id="一" data-line="0">' in html(patches).replace(
        'data-line="0" id="一"', 'id="一" data-line="0"'
    )
    # positions count UTF-16 units: the face counts two
    process.send("edit", revision=2, position=9, removed=0, added="三")
    (patch,) = process.answers()
    assert (patch["revision"], patch["reset"]) == (2, False)
    assert "二 😀三" in html([patch])


def test_edits_that_wait_are_answered_together(process: Process) -> None:
    process.open("一\n\n" * 3000)
    for revision in range(2, 12):
        process.send("edit", revision=revision, position=0, removed=0, added=str(revision % 10))
    revisions = [patch["revision"] for patch in process.answers()]
    while revisions[-1] != 11:
        revisions += [patch["revision"] for patch in process.answers()]
    assert len(set(revisions)) < 11


def test_it_ends_when_its_starter_does(process: Process) -> None:
    process.open("一\n")
    process.answers()
    process.end()
    assert process.process.returncode == 0


def test_the_mark_names_the_block_in_work(process: Process, tmp_path: Path) -> None:
    process.open("一\n")
    process.answers()
    assert read_mark(process.mark.read_bytes()) == (0, bytes(16))


def test_a_block_known_to_hang_is_not_tried(process: Process) -> None:
    process.open("一\n\n二\n", hopeless=[digest("一\n\n").hex()])
    shown = html(process.answers())
    assert "ui-halted" in shown
    assert '<p data-line="0">二</p>' in shown


def test_a_long_note_is_shown_from_the_line_looked_at(process: Process) -> None:
    text = "\n\n".join(f"**段落** {n}，`code`，[链接](http://x/{n})。" for n in range(8000))
    start = time.monotonic()
    process.open(text, line=8000)
    first = next(iter(process._messages))
    took = time.monotonic() - start
    patch = json.loads(first[1])
    shown = [n for n, (_, h) in enumerate(patch["splices"][0][2]) if h]
    assert shown[0] == 4000
    assert patch["filling"]
    assert took < 3
