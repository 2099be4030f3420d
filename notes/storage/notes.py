"""Writing notes: the row, its text, tags, links, history and index, together."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from notes.changes import Kind
from notes.errors import Fault, FaultCode
from notes.links import same_links
from notes.model import NewNote, RevisionText
from notes.search import fulltext
from notes.search.folding import fold_title, sort_key
from notes.search.fulltext import Columns
from notes.storage import attachments, history, links, names, places
from notes.storage.excerpt import excerpt
from notes.storage.times import Moment, moment
from notes.storage.transaction import Transaction


class Stored(NamedTuple):
    """What a write must know of a note as it is."""

    number: int
    id: str
    version: int
    title: str
    front_matter: str
    properties: str
    body: str
    tags: str  # paths, a line each
    stub: int
    trashed: int | None

    @property
    def columns(self) -> Columns:
        """What the index holds of it."""
        return Columns(self.title, self.body)

    @property
    def text(self) -> RevisionText:
        """What its history keeps."""
        return RevisionText(self.title, self.front_matter, self.body)


class Text(NamedTuple):
    """The text that a note is to have; None leaves a part as it is."""

    title: str | None = None
    body: str | None = None
    front_matter: str | None = None
    properties: Mapping[str, Any] | None = None


TAGS = (
    "ifnull((SELECT group_concat(path, char(10)) FROM (SELECT t.path FROM note_tag nt"
    " JOIN tag t ON t.id = nt.tag WHERE nt.note = n.number ORDER BY nt.position)), '')"
)
"""SQL: the tag paths of note `n`, a line each, in order."""


def number_of(db: sqlite3.Connection, note_id: str) -> int:
    """A note's number. Raises `Fault(NOTE_MISSING)`."""
    row = db.execute("SELECT number FROM note WHERE id = ?", (note_id,)).fetchone()
    if row is None:
        raise Fault(FaultCode.NOTE_MISSING, reference=note_id)
    return int(row[0])


def stored(db: sqlite3.Connection, note_id: str) -> Stored:
    """A note as it is. Raises `Fault(NOTE_MISSING)`."""
    row = db.execute(
        "SELECT n.number, n.id, n.version, n.title, x.front_matter, x.properties, x.body,"
        f" {TAGS}, n.stub, n.trashed FROM note n JOIN note_text x ON x.note = n.number"
        " WHERE n.id = ?",
        (note_id,),
    ).fetchone()
    if row is None:
        raise Fault(FaultCode.NOTE_MISSING, reference=note_id)
    return Stored(*row)


def create(tx: Transaction, new: NewNote, *, imported: bool = False) -> str:
    """Make a note; its id.

    Of an imported one's tags and category what no name can hold is left out, and other notes'
    links to it are resolved by `links.resolve_pending`.
    """
    db = tx.db
    note_id = _free_id(tx, new.id)
    title, body = names.clean_title(new.title), names.clean_text(new.body)
    dated = new.modified or new.created
    modified = moment(dated) if dated else tx.moment
    created = moment(new.created) if new.created else modified
    key = fold_title(title)
    source = None if new.source is None else names.clean_text(new.source)
    cursor = db.execute(
        "INSERT INTO note (id, title, title_key, title_sort, excerpt, category, created,"
        " created_offset, modified, modified_offset, stub, starred, protected, characters, source,"
        " source_hash, imported_version, version)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
        (
            note_id,
            title,
            key,
            sort_key(title),
            excerpt(body, title),
            _category(tx, new.category, lenient=imported),
            *created,
            *modified,
            new.stub,
            new.starred,
            new.protected,
            len(body),
            source,
            new.source_hash,
            1 if imported else None,
        ),
    )
    number = int(cursor.lastrowid or 0)
    front_matter, properties = names.clean_text(new.front_matter), _json(new.properties)
    db.execute(
        "INSERT INTO note_text (note, front_matter, properties, body, checksum)"
        " VALUES (?, ?, ?, ?, ?)",
        (number, front_matter, properties, body, checksum(title, front_matter, properties, body)),
    )
    set_tags(tx, number, new.tags, lenient=imported)
    _set_aliases(tx, number, new.aliases)
    _begin_history(tx, number, new, RevisionText(title, front_matter, body), modified)
    attach(tx, number, new)
    links.update(tx, number, body)
    named = links.Names.of(note_id, title, source, map(fold_title, new.aliases))
    links.resolve_again(tx, named, later=imported)
    fulltext.insert(db, number, Columns(title, body))
    tx.create(note_id, Kind.TEXT, Kind.META)
    return note_id


def write_text(
    tx: Transaction,
    old: Stored,
    text: Text,
    *,
    reason: str,
    index_later: bool = False,
    modified: Moment | None = None,
) -> bool:
    """Change a note's text; whether anything changed."""
    title = old.title if text.title is None else names.clean_title(text.title)
    body = old.body if text.body is None else names.clean_text(text.body)
    block = old.front_matter if text.front_matter is None else names.clean_text(text.front_matter)
    properties = old.properties if text.properties is None else _json(text.properties)
    if (title, block, body, properties) == (
        old.title,
        old.front_matter,
        old.body,
        old.properties,
    ):
        return False
    when = modified or tx.moment
    if (title, block, body) != (old.title, old.front_matter, old.body):
        history.change(tx.db, old.number, old.text, len(body), tx.moment, reason)
    named = links.names_of(tx.db, old.number)
    # a stub is a note without text: writing some fills it
    stub = bool(old.stub) and not body.strip()
    tx.db.execute(
        "UPDATE note SET title = ?, title_key = ?, title_sort = ?, excerpt = ?, modified = ?,"
        " modified_offset = ?, stub = ?, characters = ?, version = version + 1 WHERE number = ?",
        (
            title,
            fold_title(title),
            sort_key(title),
            excerpt(body, title),
            *when,
            stub,
            len(body),
            old.number,
        ),
    )
    tx.db.execute(
        "UPDATE note_text SET front_matter = ?, properties = ?, body = ?, checksum = ?"
        " WHERE note = ?",
        (block, properties, body, checksum(title, block, properties, body), old.number),
    )
    if title != old.title:
        links.resolve_again(tx, named, links.names_of(tx.db, old.number))
    if body != old.body and not same_links(old.body, body):
        links.update(tx, old.number, body)
    fulltext.update(tx.db, old.number, old.columns, Columns(title, body), later=index_later)
    tx.update(old.id, Kind.META)
    if (block, body) != (old.front_matter, old.body):
        tx.update(old.id, Kind.TEXT)
    return True


def checksum(title: str, front_matter: str, properties: str, body: str) -> int:
    """CRC-32 of all that a note says, to tell damage: what SQLite reads is not checked by it."""
    value = 0
    for text in (title, front_matter, properties, body):
        value = zlib.crc32(b"\0", zlib.crc32(text.encode(), value))
    return value


def retag(tx: Transaction, old: Stored, tags: Sequence[str], *, lenient: bool = False) -> None:
    """Give a note other tags."""
    before = old.tags.split("\n") if old.tags else []
    wanted = tag_paths(tags, lenient=lenient)
    if wanted != before:
        tx.db.execute("DELETE FROM note_tag WHERE note = ?", (old.number,))
        set_tags(tx, old.number, wanted, lenient=lenient)
        tx.update(old.id, Kind.META, Kind.TAGS)


def set_tags(tx: Transaction, number: int, tags: Iterable[str], *, lenient: bool = False) -> None:
    """Add tags to a note that has none."""
    for position, path in enumerate(tag_paths(tags, lenient=lenient)):
        tag, made = places.ensure(tx.db, "tag", path)
        if made:
            tx.kinds.add(Kind.TAGS)
            tx.made_tags.extend(made)
        tx.db.execute(
            "INSERT INTO note_tag (note, tag, position) VALUES (?, ?, ?)", (number, tag, position)
        )


def tag_paths(tags: Iterable[str], *, lenient: bool = False) -> list[str]:
    """The stored forms of tags, each once, in order."""
    found = (names.lenient_path((tag,)) if lenient else names.tag_path(tag) for tag in tags)
    return [path for path in dict.fromkeys(found) if path]


def put_into(
    tx: Transaction, old: Stored, category: Sequence[str], *, lenient: bool = False
) -> bool:
    """Move a note to a category, made when missing; whether it was elsewhere."""
    place = _category(tx, category, lenient=lenient)
    cursor = tx.db.execute(
        "UPDATE note SET category = ? WHERE number = ? AND category IS NOT ?",
        (place, old.number, place),
    )
    if cursor.rowcount:
        tx.update(old.id, Kind.META)
        links.resolve_again(tx, links.names_of(tx.db, old.number))
    return bool(cursor.rowcount)


def star(tx: Transaction, note_id: str, *, starred: bool) -> None:
    """Give or take a note's star."""
    cursor = tx.db.execute(
        "UPDATE note SET starred = ? WHERE number = ? AND starred <> ?",
        (starred, number_of(tx.db, note_id), starred),
    )
    if cursor.rowcount:
        tx.update(note_id, Kind.META)


def trash(tx: Transaction, ids: Iterable[str], *, trashed: bool) -> None:
    """Put notes into the trash, or back to where they were."""
    for note_id in ids:
        number = number_of(tx.db, note_id)
        cursor = tx.db.execute(
            "UPDATE note SET trashed = ? WHERE number = ? AND (trashed IS NULL) = ?",
            (tx.moment.instant if trashed else None, number, trashed),
        )
        if cursor.rowcount:
            tx.update(note_id, Kind.TRASH)
            links.resolve_again(tx, links.names_of(tx.db, number))


def delete(tx: Transaction, note_id: str, *, unindex: bool = True) -> None:
    """Delete a note for good, with its history. Attachments: `attachments.drop_unused` after.

    `unindex` False: the caller makes the whole index anew.
    """
    old = stored(tx.db, note_id)
    named = links.names_of(tx.db, old.number)
    if unindex:
        fulltext.delete(tx.db, old.number, old.columns)
    tx.db.execute(
        "UPDATE revision SET base = NULL WHERE note = ? AND base IS NOT NULL", (old.number,)
    )
    tx.db.execute("DELETE FROM note WHERE number = ?", (old.number,))
    tx.remove(note_id, Kind.TRASH)
    links.resolve_again(tx, named)


def _free_id(tx: Transaction, wanted: str | None) -> str:
    if wanted is not None and names.is_id(wanted):
        if tx.db.execute("SELECT 1 FROM note WHERE id = ?", (wanted,)).fetchone() is None:
            return wanted
        raise Fault(FaultCode.NOTE_CONFLICT, id=wanted)
    while True:
        tx.last_id = note_id = names.new_id(tx.moment, tx.last_id)
        if tx.db.execute("SELECT 1 FROM note WHERE id = ?", (note_id,)).fetchone() is None:
            return note_id


def _category(tx: Transaction, category: Sequence[str], *, lenient: bool) -> int | None:
    path = names.lenient_path(category) if lenient else names.require_path(category)
    if not path:
        return None
    place, made = places.ensure(tx.db, "category", path)
    if made:
        tx.kinds.add(Kind.CATEGORIES)
        tx.made_categories.extend(made)
    return place


def _set_aliases(tx: Transaction, number: int, aliases: Iterable[str]) -> None:
    named = {fold_title(alias): names.clean_title(alias) for alias in aliases}
    tx.db.executemany(
        "INSERT INTO alias (note, key, name) VALUES (?, ?, ?)",
        [(number, key, name) for key, name in named.items() if key],
    )


def replace_aliases(tx: Transaction, number: int, aliases: Iterable[str]) -> None:
    """Give a note other aliases."""
    tx.db.execute("DELETE FROM alias WHERE note = ?", (number,))
    _set_aliases(tx, number, aliases)


def _begin_history(
    tx: Transaction, number: int, new: NewNote, now: RevisionText, modified: Moment
) -> None:
    first = new.first_body
    if first is None or first == now.body:
        history.begin(tx.db, number, modified, len(now.body), "first")
        return
    first = names.clean_text(first)
    history.begin(tx.db, number, modified, len(first), "first")
    read = RevisionText(now.title, now.front_matter, first)
    history.change(tx.db, number, read, len(now.body), modified, "tidy")


def attach(tx: Transaction, number: int, new: NewNote) -> None:
    """Store the files and link targets that came with a note."""
    for attachment in new.attachments:
        attachments.keep(tx, number, attachment)
    if new.targets:
        links.remember_sources(tx, number, new.targets.items())


def _json(properties: Mapping[str, Any]) -> str:
    return names.clean_text(json.dumps(dict(properties), ensure_ascii=False, default=str))
