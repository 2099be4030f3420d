"""Links as a note's text writes them: wiki links, embeds, Markdown links and images, HTML ones."""

from __future__ import annotations

import re
from typing import AnyStr, NamedTuple
from urllib.parse import unquote

from notes.model import LinkKind
from notes.patterns import pattern
from notes.search.folding import fold_title


class FoundLink(NamedTuple):
    """A link of a text; `target` as written, without fragment or title."""

    kind: LinkKind
    target: str


# Every alternative begins with one literal character: the search then skips over all others.
_CODE = pattern(r"`++|~~~++|<!--")
_WIKI = r"\[\[(?P<wiki>[^\[\]\n]{1,500})\]\]"
# a target in <…>, or a shortcode of a site generator, or as people write them: spaces too,
# parentheses in pairs, a title left aside; nothing is tried twice, however long it is: a group in a
# lookahead gives nothing back, as a possessive one that Python before 3.11.5 matches wrongly where
# it holds a lookahead (CPython issue 106052)
_TITLE = r"\s++(?:\"[^\"\n]*+\"|'[^'\n]*+')"
_INLINE = (
    r"\[(?P<label>(?:[^\[\]]++|\[[^\[\]]*+\])*+)\]\(\s*+"
    r"(?:<(?P<angle>[^<>\n]*+)>|(?P<code>\{\{[<%][^\n{}]*+\}\}|\{%[^\n{}]*+(?<=%)\})"
    rf"|(?=(?P<inline>(?:[^()\n\"\s]++|\([^()\n]*+\)|(?!{_TITLE}\s*+\))[^\S\n]++)*))(?P=inline))"
    rf"(?:{_TITLE})?\s*+\)"
)
_REFERENCE = r"\[[^\[\]\n^][^\[\]\n]*+\]:[ \t]*+<?(?P<reference>[^\s<>]+)>?"
_HTML = (
    r"<(?P<tag>img|a|video|audio|source)\b[^<>]*?\b(?:src|href)\s*=\s*"
    r"[\"'](?P<html>[^\"'<>\n]*)[\"']"
)
_LINK = pattern(f"{_WIKI}|{_INLINE}|{_REFERENCE}|{_HTML}", re.IGNORECASE)
_SCHEME = pattern(r"(?i)[a-z][a-z0-9+.-]+:|//|\\\\")
_DOCUMENT = pattern(r"(?i)\.(?:md|markdown|mdown|mkd|txt|html?)$")
_LONGEST = 2000


def extract(text: str) -> list[FoundLink]:
    """Every different link of `text` in order; those in code and comments are none."""
    if not any(mark in text for mark in ("](", "]]", "]:", "<")):
        return []
    found: dict[FoundLink, None] = {}
    _collect(_without_code(text), found)
    return list(found)


def _collect(text: str, found: dict[FoundLink, None]) -> None:
    for match in _LINK.finditer(text):
        link = _link(match)
        if link is not None and link.target and len(link.target) <= _LONGEST:
            found[link] = None
        label = match["label"]
        if label and "[" in label:  # a picture that is a link
            _collect(label, found)


def _without_code(text: str) -> str:
    """`text` with fences, code and comments cut out."""
    marks = list(_CODE.finditer(text))
    kept, done = [], 0
    ends = _Next(text, "\n\n"), _Next(text, "-->")
    for index, mark in enumerate(marks):
        if mark.start() >= done:
            end = _code_end(text, marks, index, *ends)
            if end is not None:
                kept += [text[done : mark.start()], " "]
                done = end
    return "".join([*kept, text[done:]])


class _Next:
    """Where a mark comes next; asked in rising order, so that the text is read once."""

    def __init__(self, text: str, mark: str) -> None:
        self._text = text
        self._mark = mark
        self._found = -1

    def after(self, position: int) -> int:
        if position > self._found:
            found = self._text.find(self._mark, position)
            self._found = len(self._text) if found < 0 else found
        return self._found


def _code_end(
    text: str, marks: list[re.Match[str]], index: int, paragraph: _Next, comment: _Next
) -> int | None:
    """Where the code or comment that begins with a mark ends; None: nothing begins there."""
    mark = marks[index][0]
    start, end = marks[index].span()
    if mark == "<!--":
        close = comment.after(end)
        return close + 3 if close < len(text) else None
    if len(mark) >= 3 and _starts_line(text, start):
        for position in range(index + 1, len(marks)):
            other = marks[position]
            if other[0].startswith(mark) and _starts_line(text, other.start()):
                return other.end()
        return len(text)
    if mark[0] == "~":
        return None
    limit = paragraph.after(end)
    for position in range(index + 1, len(marks)):
        other = marks[position]
        if other.start() >= limit:
            break
        if other[0] == mark:
            return other.end()
    return None


def _starts_line(text: str, position: int) -> bool:
    """Whether only white space and quote marks stand before `position` in its line."""
    before = text[max(0, position - 60) : position].rstrip(" \t>")
    return before.endswith("\n") or (not before and position <= 60)


def _link(match: re.Match[str]) -> FoundLink | None:
    group = match.groupdict()
    text, start = match.string, match.start()
    marked = text[start - 1 : start] == "!"
    if (wiki := group["wiki"]) is not None:
        # inside a table the bar is written `\|`
        target = wiki.partition("|")[0].rstrip("\\").partition("#")[0].strip()
        return FoundLink(LinkKind.EMBED if marked else LinkKind.WIKI, target)
    if (reference := group["reference"]) is not None:
        at_start = _starts_line(text, start)
        return FoundLink(LinkKind.LINK, without_fragment(reference)) if at_start else None
    if (html := group["html"]) is not None:
        kind = LinkKind.LINK if group["tag"].lower() == "a" else LinkKind.IMAGE
        return FoundLink(kind, without_fragment(html.strip()))
    kind = LinkKind.IMAGE if marked else LinkKind.LINK
    if group["code"] is not None:
        return FoundLink(kind, group["code"])
    target = group["angle"] if group["angle"] is not None else group["inline"]
    return FoundLink(kind, without_fragment(target.strip()))


_SPECIAL = pattern(r"[][<>`~]")


def same_links(old: str, new: str) -> bool:
    """Whether a change cannot have touched a link: a quick no for long texts, never a wrong yes.

    The paragraphs that changed hold no character that begins or ends a link, code or a comment.
    """
    head = common_start(old, new)
    rest = min(len(old), len(new)) - head
    tail = common_start(old[len(old) - rest :][::-1], new[len(new) - rest :][::-1])
    start = max(old.rfind("\n\n", 0, head), 0)
    stop = old.find("\n\n", max(len(old) - tail, head))
    kept = len(old) - stop if stop >= 0 else 0
    return not (
        _SPECIAL.search(old, start, len(old) - kept) or _SPECIAL.search(new, start, len(new) - kept)
    )


def common_start(left: AnyStr, right: AnyStr) -> int:
    """The length of the beginning that two texts share."""
    low, high = 0, min(len(left), len(right))
    if left[:high] == right[:high]:
        return high
    while low < high:  # bisection: comparing slices is far quicker than comparing characters
        middle = (low + high + 1) // 2
        if left[low:middle] == right[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def without_fragment(target: str) -> str:
    """`target` without `#…`; an address outside keeps it."""
    return target if is_outside(target) else target.partition("#")[0]


def is_outside(target: str) -> bool:
    """Whether `target` leads out of the library: it has a scheme of its own, or names a host."""
    return _SCHEME.match(target) is not None and not target.startswith("note:")


def title_named(target: str) -> str:
    """The title that `target` names: its last part, without a document's ending."""
    last = unquote(target.replace("\\", "/")).rstrip("/").rpartition("/")[2]
    return _DOCUMENT.sub("", last)


def key(target: str) -> str:
    """The folded title that `target` names; of `note:id` itself; empty for an address outside."""
    if target.startswith("note:"):
        return target
    if is_outside(target):
        return ""
    return fold_title(title_named(target))
