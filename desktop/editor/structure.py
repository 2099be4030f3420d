"""Which lines of a note are front matter, fenced code, mathematics or comments, and its headings.

Kept up to date edit by edit: only lines that can open or close something are remembered, so that
a key in a long note costs a look at one line.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, NamedTuple

from desktop.editor.text import pattern

FENCE = pattern(r"^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?P<marks>`{3,}|~{3,})(?P<info>.*)$")
HEADING = pattern(r"^ {0,3}(?P<marks>#{1,6})(?:[ \t]+(?P<title>.*?)(?:[ \t]+#+)?[ \t]*)?$")
RULE = pattern(r"^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
CODE_INDENT = "    "
_FRONT_MATTER_END = {"---": ("---", "..."), "+++": ("+++",)}
_KEY = pattern(r"^[\w\"'.-][^:=]*[:=]|^\s*$|^#")


class Kind(IntEnum):
    """What a region of lines is."""

    FRONT_MATTER = 1
    FENCE = 2
    MATH = 3
    COMMENT = 4


@dataclass(slots=True, eq=False)
class Region:
    """Lines `first` to `last`, both counted from 0 and both included."""

    first: int
    last: int
    kind: Kind
    info: str = ""  # a fence's language
    closed: bool = False
    tokens: Any = None  # the fence's coloured lines, kept while the region lives
    stale: bool = True  # the text has changed since `tokens` were made


class Heading(NamedTuple):
    """A heading outside code: its line counted from 0, level 1 to 6, and text."""

    line: int
    level: int
    title: str


class _Facts(NamedTuple):
    """What one line could open or close."""

    fence: str = ""
    info: str = ""
    math: int = 0  # how many `$$`
    comment_opens: bool = False
    comment_closes: bool = False
    level: int = 0
    title: str = ""
    rule: str = ""


def _facts(line: str) -> _Facts | None:
    if line.startswith(("---", "+++", "...")) and (rule := line.rstrip()) in {"---", "+++", "..."}:
        return _Facts(rule=rule)
    if "#" in line and (heading := HEADING.match(line)):
        return _Facts(level=len(heading["marks"]), title=heading["title"] or "")
    if ("```" in line or "~~~" in line) and (fence := FENCE.match(line)):
        info = fence["info"].strip()
        if fence["marks"][0] == "~" or "`" not in info:
            return _Facts(fence=fence["marks"], info=info)
    if "$$" in line:
        return _Facts(math=line.count("$$"), title=line)
    opens, closes = line.rfind("<!--"), line.rfind("-->")
    if opens >= 0 or closes >= 0:
        return _Facts(comment_opens=opens > closes, comment_closes=closes >= 0)
    return None


def language(info: str) -> str:
    """The language that a fence's info string names: ``python`` of ``{.python title="a"}``."""
    word = info.strip().lstrip("{").strip().split(" ", 1)[0].split(",", 1)[0]
    return word.strip("{}.").split(":", 1)[0].lower()


@dataclass(slots=True)
class Structure:
    """The regions and headings of one text, line by line."""

    line_count: int = 1
    _numbers: list[int] = field(default_factory=list)
    _marked: list[_Facts] = field(default_factory=list)
    _front_matter: bool = False
    _regions: list[Region] = field(default_factory=list)
    _headings: list[Heading] = field(default_factory=list)
    _dirty: bool = True

    def reset(self, lines: Sequence[str]) -> None:
        """Read a whole text."""
        self.line_count = len(lines)
        self._numbers, self._marked = self._scan(0, lines)
        self._front_matter = self._looks_like_front_matter(lines[:2])
        self._regions = []
        self._dirty = True

    def update(
        self, first: int, removed: int, lines: Sequence[str], head: Sequence[str] = ()
    ) -> bool:
        """Put `lines` in place of `removed` lines from line `first` on.

        `head`: the text's first two lines, needed when `first` is one of them.
        Returns whether anything outside the lines given may have changed its meaning.
        """
        low = bisect_left(self._numbers, first)
        high = bisect_left(self._numbers, first + removed)
        numbers, marked = self._scan(first, lines)
        delta = len(lines) - removed
        for region in self._regions:
            if region.first <= first + removed and first <= region.last:
                region.stale = True
        front_matter = self._looks_like_front_matter(head) if first <= 1 else self._front_matter
        same = numbers == self._numbers[low:high] and marked == self._marked[low:high]
        if same and not delta and front_matter == self._front_matter:
            return False
        self._front_matter = front_matter
        self.line_count += delta
        self._numbers[low:high] = numbers
        self._marked[low:high] = marked
        if delta:
            for index in range(low + len(numbers), len(self._numbers)):
                self._numbers[index] += delta
            for region in self._regions:
                if region.first >= first + removed:
                    region.first += delta
                if region.last >= first + removed:
                    region.last += delta
        self._dirty = True
        return True

    def region_at(self, line: int) -> Region | None:
        """The region that holds the line, or None for ordinary text."""
        regions = self.regions
        low, high = 0, len(regions)
        while low < high:
            middle = (low + high) // 2
            if regions[middle].first <= line:
                low = middle + 1
            else:
                high = middle
        if low and regions[low - 1].last >= line:
            return regions[low - 1]
        return None

    @property
    def regions(self) -> list[Region]:
        """Every region, in order."""
        if self._dirty:
            self._derive()
        return self._regions

    @property
    def headings(self) -> list[Heading]:
        """Every heading outside code, in order."""
        if self._dirty:
            self._derive()
        return self._headings

    def heading_above(self, line: int) -> Heading | None:
        """The last heading at the line or above it."""
        headings = self.headings
        index = bisect_right(headings, line, key=lambda heading: heading.line)
        return headings[index - 1] if index else None

    @staticmethod
    def _scan(first: int, lines: Iterable[str]) -> tuple[list[int], list[_Facts]]:
        numbers: list[int] = []
        marked: list[_Facts] = []
        for number, line in enumerate(lines, first):
            if facts := _facts(line):
                numbers.append(number)
                marked.append(facts)
        return numbers, marked

    @staticmethod
    def _looks_like_front_matter(head: Sequence[str]) -> bool:
        # A note may begin with a thematic break: a key must follow.
        return (
            len(head) == 2 and head[0].rstrip() in _FRONT_MATTER_END and bool(_KEY.match(head[1]))
        )

    def _derive(self) -> None:
        self._dirty = False
        known = {(region.first, region.kind, region.info): region for region in self._regions}
        regions: list[Region] = []
        headings: list[Heading] = []
        index, opened_at, headings_before = 0, 0, 0
        current: Region | None = None
        while index < len(self._numbers):
            number, facts = self._numbers[index], self._marked[index]
            if current is None:
                current = self._open(number, facts, headings)
                opened_at, headings_before = index, len(headings)
            elif self._closes(current, self._marked[opened_at], facts):
                current.last, current.closed = number, True
            if current is not None and current.closed:
                regions.append(self._carry(current, known))
                current = None
            index += 1
            if index == len(self._numbers) and current is not None:
                current.last = self.line_count - 1
                if current.kind in {Kind.FENCE, Kind.COMMENT}:
                    regions.append(self._carry(current, known))
                else:  # it opens nothing: read on behind it
                    del headings[headings_before:]
                    index, current = opened_at + 1, None
        self._regions, self._headings = regions, headings

    def _open(self, number: int, facts: _Facts, headings: list[Heading]) -> Region | None:
        if facts.rule:
            if number == 0 and self._front_matter:
                return Region(number, number, Kind.FRONT_MATTER)
        elif facts.level:
            headings.append(Heading(number, facts.level, facts.title))
        elif facts.fence:
            return Region(number, number, Kind.FENCE, language(facts.info))
        elif facts.math and facts.title.lstrip(" >").startswith("$$"):
            return Region(number, number, Kind.MATH, closed=facts.math > 1)
        elif facts.comment_opens:
            return Region(number, number, Kind.COMMENT)
        return None

    @staticmethod
    def _closes(region: Region, opener: _Facts, facts: _Facts) -> bool:
        match region.kind:
            case Kind.FRONT_MATTER:
                return facts.rule in _FRONT_MATTER_END[opener.rule]
            case Kind.FENCE:
                return not facts.info and facts.fence.startswith(opener.fence)
            case Kind.MATH:
                return facts.math > 0
            case Kind.COMMENT:
                return facts.comment_closes

    @staticmethod
    def _carry(region: Region, known: dict[tuple[int, Kind, str], Region]) -> Region:
        before = known.get((region.first, region.kind, region.info))
        if before is None:
            return region
        before.stale = before.stale or before.last != region.last
        before.last, before.closed = region.last, region.closed
        return before
