"""The one door to a library file: `Reader` answers questions, `Library` also changes things.

Both are bound to the thread that opened them. Any number of readers may be open beside the one
writer; a reader never holds a transaction between two questions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path as FilePath
from typing import Any, Self

from notes.changes import Change
from notes.model import (
    Attachment,
    Batch,
    Hit,
    Link,
    NewAttachment,
    NewNote,
    Note,
    NoteSummary,
    Path,
    Problem,
    Revision,
    RevisionText,
    Scope,
    SearchPage,
    Sort,
    SourceRecord,
    Tree,
    UndoResult,
)


class Reader:
    """Read-only questions to a library file."""

    @classmethod
    def open(cls, path: FilePath) -> Self:
        """Open for reading. Raises `Fault` for a missing, foreign, newer or damaged file."""
        raise NotImplementedError

    def close(self) -> None: ...
    def interrupt(self) -> None:
        """Cancel the running question from another thread; it raises `Fault(CANCELLED)`."""

    # notes
    def find(self, reference: str) -> str:
        """The id that an id or an unambiguous title means."""
        raise NotImplementedError

    def note(self, note_id: str) -> Note: ...
    def note_ids(self, scope: Scope, sort: Sort = Sort.MODIFIED, *, reverse: bool = False) -> list[str]: ...
    def summaries(self, ids: Sequence[str]) -> list[NoteSummary]: ...
    def notes(self, scope: Scope, sort: Sort = Sort.MODIFIED) -> Iterator[Note]: ...
    def tree(self) -> Tree: ...
    def titles(self, prefix: str, limit: int = 20) -> list[tuple[str, str]]:
        """(id, title) for completion and quick open: folded prefix first, then anywhere."""
        raise NotImplementedError

    def tag_paths(self, prefix: str = "", limit: int = 50) -> list[str]: ...
    def category_paths(self) -> list[str]: ...

    # search
    def search(self, query: str, *, limit: int = 50, offset: int = 0, scope: Scope | None = None) -> SearchPage: ...

    # links and attachments
    def links(self, note_id: str) -> list[Link]: ...
    def backlinks(self, note_id: str) -> list[Link]: ...
    def resolve(self, title_or_path: str, from_note: str | None = None) -> str | None:
        """The note that a wiki link, embed or relative link means, if there is one."""
        raise NotImplementedError

    def attachments(self, note_id: str) -> Mapping[str, Attachment]:
        """Target as written → attachment."""
        raise NotImplementedError

    def attachment(self, content_hash: str) -> Attachment: ...
    def attachment_data(self, content_hash: str) -> bytes: ...

    # history
    def history(self, note_id: str) -> list[Revision]:
        """Newest first; the text as it was first read is the last."""
        raise NotImplementedError

    def revision_text(self, note_id: str, revision: int) -> RevisionText: ...

    # imports
    def batches(self) -> list[Batch]: ...
    def sources(self) -> Mapping[str, SourceRecord]:
        """`source` → record, for every note that was imported."""
        raise NotImplementedError

    def stubs(self) -> Mapping[str, str]:
        """Folded title (`notes.search.folding.fold_title`) → id of the stub."""
        raise NotImplementedError

    # library-wide
    def setting(self, key: str, default: str = "") -> str: ...
    def data_version(self) -> int:
        """Grows when another connection has written; cheap enough to ask twice a second."""
        raise NotImplementedError

    def changes_since(self, sequence: int) -> Change:
        """All changes after `sequence` joined into one, whoever made them."""
        raise NotImplementedError

    def sequence(self) -> int: ...
    def diagram(self, source_hash: str) -> str | None: ...
    def check(self) -> list[Problem]: ...


class Library(Reader):
    """The writer. Every mutation is one transaction and returns a `Change`."""

    @classmethod
    def open(cls, path: FilePath, *, create: bool = False) -> Self:
        """Open for writing, migrating an older file after a backup; with `create` make a missing one."""
        raise NotImplementedError

    # notes
    def create_note(self, new: NewNote) -> Change: ...
    def update_note(
        self,
        note_id: str,
        *,
        title: str | None = None,
        body: str | None = None,
        category: Path | None = None,
        tags: Sequence[str] | None = None,
        starred: bool | None = None,
        expected_version: int | None = None,
        reason: str = "edit",
        defer_index: bool = False,
    ) -> Change:
        """Change what is named. `expected_version` other than the stored one: `Fault(NOTE_CONFLICT)`."""
        raise NotImplementedError

    def move_notes(self, ids: Sequence[str], category: Path) -> Change: ...
    def tag_notes(self, ids: Sequence[str], add: Sequence[str] = (), remove: Sequence[str] = ()) -> Change: ...
    def star_notes(self, ids: Sequence[str], starred: bool) -> Change: ...
    def trash_notes(self, ids: Sequence[str]) -> Change: ...
    def restore_notes(self, ids: Sequence[str]) -> Change: ...
    def purge_notes(self, ids: Sequence[str]) -> Change:
        """Delete for good; only notes that are in the trash."""
        raise NotImplementedError

    def purge_trash(self, older_than_days: int) -> Change: ...
    def keep_revision(self, note_id: str, reason: str) -> Change: ...
    def revert(self, note_id: str, revision: int) -> Change: ...
    def index_pending(self, limit: int = 20) -> Change:
        """Index up to `limit` notes saved with `defer_index`."""
        raise NotImplementedError

    # trees
    def create_category(self, path: Path) -> Change: ...
    def rename_category(self, path: Path, name: str) -> Change: ...
    def move_category(self, path: Path, into: Path) -> Change: ...
    def delete_category(self, path: Path, *, trash_notes: bool) -> Change:
        """Delete with all below it; its notes go into the trash or lose their category."""
        raise NotImplementedError

    def create_tag(self, path: str) -> Change: ...
    def rename_tag(self, path: str, new_path: str) -> Change:
        """Also moves it (and all below); onto an existing tag: merges."""
        raise NotImplementedError

    def delete_tag(self, path: str) -> Change: ...

    # attachments
    def attach(self, note_id: str, attachment: NewAttachment) -> tuple[Change, str]:
        """Store a file for a note; returns the target that the text shall name (made unique)."""
        raise NotImplementedError

    # imports
    def begin_batch(self, roots: Sequence[str]) -> str: ...
    def import_notes(self, batch: str, items: Sequence[tuple[str | None, NewNote]]) -> Change:
        """One transaction: each item makes a note (id None), or fills/updates the note of that id."""
        raise NotImplementedError

    def finish_batch(self, batch: str, report: Mapping[str, Any]) -> Change:
        """Resolve the batch's links and store its report."""
        raise NotImplementedError

    def undo_batch(self, batch: str) -> UndoResult: ...

    # library-wide
    def set_setting(self, key: str, value: str) -> Change: ...
    def keep_diagram(self, source_hash: str, svg: str) -> None: ...
    def backup(self, target: FilePath) -> None: ...
    def mend(self) -> list[Problem]: ...


__all__ = ["Hit", "Library", "Reader"]
