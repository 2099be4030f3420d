"""`Library`: the one door through which a library file is changed; a `Reader` besides.

Every mutation is one transaction that leaves links, tags, history and the full-text index right,
and returns a `Change`. Bound to the thread that opened it. Any number of readers may be open
beside it; a second writer waits up to five seconds for its turn, then `Fault(LIBRARY_LOCKED)`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path as FilePath
from typing import Any, Self

from notes.changes import Change, Kind
from notes.errors import Fault, FaultCode
from notes.model import NewAttachment, NewNote, Path, Problem, Recovery, UndoResult
from notes.reader import Reader
from notes.search import fulltext
from notes.storage import (
    attachments,
    batches,
    database,
    history,
    links,
    notes,
    placing,
    settings,
)
from notes.storage.notes import Text
from notes.storage.times import DAY
from notes.storage.transaction import Transaction

__all__ = ["Library", "Reader"]


class Library(Reader):
    """The writer."""

    @classmethod
    def open(cls, path: FilePath, *, create: bool = False) -> Self:
        """Open for writing, an older file migrated after a backup; `create` makes a missing one.

        Raises `Fault` for a file that is missing, foreign, newer, damaged or read-only.
        """
        if create and not path.exists():
            try:
                return cls(database.create(path, settings.begin))
            except Fault as fault:
                if fault.code is not FaultCode.FILE_EXISTS:  # another process made it meanwhile
                    raise
        old = database.needs_migration(path)
        library = cls(database.open_writer(path))
        try:
            if old:
                library._migrate()
            library._settle()
        except BaseException:
            library.close()
            raise
        return library

    @staticmethod
    def recover(source: FilePath, output: FilePath) -> Recovery:
        """Make a new library out of a backup or a damaged file, which stays untouched."""
        from notes.storage import recovery

        return recovery.recover(source, output)

    # notes

    def create_note(self, new: NewNote) -> Change:
        """Make a note; its id is `change.created[0]`. An id in use: `Fault(NOTE_CONFLICT)`."""
        with self._writing() as tx:
            notes.create(tx, new)
        return tx.change

    def update_note(
        self,
        note_id: str,
        *,
        title: str | None = None,
        body: str | None = None,
        front_matter: str | None = None,
        properties: Mapping[str, Any] | None = None,
        category: Path | None = None,
        tags: Sequence[str] | None = None,
        starred: bool | None = None,
        expected_version: int | None = None,
        reason: str = "edit",
        defer_index: bool = False,
    ) -> Change:
        """Change what is named. Another `expected_version` than the stored: `Fault(NOTE_CONFLICT)`.

        The version and the time of change belong to the text: place, tags and star leave them.
        """
        with self._writing() as tx:
            old = notes.stored(tx.db, note_id)
            if expected_version not in (None, old.version):
                raise Fault(FaultCode.NOTE_CONFLICT, id=note_id)
            if category is not None:
                notes.put_into(tx, old, category)
            if tags is not None:
                notes.retag(tx, old, tags)
            if starred is not None:
                notes.star(tx, note_id, starred=starred)
            text = Text(title, body, front_matter, properties)
            notes.write_text(tx, old, text, reason=reason, index_later=defer_index)
        return tx.change

    def move_notes(self, ids: Sequence[str], category: Path) -> Change:
        """Put notes into a category, made when missing; () takes them out of theirs."""
        with self._writing() as tx:
            for note_id in ids:
                notes.put_into(tx, notes.stored(tx.db, note_id), category)
        return tx.change

    def tag_notes(
        self, ids: Sequence[str], add: Sequence[str] = (), remove: Sequence[str] = ()
    ) -> Change:
        """Add and remove tags; others stay."""
        with self._writing() as tx:
            gone = set(notes.tag_paths(remove))
            for note_id in ids:
                old = notes.stored(tx.db, note_id)
                kept = [tag for tag in old.tags.split("\n") if tag and tag not in gone]
                notes.retag(tx, old, (*kept, *add))
        return tx.change

    def star_notes(self, ids: Sequence[str], starred: bool) -> Change:
        """Give or take stars."""
        with self._writing() as tx:
            for note_id in ids:
                notes.star(tx, note_id, starred=starred)
        return tx.change

    def trash_notes(self, ids: Sequence[str]) -> Change:
        """Put notes into the trash; their history and place stay."""
        with self._writing() as tx:
            notes.trash(tx, ids, trashed=True)
        return tx.change

    def restore_notes(self, ids: Sequence[str]) -> Change:
        """Take notes out of the trash, back to where they were."""
        with self._writing() as tx:
            notes.trash(tx, ids, trashed=False)
        return tx.change

    def purge_notes(self, ids: Sequence[str]) -> Change:
        """Delete for good; only notes that are in the trash, others are left alone."""
        with self._writing() as tx:
            for note_id in ids:
                if notes.stored(tx.db, note_id).trashed is not None:
                    notes.delete(tx, note_id)
            attachments.drop_unused(tx)
        return tx.change

    def purge_trash(self, older_than_days: int) -> Change:
        """Delete for good what has been in the trash for so many days."""
        with self._writing() as tx:
            rows = tx.db.execute(
                "SELECT id FROM note WHERE trashed < ?",
                (tx.moment.instant - older_than_days * DAY,),
            ).fetchall()
            for (note_id,) in rows:
                notes.delete(tx, note_id)
            if rows:
                attachments.drop_unused(tx)
        return tx.change

    def keep_revision(self, note_id: str, reason: str) -> Change:
        """Close the running revision: the next change opens another. Empty when none runs."""
        with self._writing() as tx:
            if history.keep(tx.db, notes.number_of(tx.db, note_id), reason):
                tx.update(note_id)
        return tx.change

    def revert(self, note_id: str, revision: int) -> Change:
        """Give a note the text of a revision; itself a revision that can be reverted."""
        with self._writing() as tx:
            old = notes.stored(tx.db, note_id)
            then = history.text(tx.db, old.number, revision, old.text)
            text = Text(then.title, then.body, then.front_matter)
            notes.write_text(tx, old, text, reason="revert")
        return tx.change

    def index_pending(self, limit: int = 20) -> Change:
        """Do what saving left for an idle moment: index up to `limit` notes, resolve links."""
        with self._asking() as db:
            if not fulltext.is_pending(db) and not links.is_pending(db):
                return Change()
        with self._writing() as tx:
            fulltext.index_pending(tx.db, limit)
            links.resolve_pending(tx)
        return tx.change

    # trees

    def create_category(self, path: Path) -> Change:
        """Make an empty category and those above it. Raises `Fault(CATEGORY_EXISTS)`."""
        with self._writing() as tx:
            placing.create_category(tx, path)
        return tx.change

    def rename_category(self, path: Path, name: str) -> Change:
        """Give a category another name. Raises `Fault(CATEGORY_EXISTS)`."""
        with self._writing() as tx:
            placing.move_category(tx, path, (*path[:-1], name))
        return tx.change

    def move_category(self, path: Path, into: Path) -> Change:
        """Move a category with all below it into another; () is the root."""
        with self._writing() as tx:
            placing.move_category(tx, path, (*into, path[-1]))
        return tx.change

    def delete_category(self, path: Path, *, trash_notes: bool) -> Change:
        """Delete with all below it; its notes go into the trash or lose their category."""
        with self._writing() as tx:
            placing.delete_category(tx, path, trash_notes=trash_notes)
        return tx.change

    def create_tag(self, path: str) -> Change:
        """Make an unused tag and those above it. Raises `Fault(TAG_EXISTS)`."""
        with self._writing() as tx:
            placing.create_tag(tx, path)
        return tx.change

    def rename_tag(self, path: str, new_path: str) -> Change:
        """Also moves it (and all below); onto an existing tag: merges."""
        with self._writing() as tx:
            placing.rename_tag(tx, path, new_path)
        return tx.change

    def delete_tag(self, path: str) -> Change:
        """Delete a tag and all below it; the notes stay."""
        with self._writing() as tx:
            placing.delete_tag(tx, path)
        return tx.change

    # attachments

    def attach(self, note_id: str, attachment: NewAttachment) -> tuple[Change, str]:
        """Store a file for a note; returns the target that the text shall name (made unique)."""
        with self._writing() as tx:
            number = notes.number_of(tx.db, note_id)
            target = attachments.free_target(tx.db, number, attachment)
            attachments.keep(
                tx, number, NewAttachment(target, attachment.name, attachment.data, attachment.mime)
            )
            links.resolve_note(tx, number)
            tx.update(note_id, Kind.ATTACHMENTS)
        return tx.change, target

    # what is brought in

    def begin_batch(self, roots: Sequence[str]) -> str:
        """Open an import; its id."""
        with self._writing() as tx:
            return batches.begin(tx, roots)

    def import_notes(self, batch: str, items: Sequence[tuple[str | None, NewNote]]) -> Change:
        """One transaction: each item makes a note (id None), or fills/updates the note of that id.

        A filled stub keeps its category and tags; an item without a category leaves it.
        """
        with self._writing() as tx:
            batches.apply(tx, batch, items)
        return tx.change

    def finish_batch(self, batch: str, report: Mapping[str, Any]) -> Change:
        """Resolve the links to an import's notes and store its report."""
        with self._writing() as tx:
            batches.finish(tx, batch, report)
        return tx.change

    def undo_batch(self, batch: str) -> UndoResult:
        """Take an import back; notes whose text was changed since are kept and named."""
        with self._writing() as tx:
            return batches.undo(tx, batch)

    # library-wide

    def set_setting(self, key: str, value: str) -> Change:
        """Keep a setting in the library."""
        with self._writing() as tx:
            settings.put(tx, key, value)
        return tx.change

    def keep_diagram(self, source_hash: str, svg: str) -> None:
        """Keep a drawn diagram by its source's hash."""
        with self._writing() as tx:
            settings.keep_diagram(tx, source_hash, svg)

    def mend(self) -> list[Problem]:
        """Put right what can be: the index and the links; all that `check` finds, mended or not."""
        from notes.storage import check

        found = self.check()  # before anybody has to wait
        if not any(map(check.is_mendable, found)):
            return found
        with self._writing() as tx:
            return check.mend(tx, found)

    def checkpoint(self) -> None:
        """Bring what the log holds into the file, so that a file moved alone has everything."""
        self._connection.require_file()
        with database.faults(self.path):
            self._connection.empty_log()

    def leave_place(self) -> None:
        """Its file was moved away: whatever takes its place shall not meet its log."""
        with database.faults(self.path):
            self._connection.empty_log()

    def _settle(self) -> None:
        """Finish what another version or an import that was killed left."""
        db = self._connection.sqlite
        with database.working(db, self.path):
            reindex, pending = not fulltext.is_current(db), links.is_pending(db)
        if reindex or pending:
            with self._writing() as tx:
                links.resolve_pending(tx)
                if reindex:
                    fulltext.rebuild(tx.db)

    def _migrate(self) -> None:
        from notes.storage import backup

        if database.is_old(self._connection):  # another process may have done it meanwhile
            backup.before_migration(self._connection, backup.folder_of(self.path))
            database.migrate(self._connection)

    @contextmanager
    def _writing(self) -> Iterator[Transaction]:
        """One transaction, written whole or not at all; afterwards `tx.change` says what it did."""
        self._connection.require_file()
        db = self._connection.sqlite
        with database.working(db, self.path):
            db.execute("BEGIN IMMEDIATE")
            try:
                tx = Transaction(db)
                yield tx
                tx.record()
                db.execute("COMMIT")
            except BaseException:
                database.end(db)
                raise
