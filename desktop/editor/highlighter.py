"""Colours a line of a note, given what region of the note it lies in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextBlock, QTextDocument, QTextLayout

from desktop.editor.fences import FenceLexer
from desktop.editor.inline import Span, spans
from desktop.editor.palette import Palette
from desktop.editor.structure import HEADING, Kind, Region, Structure
from desktop.editor.text import pattern, utf16_offsets

FormatRange = QTextLayout.FormatRange
INLINE_LIMIT = 8_000  # characters; beyond, a line keeps only its block's look

_QUOTE = pattern(r"^(?:\s{0,3}>[ \t]?)+")
_CALLOUT = pattern(r"\[![A-Za-z][\w-]*\][+-]?")
_ITEM = pattern(r"^\s*(?P<mark>[-*+]|\d{1,9}[.)])(?P<gap>[ \t]+|$)(?P<box>\[[ xX]\](?=\s|$))?")
_RULE = pattern(r"^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|=+[ \t]*)$")
_TABLE = pattern(r"^\s*\|")
_KEY = pattern(r"^(\s*(?:-\s+)?[\w\"'.-][^:=]*?)(\s*[:=])(?=\s|$)")
_DEFINITION = pattern(r"^ {0,3}\[[^\]^][^\]]*\]:\s*\S+")
_BLANK: list[FormatRange] = []


class Highlighter(QObject):
    """The colours of one document, asked for line by line as lines are laid out."""

    def __init__(
        self, document: QTextDocument, palette: Palette, outdate: Callable[[], None]
    ) -> None:
        super().__init__(document)
        self.structure = Structure()
        self.palette = palette
        self.focus: tuple[int, int] | None = None  # the paragraph in focus, the rest is dimmed
        self._document = document
        self._outdate = outdate  # called when lines other than those edited look different
        self._fences = FenceLexer(self._fence_lines, outdate, self)

    def reset(self, lines: list[str]) -> None:
        """Read the whole text."""
        self.structure.reset(lines)

    def update(self, first: int, removed: int, lines: list[str]) -> None:
        """Read the lines from `first` on that took the place of `removed` lines."""
        head: list[str] = []
        if first <= 1:
            block = self._document.firstBlock()
            head = [block.text(), block.next().text()] if block.next().isValid() else []
        before = self._outline()
        if self.structure.update(first, removed, lines, head) and self._outline() != before:
            self._outdate()
        region = self.structure.region_at(first)
        if region is not None and region.kind is Kind.FENCE:
            self._fences.edited(region)

    def set_palette(self, palette: Palette) -> None:
        """Use other colours."""
        self.palette = palette
        self._outdate()

    def set_focus(self, focus: tuple[int, int] | None) -> bool:
        """Dim all but some lines, or nothing; answers whether that is a change."""
        changed = focus != self.focus
        if changed:
            self.focus = focus
            self._outdate()
        return changed

    def _outline(self) -> list[tuple[int, int, bool]]:
        """What lines' looks depend on besides their own text; the same when all just move."""
        return [
            (id(region), region.last - region.first, region.closed)
            for region in self.structure.regions
        ]

    def formats(self, block: QTextBlock) -> list[FormatRange]:
        """The colours of a line, in UTF-16 units, sorted by nothing: later ones lie on top."""
        text = block.text()
        if not text:
            return _BLANK
        line = block.blockNumber()
        region = self.structure.region_at(line)
        if self.focus is not None and not self.focus[0] <= line <= self.focus[1]:
            found = self._block_spans(text, region, line)[:1]
            found.append((0, len(text), "dimmed"))
        else:
            found = self._block_spans(text, region, line)
        if not found:
            return _BLANK
        if block.length() - 1 != len(text):
            offsets = utf16_offsets(text)
            found = [(offsets[start], offsets[end], look) for start, end, look in found]
        known = self.palette.formats
        ranges: list[FormatRange] = []
        for start, end, look in found:
            each = FormatRange()
            each.start = start
            each.length = end - start
            each.format = known[look]
            ranges.append(each)
        return ranges

    def _block_spans(self, text: str, region: Region | None, line: int) -> list[Span]:
        if region is None:
            return line_spans(text)
        end = len(text)
        match region.kind:
            case Kind.FRONT_MATTER:
                return _front_matter_spans(text, line in (region.first, region.last))
            case Kind.MATH:
                return [(0, end, "math")]
            case Kind.COMMENT:
                return [(0, end, "comment")]
            case Kind.FENCE:
                if line == region.first or (line == region.last and region.closed):
                    return [(0, end, "fence")]
                found: list[Span] = [(0, end, "code_line")]
                return found + self._fences.line(region, line - region.first - 1, text)

    def _fence_lines(self, region: Region) -> list[str]:
        block = self._document.findBlockByNumber(region.first + 1)
        last = region.last - 1 if region.closed else region.last
        lines: list[str] = []
        while block.isValid() and block.blockNumber() <= last:
            lines.append(block.text())
            block = block.next()
        return lines


def line_spans(text: str) -> list[Span]:
    """The looks of a line outside every region."""
    end = len(text)
    if "#" in text and (heading := HEADING.match(text)):
        look = f"heading{len(heading['marks'])}"
        found: list[Span] = [(0, end, look), (*heading.span("marks"), "faint")]
        return found + spans(text) if end < INLINE_LIMIT else found
    if _RULE.match(text):
        return [(0, end, "faint")]
    found = []
    start = 0
    if quote := _QUOTE.match(text):
        start = quote.end()
        found += [(0, end, "soft"), (0, start, "marker")]
        if callout := _CALLOUT.match(text, start):
            found.append((*callout.span(), "callout"))
    if item := _ITEM.match(text[start:] if start else text):
        # In a face of one width nested items stand under the text of the one around them.
        found.append((start, start + item.end(), "indent"))
        found.append((start + item.start("mark"), start + item.end("mark"), "marker"))
        if item["box"]:
            found.append((start + item.start("box"), start + item.end("box"), "marker"))
            if item["box"] != "[ ]":
                found.append((start + item.end("box"), end, "done"))
    elif _TABLE.match(text):
        found.append((0, end, "table"))
        found += [(at, at + 1, "faint") for at, mark in enumerate(text) if mark == "|"]
    elif definition := _DEFINITION.match(text):
        return [(*definition.span(), "target")]
    return found + spans(text) if end < INLINE_LIMIT else found


def _front_matter_spans(text: str, fence: bool) -> list[Span]:
    if fence or text.lstrip().startswith("#"):
        return [(0, len(text), "fence")]
    if key := _KEY.match(text):
        return [(0, len(text), "value"), (*key.span(1), "key"), (*key.span(2), "fence")]
    return [(0, len(text), "value")]
