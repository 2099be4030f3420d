"""The link table: what each note links to, resolved to notes and attachments."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from notes import links as text_links
from notes.changes import Kind
from notes.model import Link, LinkKind
from notes.search.folding import fold_title
from notes.storage.resolving import Resolver
from notes.storage.transaction import Transaction


def update(tx: Transaction, number: int, body: str) -> None:
    """Bring a note's links up to date with its text."""
    found = text_links.extract(body)
    old = tx.db.execute(
        "SELECT kind, target FROM link WHERE note = ? ORDER BY position", (number,)
    ).fetchall()
    if [(kind.value, target) for kind, target in found] == old:
        return
    tx.kinds.add(Kind.LINKS)
    if old:
        tx.db.execute("DELETE FROM link WHERE note = ?", (number,))
    resolver = Resolver(tx.db)
    for position, (kind, target) in enumerate(found):
        ends = resolver.resolve(number, target, kind)
        tx.db.execute(
            "INSERT INTO link (note, position, kind, target, key, to_note, attachment)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (number, position, kind.value, target, text_links.key(target), *ends),
        )


def remember_sources(tx: Transaction, number: int, targets: Iterable[tuple[str, str]]) -> None:
    """Keep which documents a note's targets meant where it came from."""
    tx.db.executemany(
        "INSERT INTO link_source (note, target, source) VALUES (?, ?, ?)"
        " ON CONFLICT (note, target) DO UPDATE SET source = excluded.source",
        [(number, target, source) for target, source in targets],
    )


_Row = tuple[int, int, str, str, int | None, str | None]
_KINDS = frozenset(kind.value for kind in LinkKind)
# the index leaves empty keys out, so that SQLite uses it only where a question does too
_BY_KEY = "key = ? AND key <> ''"
_MANY = 200
"""Links of one key from which on they are resolved later, all at once."""


class Names(NamedTuple):
    """All by which links may mean a note: folded titles, and the document it came from."""

    keys: frozenset[str]
    source: str | None

    @classmethod
    def of(cls, note_id: str, title: str, source: str | None, aliases: Iterable[str]) -> Names:
        """The names of a note of this id, title, document and folded aliases."""
        keys = {f"note:{note_id}", fold_title(title), *aliases}
        if "/" in title:  # a link `[[TCP/IP]]` is kept under its last part, as a path is
            keys.add(text_links.key(title))
        if source is not None:
            keys.add(text_links.key(source))
        return cls(frozenset(keys - {""}), source)


def names_of(db: sqlite3.Connection, number: int) -> Names:
    """The names of a note."""
    note_id, title, source = db.execute(
        "SELECT id, title, source FROM note WHERE number = ?", (number,)
    ).fetchone()
    aliases = db.execute("SELECT key FROM alias WHERE note = ?", (number,))
    return Names.of(note_id, title, source, [row[0] for row in aliases])


def resolve_again(tx: Transaction, *named: Names, later: bool = False) -> None:
    """Resolve anew every link that may mean a note of one of these names.

    `later`: leave it to `resolve_pending`, as happens to names that very many links use.
    """
    keys = set[str]().union(*(names.keys for names in named))
    for source in {names.source for names in named} - {None}:
        rows = tx.db.execute(
            "SELECT DISTINCT key FROM link WHERE (note, target) IN"
            " (SELECT note, target FROM link_source WHERE source = ?)",
            (source,),
        )
        keys.update(row[0] for row in rows)
    for key in keys:
        if later or _is_much_used(tx.db, key):
            tx.db.execute(
                f"INSERT OR IGNORE INTO link_stale SELECT key FROM link WHERE {_BY_KEY} LIMIT 1",
                (key,),
            )
        else:
            _resolve_rows(tx, _rows(tx.db, key))


def resolve_pending(tx: Transaction) -> None:
    """Resolve the links that were left for later."""
    resolver = Resolver(tx.db)
    for (key,) in tx.db.execute("SELECT key FROM link_stale").fetchall():
        _resolve_rows(tx, _rows(tx.db, key), resolver)
    tx.db.execute("DELETE FROM link_stale")


def is_pending(db: sqlite3.Connection) -> bool:
    """Whether links were left for later."""
    return db.execute("SELECT 1 FROM link_stale LIMIT 1").fetchone() is not None


def _is_much_used(db: sqlite3.Connection, key: str) -> bool:
    row = db.execute(
        f"SELECT 1 FROM link WHERE {_BY_KEY} LIMIT 1 OFFSET ?", (key, _MANY)
    ).fetchone()
    return row is not None


def _rows(db: sqlite3.Connection, key: str) -> list[_Row]:
    return db.execute(
        f"SELECT note, position, kind, target, to_note, attachment FROM link WHERE {_BY_KEY}",
        (key,),
    ).fetchall()


def resolve_note(tx: Transaction, number: int) -> None:
    """Resolve anew the links that a note holds."""
    rows = tx.db.execute(
        "SELECT note, position, kind, target, to_note, attachment FROM link WHERE note = ?",
        (number,),
    ).fetchall()
    _resolve_rows(tx, rows)


def resolve_all(tx: Transaction) -> int:
    """Resolve all links of the library; how many changed."""
    rows = tx.db.execute(
        "SELECT note, position, kind, target, to_note, attachment FROM link WHERE key <> ''"
    ).fetchall()
    return _resolve_rows(tx, rows)


def _resolve_rows(tx: Transaction, rows: Iterable[_Row], resolver: Resolver | None = None) -> int:
    resolver = resolver or Resolver(tx.db)
    changed = []
    for note, position, kind, target, to_note, attachment in rows:
        ends = resolver.resolve(note, target, _kind(kind))
        if ends != (to_note, attachment):
            changed.append((*ends, note, position))
    if changed:
        tx.kinds.add(Kind.LINKS)
        tx.db.executemany(
            "UPDATE link SET to_note = ?, attachment = ? WHERE note = ? AND position = ?", changed
        )
    return len(changed)


def of_note(db: sqlite3.Connection, note_id: str) -> list[Link]:
    """The links that a note's text holds, in order. One to a note in the trash leads nowhere."""
    return _links(db, "f.id = ? ORDER BY l.position", note_id)


def to_note(db: sqlite3.Connection, note_id: str) -> list[Link]:
    """The links of other notes (the trash left out) that lead to a note."""
    return _links(
        db,
        "t.id = ? AND f.trashed IS NULL AND f.id <> t.id ORDER BY f.modified DESC, l.position",
        note_id,
    )


def _links(db: sqlite3.Connection, where: str, note_id: str) -> list[Link]:
    rows = db.execute(
        "SELECT f.id, l.kind, l.target, CASE WHEN t.trashed IS NULL THEN t.id END, l.attachment"
        " FROM link l JOIN note f ON f.number = l.note LEFT JOIN note t ON t.number = l.to_note"
        f" WHERE {where}",
        (note_id,),
    )
    return [
        Link(source, _kind(kind), target, to, attachment)
        for source, kind, target, to, attachment in rows
    ]


def _kind(stored: str) -> LinkKind:
    """The kind as stored; `mend` puts right what is none."""
    return LinkKind(stored) if stored in _KINDS else LinkKind.LINK
