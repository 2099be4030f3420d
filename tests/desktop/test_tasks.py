from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.tasks import Tasks
from notes.errors import Fault, FaultCode
from notes.library import Library, Reader
from notes.model import NewNote, Scope
from tests.desktop.conftest import wait_until


@pytest.fixture
def tasks(qapp: QApplication, library_path: Path, note_id: str):
    tasks = Tasks(lambda: Library.open(library_path), lambda: Reader.open(library_path))
    tasks.start()
    yield tasks
    assert tasks.close()


def test_writes_run_in_order_and_answer_on_the_gui_thread(qapp, tasks):
    done: list[tuple[int, threading.Thread]] = []
    for number in range(20):
        tasks.write(
            lambda library, number=number: number,
            lambda result: done.append((result, threading.current_thread())),
        )
    wait_until(qapp, lambda: len(done) == 20)
    assert [number for number, _ in done] == list(range(20))
    assert {thread for _, thread in done} == {threading.main_thread()}


def test_an_error_that_nobody_takes_is_told(qapp, tasks):
    told: list[Exception] = []
    tasks.failed.connect(told.append)
    tasks.write(lambda library: library.note("no such note"))
    tasks.read(lambda reader: 1 / 0, lambda result: None)
    wait_until(qapp, lambda: len(told) == 2)
    assert {type(error) for error in told} == {Fault, ZeroDivisionError}


def test_an_error_goes_to_who_asked_for_it(qapp, tasks):
    mine: list[Exception] = []
    tasks.failed.connect(lambda error: pytest.fail(f"told to all: {error}"))
    tasks.read(lambda reader: reader.note("none"), lambda result: None, mine.append)
    wait_until(qapp, lambda: bool(mine))
    assert isinstance(mine[0], Fault)
    assert mine[0].code is FaultCode.NOTE_MISSING


def test_a_newer_question_of_a_topic_cancels_the_older(qapp, tasks):
    answers: list[str] = []
    running, may_end = threading.Event(), threading.Event()

    def slow(_reader: Reader) -> str:
        running.set()
        may_end.wait(5)
        return "old"

    tasks.read(slow, answers.append, topic="list")
    assert running.wait(5)
    tasks.read(lambda reader: "new", answers.append, topic="list")
    wait_until(qapp, lambda: answers == ["new"])
    may_end.set()
    tasks.read(lambda reader: "end", answers.append)
    tasks.read(lambda reader: "end", answers.append)
    wait_until(qapp, lambda: answers.count("end") == 2)
    assert "old" not in answers


def test_an_answer_on_its_way_is_dropped_when_a_newer_question_was_asked(
    qapp, library_path, note_id
):
    tasks = Tasks(lambda: Library.open(library_path), lambda: Reader.open(library_path), readers=1)
    tasks.start()
    answers: list[object] = []
    answered = threading.Event()
    tasks.read(lambda reader: "old", answers.append, topic="list")
    tasks.read(lambda reader: reader.note("none"), answers.append, answers.append, topic="note")
    tasks.read(lambda reader: answered.set(), lambda _: None)  # by the same reader, after them
    assert answered.wait(5)
    tasks.read(lambda reader: "new", answers.append, topic="list")
    tasks.read(lambda reader: "new", answers.append, topic="note")
    wait_until(qapp, lambda: answers.count("new") == 2)
    assert answers == ["new", "new"]
    assert tasks.close()


def test_a_running_query_is_interrupted(qapp, tasks):
    slow_sql = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    )
    running = threading.Event()
    answers: list[object] = []

    def endless(reader: Reader) -> object:
        with reader._asking() as connection:
            threading.Timer(0.3, running.set).start()  # when the query is under way
            return connection.execute(slow_sql).fetchone()

    tasks.read(endless, answers.append, topic="list")
    assert running.wait(5)
    tasks.read(lambda reader: len(reader.note_ids(Scope())), answers.append, topic="list")
    wait_until(qapp, lambda: answers == [2])


def test_closing_finishes_what_the_writer_was_asked(qapp, library_path, note_id):
    tasks = Tasks(lambda: Library.open(library_path), lambda: Reader.open(library_path))
    tasks.start()
    for number in range(30):
        new = NewNote(title=f"note {number}")
        tasks.write(lambda library, new=new: library.create_note(new))
    assert tasks.close()
    with Reader.open(library_path) as reader:
        assert len(reader.note_ids(Scope())) == 32


def test_a_long_job_tells_its_progress_and_can_be_cancelled(qapp, tasks):
    seen: list[tuple[int, int, str]] = []
    ended: list[str] = []

    def work(job) -> str:
        job.report(1, 2, "half")
        while not job.cancelled():
            threading.Event().wait(0.005)
        return "stopped"

    job = tasks.run(work, ended.append, progress=lambda *state: seen.append(state))
    wait_until(qapp, lambda: bool(seen))
    job.cancel()
    wait_until(qapp, lambda: ended == ["stopped"])
    assert seen == [(1, 2, "half")]
