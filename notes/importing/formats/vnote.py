"""Notes of a VNote notebook: Markdown, with tags, times and attachments in `vx.json`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from weakref import WeakKeyDictionary

from notes.errors import Fault
from notes.importing.base import DateFrom, Draft, File, ReadOptions
from notes.importing.dates import read_date
from notes.importing.formats import markdown
from notes.importing.keys import tag_path, unique
from notes.importing.sources import FILE_LIMIT, Entry, Tree
from notes.importing.sources import read as read_bytes

_folders: WeakKeyDictionary[Tree, dict[tuple[str, ...], dict[str, Any]]] = WeakKeyDictionary()


def read(entry: Entry, tree: Tree, options: ReadOptions) -> Iterator[Draft]:
    """One note with what the folder's `vx.json` says of it."""
    for draft in markdown.read(entry, tree, options):
        draft.format = "vnote"
        said = _said(entry, tree)
        tags = said.get("tags")
        if isinstance(tags, list):
            draft.tags = unique([*draft.tags, *(tag_path(str(tag)) for tag in tags)])
        created = read_date(str(said.get("created_time") or ""))
        if created and draft.created_from in {DateFrom.FILE, DateFrom.MODIFIED}:
            draft.created, draft.created_from = created, DateFrom.KEY
        draft.modified = read_date(str(said.get("modified_time") or "")) or draft.modified
        draft.files = tuple(_attachments(said, entry, tree))
        yield draft


def _said(entry: Entry, tree: Tree) -> dict[str, Any]:
    folders = _folders.setdefault(tree, {})
    if entry.folders not in folders:
        folders[entry.folders] = _read_folder(entry, tree)
    found = folders[entry.folders].get(entry.name, {})
    return found if isinstance(found, dict) else {}


def _read_folder(entry: Entry, tree: Tree) -> dict[str, Any]:
    file = tree.find("/".join((*entry.folders, "vx.json")))
    if file is None:
        return {}
    try:
        value = json.loads(read_bytes(tree, file))
    except (Fault, ValueError, RecursionError):
        return {}
    files = value.get("files") if isinstance(value, dict) else None
    if not isinstance(files, list):
        return {}
    return {str(one.get("name")): one for one in files if isinstance(one, dict)}


def _attachments(said: dict[str, Any], entry: Entry, tree: Tree) -> Iterator[File]:
    """The files of the note's attachment folder, which the text need not name."""
    folder = said.get("attachment_folder")
    if not isinstance(folder, str) or not folder:
        return
    prefix = "/".join((*entry.folders, "vx_attachments", folder, ""))
    for file in tree.entries:
        if file.path.startswith(prefix):
            target = f"vx_attachments/{folder}/{file.path[len(prefix) :]}"
            yield File(
                target,
                file.name,
                lambda file=file: read_bytes(tree, file, FILE_LIMIT),  # type: ignore[misc] # bound now
                file.size,
            )
