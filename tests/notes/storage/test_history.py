"""Revisions: what is kept, for how long, and that every text comes back."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes.errors import Fault, FaultCode
from notes.library import Library
from notes.model import NewNote
from notes.storage import history, transaction
from notes.storage.times import DAY, Moment

MINUTE = history.MINUTE
START = 1_800_000_000_000_000


class Clock:
    """The time that transactions are given."""

    def __init__(self) -> None:
        self.instant = START

    def __call__(self) -> Moment:
        return Moment(self.instant, 28800)

    def forward(self, amount: int) -> None:
        self.instant += amount


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    original = transaction.Transaction.__init__

    def timed(self: transaction.Transaction, *args: object, **values: object) -> None:
        original(self, *args, **{"moment": clock(), **values})  # type: ignore[arg-type]

    monkeypatch.setattr(transaction.Transaction, "__init__", timed)
    return clock


@pytest.fixture
def library(tmp_path: Path):
    with Library.open(tmp_path / "library.banyan", create=True) as opened:
        yield opened
        assert opened.check() == []


def make(library: Library, body: str = "first") -> str:
    return library.create_note(NewNote("t", body)).created[0]


def bodies(library: Library, note_id: str) -> list[str]:
    """The texts of all revisions, newest first."""
    return [
        library.revision_text(note_id, revision.id).body for revision in library.history(note_id)
    ]


def test_a_new_note_has_one_revision_its_text(library: Library) -> None:
    note_id = make(library)
    (revision,) = library.history(note_id)
    assert (revision.reason, revision.characters) == ("first", 5)
    assert bodies(library, note_id) == ["first"]


def test_autosaves_that_follow_one_another_are_one_revision(library: Library, clock: Clock) -> None:
    note_id = make(library)
    for number in range(20):
        clock.forward(MINUTE // 2)
        library.update_note(note_id, body=f"typing {number}")
    assert bodies(library, note_id) == ["typing 19", "first"]
    clock.forward(history.PAUSE + 1)
    library.update_note(note_id, body="after a pause")
    assert bodies(library, note_id) == ["after a pause", "typing 19", "first"]


def test_a_long_run_is_cut(library: Library, clock: Clock) -> None:
    note_id = make(library)
    for number in range(40):
        clock.forward(MINUTE)
        library.update_note(note_id, body=f"minute {number}")
    assert bodies(library, note_id) == ["minute 39", "minute 31", "minute 15", "first"]


def test_a_revision_kept_on_purpose_is_not_continued(library: Library) -> None:
    note_id = make(library)
    library.update_note(note_id, body="two")
    assert library.keep_revision(note_id, "pause")
    assert not library.keep_revision(note_id, "pause")  # none is running
    library.update_note(note_id, body="three")
    assert bodies(library, note_id) == ["three", "two", "first"]
    assert [revision.reason for revision in library.history(note_id)] == ["edit", "pause", "first"]


def test_a_clock_set_back_loses_nothing(library: Library, clock: Clock) -> None:
    note_id = make(library)
    library.update_note(note_id, body="two")
    clock.forward(-DAY)
    library.update_note(note_id, body="three")
    assert bodies(library, note_id) == ["three", "two", "first"]


def test_revert_is_itself_undoable(library: Library) -> None:
    note_id = make(library)
    library.update_note(note_id, title="other", body="second")
    first = library.history(note_id)[-1]
    library.revert(note_id, first.id)
    note = library.note(note_id)
    assert (note.title, note.body) == ("t", "first")
    undone = library.history(note_id)[1]
    library.revert(note_id, undone.id)
    assert (library.note(note_id).title, library.note(note_id).body) == ("other", "second")
    with pytest.raises(Fault) as caught:
        library.revert(note_id, 999)
    assert caught.value.code is FaultCode.REVISION_MISSING
    assert caught.value.values["id"] == note_id


def test_the_text_as_read_comes_before_its_tidied_form(library: Library) -> None:
    note_id = library.create_note(NewNote("t", "tidy", first_body="as  read")).created[0]
    assert bodies(library, note_id) == ["tidy", "as  read"]
    assert library.first_text(note_id).body == "as  read"


def test_history_outlives_the_trash(library: Library) -> None:
    note_id = make(library)
    library.update_note(note_id, body="second")
    library.trash_notes([note_id])
    assert bodies(library, note_id) == ["second", "first"]
    library.restore_notes([note_id])
    assert bodies(library, note_id) == ["second", "first"]


def test_age_thins_but_never_the_first_nor_what_was_kept_on_purpose(
    library: Library, clock: Clock
) -> None:
    note_id = make(library)
    for number in range(200):  # ten minutes apart: each its own revision
        clock.forward(10 * MINUTE)
        library.update_note(
            note_id, body=f"text {number}", reason="replace" if number == 7 else "edit"
        )
    ages = [clock.instant - _made(revision) for revision in library.history(note_id)]
    assert sum(age < DAY for age in ages) == 144
    assert sum(age >= DAY for age in ages) in range(8, 14)  # nine hours and twenty minutes
    clock.forward(200 * DAY)
    library.update_note(note_id, body="much later")
    clock.forward(DAY)
    library.update_note(note_id, body="the day after")
    kept = bodies(library, note_id)
    assert kept[:2] == ["the day after", "much later"]
    assert "text 7" in kept
    assert kept[-1] == "first"
    assert len(kept) <= 6


def _made(revision: object) -> int:
    return int(revision.modified.timestamp() * 1_000_000)  # type: ignore[attr-defined]


def test_a_long_history_of_a_long_note_stays_small(library: Library, clock: Clock) -> None:
    chance = random.Random(7)
    body = "".join(
        chance.choice("的一是在不了有和人这中大为上个国我以要他\n") for _ in range(50_000)
    )
    note_id = make(library, body)
    texts = [body]
    for number in range(45):
        clock.forward(10 * MINUTE)
        place = chance.randrange(len(body))
        body = f"{body[:place]}第{number}次{body[place:]}"
        library.update_note(note_id, body=body)
        texts.append(body)
    assert bodies(library, note_id) == texts[::-1]
    db = library._connection.sqlite
    (size,) = db.execute("SELECT sum(length(data)) FROM revision").fetchone()
    (whole,) = db.execute("SELECT max(length(data)) FROM revision").fetchone()
    assert size < 5 * whole


texts = st.text(st.sampled_from("ab重构🙂\n"), max_size=30)


@given(st.lists(st.tuples(texts, st.booleans()), min_size=1, max_size=12), st.data())
def test_any_texts_come_back_whatever_is_thinned(
    steps: list[tuple[str, bool]], data: st.DataObject
) -> None:
    import sqlite3

    from notes.model import RevisionText
    from notes.storage import migrations

    db = sqlite3.connect(":memory:", isolation_level=None)
    try:
        db.execute("BEGIN")
        migrations.migrate(db)
        db.execute("PRAGMA foreign_keys = OFF")
        moment = Moment(START, 0)
        history.begin(db, 1, moment, 0, "first")
        kept: list[str] = [""]
        for text, _ in steps:
            old = RevisionText("t", "", kept[-1])
            history.change(db, 1, old, len(text), moment, "replace")
            kept.append(text)
        ids = [revision.id for revision in history.of_note(db, 1, "n")][::-1]
        texts_of = dict(zip(ids, kept, strict=True))
        gone = data.draw(st.sets(st.sampled_from(ids[:-1])))
        for revision in gone:
            history._remove(db, revision)
            del texts_of[revision]
        now = RevisionText("t", "", kept[-1])
        for revision, text in texts_of.items():
            assert history.text(db, 1, revision, now).body == text
    finally:
        db.close()
