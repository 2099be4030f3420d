"""Pages of a Notion export: Markdown files and tables whose names end in an id."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import datetime

from notes.errors import Fault, FaultCode
from notes.importing import names
from notes.importing.base import DateFrom, Draft, ReadOptions
from notes.importing.dates import read_date
from notes.importing.documents import decoded
from notes.importing.formats import markdown
from notes.importing.keys import Metadata, tag_path, unique
from notes.importing.sources import Entry, Tree

NAME = re.compile(r"(.*?)[ _]?([0-9a-f]{32})(_all)?")
_PROPERTY = re.compile(r"([^:\n]{1,60}): (.+)")
_CREATED = frozenset({"created", "created time", "date", "创建时间", "创建日期", "日期"})
_MODIFIED = frozenset({"last edited time", "last edited", "updated", "最后编辑时间"})
_TAGS = frozenset({"tags", "tag", "标签", "multi-select"})


def read(entry: Entry, tree: Tree, options: ReadOptions) -> Iterator[Draft]:
    """A page; its properties stay in the text, where Notion wrote them."""
    draft, text = decoded(entry, tree, options)
    draft.format = "notion"
    markdown.fill(draft, text, entry, tree)
    match = NAME.fullmatch(entry.stem)
    name = match[1] if match else entry.stem
    draft.title = names.opening_heading(text) or name or entry.stem
    draft.addresses = (match[2],) if match else ()
    properties = _properties(draft.body)
    lower = {key.lower(): value for key, value in properties.items()}
    draft.tags = (
        unique(tag_path(tag) for key in _TAGS for tag in re.split(r"[,，]", lower.get(key, "")))
        or draft.tags
    )
    said = Metadata(created=_first(lower, _CREATED), modified=_first(lower, _MODIFIED))
    markdown.set_dates(draft, said, entry)
    draft.properties = {**properties, **draft.properties}
    yield draft


def _first(values: dict[str, str], keys: frozenset[str]) -> datetime | None:
    return next((found for key in keys if (found := read_date(values.get(key, "")))), None)


def _properties(body: str) -> dict[str, str]:
    """The lines `Key: value` between the title and the first blank line after them."""
    lines = body.split("\n")
    if not lines or not lines[0].startswith("# "):
        return {}
    found: dict[str, str] = {}
    for line in lines[2:]:
        match = _PROPERTY.fullmatch(line)
        if not match:
            return found if not line.strip() else {}
        found[match[1].strip()] = match[2].strip()
    return found


def read_table(entry: Entry, tree: Tree, options: ReadOptions) -> Iterator[Draft]:
    """A database as a note with a table; Notion writes it twice, once with all rows."""
    if not entry.stem.endswith("_all") and tree.find(f"{entry.path[:-4]}_all.csv"):
        return
    draft, text = decoded(entry, tree, options)
    draft.format = "notion-table"
    match = NAME.fullmatch(entry.stem)
    draft.title = (match[1] if match else "") or entry.stem
    draft.text = text
    try:
        rows = list(csv.reader(io.StringIO(text)))
    except csv.Error as error:
        raise Fault(FaultCode.UNREADABLE, path=entry.source, detail=str(error)) from error
    draft.body = _table(rows)
    draft.category = names.folder_category(entry)
    draft.created = draft.modified = entry.modified
    draft.created_from = DateFrom.FILE
    yield draft


def _table(rows: list[list[str]]) -> str:
    width = max(map(len, rows), default=0)
    lines = []
    for number, row in enumerate(rows):
        cells = [re.sub(r"\s*\n\s*", "<br>", cell.replace("|", "\\|")) for cell in row]
        lines.append("| " + " | ".join(cells + [""] * (width - len(cells))) + " |")
        if number == 0:
            lines.append("|" + " --- |" * width)
    return "\n".join(lines) + "\n"
