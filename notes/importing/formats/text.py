"""Plain text: an outline, a scraped article, an index page of titles, or simply words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from notes.errors import Fault, FaultCode
from notes.importing import front_matter, names
from notes.importing.base import DateFrom, Draft, ReadOptions
from notes.importing.dates import date_line
from notes.importing.documents import decoded
from notes.importing.formats import index_page, markdown
from notes.importing.keys import Metadata
from notes.importing.sources import Entry, Tree
from notes.importing.tidy import ALL, tidy


def read(entry: Entry, tree: Tree, options: ReadOptions) -> Iterator[Draft]:
    """One note, tidied as a second revision; an index page: its note and its article."""
    draft, text = decoded(entry, tree, options)
    if front_matter.split(text).block:
        markdown.fill(draft, text, entry, tree)
        draft.format = "markdown"
        yield draft
        return
    page = index_page.split(text)
    wanted = options.formats.get(entry.source, options.format)
    if page and wanted in {None, "auto", "index"}:
        yield from index_page.drafts(draft, page, entry, options)
        return
    draft.format = "text"
    fill(draft, text, entry, options)
    yield draft


def read_index(entry: Entry, tree: Tree, options: ReadOptions) -> Iterator[Draft]:
    """An index page, because the person says so. Raises `Fault(UNREADABLE)` where it is none."""
    draft, text = decoded(entry, tree, options)
    page = index_page.split(text)
    if page is None:
        raise Fault(FaultCode.UNREADABLE, path=entry.source, detail="no lists of titles")
    yield from index_page.drafts(draft, page, entry, options)


def fill(draft: Draft, text: str, entry: Entry, options: ReadOptions) -> None:
    """Title, date and tidied body of a text without markup."""
    draft.text = text
    rules = ALL if options.tidy is None else options.tidy
    draft.body, draft.tidied = tidy(text, rules)
    draft.title = title(tidy(text, {"chrome"} & set(rules))[0], entry)
    draft.category = names.folder_category(entry)
    markdown.set_dates(draft, Metadata(), entry)
    under_title = date_under_title(text)
    if under_title and draft.created_from is DateFrom.FILE:
        draft.created, draft.created_from = under_title, DateFrom.NAME
        draft.modified = under_title


def title(text: str, entry: Entry) -> str:
    """The first heading or dated line, else a telling file name, else the first words."""
    return (
        names.first_heading(text)
        or _above_date(text)
        or (names.title_of_name(entry.stem) if names.is_title(entry.stem) else "")
        or names.first_sentence(text)
        or entry.stem
    )


def _above_date(text: str) -> str:
    """The first line, where a date alone follows it: so scraped pages begin."""
    first, second = [*(line for line in text.split("\n", 20)[:20] if line.strip()), "", ""][:2]
    return first.strip() if len(first) <= 80 and date_line(second) else ""


def date_under_title(text: str) -> datetime | None:
    """The date that one of the first lines states alone, as scraped pages have it."""
    lines = [line for line in text.split("\n", 60)[:60] if line.strip()][1:5]
    return next((found for found in map(date_line, lines) if found), None)
