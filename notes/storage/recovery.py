"""A new library out of a backup or a damaged file: whole where it is sound, else note by note.

The old file is copied and never touched. What is salvaged of a damaged one: each note's row, text,
tags, aliases, attachments (checked against their hashes) and readable revisions, the categories,
tags and settings. A note whose row is lost is made from its text; one whose text is lost gets its
newest readable revision. Records of imports are not carried over.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from notes.errors import Fault, FaultCode, os_fault
from notes.model import NewAttachment, NewNote, Problem, Recovery, RevisionText
from notes.storage import (
    attachments,
    backup,
    check,
    database,
    history,
    links,
    names,
    notes,
    places,
    settings,
)
from notes.storage.database import Connection
from notes.storage.excerpt import excerpt
from notes.storage.times import DamagedError, Moment
from notes.storage.transaction import Transaction

_NOTE = (
    "id, title, category, created, created_offset, modified, modified_offset, stub, starred,"
    " protected, trashed, source, source_hash"
)
_SMALLEST_ROW = 40  # bytes: no file holds more notes than its size by this


def recover(source: Path, output: Path) -> Recovery:
    """Make the library `output` out of `source`; says what was lost.

    Raises `Fault`: the output exists, the source is missing, or holds nothing that can be read.
    """
    source, output = source.absolute(), output.absolute()
    if output.exists():
        raise Fault(FaultCode.FILE_EXISTS, path=str(output))
    if not source.is_file():
        raise Fault(FaultCode.FILE_MISSING, path=str(source))
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=".banyan-", dir=output.parent))
    except OSError as error:
        raise os_fault(error, output) from error
    try:
        return _recover(source, output, folder)
    except OSError as error:
        raise os_fault(error, source) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _recover(source: Path, output: Path, folder: Path) -> Recovery:
    copy = folder / "damaged.banyan"
    for suffix in ("", "-wal"):
        with contextlib.suppress(FileNotFoundError):
            shutil.copyfile(f"{source}{suffix}", f"{copy}{suffix}")
    whole = _take_whole(copy, output)
    if whole is not None:
        return whole
    draft = folder / "recovered.banyan"
    with closing(database.create(draft, settings.begin)) as opened, database.faults(output):
        with closing(_open_damaged(copy)) as damaged:
            recovery = _salvage(damaged, opened, copy.stat().st_size)
        opened.sqlite.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    if recovery.notes == 0 and not recovery.read:
        raise Fault(FaultCode.LIBRARY_DAMAGED, path=str(source), detail="nothing readable")
    backup.verify(draft)
    database.publish(draft, output)
    return recovery


def _take_whole(copy: Path, output: Path) -> Recovery | None:
    """Copy a sound library as it is."""
    try:
        with closing(database.open_reader(copy)) as opened, database.faults(copy):
            if check.problems(opened.sqlite):
                return None
            (count,) = opened.sqlite.execute("SELECT count(*) FROM note").fetchone()
            backup.write(opened, output)
            return Recovery(notes=count, whole=True)
    except Fault as fault:
        if fault.code in (FaultCode.FILE_EXISTS, FaultCode.DISK_FULL, FaultCode.LIBRARY_NEWER):
            raise
        return None


def _open_damaged(copy: Path) -> sqlite3.Connection:
    db = sqlite3.connect(copy, isolation_level=None)
    db.text_factory = lambda data: data.decode("utf-8", "replace")
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "writable_schema = ON"):
        with contextlib.suppress(sqlite3.Error, UnicodeDecodeError):
            db.execute(f"PRAGMA {pragma}")
    return db


def _salvage(damaged: sqlite3.Connection, opened: Connection, size: int) -> Recovery:
    db = opened.sqlite
    db.execute("BEGIN IMMEDIATE")
    try:
        tx = Transaction(db)
        salvage = _Salvage(damaged, tx)
        count = sum(salvage.note(number) for number in salvage.numbers(size // _SMALLEST_ROW))
        salvage.settings()
        salvage.places()
        links.resolve_all(tx)
        tx.record()
        db.execute("COMMIT")
    except BaseException:
        database.end(db)
        raise
    return Recovery(notes=count, lost=tuple(salvage.lost), read=salvage.read)


class _Salvage:
    """Reads what can be read of a damaged library into a transaction on a new one."""

    def __init__(self, damaged: sqlite3.Connection, tx: Transaction) -> None:
        self._old = damaged
        self._tx = tx
        self.lost: list[Problem] = []
        self.read = False
        self._categories = dict(self._rows("SELECT id, path FROM category"))
        self._tags = dict(self._rows("SELECT id, path FROM tag"))
        # the index tells of notes whose row is lost
        self._indexed = {
            number: (note_id, "", category, modified, 0, modified, 0, 0, 0, 0, trashed, None, "")
            for number, note_id, category, modified, trashed in self._rows(
                "SELECT number, id, category, modified, trashed FROM note"
                " INDEXED BY note_by_category"
            )
        }

    def numbers(self, most: int) -> Iterable[int]:
        """The numbers that notes may have: all up to the highest that anything tells of."""
        highest = 0
        self._known = set(self._indexed)
        for sql in (
            "SELECT seq FROM sqlite_sequence WHERE name = 'note'",
            "SELECT max(number) FROM note",
            "SELECT max(note) FROM note_text",
            "SELECT max(note) FROM revision",
        ):
            for (value,) in self._rows(sql):
                if isinstance(value, int):
                    highest = max(highest, value)
        for table, key in (("search_docsize", "id"), ("note", "number"), ("note_text", "note")):
            self._known.update(number for (number,) in self._rows(f"SELECT {key} FROM {table}"))
        return range(1, min(highest or most, most) + 1)

    def note(self, number: int) -> bool:
        """Carry one note over; whether there was any of it."""
        row = self._row(f"SELECT {_NOTE} FROM note WHERE number = ?", number)
        lost_row = row is None
        row = row or self._indexed.get(number)
        texts = self._row(
            "SELECT front_matter, properties, body, checksum FROM note_text WHERE note = ?", number
        )
        revisions = self._revisions(number)
        if lost_row and texts is None and not revisions:
            if number in self._known:
                self.lost.append(Problem("note", str(number), "nothing readable"))
            return False
        newest = revisions[-1].text if revisions else None
        if texts is None:
            kept = newest or RevisionText("", "", "")
            texts = (kept.front_matter, "{}", kept.body, None)
        new = self._new_note(number, row, texts, newest)
        note_id = notes.create(self._tx, new, imported=True)
        if lost_row:
            self.lost.append(Problem("note", note_id, "title and dates"))
        for told in {str(one[0]) for one in (row, self._indexed.get(number)) if one} - {note_id}:
            self.lost.append(Problem("id", told, note_id))
        *said, checksum = texts
        if checksum is None:
            found = "newest text; an older one was kept" if revisions else "text"
            self.lost.append(Problem("text", note_id, found))
        elif row and not lost_row and checksum != notes.checksum(*map(_text, (row[1], *said))):
            self.lost.append(Problem("text", note_id, "not as it was written"))
        self._finish(number, note_id, row, revisions)
        return True

    def places(self) -> None:
        """Carry over the categories and tags that no note uses."""
        for path in self._categories.values():
            if clean := names.lenient_path((_text(path),)):
                places.ensure(self._tx.db, "category", clean)
        for path in self._tags.values():
            if clean := names.lenient_path((_text(path),)):
                places.ensure(self._tx.db, "tag", clean)

    def settings(self) -> None:
        """Carry over the settings and drawn diagrams."""
        for key, value in self._rows("SELECT key, value FROM setting"):
            settings.put(self._tx, _text(key), _text(value))
        for digest, svg in self._rows("SELECT hash, svg FROM diagram"):
            settings.keep_diagram(self._tx, _text(digest), _text(svg))

    def _new_note(
        self,
        number: int,
        row: Sequence[Any] | None,
        texts: Sequence[Any],
        newest: RevisionText | None,
    ) -> NewNote:
        front_matter, properties, body = map(_text, texts[:3])
        title = newest.title if newest else (excerpt(body) or str(number))[:60]
        common: dict[str, Any] = {
            "body": body,
            "front_matter": front_matter,
            "properties": _object(properties),
            "tags": self._tags_of(number),
            "aliases": tuple(
                _text(name)
                for (name,) in self._rows("SELECT name FROM alias WHERE note = ?", number)
            ),
            "attachments": tuple(self._attachments(number)),
            "targets": {
                _text(target): _text(source)
                for target, source in self._rows(
                    "SELECT target, source FROM link_source WHERE note = ?", number
                )
            },
        }
        if row is None:
            return NewNote(title, **common)
        return NewNote(
            _text(row[1]) or title,
            id=self._free_id(row[0]),
            category=(_text(self._categories.get(row[2], "")),),
            created=_time(row[3], row[4]),
            modified=_time(row[5], row[6]),
            stub=bool(row[7]) and not body,
            starred=bool(row[8]),
            protected=bool(row[9]),
            source=None if row[11] is None else _text(row[11]),
            source_hash=_text(row[12]),
            **common,
        )

    def _free_id(self, wanted: object) -> str | None:
        """The id, unless damage gave it to two notes."""
        if not isinstance(wanted, str) or not names.is_id(wanted):
            return None
        known = self._tx.db.execute("SELECT 1 FROM note WHERE id = ?", (wanted,)).fetchone()
        return None if known else wanted

    def _finish(
        self,
        old_number: int,
        note_id: str,
        row: Sequence[Any] | None,
        revisions: Sequence[history.Kept],
    ) -> None:
        db = self._tx.db
        number = notes.number_of(db, note_id)
        if row is not None and row[10] is not None:
            db.execute(
                "UPDATE note SET trashed = ? WHERE number = ?",
                (row[10] if isinstance(row[10], int) else self._tx.moment.instant, number),
            )
        history.restore(db, number, revisions)
        broken = self._row(
            "SELECT count(*) FROM revision WHERE note = ? AND data NOTNULL", old_number
        )
        if broken is None or broken[0] != len(revisions):
            self.lost.append(Problem("history", note_id, "some of its revisions"))

    def _tags_of(self, number: int) -> tuple[str, ...]:
        rows = self._rows("SELECT tag FROM note_tag WHERE note = ? ORDER BY position", number)
        return tuple(_text(self._tags[tag]) for (tag,) in rows if tag in self._tags)

    def _attachments(self, number: int) -> Iterator[NewAttachment]:
        rows = self._rows("SELECT target, name, hash FROM note_attachment WHERE note = ?", number)
        for target, name, digest in rows:
            found = self._row("SELECT data, mime FROM attachment WHERE hash = ?", digest)
            data = found[0] if found else None
            if not isinstance(data, bytes) or hashlib.sha256(data).hexdigest() != digest:
                self.lost.append(Problem("attachment", _text(digest), _text(name)))
                continue
            mime = _text(found[1]) if found else attachments.mime_of(_text(name), data)
            yield NewAttachment(_text(target), _text(name), data, mime)

    def _revisions(self, number: int) -> list[history.Kept]:
        rows = self._rows(
            "SELECT id, made, made_offset, reason FROM revision"
            " WHERE note = ? AND data NOTNULL ORDER BY id",
            number,
        )
        kept = []
        for revision, made, offset, reason in rows:
            with contextlib.suppress(sqlite3.Error, *check.BROKEN):
                text = history.kept_text(self._old, revision)
                kept.append(history.Kept(text, Moment(int(made), int(offset)), _text(reason)))
        return kept

    def _row(self, sql: str, *values: object) -> tuple[Any, ...] | None:
        return next(iter(self._rows(sql, *values)), None)

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows up to the first that cannot be read."""
        rows: list[tuple[Any, ...]] = []
        with contextlib.suppress(sqlite3.Error, UnicodeDecodeError):
            for row in self._old.execute(sql, values):
                rows.append(row)  # noqa: PERF402 - those before an error are kept
            self.read = True
        return rows


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value if isinstance(value, str) else str(value or "")


def _object(properties: str) -> dict[str, Any]:
    try:
        value = json.loads(properties)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _time(instant: object, offset: object) -> datetime | None:
    if not isinstance(instant, int) or not isinstance(offset, int):
        return None
    try:
        return Moment(instant, offset).as_datetime()
    except DamagedError:
        return None
