"""Another Banyan library: its notes with their ids, so that those known here are recognised."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from notes.errors import Fault, FaultCode
from notes.importing.base import DateFrom, Draft, File, ReadOptions
from notes.importing.sources import Entry, Tree
from notes.model import Note, Scope, Sort
from notes.reader import Reader


def read(entry: Entry, tree: Tree, options: ReadOptions) -> Iterator[Draft]:  # noqa: ARG001 - a reader
    """A draft a note, the trash left out."""
    if "!/" in entry.source:
        raise Fault(FaultCode.UNREADABLE, path=entry.source, detail="a library inside an archive")
    reader = Reader.open(Path(entry.source))
    try:
        for note in reader.notes(Scope(), Sort.CREATED):
            yield _draft(note, reader, entry)
    finally:
        reader.close()


def _draft(note: Note, reader: Reader, entry: Entry) -> Draft:
    draft = Draft(f"{entry.source}#{note.id}", note.title, format="library", encoding="utf-8")
    draft.text = draft.body = note.body
    draft.front_matter = note.front_matter
    draft.properties = note.properties
    draft.category, draft.tags = note.category, note.tags
    draft.created, draft.created_from = note.created, DateFrom.OWN
    draft.modified = note.modified
    draft.starred, draft.protected, draft.stub = note.starred, note.protected, note.stub
    draft.id = note.id
    draft.files = tuple(
        File(
            target,
            attachment.name,
            lambda key=attachment.hash: reader.attachment_data(key),  # type: ignore[misc] # bound now
            attachment.size,
            attachment.mime,
        )
        for target, attachment in reader.attachments(note.id).items()
    )
    draft.links = {
        link.target: f"{entry.source}#{link.note_id}"
        for link in reader.links(note.id)
        if link.note_id
    }
    parts = (note.title, note.body, note.front_matter, note.category, note.tags, note.starred)
    draft.digest = hashlib.sha256(repr(parts).encode("utf-8", "replace")).hexdigest()
    return draft
