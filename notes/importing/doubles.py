"""Documents whose text is there already: in the same import, or as a note of the library.

Nothing is stored for it: the notes that could be doubles by their length are read once, at the end
of a plan that brings new documents, and kept as the few hashes that comparing needs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from notes.errors import Fault, FaultCode
from notes.importing.base import Draft, Finding, WarningCode
from notes.importing.plan import Action, Cancelled, PlanItem
from notes.importing.similar import Similar
from notes.reader import Reader

_SHORTEST = 20  # characters of a text that is compared
_FIRST = 1 << 24  # number of the first document; notes of the library are numbered below
_COMING_IN = frozenset({Action.NEW, Action.FILLS})


class Doubles:
    """Remembers what each document of a plan says, then names those that say the same."""

    def __init__(self) -> None:
        self._items: list[PlanItem] = []
        self._texts: dict[bytes, int] = {}  # hash of a text → the first document that has it
        self._similar = Similar()
        self._sizes: set[int] = set()

    def add(self, item: PlanItem, draft: Draft) -> None:
        """Compare a document with those before it."""
        text = draft.text.strip()
        if len(text) < _SHORTEST:
            return
        number = len(self._items)
        first = self._texts.setdefault(_digest(text), number)
        self._items.append(item)
        if first != number:
            values = {"other": self._items[first].source}
            item.findings.append(Finding(WarningCode.DUPLICATE_TEXT, item.source, values))
            return
        self._similar.add(_FIRST + number, text)
        if item.action in _COMING_IN:
            self._sizes.add(_size(len(text)))

    def tell(
        self, reader: Reader | None, claimed: Collection[str], cancelled: Cancelled | None
    ) -> None:
        """Name near-doubles; `claimed`: the notes that the plan's documents are themselves.

        Raises `Fault(CANCELLED)`.
        """
        notes: list[tuple[str, str]] = []
        if reader and self._sizes:
            self._read(reader, claimed, cancelled, notes)
        for at, other, percent in self._similar.pairs(_FIRST):
            item = self._items[at - _FIRST]
            if other >= _FIRST:
                values = {"other": self._items[other - _FIRST].source, "percent": percent}
                item.findings.append(Finding(WarningCode.NEAR_DUPLICATE, item.source, values))
            elif not any(one.code is WarningCode.NEAR_NOTE for one in item.findings):
                self._tell_note(item, *notes[other], percent)

    def _read(
        self,
        reader: Reader,
        claimed: Collection[str],
        cancelled: Cancelled | None,
        notes: list[tuple[str, str]],
    ) -> None:
        """Read the notes whose length is near that of a document, into `notes` and the sketches."""
        wanted = [
            note_id
            for note_id, characters in reader.lengths()
            if note_id not in claimed and self._sizes & {*_around(characters)}
        ]
        for note_id, title, body in reader.bodies(wanted):
            if cancelled and cancelled():
                raise Fault(FaultCode.CANCELLED)
            text = body.strip()
            same = self._texts.get(_digest(text))
            if same is not None:
                self._tell_note(self._items[same], note_id, title, 100)
            self._similar.add(len(notes), text)
            notes.append((note_id, title))

    def _tell_note(self, item: PlanItem, note_id: str, title: str, percent: int) -> None:
        if item.action in _COMING_IN:
            values = {"note": note_id, "title": title, "percent": percent}
            item.findings.append(Finding(WarningCode.NEAR_NOTE, item.source, values))


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=12).digest()


def _size(characters: int) -> int:
    """The order of a length, in powers of two."""
    return characters.bit_length()


def _around(characters: int) -> tuple[int, int, int]:
    """The orders of the lengths that nearly the same text may have."""
    return _size(characters) - 1, _size(characters), _size(characters) + 1
