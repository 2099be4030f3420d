"""`[TOC]` on a line of its own: the list of a document's headings."""

from __future__ import annotations

import re
from collections.abc import Iterable

_MARK = re.compile(r"\[TOC\]|\[\[_TOC_\]\]", re.IGNORECASE)
_HEADING = re.compile(r'<h([1-6])\b[^<>]* id="([^"]+)"[^<>]*>(.*?)</h\1>', re.DOTALL)
_FOOTNOTE = re.compile(r'<sup id="[^"]*"><a [^<>]*>\d+</a></sup>')
_TAG = re.compile(r"<[^<>]*>")


def asks_for_contents(source: str) -> bool:
    """Whether a block is nothing but the mark."""
    return len(source) < 40 and _MARK.fullmatch(source.strip()) is not None


def contents(blocks: Iterable[str | None]) -> str:
    """The list, nested by level, made of the sanitised HTML of a document's blocks."""
    parts: list[str] = []
    levels: list[int] = []  # of the lists that are open
    for html in blocks:
        found = _HEADING.match(html) if html and html.startswith("<h") else None
        if found is None:
            continue
        level = int(found.group(1))
        while len(levels) > 1 and levels[-2] >= level:
            levels.pop()
            parts.append("</li>\n</ul>\n")
        if levels and levels[-1] >= level:
            parts.append("</li>\n")
            levels[-1] = level
        else:
            parts.append("\n<ul>\n")
            levels.append(level)
        words = _TAG.sub("", _FOOTNOTE.sub("", found.group(3)))
        parts.append(f'<li><a href="#{found.group(2)}">{words}</a>')
    return "".join(parts).lstrip() + "</li>\n</ul>\n" * len(levels)
