"""Revisions: the kept states of a note's text.

The newest revision has no data of its own: it is the text that the note has. Its rule:

- A change of the text closes the newest revision and opens another. Only autosaves that follow one
  another (the last at most 3 minutes ago, the first at most 15) continue the revision they opened.
- What was imported, tidied, replaced, reverted or kept on purpose is never continued.
- The first revision is never thinned away, nor one kept on purpose; of the autosaved ones all of
  the last day stay, then one an hour for a week, one a day for 90 days, one a week from then on.

A revision is stored compressed, whole or as its difference from the one before, whichever is less.
"""

from __future__ import annotations

import json
import sqlite3
import struct
from collections.abc import Sequence
from typing import NamedTuple

from notes.errors import Fault, FaultCode
from notes.links import common_start
from notes.model import Revision, RevisionText
from notes.storage.compression import pack, unpack
from notes.storage.times import DAY, Moment

MINUTE = 60_000_000
PAUSE = 3 * MINUTE
LONGEST_RUN = 15 * MINUTE
_RUNNING = "edit"
_THINNED = ("edit", "pause")
_LONGEST_CHAIN = 20
_DELTA = struct.Struct("<II")  # bytes kept of the base's head and tail
_HOUR = 60 * MINUTE
_STEPS = ((DAY, 1), (7 * DAY, _HOUR), (90 * DAY, DAY))
_WEEK = 7 * DAY


class Kept(NamedTuple):
    """A revision as it is carried over into another library."""

    text: RevisionText
    moment: Moment
    reason: str


class _Head(NamedTuple):
    id: int
    started: int
    made: int
    reason: str


def begin(
    db: sqlite3.Connection, number: int, moment: Moment, characters: int, reason: str
) -> None:
    """Open a revision: from now on it is the note's text."""
    db.execute(
        "INSERT INTO revision (note, started, made, made_offset, characters, reason)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (number, moment.instant, moment.instant, moment.offset, characters, reason),
    )


def change(
    db: sqlite3.Connection,
    number: int,
    old: RevisionText,
    characters: int,
    moment: Moment,
    reason: str,
) -> None:
    """Keep `old`, the text until now, or continue the running revision (see the module's rule)."""
    head = _head(db, number)
    if head is not None and reason == _RUNNING and _continues(db, number, head, moment):
        db.execute(
            "UPDATE revision SET made = ?, made_offset = ?, characters = ? WHERE id = ?",
            (*moment, characters, head.id),
        )
        return
    if head is not None:
        _close(db, number, head.id, old)
        thin(db, number, moment)
    begin(db, number, moment, characters, reason)


def keep(db: sqlite3.Connection, number: int, reason: str) -> bool:
    """Let the next change open a revision of its own; whether there was a running one."""
    cursor = db.execute(
        "UPDATE revision SET reason = ? WHERE note = ? AND data IS NULL AND reason = ?",
        (reason, number, _RUNNING),
    )
    return cursor.rowcount > 0 and reason != _RUNNING


def of_note(db: sqlite3.Connection, number: int, note_id: str) -> list[Revision]:
    """A note's revisions, newest first."""
    rows = db.execute(
        "SELECT id, made, made_offset, characters, reason FROM revision WHERE note = ?"
        " ORDER BY id DESC",
        (number,),
    )
    return [
        Revision(revision, note_id, Moment(made, offset).as_datetime(), characters, reason)
        for revision, made, offset, characters, reason in rows
    ]


def text(db: sqlite3.Connection, number: int, revision: int, now: RevisionText) -> RevisionText:
    """The text of a revision; `now` is the note's own. Raises `Fault(REVISION_MISSING)`."""
    row = db.execute(
        "SELECT data IS NULL FROM revision WHERE id = ? AND note = ?", (revision, number)
    ).fetchone()
    if row is None:
        (note_id,) = db.execute("SELECT id FROM note WHERE number = ?", (number,)).fetchone()
        raise Fault(FaultCode.REVISION_MISSING, id=note_id, revision=revision)
    return now if row[0] else kept_text(db, revision)


def kept_text(db: sqlite3.Connection, revision: int) -> RevisionText:
    """The text of a revision that has data of its own."""
    return RevisionText(*json.loads(_load(db, revision)))


def first(db: sqlite3.Connection, number: int, now: RevisionText) -> RevisionText:
    """The text as it was first read."""
    (revision,) = db.execute("SELECT min(id) FROM revision WHERE note = ?", (number,)).fetchone()
    return now if revision is None else text(db, number, revision, now)


def restore(db: sqlite3.Connection, number: int, kept: Sequence[Kept]) -> None:
    """Put older revisions, oldest first, before the one that a note was made with."""
    head = _head(db, number)
    if head is None or not kept:
        return
    row = db.execute("SELECT * FROM revision WHERE id = ?", (head.id,)).fetchone()
    db.execute("DELETE FROM revision WHERE id = ?", (head.id,))
    before: int | None = None
    for text, moment, reason in kept:
        begin(db, number, moment, len(text.body), reason)
        (revision,) = db.execute("SELECT max(id) FROM revision").fetchone()
        _store(db, revision, _raw(text), before)
        before = revision
    db.execute(
        "INSERT INTO revision (note, started, made, made_offset, characters, reason)"
        " VALUES (?, ?, ?, ?, ?, 'recovered')",
        row[1:6],
    )


def thin(db: sqlite3.Connection, number: int, moment: Moment) -> None:
    """Take out what the rule does not keep; the newest of each stretch of time stays."""
    rows = db.execute(
        "SELECT id, made, reason FROM revision WHERE note = ? AND data IS NOT NULL"
        " ORDER BY id DESC",
        (number,),
    ).fetchall()
    taken: set[tuple[int, int]] = set()
    for revision, made, reason in rows[:-1]:  # the last is the first of all
        stretch = _stretch(made, moment.instant)
        if reason in _THINNED and stretch in taken:
            _remove(db, revision)
        else:
            taken.add(stretch)


def _stretch(made: int, now: int) -> tuple[int, int]:
    """(length, number) of the stretch of time of which one revision is kept."""
    age = now - made
    length = next((step for limit, step in _STEPS if age < limit), _WEEK)
    return length, made // length


def _head(db: sqlite3.Connection, number: int) -> _Head | None:
    row = db.execute(
        "SELECT id, started, made, reason FROM revision WHERE note = ? AND data IS NULL", (number,)
    ).fetchone()
    return None if row is None else _Head(*row)


def _continues(db: sqlite3.Connection, number: int, head: _Head, moment: Moment) -> bool:
    if head.reason != _RUNNING:
        return False
    (first_id,) = db.execute("SELECT min(id) FROM revision WHERE note = ?", (number,)).fetchone()
    now = moment.instant
    # a clock that was set back opens a new one
    return (
        head.id != first_id
        and 0 <= now - head.made <= PAUSE
        and 0 <= now - head.started <= LONGEST_RUN
    )


def _close(db: sqlite3.Connection, number: int, revision: int, old: RevisionText) -> None:
    """Give the newest revision data of its own."""
    (before,) = db.execute(
        "SELECT max(id) FROM revision WHERE note = ? AND id < ?", (number, revision)
    ).fetchone()
    _store(db, revision, _raw(old), before)


def _raw(old: RevisionText) -> bytes:
    return json.dumps([old.title, old.front_matter, old.body], ensure_ascii=False).encode()


def _store(db: sqlite3.Connection, revision: int, raw: bytes, base: int | None) -> None:
    if base is not None and _depth(db, base) < _LONGEST_CHAIN:
        known = _load(db, base)
        head = common_start(known, raw)
        tail = common_start(known[head:][::-1], raw[head:][::-1])
        if head + tail > len(raw) // 2:
            middle = raw[head : len(raw) - tail]
            data = _DELTA.pack(head, tail) + pack(middle, 6)
            db.execute(
                "UPDATE revision SET base = ?, data = ? WHERE id = ?", (base, data, revision)
            )
            return
    db.execute("UPDATE revision SET base = NULL, data = ? WHERE id = ?", (pack(raw, 6), revision))


def _load(db: sqlite3.Connection, revision: int) -> bytes:
    base, data = db.execute("SELECT base, data FROM revision WHERE id = ?", (revision,)).fetchone()
    if base is None:
        return unpack(data)
    known = _load(db, base)
    head, tail = _DELTA.unpack_from(data)
    middle = unpack(data[_DELTA.size :])
    return known[:head] + middle + known[len(known) - tail :]


def _depth(db: sqlite3.Connection, revision: int) -> int:
    depth = 0
    base: int | None = revision
    while base is not None:
        (base,) = db.execute("SELECT base FROM revision WHERE id = ?", (base,)).fetchone()
        depth += 1
    return depth


def _remove(db: sqlite3.Connection, revision: int) -> None:
    """Take out one revision; those stored as differences from it are stored anew first."""
    leaning = db.execute("SELECT id FROM revision WHERE base = ?", (revision,)).fetchall()
    (base,) = db.execute("SELECT base FROM revision WHERE id = ?", (revision,)).fetchone()
    for (other,) in leaning:
        _store(db, other, _load(db, other), base)
    db.execute("DELETE FROM revision WHERE id = ?", (revision,))
