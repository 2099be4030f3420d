"""Markdown tables as text: taken apart, changed, and written with columns in line.

Widths are those of a monospaced face in which East Asian characters take two columns.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

_DELIMITER = re.compile(r"^:?-+:?$")
_LEAD = re.compile(r"^[ \t]*(?:>[ \t]?)*[ \t]*")


class Align(StrEnum):
    """How a column is aligned."""

    NONE = ""
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


def width(text: str) -> int:
    """How many columns a text takes; emoji sequences count as one wide character."""
    columns = 0
    joined = False
    for character in text:
        if character == "\u200d":
            joined = True
            continue
        if unicodedata.combining(character) or unicodedata.category(character) in {
            "Mn",
            "Me",
            "Cf",
        }:
            continue
        if joined or "\U0001f3fb" <= character <= "\U0001f3ff":
            joined = False
            continue
        columns += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return columns


def lead_of(line: str) -> str:
    """What stands before a row: its indent and the marks of quotes."""
    match = _LEAD.match(line)
    return match[0] if match else ""


def cells_of(line: str) -> list[tuple[int, int]]:
    """Where each cell of a row stands, its spaces included; bars in code do not divide."""
    bars: list[int] = []
    ticks = 0  # the length of the backtick run that opened a code span
    position = 0
    while position < len(line):
        character = line[position]
        if character == "\\":
            position += 2
            continue
        if character == "`":
            run = len(line) - position - len(line[position:].lstrip("`"))
            if ticks == run:
                ticks = 0
            elif not ticks and f"`{'`' * (run - 1)}" in line[position + run :]:
                ticks = run
            position += run
            continue
        if character == "|" and not ticks:
            bars.append(position)
        position += 1
    starts = [bar + 1 for bar in bars]
    ends = list(bars)
    lead = len(lead_of(line))
    if not line.startswith("|", lead):
        starts.insert(0, lead)
    else:
        ends = ends[1:]
    if bars and not line[bars[-1] + 1 :].strip():
        starts = starts[:-1]
    else:
        ends.append(len(line))
    return list(zip(starts, ends, strict=False))


def is_delimiter(line: str) -> bool:
    """Whether a line is the one below a table's head, such as ``| --- | :-: |``."""
    if "-" not in line or "|" not in line:
        return False
    cells = [line[start:end].strip() for start, end in cells_of(line)]
    return bool(cells) and all(_DELIMITER.match(cell) for cell in cells)


@dataclass(slots=True)
class Table:
    """A table: its head is row 0; the delimiter line is not among the rows."""

    rows: list[list[str]]
    aligns: list[Align] = field(default_factory=list)
    indent: str = ""

    @classmethod
    def parse(cls, lines: Sequence[str]) -> Table:
        """Read a table's lines, the second of which is the delimiter."""
        rows = [[line[start:end].strip() for start, end in cells_of(line)] for line in lines]
        aligns = [_align(cell) for cell in rows.pop(1)]
        table = cls(rows, aligns, lead_of(lines[0]))
        table._square()
        return table

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return len(self.aligns)

    def lines(self) -> list[str]:
        """The table with its columns in line."""
        widths = [
            max(3, *(width(row[column]) for row in self.rows)) for column in range(self.columns)
        ]
        rows = [
            [
                _pad(cell, size, align)
                for cell, size, align in zip(row, widths, self.aligns, strict=True)
            ]
            for row in self.rows
        ]
        delimiter = [_dashes(align, size) for align, size in zip(self.aligns, widths, strict=True)]
        return [f"{self.indent}| {' | '.join(row)} |" for row in (rows[0], delimiter, *rows[1:])]

    def add_row(self, row: int) -> None:
        """Put an empty row in, to be row number `row`; never above the head."""
        self.rows.insert(max(1, row), [""] * self.columns)

    def delete_row(self, row: int) -> None:
        """Delete a row; the head is only emptied."""
        if row == 0:
            self.rows[0] = [""] * self.columns
        else:
            del self.rows[row]

    def move_row(self, row: int, by: int) -> int:
        """Move a row; answers where it is now. The head changes places like any other."""
        target = min(max(row + by, 0), len(self.rows) - 1)
        self.rows.insert(target, self.rows.pop(row))
        return target

    def add_column(self, column: int) -> None:
        """Put an empty column in, to be column number `column`."""
        self.aligns.insert(column, Align.NONE)
        for row in self.rows:
            row.insert(column, "")

    def delete_column(self, column: int) -> None:
        """Delete a column; the last one left is only emptied."""
        if self.columns == 1:
            self.rows = [[""] for _row in self.rows]
            return
        del self.aligns[column]
        for row in self.rows:
            del row[column]

    def move_column(self, column: int, by: int) -> int:
        """Move a column; answers where it is now."""
        target = min(max(column + by, 0), self.columns - 1)
        self.aligns.insert(target, self.aligns.pop(column))
        for row in self.rows:
            row.insert(target, row.pop(column))
        return target

    def _square(self) -> None:
        columns = max(len(self.aligns), *(len(row) for row in self.rows))
        self.aligns += [Align.NONE] * (columns - len(self.aligns))
        for row in self.rows:
            row.extend([""] * (columns - len(row)))


def _align(cell: str) -> Align:
    match cell.startswith(":"), cell.endswith(":"):
        case True, True:
            return Align.CENTER
        case True, False:
            return Align.LEFT
        case False, True:
            return Align.RIGHT
    return Align.NONE


def _pad(cell: str, size: int, align: Align) -> str:
    space = size - width(cell)
    if align is Align.RIGHT:
        return " " * space + cell
    if align is Align.CENTER:
        return " " * (space // 2) + cell + " " * (space - space // 2)
    return cell + " " * space


def _dashes(align: Align, size: int) -> str:
    match align:
        case Align.CENTER:
            return ":" + "-" * (size - 2) + ":"
        case Align.LEFT:
            return ":" + "-" * (size - 1)
        case Align.RIGHT:
            return "-" * (size - 1) + ":"
    return "-" * size
