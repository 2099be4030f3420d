"""Nesting with Tab and Shift+Tab, also of lines that are no items; Backspace before an item."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from desktop.editor.edits import (
    Selection,
    line_at,
    lines_between,
    replace_beginnings,
    replace_lines,
    selection_of,
)
from desktop.editor.items import REACH, Item
from desktop.editor.lists import parent_of, with_renumbering
from desktop.editor.structure import CODE_INDENT

if TYPE_CHECKING:
    from desktop.editor.editor import MarkdownEditor


def on_tab(editor: MarkdownEditor, event: QKeyEvent) -> bool:
    """Nest with Tab, take out with Shift+Tab; indent code and other lines."""
    step = tab_step(event)
    if step and not editor.isReadOnly():
        indent(editor, step)
    return bool(step)


def on_backspace(editor: MarkdownEditor, event: QKeyEvent) -> bool:
    """Take away what stands before an item's text, one thing after the other, as a whole."""
    if event.key() != Qt.Key.Key_Backspace or editor.isReadOnly():
        return False
    if event.modifiers() != Qt.KeyboardModifier.NoModifier:
        return False
    selection = selection_of(editor)
    line, column = selection.position
    item = Item.of(line_at(editor, line))
    if not selection.empty or column != item.column or not (item.mark or item.quote):
        return False
    if editor.note.highlighter.structure.region_at(line) is not None:
        return False
    if item.box:
        item = replace(item, box="")
    elif item.mark and item.indent and parent_of(editor, line, item) is not None:
        indent(editor, -1)
        return True
    elif item.mark:
        item = replace(item, mark="", gap="")
    elif not item.indent:
        item = replace(item, quote=item.outer_quote)
    else:
        return False
    place = (line, item.column)
    with_renumbering(editor, line, line, [item.line()], Selection(place, place))
    return True


def tab_step(event: QKeyEvent) -> int:
    """1 for Tab, -1 for Shift+Tab, which some platforms call Backtab; 0 for other keys."""
    if event.key() not in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
        return 0
    shift = Qt.KeyboardModifier.ShiftModifier
    if event.modifiers() & ~shift != Qt.KeyboardModifier.NoModifier:
        return 0
    return -1 if event.key() == Qt.Key.Key_Backtab or event.modifiers() & shift else 1


def indent(editor: MarkdownEditor, by: int) -> None:
    """Nest the selected items deeper (1) or take them out (-1); other lines move by 4 columns."""
    selection = selection_of(editor)
    first, last = selection.lines()
    item = Item.of(line_at(editor, first))
    in_region = editor.note.highlighter.structure.region_at(first) is not None
    if item.mark and not in_region:
        _nest(editor, selection, item, by)
        return
    if selection.empty and by > 0:
        column = selection.position[1]
        line = line_at(editor, first)
        pad = " " * (len(CODE_INDENT) - column % len(CODE_INDENT))
        place = (first, column + len(pad))
        new = line[:column] + pad + line[column:]
        replace_lines(editor, first, first, [new], Selection(place, place))
        return
    lines = lines_between(editor, first, last)
    shifted = [_shifted(line, len(CODE_INDENT) * by) for line in lines]
    replace_beginnings(editor, first, last, shifted, selection)


def _shifted(line: str, columns: int) -> str:
    if not line.strip():
        return line
    item = Item.of(line)
    width = max(0, item.depth + columns)
    return item.line(indent=" " * width)


def _nest(editor: MarkdownEditor, selection: Selection, item: Item, by: int) -> None:
    first, last = selection.lines()
    if by > 0:
        depth = _sibling_content(editor, first, item)
    else:
        parent = parent_of(editor, first, item)
        depth = parent.depth if parent is not None else 0
    columns = depth - item.depth if depth is not None else 0
    if not columns:
        return
    last = _last_child(editor, last)
    lines = lines_between(editor, first, last)
    new = [_shifted(line, columns) for line in lines]
    if item.number is not None:
        number = _number_above(editor, first, depth or 0) + 1
        new[0] = Item.of(new[0]).line(mark=f"{number}{item.mark[-1]}")
    shifts = [len(b) - len(a) for a, b in zip(lines, new, strict=True)]

    def place(where: tuple[int, int]) -> tuple[int, int]:
        index = where[0] - first
        return (where[0], max(0, where[1] + (shifts[index] if 0 <= index < len(shifts) else 0)))

    with_renumbering(editor, first, last, new, selection.moved(place))


def _sibling_content(editor: MarkdownEditor, line: int, item: Item) -> int | None:
    """Where the text of the item above on the same level begins; None for a first item."""
    for number in range(line - 1, max(-1, line - REACH), -1):
        other = Item.of(line_at(editor, number))
        if other.mark and other.depth <= item.depth:
            return (
                other.content if other.depth == item.depth or item.depth < other.content else None
            )
        if other.text and not other.indent:
            return None
    return None


def _number_above(editor: MarkdownEditor, line: int, depth: int) -> int:
    """The number of the item that one at a depth would follow; 0 where it would be the first."""
    for number in range(line - 1, max(-1, line - REACH), -1):
        other = Item.of(line_at(editor, number))
        if other.mark and other.depth <= depth:
            return other.number or 0 if other.depth == depth else 0
    return 0


def _last_child(editor: MarkdownEditor, line: int) -> int:
    depth = Item.of(line_at(editor, line)).depth
    last = line
    for number in range(line + 1, min(editor.blockCount(), line + REACH)):
        other = Item.of(line_at(editor, number))
        if other.depth > depth and (other.mark or other.text):
            last = number
        elif other.mark or other.text:
            break
    return last
