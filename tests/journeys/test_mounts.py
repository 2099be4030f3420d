"""The library's disk is full, or is unmounted, under an open window.

On a real file system of its own in memory; where this user may not mount one, it is skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from notes.library import Library, Reader
from notes.model import NewNote
from tests.desktop.conftest import wait_until
from tests.journeys.test_faults import choose, press, said

SIZE = "size=3m"


def run(*command: object) -> bool:
    return not subprocess.run(list(map(str, command)), check=False, capture_output=True).returncode


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small file system of the test's own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root may mount")
    if not run("mount", "-t", "tmpfs", "-o", SIZE, "banyan-test", folder):
        pytest.skip("nothing can be mounted here")
    yield folder
    while run("umount", "-l", folder):
        pass


@pytest.fixture
def library_path(disk: Path) -> Path:
    """The window's library is on it."""
    return disk / "library.banyan"


@pytest.fixture
def note_id(library_path: Path) -> str:
    with Library.open(library_path, create=True) as library:
        return library.create_note(NewNote("第一篇", "正文 one\n")).created[0]


@pytest.fixture
def window(qapp, start, note_id):
    application = start(note=note_id)
    wait_until(qapp, lambda: application.open_note.note is not None)
    return application


def body(path: Path, note_id: str) -> str:
    with Reader.open(path) as reader:
        return reader.note(note_id).body


def test_an_unmounted_disk_that_is_mounted_again(qapp, window, disk, library_path, note_id):
    wait_until(qapp, lambda: not Path(f"{library_path}-wal").stat().st_size)
    kept = shutil.copy(library_path, disk.with_name("kept"))
    assert run("umount", "-l", disk)
    QTest.keyClicks(window.editor, "typed ")
    wait_until(qapp, lambda: said(window, "moved, deleted or unmounted"))
    assert list(disk.iterdir()) == []  # nothing was made where the disk had been
    assert run("mount", "-t", "tmpfs", "-o", SIZE, "banyan-test", disk)
    back = shutil.copy(kept, disk / "back")  # the window looks for it: whole or not at all
    Path(back).rename(library_path)
    press(window, "Try again now")
    wait_until(qapp, lambda: not window.open_note.dirty)
    wait_until(qapp, lambda: window.window.banners.texts() == [])
    assert body(library_path, note_id) == "typed 正文 one\n"


def test_a_full_disk(qapp, window, disk, library_path, note_id, tmp_path):
    filler = disk / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    assert shutil.disk_usage(disk).free < 4096
    window.editor.insertPlainText("写下来 " * 20_000)
    wait_until(qapp, lambda: said(window, "no room left"))
    text = window.editor.toPlainText()
    assert window.open_note.dirty
    assert body(library_path, note_id) == "正文 one\n"
    press(window, "Save the text elsewhere…")
    choose(qapp, window, tmp_path / "elsewhere")
    wait_until(qapp, lambda: any((tmp_path / "elsewhere").glob("*.md")))
    (written,) = (tmp_path / "elsewhere").iterdir()
    wait_until(qapp, lambda: written.read_text(encoding="utf-8") == text)
    filler.unlink()
    press(window, "Try again now")
    wait_until(qapp, lambda: not window.open_note.dirty)
    wait_until(qapp, lambda: window.window.banners.texts() == [])
    assert body(library_path, note_id) == text


def test_a_disk_that_can_only_be_read_is_said_at_the_start(
    qapp, start, disk, library_path, note_id
):
    assert run("mount", "-o", f"remount,ro,{SIZE}", disk)
    application = start(note=note_id)
    wait_until(qapp, lambda: application.open_note.note is not None)
    assert said(application, "write-protected")
    assert application.editor.isReadOnly()
    assert application.editor.toPlainText() == "正文 one\n"
