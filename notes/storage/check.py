"""The integrity check, and mending what can be made anew from texts: the index and the links."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import struct
import zlib
from collections import Counter
from collections.abc import Callable, Iterator

from notes import links as text_links
from notes.model import LinkKind, Problem
from notes.search import fulltext
from notes.search.folding import FOLD_VERSION
from notes.storage import batches, history, links, lists, notes
from notes.storage.resolving import Resolver
from notes.storage.times import DamagedError
from notes.storage.transaction import Transaction, changes_since

BROKEN = (
    TypeError, ValueError, ArithmeticError, AttributeError, LookupError, RecursionError,
    zlib.error, struct.error, DamagedError,
)  # fmt: skip
"""What values that the program did not write make it raise."""
_MENDED = ("index", "link")
_MOST = 100
"""Findings of SQLite's own that are listed."""


def problems(db: sqlite3.Connection) -> list[Problem]:
    """Everything wrong with a library. A step that cannot be done is itself a finding."""
    found: list[Problem] = []
    for step in (
        _sqlite,
        _references,
        texts,
        _index,
        _links,
        _attachments,
        _history,
        _places,
        _records,
    ):
        found += _attempt(db, step)
    return found


def is_damaged(db: sqlite3.Connection) -> bool:
    """Whether an unexpected error is the file's fault: anything is wrong with it."""
    try:
        return bool(problems(db))
    except sqlite3.Error:
        return True


def is_mendable(problem: Problem) -> bool:
    """Whether `mend` can put it right."""
    return problem.kind in _MENDED


def mend(tx: Transaction, found: list[Problem]) -> list[Problem]:
    """Mend the index and the links where a check found them wrong; `mended`: it is right now."""
    if any(problem.kind == "index" for problem in found):
        fulltext.rebuild(tx.db)
    if any(problem.kind == "link" for problem in found):
        for number, body in tx.db.execute("SELECT note, body FROM note_text").fetchall():
            links.update(tx, number, body)
        links.resolve_all(tx)
    left = {(p.kind, p.id) for p in (*_attempt(tx.db, _index), *_attempt(tx.db, _links))}
    return [p._replace(mended=is_mendable(p) and (p.kind, p.id) not in left) for p in found]


def _attempt(
    db: sqlite3.Connection, step: Callable[[sqlite3.Connection], Iterator[Problem]]
) -> list[Problem]:
    found: list[Problem] = []
    try:
        found.extend(step(db))
    except (sqlite3.DatabaseError, *BROKEN) as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_INTERRUPT:
            raise
        found.append(Problem("sqlite", "", f"{step.__name__.strip('_')}: {error}"))
    return found


def _sqlite(db: sqlite3.Connection) -> Iterator[Problem]:
    for (message,) in db.execute(f"PRAGMA integrity_check({_MOST})"):
        if message != "ok":
            yield Problem("sqlite", "", message)


def _references(db: sqlite3.Connection) -> Iterator[Problem]:
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check").fetchall():
        yield Problem("reference", str(row or ""), f"{table} → {parent}")


def _index(db: sqlite3.Connection) -> Iterator[Problem]:
    """Compare the tokens that the index holds with those of the texts."""
    if not fulltext.is_current(db):
        yield Problem("index", "", f"not of fold version {FOLD_VERSION}")
        return
    try:
        db.execute("SELECT 1 FROM search WHERE search MATCH 'a' LIMIT 1").fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
            raise
        yield Problem("index", "", str(error))  # of a form that this SQLite does not know
        return
    wanted: dict[str, Counter[str]] = {"title": Counter(), "body": Counter()}
    sizes: dict[int, list[int]] = {}
    for number, columns in fulltext.expected(db):
        split = [text.split() for text in columns.tokens()]
        sizes[number] = [len(tokens) for tokens in split]
        for counter, tokens in zip(wanted.values(), split, strict=True):
            counter.update(tokens)
    for number, size in db.execute("SELECT id, sz FROM search_docsize ORDER BY id").fetchall():
        expected = sizes.pop(number, None)
        if expected is None:
            yield Problem("index", "", f"holds {number}, which is no note")
        elif _varints(size) != expected:
            yield Problem("index", _id(db, number), "holds another text")
    for number in sizes:
        yield Problem("index", _id(db, number), "does not hold the note")
    if _held(db) != wanted:
        yield Problem("index", "", "holds other words than the notes")


def _held(db: sqlite3.Connection) -> dict[str, Counter[str]]:
    """Column → token → how often the index holds it."""
    (read_only,) = db.execute("PRAGMA query_only").fetchone()
    db.execute("PRAGMA query_only = OFF")
    try:
        db.execute("CREATE VIRTUAL TABLE temp.held USING fts5vocab('main', 'search', 'col')")
        rows = db.execute("SELECT term, col, cnt FROM temp.held").fetchall()
        db.execute("DROP TABLE temp.held")
    finally:
        db.execute(f"PRAGMA query_only = {read_only}")
    held: dict[str, Counter[str]] = {"title": Counter(), "body": Counter()}
    for term, column, count in rows:
        held[column][term] = count
    return held


def _varints(data: bytes) -> list[int]:
    """SQLite's variable-length integers, as FTS5 keeps a row's token counts."""
    numbers, value = [], 0
    for byte in data:
        value = value << 7 | byte & 0x7F
        if not byte & 0x80:
            numbers.append(value)
            value = 0
    return numbers


def _links(db: sqlite3.Connection) -> Iterator[Problem]:
    rows = db.execute(
        "SELECT n.number, n.id, x.body FROM note n JOIN note_text x ON x.note = n.number"
    )
    waiting = {row[0] for row in db.execute("SELECT key FROM link_stale")}
    resolver = Resolver(db)
    for number, note_id, body in rows:
        stored = db.execute(
            "SELECT kind, target, to_note, attachment FROM link WHERE note = ? ORDER BY position",
            (number,),
        ).fetchall()
        found = text_links.extract(body)
        if [(kind.value, target) for kind, target in found] != [row[:2] for row in stored]:
            yield Problem("link", note_id, "other links than the text")
        elif any(
            resolver.resolve(number, target, LinkKind(kind)) != (to_note, attachment)
            for kind, target, to_note, attachment in stored
            if text_links.key(target) not in waiting
        ):
            yield Problem("link", note_id, "links that lead elsewhere")


def texts(db: sqlite3.Connection) -> Iterator[Problem]:
    """The notes whose text is not what was written, or is not there."""
    rows = db.execute(
        "SELECT n.id, x.checksum, n.title, x.front_matter, x.properties, x.body FROM note n"
        " JOIN note_text x ON x.note = n.number"
    )
    for note_id, checksum, *said in rows:
        if notes.checksum(*said) != checksum:
            yield Problem("text", note_id, "is not as it was written")
    missing = "SELECT id FROM note WHERE number NOT IN (SELECT note FROM note_text)"
    for (note_id,) in db.execute(missing).fetchall():
        yield Problem("text", note_id, "is missing")


def _attachments(db: sqlite3.Connection) -> Iterator[Problem]:
    for digest, size in db.execute("SELECT hash, size FROM attachment").fetchall():
        (data,) = db.execute("SELECT data FROM attachment WHERE hash = ?", (digest,)).fetchone()
        if len(data) != size or hashlib.sha256(data).hexdigest() != digest:
            yield Problem("attachment", digest, "its content is not what was stored")


def _history(db: sqlite3.Connection) -> Iterator[Problem]:
    rows = db.execute(
        "SELECT n.id FROM note n LEFT JOIN revision r ON r.note = n.number AND r.data IS NULL"
        " GROUP BY n.number HAVING count(r.id) <> 1"
    ).fetchall()
    for (note_id,) in rows:
        yield Problem("history", note_id, "no one newest revision")
    kept = db.execute(
        "SELECT r.id, n.id FROM revision r JOIN note n ON n.number = r.note WHERE data NOTNULL"
    ).fetchall()
    for revision, note_id in kept:
        try:
            history.kept_text(db, revision)
        except BROKEN:
            yield Problem("history", note_id, f"revision {revision} cannot be read")


def _places(db: sqlite3.Connection) -> Iterator[Problem]:
    for table in ("category", "tag"):
        paths = {row[0] for row in db.execute(f"SELECT path FROM {table}")}
        for path in paths:
            parent = path.rpartition("/")[0]
            if parent and parent not in paths:
                yield Problem(table, "", f"{path}: nothing above it")
    for note_id, properties in db.execute(
        "SELECT n.id, x.properties FROM note n JOIN note_text x ON x.note = n.number"
    ):
        try:
            readable = isinstance(json.loads(properties), dict)
        except (ValueError, RecursionError):
            readable = False
        if not readable:
            yield Problem("properties", note_id, "cannot be read")
    for (note_id,) in db.execute("SELECT id FROM note").fetchall():
        try:
            lists.summaries(db, (note_id,))
        except BROKEN as error:
            yield Problem("note", note_id, repr(error))


def _records(db: sqlite3.Connection) -> Iterator[Problem]:
    """The change log and the imports, as far as they must be readable."""
    try:
        changes_since(db, 0)
    except BROKEN as error:
        yield Problem("change", "", repr(error))
    try:
        batches.every(db)
        batches.sources(db)
    except BROKEN as error:
        yield Problem("batch", "", repr(error))


def _id(db: sqlite3.Connection, number: int) -> str:
    row = db.execute("SELECT id FROM note WHERE number = ?", (number,)).fetchone()
    return "" if row is None else str(row[0])
