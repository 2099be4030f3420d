"""A site's index page that was flattened to text: lists of titles, then maybe an article.

Each list is a heading and one long line of titles with spaces between them. The titles become
stubs in the category of the heading; a list under 标签 gives its titles one tag.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from notes.importing import names
from notes.importing.base import (
    DateFrom,
    Draft,
    Finding,
    IndexList,
    IndexPage,
    ReadOptions,
    WarningCode,
)
from notes.importing.dates import date_line
from notes.importing.keys import clean_path
from notes.importing.sources import Entry
from notes.importing.tidy import ALL, tidy
from notes.importing.titles import split_lists, tokens
from notes.search.folding import fold_title

TAG_HEADINGS = frozenset({"标签", "標籤", "tag", "tags", "标签云", "话题", "topics"})
_LEAST = 12  # words of a line that can be a list
_STOPS = re.compile(r"[。！；!;]|[，,](?!\S*》)|(?<=[a-z])\.\s")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9+#.-]*|[\u4e00-\u9fff]{2,}")


@dataclass(frozen=True, slots=True)
class Page:
    """The parts of an index page as read."""

    headings: list[str]
    lines: list[str]
    lists: str  # everything up to the article, verbatim
    article: str  # from the article's title on; empty when there is none


def split(text: str) -> Page | None:
    """The lists and the article of an index page; None for any other text."""
    headings: list[str] = []
    found: list[str] = []
    lines = text.split("\n")
    end = at = 0
    while at < len(lines):
        heading = lines[at].strip()
        if not heading:
            at += 1
            continue
        after = next((i for i in range(at + 1, len(lines)) if lines[i].strip()), None)
        if after is None or len(heading) > 30 or not _is_list(lines[after]):
            break
        headings.append(heading.lstrip("# ").rstrip(":："))
        found.append(lines[after].strip())
        end = at = after + 1
    if not found or (len(found) == 1 and len(tokens(found[0])) < 2 * _LEAST):
        return None
    lists = "\n".join(lines[:end]).strip("\n") + "\n"
    return Page(headings, found, lists, "\n".join(lines[end:]).strip("\n"))


def _is_list(line: str) -> bool:
    """Whether a line is many titles rather than a paragraph."""
    words = tokens(line)
    if len(words) < _LEAST or not re.search(r"[\u4e00-\u9fff]", line):
        return False
    return len(_STOPS.findall(line)) * 12 < len(words)


def drafts(draft: Draft, page: Page, entry: Entry, options: ReadOptions) -> Iterator[Draft]:
    """The page's own note with its lists verbatim, then the article as a note of its own."""
    lists = make_lists(page)
    draft.format = "index"
    draft.text = _whole(page)
    draft.index = IndexPage(entry.source, lists, article_title(page))
    draft.body = body(draft.index)
    draft.title = " · ".join(page.headings)
    draft.created = draft.modified = entry.modified
    draft.category = names.folder_category(entry)
    draft.findings += findings(draft.index)
    yield draft
    if page.article.strip():
        yield _article(draft, page, lists, options)


def _whole(page: Page) -> str:
    return page.lists + ("\n" + page.article + "\n" if page.article else "")


def make_lists(page: Page) -> list[IndexList]:
    """The page's lists, split by what the page itself shows."""
    lists = [
        IndexList(heading, line, [], heading.lower() in TAG_HEADINGS)
        for heading, line in zip(page.headings, page.lines, strict=True)
    ]
    split_again(IndexPage("", lists, article_title(page)))
    return lists


def split_again(page: IndexPage, known: Container[str] = frozenset()) -> None:
    """Split the page's lines anew; `known` are folded titles that are there, outside the page."""
    split_up = split_lists([one.line for one in page.lists], [page.article], known)
    for one, titles in zip(page.lists, split_up, strict=True):
        one.titles = titles
        one.tag = shared_word(titles) if one.is_tag else ""


def article_title(page: Page) -> str:
    """The article's first line."""
    return next((line.strip() for line in page.article.split("\n") if line.strip()), "")


def shared_word(titles: Sequence[str]) -> str:
    """The word that most of the titles share, as it is written most often."""
    written: dict[str, Counter[str]] = {}
    for title in titles:
        for word in {match[0] for match in _WORD.finditer(title)}:
            written.setdefault(word.casefold(), Counter())[word] += 1
    if not written:
        return ""
    best = max(written.values(), key=lambda forms: (forms.total(), max(map(len, forms))))
    return max(best, key=lambda word: (best[word], word))


def findings(page: IndexPage) -> list[Finding]:
    """That each list was split by judgement, and into how many titles."""
    return [
        Finding(WarningCode.INDEX_SPLIT, page.source, {"list": one.name, "titles": len(one.titles)})
        for one in page.lists
    ]


def body(page: IndexPage) -> str:
    """Each list under its heading: the line as it was, then a link to each title."""
    parts = []
    for one in page.lists:
        links = "\n".join(f"- {wiki(title)}" for title in dict.fromkeys(one.titles))
        parts.append(f"## {one.name}\n\n{one.line}\n\n{links}\n")
    if page.article:
        parts.append(f"{wiki(page.article)}\n")
    return "\n".join(parts)


def wiki(title: str) -> str:
    """A wiki link, where the title can stand in one."""
    return title if re.search(r"[\[\]|#\n]", title) else f"[[{title}]]"


def _article(draft: Draft, page: Page, lists: Sequence[IndexList], options: ReadOptions) -> Draft:
    title = article_title(page)
    text = page.article[page.article.index(title) + len(title) :].strip("\n") + "\n"
    moment, text = _leading_date(text)
    body, tidied = tidy(text, ALL if options.tidy is None else options.tidy)
    category, tags = place_of(title, lists)
    return Draft(
        f"{draft.source}#{title}",
        title,
        text=page.article + "\n",
        body=body,
        digest=draft.digest,
        format="index",
        encoding=draft.encoding,
        category=category or draft.category,
        tags=tags,
        created=moment or draft.created,
        created_from=DateFrom.NAME if moment else DateFrom.FILE,
        modified=moment or draft.modified,
        tidied=tidied,
    )


def _leading_date(text: str) -> tuple[datetime | None, str]:
    """The date under the title, and the text after it."""
    stripped = text.lstrip("\n")
    first, _, rest = stripped.partition("\n")
    moment = date_line(first)
    return (moment, rest.lstrip("\n")) if moment else (None, stripped)


def place_of(title: str, lists: Sequence[IndexList]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The category and the tags that the lists give to `title`."""
    key = fold_title(title)
    category: tuple[str, ...] = ()
    tags: list[str] = []
    for one in lists:
        if all(fold_title(other) != key for other in one.titles):
            continue
        if one.is_tag:
            tags += [one.tag] if one.tag else []
        elif not category:
            category = clean_path([one.name])
    return category, tuple(tags)
