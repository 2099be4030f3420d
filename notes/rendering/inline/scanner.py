"""The pass over a text, and the treeprocessor that makes it Python-Markdown's inline stage."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from notes.rendering.inline.emphasis import resolve, take_delimiters
from notes.rendering.inline.formulas import take_formula
from notes.rendering.inline.links import take_closing, take_inline_footnote, take_opening
from notes.rendering.inline.literals import (
    take_angle,
    take_code,
    take_comment,
    take_escape,
    take_line_end,
    take_reference,
)
from notes.rendering.inline.nodes import Node, Scan, attach
from notes.rendering.inline.urls import take_mail, take_url
from notes.rendering.inline.wiki import take_wiki_link

if TYPE_CHECKING:
    from notes.rendering.markdown import NoteMarkdown

Handler = Callable[[Scan, int, int], int]
"""Takes a scan and where the match begins and ends; answers where to go on."""

_SPECIAL = (
    r"\\|%%|\^\[|`++|\*++|_++|~++|={2,}+|\$\$?|!?\[\[|!?\[|\]|<|&|(?<![ \t])[ \t]*+\n"
    r"|(?<![A-Za-z0-9])(?:https?://|ftp://|www\.)(?=[A-Za-z0-9_])"
)
_MAIL_AHEAD = r"|(?<![A-Za-z0-9.+_-])[A-Za-z0-9.+_-]++@(?=[A-Za-z0-9])"
# looking at one character first passes over plain text several times as fast
_WITHOUT_MAIL = re.compile(rf"(?=[\\%^`*_~=$!\[\]<& \t\nhfw])(?:{_SPECIAL})")
_WITH_MAIL = re.compile(_SPECIAL + _MAIL_AHEAD)

HANDLERS: dict[str, Handler] = {
    "\\": take_escape,
    "`": take_code,
    "$": take_formula,
    "<": take_angle,
    "&": take_reference,
    "%": take_comment,
    "]": take_closing,
    "\n": take_line_end,
    " ": take_line_end,
    "\t": take_line_end,
    **dict.fromkeys("*_~=", take_delimiters),
}


def _handler(matched: str) -> Handler:
    if matched.endswith("[["):
        return take_wiki_link
    if matched == "^[":
        return take_inline_footnote
    if matched.endswith("["):
        return take_opening
    if matched.endswith("@"):
        return take_mail
    return HANDLERS.get(matched[0], take_url)


def scan(text: str, markdown: NoteMarkdown) -> list[Node]:
    """The text and elements that a text with inline marks means."""
    state = Scan(text, markdown)
    special = _WITH_MAIL if "@" in text else _WITHOUT_MAIL
    position = 0
    while found := special.search(text, position):
        if found.start() > position:
            state.items.append(text[position : found.start()])
        position = _handler(found.group())(state, found.start(), found.end())
    if position < len(text):
        state.items.append(text[position:])
    return resolve(state.items)


class InlineTreeprocessor(Treeprocessor):
    """Turns the text of every element into inline content, text marked as atomic excepted."""

    md: NoteMarkdown

    def run(self, root: Element) -> None:
        """Scan text and tails throughout the tree."""
        for parent in list(root.iter()):
            children = list(parent)
            text, parent.text = parent.text, None
            self._fill(parent, text, 0)
            for child in children:
                tail, child.tail = child.tail, None
                if tail:
                    self._fill(parent, tail, list(parent).index(child) + 1)

    def _fill(self, parent: Element, text: str | None, index: int) -> None:
        """Put the content of a text before the child at `index`."""
        if not text:
            return
        if isinstance(text, AtomicString) or not text.strip():
            nodes: list[Node] = [text]
        else:
            nodes = scan(text, self.md)
        if index == len(parent):
            attach(parent, nodes)
            return
        holder = Element("holder")
        attach(holder, nodes)
        if holder.text:
            if index == 0:
                parent.text = holder.text
            else:
                parent[index - 1].tail = holder.text
        for offset, child in enumerate(list(holder)):
            parent.insert(index + offset, child)
