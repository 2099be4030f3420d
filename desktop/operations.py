"""What a person can do to the library that takes more than one call of it.

Each function runs on the writer's thread (see `Session.write`) and returns a `Change`, or a
tuple that begins with one. What is a single call of `Library` is made where it is asked for.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from notes.changes import Change, Kind
from notes.errors import Fault, FaultCode
from notes.model import NewNote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notes.library import Library
    from notes.model import Note, Path

_INDEX_LATER = 100_000  # characters: longer notes are indexed in idle time


class Draft(NamedTuple):
    """Text on its way into the library. `bases`: the stored texts that it may stand upon."""

    note_id: str
    bases: tuple[str, ...]  # the last one confirmed, then those on their way
    version: int
    body: str | None = None  # None: unchanged
    title: str | None = None
    revision: int = 0
    first_title: str = ""  # the title to give back to a note that was deleted meanwhile

    def texts(self) -> tuple[str, ...]:
        """The bases and this draft's own text, the newest last."""
        return self.bases if self.body is None else (*self.bases, self.body)


class Saved(NamedTuple):
    """What a save did."""

    version: int
    copy_id: str = ""  # the note that keeps the text written elsewhere
    recreated_id: str = ""  # the note's new id, where it had been deleted for good


def merged(*changes: Change) -> Change:
    """Several changes as one; the sequence is the last one's."""
    return Change(
        created=tuple(dict.fromkeys(i for c in changes for i in c.created)),
        updated=tuple(dict.fromkeys(i for c in changes for i in c.updated)),
        removed=tuple(dict.fromkeys(i for c in changes for i in c.removed)),
        kinds=frozenset[Kind]().union(*(c.kinds for c in changes)),
        sequence=max((c.sequence for c in changes), default=0),
    )


def save(library: Library, draft: Draft, copy_title: str) -> tuple[Change, Saved]:
    """Write a draft; a text written elsewhere meanwhile is kept as a note of its own.

    `copy_title` names that note: `{title}` and `{time}` are filled in.
    """
    try:
        return _update(library, draft, draft.version), Saved(draft.version + 1)
    except Fault as fault:
        if fault.code is FaultCode.NOTE_MISSING:
            return _recreate(library, draft)
        if fault.code is not FaultCode.NOTE_CONFLICT:
            raise
    stored = library.note(draft.note_id)
    if draft.body is None or stored.body in draft.texts():  # only its tags, say, changed
        return _update(library, draft, stored.version), Saved(stored.version + 1)
    kept, copy_id = _keep_copy(library, stored, copy_title)
    change = _update(library, draft, stored.version, reason="conflict")
    return merged(kept, change), Saved(stored.version + 1, copy_id=copy_id)


def _update(library: Library, draft: Draft, version: int, reason: str = "edit") -> Change:
    return library.update_note(
        draft.note_id,
        title=draft.title,
        body=draft.body,
        expected_version=version,
        reason=reason,
        defer_index=draft.body is not None and len(draft.body) > _INDEX_LATER,
    )


def _keep_copy(library: Library, note: Note, copy_title: str) -> tuple[Change, str]:
    time = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M:%S")
    return create(
        library,
        NewNote(
            title=copy_title.format(title=note.title, time=time),
            body=note.body,
            front_matter=note.front_matter,
            properties=note.properties,
            category=note.category,
            tags=note.tags,
        ),
    )


def _recreate(library: Library, draft: Draft) -> tuple[Change, Saved]:
    new = NewNote(title=draft.title or draft.first_title, body=draft.texts()[-1])
    change, note_id = create(library, new)
    return change, Saved(1, recreated_id=note_id)


def create(library: Library, new: NewNote) -> tuple[Change, str]:
    """Make a note; its id comes second."""
    change = library.create_note(new)
    return change, change.created[0]


def duplicate(library: Library, note_id: str, title: str) -> tuple[Change, str]:
    """Copy a note with its place and tags; `title` names the copy, `{title}` is filled in."""
    note = library.note(note_id)
    return create(
        library,
        NewNote(
            title=title.format(title=note.title),
            body=note.body,
            front_matter=note.front_matter,
            properties=note.properties,
            category=note.category,
            tags=note.tags,
        ),
    )


def set_tags(library: Library, note_id: str, tags: Sequence[str]) -> Change:
    """Give a note exactly these tags."""
    return library.update_note(note_id, tags=tuple(tags))


def move(library: Library, ids: Sequence[str], category: Path) -> Change:
    """Move notes into a category, made when it is not there."""
    if category and "/".join(category) not in library.category_paths():
        made = library.create_category(category)
        return merged(made, library.move_notes(ids, category))
    return library.move_notes(ids, category)


def add_starters(library: Library, notes: Sequence[NewNote]) -> tuple[Change, str]:
    """Make the starter notes; second comes the id of the first, which stands on top of the list."""
    made = [library.create_note(note) for note in reversed(notes)]
    return merged(*made), made[-1].created[0]
