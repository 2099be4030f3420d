"""The library's file goes away, or is shared, under an open window: said, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QPushButton

from desktop import instance, tasks
from desktop.application import _data_folder
from desktop.instance import Claim, Instance
from notes.library import Library, Reader
from notes.model import NewNote, Scope, ScopeKind
from tests.desktop.conftest import wait_until

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def note_id(library_path):
    with Library.open(library_path, create=True) as library:
        return library.create_note(NewNote("第一篇", "正文 one\n")).created[0]


def said(application, part: str) -> bool:
    window = application.window
    return any(part in text for text in (*window.banners.texts(), window.toast.text()))


def press(application, words: str) -> None:
    banners = application.window.banners
    next(b for b in banners.findChildren(QPushButton) if b.text() == words).click()


def choose(qapp, application, path: Path) -> None:
    dialogs = application.window.findChildren
    wait_until(qapp, lambda: bool(dialogs(QFileDialog)))
    dialog = dialogs(QFileDialog)[0]
    dialog.fileSelected.emit(str(path))
    dialog.close()
    wait_until(qapp, lambda: not dialogs(QFileDialog))


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be moved there")
def test_a_library_that_is_moved_away_and_brought_back(qapp, start, note_id, library_path):
    application = start(note=note_id)
    wait_until(qapp, lambda: application.open_note.note is not None)
    away = library_path.with_name("moved.banyan")
    library_path.rename(away)
    QTest.keyClicks(application.editor, "typed ")
    wait_until(qapp, lambda: said(application, "moved, deleted or unmounted"))
    assert application.editor.toPlainText() == "typed 正文 one\n"
    assert not library_path.exists()  # no empty library took its place
    away.rename(library_path)
    press(application, "Try again now")
    wait_until(qapp, lambda: not application.open_note.dirty)
    wait_until(qapp, lambda: application.window.banners.texts() == [])
    with Reader.open(library_path) as reader:
        assert reader.note(note_id).body == "typed 正文 one\n"


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be moved there")
def test_a_library_that_comes_back_as_another_file(qapp, start, note_id, library_path):
    """As after its disk was mounted anew, or when a program that syncs has put a copy there."""
    application = start(note=note_id)
    wait_until(qapp, lambda: application.open_note.note is not None)
    away = library_path.with_name("moved.banyan")
    library_path.rename(away)
    QTest.keyClicks(application.editor, "typed ")
    wait_until(qapp, lambda: said(application, "moved, deleted or unmounted"))
    with Library.open(library_path, create=True) as library:  # not the one that was open
        library.create_note(NewNote("another", "library"))
    application.open_note.save_now()
    QTest.qWait(300)
    assert application.open_note.dirty
    with Library.open(library_path) as library:
        assert len(library.note_ids(Scope())) == 1
    library_path.unlink()
    shutil.copyfile(away, library_path)  # another file of the same library, changed since
    with Library.open(library_path) as library:
        library.create_note(NewNote("made meanwhile", "x"))
    press(application, "Try again now")
    wait_until(qapp, lambda: not application.open_note.dirty)
    wait_until(qapp, lambda: application.window.banners.texts() == [])
    wait_until(qapp, lambda: application.list.model.rowCount() == 2)
    QTest.keyClicks(application.editor, "on ")
    wait_until(qapp, lambda: not application.open_note.dirty)
    with Reader.open(library_path) as reader:
        assert reader.note(note_id).body == "typed on 正文 one\n"
        assert reader.check() == []
    with Reader.open(away) as reader:
        assert reader.note(note_id).body == "正文 one\n"


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be deleted there")
def test_a_deleted_library_and_its_unsaved_text_are_saved_elsewhere(
    qapp, start, note_id, library_path, tmp_path, monkeypatch
):
    monkeypatch.setattr(tasks, "_OPEN_EARLY", 0.05)
    application = start(note=note_id)
    wait_until(qapp, lambda: application.open_note.note is not None)
    QTest.qWait(300)  # until all readers are open
    library_path.unlink()
    QTest.keyClicks(application.editor, "typed ")
    wait_until(qapp, lambda: said(application, "moved, deleted or unmounted"))
    press(application, "Save the text elsewhere…")
    choose(qapp, application, tmp_path / "kept")
    wait_until(qapp, lambda: said(application, "was written to"))
    (file,) = (tmp_path / "kept").iterdir()
    assert file.read_text(encoding="utf-8") == "typed 正文 one\n"
    application.open_note.save_now()
    wait_until(qapp, lambda: said(application, "moved, deleted or unmounted"))
    press(application, "Copy the library elsewhere…")
    choose(qapp, application, tmp_path / "copy.banyan")
    wait_until(qapp, lambda: said(application, "backed up"))
    with Reader.open(tmp_path / "copy.banyan") as reader:
        assert reader.note(note_id).body == "正文 one\n"
    application.window.close()  # asks, and keeps the text all the same
    wait_until(qapp, lambda: bool(application.window.findChildren(QDialog)))
    dialog = application.window.findChildren(QDialog)[0]
    next(b for b in dialog.findChildren(QPushButton) if b.text() == "Close").click()
    wait_until(qapp, lambda: not application.window.isVisible())
    folder = _data_folder() / "rescued"
    assert "typed 正文 one\n" in [p.read_text(encoding="utf-8") for p in folder.iterdir()]


def test_the_file_alone_holds_what_was_saved_a_while_ago(qapp, start, note_id, library_path):
    application = start(note=note_id)
    wait_until(qapp, lambda: application.open_note.note is not None)
    QTest.keyClicks(application.editor, "typed ")
    wait_until(qapp, lambda: not application.open_note.dirty)
    application.desk.care._write_log_back()
    alone = library_path.with_name("alone.banyan")

    def whole() -> bool:
        alone.write_bytes(library_path.read_bytes())  # without the log beside it
        with Reader.open(alone) as reader:
            return reader.note(note_id).body == "typed 正文 one\n"

    wait_until(qapp, whole)


def test_a_command_changes_the_note_that_is_being_written(qapp, start, note_id, library_path):
    application = start(note=note_id)
    wait_until(qapp, lambda: application.open_note.note is not None)
    command = subprocess.Popen(
        [sys.executable, "-m", "notes.cli", "edit", note_id, "--body-file", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        cwd=CHECKOUT,
        env=os.environ | {"BANYAN_LIBRARY": str(library_path)},
        text=True,
    )
    assert command.stdin is not None
    command.stdin.write("from the command\n")
    command.stdin.close()
    while command.poll() is None:  # typing goes on meanwhile, so that there is unsaved text
        QTest.keyClicks(application.editor, "x")
        qapp.processEvents()
    assert command.returncode == 0
    QTest.keyClicks(application.editor, "!")
    wait_until(qapp, lambda: not application.open_note.dirty)

    def bodies() -> list[str]:
        with Reader.open(library_path) as reader:
            return [note.body for note in reader.notes(Scope())]

    wait_until(qapp, lambda: len(bodies()) == 2)
    assert application.editor.toPlainText() in bodies()
    assert "from the command\n" in bodies()
    wait_until(qapp, lambda: said(application, "changed elsewhere"))


def test_a_dialog_closed_before_its_answer_comes_harms_nothing(qapp, start, note_id):
    application = start(note=note_id)
    wait_until(qapp, lambda: application.open_note.note is not None)
    for action in ("note.history", "export", "import.undo"):
        application.actions[action].trigger()
        wait_until(qapp, lambda: bool(application.window.findChildren(QDialog)))
        for dialog in application.window.findChildren(QDialog):
            dialog.close()
        QTest.qWait(150)
    assert application.window.banners.texts() == []


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "FILE:/x", "javascript:alert(1)", "java\nscript:alert(1)", "vbscript:x",
     "data:text/html,x", "smb://h/s", "ms-settings:x", "banyan:x", "x-man-page://ls", "//h/x",
     "/etc/passwd", "C:\\x.exe", " javascript:alert(1)", "note-asset:x", "ssh://h", "\\\\h\\s"],
)  # fmt: skip
def test_such_links_never_open(qapp, start, note_id, address, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    application = start(note=note_id)
    application.desk.commands.open_address(address)
    assert application.window.findChildren(QDialog) == []
    assert said(application, "never opened")
    assert opened == []


def test_a_link_out_is_shown_whole_before_it_opens(qapp, start, note_id, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    application = start(note=note_id)
    address = "https://example.org/" + "long-path/" * 30 + "?q=\u202egpj.exe"
    application.desk.commands.open_address(address)
    wait_until(qapp, lambda: bool(application.window.findChildren(QDialog)))
    (dialog,) = application.window.findChildren(QDialog)
    assert opened == []
    shown = dialog.detail.text()
    assert shown.replace("\u200b", "") == address.replace("\u202e", "")
    metrics = dialog.detail.fontMetrics()
    wrap = Qt.TextFlag.TextWordWrap
    wanted = metrics.boundingRect(dialog.detail.contentsRect(), wrap, shown)
    assert wanted.width() <= dialog.detail.width()
    assert wanted.height() <= dialog.detail.height()
    dialog.accept()
    wait_until(qapp, lambda: len(opened) == 1)


def test_a_window_beside_another_that_does_not_answer_only_reads(
    qapp, start, note_id, library_path, monkeypatch
):
    monkeypatch.setattr(instance, "_PATIENCE", 100)
    holder = Instance(library_path)  # as on another machine, on a shared disk
    assert holder.claim({}) is Claim.FIRST
    application = start(note=note_id)
    wait_until(qapp, lambda: application.open_note.note is not None)
    wait_until(qapp, lambda: said(application, "open for writing elsewhere"))
    assert application.editor.isReadOnly()
    assert not application.actions["note.new"].isEnabled()
    with Library.open(library_path) as library:
        library.update_note(note_id, body="written there\n")
    wait_until(qapp, lambda: application.editor.toPlainText() == "written there\n")
    holder.release()


def test_a_lock_whose_holder_is_gone_for_good_can_be_broken(
    qapp, start, note_id, library_path, monkeypatch
):
    monkeypatch.setattr(instance, "_PATIENCE", 100)
    lost = Path(f"{library_path}-lock")  # as a machine leaves it that crashed and was given away
    lost.write_text("4242\nbanyan\nanother-machine\nits-id\nits-boot\n", encoding="utf-8")
    begun = []
    monkeypatch.setattr(QProcess, "startDetached", lambda *command: begun.append(command))
    application = start(note=note_id)
    wait_until(qapp, lambda: said(application, "open for writing elsewhere"))
    assert lost.exists()
    press(application, "Write here all the same…")
    wait_until(qapp, lambda: bool(application.window.findChildren(QDialog)))
    assert said(application, "open for writing elsewhere")
    (dialog,) = application.window.findChildren(QDialog)
    next(b for b in dialog.findChildren(QPushButton) if b.text() == "Write here").click()
    wait_until(qapp, lambda: not application.window.isVisible())
    ((_, arguments),) = begun
    assert arguments[-4:] == ["--library", str(library_path), "--lang", "en"]
    assert Instance(library_path).claim({}) is Claim.FIRST


def test_a_note_that_is_written_stays_open_when_the_search_no_longer_finds_it(
    qapp, start, note_id, library_path
):
    with Library.open(library_path) as library:
        library.create_note(NewNote("Second", "one more"))
    application = start()
    pane, editor = application.list, application.editor
    pane.search.setText("one")
    wait_until(qapp, lambda: pane.hits_shown("one") == 2)
    pane.table.go_to_row(pane.model.row_of(note_id))
    wait_until(qapp, lambda: application.open_note.note_id == note_id)
    editor.selectAll()
    editor.insertPlainText("gone")
    wait_until(qapp, lambda: pane.hits_shown("one") == 1)
    editor.insertPlainText(", but here")
    wait_until(qapp, lambda: not application.open_note.dirty)
    assert application.open_note.note_id == note_id
    with Reader.open(library_path) as reader:
        assert reader.note(note_id).body == "gone, but here"


def test_a_note_that_loses_its_tag_in_the_header_stays_open(qapp, start, note_id, library_path):
    with Library.open(library_path) as library:
        other = library.create_note(NewNote("Second", "x")).created[0]
        library.tag_notes([note_id, other], add=["云/k8s"])
    application = start()
    pane = application.list
    application.browsing.show_scope(Scope(ScopeKind.TAG, "云/k8s"))
    wait_until(qapp, lambda: sorted(pane.model.ids()) == sorted([note_id, other]))
    pane.table.go_to_row(pane.model.row_of(note_id))
    wait_until(qapp, lambda: application.open_note.note_id == note_id)
    application.editor.setFocus()
    application.desk.commands.set_tags(("x",))
    wait_until(qapp, lambda: pane.model.ids() == [other])
    assert application.open_note.note_id == note_id
    pane.table.go_to_row(0)
    wait_until(qapp, lambda: application.open_note.note_id == other)
    pane.delete_selected()
    wait_until(qapp, lambda: pane.model.ids() == [])
