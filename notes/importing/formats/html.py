"""HTML pages, saved ones too: the article as Markdown, menus and footers left aside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from bs4 import BeautifulSoup, Tag

from notes.errors import Fault, FaultCode
from notes.importing import front_matter, names
from notes.importing.base import DateFrom, Draft, ReadOptions
from notes.importing.dates import date_line, read_date
from notes.importing.documents import digest
from notes.importing.encoding import decode
from notes.importing.formats import markdown
from notes.importing.formats.hypertext import (
    mend_addresses,
    soup_of,
    take_data_images,
    to_markdown,
)
from notes.importing.keys import Metadata, category_path, tag_path, unique
from notes.importing.sources import Entry, Tree
from notes.importing.sources import read as read_bytes

_CHARSET = re.compile(rb"(?i)<meta[^>]+charset=[\"']?\s*([\w-]+)")
_CONTENT = (
    "#js_content", "#content_views", "#cnblogs_post_body", ".article-viewer", ".RichText",
    "article .post-content", "article .entry-content", ".markdown-body", "article", "main",
    "[role=main]", ".post-content", ".entry-content", ".article-content", ".rich_media_content",
    "#content", ".content",
)  # fmt: skip
_FRAME = (
    "nav, aside, form, iframe, button, select, .sidebar, .menu, .navbar, .breadcrumb,"
    " .comments, #comments, .comment-list,"
    " .share, .social, .related, .pagination, .post-nav, .advertisement,"
    " .cookie, #toc, .toc, .footer, #footer, .site-footer,"
    " .code-block-extension-header, .widget-codetool, .copy-btn, .copybtn, .copy-code,"
    " .header-anchor, .headerlink, .anchor-link"
)
_LEAST = 0.35  # of the page's words: a smaller part is not its article


def read(entry: Entry, tree: Tree, options: ReadOptions) -> Iterator[Draft]:
    """One note: the page's article as Markdown; the page as read is its first revision."""
    data = read_bytes(tree, entry)
    if not data.strip():
        raise Fault(FaultCode.EMPTY, path=entry.source)
    draft = Draft(entry.source, "", digest=digest(data), format="html")
    declared = _CHARSET.search(data[:4096])
    encoding = options.encodings.get(entry.source, options.encoding)
    text, draft.encoding = _decode(data, encoding, declared[1].decode() if declared else None)
    matter = front_matter.split(text)
    said = Metadata()
    if matter.block:
        said = markdown.fill(draft, text, entry, tree)
    soup = soup_of(matter.body)
    meta = _metadata(soup)
    own_title = _take_own_frame(soup)
    draft.text = matter.body
    below = _date_below_title(soup)
    element = _article(soup)
    draft.title = (
        said.title or own_title or _title(soup, element) or markdown.title("", entry, tree)
    )
    base = soup.find("base", href=True)
    mend_addresses(element, str(base["href"]) if isinstance(base, Tag) else "")
    draft.files = tuple(take_data_images(element))
    draft.body = to_markdown(element)
    if not said.tags:
        draft.tags = meta.tags
    if not matter.block:
        draft.category = meta.category or names.folder_category(entry)
    moment = said.created or meta.created or below or _date_in_text(draft.body)
    markdown.set_dates(draft, Metadata(created=moment, modified=meta.modified), entry)
    if moment and not (said.created or meta.created):
        draft.created_from = DateFrom.NAME
    yield draft


def _decode(data: bytes, encoding: str | None, declared: str | None) -> tuple[str, str]:
    """By choice, by content, and where that is in doubt by what the page declares."""
    found = decode(data, encoding)
    if found.warning and declared and not encoding:
        try:
            told = decode(data, declared)
        except Fault:
            return found.text, found.encoding
        if "�" not in told.text:
            return told.text, told.encoding
    return found.text, found.encoding


def _metadata(soup: BeautifulSoup) -> Metadata:
    values: dict[str, str] = {}
    tags: list[str] = []
    for meta in soup.find_all("meta"):
        name = str(meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        content = str(meta.get("content") or "").strip()
        if name == "article:tag":
            tags += re.split(r"[,，]", content)
        elif content:
            values.setdefault(name, content)
    created = next(
        (
            found
            for key in (
                "article:published_time",
                "datepublished",
                "date",
                "pubdate",
                "publishdate",
                "dc.date",
                "created",
            )
            if (found := read_date(values.get(key, "")))
        ),
        None,
    ) or _time_element(soup)
    modified = read_date(values.get("article:modified_time", ""))
    is_own = values.get("generator") == "Banyan"
    return Metadata(
        category=category_path(values.get("article:section", "")) if is_own else None,
        tags=unique(tag_path(tag) for tag in tags),
        created=created,
        modified=modified,
    )


def _take_own_frame(soup: BeautifulSoup) -> str:
    """Take away what Banyan's export puts before a note's text; the title that stood there."""
    note = soup.select_one("main.note")
    if not soup.find("meta", attrs={"name": "generator", "content": "Banyan"}) or note is None:
        return ""
    if place := note.select_one("p.note-meta"):
        place.decompose()
    heading = note.select_one("h1.note-title")
    return " ".join(heading.extract().get_text().split()) if heading else ""


def _time_element(soup: BeautifulSoup) -> datetime | None:
    element = soup.find("time")
    if not isinstance(element, Tag):
        return None
    return read_date(str(element.get("datetime") or "")) or read_date(element.get_text())


def _article(soup: BeautifulSoup) -> Tag:
    """The part of the page that is its article: the whole body where none stands out."""
    body = soup.body or soup
    for frame in body.select(_FRAME):
        frame.decompose()
    for frame in body.find_all(["header", "footer"], recursive=False):
        if not frame.find(["article", "main"]):
            frame.decompose()
    words = len(body.get_text())
    for selector in _CONTENT:
        found = body.select_one(selector)
        if found and len(found.get_text()) >= _LEAST * words:
            return found
    return body


def _title(soup: BeautifulSoup, element: Tag) -> str:
    heading = element.find("h1") or soup.find("h1")
    title = " ".join(soup.title.get_text().split()) if soup.title else ""
    if isinstance(heading, Tag) and (text := " ".join(heading.get_text().split())):
        return text
    return re.sub(r"\s+[-–—|_·]\s+[^-–—|_·]{1,40}$", "", title) or title


def _date_in_text(body: str) -> datetime | None:
    lines = [line for line in body.split("\n", 30)[:30] if line.strip()][:4]
    return next((found for found in map(date_line, lines) if found), None)


_DATE = re.compile(
    r"(?<!\d)\d{4}(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}日)"
    r"(?:[ \t]+\d{1,2}:\d{2}(?::\d{2})?)?(?!\d)"
)


def _date_below_title(soup: BeautifulSoup) -> datetime | None:
    """The date in the short lines that follow the page's first heading."""
    heading = soup.find(["h1", "h2"])
    if not isinstance(heading, Tag):
        return None
    seen = 0
    for text in heading.find_all_next(string=True, limit=60):
        seen += len(text.strip())
        if seen > 300:
            break
        if (match := _DATE.search(text)) and len(text.strip()) <= 60:
            return read_date(match[0])
    return None
