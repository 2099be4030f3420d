"""CherryTree documents (`.ctb`): an SQLite file of nodes, read without being touched.

Source of the format: CherryTree's own `ct_storage_sqlite.cc`, tables node, children, codebox, grid,
image.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as ET

from notes.errors import Fault, FaultCode
from notes.importing.base import DateFrom, Draft, File, ReadOptions, WarningCode
from notes.importing.keys import clean_path, tag_path, unique
from notes.importing.sources import Entry, Tree
from notes.importing.sources import read as read_bytes

_LIMIT = 500_000_000
_LANGUAGES = {"custom-colors": "", "plain-text": "", "python3": "python", "sh": "bash"}
_NODES = (
    "SELECT n.node_id, n.name, n.txt, n.syntax, n.tags, n.ts_creation, n.ts_lastsave, c.father_id"
    " FROM node n LEFT JOIN children c ON c.node_id = n.node_id ORDER BY c.father_id, c.sequence"
)


def read(entry: Entry, tree: Tree, options: ReadOptions) -> Iterator[Draft]:  # noqa: ARG001 - a reader
    """A draft a node; the nodes above are its category."""
    db = sqlite3.connect(":memory:")
    try:
        db.deserialize(read_bytes(tree, entry, _LIMIT))
        db.execute("PRAGMA trusted_schema = OFF")
        rows = db.execute(_NODES).fetchall()
        parents = {row[0]: (str(row[1]), row[7]) for row in rows}
        for row in rows:
            yield _draft(db, row, parents, entry)
    except sqlite3.Error as error:
        raise Fault(FaultCode.UNREADABLE, path=entry.source, detail=str(error)) from error
    finally:
        db.close()


def _draft(
    db: sqlite3.Connection, row: Any, parents: dict[int, tuple[str, int | None]], entry: Entry
) -> Draft:
    node, name, text, syntax, tags, created, saved, parent = row
    draft = Draft(f"{entry.source}#{node}", str(name).strip() or entry.stem, format="cherrytree")
    draft.encoding = "utf-8"
    draft.text = str(text or "")
    if syntax == "custom-colors" and draft.text.lstrip().startswith("<"):
        draft.body = _rich(db, node, draft)
    else:
        language = _LANGUAGES.get(str(syntax), str(syntax))
        draft.body = f"```{language}\n{draft.text}\n```\n" if language else draft.text
        draft.text = draft.body
    draft.tags = unique(tag_path(tag) for tag in str(tags or "").split())
    draft.category = _category(parent, parents)
    if any(other == node for _, other in parents.values()):
        draft.category = (*draft.category, *clean_path([draft.title.replace("/", "／")]))
    draft.created = _moment(created) or entry.modified
    draft.created_from = DateFrom.KEY if _moment(created) else DateFrom.FILE
    draft.modified = _moment(saved) or draft.created
    parts = (draft.title, draft.body, tags, draft.category, [file.target for file in draft.files])
    draft.digest = hashlib.sha256(repr(parts).encode("utf-8", "replace")).hexdigest()
    return draft


def _moment(seconds: Any) -> datetime | None:
    try:
        return datetime.fromtimestamp(float(seconds), UTC) if seconds else None
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def _category(parent: int | None, parents: dict[int, tuple[str, int | None]]) -> tuple[str, ...]:
    path: list[str] = []
    seen: set[int] = set()
    while parent in parents and parent not in seen:
        seen.add(parent)
        name, parent = parents[parent]
        path.append(name.replace("/", "／"))
    return clean_path(reversed(path))


def _rich(db: sqlite3.Connection, node: int, draft: Draft) -> str:
    """Rich text with its boxes, tables and pictures put back at their offsets."""
    try:
        root = ET.fromstring(_harmless(draft.text))  # noqa: S314 - no entities, see there
    except (ET.ParseError, ValueError):
        draft.warn(WarningCode.PART_UNREAD, detail="rich text")
        return draft.text
    things = sorted(_anchored(db, node, draft), key=lambda thing: thing[0])
    parts: list[str] = []
    at = 0
    for run in root.iter("rich_text"):
        text = run.text or ""
        while things and things[0][0] <= at + len(text):
            offset, thing = things.pop(0)
            cut = max(0, offset - at)
            parts += [_styled(text[:cut], run.attrib), thing]
            # an object takes one place of the text that CherryTree counts
            at, text = offset + 1, text[cut:]
        parts.append(_styled(text, run.attrib))
        at += len(text)
    parts += [thing for _, thing in things]
    return "".join(parts).strip("\n") + "\n"


def _harmless(xml: str) -> str:
    if "<!" in xml:
        raise ValueError("declarations are not read")
    return xml


def _styled(text: str, style: dict[str, str]) -> str:
    core = text.strip()
    if not core or not style:
        return text
    start = text[: len(text) - len(text.lstrip())]
    end = text[len(text.rstrip()) :]
    if style.get("scale", "").startswith("h") and style["scale"][1:].isdigit() and "\n" not in core:
        return f"{start}{'#' * int(style['scale'][1:])} {core}{end}"
    if style.get("family") == "monospace" and "\n" not in core:
        core = f"`{core}`"
    for key, value, sign in (
        ("weight", "heavy", "**"),
        ("style", "italic", "*"),
        ("strikethrough", "true", "~~"),
    ):
        if style.get(key) == value:
            core = "\n".join(f"{sign}{line}{sign}" if line else line for line in core.split("\n"))
    link = style.get("link", "")
    if link.startswith("webs "):
        core = f"[{core}]({link[5:]})"
    return start + core + end


def _anchored(db: sqlite3.Connection, node: int, draft: Draft) -> Iterator[tuple[int, str]]:
    """Code boxes, tables and pictures of a node with their offsets."""
    for offset, text, syntax in _rows(db, "offset, txt, syntax FROM codebox", node):
        language = _LANGUAGES.get(str(syntax), str(syntax))
        yield int(offset), f"\n\n```{language}\n{str(text).rstrip()}\n```\n\n"
    for offset, text in _rows(db, "offset, txt FROM grid", node):
        yield int(offset), f"\n\n{_table(str(text), draft)}\n\n"
    for offset, png, name in _rows(db, "offset, png, filename FROM image", node):
        if not isinstance(png, bytes) or not png:
            continue
        target = str(name or "") or f"image-{hashlib.sha256(png).hexdigest()[:12]}.png"
        target = target.replace(" ", "_")
        draft.files += (File(target, target, lambda png=png: png, len(png)),)  # type: ignore[misc] # bound now
        sign = "!" if not name else ""
        yield int(offset), f"{sign}[{name or ''}]({target})"


def _rows(db: sqlite3.Connection, what: str, node: int) -> list[Any]:
    try:
        return db.execute(f"SELECT {what} WHERE node_id = ?", (node,)).fetchall()
    except sqlite3.Error:
        return []  # an older file without this table


def _table(xml: str, draft: Draft) -> str:
    """A grid, whose head is its last row."""
    try:
        root = ET.fromstring(_harmless(xml))  # noqa: S314 - no entities, see there
    except (ET.ParseError, ValueError):
        draft.warn(WarningCode.PART_UNREAD, detail="table")
        return xml
    rows = [[(cell.text or "") for cell in row.iter("cell")] for row in root.iter("row")]
    if not rows:
        return ""
    rows = [rows[-1], *rows[:-1]]
    lines = [
        "| " + " | ".join(c.replace("|", "\\|").replace("\n", "<br>") for c in row) + " |"
        for row in rows
    ]
    lines.insert(1, "|" + " --- |" * len(rows[0]))
    return "\n".join(lines)
