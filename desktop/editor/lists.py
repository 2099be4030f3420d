"""Writing on in lists and quotes: going on at Enter, and numbers that stay in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from desktop.editor.edits import (
    Selection,
    line_at,
    lines_between,
    replace_lines,
    selection_of,
)
from desktop.editor.folding import last_hidden, reveal
from desktop.editor.items import REACH, Item, counted_on, extent, renumber
from desktop.editor.structure import CODE_INDENT, FENCE, RULE, Kind

if TYPE_CHECKING:
    from desktop.editor.editor import MarkdownEditor


def on_enter(editor: MarkdownEditor, event: QKeyEvent) -> bool:
    """Go on with a list, quote or indent; end it on an empty item. Close an open fence."""
    if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
        return False
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if modifiers not in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier}:
        return False
    if editor.isReadOnly():
        return True
    selection = selection_of(editor)
    first, column = selection.start
    last, after = selection.end
    before, rest = line_at(editor, first)[:column], line_at(editor, last)[after:]
    region = editor.note.highlighter.structure.region_at(first)
    if region is not None and not (region.first == first and region.kind is Kind.FENCE):
        indent = before[: len(before) - len(before.lstrip())]
        if before.endswith(("{", "[", "(")) and rest.startswith(("}", "]", ")")):
            inner = indent + CODE_INDENT
            _break(editor, first, last, [before, inner, indent + rest], len(inner), 1)
        else:
            _break(editor, first, last, [before, indent + rest.lstrip(" \t")], len(indent))
        return True
    if region is not None and not region.closed and not rest and FENCE.match(before):
        _close_fence(editor, first, last, before)
        return True
    item = Item.of("" if RULE.match(before + rest) else before)
    if modifiers == Qt.KeyboardModifier.ShiftModifier:
        lead = item.quote + " " * (item.content if item.mark else item.depth)
        _break(editor, first, last, [before, lead + rest.lstrip(" \t")], len(lead))
    elif len(before) < item.column or not (item.mark or item.quote or item.indent):
        _break(editor, first, last, [before, rest], 0)
    elif not item.text and not rest.strip() and (item.mark or item.quote):
        _end_item(editor, first, last, item)
    else:
        _next_item(editor, first, last, item, before, rest)
    return True


def _break(
    editor: MarkdownEditor, first: int, last: int, lines: list[str], column: int, down: int = 0
) -> None:
    place = (first + (down or len(lines) - 1), column)
    replace_lines(editor, first, last, lines, Selection(place, place))


def _close_fence(editor: MarkdownEditor, first: int, last: int, before: str) -> None:
    match = FENCE.match(before)
    marks = match["marks"] if match else "```"
    item = Item.of(before)
    lead = item.quote + " " * (item.content if item.mark else item.depth)
    place = (first + 1, len(lead))
    replace_lines(editor, first, last, [before, lead, lead + marks], Selection(place, place))


def _next_item(
    editor: MarkdownEditor, first: int, last: int, item: Item, before: str, rest: str
) -> None:
    mark = item.mark
    if item.number is not None:
        below = Item.of(line_at(editor, last + 1))
        same = (below.number, below.depth, below.level) == (item.number, item.depth, item.level)
        mark = item.mark if same else f"{item.number + 1}{item.mark[-1]}"
    gap = item.gap if item.mark else ""
    box = "[ ] " if item.box else ""
    lead = item.quote + item.indent + mark + gap + box
    ended = before.rstrip(" \t") if item.mark and item.text else before
    new = [ended, lead + rest.lstrip(" \t")]
    place = (first + 1, len(lead))
    end = last_hidden(editor, last)
    if end > last and item.mark and not rest:  # folded: the next item comes below what is hidden
        reveal(editor, end)
        first = last = end
        new = [line_at(editor, end), lead]
        place = (end + 1, len(lead))
    if item.number is None:
        replace_lines(editor, first, last, new, Selection(place, place))
        return
    with_renumbering(editor, first, last, new, Selection(place, place))


def _end_item(editor: MarkdownEditor, first: int, last: int, item: Item) -> None:
    parent = parent_of(editor, first, item) if item.mark and item.indent else None
    if parent is not None:  # an empty nested item first becomes one of the outer list
        mark = parent.mark if parent.number is None else f"{parent.number + 1}{parent.mark[-1]}"
        box = "[ ] " if parent.box else ""
        line = item.quote + parent.indent + mark + parent.gap + box
    elif item.mark:
        line = item.quote
    else:
        line = item.outer_quote
    place = (first, len(line))
    with_renumbering(editor, first, last, [line], Selection(place, place))


def parent_of(editor: MarkdownEditor, line: int, item: Item) -> Item | None:
    """The item that one at a line is nested in."""
    for number in range(line - 1, max(-1, line - REACH), -1):
        other = Item.of(line_at(editor, number))
        if other.mark and other.depth < item.depth:
            return other
        if other.text and not other.indent and not other.mark:
            return None
    return None


def replace_items(
    editor: MarkdownEditor, first: int, last: int, lines: list[str], selection: Selection
) -> None:
    """Put lines that were moved, copied or deleted in place; numbers go on as they began."""
    structure = editor.note.highlighter.structure
    old = lines_between(editor, first, last)
    numbered = any(Item.of(line).number is not None for line in old)
    if not numbered or not lines or structure.region_at(first) is not None:
        replace_lines(editor, first, last, lines, selection)
        return
    beside = [line_at(editor, first - 1)] if first else []
    lines = counted_on(old, lines, [*beside, line_at(editor, last + 1)])
    with_renumbering(editor, first, last, lines, selection)


def with_renumbering(
    editor: MarkdownEditor, first: int, last: int, new: list[str], selection: Selection
) -> None:
    """Replace lines and count the list around them on, as one step; the cursor stays by text."""
    top = max(0, first - REACH)
    bottom = min(editor.blockCount() - 1, last + REACH)
    around = lines_between(editor, top, bottom)
    changed = around[: first - top] + new + around[last - top + 1 :]
    low, high = extent(changed, first - top)
    written = changed[low : high + 1]
    numbered = renumber(written)

    def place(where: tuple[int, int]) -> tuple[int, int]:
        line, column = where
        index = line - top - low
        if 0 <= index < len(written):
            column += len(numbered[index]) - len(written[index])
        return line, max(column, 0)

    changed[low : high + 1] = numbered
    start, end = min(low, first - top), max(high, first - top + len(new) - 1)
    replace_lines(
        editor,
        top + start,
        top + end - (len(new) - (last - first + 1)),
        changed[start : end + 1],
        selection.moved(place),
    )
