"""The full-text index: a contentless FTS5 table of the tokens of title and body.

Tags are matched when asked: renaming one must not cost the indexing of all its notes.

SQLite 3.40 takes rows out of such a table only by the exact tokens that went in, and a wrong
'delete' leaves ghosts that its own integrity check does not see. So whoever changes a note hands
over the columns as they were, in the same transaction. A long note may be indexed later: the
columns that the index holds wait in `stale`, and a search matches the new text of such notes
against an index in memory, so that what is saved is always found.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from notes.search.folding import FOLD_VERSION, fold, token_text
from notes.search.query import Query, Term, match_expression, pattern
from notes.storage.compression import pack, unpack
from notes.storage.migrations import SEARCH_TABLE

_WEIGHTS = "10.0, 1.0"
_TAG_SCORE = 5.0
LONG = 34_000
"""Characters of a body, 100 KB of Chinese, from which on a save leaves the index for later."""


class Columns(NamedTuple):
    """What of a note the index holds."""

    title: str
    body: str

    def tokens(self) -> tuple[str, str]:
        """The columns as the index takes them."""
        return token_text(self.title), token_text(self.body)


def insert(db: sqlite3.Connection, number: int, columns: Columns) -> None:
    """Index a note that the index does not hold."""
    db.execute(
        "INSERT INTO search (rowid, title, body) VALUES (?, ?, ?)",
        (number, *columns.tokens()),
    )


def delete(db: sqlite3.Connection, number: int, columns: Columns) -> None:
    """Take a note out; `columns` are those it was indexed with (ignored while it is stale)."""
    stale = _stale(db, number)
    if stale is None:
        _delete(db, number, columns)
    else:
        db.execute("DELETE FROM stale WHERE note = ?", (number,))
        if stale.indexed is not None:
            _delete(db, number, stale.indexed)


def update(
    db: sqlite3.Connection, number: int, old: Columns, new: Columns, *, later: bool = False
) -> None:
    """Index a changed note, now or (`later`, or a long note) when `index_pending` comes to it."""
    if old == new:
        return
    if later or max(len(old.body), len(new.body)) >= LONG:
        if db.execute("SELECT 1 FROM stale WHERE note = ?", (number,)).fetchone() is None:
            db.execute("INSERT INTO stale (note, indexed) VALUES (?, ?)", (number, _pack(old)))
        return
    delete(db, number, old)
    insert(db, number, new)


def insert_later(db: sqlite3.Connection, number: int) -> None:
    """Leave a new note for `index_pending`."""
    db.execute("INSERT INTO stale (note, indexed) VALUES (?, NULL)", (number,))


def is_pending(db: sqlite3.Connection) -> bool:
    """Whether notes wait to be indexed."""
    return db.execute("SELECT 1 FROM stale LIMIT 1").fetchone() is not None


def index_pending(db: sqlite3.Connection, limit: int) -> list[str]:
    """Index up to `limit` notes that wait for it; their ids."""
    waiting = db.execute("SELECT note FROM stale ORDER BY note LIMIT ?", (limit,)).fetchall()
    done = []
    for (number,) in waiting:
        delete(db, number, Columns("", ""))
        for note_id, columns in _stored(db, "WHERE n.number = ?", (number,)):
            insert(db, number, columns)
            done.append(note_id[0])
    return done


def rebuild(db: sqlite3.Connection) -> None:
    """Make the whole index anew from the notes."""
    db.execute("DELETE FROM stale")
    # not 'delete-all': a damaged index is replaced table and all; SQLite drops none of which it
    # does not know the version, and knows this one
    db.execute("REPLACE INTO search_config (k, v) VALUES ('version', 4)")
    db.execute("DROP TABLE search")
    db.execute(SEARCH_TABLE)
    for (_, number), columns in _stored(db, "", ()):
        insert(db, number, columns)
    remember_fold_version(db)


def expected(db: sqlite3.Connection) -> Iterator[tuple[int, Columns]]:
    """(number, columns) of every note as the index should hold it."""
    stale = {
        number: None if indexed is None else _unpack(indexed)
        for number, indexed in db.execute("SELECT note, indexed FROM stale")
    }
    for (_, number), columns in _stored(db, "", ()):
        held = stale.get(number, columns)
        if held is not None:
            yield number, held


def remember_fold_version(db: sqlite3.Connection) -> None:
    """Record that the index is of this program's folding."""
    db.execute(
        "INSERT INTO state (key, value) VALUES ('fold', ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (str(FOLD_VERSION),),
    )


def is_current(db: sqlite3.Connection) -> bool:
    """Whether the index was made by this program's folding."""
    row = db.execute("SELECT value FROM state WHERE key = 'fold'").fetchone()
    return row is not None and row[0] == str(FOLD_VERSION)


class Waiting:
    """An index in memory of the notes whose text is newer than the library's index."""

    def __init__(self) -> None:
        self._versions: dict[int, tuple[int, Columns]] = {}
        self._memory: sqlite3.Connection | None = None

    def refresh(self, db: sqlite3.Connection) -> set[int]:
        """Bring the index up to date; the numbers of the notes in it."""
        versions = dict(
            db.execute("SELECT s.note, n.version FROM stale s JOIN note n ON n.number = s.note")
        )
        every = {number for (number,) in db.execute("SELECT note FROM stale")}
        for number in set(self._versions) - set(versions):
            _delete(self._open(), number, self._versions.pop(number)[1])
        for number, version in versions.items():
            for _, columns in _stored(db, "WHERE n.number = ?", (number,)):
                self._put(number, version, columns)
        return every

    def matches(self, expression: str) -> list[tuple[int, float]]:
        """(number, score) of the notes in it that match."""
        return _matches(self._open(), expression) if self._versions else []

    def close(self) -> None:
        """Give the memory back."""
        if self._memory is not None:
            self._memory.close()

    def _put(self, number: int, version: int, columns: Columns) -> None:
        known = self._versions.get(number)
        if known == (version, columns):
            return
        if known is not None:
            _delete(self._open(), number, known[1])
        insert(self._open(), number, columns)
        self._versions[number] = (version, columns)

    def _open(self) -> sqlite3.Connection:
        if self._memory is None:
            self._memory = sqlite3.connect(":memory:", isolation_level=None)
            self._memory.execute(SEARCH_TABLE)
        return self._memory


def find(db: sqlite3.Connection, query: Query, waiting: Waiting) -> list[tuple[int, float]]:
    """(number, score) of every note that holds all terms, trashed ones too, in no order."""
    stale = waiting.refresh(db)

    def hits(terms: Query) -> dict[int, float]:
        expression = match_expression(terms)
        found = {hit: score for hit, score in _matches(db, expression) if hit not in stale}
        return found | dict(waiting.matches(expression))

    found = hits(query)
    tagged = [_tagged(db, term) for term in query.terms]
    if any(tagged):
        by_term = (
            by_tag.union(hits(Query((term,))))
            for term, by_tag in zip(query.terms, tagged, strict=True)
        )
        for number in set.intersection(*by_term):
            found[number] = found.get(number, 0.0) + _TAG_SCORE
    return list(found.items())


def _tagged(db: sqlite3.Connection, term: Term) -> set[int]:
    """The notes with a tag whose path holds the term."""
    holds = re.compile(pattern(term)).search
    tags = [tag for tag, path in db.execute("SELECT id, path FROM tag") if holds(fold(path))]
    if not tags:
        return set()
    rows = db.execute(
        "SELECT note FROM note_tag WHERE tag IN (SELECT value FROM json_each(?))",
        (json.dumps(tags),),
    )
    return {row[0] for row in rows}


def _matches(db: sqlite3.Connection, expression: str) -> list[tuple[int, float]]:
    return db.execute(
        f"SELECT rowid, -bm25(search, {_WEIGHTS}) FROM search WHERE search MATCH ?",
        (expression,),
    ).fetchall()


class _Stale(NamedTuple):
    indexed: Columns | None


def _stale(db: sqlite3.Connection, number: int) -> _Stale | None:
    row = db.execute("SELECT indexed FROM stale WHERE note = ?", (number,)).fetchone()
    if row is None:
        return None
    return _Stale(None if row[0] is None else _unpack(row[0]))


def _delete(db: sqlite3.Connection, number: int, columns: Columns) -> None:
    db.execute(
        "INSERT INTO search (search, rowid, title, body) VALUES ('delete', ?, ?, ?)",
        (number, *columns.tokens()),
    )


def _pack(columns: Iterable[str]) -> bytes:
    return pack(json.dumps(list(columns), ensure_ascii=False).encode(), 1)


def _unpack(data: bytes) -> Columns:
    return Columns(*json.loads(unpack(data)))


def _stored(
    db: sqlite3.Connection, where: str, values: tuple[int, ...]
) -> Iterator[tuple[tuple[str, int], Columns]]:
    """((id, number), columns) of the notes as they are stored now."""
    rows = db.execute(
        "SELECT n.id, n.number, n.title, x.body FROM note n"
        f" JOIN note_text x ON x.note = n.number {where}",
        values,
    )
    for note_id, number, *columns in rows:
        yield (note_id, number), Columns(*columns)
