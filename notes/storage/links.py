"""The link table: what each note links to, resolved to notes and attachments."""

from __future__ import annotations

import posixpath
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import unquote

from notes import links as text_links
from notes.changes import Kind
from notes.model import Link, LinkKind
from notes.search.folding import fold_title
from notes.storage import attachments
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
    for position, (kind, target) in enumerate(found):
        ends = resolve(tx.db, number, target, kind)
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


def resolve(
    db: sqlite3.Connection, number: int | None, target: str, kind: LinkKind = LinkKind.WIKI
) -> tuple[int | None, str | None]:
    """The (note's number, attachment's hash) that `target` means in a note; at most one is set."""
    if text_links.is_outside(target):
        return None, None
    if number is not None:
        held = attachments.hash_for(db, number, target)
        if held is not None:
            return None, held
        by_source = _by_source(db, number, target)
        if by_source is not None:
            return by_source, None
    if target.startswith("note:"):
        return _one(db, "SELECT number FROM note WHERE id = ?", target[5:]), None
    if kind is LinkKind.IMAGE:
        return None, None
    return _by_title(db, target), None


_Row = tuple[int, int, str, str, int | None, str | None]
_MANY = 200
"""Links of one key from which on they are resolved later, all at once."""


class Names(NamedTuple):
    """All by which links may mean a note: folded titles, and the document it came from."""

    keys: frozenset[str]
    source: str | None

    @classmethod
    def of(cls, title_key: str, source: str | None, aliases: Iterable[str]) -> Names:
        """The names of a note of this folded title, document and folded aliases."""
        keys = {title_key, *aliases}
        if source is not None:
            keys.add(text_links.key(source))
        return cls(frozenset(keys - {""}), source)


def names_of(db: sqlite3.Connection, number: int) -> Names:
    """The names of a note."""
    title_key, source = db.execute(
        "SELECT title_key, source FROM note WHERE number = ?", (number,)
    ).fetchone()
    aliases = db.execute("SELECT key FROM alias WHERE note = ?", (number,))
    return Names.of(title_key, source, [row[0] for row in aliases])


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
                "INSERT OR IGNORE INTO link_stale SELECT key FROM link WHERE key = ? LIMIT 1",
                (key,),
            )
        else:
            _resolve_rows(tx, _rows(tx.db, key))


def resolve_pending(tx: Transaction) -> None:
    """Resolve the links that were left for later."""
    for (key,) in tx.db.execute("SELECT key FROM link_stale").fetchall():
        _resolve_rows(tx, _rows(tx.db, key))
    tx.db.execute("DELETE FROM link_stale")


def is_pending(db: sqlite3.Connection) -> bool:
    """Whether links were left for later."""
    return db.execute("SELECT 1 FROM link_stale LIMIT 1").fetchone() is not None


def _is_much_used(db: sqlite3.Connection, key: str) -> bool:
    row = db.execute("SELECT 1 FROM link WHERE key = ? LIMIT 1 OFFSET ?", (key, _MANY)).fetchone()
    return row is not None


def _rows(db: sqlite3.Connection, key: str) -> list[_Row]:
    return db.execute(
        "SELECT note, position, kind, target, to_note, attachment FROM link WHERE key = ?", (key,)
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
        "SELECT note, position, kind, target, to_note, attachment FROM link"
        " WHERE key <> '' OR target LIKE 'note:%'"
    ).fetchall()
    return _resolve_rows(tx, rows)


def _resolve_rows(tx: Transaction, rows: Iterable[_Row]) -> int:
    changed = []
    for note, position, kind, target, to_note, attachment in rows:
        ends = resolve(tx.db, note, target, LinkKind(kind))
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
        Link(source, LinkKind(kind), target, to, attachment)
        for source, kind, target, to, attachment in rows
    ]


def _one(db: sqlite3.Connection, sql: str, *values: object) -> int | None:
    row = db.execute(sql, values).fetchone()
    return None if row is None else int(row[0])


def _by_source(db: sqlite3.Connection, number: int, target: str) -> int | None:
    """By the document meant: as the importer found it, or relative to the note's own."""
    row = db.execute(
        "SELECT s.source, n.source FROM note n"
        " LEFT JOIN link_source s ON s.note = n.number AND s.target = ? WHERE n.number = ?",
        (target, number),
    ).fetchone()
    if row is None:
        return None
    meant, own = row
    if meant is None and own is not None and ("/" in target or "." in target):
        meant = posixpath.normpath(posixpath.join(posixpath.dirname(own), unquote(target)))
    if meant is None:
        return None
    return _one(
        db,
        "SELECT number FROM note WHERE source = ? AND trashed IS NULL ORDER BY number LIMIT 1",
        meant,
    )


def _by_title(db: sqlite3.Connection, target: str) -> int | None:
    """The oldest note of a title: in the folder named, by the very title, folded, by an alias."""
    title = text_links.title_named(target)
    folder = unquote(target).replace("\\", "/").rpartition("/")[0].strip("./")
    values = {"key": fold_title(title), "title": title, "folder": f"/{folder}"}
    there = "FROM note n WHERE n.title_key = :key AND n.trashed IS NULL"
    in_folder = (
        f"SELECT n.number {there} AND n.category IN (SELECT id FROM category WHERE"
        " substr('/' || path, -length(:folder)) = :folder) ORDER BY n.title <> :title, n.number"
    )
    by_alias = (
        "SELECT n.number FROM alias a JOIN note n ON n.number = a.note"
        " WHERE a.key = :key AND n.trashed IS NULL ORDER BY n.number"
    )
    ways = (
        *((in_folder,) if folder else ()),
        f"SELECT n.number {there} AND n.title = :title ORDER BY n.number",
        f"SELECT n.number {there} ORDER BY n.number",
        by_alias,
    )
    for way in ways:
        row = db.execute(f"{way} LIMIT 1", values).fetchone()
        if row is not None:
            return int(row[0])
    return None
