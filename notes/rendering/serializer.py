"""Element tree → HTML, with line ends where CommonMark's own renderer puts them."""

from __future__ import annotations

from html import escape
from xml.etree.ElementTree import Element

from notes.rendering.inline.nodes import RAW
from notes.rendering.words import words

_VOID = frozenset({"br", "col", "hr", "img", "input", "wbr"})
_BLOCKS = words(
    "blockquote dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section "
    "summary table tbody td th thead tr ul"
)
_HOLDERS = words("blockquote details div dl figure ol section table tbody thead tr ul")
"""Blocks whose content begins on a line of its own."""


def _text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class _Writer:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.at_line_start = True

    def write(self, text: str) -> None:
        if text:
            self.parts.append(text)
            self.at_line_start = text.endswith("\n")

    def new_line(self) -> None:
        if not self.at_line_start:
            self.write("\n")

    def open(self, node: Element) -> None:
        tag = node.tag
        if tag in _BLOCKS:
            self.new_line()
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in node.items())
        self.write(f"<{tag}{attributes}{' /' if tag in _VOID else ''}>")
        if tag in _HOLDERS:
            self.new_line()

    def close(self, node: Element) -> None:
        tag = node.tag
        if tag in _VOID:
            if tag == "br" or tag == "hr":
                self.write("\n")
            return
        if tag in _HOLDERS:
            self.new_line()
        self.write(f"</{tag}>")
        if tag in _BLOCKS:
            self.new_line()


def to_html(root: Element) -> str:
    """HTML of a tree, in one loop: a deep tree is no deep recursion."""
    writer = _Writer()
    steps: list[tuple[Element, bool]] = [(root, False)]
    while steps:
        node, seen = steps.pop()
        if node.tag == RAW:
            _write_raw(writer, node)
        elif not seen:
            writer.open(node)
            writer.write(_text(node.text or ""))
            steps.append((node, True))
            steps.extend((child, False) for child in reversed(node))
            continue
        else:
            writer.close(node)
        if node.tail:
            writer.write(_text(node.tail))
    return "".join(writer.parts)


def _write_raw(writer: _Writer, node: Element) -> None:
    block = node.get("data-block") is not None
    if block:
        writer.new_line()
    writer.write(node.text or "")
    if block:
        writer.new_line()
