"""Whether a line continues an open block; a container takes its marker off the line."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum, auto

from notes.rendering.structure.block import Block, Kind
from notes.rendering.structure.line import TAB_STOP, Line

COLONS = ":::"
"""The marker of an admonition between lines of colons."""
_CLOSING_COLONS = re.compile(r":{3,}[ \t]*$")
COMMENT_MARK = "%%"
TEMPLATE_MARK = "{"
"""The marker of a fence that Jekyll's or Hugo's `highlight` tag began."""
_TEMPLATE_END = re.compile(r"\s*\{(?:%-?\s*end|\{[<%]\s*/\s*)highlight\b[^}]*\}?\}\s*$")
_CLOSING_FENCE = re.compile(r"(`{3,}+|~{3,}+)[ \t]*$")


class Continues(Enum):
    """What a line means to an open block."""

    YES = auto()
    NO = auto()
    CLOSED_HERE = auto()  # the line ends the block and holds nothing else


def _answer(continued: bool) -> Continues:
    return Continues.YES if continued else Continues.NO


def _continues_quote(_block: Block, line: Line) -> Continues:
    if line.indented or line.blank or line.text[line.next] != ">":
        return Continues.NO
    take_quote_marker(line)
    return Continues.YES


def take_quote_marker(line: Line) -> None:
    """Consume `>` and one blank after it."""
    line.skip_indent()
    line.skip_characters(1)
    line.skip_columns(1)


def _continues_item(block: Block, line: Line) -> Continues:
    if line.blank:
        if not block.children:
            return Continues.NO
        line.skip_indent()
        return Continues.YES
    if line.indent >= block.width:
        line.skip_columns(block.width)
        return Continues.YES
    return Continues.NO


def _continues_fence(block: Block, line: Line) -> Continues:
    if block.marker == TEMPLATE_MARK:
        return _answer(_TEMPLATE_END.match(line.content) is None)
    if not line.indented:
        closing = _CLOSING_FENCE.match(line.content)
        if closing and closing.group(1)[0] == block.marker and len(closing.group(1)) >= block.width:
            return Continues.CLOSED_HERE
    line.skip_columns(block.indent)
    return Continues.YES


def _continues_by_indent(_block: Block, line: Line) -> Continues:
    """Indented by four columns, or blank: code, footnotes, admonitions."""
    if line.indented:
        line.skip_columns(TAB_STOP)
        return Continues.YES
    if line.blank:
        line.skip_indent()
        return Continues.YES
    return Continues.NO


def _continues_admonition(block: Block, line: Line) -> Continues:
    if block.marker != COLONS:
        return _continues_by_indent(block, line)
    if not line.text.startswith(COLONS, line.next) or line.indented:
        return Continues.YES
    if not _CLOSING_COLONS.match(line.content):
        return Continues.YES
    inner = block
    while inner.children and inner.children[-1].open:
        inner = inner.children[-1]
        if inner.marker == COLONS or inner.kind in (Kind.FENCE, Kind.HTML, Kind.MATH):
            return Continues.YES  # the line is for what is open within
    return Continues.CLOSED_HERE


def _continues_math(block: Block, line: Line) -> Continues:
    content = line.rest.rstrip()
    if content.endswith(block.marker):
        block.lines.append(content.removesuffix(block.marker))
        return Continues.CLOSED_HERE
    return Continues.YES


def _continues_comment(block: Block, line: Line) -> Continues:
    block.closed = line.rest.rstrip().endswith(COMMENT_MARK)
    return Continues.CLOSED_HERE if block.closed else Continues.YES


def _always(_block: Block, _line: Line) -> Continues:
    return Continues.YES


def _never(_block: Block, _line: Line) -> Continues:
    return Continues.NO


def _continues_html(block: Block, line: Line) -> Continues:
    return _answer(bool(block.closer) or not line.blank)


def _continues_text(_block: Block, line: Line) -> Continues:
    return _answer(not line.blank)


_RULES: dict[Kind, Callable[[Block, Line], Continues]] = {
    Kind.LIST: _always,
    Kind.DEFINITIONS: _always,
    Kind.QUOTE: _continues_quote,
    Kind.ITEM: _continues_item,
    Kind.DEFINITION: _continues_item,
    Kind.FENCE: _continues_fence,
    Kind.CODE: _continues_by_indent,
    Kind.FOOTNOTE: _continues_by_indent,
    Kind.ADMONITION: _continues_admonition,
    Kind.HTML: _continues_html,
    Kind.PARAGRAPH: _continues_text,
    Kind.TABLE: _continues_text,
    Kind.MATH: _continues_math,
    Kind.COMMENT: _continues_comment,
}


def continues(block: Block, line: Line) -> Continues:
    """Whether the line belongs to the block; what the block consumes of it is consumed."""
    return _RULES.get(block.kind, _never)(block, line)
