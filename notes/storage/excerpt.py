"""The first words of a body as plain text, for lists."""

from __future__ import annotations

import re

from notes.patterns import pattern
from notes.search.folding import fold

LENGTH = 200
_GLANCE, _READ = 700, 3000
_BLOCKS = pattern(
    r"^(?:`{3,}|~{3,})[^\n]*$|<!--.*?(?:-->|\Z)|<(?:script|style)\b.*?(?:</(?:script|style)>|\Z)"
    # possessive: a rule or table border that is none must not be tried in every other way; but no
    # group that can fail halfway: Python before 3.11.5 takes the half (CPython issue 106052)
    r"|^[ \t]*+(?:[-*_=][ \t]*+){3,}+$"
    r"|^[ \t]*+\|?(?:[ \t]*+:?-++:?[ \t]*+\|)+[ \t]*+:?-*+:?[ \t]*+$"
    r"|^[ \t]*+\[[^\]\n]++\]:[ \t][^\n]*$"
    r"|\{%.*?%\}|\{\{.*?\}\}",
    re.MULTILINE | re.DOTALL | re.IGNORECASE,
)
_IMAGE = pattern(r"!\[[^\]\n]*\]\([^)\n]*\)|!\[\[[^\]\n]*\]\]")
_WIKI = pattern(r"\[\[(?:[^\]|\n]*\|)?([^\]\n]*)\]\]")
_LINK = pattern(r"\[([^\]\n]*)\](?:\([^)\n]*\)|\[[^\]\n]*\])")
_TAG = pattern(r"</?[a-zA-Z][^<>\n]*>")
_LINE_START = pattern(
    r"^[ \t]*(?:>[ \t]?(?:\[![^\]\n]*\][+-]?)?|#{1,6}[ \t]+"
    r"|[-*+][ \t]+(?:\[[ xX]\][ \t]+)?|\d+[.)][ \t]+)+",
    re.MULTILINE,
)
# Every alternative begins with one literal character: the search then skips over all others.
_MARKS = pattern(
    r"\*\*|__|~~|==|``*|\*(?:(?<!\w\*)(?=\S)|(?<=\S\*)(?!\w))|_(?:(?<!\w_)(?=\S)|(?<=\S_)(?!\w))"
    r"|\\(?=[!-/:-@\[-`{-~])|\[\^[^\]\n]*\]"
)
_CONTROL = pattern("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")


def excerpt(body: str, title: str = "") -> str:
    """At most 200 characters of `body` without Markdown's marks or a heading that is the title."""
    found = _words(body[:_GLANCE], title)
    if len(found) < LENGTH and len(body) > _GLANCE:
        found = _words(body[:_READ], title)
    return found[:LENGTH]


def _words(beginning: str, title: str) -> str:
    text = _BLOCKS.sub(" ", beginning.lstrip())
    text = _WIKI.sub(r"\1", _IMAGE.sub(" ", text))
    text = _TAG.sub(" ", _LINK.sub(r"\1", text))
    text = _MARKS.sub("", _LINE_START.sub("", text))
    head, _, rest = text.lstrip().partition("\n")
    if rest.strip() and fold(head.strip()) == fold(title):
        text = rest
    return " ".join(_CONTROL.sub("", text).split())
