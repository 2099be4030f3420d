"""A note as it is being written: its blocks, and the HTML that a page shows, kept up to date.

The page's blocks are *units*: blocks of the source, several where raw HTML opened in one is closed
in a later one. `update` says what changed in the page; units not yet converted come with no HTML
and follow later, those near the line that is looked at first.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from urllib.parse import unquote

from notes.rendering.blocks import BlockList, SourceBlock
from notes.rendering.converter import (
    Converter,
    Numbering,
    Piece,
    definitions_in,
    join_pairs,
    merge,
)
from notes.rendering.markdown import RenderOptions
from notes.rendering.structure.block import Kind
from notes.rendering.structure.parser import Definitions

FOOTNOTES = "\0footnotes"
"""Stands for the list of footnotes where a block's source is asked for."""

CACHED = 20_000
LONGEST_GROUP = 400
"""Blocks that raw HTML opened in one and closed in another may hold together."""

_HOLDERS = "blockquote|center|details|div|dl|figure|ol|section|summary|table|tbody|thead|tr|ul"
_HOLDER_TAG = re.compile(rf"<(/?)({_HOLDERS})\b[^<>]*?(/?)>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RenderedBlock:
    """A unit as the page shows it: the source lines it spans and its HTML; None: not yet."""

    lines: int
    html: str | None


Splice = tuple[int, int, list[RenderedBlock]]
"""First block of the page, how many are removed, what is put in."""


@dataclass(frozen=True, slots=True)
class Patch:
    """Changes to the page's blocks, to be done in this order."""

    splices: list[Splice] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Unit:
    """What the page has as one block."""

    blocks: tuple[SourceBlock, ...]
    source: str
    lines: int
    piece: Piece | None = None
    shown: str | None = None  # the HTML that the page has

    def rendered(self) -> RenderedBlock:
        """As the page is told of it."""
        return RenderedBlock(self.lines, self.shown)


def _follow(opened: list[str], source: str) -> None:
    """Take the tags of a source into account: `opened` is what is then open."""
    for closing, name, closed in _HOLDER_TAG.findall(source):
        tag = name.lower()
        if not closing and not closed:
            opened.append(tag)
        elif closing and tag in opened:
            while opened.pop() != tag:
                pass


def _group_end(blocks: list[SourceBlock], first: int) -> int:
    """The block after the one that closes what raw HTML in `first` opens; `first` + 1: none."""
    opened: list[str] = []
    for index in range(first, min(first + LONGEST_GROUP, len(blocks))):
        if blocks[index].kind is Kind.HTML:
            _follow(opened, blocks[index].source)
        if not opened:
            return index + 1
    return first + 1


def _groups(blocks: list[SourceBlock]) -> Iterator[tuple[SourceBlock, ...]]:
    index = 0
    while index < len(blocks):
        end = _group_end(blocks, index) if blocks[index].kind is Kind.HTML else index + 1
        yield tuple(blocks[index:end])
        index = end


class LiveDocument:
    """A body that is edited. Positions count UTF-16 units (`text` has pairs as two characters).

    `begin` is called with a unit's source before it is converted and with "" after: whoever watches
    can tell which block hangs. A source that `is_hopeless` is shown as it is.
    """

    def __init__(
        self,
        text: str,
        options: RenderOptions,
        targets: Mapping[str, str] | None = None,
        begin: Callable[[str], None] = lambda _source: None,
        is_hopeless: Callable[[str], bool] = lambda _source: False,
    ) -> None:
        self._list = BlockList(text)
        self._converter = Converter(options, targets)
        self._begin = begin
        self._is_hopeless = is_hopeless
        self._units: list[Unit] = []
        self._page: list[Unit] = []  # what the page has, without the footnotes
        self._footnotes = ""
        self._page_footnotes: str | None = None  # what the page has
        self._known: dict[tuple[SourceBlock, ...], Unit] = {}
        self._defined: dict[SourceBlock, Definitions | None] = {}
        self._cache: OrderedDict[tuple[object, ...], Piece] = OrderedDict()
        self._stale = True
        self._renumber = False

    @property
    def text(self) -> str:
        """The body as it is now."""
        return self._list.text

    def edit(self, position: int, removed: int, added: str) -> None:
        """Replace `removed` units at `position` by `added`."""
        self._list.edit(position, removed, added)
        self._stale = True

    def set_targets(self, targets: Mapping[str, str] | None) -> None:
        """Where links lead has changed: what holds a changed one is converted again."""
        old, new = dict(self._converter.targets or {}), dict(targets or {})
        changed = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
        self._converter.targets = targets
        if changed:
            self._cache.clear()
            self._forget(lambda source: any(key in source for key in changed), unquoted=True)

    @property
    def pending(self) -> bool:
        """Whether units are left that are not converted."""
        return self._stale or any(unit.piece is None for unit in self._units)

    # what changed

    def update(self, line: float, enough: Callable[[], bool]) -> Patch:
        """What changes in the page since the last call.

        Units are converted from the one at `line` on, then those before it, until `enough`.
        """
        if self._stale:
            self._stale = False
            self._regroup()
        order = self._from_line(line)
        for unit in order:
            if unit.piece is None:
                self._convert(unit)
                if enough():
                    break
        return self._patch()

    def _regroup(self) -> None:
        known, self._known = self._known, {}
        units = []
        for blocks in _groups(self._list.blocks):
            unit = known.get(blocks)
            if unit is None:
                source = blocks[0].source if len(blocks) == 1 else "".join(b.source for b in blocks)
                unit = Unit(blocks, source, sum(block.lines for block in blocks))
            self._known[blocks] = unit
            units.append(unit)
        gone = (unit.piece for blocks, unit in known.items() if blocks not in self._known)
        self._renumber = self._renumber or any(piece and piece.numbered for piece in gone)
        self._units = units
        self._collect_definitions()

    def _collect_definitions(self) -> None:
        defined, self._defined = self._defined, {}
        for block in self._list.blocks:
            if "]:" in block.source:
                found = (
                    defined[block] if block in defined else definitions_in(join_pairs(block.source))
                )
                self._defined[block] = found
        merged = merge(found for found in self._defined.values() if found is not None)
        old = self._converter.definitions
        if merged == old:
            return
        self._converter.definitions = merged
        labels = _changed(old.references, merged.references)
        names = {f"[^{name}]" for name in old.footnotes.keys() ^ merged.footnotes.keys()}
        names |= _changed(old.abbreviations, merged.abbreviations)
        if labels or names:
            self._forget(
                lambda source: (
                    any(name in source for name in names)
                    or any(label in _folded(source) for label in labels)
                )
            )
        self._renumber = True

    def _forget(self, concerned: Callable[[str], bool], *, unquoted: bool = False) -> None:
        for unit in self._units:
            if unit.piece is None:
                continue
            if concerned(unit.source) or (
                unquoted and "%" in unit.source and concerned(unquote(unit.source))
            ):
                unit.piece = None
                self._renumber = True

    def _from_line(self, line: float) -> list[Unit]:
        start = first = 0
        for index, unit in enumerate(self._units):
            if start > line:
                break
            first = index
            start += unit.lines
        return self._units[first:] + self._units[:first][::-1]

    # one unit

    def _convert(self, unit: Unit) -> None:
        source = join_pairs(unit.source)
        if self._is_hopeless(unit.source):
            unit.piece = Piece(_as_source(source, "slow"), numbered=False, balanced=True)
            return
        key = self._key(source)
        piece = self._cache.get(key)
        if piece is None:
            self._begin(unit.source)
            try:
                piece = self._converter.convert(source)
            except (RecursionError, ValueError, LookupError, AttributeError, TypeError):
                # a text that a parser of someone else's trips over costs this block alone
                piece = Piece(_as_source(source, "failed"), numbered=False, balanced=True)
            finally:
                self._begin("")
            self._cache[key] = piece
            if len(self._cache) > CACHED:
                self._cache.popitem(last=False)
        unit.piece = piece
        self._renumber = self._renumber or piece.numbered

    def _key(self, source: str) -> tuple[object, ...]:
        """A source and what it uses of the document's definitions."""
        defined = self._converter.definitions
        used: list[object] = []
        if "[" in source and (defined.references or defined.footnotes):
            folded = _folded(source)
            used += [pair for pair in defined.references.items() if pair[0] in folded]
            used += [name for name in defined.footnotes if f"[^{name}]" in source]
        used += [pair for pair in defined.abbreviations.items() if pair[0] in source]
        return (source, *used)

    # numbering, and the difference to the page

    def _number(self) -> None:
        self._renumber = False
        numbering = Numbering()
        for unit in self._units:
            if unit.piece is not None:
                unit.shown = unit.piece.html(numbering)
        if self._is_hopeless(FOOTNOTES):
            self._footnotes = _as_source("", "slow")
            return
        self._begin(FOOTNOTES)
        self._footnotes = self._converter.footnotes(numbering)
        self._begin("")

    def _patch(self) -> Patch:
        before = {id(unit): unit.shown for unit in self._page}
        if self._renumber:
            self._number()
        else:
            for unit in self._units:
                if unit.shown is None and unit.piece is not None:
                    unit.shown = unit.piece.marked
        return self._difference(before)

    def _difference(self, before: Mapping[int, str | None]) -> Patch:
        splices: list[Splice] = []
        old, new = self._page, self._units
        most = min(len(old), len(new))
        head = 0
        while head < most and old[head] is new[head]:
            head += 1
        tail = 0
        while tail < most - head and old[-1 - tail] is new[-1 - tail]:
            tail += 1
        if head + tail < max(len(old), len(new)):
            fresh = new[head : len(new) - tail]
            splices.append((head, len(old) - tail - head, [unit.rendered() for unit in fresh]))
        stayed = [*range(head), *range(len(new) - tail, len(new))]
        splices += _runs(
            (index, new[index].rendered())
            for index in stayed
            if before.get(id(new[index])) != new[index].shown
        )
        if self._footnotes != self._page_footnotes:
            removed = 0 if self._page_footnotes is None else 1
            splices.append((len(new), removed, [RenderedBlock(0, self._footnotes)]))
            self._page_footnotes = self._footnotes
        self._page = list(new)
        return Patch(splices)


def _runs(
    changed: Iterable[tuple[int, RenderedBlock]],
) -> list[Splice]:
    """Neighbours that changed as one splice."""
    runs: list[Splice] = []
    for index, block in changed:
        if runs and runs[-1][0] + runs[-1][1] == index:
            first, count, blocks = runs.pop()
            blocks.append(block)
            runs.append((first, count + 1, blocks))
        else:
            runs.append((index, 1, [block]))
    return runs


def _changed(old: Mapping[str, object], new: Mapping[str, object]) -> set[str]:
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


def _folded(source: str) -> str:
    """A text as link labels are compared."""
    return " ".join(source.split()).casefold()


def _as_source(source: str, reason: str) -> str:
    return f'<div class="ui-halted" data-reason="{reason}"><pre>{escape(source)}</pre></div>'
