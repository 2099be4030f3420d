"""`Reader`: read-only questions to a library file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path as FilePath
from types import TracebackType
from typing import Self

from notes.changes import Change
from notes.model import (
    Attachment,
    Batch,
    Given,
    Link,
    Note,
    NoteSummary,
    Problem,
    Revision,
    RevisionText,
    Scope,
    SearchPage,
    Sort,
    SourceRecord,
    Tree,
)
from notes.search import pages
from notes.search.fulltext import Waiting
from notes.storage import (
    attachments,
    batches,
    database,
    history,
    links,
    lists,
    names,
    notes,
    settings,
    transaction,
)
from notes.storage.database import Connection
from notes.storage.resolving import Resolver

_WITH_TEXTS, _WITHOUT_TEXTS = 20, 500  # notes read at a time


class Reader:
    """Answers questions; each sees one state of the library, and none keeps it from changing.

    Bound to the thread that opened it (`interrupt` aside). Any question raises a `Fault` when the
    file cannot be read.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._waiting = Waiting()
        self._given: dict[str, tuple[Given, dict[str, Given]]] = {}

    @classmethod
    def open(cls, path: FilePath) -> Self:
        """Open for reading. Raises `Fault` for a missing, foreign, newer or damaged file."""
        return cls(database.open_reader(path))

    def close(self) -> None:
        """Close the file. Closing twice is harmless."""
        self._waiting.close()
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def path(self) -> FilePath:
        """The library file, absolute."""
        return self._connection.path

    def interrupt(self) -> None:
        """Cancel the running question from another thread; it raises `Fault(CANCELLED)`."""
        self._connection.sqlite.interrupt()

    # notes

    def find(self, reference: str) -> str:
        """The id that an id or an unambiguous title means."""
        with self._asking() as db:
            return lists.find(db, reference)

    def note(self, note_id: str) -> Note:
        """A whole note. Raises `Fault(NOTE_MISSING)`."""
        with self._asking() as db:
            return lists.note(db, note_id)

    def note_ids(
        self, scope: Scope, sort: Sort = Sort.MODIFIED, *, reverse: bool = False
    ) -> list[str]:
        """The ids of a scope's notes in order."""
        with self._asking() as db:
            return lists.ids(db, scope, sort, reverse=reverse)

    def summaries(self, ids: Sequence[str]) -> list[NoteSummary]:
        """Rows of a list in the order of `ids`; those that are gone by now are left out."""
        with self._asking() as db:
            return lists.summaries(db, ids)

    def notes(self, scope: Scope, sort: Sort = Sort.MODIFIED) -> Iterator[Note]:
        """A scope's whole notes one by one; what changes meanwhile is seen as it is then."""
        for note_id in self.note_ids(scope, sort):
            with self._asking() as db:
                found = lists.notes(db, (note_id,))
            yield from found

    def notes_of(self, ids: Sequence[str], *, texts: bool = True) -> Iterator[Note]:
        """The notes of `ids` in that order, those left out that are gone; some read at a time.

        Without `texts` body and front matter are empty, whatever they are: all else of thousands
        of notes is soon read.
        """
        step = _WITH_TEXTS if texts else _WITHOUT_TEXTS
        for start in range(0, len(ids), step):
            with self._asking() as db:
                found = lists.notes(db, ids[start : start + step], texts=texts)
            yield from found

    def tree(self) -> Tree:
        """Categories, tags and the counts that the tree pane shows."""
        with self._asking() as db:
            return lists.tree(db)

    def titles(self, prefix: str, limit: int = 20) -> list[tuple[str, str]]:
        """(id, title) for completion and quick open: folded prefix first, then anywhere."""
        with self._asking() as db:
            return lists.titles(db, names.clean_text(prefix), limit)

    def lengths(self) -> list[tuple[str, int]]:
        """Id and characters of every note that has text and is not in the trash."""
        with self._asking() as db:
            return lists.lengths(db)

    def bodies(self, ids: Sequence[str]) -> Iterator[tuple[str, str, str]]:
        """Id, title and body of notes, a hundred at a time; those that are gone are left out."""
        for start in range(0, len(ids), 100):
            with self._asking() as db:
                found = lists.bodies(db, ids[start : start + 100])
            yield from found

    def title_keys(self) -> set[str]:
        """The folded titles of all notes but those in the trash."""
        with self._asking() as db:
            rows = db.execute("SELECT DISTINCT title_key FROM note WHERE trashed IS NULL")
            return {row[0] for row in rows}

    def tag_paths(self, prefix: str = "", limit: int = 50) -> list[str]:
        """Tag paths for completion: those that begin with `prefix`, then those that hold it."""
        with self._asking() as db:
            return lists.tag_paths(db, prefix, limit)

    def category_paths(self) -> list[str]:
        """All category paths in order."""
        with self._asking() as db:
            return [row[0] for row in db.execute("SELECT path FROM category ORDER BY path")]

    # search

    def search(
        self, query: str, *, limit: int = 50, offset: int = 0, scope: Scope | None = None
    ) -> SearchPage:
        """The best hits of a query, and how many there are. Any text is a query."""
        with self._asking() as db:
            return pages.search(
                db,
                names.clean_text(query),
                limit=limit,
                offset=offset,
                scope=scope,
                waiting=self._waiting,
            )

    # links and attachments

    def links(self, note_id: str) -> list[Link]:
        """The links that a note's text holds, in order."""
        with self._asking() as db:
            return links.of_note(db, note_id)

    def backlinks(self, note_id: str) -> list[Link]:
        """The links of other notes that lead to a note."""
        with self._asking() as db:
            return links.to_note(db, note_id)

    def resolve(self, title_or_path: str, from_note: str | None = None) -> str | None:
        """The note that a wiki link, embed or relative link means, if there is one."""
        with self._asking() as db:
            number = None if from_note is None else notes.number_of(db, from_note)
            target = names.clean_text(title_or_path).partition("#")[0]
            found, _ = Resolver(db).resolve(number, target)
            if found is None:
                return None
            row = db.execute("SELECT id FROM note WHERE number = ?", (found,)).fetchone()
            return str(row[0])

    def attachments(self, note_id: str) -> Mapping[str, Attachment]:
        """Target as written → attachment."""
        with self._asking() as db:
            return attachments.of_note(db, notes.number_of(db, note_id))

    def attachment(self, content_hash: str) -> Attachment:
        """What is known of a file. Raises `Fault(ATTACHMENT_MISSING)`."""
        with self._asking() as db:
            return attachments.get(db, content_hash)

    def attachment_data(self, content_hash: str) -> bytes:
        """A file's bytes. Raises `Fault(ATTACHMENT_MISSING)`."""
        with self._asking() as db:
            return attachments.data(db, content_hash)

    # history

    def history(self, note_id: str) -> list[Revision]:
        """Newest first; the text as it was first read is the last."""
        with self._asking() as db:
            return history.of_note(db, notes.number_of(db, note_id), note_id)

    def revision_text(self, note_id: str, revision: int) -> RevisionText:
        """The text of a revision. Raises `Fault(REVISION_MISSING)`."""
        with self._asking() as db:
            now = notes.stored(db, note_id)
            return history.text(db, now.number, revision, now.text)

    def first_text(self, note_id: str) -> RevisionText:
        """The text as it was first read."""
        with self._asking() as db:
            now = notes.stored(db, note_id)
            return history.first(db, now.number, now.text)

    # what was brought in

    def batches(self) -> list[Batch]:
        """All imports, newest first."""
        with self._asking() as db:
            return batches.every(db)

    def sources(self) -> Mapping[str, SourceRecord]:
        """`source` → record, for every note that was imported (`first_body`: ask `first_text`)."""
        with self._asking() as db:
            return batches.sources(db)

    def given(self, note_id: str) -> Given:
        """What the import that brought a note in gave it of itself; a batch is read once."""
        with self._asking() as db:
            batch = batches.of_note(db, note_id)
            if batch is None:
                return Given()
            if batch not in self._given:
                self._given[batch] = batches.given(db, batch)
        every, single = self._given[batch]
        return single.get(note_id, every)

    def stubs(self) -> Mapping[str, str]:
        """Folded title (`notes.search.folding.fold_title`) → id of the stub."""
        with self._asking() as db:
            return dict(
                db.execute(
                    "SELECT title_key, id FROM note WHERE stub AND trashed IS NULL"
                    " ORDER BY number DESC"
                )
            )

    # library-wide

    def identity(self) -> str:
        """What tells this library from others; its backups and copies have the same."""
        with self._asking() as db:
            return settings.identity(db)

    def setting(self, key: str, default: str = "") -> str:
        """A setting kept in the library."""
        with self._asking() as db:
            return settings.get(db, key, default)

    def data_version(self) -> int:
        """Another number whenever another connection has written; cheap enough to ask often."""
        with database.faults(self.path):
            row = self._connection.sqlite.execute("PRAGMA data_version").fetchone()
            return int(row[0])

    def changes_since(self, sequence: int) -> Change:
        """All changes after `sequence` joined into one, whoever made them."""
        with self._asking() as db:
            return transaction.changes_since(db, sequence)

    def sequence(self) -> int:
        """The number of the newest change."""
        with self._asking() as db:
            return transaction.sequence(db)

    def diagram(self, source_hash: str) -> str | None:
        """A drawn diagram's SVG by its source's hash."""
        with self._asking() as db:
            return settings.diagram(db, source_hash)

    def check(self) -> list[Problem]:
        """All that is wrong with the library: SQLite, index, links, attachments."""
        from notes.storage import check

        with self._asking() as db:
            return check.problems(db)

    def backup(self, target: FilePath) -> None:
        """Write a verified copy of the library. Raises `Fault(FILE_EXISTS)`.

        Takes seconds for a large library and keeps nobody from writing: give it a reader of its
        own, in a thread of its own.
        """
        from notes.storage import backup

        with database.faults(self.path):
            backup.write(self._connection, target)

    def back_up_daily(self, folder: FilePath | None = None) -> FilePath | None:
        """Take today's verified backup unless there is one; the file made.

        `folder`: `backups` beside the library when None. Older ones are thinned to 7 daily,
        4 weekly and 12 monthly.
        """
        from notes.storage import backup

        with database.faults(self.path):
            return backup.automatic(self._connection, folder or backup.folder_of(self.path))

    @contextmanager
    def _asking(self) -> Iterator[sqlite3.Connection]:
        """One state of the library for as long as the question takes."""
        db = self._connection.sqlite
        with database.working(db, self.path):
            if db.in_transaction:
                yield db
                return
            db.execute("BEGIN")
            try:
                yield db
            finally:
                database.end(db)
