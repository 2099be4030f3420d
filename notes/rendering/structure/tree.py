"""Blocks → element tree, and the parser that puts this structure into Python-Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ElementTree, SubElement

from markdown.blockparser import BlockParser
from markdown.util import AtomicString

from notes.rendering import callouts
from notes.rendering.fences import fence
from notes.rendering.formulas import display_formula
from notes.rendering.inline.nodes import append_text, element, raw
from notes.rendering.inline.raw_html import clean_block
from notes.rendering.structure.block import Block, Kind
from notes.rendering.structure.block_ids import split_heading, take_block_id
from notes.rendering.structure.parser import Definitions, parse_blocks
from notes.rendering.structure.tables import split_row

if TYPE_CHECKING:
    from notes.rendering.markdown import NoteMarkdown

_TASK = re.compile(r"\[([ xX])\](?=[ \t\n]|$)[ \t]?")


def _heading(block: Block) -> Element:
    text, name = split_heading(block.text)
    made = element(f"h{block.level}", [text])
    if name:
        made.set("id", name)
    return made


class TreeBuilder:
    """Makes elements of blocks; text is left for the inline stage."""

    def __init__(self, markdown: NoteMarkdown) -> None:
        self._markdown = markdown
        self._lines = markdown.options.source_lines
        self._titles = markdown.options.callout_titles

    def build(self, blocks: Iterable[Block], parent: Element, *, tight: bool = False) -> None:
        """Append blocks to an element; in a tight list paragraphs are bare text."""
        for block in blocks:
            if block.kind is Kind.PARAGRAPH and tight and block.lines:
                if parent.text or len(parent):
                    append_text(parent, "\n")
                if name := take_block_id(block.lines):
                    parent.set("id", f"^{name}")
                append_text(parent, block.text.rstrip())
                continue
            made = self._make(block)
            if made is None:
                continue
            if self._lines:
                made.set("data-line", str(block.start))
            parent.append(made)

    def _make(self, block: Block) -> Element | None:
        match block.kind:
            case Kind.PARAGRAPH if not block.lines:  # it held definitions and nothing else
                return None
            case Kind.PARAGRAPH:
                return self._paragraph(block)
            case Kind.HEADING:
                return _heading(block)
            case Kind.RULE:
                return element("hr")
            case Kind.CODE:
                code = element("code")
                code.text = AtomicString(block.text + "\n")
                return element("pre", [code])
            case Kind.FENCE:
                return fence(block.text + "\n" if block.lines else "", block.info)
            case Kind.MATH:
                return display_formula(block.text)
            case Kind.HTML:
                html = raw(clean_block(block.text, self._markdown.addresses))
                html.set("data-block", "")
                return html
            case Kind.TABLE:
                return self._table(block)
            case Kind.COMMENT:
                return None if block.closed else self._unclosed_comment(block)
            case _:
                return self._container(block)

    def _paragraph(self, block: Block) -> Element:
        name = take_block_id(block.lines)
        made = element("p" if block.lines else "div", [block.text.rstrip()])
        if name:
            made.set("id", f"^{name}")
        return made

    def _unclosed_comment(self, block: Block) -> Element:
        """What follows a `%%` that nothing closes, as if the mark were text: nothing is lost."""
        made = element("div", [element("p", ["%%"])])
        lines, self._lines = self._lines, False  # they would be counted from the mark on
        self.build(parse_blocks(block.lines)[0].children, made)
        self._lines = lines
        return made

    def _container(self, block: Block) -> Element | None:
        match block.kind:
            case Kind.LIST:
                return self._list(block)
            case Kind.QUOTE:
                return self._quote(block)
            case Kind.DEFINITIONS:
                return self._definitions(block)
            case Kind.ADMONITION:
                title = (
                    block.lines[0]
                    if block.lines
                    else callouts.default_title(block.info, self._titles)
                )
                folded = True if block.info in ("details", "spoiler") else None
                callout = callouts.Callout(callouts.kind_of(block.info), title, folded)
                return self._callout(callout, block.children)
            case _:
                return None

    def _list(self, block: Block) -> Element:
        made = Element("ul" if block.number is None else "ol")
        if block.number not in (None, 1):
            made.set("start", str(block.number))
        for item in block.children:
            entry = SubElement(made, "li")
            if self._lines:
                entry.set("data-line", str(item.start))
            state = self._take_task(item)
            if state is not None and self._lines:
                entry.set("class", "task")  # its box can be clicked: its line is known
            self.build(item.children, entry, tight=block.tight)
            if state is not None:
                _put_box(entry, checked=state)
        return made

    def _take_task(self, item: Block) -> bool | None:
        """Whether the item's box is ticked; None without a box. The box is taken off the text."""
        first = item.children[0] if item.children else None
        if first is None or first.kind is not Kind.PARAGRAPH or not first.lines:
            return None
        box = _TASK.match(first.lines[0])
        if box is None or (box.end() == len(first.lines[0]) and len(first.lines) == 1):
            return None
        first.lines[0] = first.lines[0][box.end() :]
        return box.group(1) != " "

    def _quote(self, block: Block) -> Element:
        first = block.children[0] if block.children else None
        if first is not None and first.kind is Kind.PARAGRAPH and first.lines:
            callout = callouts.parse_head(first.lines[0], self._titles)
            if callout is not None:
                del first.lines[0]
                rest = block.children if first.lines else block.children[1:]
                return self._callout(callout, rest)
        quote = Element("blockquote")
        self.build(block.children, quote)
        return quote

    def _callout(self, callout: callouts.Callout, blocks: Iterable[Block]) -> Element:
        foldable = callout.folded is not None
        made = Element("details" if foldable else "div")
        made.set("class", f"callout callout-{callout.kind}")
        if callout.folded is False:
            made.set("open", "")
        if callout.title:
            title = SubElement(made, "summary" if foldable else "p", {"class": "callout-title"})
            title.text = callout.title
        content = list(blocks)
        if content:
            self.build(content, SubElement(made, "div", {"class": "callout-content"}))
        return made

    def _definitions(self, block: Block) -> Element:
        made = Element("dl")
        for entry in block.children:
            if entry.kind is Kind.TERM:
                SubElement(made, "dt").text = entry.text
                continue
            paragraphs = [child for child in entry.children if child.kind is Kind.PARAGRAPH]
            self.build(entry.children, SubElement(made, "dd"), tight=len(paragraphs) == 1)
        return made

    def _table(self, block: Block) -> Element:
        table = Element("table")
        head, *rows = block.lines
        self._row(SubElement(table, "thead"), "th", head, block.alignments, block.start)
        if rows:
            body = SubElement(table, "tbody")
            for number, row in enumerate(rows, start=block.start + 2):
                self._row(body, "td", row, block.alignments, number)
        return table

    def _row(
        self, parent: Element, tag: str, text: str, alignments: tuple[str, ...], line: int
    ) -> None:
        row = SubElement(parent, "tr")
        if self._lines:
            row.set("data-line", str(line))
        cells = split_row(text)
        for index, alignment in enumerate(alignments):
            cell = SubElement(row, tag)
            if alignment:
                cell.set("align", alignment)
            cell.text = cells[index] if index < len(cells) else ""


def _put_box(entry: Element, *, checked: bool) -> None:
    box = element("input", type_="checkbox", disabled="")
    if checked:
        box.set("checked", "")
    holder = entry[0] if len(entry) and not entry.text and entry[0].tag == "p" else entry
    box.tail = f" {holder.text or ''}"
    holder.text = None
    holder.insert(0, box)


class StructureBlockParser(BlockParser):
    """Python-Markdown's block stage with CommonMark's structure.

    The block processors of extensions are not asked: what they would find is found here.
    """

    md: NoteMarkdown

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:  # noqa: N802 - the library's name
        """Parse a whole document."""
        self.root = Element(self.md.doc_tag)
        self._parse(self.root, list(lines), document=True)
        return ElementTree(self.root)

    def parseChunk(self, parent: Element, text: str) -> None:  # noqa: N802 - the library's name
        """Parse a piece of Markdown, such as a footnote, into an element."""
        self._parse(parent, text.split("\n"), document=False)
        if not len(parent):  # the library needs a place for the way back from a footnote
            parent.append(element("p", ["\u00a0"]))

    def _parse(self, parent: Element, lines: list[str], *, document: bool) -> None:
        if lines and not lines[-1]:
            lines.pop()  # what follows the last line end is no line
        found, definitions = parse_blocks(lines)
        if document:  # the library walks over the footnotes while it has their text parsed
            self._keep(definitions)
        TreeBuilder(self.md).build(found.children, parent)

    def _keep(self, definitions: Definitions) -> None:
        for label, target in definitions.references.items():
            self.md.references.setdefault(label, target)
        for name, text in definitions.footnotes.items():
            self.md.footnotes.footnotes.setdefault(name, text)
        for name, meaning in definitions.abbreviations.items():
            self.md.abbreviations.abbrs.setdefault(name, meaning)  # type: ignore[attr-defined] # stubs lag
