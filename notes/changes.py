"""What a mutation did: which ids, of which kinds. Every mutation returns one `Change`."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """A part of the library that a view may show."""

    TEXT = "text"  # a note's body or front matter
    META = "meta"  # title, dates, star, stub, place or tags of a note
    CATEGORIES = "categories"  # the category tree itself
    TAGS = "tags"  # the tag tree itself
    TRASH = "trash"  # notes that went into the trash or came out of it
    ATTACHMENTS = "attachments"
    LINKS = "links"
    BATCHES = "batches"
    SETTINGS = "settings"


@dataclass(frozen=True, slots=True)
class Change:
    """The ids that one transaction touched. An empty change means that nothing was written.

    `sequence` is the library's own running number of the change (0 when nothing was written).
    """

    created: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kinds: frozenset[Kind] = field(default_factory=frozenset)
    sequence: int = 0

    def __bool__(self) -> bool:
        return bool(self.created or self.updated or self.removed or self.kinds)

    def touches(self, note_id: str) -> bool:
        """Whether the note `note_id` was created, updated or removed."""
        return note_id in self.created or note_id in self.updated or note_id in self.removed
