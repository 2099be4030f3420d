"""Lines to blocks: the container algorithm of CommonMark, one line at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from notes.rendering.structure import html_blocks
from notes.rendering.structure.block import ACCEPTS_LINES, MAX_DEPTH, Block, Kind, Started
from notes.rendering.structure.continuation import Continues, continues
from notes.rendering.structure.line import Line
from notes.rendering.structure.references import take_definition
from notes.rendering.structure.starts import INDENTED_STARTS, STARTS

_FOOTNOTE_DEPTH = 3
_INTERRUPTED_BY_BLOCKS = frozenset({Kind.PARAGRAPH, Kind.TABLE})


@dataclass(slots=True)
class Definitions:
    """What a document defines for use elsewhere in it; the first definition of a name counts."""

    references: dict[str, tuple[str, str | None]] = field(default_factory=dict)  # label → address
    footnotes: dict[str, str] = field(default_factory=dict)  # id → Markdown
    abbreviations: dict[str, str] = field(default_factory=dict)

    def add(self, other: Definitions) -> None:
        """Take in what is defined later."""
        self.references = other.references | self.references
        self.footnotes = self.footnotes | {
            name: text for name, text in other.footnotes.items() if name not in self.footnotes
        }
        self.abbreviations = other.abbreviations | self.abbreviations


class StructureParser:
    """Parses one document; `tip` is the innermost open block."""

    def __init__(self, lines: Sequence[str], depth: int = 0) -> None:
        self.lines = lines
        self.depth = depth  # of footnotes within footnotes
        self.document = Block(Kind.DOCUMENT, 0, -1)
        self.definitions = Definitions()
        self.tip = self.document
        self.number = 0
        self._old_tip = self.tip
        self._last_matched = self.tip

    def parse(self) -> Block:
        """The document's blocks."""
        for number, text in enumerate(self.lines):
            self.number = number
            self._take(Line(text))
        while self.tip is not self.document:
            self.close(self.tip)
        self.close(self.document)
        return self.document

    # used by the block starts
    def add(self, kind: Kind) -> Block:
        """Open a block of that kind in the innermost open block that may hold it."""
        while not self.tip.holds(kind):
            self.close(self.tip)
        block = Block(kind, self.number, self.number, self.tip, depth=self.tip.depth + 1)
        self.tip.children.append(block)
        self.tip = block
        return block

    def close_unmatched(self) -> None:
        """Close the blocks that this line does not continue."""
        while self._old_tip is not self._last_matched:
            parent = self._old_tip.parent
            self.close(self._old_tip)
            if parent is None:  # pragma: no cover - the document is always matched
                break
            self._old_tip = parent

    def close(self, block: Block) -> None:
        """Close a block: nothing more is added to it."""
        block.open = False
        if block.kind is Kind.PARAGRAPH:
            self.take_definitions(block)
        elif block.kind is Kind.LIST:
            block.tight = _is_tight(block)
        elif block.kind is Kind.CODE:
            while block.lines and not block.lines[-1].strip(" \t"):
                block.lines.pop()
        elif block.kind is Kind.FOOTNOTE:
            self._take_footnote(block)
        parent = block.parent
        if parent is not None:
            parent.end = max(parent.end, block.end)
            self.tip = parent

    def _take_footnote(self, block: Block) -> None:
        """Keep a footnote, and what is defined within it."""
        self.definitions.footnotes.setdefault(block.info, block.text.strip("\n"))
        if self.depth < _FOOTNOTE_DEPTH and any("]:" in line for line in block.lines):
            inner = StructureParser(block.lines, self.depth + 1)
            inner.parse()
            self.definitions.add(inner.definitions)

    def take_definitions(self, paragraph: Block) -> None:
        """Take the definitions off the beginning of a paragraph."""
        lines = paragraph.lines
        while lines and lines[0].startswith(("[", "*[")):
            if lines[0].startswith("*["):
                name, colon, meaning = lines[0][2:].partition("]:")
                if not (colon and name and meaning.strip()) or "[" in name:
                    break
                self.definitions.abbreviations.setdefault(name, meaning.strip())
                del lines[0]
                continue
            text = "\n".join(lines)
            definition = take_definition(text)
            if definition is None:
                break
            label, address, title, length = definition
            self.definitions.references.setdefault(label, (address, title))
            taken = text[:length].count("\n") if length < len(text) else len(lines)
            del lines[:taken]

    # one line
    def _take(self, line: Line) -> None:
        self._old_tip = self.tip
        container, finished = self._match_containers(line)
        if finished:
            return
        self._last_matched = container
        leaf_matched = (
            container.kind in ACCEPTS_LINES and container.kind not in _INTERRUPTED_BY_BLOCKS
        )
        if not leaf_matched:
            container, finished = self._start_blocks(container, line)
        if finished:
            return
        self._add_text(container, line)

    def _match_containers(self, line: Line) -> tuple[Block, bool]:
        container = self.document
        while container.children and container.children[-1].open:
            child = container.children[-1]
            answer = continues(child, line)
            if answer is Continues.NO:
                break
            if answer is Continues.CLOSED_HERE:
                while self.tip is not child:
                    self.close(self.tip)
                child.end = self.number
                self.close(child)
                return container, True
            container = child
            if child.kind is Kind.QUOTE:  # a line with nothing but its mark is part of it
                child.end = self.number
        return container, False

    def _start_blocks(self, container: Block, line: Line) -> tuple[Block, bool]:
        while container.depth < MAX_DEPTH:
            starts = INDENTED_STARTS if line.indented else STARTS.get(line.first, ())
            for start in starts:
                result = start(self, container, line)
                if result is not Started.NOTHING:
                    break
            else:
                break
            container = self.tip
            if result is Started.LINE_DONE:
                return container, True
            if result is Started.LEAF:
                return container, False
        line.skip_indent()
        return container, False

    def _add_text(self, container: Block, line: Line) -> None:
        lazy = self._old_tip is not self._last_matched and not line.blank
        if lazy and self.tip is self._old_tip and _takes_lazy_text(self.tip):
            self._append(self.tip, line.content)
            return
        self.close_unmatched()
        if container.kind in ACCEPTS_LINES:
            self._append(container, line.rest)
            if container.kind is Kind.HTML and html_blocks.closes(line.rest, container.closer):
                self.close(container)
        elif not line.blank:
            paragraph = self.add(Kind.PARAGRAPH)
            line.skip_indent()
            self._append(paragraph, line.rest)

    def _append(self, block: Block, text: str) -> None:
        block.lines.append(text)
        if text.strip(" \t"):
            block.end = self.number


def _takes_lazy_text(block: Block) -> bool:
    if block.kind is Kind.FOOTNOTE:
        return bool(block.lines and block.lines[-1].strip())
    return block.kind is Kind.PARAGRAPH


def _is_tight(block: Block) -> bool:
    """No blank line between two items, nor between two blocks that stand directly in one."""
    for index, item in enumerate(block.children):
        following = block.children[index + 1 : index + 2]
        if following and following[0].start > item.end + 1:
            return False
        for child, after in zip(item.children, item.children[1:], strict=False):
            if after.start > child.end + 1:
                return False
    return True


def parse_blocks(lines: Sequence[str]) -> tuple[Block, Definitions]:
    """The blocks of a document, and what it defines."""
    parser = StructureParser(lines)
    return parser.parse(), parser.definitions
