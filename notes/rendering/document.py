"""A note as it is being written: its blocks, and the HTML that a page shows, kept up to date.

The page's blocks are *units*: blocks of the source, several where raw HTML opened in one is closed
in a later one. `update` says what changed in the page; units not yet converted come with no HTML
and follow later, those near the line that is looked at first.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from urllib.parse import unquote

from notes.rendering.blocks import BlockList, SourceBlock
from notes.rendering.contents import asks_for_contents, contents
from notes.rendering.converter import (
    Converter,
    Numbering,
    Piece,
    definitions_in,
    join_pairs,
    merge,
)
from notes.rendering.groups import group_end
from notes.rendering.lookup import NO_EMBEDS, Embeds
from notes.rendering.markdown import RenderOptions
from notes.rendering.structure.block import Kind
from notes.rendering.structure.parser import Definitions

FOOTNOTES = "\0footnotes"
"""Stands for the list of footnotes where a block's source is asked for."""

AT_ONCE = 8
"""Units that are converted before anyone asks whether that is enough."""

CACHED = 20_000
_DATA_LINE = re.compile(r'(<[a-z][^<>]*? data-line=")(\d+)"')


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

    source: str
    lines: int
    lists_headings: bool = False
    piece: Piece | None = None
    shown: str | None = None  # its HTML as it should be
    sent: str | None = None  # its HTML as the page has it


class LiveDocument:
    """A body that is edited. Positions count UTF-16 units (`text` has pairs as two characters).

    `begin` is called with a unit's source before it is converted and with "" after: whoever watches
    can tell which block hangs. A source that `is_hopeless` is shown as it is.
    `outer` is what is defined beside the text.
    """

    def __init__(
        self,
        text: str,
        options: RenderOptions,
        targets: Mapping[str, str] | None = None,
        embeds: Embeds = NO_EMBEDS,
        *,
        begin: Callable[[str], None] = lambda _source: None,
        is_hopeless: Callable[[str], bool] = lambda _source: False,
        outer: Definitions | None = None,
    ) -> None:
        self._list = BlockList(text)
        self._converter = Converter(options, targets, embeds)
        self._outer = outer or Definitions()
        self._begin = begin
        self._is_hopeless = is_hopeless
        self._units: list[Unit] = []
        self._page: list[Unit] = []  # the units that the page has
        self._missing: list[Unit] = []  # not yet converted; the next one last
        self._line = 0.0  # that `_missing` is ordered around
        self._known: dict[SourceBlock | tuple[SourceBlock, ...], Unit] = {}
        self._defined: dict[SourceBlock, Definitions | None] = {}
        self._cache: OrderedDict[tuple[object, ...], Piece] = OrderedDict()
        self._is_stale = True
        self._renumber = False
        self._numbering = Numbering()
        self._footnotes = ""
        self._page_footnotes: str | None = None

    @property
    def text(self) -> str:
        """The body as it is now."""
        return self._list.text

    def edit(self, position: int, removed: int, added: str) -> None:
        """Replace `removed` units at `position` by `added`."""
        self._list.edit(position, removed, added)
        self._is_stale = True

    def set_targets(self, targets: Mapping[str, str] | None, embeds: Embeds = NO_EMBEDS) -> None:
        """Where links lead has changed: what holds a changed one is converted again.

        So is what shows other notes, if any of these has changed.
        """
        old, new = dict(self._converter.targets or {}), dict(targets or {})
        changed = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
        if embeds != self._converter.embeds:
            changed.add("![[")
        self._converter.targets, self._converter.embeds = targets, embeds
        if changed:
            self._cache.clear()
            self._is_stale = True
            self._forget(lambda source: any(key in source for key in changed), unquoted=True)

    @property
    def pending(self) -> bool:
        """Whether units are left that are not converted."""
        return self._is_stale or bool(self._missing)

    # what changed

    def update(self, line: float, enough: Callable[[], bool]) -> Patch:
        """What changes in the page since the last call.

        What was edited is converted first, then the rest from the unit at `line` on, then what is
        before it, until `enough`, which is asked after every few units.
        """
        if self._is_stale:
            self._is_stale = False
            self._regroup(line)
        elif line != self._line and self._missing:
            self._order(line, [])
        converted: list[Unit] = []
        while self._missing:
            unit = self._missing.pop()
            self._convert(unit)
            converted.append(unit)
            if len(converted) % AT_ONCE == 0 and enough():
                break
        self._number(converted)
        return self._patch()

    def _regroup(self, line: float) -> None:
        blocks = self._list.blocks
        known, self._known = self._known, {}
        units, fresh = [], []
        index, html = 0, Kind.HTML
        while index < len(blocks):
            end = group_end(blocks, index) if blocks[index].kind is html else index + 1
            key = blocks[index] if end == index + 1 else tuple(blocks[index:end])
            unit = known.pop(key, None)
            if unit is None:
                unit = Unit(
                    "".join(block.source for block in blocks[index:end]),
                    sum(block.lines for block in blocks[index:end]),
                    asks_for_contents(blocks[index].source),
                )
                fresh.append(unit)
            self._known[key] = unit
            units.append(unit)
            index = end
        if any(unit.piece and unit.piece.numbered for unit in known.values()):
            self._renumber = True  # numbers were given back
        self._units = units
        self._collect_definitions()
        self._order(line, fresh)

    def _order(self, line: float, first: list[Unit]) -> None:
        """Put what is not yet converted in order, some units before all others."""
        self._line = line
        start = at = 0
        for index, unit in enumerate(self._units):
            if start > line:
                break
            at = index
            start += unit.lines
        order = self._units[at:] + self._units[:at][::-1]
        missing = [unit for unit in order if unit.piece is None]
        if len(first) < len(missing):
            chosen = set(first)
            missing = first + [unit for unit in missing if unit not in chosen]
        self._missing = missing[::-1]

    def _collect_definitions(self) -> None:
        defined, self._defined = self._defined, {}
        for block in self._list.blocks:
            if "]:" in block.source:
                found = (
                    defined[block] if block in defined else definitions_in(join_pairs(block.source))
                )
                self._defined[block] = found
        defined_here = [found for found in self._defined.values() if found is not None]
        merged = merge([*defined_here, self._outer])
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

    # one unit

    def _convert(self, unit: Unit) -> None:
        source = join_pairs(unit.source)
        if self._is_hopeless(unit.source):
            unit.piece = Piece(_as_source(source, "slow"), numbered=False)
            return
        key = self._key(source)
        piece = self._cache.get(key)
        if piece is None:
            self._begin(unit.source)
            try:
                piece = self._converter.convert(source)
            except (RecursionError, ValueError, LookupError, AttributeError, TypeError):
                # a text that a parser of someone else's trips over costs this block alone
                piece = Piece(_as_source(source, "failed"), numbered=False)
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

    def _number(self, converted: list[Unit]) -> None:
        """Give ids and numbers: for good once all is there, in passing until then."""
        if self._renumber and not self._missing:
            self._renumber = False
            self._numbering = Numbering()
            for unit in self._units:
                if unit.piece is not None:
                    unit.shown = unit.piece.html(self._numbering)
            self._footnotes = self._list_footnotes()
        else:
            for unit in converted:
                if unit.piece is not None:
                    unit.shown = unit.piece.html(self._numbering)
        self._list_headings()

    def _list_headings(self) -> None:
        lists = [unit for unit in self._units if unit.lists_headings]
        if lists and "toc" not in self._converter.definitions.references:
            line = ' data-line="0"' if self._converter.options.source_lines else ""
            found = contents(unit.shown for unit in self._units)
            for unit in lists:
                unit.shown = f'<div class="toc"{line}>\n{found}</div>\n'

    def _list_footnotes(self) -> str:
        if self._is_hopeless(FOOTNOTES):
            return _as_source("", "slow")
        self._begin(FOOTNOTES)
        written: dict[str, str] = {}
        for unit in self._units:
            if unit.piece is not None and unit.piece.footnotes:
                written.update(unit.piece.footnotes)
        footnotes = self._converter.footnotes(self._numbering, written)
        self._begin("")
        return footnotes

    def _patch(self) -> Patch:
        splices: list[Splice] = []
        old, new = self._page, self._units
        most = min(len(old), len(new))
        head = tail = 0
        if old is new:
            head = most
        while head < most and old[head] is new[head]:
            head += 1
        while tail < most - head and old[-1 - tail] is new[-1 - tail]:
            tail += 1
        last = len(new) - tail
        if head < max(len(old), len(new)) - tail:
            fresh = [_rendered(unit) for unit in new[head:last]]
            splices.append((head, len(old) - tail - head, fresh))
        changed = (
            (index, _rendered(unit))
            for index, unit in enumerate(new)
            if unit.shown is not unit.sent and unit.shown != unit.sent
        )
        splices += _runs(changed)
        if self._footnotes != self._page_footnotes:
            removed = 0 if self._page_footnotes is None else 1
            splices.append((len(new), removed, [RenderedBlock(0, self._footnotes)]))
            self._page_footnotes = self._footnotes
        self._page = new
        return Patch(splices)


def render_body(
    text: str,
    options: RenderOptions,
    targets: Mapping[str, str] | None = None,
    embeds: Embeds = NO_EMBEDS,
    outer: Definitions | None = None,
) -> str:
    """Sanitised HTML of a whole body: block by block, as a page shows it.

    What raw HTML leaves open is closed where its block ends, so that no part of a text spoils the
    rest of it. Lines (`options.source_lines`) count from the body's first.
    """
    document = LiveDocument(text, options, targets, embeds, outer=outer)
    parts: list[str] = []
    line = 0
    for _, _, blocks in document.update(0, lambda: False).splices:
        for block in blocks:
            html = (block.html or "").strip("\n")
            if html:
                parts.append(_moved(html, line) if options.source_lines and line else html)
            line += block.lines
    return "\n".join(parts)


def _moved(html: str, line: int) -> str:
    return _DATA_LINE.sub(lambda found: f'{found.group(1)}{int(found.group(2)) + line}"', html)


def _rendered(unit: Unit) -> RenderedBlock:
    unit.sent = unit.shown
    return RenderedBlock(unit.lines, unit.shown)


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
