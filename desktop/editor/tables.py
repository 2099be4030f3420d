"""Writing in tables: Tab from cell to cell, columns kept in line, rows and columns changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent

from desktop.editor.edits import (
    Selection,
    line_at,
    lines_between,
    replace_lines,
    selection_of,
)
from desktop.editor.nesting import tab_step
from desktop.editor.table_text import Align, Table, cells_of, is_delimiter

if TYPE_CHECKING:
    from desktop.editor.editor import MarkdownEditor

REACH = 2_000  # rows


@dataclass(slots=True)
class Spot:
    """A table in the note and the cell that the cursor is in."""

    first: int  # line of the head
    last: int
    table: Table
    row: int
    column: int


def spot(editor: MarkdownEditor) -> Spot | None:
    """The table at the cursor, None where there is none."""
    line, column = selection_of(editor).position
    text = line_at(editor, line)
    if "|" not in text or editor.note.highlighter.structure.region_at(line) is not None:
        return None
    first = last = line
    while first > 0 and line - first < REACH and "|" in line_at(editor, first - 1):
        first -= 1
    while (
        last + 1 < editor.blockCount() and last - line < REACH and "|" in line_at(editor, last + 1)
    ):
        last += 1
    lines = lines_between(editor, first, last)
    head = next((n for n in range(1, len(lines)) if is_delimiter(lines[n])), 0) - 1
    if head < 0 or first + head > line:
        return None
    table = Table.parse(lines[head:])
    first += head
    row = max(0, line - first - 1) if line > first else 0
    cells = cells_of(text)
    index = next((i for i, (_start, end) in enumerate(cells) if column <= end), len(cells) - 1)
    return Spot(first, last, table, row, max(0, index))


def show(editor: MarkdownEditor, place: Spot, *, select: bool = True) -> None:
    """Write the table with its columns in line, and put the cursor into the spot's cell."""
    lines = place.table.lines()
    line = place.row + (1 if place.row else 0)
    start, end = cells_of(lines[line])[place.column]
    cell = lines[line][start:end]
    low = start + len(cell) - len(cell.lstrip()) if cell.strip() else start + 1
    high = low + len(cell.strip())
    number = place.first + line
    ends = Selection((number, low if select else high), (number, high))
    replace_lines(editor, place.first, place.last, lines, ends)


def on_tab(editor: MarkdownEditor, event: QKeyEvent) -> bool:
    """Go to the next or previous cell; beyond the last one a row is added."""
    step = tab_step(event)
    if not step or editor.isReadOnly():
        return False
    place = spot(editor)
    if place is None or _spans_lines(editor):
        return False
    columns = place.table.columns
    cell = place.row * columns + place.column + step
    place.row, place.column = divmod(max(cell, 0), columns)
    if place.row == len(place.table.rows):
        place.table.add_row(place.row)
    show(editor, place)
    return True


def on_enter(editor: MarkdownEditor, event: QKeyEvent) -> bool:
    """Go to the cell below; from the last row add one, and leave the table from an empty one.

    At a row's end, behind its last bar, the next row begins.
    """
    if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter} or editor.isReadOnly():
        return False
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier != Qt.KeyboardModifier.NoModifier:
        return False
    place = spot(editor)
    if place is None or not selection_of(editor).empty:
        return False
    line, column = selection_of(editor).position
    text = line_at(editor, line)
    at_end = not text[column:].strip()
    if not text[:column].strip(" \t>") or (at_end and not text.rstrip().endswith("|")):
        return False
    rows = place.table.rows
    if place.row == len(rows) - 1 and place.row and not any(rows[place.row]):
        place.table.delete_row(place.row)
        behind = place.table.indent if ">" in place.table.indent else ""
        lines = [*place.table.lines(), behind]
        end = (place.first + len(lines) - 1, len(behind))
        replace_lines(editor, place.first, place.last, lines, Selection(end, end))
        return True
    place.row += 1
    if at_end:  # the row is written: the next one begins
        place.column = 0
    if place.row == len(rows):
        place.table.add_row(place.row)
    show(editor, place)
    return True


def _spans_lines(editor: MarkdownEditor) -> bool:
    selection = selection_of(editor)
    return selection.start[0] != selection.end[0]


def insert_table(editor: MarkdownEditor, rows: int = 3, columns: int = 3) -> None:
    """Put an empty table below the cursor's line, the cursor in its first cell."""
    line = selection_of(editor).position[0]
    text = line_at(editor, line)
    table = Table([[""] * columns for _row in range(rows)], [Align.NONE] * columns)
    before = [text, ""] if text.strip() else []
    if not before and line and line_at(editor, line - 1).strip():
        before = [""]
    after = [""] if line + 1 >= editor.blockCount() or line_at(editor, line + 1).strip() else []
    lines = [*before, *table.lines(), *after]
    place = (line + len(before), 2)
    replace_lines(editor, line, line, lines, Selection(place, place))


def sort_rows(editor: MarkdownEditor, key: Callable[[str], Any]) -> bool:
    """Sort the rows below the head by the cursor's column; False outside a table."""
    place = spot(editor)
    if place is None:
        return False
    head, *rows = place.table.rows
    ordered = sorted(rows, key=lambda row: key(row[place.column]))
    if ordered == rows:
        ordered.reverse()
    place.table.rows = [head, *ordered]
    show(editor, place, select=False)
    return True


def _changing(change: Callable[[Spot], None]) -> Callable[[MarkdownEditor], bool]:
    def run(editor: MarkdownEditor) -> bool:
        place = spot(editor)
        if place is None:
            editor.refused.emit(
                QCoreApplication.translate("MarkdownEditor", "Put the cursor into a table first.")
            )
            return False
        change(place)
        show(editor, place, select=False)
        return True

    return run


def _add_row(place: Spot, below: bool) -> None:
    row = place.row + 1 if below else place.row
    place.table.add_row(row)
    place.row = max(1, row)


def _delete_row(place: Spot) -> None:
    place.table.delete_row(place.row)
    place.row = min(place.row, len(place.table.rows) - 1)


def _move_row(place: Spot, by: int) -> None:
    place.row = place.table.move_row(place.row, by)


def _add_column(place: Spot, after: bool) -> None:
    place.column += after
    place.table.add_column(place.column)


def _delete_column(place: Spot) -> None:
    place.table.delete_column(place.column)
    place.column = min(place.column, place.table.columns - 1)


def _move_column(place: Spot, by: int) -> None:
    place.column = place.table.move_column(place.column, by)


def _align_column(place: Spot, align: Align) -> None:
    place.table.aligns[place.column] = align


align_table = _changing(lambda _place: None)
add_row_below = _changing(lambda place: _add_row(place, below=True))
add_row_above = _changing(lambda place: _add_row(place, below=False))
delete_row = _changing(_delete_row)
move_row_up = _changing(lambda place: _move_row(place, -1))
move_row_down = _changing(lambda place: _move_row(place, 1))
add_column_after = _changing(lambda place: _add_column(place, after=True))
add_column_before = _changing(lambda place: _add_column(place, after=False))
delete_column = _changing(_delete_column)
move_column_left = _changing(lambda place: _move_column(place, -1))
move_column_right = _changing(lambda place: _move_column(place, 1))
align_left = _changing(lambda place: _align_column(place, Align.LEFT))
align_center = _changing(lambda place: _align_column(place, Align.CENTER))
align_right = _changing(lambda place: _align_column(place, Align.RIGHT))
