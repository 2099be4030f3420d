from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest

from desktop.editor.editor import MarkdownEditor
from desktop.open_note import OpenNote
from desktop.save_state import SaveState
from desktop.trace import Trace
from notes.errors import Fault, FaultCode
from notes.library import Library, Reader
from notes.model import NewNote, Scope
from tests.desktop.conftest import wait_until


@pytest.fixture
def trace_path(tmp_path: Path) -> Path:
    return tmp_path / "trace.jsonl"


@pytest.fixture
def editor(qtbot) -> MarkdownEditor:
    editor = MarkdownEditor()
    qtbot.addWidget(editor)
    return editor


@pytest.fixture
def open_note(qapp, session, editor, trace_path, note_id) -> Iterator[OpenNote]:
    trace = Trace(trace_path)
    note = OpenNote(session, editor, trace)
    loaded: list[object] = []
    note.loaded.connect(loaded.append)
    note.open(note_id)
    wait_until(qapp, lambda: bool(loaded))
    yield note
    trace.close()


def body_of(path: Path, note_id: str) -> str:
    with Reader.open(path) as reader:
        return reader.note(note_id).body


def type_at_end(editor: MarkdownEditor, text: str) -> None:
    editor.moveCursor(editor.textCursor().MoveOperation.End)
    QTest.keyClicks(editor, text)


def test_during_continuous_typing_no_key_waits_longer_than_a_second(
    qapp, open_note, editor, trace_path, library_path, note_id
):
    end = time.monotonic() + 2.5
    while time.monotonic() < end:
        type_at_end(editor, "a")
        pause = time.monotonic() + 0.03
        wait_until(qapp, lambda pause=pause: time.monotonic() > pause)
    wait_until(qapp, lambda: open_note.state is SaveState.SAVED)
    events = [json.loads(line) for line in trace_path.read_text(encoding="utf-8").splitlines()]
    keys = {e["revision"]: e["t"] for e in events if e["event"] == "key"}
    saves = [(e["revision"], e["t"]) for e in events if e["event"] == "saved"]
    assert len(saves) >= 3
    for revision, when in keys.items():
        saved = next(t for upto, t in saves if upto >= revision)
        assert saved - when < 1.0
    assert body_of(library_path, note_id) == editor.text()


def test_switching_saves_what_was_left(qapp, session, open_note, editor, library_path, note_id):
    ids: list[list[str]] = []
    session.read(lambda reader: reader.note_ids(Scope()), ids.append)
    wait_until(qapp, lambda: bool(ids))
    other = next(i for i in ids[0] if i != note_id)
    type_at_end(editor, "last words")
    open_note.open(other)
    open_note.open(note_id)
    open_note.open(other)
    wait_until(qapp, lambda: open_note.note_id == other and not open_note.dirty)
    assert body_of(library_path, note_id).endswith("last words")
    assert body_of(library_path, other) == "other\n"


def test_coming_back_at_once_shows_the_text_just_written(qapp, session, open_note, editor, note_id):
    ids: list[list[str]] = []
    session.read(lambda reader: reader.note_ids(Scope()), ids.append)
    wait_until(qapp, lambda: bool(ids))
    other = next(i for i in ids[0] if i != note_id)
    type_at_end(editor, "fresh")
    shown: list[str] = []
    open_note.open(other, lambda: shown.append(editor.text()))
    wait_until(qapp, lambda: len(shown) == 1)
    type_at_end(editor, "more")
    open_note.open(note_id, lambda: shown.append(editor.text()))
    wait_until(qapp, lambda: len(shown) == 2)
    assert shown[1].endswith("fresh")


def test_a_change_elsewhere_while_idle_is_shown(qapp, open_note, editor, library_path, note_id):
    other = Library.open(library_path)
    other.update_note(note_id, body="neu von woanders\n", title="Neuer Titel")
    other.close()
    wait_until(qapp, lambda: editor.text() == "neu von woanders\n")
    assert open_note.note is not None
    assert open_note.note.title == "Neuer Titel"
    assert not open_note.dirty


def test_a_change_elsewhere_over_unsaved_text_keeps_both(
    qapp, open_note, editor, library_path, note_id
):
    copies: list[str] = []
    open_note.conflict.connect(copies.append)
    type_at_end(editor, "mine")
    other = Library.open(library_path)
    other.update_note(note_id, body="theirs\n")
    other.close()
    wait_until(qapp, lambda: bool(copies) and not open_note.dirty)
    assert body_of(library_path, note_id).endswith("mine")
    assert body_of(library_path, copies[0]) == "theirs\n"
    assert editor.text().endswith("mine")


def test_tags_changed_elsewhere_are_no_conflict(qapp, open_note, editor, library_path, note_id):
    open_note.conflict.connect(lambda _id: pytest.fail("no text was changed"))
    type_at_end(editor, "mine")
    other = Library.open(library_path)
    other.update_note(note_id, tags=("neu",))
    other.close()
    wait_until(qapp, lambda: not open_note.dirty and open_note.note.tags == ("neu",))
    assert body_of(library_path, note_id).endswith("mine")


def test_a_save_that_fails_keeps_the_text_and_is_tried_again(
    qapp, open_note, editor, session, library_path, note_id
):
    failures: list[Exception] = []
    open_note.save_failed.connect(failures.append)
    full = [True]
    write = session.write

    def broken(work, done=None, **options):
        def fail(library):
            if full[0]:
                raise Fault(FaultCode.DISK_FULL, path=str(library_path))
            return work(library)

        write(fail, done, **options)

    session.write = broken
    type_at_end(editor, "precious")
    wait_until(qapp, lambda: bool(failures))
    assert open_note.state is SaveState.FAILED
    assert open_note.dirty
    assert [text for _, text in open_note.unsaved_texts()] == [editor.text()]
    full[0] = False
    wait_until(qapp, lambda: not open_note.dirty)
    assert open_note.state is SaveState.SAVED
    assert body_of(library_path, note_id).endswith("precious")


def test_flush_says_whether_all_is_on_disk(qapp, open_note, editor, library_path, note_id):
    answers: list[bool] = []
    type_at_end(editor, "now")
    open_note.flush(answers.append)
    wait_until(qapp, lambda: answers == [True])
    assert body_of(library_path, note_id).endswith("now")


def test_composing_is_waited_for(qapp, open_note, editor, library_path, note_id):
    type_at_end(editor, "x")
    qapp.sendEvent(editor, QInputMethodEvent("ni hao", []))
    end = time.monotonic() + 1.2
    wait_until(qapp, lambda: time.monotonic() > end)
    assert body_of(library_path, note_id) == "正文 one\n"
    done = QInputMethodEvent("", [])
    done.setCommitString("你好")
    qapp.sendEvent(editor, done)
    wait_until(qapp, lambda: not open_note.dirty)
    assert body_of(library_path, note_id).endswith("x你好")


def test_a_title_is_saved_like_the_text(qapp, open_note, library_path, note_id):
    open_note.set_title("Neu benannt")
    wait_until(qapp, lambda: not open_note.dirty)
    with Reader.open(library_path) as reader:
        assert reader.note(note_id).title == "Neu benannt"
        assert reader.note(note_id).body == "正文 one\n"


def test_a_title_can_be_taken_back_to_what_it_was(qapp, open_note, library_path, note_id):
    titles: list[str] = []
    open_note.titled.connect(titles.append)
    first = open_note.note.title
    for title in ("另一个", first):
        open_note.set_title(title)
        wait_until(qapp, lambda title=title: open_note.note.title == title)
    assert titles == ["另一个", first]
    with Reader.open(library_path) as reader:
        assert reader.note(note_id).title == first


def test_a_note_deleted_for_good_elsewhere_is_made_anew_with_ones_text(
    qapp, open_note, editor, library_path, note_id
):
    made: list[str] = []
    open_note.recreated.connect(made.append)
    type_at_end(editor, "survives")
    other = Library.open(library_path)
    other.trash_notes([note_id])
    other.purge_notes([note_id])
    other.close()
    wait_until(qapp, lambda: bool(made))
    assert body_of(library_path, made[0]).endswith("survives")


def test_characters_that_qt_has_its_own_use_for_survive_an_edit(
    qapp, session, open_note, editor, library_path
):
    body = "a\u00a0b\u2028cd\x0ce\tf\u200bg\ufeffh\U0001f600i\x85j\n\n  \n"
    made: list[str] = []
    session.write(
        lambda library: library.create_note(NewNote(title="odd", body=body)),
        lambda change: made.append(change.created[0]),
    )
    wait_until(qapp, lambda: bool(made))
    open_note.open(made[0])
    wait_until(qapp, lambda: open_note.note_id == made[0])
    type_at_end(editor, "x")
    wait_until(qapp, lambda: not open_note.dirty)
    assert body_of(library_path, made[0]) == body + "x"
