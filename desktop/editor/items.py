"""List items and quotes as text: taken apart, and counted on."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.editor.structure import FENCE
from desktop.editor.text import pattern

ITEM = pattern(
    r"^(?P<quote>(?: {0,3}>[ \t]?)*)(?P<indent>[ \t]*)"
    r"(?:(?P<mark>[-*+•]|\d{1,9}[.)])(?P<gap>[ \t]+|$)(?P<box>\[[ xX]\](?:[ \t]+|$))?)?"
)
REACH = 2_000  # lines up and down that belong to a list at most


@dataclass(frozen=True, slots=True)
class Item:
    """A line seen as a list item: what stands before its text."""

    quote: str
    indent: str
    mark: str
    gap: str
    box: str
    text: str

    @classmethod
    def of(cls, line: str) -> Item:
        """Take a line apart; `mark` is empty where it is no item."""
        match = ITEM.match(line)
        parts = {key: value or "" for key, value in match.groupdict().items()} if match else {}
        return cls(**parts, text=line[match.end() if match else 0 :])

    @property
    def column(self) -> int:
        """Where its text begins."""
        return len(self.quote) + len(self.indent) + len(self.mark + self.gap + self.box)

    @property
    def depth(self) -> int:
        """The width of its indent, tabs to every fourth column."""
        return len(self.indent.expandtabs(4))

    @property
    def level(self) -> int:
        """How many quotes it stands in."""
        return self.quote.count(">")

    @property
    def outer_quote(self) -> str:
        """The mark of the quote around its own: ``> `` of ``> > ``."""
        return self.quote.rstrip(" \t")[:-1].rstrip(" \t") + (" " if self.level > 1 else "")

    @property
    def content(self) -> int:
        """The width that lines belonging to it are indented by."""
        return self.depth + len(self.mark) + max(1, min(len(self.gap), 4))

    @property
    def number(self) -> int | None:
        """The number of a numbered item."""
        return int(self.mark[:-1]) if self.mark[:1].isdigit() else None

    def line(self, **changed: str) -> str:
        """The line again, with parts changed."""
        parts = {name: changed.get(name, getattr(self, name)) for name in self.__slots__}
        return "".join(parts.values())


def extent(lines: list[str], line: int) -> tuple[int, int]:
    """The first and last line of the list that a line belongs to."""
    level = Item.of(lines[line]).level

    def belongs(index: int) -> bool:
        item = Item.of(lines[index])
        if item.level != level:  # a quote within an item
            return item.level > level and lines[index][:1].isspace()
        return bool(item.mark or (item.indent and item.text))

    def reach(index: int, step: int) -> int:
        here = index
        while 0 <= index + step < len(lines):
            index += step
            if belongs(index):
                here = index
            elif lines[index].strip(" \t>") or not lines[here].strip():
                break
        return here

    return reach(line, -1), reach(line, 1)


Depth = tuple[int, int]
"""How deep an item stands: its level of quoting, then the width of its indent."""


@dataclass(slots=True)
class _Counter:
    """A list being counted; `step` is -1 before its second item, which says how it counts."""

    depth: Depth
    delimiter: str
    last: int
    step: int = -1

    def next(self, number: int) -> int:
        """The number of the next item, which has been `number` so far."""
        if self.step < 0:
            self.step = 0 if number == self.last and self.last in {0, 1} else 1
        self.last += self.step
        return self.last


def renumber(lines: list[str]) -> list[str]:
    """Count numbered items on, level by level; a list of nothing but ``1.`` stays so.

    Fenced code within items stays as it is.
    """
    counters: list[_Counter] = []
    result: list[str] = []
    fence = ""
    for line in lines:
        inside = fence
        fence = _fence_after(line, fence)
        item = Item.of(line)
        if inside or not item.mark:
            if not inside and item.text and not item.indent and not item.level:
                counters.clear()
            result.append(line)
            continue
        result.append(_counted(item, counters))
    return result


def _counted(item: Item, counters: list[_Counter]) -> str:
    depth, number, delimiter = (item.level, item.depth), item.number, item.mark[-1]
    while counters and counters[-1].depth > depth:
        counters.pop()
    if counters and counters[-1].depth == depth and counters[-1].delimiter != delimiter:
        counters.pop()
    if not counters or counters[-1].depth < depth:
        counters.append(_Counter(depth, delimiter, -1 if number is None else number))
        return item.line()
    if number is None:
        return item.line()
    return item.line(mark=f"{counters[-1].next(number)}{delimiter}")


def _fence_after(line: str, fence: str) -> str:
    """The marks of the fence that is open below a line, given those open above it."""
    match = FENCE.match(line)
    if match is None:
        return fence
    marks, info = match["marks"], match["info"].strip()
    if fence:
        return "" if marks.startswith(fence) and not info else fence
    return "" if "`" in info and marks[0] == "`" else marks


def counted_on(old: list[str], new: list[str], beside: list[str]) -> list[str]:
    """The lines `new`, which take the place of `old`, with numbers that go on as `old` began.

    A list of equal numbers, of which the lines `beside` may tell, stays so.
    """
    items = [Item.of(line) for line in new]
    depth = min(((i.level, i.depth) for i in items if i.number is not None), default=None)
    numbers = [i.number for i in map(Item.of, old) if (i.level, i.depth) == depth]
    known = [number for number in numbers if number is not None]
    others = [i.number for i in map(Item.of, beside) if (i.level, i.depth) == depth]
    if not known or len(known) > len(set(known)) or known[0] in others:
        return new
    number = min(known)
    result: list[str] = []
    for item in items:
        if item.number is None or (item.level, item.depth) != depth:
            result.append(item.line())
        else:
            result.append(item.line(mark=f"{number}{item.mark[-1]}"))
            number += 1
    return result
