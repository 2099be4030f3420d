"""Edits of whole lines and of the selection, each one undo step with the selection kept.

Columns are counted in characters here; QTextCursor counts UTF-16 units.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor

from desktop.editor.text import common_prefix, common_suffix, utf16_column, utf16_length

if TYPE_CHECKING:
    from desktop.editor.editor import MarkdownEditor

Place = tuple[int, int]
"""Line and column in characters, both counted from 0."""


@dataclass(slots=True)
class Selection:
    """The selection by line and column; `anchor` and `position` are equal without one."""

    anchor: Place
    position: Place

    @property
    def start(self) -> Place:
        """The end of the selection that comes first in the text."""
        return min(self.anchor, self.position)

    @property
    def end(self) -> Place:
        """The end of the selection that comes last in the text."""
        return max(self.anchor, self.position)

    @property
    def empty(self) -> bool:
        """Whether nothing is selected."""
        return self.anchor == self.position

    def lines(self) -> tuple[int, int]:
        """The first and last line touched; a line of which nothing is selected is not."""
        (first, _column), (last, column) = self.start, self.end
        return first, last - 1 if last > first and column == 0 else last

    def moved(self, place: Callable[[Place], Place]) -> Selection:
        """The selection with both ends put elsewhere."""
        return Selection(place(self.anchor), place(self.position))


def place_of(editor: MarkdownEditor, position: int) -> Place:
    """The line and column of a position."""
    block = editor.document().findBlock(position)
    within = position - block.position()
    text = block.text()
    if block.length() - 1 == len(text):
        return block.blockNumber(), within
    before = text.encode("utf-16-le", "surrogatepass")[: 2 * within]
    return block.blockNumber(), len(before.decode("utf-16-le", "replace"))


def position_of(editor: MarkdownEditor, place: Place) -> int:
    """The position of a line and column, both clamped to the text."""
    line, column = place
    block = editor.document().findBlockByNumber(min(max(line, 0), editor.blockCount() - 1))
    return block.position() + utf16_column(block.text(), max(column, 0))


def selection_of(editor: MarkdownEditor) -> Selection:
    """The editor's selection."""
    cursor = editor.textCursor()
    return Selection(place_of(editor, cursor.anchor()), place_of(editor, cursor.position()))


def select(editor: MarkdownEditor, selection: Selection) -> None:
    """Make a selection the editor's, and bring its end into view."""
    editor.select(position_of(editor, selection.anchor), position_of(editor, selection.position))
    editor.ensureCursorVisible()


def line_at(editor: MarkdownEditor, line: int) -> str:
    """The text of a line; empty beyond the end."""
    return editor.document().findBlockByNumber(line).text()


def lines_between(editor: MarkdownEditor, first: int, last: int) -> list[str]:
    """The texts of the lines `first` to `last`, both included."""
    block = editor.document().findBlockByNumber(first)
    lines: list[str] = []
    while block.isValid() and block.blockNumber() <= last:
        lines.append(block.text())
        block = block.next()
    return lines


def replace_lines(
    editor: MarkdownEditor,
    first: int,
    last: int,
    lines: list[str],
    selection: Selection | None = None,
) -> None:
    """Put `lines` in place of the lines `first` to `last`, by the smallest edit."""
    document = editor.document()
    start = document.findBlockByNumber(first).position()
    end_block = document.findBlockByNumber(last)
    end = end_block.position() + end_block.length() - 1
    if not lines and last + 1 < editor.blockCount():
        end += 1
    elif not lines and first:
        start -= 1
    replace_range(editor, start, end, "\n".join(lines))
    if selection is not None:
        select(editor, selection)


def replace_beginnings(
    editor: MarkdownEditor, first: int, last: int, lines: list[str], selection: Selection
) -> None:
    """Replace lines of which only the beginnings change; the selection keeps to the text.

    A selection that begins at a line's start goes on doing so.
    """
    old = lines_between(editor, first, last)
    shifts = [len(new) - len(before) for before, new in zip(old, lines, strict=True)]

    def place(where: Place) -> Place:
        line, column = where
        index = line - first
        if not 0 <= index < len(shifts) or (column == 0 and not selection.empty):
            return where
        return line, max(0, column + shifts[index])

    replace_lines(editor, first, last, lines, selection.moved(place))


def replace_range(editor: MarkdownEditor, start: int, end: int, text: str) -> None:
    """Put `text` in place of the text between two positions, by the smallest edit."""
    old = editor.document_text(start, end)
    if old == text:
        return
    same = common_prefix(old, text)
    same_end = common_suffix(old[same:], text[same:])
    with editor.edit_block() as cursor:
        cursor.setPosition(start + utf16_length(old[:same]))
        cursor.setPosition(
            end - utf16_length(old[len(old) - same_end :]), QTextCursor.MoveMode.KeepAnchor
        )
        cursor.insertText(text[same : len(text) - same_end])
    editor.ensureCursorVisible()


def insert(editor: MarkdownEditor, text: str) -> None:
    """Put `text` in place of the selection, the cursor behind it."""
    cursor = editor.textCursor()
    start = cursor.selectionStart()
    replace_range(editor, start, cursor.selectionEnd(), text)
    editor.select(start + utf16_length(text), start + utf16_length(text))
    editor.ensureCursorVisible()
