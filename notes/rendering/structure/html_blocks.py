"""Where raw HTML begins and ends as a block (CommonMark 0.31, section 4.6)."""

from __future__ import annotations

import re

from notes.rendering.words import words

_NAMES = words(
    "address article aside base basefont blockquote body caption center col colgroup dd details "
    "dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 "
    "h6 head header hr html iframe legend li link main menu menuitem nav noframes ol optgroup "
    "option p param search section summary table tbody td tfoot th thead title tr track ul"
)

ATTRIBUTE = r"""\s++[A-Za-z_:][\w.:-]*+(?:\s*+=\s*+(?:[^\s"'=<>`]++|'[^']*+'|"[^"]*+"))?"""
OPEN_TAG = rf"<[A-Za-z][A-Za-z0-9-]*+(?:{ATTRIBUTE})*\s*+/?>"
CLOSE_TAG = r"</[A-Za-z][A-Za-z0-9-]*+\s*+>"

_RAW_TEXT = re.compile(r"<(script|pre|style|textarea)(?=[\s>]|$)", re.IGNORECASE)
_BLOCK = re.compile(rf"</?(?:{'|'.join(sorted(_NAMES))})(?=[\s>]|/>|$)", re.IGNORECASE)
_ANY_TAG = re.compile(rf"(?:{OPEN_TAG}|{CLOSE_TAG})\s*$")
_MARKDOWN_INSIDE = re.compile(r"<\w+\b[^<>]*\smarkdown\s*=[^<>]*>\s*$", re.IGNORECASE)

_PAIRS = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"))
_RAW_TEXT_END = re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE)

RAW_TEXT_CLOSER = "</…>"
"""Stands for the end tag of any element whose content is text."""


def opens(content: str, interrupts: bool) -> str | None:
    """What ends the raw block that this line begins; empty: a blank line; None: it begins none.

    `interrupts`: the line stands right after a paragraph's text.
    """
    if _RAW_TEXT.match(content):
        return RAW_TEXT_CLOSER
    for start, end in _PAIRS:
        if content.startswith(start):
            return end
    if len(content) > 2 and content.startswith("<!") and content[2].isalpha():
        return ">"
    if _BLOCK.match(content) or (not interrupts and _ANY_TAG.match(content)):
        return ""
    return None


def closes(line: str, closer: str) -> bool:
    """Whether a raw block that ends with `closer` ends in this line."""
    if closer == RAW_TEXT_CLOSER:
        return _RAW_TEXT_END.search(line) is not None
    return bool(closer) and closer in line


def lets_markdown_in(content: str) -> bool:
    """Whether the line is a tag that asks for Markdown inside it (`markdown="1"`)."""
    return _MARKDOWN_INSIDE.match(content) is not None
