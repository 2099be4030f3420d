from __future__ import annotations

from notes.changes import Change, Kind
from notes.library import Library
from notes.model import Scope
from tests.desktop.conftest import wait_until


def test_a_change_goes_out_with_its_origin(qapp, session, note_id):
    heard: list[tuple[Change, object]] = []
    session.changed.connect(lambda change, origin: heard.append((change, origin)))
    me = object()
    session.write(lambda library: library.star_notes([note_id], True), origin=me)
    wait_until(qapp, lambda: bool(heard))
    assert heard[0][0].updated == (note_id,)
    assert heard[0][1] is me


def test_what_another_process_writes_is_told_without_an_origin(
    qapp, session, library_path, note_id
):
    heard: list[tuple[Change, object]] = []
    session.changed.connect(lambda change, origin: heard.append((change, origin)))
    other = Library.open(library_path)
    other.update_note(note_id, body="von woanders")
    other.close()
    wait_until(qapp, lambda: bool(heard))
    change, origin = heard[0]
    assert origin is None
    assert change.touches(note_id)
    assert Kind.TEXT in change.kinds


def test_a_change_elsewhere_is_not_lost_between_two_of_ones_own(
    qapp, session, library_path, note_id
):
    heard: list[tuple[Change, object]] = []
    session.changed.connect(lambda change, origin: heard.append((change, origin)))
    second = [0]
    session.read(lambda reader: reader.note_ids(Scope()), second.append)
    wait_until(qapp, lambda: len(second) == 2)
    other_id = next(i for i in second[1] if i != note_id)
    other = Library.open(library_path)
    other.update_note(other_id, body="elsewhere")
    other.close()
    session.write(lambda library: library.star_notes([note_id], True))
    wait_until(qapp, lambda: any(o is None and c.touches(other_id) for c, o in heard))


def test_a_change_that_its_work_does_not_return_is_told_too(qapp, session, note_id):
    heard: list[Change] = []
    session.changed.connect(lambda change, _origin: heard.append(change))
    done: list[tuple[str, int]] = []

    def work(library: Library) -> tuple[str, int]:
        library.star_notes([note_id], True)
        return "something else", 1

    session.write(work, done.append)
    wait_until(qapp, lambda: bool(done))
    assert [change.updated for change in heard] == [(note_id,)]


def test_a_read_only_session_answers_and_refuses_writes(qapp, library_path, note_id):
    from desktop.session import Session
    from notes.errors import Fault, FaultCode

    opened: list[bool] = []
    answers: list[int] = []
    refused: list[Exception] = []
    session = Session(library_path, read_only=True)
    session.opened.connect(opened.append)
    session.start()
    session.read(lambda reader: len(reader.note_ids(Scope())), answers.append)
    session.write(lambda library: library.star_notes([note_id], True), failed=refused.append)
    wait_until(qapp, lambda: bool(opened and answers and refused))
    assert opened[0] is True
    assert answers == [2]
    assert isinstance(refused[0], Fault)
    assert refused[0].code is FaultCode.LIBRARY_READ_ONLY
    assert session.close()


def test_a_file_that_is_no_library_is_refused_in_words(qapp, tmp_path):
    from desktop.session import Session
    from notes.errors import FaultCode

    path = tmp_path / "letter.banyan"
    path.write_bytes(b"Dear reader, this is no database. " * 200)
    before = path.read_bytes()
    refused: list[Exception] = []
    session = Session(path)
    session.refused.connect(refused.append)
    session.start()
    wait_until(qapp, lambda: bool(refused))
    assert refused[0].code is FaultCode.NOT_A_LIBRARY
    assert session.close()
    assert path.read_bytes() == before
