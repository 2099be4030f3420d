"""What a note's text leads to: the targets of its links, and the notes that are shown in it.

Light to import: the window asks the library here, the render process uses the answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from notes.errors import Fault
from notes.model import LinkKind

if TYPE_CHECKING:
    from notes.reader import Reader

DEEPEST = 2
"""A note is shown in one that is itself shown in another, and no deeper."""

LONGEST = 200_000
"""Characters of other notes that one block shows at most."""


@dataclass(frozen=True, slots=True)
class EmbeddedNote:
    """A note that another shows; `targets` are those of its own links."""

    title: str
    body: str
    targets: Mapping[str, str]


@dataclass(slots=True)
class _Allowance:
    left: int = LONGEST


@dataclass(frozen=True, slots=True)
class Embeds:
    """Notes by id, and the ids of those that are being shown, the outermost first."""

    notes: Mapping[str, EmbeddedNote] = field(default_factory=dict)
    around: tuple[str, ...] = ()
    _allowance: _Allowance = field(default_factory=_Allowance, compare=False)

    def pack(self) -> list[Any]:
        """What JSON takes."""
        notes = {
            key: [note.title, note.body, dict(note.targets)] for key, note in self.notes.items()
        }
        return [notes, list(self.around)]

    @classmethod
    def unpack(cls, packed: list[Any]) -> Embeds:
        """The opposite of `pack`."""
        notes, around = packed
        return cls({key: EmbeddedNote(*note) for key, note in notes.items()}, tuple(around))

    def begin(self) -> None:
        """A block begins: what it may show is counted anew, unless it is inside another's."""
        if len(self.around) <= 1:
            self._allowance.left = LONGEST

    def take(self, length: int) -> bool:
        """Whether so many characters more may be shown; if so, they are counted."""
        allowed = length <= self._allowance.left
        if allowed:
            self._allowance.left -= length
        return allowed

    def within(self, note_id: str) -> Embeds:
        """The same inside the note that is shown next."""
        return Embeds(self.notes, (*self.around, note_id), self._allowance)


NO_EMBEDS = Embeds()


def targets_of(reader: Reader, note_id: str) -> dict[str, str]:
    """Where a note's links lead: target as written → `note:<id>` or `asset:<hash>`."""
    targets: dict[str, str] = {}
    for link in reader.links(note_id):
        if link.attachment is not None:
            targets[link.target] = f"asset:{link.attachment}"
        elif link.note_id is not None:
            targets[link.target] = f"note:{link.note_id}"
    for target, attachment in reader.attachments(note_id).items():
        targets.setdefault(target, f"asset:{attachment.hash}")
    return targets


def embeds_of(reader: Reader, note_id: str, *, protected: bool = True) -> Embeds:
    """The notes that are shown in a note; those with a password only if `protected`."""
    found: dict[str, EmbeddedNote] = {}
    level = [note_id]
    for _ in range(DEEPEST):
        wanted = dict.fromkeys(
            link.note_id
            for shown in level
            for link in reader.links(shown)
            if link.kind is LinkKind.EMBED and link.note_id and link.note_id not in found
        )
        level = []
        for other in wanted:
            try:
                note = reader.note(other)
            except Fault:  # deleted since
                continue
            if protected or not note.protected:
                found[other] = EmbeddedNote(note.title, note.body, targets_of(reader, other))
                level.append(other)
    return Embeds(found, (note_id,))
