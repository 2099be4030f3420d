"""Evernote exports (ENEX), note by note: resources, tasks, tables, dates, tags.

Source of the format: https://evernote.com/blog/how-evernotes-xml-export-format-works
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import mimetypes
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from bs4 import Tag

from notes.errors import Fault, FaultCode
from notes.importing import names
from notes.importing.base import DateFrom, Draft, File, ReadOptions, WarningCode
from notes.importing.dates import read_date
from notes.importing.formats.hypertext import soup_of, to_markdown
from notes.importing.keys import tag_path, unique
from notes.importing.sources import FILE_LIMIT, Entry, Tree, opened

_CHUNK = 1 << 16
_FIELDS = frozenset({
    "title", "content", "created", "updated", "tag", "author", "source", "source-url",
    "latitude", "longitude", "altitude", "place-name", "reminder-time", "data", "mime",
    "file-name", "taskStatus",
})  # fmt: skip


@dataclass(slots=True)
class _Note:
    """One `<note>` as it is written."""

    values: dict[str, str] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    resources: list[dict[str, str]] = field(default_factory=list)
    tasks: list[dict[str, str]] = field(default_factory=list)


class _Parser:
    """Collects notes from XML; entities are refused, so that nothing can grow or be fetched."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.ready: list[_Note] = []
        self._note: _Note | None = None
        self._inner: dict[str, str] | None = None
        self._text: list[str] = []
        self._size = 0
        self._expat = expat.ParserCreate()
        self._expat.buffer_text = True
        self._expat.StartElementHandler = self._start
        self._expat.EndElementHandler = self._end
        self._expat.CharacterDataHandler = self._characters
        self._expat.EntityDeclHandler = self._refuse

    def feed(self, data: bytes, *, last: bool = False) -> list[_Note]:
        """The notes that are whole by now. Raises `Fault(UNREADABLE)`."""
        try:
            self._expat.Parse(data, last)
        except expat.ExpatError as error:
            raise Fault(FaultCode.UNREADABLE, path=self.path, detail=str(error)) from error
        ready, self.ready = self.ready, []
        return ready

    def _refuse(self, *_: object) -> None:
        raise Fault(FaultCode.UNREADABLE, path=self.path, detail="XML entities are not read")

    def _start(self, name: str, _: dict[str, str]) -> None:
        self._text, self._size = [], 0
        if name == "note":
            self._note = _Note()
        elif name in {"resource", "task"}:
            self._inner = {}

    def _characters(self, text: str) -> None:
        self._size += len(text)
        if self._size > FILE_LIMIT * 4 // 3:
            raise Fault(FaultCode.TOO_LARGE, path=self.path, size=self._size, limit=FILE_LIMIT)
        self._text.append(text)

    def _end(self, name: str) -> None:
        note = self._note
        if note is None:
            return
        if name == "note":
            self.ready.append(note)
            self._note = None
        elif name in {"resource", "task"}:
            (note.resources if name == "resource" else note.tasks).append(self._inner or {})
            self._inner = None
        elif name in _FIELDS or self._inner is not None:
            text = "".join(self._text)
            if name == "tag":
                note.tags.append(text)
            elif self._inner is not None:
                self._inner[name] = text
            else:
                note.values.setdefault(name, text)
        self._text, self._size = [], 0


def read(entry: Entry, tree: Tree, options: ReadOptions) -> Iterator[Draft]:  # noqa: ARG001 - a reader
    """A draft a note. A broken end of the file costs the notes there alone."""
    parser = _Parser(entry.source)
    seen: Counter[str] = Counter()
    count = 0
    try:
        with opened(tree, entry) as file:
            while True:
                data = file.read(_CHUNK)
                for note in parser.feed(data, last=not data):
                    count += 1
                    yield _draft(note, entry, seen)
                if not data:
                    break
    except Fault as fault:
        if not count:
            raise
        # the notes before are whole; that the rest is not becomes a refusal of its own
        raise Fault(fault.code, **{**fault.values, "path": f"{entry.source}#…"}) from fault
    if not count:
        raise Fault(FaultCode.EMPTY, path=entry.source)


def _draft(note: _Note, entry: Entry, seen: Counter[str]) -> Draft:
    title = " ".join(note.values.get("title", "").split()) or entry.stem
    seen[title] += 1
    number = f" ({seen[title]})" if seen[title] > 1 else ""
    draft = Draft(f"{entry.source}#{title}{number}", title, format="enex", encoding="utf-8")
    files = _resources(note, draft)
    content = note.values.get("content", "")
    draft.digest = hashlib.sha256(
        repr((title, content, note.tags, sorted(note.values.items()), sorted(files))).encode()
    ).hexdigest()
    draft.text = content.replace("\r\n", "\n")
    draft.body = _body(content, files, draft) + _tasks(note)
    draft.files = tuple({file.target: file for file in files.values()}.values())
    draft.tags = unique(tag_path(tag) for tag in note.tags)
    draft.category = (*names.folder_category(entry), names.title_of_name(entry.stem))
    draft.properties = {
        key: value
        for key, value in note.values.items()
        if key not in {"title", "content", "data", "mime"} and value
    }
    draft.created = read_date(note.values.get("created", "")) or entry.modified
    draft.created_from = DateFrom.KEY
    draft.modified = read_date(note.values.get("updated", "")) or draft.created
    return draft


def _resources(note: _Note, draft: Draft) -> dict[str, File]:
    """Files by the MD5 of their bytes, as `en-media` names them."""
    found: dict[str, File] = {}
    taken: set[str] = set()
    for resource in note.resources:
        try:
            data = base64.b64decode(re.sub(r"\s", "", resource.get("data", "")), validate=True)
        except (binascii.Error, ValueError):
            draft.warn(WarningCode.PART_UNREAD, detail=resource.get("file-name", "resource"))
            continue
        if not data:
            continue
        key = hashlib.md5(data, usedforsecurity=False).hexdigest()
        mime = resource.get("mime", "")
        name = re.sub(r"[/\\\x00-\x1f]", "_", resource.get("file-name", "")).strip()
        if not name:
            name = key + (mimetypes.guess_extension(mime) or "")
        target = re.sub(r"[\s()<>\[\]#?%]", "_", name)
        if target in taken and key not in found:
            target = f"{key[:8]}-{target}"
        taken.add(target)
        found.setdefault(key, File(target, name, lambda data=data: data, len(data), mime))  # type: ignore[misc] # bound now
    return found


def _body(content: str, files: dict[str, File], draft: Draft) -> str:
    """ENML as Markdown."""
    soup = soup_of(re.sub(r"^\s*(?:<\?xml[^>]*>|<!DOCTYPE[^>]*>|\s)+", "", content))
    root = soup.find("en-note") or soup
    for media in root.find_all("en-media"):
        file = files.get(str(media.get("hash", "")).lower())
        if file is None:
            draft.warn(WarningCode.IMAGE_MISSING, target=str(media.get("hash", "")))
            media.replace_with(f"![]({media.get('hash', '')})")
        elif file.mime.startswith("image/"):
            media.replace_with(soup.new_tag("img", src=file.target, alt=file.name))
        else:
            link = soup.new_tag("a", href=file.target)
            link.string = file.name
            media.replace_with(link)
    for todo in root.find_all("en-todo"):
        done = str(todo.get("checked", "")).lower() == "true"
        box = {"type": "checkbox", "checked": ""} if done else {"type": "checkbox"}
        todo.replace_with(soup.new_tag("input", attrs=box))
    for secret in root.find_all("en-crypt"):
        draft.warn(WarningCode.ENCRYPTED_PART, detail=str(secret.get("hint") or "en-crypt"))
    for block in root.find_all("div", style=re.compile("-en-codeblock")):
        _as_code(block)
    for line in root.find_all("div"):
        if line.find("input", recursive=False) and line.parent and line.parent.name != "li":
            line.name = "li"
    return to_markdown(root)


def _as_code(block: Tag) -> None:
    """A code block is written as a `div` a line."""
    lines = [line.get_text() for line in block.find_all("div", recursive=False)] or [
        block.get_text()
    ]
    block.clear()
    block.name = "pre"
    block.append("\n".join(lines))


def _tasks(note: _Note) -> str:
    if not note.tasks:
        return ""
    lines = [
        f"- [{'x' if task.get('taskStatus') == 'completed' else ' '}] {task.get('title', '')}"
        for task in note.tasks
    ]
    return "\n" + "\n".join(lines) + "\n"
