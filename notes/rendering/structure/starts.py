"""How each kind of block begins. A start either opens its block and consumes, or does nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from notes.rendering.structure import additions, html_blocks
from notes.rendering.structure.block import Block, Kind, Started
from notes.rendering.structure.continuation import take_quote_marker
from notes.rendering.structure.line import TAB_STOP, Line

if TYPE_CHECKING:
    from notes.rendering.structure.parser import StructureParser

_HEADING = re.compile(r"(#{1,6})(?:[ \t]+|$)")
_FENCE = re.compile(r"`{3,}+(?!.*`)|~{3,}+")
_SETEXT = re.compile(r"(?:=+|-+)[ \t]*$")
_RULE = re.compile(r"(?:(?:\*[ \t]*+){3,}|(?:_[ \t]*+){3,}|(?:-[ \t]*+){3,})$")
_BULLET = re.compile(r"[*+-](?=[ \t]|$)")
_ORDERED = re.compile(r"([0-9]{1,9})([.)])(?=[ \t]|$)")


def _quote(parser: StructureParser, _container: Block, line: Line) -> Started:
    if not line.content.startswith(">"):
        return Started.NOTHING
    take_quote_marker(line)
    parser.close_unmatched()
    parser.add(Kind.QUOTE)
    return Started.CONTAINER


def _heading(parser: StructureParser, _container: Block, line: Line) -> Started:
    marks = _HEADING.match(line.content)
    if marks is None:
        return Started.NOTHING
    parser.close_unmatched()
    heading = parser.add(Kind.HEADING)
    heading.level = len(marks.group(1))
    text = line.content[marks.end() :].rstrip(" \t")
    heading.lines = [_strip_closing_marks(text)]
    return Started.LINE_DONE


def _strip_closing_marks(text: str) -> str:
    without = text.rstrip("#")
    if without == text or (without and without[-1] not in " \t"):
        return text
    return without.rstrip(" \t")


def _fence(parser: StructureParser, _container: Block, line: Line) -> Started:
    marks = _FENCE.match(line.content)
    if marks is None:
        return Started.NOTHING
    parser.close_unmatched()
    fence = parser.add(Kind.FENCE)
    fence.marker = marks.group()[0]
    fence.width = marks.end()
    fence.indent = line.indent
    fence.info = line.content[marks.end() :].strip()
    return Started.LINE_DONE


def _html(parser: StructureParser, container: Block, line: Line) -> Started:
    if not line.content.startswith("<"):
        return Started.NOTHING
    text_before = container.kind is Kind.PARAGRAPH or (
        parser.tip.kind is Kind.PARAGRAPH and parser.tip is not container
    )
    closer = html_blocks.opens(line.content, interrupts=text_before)
    if closer is None:
        return Started.NOTHING
    parser.close_unmatched()
    block = parser.add(Kind.HTML)
    block.closer = closer
    if not closer and html_blocks.lets_markdown_in(line.content):
        block.lines = [line.rest]
        parser.close(block)
        return Started.LINE_DONE
    return Started.LEAF


def _setext_heading(parser: StructureParser, container: Block, line: Line) -> Started:
    if container.kind is not Kind.PARAGRAPH:
        return Started.NOTHING
    if _SETEXT.match(line.content) is None:
        return Started.NOTHING
    parser.close_unmatched()
    parser.take_definitions(container)
    if not container.lines:
        return Started.NOTHING
    container.kind = Kind.HEADING
    container.level = 1 if line.content.startswith("=") else 2
    container.end = parser.number
    return Started.LINE_DONE


def _rule(parser: StructureParser, _container: Block, line: Line) -> Started:
    if _RULE.match(line.content) is None:
        return Started.NOTHING
    parser.close_unmatched()
    parser.add(Kind.RULE)
    return Started.LINE_DONE


def _list_item(parser: StructureParser, container: Block, line: Line) -> Started:
    content = line.content
    bullet = _BULLET.match(content)
    ordered = None if bullet else _ORDERED.match(content)
    found = bullet or ordered
    if found is None:
        return Started.NOTHING
    number = int(ordered.group(1)) if ordered else None
    empty = not content[found.end() :].strip(" \t")
    if container.kind is Kind.PARAGRAPH and (empty or (number is not None and number != 1)):
        return Started.NOTHING
    marker = ordered.group(2) if ordered else content[0]
    indent = line.indent
    line.skip_indent()
    line.skip_characters(found.end())
    padding = line.indent
    if empty or padding > TAB_STOP:
        padding = 1
    line.skip_columns(padding)
    parser.close_unmatched()
    if parser.tip.kind is not Kind.LIST or parser.tip.marker != marker:
        block = parser.add(Kind.LIST)
        block.marker = marker
        block.number = number
    item = parser.add(Kind.ITEM)
    item.width = indent + found.end() + padding
    return Started.CONTAINER


def _indented_code(parser: StructureParser, _container: Block, line: Line) -> Started:
    if line.blank or parser.tip.kind is Kind.PARAGRAPH:
        return Started.NOTHING
    line.skip_columns(TAB_STOP)
    parser.close_unmatched()
    parser.add(Kind.CODE)
    return Started.LEAF


Start = Callable[["StructureParser", Block, Line], Started]

STARTS: dict[str, tuple[Start, ...]] = {
    ">": (_quote,),
    "#": (_heading,),
    "`": (_fence,),
    "~": (_fence,),
    "<": (_html,),
    "=": (_setext_heading,),
    "-": (_setext_heading, additions.start_table, _rule, _list_item),
    "*": (_rule, _list_item),
    "_": (_rule,),
    "+": (_list_item,),
    **dict.fromkeys("0123456789", (_list_item,)),
    "|": (additions.start_table,),
    ":": (additions.start_table, additions.start_definition, additions.start_colons),
    "$": (additions.start_math,),
    "%": (additions.start_comment,),
    "[": (additions.start_footnote,),
    "!": (additions.start_admonition,),
    "{": (additions.start_template_code,),
}
"""What may begin with a character, after less than four columns of blanks; the first that fits."""

INDENTED_STARTS: tuple[Start, ...] = (_indented_code,)
