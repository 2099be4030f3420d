"""A note as Markdown: its front matter as it came, its body to the letter, its files beside it."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from notes.exporting.base import Document, ExportWarning, Finding
from notes.exporting.front_matter import change_value
from notes.exporting.names import safe_name
from notes.importing.front_matter import Properties, parse, split
from notes.importing.keys import Metadata, understand
from notes.links import extract
from notes.model import Given, LinkKind
from notes.own_key import add, add_to_properties, of_properties

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notes.exporting.base import ExportOptions, Place
    from notes.model import Note
    from notes.reader import Reader

_FLAVOURS = ("plain", "jekyll", "hugo", "hexo", "obsidian")
_PLACES = frozenset({"category", "categories"})
_KEYS = _PLACES | {"title", "tags", "tag"}
_FOLDER = "attachments"  # for files that cannot lie where the text says
_NOTHING = Given()
_OUTSIDE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#")


def document(reader: Reader, note: Note, place: Place, options: ExportOptions) -> Document:
    """The note's text, and the files that belong beside it."""
    findings = list(_broken_links(reader, note))
    files, moved = _files(reader, note, place)
    block, unchanged = front_matter_of(note, reader.given(note.id))
    if not options.plain:
        block = _with_own_key(note, block, moved)
    else:
        findings += [_finding(note, ExportWarning.KEY_KEPT, key=key) for key in unchanged]
        findings += [_finding(note, ExportWarning.FILE_MOVED, target=target) for target in moved]
    if block and note.body and not block.endswith("\n"):
        block += "\n"
    text = block + note.body
    return Document(text.encode(), files, tuple(findings))


# front matter


def front_matter_of(note: Note, given: Given = _NOTHING) -> tuple[str, list[str]]:
    """The block with what was changed here put in, and the keys where that was not possible.

    What an import `given` the note of itself is no change: the block stays as it came.
    """
    block = note.front_matter
    if not block:  # formats that are not Markdown have properties, but no block
        return of_properties(note.properties) if note.properties else "", []
    failed = []
    for key, candidates in _changes(note, parse(split(block)), given):
        for value in candidates:
            changed = change_value(block, key, value)
            if changed is not None and _says(note, changed, key):
                block = changed
                break
        else:
            failed.append(key)
    return block, failed


def _changes(
    note: Note, read: Properties, given: Given
) -> Iterator[tuple[str, list[str | list[str]]]]:
    """Keys whose meaning is no longer the note's, each with the values that may say it."""
    for key in read.values:
        if key.lower() not in _KEYS:
            continue
        if any(_agrees(said, note, key, given) for said in _meanings(read)):
            continue
        if key.lower() == "title":
            yield key, [note.title]
        elif key.lower() in _PLACES:
            path = "/".join(note.category)
            yield key, [path, [path], list(note.category)]
        else:
            said = next(_meanings(read)).tags
            tags = [tag for tag in note.tags if tag in said or f"#{tag}" not in note.body]
            text = isinstance(read.values[key], str)
            yield key, [", ".join(tags), tags] if text else [tags]


def _says(note: Note, block: str, key: str) -> bool:
    return any(_agrees(said, note, key) for said in _meanings(parse(split(block))))


def _meanings(read: Properties) -> Iterator[Metadata]:
    """What the block may say: the rules for lists and strings differ by its program."""
    for flavour in _FLAVOURS:
        yield understand(read.values, read.written, flavour)


def _agrees(said: Metadata, note: Note, key: str, given: Given = _NOTHING) -> bool:
    """Whether a key says what is true of the note, or nothing.

    Tags may stand in the text as well; a place that no key names comes from the folder.
    """
    if key.lower() == "title":
        return said.title in ("", note.title)
    if key.lower() in _PLACES:
        came = {said.category, (*given.into, *(said.category or ())), given.category}
        return said.category is None or note.category in came
    more = set(note.tags) - set(said.tags) - set(given.tags)
    return set(said.tags) <= set(note.tags) and all(f"#{tag}" in note.body for tag in more)


def _with_own_key(note: Note, block: str, moved: dict[str, str]) -> str:
    values = _own_values(note, block, moved)
    if note.properties and not note.front_matter:
        return add_to_properties(note.properties, values)
    return add(block, values)


def _own_values(note: Note, block: str, moved: dict[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {"id": note.id}
    if not any(said.title == note.title for said in _meanings(parse(split(block)))):
        values["title"] = note.title
    values |= {
        "created": note.created.isoformat(),
        "modified": note.modified.isoformat(),
        "category": "/".join(note.category),
        "tags": list(note.tags),
        "starred": note.starred,
        "stub": note.stub,
    }
    return values | ({"attachments": moved} if moved else {})


# attachments and links


def _files(reader: Reader, note: Note, place: Place) -> tuple[dict[str, str], dict[str, str]]:
    """Path beside the note → content hash, and target → path for files that had to move."""
    files: dict[str, str] = {}
    moved: dict[str, str] = {}
    shown = {link.target for link in extract(note.body)}
    for target, attachment in reader.attachments(note.id).items():
        path = _safe_path(target)
        if path is None or not place.claim(note.id, path, attachment.hash):
            stem = safe_name(PurePosixPath(attachment.name).stem, fallback="file")
            suffix = re.sub(r"[^.\w]", "", PurePosixPath(attachment.name).suffix)[:20]
            path, number = f"{_FOLDER}/{stem}{suffix}", 2
            while not place.claim(note.id, path, attachment.hash):
                path, number = f"{_FOLDER}/{stem} ({number}){suffix}", number + 1
            moved[target] = path
        elif target not in shown:
            moved[target] = path  # nothing but this leads to it
        files[path] = attachment.hash
    return files, moved


def _safe_path(target: str) -> str | None:
    """The target as a path below the note's folder that every system can hold, if it is one."""
    if "{{" in target or "{%" in target:  # Liquid: no path until a site is built
        return None
    path = unquote(target).removeprefix("./")
    parts = path.split("/")
    safe = all(part and part == safe_name(part) for part in parts)
    return path if safe and len(path.encode("utf-8", "surrogatepass")) < 200 else None


def _broken_links(reader: Reader, note: Note) -> Iterator[Finding]:
    for link in reader.links(note.id):
        if link.note_id or link.attachment or _OUTSIDE.match(link.target):
            continue
        picture = link.kind in {LinkKind.IMAGE, LinkKind.EMBED}
        code = ExportWarning.IMAGE_GONE if picture else ExportWarning.LINK_GONE
        yield _finding(note, code, target=link.target)


def _finding(note: Note, code: ExportWarning, **values: object) -> Finding:
    return Finding(code, note.id, note.title, values)
