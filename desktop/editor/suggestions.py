"""What the library suggests while writing: asked by the window on a reader's thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.editor.structure import Structure
from notes.model import Scope, ScopeKind

if TYPE_CHECKING:
    from notes.library import Reader

TEMPLATE_TAGS = ("模板", "template")
"""A note with one of these tags is offered as a template."""

_MOST = 20


def suggest(reader: Reader, kind: str, prefix: str, note_id: str) -> list[str | tuple[str, str]]:
    """Texts, or pairs, for one of the kinds of `completion.Request`, or ``template``.

    `note_id` is the note written in. A heading's prefix is ``note#start of the heading``. A
    template's pair is its title and its text.
    """
    match kind:
        case "note":
            return [title for _id, title in reader.titles(prefix, limit=_MOST)]
        case "tag":
            return list(reader.tag_paths(prefix, limit=_MOST))
        case "heading":
            return list(_headings(reader, prefix, note_id))
        case "attachment":
            return list(_attachments(reader, prefix, note_id))
        case "template":
            return list(_templates(reader))
    return []


def _headings(reader: Reader, prefix: str, note_id: str) -> list[str]:
    name, _mark, start = prefix.partition("#")
    found = reader.resolve(name, note_id or None)
    if found is None:
        return []
    structure = Structure()
    structure.reset(reader.note(found).body.split("\n"))
    wanted = start.casefold()
    titles = dict.fromkeys(heading.title for heading in structure.headings if heading.title)
    return [title for title in titles if wanted in title.casefold()][:_MOST]


def _attachments(reader: Reader, prefix: str, note_id: str) -> list[tuple[str, str]]:
    wanted = prefix.casefold()
    return [
        (target, attachment.name)
        for target, attachment in reader.attachments(note_id).items()
        if wanted in target.casefold() or wanted in attachment.name.casefold()
    ][:_MOST]


def _templates(reader: Reader) -> list[tuple[str, str]]:
    ids: dict[str, None] = {}
    for tag in TEMPLATE_TAGS:
        if tag not in reader.tag_paths(tag):
            continue
        ids |= dict.fromkeys(reader.note_ids(Scope(ScopeKind.TAG, tag)))
    notes = [reader.note(note_id) for note_id in list(ids)[:_MOST]]
    return [(note.title, note.body) for note in notes]
