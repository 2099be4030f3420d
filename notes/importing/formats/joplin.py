"""Joplin's own files (a JEX archive or a RAW folder): notes, notebooks, tags, resources.

Each item is a Markdown file that ends in lines of `key: value`; `type_` says what it is.
Source of the format: https://joplinapp.org/help/dev/spec/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from notes.errors import Fault, FaultCode
from notes.importing.base import DateFrom, Draft, File, ReadOptions, WarningCode
from notes.importing.dates import read_date
from notes.importing.documents import digest
from notes.importing.formats.hypertext import soup_of, to_markdown
from notes.importing.keys import clean_path, tag_path, unique
from notes.importing.sources import FILE_LIMIT, Entry, Tree
from notes.importing.sources import read as read_bytes
from notes.model import Path

ITEM = re.compile(rb"(?s).*\n?type_: \d+\s*\Z")
_ID = re.compile(r"[0-9a-f]{32}")
_LINK = re.compile(r":/([0-9a-f]{32})")
_KEY = re.compile(r"([a-z_]+): ?(.*)")
_NOTE, _FOLDER, _RESOURCE, _TAG, _NOTE_TAG = "1", "2", "4", "5", "6"
_SILENT = frozenset({"id", "parent_id", "type_", "created_time", "updated_time", "markup_language"})


@dataclass(slots=True)
class _Index:
    """What the other files of the archive say about its notes."""

    folders: dict[str, tuple[str, str]] = field(default_factory=dict)  # id → title, parent
    tags: dict[str, str] = field(default_factory=dict)
    note_tags: dict[str, list[str]] = field(default_factory=dict)
    resources: dict[str, dict[str, str]] = field(default_factory=dict)
    notes: set[str] = field(default_factory=set)

    def path(self, folder: str) -> Path:
        """The notebooks from the root down to `folder`."""
        names: list[str] = []
        seen: set[str] = set()
        while folder in self.folders and folder not in seen:
            seen.add(folder)
            title, folder = self.folders[folder]
            names.append(title)
        return clean_path(name.replace("/", "／") for name in reversed(names))


_indexes: WeakKeyDictionary[Tree, _Index] = WeakKeyDictionary()


def parse(text: str) -> tuple[str, str, dict[str, str]]:
    """Title, body and keys of an item."""
    lines = text.split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    keys: dict[str, str] = {}
    while lines and (match := _KEY.fullmatch(lines[-1])):
        keys[match[1]] = match[2].replace("\\n", "\n")
        lines.pop()
    title = lines[0] if lines else ""
    body = "\n".join(lines[2:] if len(lines) > 1 else [])
    return title, body.removesuffix("\n"), keys


def _index(tree: Tree) -> _Index:
    found = _indexes.get(tree)
    if found is None:
        found = _indexes[tree] = _Index()
        for entry in tree.entries:
            if entry.suffix == ".md" and _ID.fullmatch(entry.stem):
                _take(found, entry, tree)
    return found


def _take(index: _Index, entry: Entry, tree: Tree) -> None:
    try:
        title, _, keys = parse(read_bytes(tree, entry).decode("utf-8", "replace"))
    except Fault:
        return  # it is refused when its turn to be read comes
    kind, key = keys.get("type_"), keys.get("id", "")
    if kind == _FOLDER:
        index.folders[key] = (title, keys.get("parent_id", ""))
    elif kind == _TAG:
        index.tags[key] = title
    elif kind == _NOTE_TAG:
        index.note_tags.setdefault(keys.get("note_id", ""), []).append(keys.get("tag_id", ""))
    elif kind == _RESOURCE:
        index.resources[key] = {**keys, "title": title}
    elif kind == _NOTE:
        index.notes.add(key)


def read(entry: Entry, tree: Tree, options: ReadOptions) -> Iterator[Draft]:  # noqa: ARG001 - a reader
    """A note gives a draft; a notebook, tag or resource none of its own."""
    data = read_bytes(tree, entry)
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").removeprefix("\ufeff")
    title, body, keys = parse(text)
    if keys.get("encryption_applied") == "1":
        raise Fault(FaultCode.ENCRYPTED, path=entry.source)
    if keys.get("type_") != _NOTE:
        return
    index = _index(tree)
    draft = Draft(entry.source, title.strip(), digest=digest(data), format="joplin")
    draft.encoding = "utf-8"
    draft.text = body
    draft.body = to_markdown(soup_of(body)) if keys.get("markup_language") == "2" else body
    draft.title = draft.title or entry.stem
    draft.category = index.path(keys.get("parent_id", ""))
    tags = (index.tags.get(tag, "") for tag in index.note_tags.get(keys.get("id", ""), []))
    draft.tags = unique(tag_path(tag) for tag in tags)
    draft.created = read_date(keys.get("user_created_time") or keys.get("created_time", ""))
    draft.created_from = DateFrom.KEY if draft.created else DateFrom.FILE
    draft.created = draft.created or entry.modified
    modified = read_date(keys.get("user_updated_time") or keys.get("updated_time", ""))
    draft.modified = modified or draft.created
    draft.properties = {
        key: value
        for key, value in keys.items()
        if key not in _SILENT and value not in {"", "0", "0.00000000", "0.0000"}
    }
    draft.addresses = (keys.get("id", ""),)
    _link(draft, entry, tree, index)
    yield draft


def _link(draft: Draft, entry: Entry, tree: Tree, index: _Index) -> None:
    """`:/id` means a resource or another note."""
    files: list[File] = []
    links: dict[str, str] = {}
    folder = entry.source[: -len(entry.name)]
    for key in dict.fromkeys(_LINK.findall(draft.body)):
        target = f":/{key}"
        if key in index.notes:
            links[target] = f"{folder}{key}.md"
        elif file := _file(key, target, tree, index, entry):
            files.append(file)
        else:
            draft.warn(WarningCode.LINK_MISSING, target=target)
    draft.files, draft.links = tuple(files), links


def _file(key: str, target: str, tree: Tree, index: _Index, note: Entry) -> File | None:
    keys = index.resources.get(key, {})
    suffix = keys.get("file_extension", "")
    above = "/".join(note.folders)
    places = [f"{above}/resources" if above else "resources", above]
    for place in places:
        for name in (f"{key}.{suffix}" if suffix else key, key):
            entry = tree.find(f"{place}/{name}".lstrip("/"))
            if entry:
                return File(
                    target,
                    keys.get("filename") or keys.get("title") or entry.name,
                    lambda entry=entry: read_bytes(tree, entry, FILE_LIMIT),  # type: ignore[misc] # bound now
                    entry.size,
                    keys.get("mime", ""),
                )
    return None
