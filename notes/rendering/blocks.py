"""A body cut into its top-level blocks, and cut again where it is edited.

The cuts are those of the parser that rendering uses, so that a block converted alone comes out as
it does in the whole body. A block reaches up to the next one: blank lines and definitions after it
belong to it. After an edit the parser starts a little before it, and stops at the first block
behind it that begins where one began before.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from notes.rendering.structure.block import Block, Kind
from notes.rendering.structure.line import Line
from notes.rendering.structure.parser import StructureParser

LOOK_AHEAD = 256
"""Lines that the parser may look at beyond the one it takes."""


@dataclass(frozen=True, slots=True, eq=False)
class SourceBlock:
    """A stretch of whole lines; only the body's last may lack its line end."""

    source: str
    lines: int  # line ends in `source`
    kind: Kind | None  # of the block that begins it; None: nothing but blank lines and definitions
    after_blank: bool  # a blank line, or nothing, stands before it

    def is_same(self, other: SourceBlock) -> bool:
        """Whether the two cannot be told apart."""
        return (self.kind, self.after_blank, self.source) == (
            other.kind,
            other.after_blank,
            other.source,
        )


@dataclass(frozen=True, slots=True)
class Recut:
    """The blocks from `first` up to `last` (excluded) gave way to `count` new ones."""

    first: int
    last: int
    count: int


class _Steps(StructureParser):
    """The parser, one line at a time, over lines that are added as they are needed."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(lines)
        self.line_list = lines

    def step(self) -> bool:
        """Take the next line; whether a top-level block begins with it."""
        children = self.document.children
        last = children[-1] if children else None
        self._take(Line(self.line_list[self.number]))
        begun = children[-1] if children else None
        self.number += 1
        return begun is not None and begun is not last and begun.start == self.number - 1

    def finish(self) -> None:
        """Close what is open."""
        while self.tip is not self.document:
            self.close(self.tip)


def _split_lines(text: str) -> list[str]:
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    return lines


def _cut(children: Sequence[Block], lines: Sequence[str], ended: bool) -> list[SourceBlock]:
    """Blocks of the lines, which begin after a blank line; `ended`: the last has its line end."""
    # a table leaves an empty paragraph behind where it took its head from: the last one counts
    kinds: dict[int, Kind | None] = {0: None} | {child.start: child.kind for child in children}
    starts = list(kinds)
    blocks = []
    for index, start in enumerate(starts):
        end = starts[index + 1] if index + 1 < len(starts) else len(lines)
        source = "\n".join(lines[start:end])
        if end > start and (ended or end < len(lines)):
            source += "\n"
        after_blank = start == 0 or not lines[start - 1].strip(" \t")
        blocks.append(SourceBlock(source, source.count("\n"), kinds[start], after_blank))
    return blocks


def cut(text: str) -> list[SourceBlock]:
    """The blocks of a whole body; an empty one is one empty block."""
    lines = _split_lines(text)
    parser = _Steps(lines)
    while parser.number < len(lines):
        parser.step()
    parser.finish()
    return _cut(parser.document.children, lines, text.endswith("\n"))


class BlockList:
    """A body as blocks. Positions count characters of the text as it was given."""

    def __init__(self, text: str) -> None:
        self.blocks = cut(text)

    @property
    def text(self) -> str:
        """The whole body."""
        return "".join(block.source for block in self.blocks)

    def edit(self, position: int, removed: int, added: str) -> Recut:
        """Replace `removed` characters at `position` by `added`; says which blocks are new."""
        blocks = self.blocks
        ends = list(accumulate(len(block.source) for block in blocks))
        final = len(blocks) - 1
        following = min(bisect_right(ends, position + removed), final) + 1
        # an edit at the very start of a block may join it to the one before
        first = min(bisect_right(ends, max(0, position - 1)), final)
        while True:
            first = self._start_before(first)
            begin = ends[first - 1] if first else 0
            text = "".join(block.source for block in blocks[first:following])
            text = text[: position - begin] + added + text[position - begin + removed :]
            last, fresh = self._recut(text, following)
            if first == 0 or (fresh and fresh[0].kind is not None):
                return self._put(first, last, fresh)

    def _start_before(self, index: int) -> int:
        """A block before `index` at which the parser can start as if nothing came before."""
        blocks = self.blocks
        index = max(0, index - 1)
        # definitions may take a paragraph after them in, as their next term
        while index and not (
            blocks[index].after_blank and blocks[index - 1].kind is not Kind.DEFINITIONS
        ):
            index -= 1
        return index

    def _recut(self, text: str, following: int) -> tuple[int, list[SourceBlock]]:
        """Cut `text`, after which the old blocks from `following` on stand.

        Returns the old block before which the new ones end, and the new ones.
        """
        blocks = self.blocks
        lines = _split_lines(text)
        parser = _Steps(lines)
        ended = text.endswith("\n")
        boundaries: dict[int, int] = {}
        while True:
            while following < len(blocks) and len(lines) < parser.number + LOOK_AHEAD:
                if not ended and lines:  # the line end before them was taken away
                    following_source = lines.pop() + blocks[following].source
                else:
                    following_source = blocks[following].source
                    boundaries[len(lines)] = following
                lines += _split_lines(following_source)
                ended = following_source.endswith("\n")
                following += 1
            if parser.number >= len(lines):
                break
            line = parser.number
            if parser.step() and line in boundaries and self._goes_on(parser, boundaries[line]):
                return boundaries[line], _cut(parser.document.children[:-1], lines[:line], True)
        parser.finish()
        return len(blocks), _cut(parser.document.children, lines, ended)

    def _goes_on(self, parser: StructureParser, index: int) -> bool:
        """Whether all goes on as it did before from this block, which has just begun."""
        if not self.blocks[index].after_blank:
            return False
        if parser.lines[parser.number - 2].strip(" \t"):
            return False
        # a paragraph may turn out to be the next term of definitions before it
        children = parser.document.children
        before = children[-2].kind if len(children) > 1 else None
        return (before is Kind.DEFINITIONS) == (self.blocks[index - 1].kind is Kind.DEFINITIONS)

    def _put(self, first: int, last: int, fresh: list[SourceBlock]) -> Recut:
        """Put the new blocks in, but keep those at both ends that came out as they were."""
        blocks = self.blocks
        most = min(len(fresh), last - first)
        head = 0
        while head < most and fresh[head].is_same(blocks[first + head]):
            head += 1
        tail = 0
        while tail < most - head and fresh[-1 - tail].is_same(blocks[last - 1 - tail]):
            tail += 1
        fresh = fresh[head : len(fresh) - tail]
        blocks[first + head : last - tail] = fresh
        return Recut(first + head, last - tail, len(fresh))
