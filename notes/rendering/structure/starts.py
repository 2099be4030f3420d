"""How each kind of block begins. A start either opens its block and consumes, or does nothing."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING

from notes.rendering.structure import html_blocks, tables
from notes.rendering.structure.block import Block, Kind
from notes.rendering.structure.continuation import (
    COLONS,
    TEMPLATE_MARK,
    take_quote_marker,
)
from notes.rendering.structure.line import TAB_STOP, Line

if TYPE_CHECKING:
    from notes.rendering.structure.parser import StructureParser

_MAY_START = re.compile(r"[#`~*+_=<>0-9|:$!\[{-]")
_HEADING = re.compile(r"(#{1,6})(?:[ \t]+|$)")
_FENCE = re.compile(r"`{3,}+(?!.*`)|~{3,}+")
_SETEXT = re.compile(r"(?:=+|-+)[ \t]*$")
_RULE = re.compile(r"(?:(?:\*[ \t]*+){3,}|(?:_[ \t]*+){3,}|(?:-[ \t]*+){3,})$")
_BULLET = re.compile(r"[*+-](?=[ \t]|$)")
_ORDERED = re.compile(r"([0-9]{1,9})([.)])(?=[ \t]|$)")
_DEFINITION = re.compile(r":(?=[ \t])")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]{1,200})\]:")
_MATH_LINES = 200
_COLONS = re.compile(
    r":{3,}[ \t]*(?:alert-)?([A-Za-z][\w-]{0,30})(?:[ \t]*\[([^\]]*)\]|[ \t]+(\S.*?))?[ \t]*$"
)
_TEMPLATE_CODE = re.compile(r"\{(?:%-?\s*|\{[<%]\s*)highlight\s+\"?([\w+#.-]+)[^}]*\}?\}\s*$")
_ADMONITION = re.compile(r"!!!\s?([\w-]+(?:\s+[\w-]+)*)(?:\s+\"(.*?)\")?\s*$")


class Started(Enum):
    """What a start did."""

    NOTHING = auto()
    CONTAINER = auto()
    LEAF = auto()
    LINE_DONE = auto()


def may_start(content: str) -> bool:
    """Whether any block but a paragraph could begin with this text: a quick look."""
    return _MAY_START.match(content) is not None


def _quote(parser: StructureParser, _container: Block, line: Line) -> Started:
    if line.indented or not line.content.startswith(">"):
        return Started.NOTHING
    take_quote_marker(line)
    parser.close_unmatched()
    parser.add(Kind.QUOTE)
    return Started.CONTAINER


def _heading(parser: StructureParser, _container: Block, line: Line) -> Started:
    if line.indented:
        return Started.NOTHING
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
    if line.indented:
        return Started.NOTHING
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
    if line.indented or not line.content.startswith("<"):
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
    if line.indented or container.kind is not Kind.PARAGRAPH:
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
    if line.indented or _RULE.match(line.content) is None:
        return Started.NOTHING
    parser.close_unmatched()
    parser.add(Kind.RULE)
    return Started.LINE_DONE


def _list_item(parser: StructureParser, container: Block, line: Line) -> Started:
    if line.indented:
        return Started.NOTHING
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
    if not line.indented or line.blank or parser.tip.kind is Kind.PARAGRAPH:
        return Started.NOTHING
    line.skip_columns(TAB_STOP)
    parser.close_unmatched()
    parser.add(Kind.CODE)
    return Started.LEAF


def _math(parser: StructureParser, _container: Block, line: Line) -> Started:
    content = line.content.rstrip()
    if line.indented or not content.startswith("$$") or "$$" in content[2:]:
        return Started.NOTHING
    if not _math_ends(parser):
        return Started.NOTHING
    parser.close_unmatched()
    block = parser.add(Kind.MATH)
    block.marker = "$$"
    block.lines = [content[2:]]
    return Started.LINE_DONE


def _math_ends(parser: StructureParser) -> bool:
    """Whether `$$` ends a later line, with no blank line before it."""
    for number in range(parser.number + 1, min(parser.number + _MATH_LINES, len(parser.lines))):
        content = parser.lines[number].rstrip()
        if "$$" in content:  # `$$,` goes on with the sentence: a formula in a paragraph
            return content.endswith("$$") and content.count("$$") == 1
        if not content:
            return False
    return False


def _table(parser: StructureParser, container: Block, line: Line) -> Started:
    if line.indented or container.kind is not Kind.PARAGRAPH:
        return Started.NOTHING
    if not tables.is_delimiter_row(line.content):
        return Started.NOTHING
    aligned = tables.alignments(line.content)
    head = container.lines[-1]
    if len(tables.split_row(head)) != len(aligned):
        return Started.NOTHING
    parser.close_unmatched()
    del container.lines[-1]
    container.end = parser.number - 2
    parser.close(container)
    if not container.lines and container.parent is not None:
        container.parent.children.remove(container)
    block = parser.add(Kind.TABLE)
    block.start = parser.number - 1
    block.lines = [head]
    block.alignments = aligned
    return Started.LINE_DONE


def _definition(parser: StructureParser, container: Block, line: Line) -> Started:
    if line.indented or _DEFINITION.match(line.content) is None:
        return Started.NOTHING
    if not _make_terms(parser, container):
        return Started.NOTHING
    indent = line.indent
    line.skip_indent()
    line.skip_characters(1)
    padding = line.indent if line.indent <= TAB_STOP else 1
    line.skip_columns(padding)
    block = parser.add(Kind.DEFINITION)
    block.width = min(indent + 1 + padding, TAB_STOP)
    return Started.CONTAINER


def _make_terms(parser: StructureParser, container: Block) -> bool:
    """Turn the paragraph before a `:` into terms, or go on with the definitions before it."""
    if container.kind is Kind.DEFINITIONS:
        parser.close_unmatched()
        return True
    paragraph = container if container.kind is Kind.PARAGRAPH else None
    if paragraph is None and container.children and not container.children[-1].open:
        last = container.children[-1]
        near = last.kind is Kind.PARAGRAPH and last.end + 2 == parser.number
        paragraph = last if near else None
    if paragraph is None or paragraph.parent is None or not paragraph.lines:
        return False
    parser.close_unmatched()
    if paragraph.open:
        parser.close(paragraph)
    parent = paragraph.parent
    if not paragraph.lines:
        return False
    before = parent.children[-2] if len(parent.children) > 1 else None
    if before is not None and before.kind is Kind.DEFINITIONS:
        parent.children.pop()
        before.open = True
        parser.tip = before
    else:
        parent.children.pop()
        parser.tip = parent
        parser.add(Kind.DEFINITIONS).start = paragraph.start
    for offset, text in enumerate(paragraph.lines):
        term = parser.add(Kind.TERM)
        term.start = term.end = paragraph.start + offset
        term.lines = [text.strip()]
        parser.close(term)
    return True


def _footnote(parser: StructureParser, _container: Block, line: Line) -> Started:
    if line.indented:
        return Started.NOTHING
    found = _FOOTNOTE.match(line.content)
    if found is None:
        return Started.NOTHING
    parser.close_unmatched()
    block = parser.add(Kind.FOOTNOTE)
    block.info = found.group(1)
    line.skip_indent()
    line.skip_characters(found.end())
    line.skip_indent()
    return Started.LEAF


def _colons(parser: StructureParser, _container: Block, line: Line) -> Started:
    """An admonition as HackMD, VuePress and Docusaurus write it: `:::tip title` … `:::`."""
    if line.indented:
        return Started.NOTHING
    found = _COLONS.match(line.content)
    if found is None:
        return Started.NOTHING
    parser.close_unmatched()
    block = parser.add(Kind.ADMONITION)
    block.marker = COLONS
    block.info = found.group(1)
    title = found.group(2) or found.group(3)
    block.lines = [title] if title else []
    return Started.LINE_DONE


def _template_code(parser: StructureParser, _container: Block, line: Line) -> Started:
    """Code between template tags: the tags stay as text, what they hold is no Markdown."""
    if line.indented:
        return Started.NOTHING
    found = _TEMPLATE_CODE.match(line.content)
    if found is None:
        return Started.NOTHING
    parser.close_unmatched()
    tag = parser.add(Kind.PARAGRAPH)
    tag.lines = [line.content.rstrip()]
    parser.close(tag)
    code = parser.add(Kind.FENCE)
    code.marker = TEMPLATE_MARK
    code.info = found.group(1)
    return Started.LINE_DONE


def _admonition(parser: StructureParser, _container: Block, line: Line) -> Started:
    if line.indented:
        return Started.NOTHING
    found = _ADMONITION.match(line.content)
    if found is None:
        return Started.NOTHING
    parser.close_unmatched()
    block = parser.add(Kind.ADMONITION)
    block.info = found.group(1).split()[0]
    block.lines = [found.group(2)] if found.group(2) is not None else []
    return Started.LINE_DONE


STARTS = (
    _quote,
    _heading,
    _fence,
    _html,
    _setext_heading,
    _table,
    _rule,
    _list_item,
    _math,
    _footnote,
    _definition,
    _admonition,
    _colons,
    _template_code,
    _indented_code,
)
