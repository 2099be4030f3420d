"""What the library knows of documents that come in: new, same, changed, moved, filling a stub."""

from __future__ import annotations

import os
from collections.abc import Iterable

from notes.errors import Fault
from notes.importing.base import Draft, Finding, WarningCode
from notes.importing.formats import markdown
from notes.importing.keys import unique
from notes.importing.plan import Action, PlanItem, Unit
from notes.model import Note, SourceRecord
from notes.reader import Reader
from notes.search.folding import fold_title

_AT_ONCE = 500  # notes asked for


class Known:
    """What the library holds already, and what the plan has claimed of it."""

    def __init__(self, reader: Reader | None) -> None:
        self.reader = reader
        self.sources = dict(reader.sources()) if reader else {}
        self.stubs = dict(reader.stubs()) if reader else {}
        self.parts: dict[str, list[SourceRecord]] = {}  # notes that one file gave beside its own
        self._by_hash: dict[str, list[SourceRecord]] = {}
        for record in self.sources.values():
            if (whole := _whole(record.source)) in self.sources:
                self.parts.setdefault(whole, []).append(record)
            if record.source_hash:
                key = _content(record.source, record.source_hash)
                self._by_hash.setdefault(key, []).append(record)
        self._moves: set[tuple[str, str]] = set()  # folders: where they were, where they are

    def moved(self, draft: Draft) -> SourceRecord | None:
        """The note of this content whose old place is gone; each is found once."""
        records = self._by_hash.get(_content(draft.source, draft.digest), [])
        for record in records:
            if not record.trashed and not _is_there(record.source):
                records.remove(record)
                self._moves.add(_different(record.source, draft.source))
                return record
        return None

    def follow_moves(self, items: Iterable[PlanItem]) -> None:
        """Recognise documents that were changed in a folder that was moved."""
        for item in items:
            if item.action is not Action.NEW or item.stub or item.unit < 0:
                continue
            for before, after in self._moves:
                record = self.sources.get(before + item.source[len(after) :])
                if (
                    record
                    and item.source.startswith(after)
                    and not record.trashed
                    and not _is_there(record.source)
                ):
                    item.note_id = record.note_id
                    item.action = Action.CONFLICT if record.edited else Action.CHANGED
                    self._follow(item, record)
                    if record.edited:
                        item.findings.append(Finding(WarningCode.CONFLICT, item.source))
                    break

    def describe(self, items: Iterable[PlanItem]) -> None:
        """Say of documents that were not read, being unchanged, what their notes are called."""
        unread = {one.note_id: one for one in items if one.note_id and not one.title}
        ids = [note_id for note_id in unread if note_id]
        for start in range(0, len(ids), _AT_ONCE):
            assert self.reader is not None  # noqa: S101 - a known note comes from it
            for note in self.reader.summaries(ids[start : start + _AT_ONCE]):
                item = unread[note.id]
                item.title, item.category, item.tags = note.title, note.category, note.tags
                item.created, item.stub = note.created, note.stub

    def compare(self, item: PlanItem, draft: Draft, unit: Unit) -> None:
        """Whether the library knows the document, and what became of it since."""
        record = self.sources.get(draft.source)
        if record and record.source_hash == draft.digest:
            item.action, item.note_id = Action.SAME, record.note_id
        elif record and not record.trashed:
            item.note_id = record.note_id
            item.action = Action.CONFLICT if record.edited else Action.CHANGED
            self._keep_place(item, draft, unit)
        elif draft.id and self._compare_own(item, draft):
            return
        elif moved := self.moved(draft):
            item.action, item.note_id = Action.MOVED, moved.note_id
            self._follow(item, moved)
        elif not draft.stub and (stub := self.stubs.pop(fold_title(draft.title), None)):
            self._fill(item, stub)
        if item.action is Action.CONFLICT:
            item.findings.append(Finding(WarningCode.CONFLICT, item.source))

    def _note(self, note_id: str | None) -> Note:
        assert self.reader is not None  # noqa: S101 - a known note comes from it
        assert note_id is not None  # noqa: S101 - as above
        return self.reader.note(note_id)

    def _keep_place(self, item: PlanItem, draft: Draft, unit: Unit) -> None:
        """Where the document says what it said before, the place and tags given here stay."""
        note = self._note(item.note_id)
        before = Draft(draft.source, "")
        markdown.fill(before, note.front_matter + draft.text, unit.entry, unit.tree)
        if before.category == draft.category:
            item.category = note.category
        if set(before.tags) == set(draft.tags):
            item.tags = note.tags

    def _follow(self, item: PlanItem, moved: SourceRecord) -> None:
        """A category that came from the old folders follows; one given here stays."""
        note = self._note(item.note_id)
        folders = tuple(os.path.dirname(moved.source).replace("\\", "/").split("/"))  # noqa: PTH120
        if note.category and folders[-len(note.category) :] != note.category:
            item.category = note.category
        item.tags = note.tags if set(item.tags) <= set(note.tags) else item.tags

    def _compare_own(self, item: PlanItem, draft: Draft) -> bool:
        """A document that Banyan itself exported: the same note, wherever the file is now."""
        if not self.reader or not draft.id:
            return False
        try:
            note = self.reader.note(draft.id)
        except Fault:
            return False
        item.note_id = note.id
        is_same = (note.title, note.body, note.category, set(note.tags)) == (
            draft.title,
            draft.body,
            draft.category,
            set(draft.tags),
        )
        if is_same and _writes(note, draft.front_matter):
            item.action = Action.SAME
        elif draft.modified and note.modified <= draft.modified:
            item.action = Action.CHANGED
        else:
            item.action = Action.CONFLICT
            item.findings.append(Finding(WarningCode.CONFLICT, item.source))
        return True

    def _fill(self, item: PlanItem, stub: str) -> None:
        """The document takes the stub's place in the tree and keeps its tags."""
        assert self.reader is not None  # noqa: S101 - stubs come from it
        summary = self.reader.summaries([stub])[0]
        item.action, item.note_id = Action.FILLS, stub
        item.category = summary.category or item.category
        item.tags = unique([*summary.tags, *item.tags])


def _writes(note: Note, block: str) -> bool:
    """Whether an export of the note writes this front matter: as it came, or keys changed."""
    from notes.exporting.markdown import front_matter_of

    return block == note.front_matter or block == front_matter_of(note)[0]


def _is_there(source: str) -> bool:
    """Whether the file that a source names, or is a part of, still exists."""
    path = source.partition("!/")[0]
    while path:
        if os.path.lexists(path):
            return True
        path = path.rpartition("#")[0]
    return False


def _content(source: str, digest: str) -> str:
    """What makes a document the same at another place: its bytes, and which part of them."""
    return f"{digest}#{source.partition('#')[2]}"


def _different(before: str, after: str) -> tuple[str, str]:
    """The two paths without the folders and the name at their end that are the same."""
    one, other = before.split("/"), after.split("/")
    while len(one) > 1 and len(other) > 1 and one[-1] == other[-1]:
        one.pop()
        other.pop()
    return "/".join(one) + "/", "/".join(other) + "/"


def _whole(source: str) -> str:
    """The source of the file that `path#part` is a part of; empty for a whole file."""
    return source.partition("#")[0] if "#" in source else ""
