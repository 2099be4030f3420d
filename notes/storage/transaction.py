"""One mutation under way: its connection, its time, and what it has touched so far."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field, replace

from notes.changes import Change, Kind
from notes.storage.times import Moment, now

_KEPT = 5000
"""Rows of the change log that are kept; who asks for older ones is told that all changed."""


@dataclass(slots=True)
class Transaction:
    """Collects what one transaction touches; `record` writes it to the change log."""

    db: sqlite3.Connection
    moment: Moment = field(default_factory=now)
    created: dict[str, None] = field(default_factory=dict)
    updated: dict[str, None] = field(default_factory=dict)
    removed: dict[str, None] = field(default_factory=dict)
    kinds: set[Kind] = field(default_factory=set)
    made_categories: list[int] = field(default_factory=list)
    made_tags: list[int] = field(default_factory=list)
    change: Change = field(default_factory=Change)
    last_id: str = ""  # made for a note; the next comes behind it

    def create(self, note_id: str, *kinds: Kind) -> None:
        """Note that a note was made."""
        self.created[note_id] = None
        self.kinds.update(kinds)

    def update(self, note_id: str, *kinds: Kind) -> None:
        """Note that a note was changed."""
        if note_id not in self.created:
            self.updated[note_id] = None
        self.kinds.update(kinds)

    def remove(self, note_id: str, *kinds: Kind) -> None:
        """Note that a note is gone for good."""
        self.updated.pop(note_id, None)
        if self.created.pop(note_id, 0) == 0:
            self.removed[note_id] = None
        self.kinds.update(kinds)

    def record(self) -> None:
        """Set `change`, and write it into the log; an empty one writes nothing."""
        change = Change(
            created=tuple(self.created),
            updated=tuple(self.updated),
            removed=tuple(self.removed),
            kinds=frozenset(self.kinds),
        )
        if not change:
            return
        data = {
            "created": change.created,
            "updated": change.updated,
            "removed": change.removed,
            "kinds": sorted(change.kinds),
        }
        cursor = self.db.execute(
            "INSERT INTO change (made, data) VALUES (?, ?)",
            (self.moment.instant, json.dumps(data, separators=(",", ":"))),
        )
        sequence = cursor.lastrowid or 0
        if sequence % 100 == 0:
            self.db.execute("DELETE FROM change WHERE sequence <= ?", (sequence - _KEPT,))
        self.change = replace(change, sequence=sequence)


def sequence(db: sqlite3.Connection) -> int:
    """The number of the newest change; 0: none yet."""
    row = db.execute("SELECT max(sequence) FROM change").fetchone()
    return int(row[0] or 0)


def changes_since(db: sqlite3.Connection, since: int) -> Change:
    """All changes after `since` as one. Older than the log reaches: every note, of every kind."""
    newest = sequence(db)
    if newest <= since:
        return Change(sequence=newest)
    oldest = db.execute("SELECT min(sequence) FROM change").fetchone()[0]
    if since + 1 < oldest:
        ids = tuple(row[0] for row in db.execute("SELECT id FROM note"))
        return Change(updated=ids, kinds=frozenset(Kind), sequence=newest)
    joined = Transaction(db)
    rows = db.execute("SELECT data FROM change WHERE sequence > ? ORDER BY sequence", (since,))
    for (data,) in rows:
        change = json.loads(data)
        joined.kinds.update(map(Kind, change["kinds"]))
        for note_id in change["created"]:
            joined.removed.pop(note_id, None)
            joined.create(note_id)
        for note_id in change["updated"]:
            joined.update(note_id)
        for note_id in change["removed"]:
            joined.remove(note_id)
    return Change(
        tuple(joined.created),
        tuple(joined.updated),
        tuple(joined.removed),
        frozenset(joined.kinds),
        newest,
    )
