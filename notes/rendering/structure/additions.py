"""How the blocks begin that notes have beyond CommonMark.

Tables, formulas, definitions, footnotes, admonitions, code between template tags.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from notes.rendering.structure import tables
from notes.rendering.structure.block import Block, Kind, Started
from notes.rendering.structure.continuation import COLONS, COMMENT_MARK, TEMPLATE_MARK
from notes.rendering.structure.line import TAB_STOP, Line

if TYPE_CHECKING:
    from notes.rendering.structure.parser import StructureParser

_DEFINITION = re.compile(r":(?=[ \t])")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]{1,200})\]:")
_MATH_LINES = 200
_COLONS = re.compile(
    r":{3,}[ \t]*(?:alert-)?([A-Za-z][\w-]{0,30})(?:[ \t]*\[([^\]]*)\]|[ \t]+(\S.*?))?[ \t]*$"
)
_TEMPLATE_CODE = re.compile(r"\{(?:%-?\s*|\{[<%]\s*)highlight\s+\"?([\w+#.-]+)[^}]*\}?\}\s*$")
_ADMONITION = re.compile(r"!!!\s?([\w-]+(?:\s+[\w-]+)*)(?:\s+\"(.*?)\")?\s*$")


def start_math(parser: StructureParser, _container: Block, line: Line) -> Started:
    """A formula between lines with `$$`."""
    content = line.content.rstrip()
    if not content.startswith("$$") or "$$" in content[2:]:
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


def start_comment(parser: StructureParser, container: Block, line: Line) -> Started:
    """A comment between lines with `%%`, as Obsidian has it."""
    if container.kind is Kind.PARAGRAPH or parser.tip.kind is Kind.PARAGRAPH:
        return Started.NOTHING
    if line.content.rstrip() != COMMENT_MARK:
        return Started.NOTHING
    parser.close_unmatched()
    parser.add(Kind.COMMENT)
    return Started.LINE_DONE


def start_table(parser: StructureParser, container: Block, line: Line) -> Started:
    """The delimiter row under what turns out to be the head of a table."""
    if container.kind is not Kind.PARAGRAPH:
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


def start_definition(parser: StructureParser, container: Block, line: Line) -> Started:
    """`: ` after a term, or after another definition."""
    if _DEFINITION.match(line.content) is None:
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


def start_footnote(parser: StructureParser, _container: Block, line: Line) -> Started:
    """A footnote's text."""
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


def start_admonition(parser: StructureParser, _container: Block, line: Line) -> Started:
    """`!!! note "title"`, as Python-Markdown has it."""
    found = _ADMONITION.match(line.content)
    if found is None:
        return Started.NOTHING
    parser.close_unmatched()
    block = parser.add(Kind.ADMONITION)
    block.info = found.group(1).split()[0]
    block.lines = [found.group(2)] if found.group(2) is not None else []
    return Started.LINE_DONE


def start_colons(parser: StructureParser, _container: Block, line: Line) -> Started:
    """An admonition as HackMD, VuePress and Docusaurus write it: `:::tip title` … `:::`."""
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


def start_template_code(parser: StructureParser, _container: Block, line: Line) -> Started:
    """Code between template tags: the tags stay as text, what they hold is no Markdown."""
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
