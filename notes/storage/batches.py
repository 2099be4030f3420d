"""Import batches: what each import did to which note, so that it can be taken back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from notes.changes import Kind
from notes.errors import Fault, FaultCode
from notes.model import Batch, Given, NewNote, SourceRecord, UndoResult
from notes.search import fulltext
from notes.storage import attachments, links, names, notes
from notes.storage.compression import pack, unpack
from notes.storage.notes import Stored, Text
from notes.storage.times import Moment, moment
from notes.storage.transaction import Transaction

EDITED = "edited"
"""Why a note is kept by an undo: its text was changed here since."""
GONE = "gone"
_KEPT = (
    "category, created, created_offset, modified, modified_offset, stub, protected, source,"
    " source_hash, imported_version"
)


def begin(tx: Transaction, roots: Sequence[str]) -> str:
    """Open a batch; its id."""
    batch = names.new_id(tx.moment)
    cleaned = [names.clean_text(root) for root in roots]
    tx.db.execute(
        "INSERT INTO batch (id, started, started_offset, roots, report, undone)"
        " VALUES (?, ?, ?, ?, '{}', 0)",
        (batch, *tx.moment, json.dumps(cleaned, ensure_ascii=False)),
    )
    tx.kinds.add(Kind.BATCHES)
    return batch


def apply(tx: Transaction, batch: str, items: Sequence[tuple[str | None, NewNote]]) -> list[str]:
    """Make a note for each item without an id, update the note of each with one; their ids."""
    _require(tx.db, batch)
    done = [
        _create(tx, batch, new) if note_id is None else _update(tx, batch, note_id, new)
        for note_id, new in items
    ]
    for kind, made in (("category", tx.made_categories), ("tag", tx.made_tags)):
        tx.db.executemany(
            "INSERT OR IGNORE INTO batch_place (batch, kind, place) VALUES (?, ?, ?)",
            [(batch, kind, place) for place in made],
        )
    return done


def finish(tx: Transaction, batch: str, report: Mapping[str, Any]) -> None:
    """Resolve the links that lead to the batch's notes and store its report."""
    _require(tx.db, batch)
    links.resolve_pending(tx)
    tx.db.execute(
        "UPDATE batch SET finished = ?, finished_offset = ?, report = ? WHERE id = ?",
        (*tx.moment, names.clean_text(json.dumps(dict(report), ensure_ascii=False)), batch),
    )
    tx.kinds.add(Kind.BATCHES)


def undo(tx: Transaction, batch: str) -> UndoResult:
    """Take a batch back: made notes go, changed ones get their text back, edited ones stay."""
    _require(tx.db, batch)
    rows = tx.db.execute(
        "SELECT note_id, version, before FROM batch_item WHERE batch = ?", (batch,)
    ).fetchall()
    removed, restored, kept = [], [], {}
    (held,) = tx.db.execute("SELECT count(*) FROM note").fetchone()
    going = sum(before is None for _, _, before in rows)
    anew = 2 * going > held  # indexing the few that stay is quicker than taking the many out
    for note_id, version, before in rows:
        reason = _why_kept(tx.db, note_id, version)
        if reason is not None:
            if reason != GONE:
                kept[note_id] = reason
            continue
        if before is None:
            notes.delete(tx, note_id, unindex=not anew)
            removed.append(note_id)
        else:
            _restore(tx, note_id, json.loads(unpack(before)))
            restored.append(note_id)
        tx.db.execute("DELETE FROM batch_item WHERE batch = ? AND note_id = ?", (batch, note_id))
    if anew and removed:
        fulltext.rebuild(tx.db)
    _remove_places(tx, batch)
    attachments.drop_unused(tx)
    tx.db.execute("UPDATE batch SET undone = 1 WHERE id = ?", (batch,))
    tx.kinds.add(Kind.BATCHES)
    return UndoResult(tuple(removed), tuple(restored), kept)


def of_note(db: sqlite3.Connection, note_id: str) -> str | None:
    """The newest batch that brought a note in, or brought it up to date."""
    row = db.execute(
        "SELECT b.id FROM batch_item i JOIN batch b ON b.id = i.batch WHERE i.note_id = ?"
        " ORDER BY b.started DESC, b.id DESC LIMIT 1",
        (note_id,),
    ).fetchone()
    return None if row is None else str(row[0])


def given(db: sqlite3.Connection, batch: str) -> tuple[Given, dict[str, Given]]:
    """What a batch gave all its notes, and by id what it gave single ones besides."""
    (text,) = db.execute("SELECT report FROM batch WHERE id = ?", (batch,)).fetchone()
    report = json.loads(text)
    into = tuple(report.get("into", ()))
    placed = {
        note_id: Given(into, tuple(one["category"]), tuple(one["tags"]))
        for note_id, one in report.get("placed", {}).items()
    }
    return Given(into), placed


def every(db: sqlite3.Connection) -> list[Batch]:
    """All imports, newest first."""
    rows = db.execute(
        "SELECT id, started, started_offset, finished, finished_offset, roots, report, undone"
        " FROM batch ORDER BY started DESC, id DESC"
    )
    return [
        Batch(
            id=batch,
            started=Moment(started, started_offset).as_datetime(),
            finished=None if finished is None else Moment(finished, offset).as_datetime(),
            roots=tuple(json.loads(roots)),
            report=json.loads(report),
            undone=bool(undone),
        )
        for batch, started, started_offset, finished, offset, roots, report, undone in rows
    ]


def sources(db: sqlite3.Connection) -> dict[str, SourceRecord]:
    """`source` → record. Of two notes of one source the one not in the trash, then the newest."""
    rows = db.execute(
        "SELECT source, id, source_hash, version <> ifnull(imported_version, version),"
        " trashed IS NOT NULL FROM note WHERE source IS NOT NULL"
        " ORDER BY trashed IS NULL, number"
    )
    return {
        source: SourceRecord(note_id, source, digest, None, bool(edited), bool(trashed))
        for source, note_id, digest, edited, trashed in rows
    }


def _require(db: sqlite3.Connection, batch: str) -> None:
    if db.execute("SELECT 1 FROM batch WHERE id = ?", (batch,)).fetchone() is None:
        raise Fault(FaultCode.BATCH_MISSING, batch=batch)


def _create(tx: Transaction, batch: str, new: NewNote) -> str:
    note_id = notes.create(tx, new, imported=True)
    tx.db.execute(
        "INSERT INTO batch_item (batch, note_id, version) VALUES (?, ?, 1)", (batch, note_id)
    )
    return note_id


def _update(tx: Transaction, batch: str, note_id: str, new: NewNote) -> str:
    old = notes.stored(tx.db, note_id)
    named = links.names_of(tx.db, old.number)
    before = _remember(tx.db, old)
    if new.category:
        notes.put_into(tx, old, new.category, lenient=True)
    tags = old.tags.split("\n") if old.stub and old.tags else []  # a filled stub keeps its tags
    notes.retag(tx, old, (*tags, *new.tags), lenient=True)
    dated = new.modified or new.created
    modified = moment(dated) if dated else tx.moment
    if new.first_body is not None and new.first_body != new.body:
        # the text as read, then its tidied form
        text = Text(new.title, new.first_body, new.front_matter, new.properties)
        notes.write_text(tx, old, text, reason="import")
        old = notes.stored(tx.db, note_id)
        tidied = Text(body=new.body)
        notes.write_text(tx, old, tidied, reason="tidy", modified=modified)
    else:
        text = Text(new.title, new.body, new.front_matter, new.properties)
        notes.write_text(tx, old, text, reason="import", modified=modified)
    notes.replace_aliases(tx, old.number, new.aliases)
    notes.attach(tx, old.number, new)
    if new.targets or new.attachments:
        links.resolve_note(tx, old.number)
    tx.db.execute(
        "UPDATE note SET stub = ?, protected = ?, source = ifnull(?, source), source_hash = ?,"
        " imported_version = version, created = ifnull(?, created),"
        " created_offset = ifnull(?, created_offset) WHERE number = ?",
        (
            new.stub,
            new.protected,
            None if new.source is None else names.clean_text(new.source),
            new.source_hash,
            *(moment(new.created) if new.created else (None, None)),
            old.number,
        ),
    )
    links.resolve_again(tx, named, links.names_of(tx.db, old.number))
    tx.update(note_id, Kind.META)
    (version,) = tx.db.execute("SELECT version FROM note WHERE id = ?", (note_id,)).fetchone()
    tx.db.execute(
        "INSERT INTO batch_item (batch, note_id, version, before) VALUES (?, ?, ?, ?)"
        # twice in one batch: what was before the batch stays what was before
        " ON CONFLICT (batch, note_id) DO UPDATE SET version = excluded.version",
        (batch, note_id, version, before),
    )
    return note_id


def _remember(db: sqlite3.Connection, old: Stored) -> bytes:
    """All that an undo has to put back, compressed."""
    row = db.execute(f"SELECT {_KEPT} FROM note WHERE number = ?", (old.number,)).fetchone()
    aliases = [r[0] for r in db.execute("SELECT name FROM alias WHERE note = ?", (old.number,))]
    data = {"note": old._asdict(), "row": row, "aliases": aliases}
    return pack(json.dumps(data, ensure_ascii=False).encode(), 6)


def _restore(tx: Transaction, note_id: str, before: dict[str, Any]) -> None:
    then = Stored(**before["note"])
    old = notes.stored(tx.db, note_id)
    named = links.names_of(tx.db, old.number)
    notes.retag(tx, old, then.tags.split("\n") if then.tags else [], lenient=True)
    text = Text(then.title, then.body, then.front_matter, json.loads(then.properties))
    notes.write_text(tx, old, text, reason="revert")
    notes.replace_aliases(tx, old.number, before["aliases"])
    category, *rest = before["row"]
    if tx.db.execute("SELECT 1 FROM category WHERE id = ?", (category,)).fetchone() is None:
        category = None
    columns = ", ".join(f"{name.strip()} = ?" for name in _KEPT.split(","))
    tx.db.execute(
        f"UPDATE note SET {columns} WHERE number = ?",
        (category, *rest, old.number),
    )
    if before["row"][-1] == then.version:
        # it was as an import had left it, and is so again: that import can be taken back too
        tx.db.execute("UPDATE note SET imported_version = version WHERE number = ?", (old.number,))
        tx.db.execute(
            "UPDATE batch_item SET version = (SELECT version FROM note WHERE number = ?)"
            " WHERE note_id = ? AND version = ?",
            (old.number, note_id, then.version),
        )
    links.resolve_again(tx, named, links.names_of(tx.db, old.number))
    tx.update(note_id, Kind.META)


def _why_kept(db: sqlite3.Connection, note_id: str, version: int) -> str | None:
    row = db.execute("SELECT version FROM note WHERE id = ?", (note_id,)).fetchone()
    if row is None:
        return GONE
    return EDITED if row[0] != version else None


def _remove_places(tx: Transaction, batch: str) -> None:
    """Remove the categories and tags that the batch made and that are empty now, deepest first."""
    held = {
        "category": "SELECT 1 FROM note WHERE category = :id",
        "tag": "SELECT 1 FROM note_tag WHERE tag = :id",
    }
    for kind, in_use in held.items():
        rows = tx.db.execute(
            f"SELECT p.id FROM batch_place b JOIN {kind} p ON p.id = b.place"
            " WHERE b.batch = ? AND b.kind = ? ORDER BY length(p.path) DESC",
            (batch, kind),
        ).fetchall()
        for (place,) in rows:
            tx.db.execute(
                f"DELETE FROM {kind} WHERE id = :id AND NOT EXISTS ({in_use})"
                f" AND NOT EXISTS (SELECT 1 FROM {kind} below"
                f" WHERE below.path >= {kind}.path || '/' AND below.path < {kind}.path || '0')",
                {"id": place},
            )
        if rows:
            tx.kinds.add(Kind.CATEGORIES if kind == "category" else Kind.TAGS)
