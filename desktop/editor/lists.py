"""Lists and quotes: going on at Enter, nesting, tasks, numbers that stay in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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
from desktop.editor.structure import FENCE, Kind
from desktop.editor.text import pattern

if TYPE_CHECKING:
    from desktop.editor.editor import MarkdownEditor

ITEM = pattern(
    r"^(?P<quote>(?: {0,3}>[ \t]?)*)(?P<indent>[ \t]*)"
    r"(?:(?P<mark>[-*+•]|\d{1,9}[.)])(?P<gap>[ \t]+|$)(?P<box>\[[ xX]\](?:[ \t]+|$))?)?"
)
CODE_INDENT = "    "
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

    def belongs(index: int) -> bool:
        item = Item.of(lines[index])
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


def renumber(lines: list[str]) -> list[str]:
    """Count numbered items on, level by level; a list of nothing but ``1.`` stays so."""
    counters: list[tuple[int, str, int, int]] = []  # depth, delimiter, last number, step
    result: list[str] = []
    for line in lines:
        item = Item.of(line)
        if not item.mark:
            if item.text and not item.indent:
                counters.clear()
            result.append(line)
            continue
        while counters and counters[-1][0] > item.depth:
            counters.pop()
        number = item.number
        delimiter = item.mark[-1]
        if not counters or counters[-1][0] < item.depth or counters[-1][1] != delimiter:
            if counters and counters[-1][0] == item.depth:
                counters.pop()
            counters.append((item.depth, delimiter, -1 if number is None else number, -1))
            result.append(line)
            continue
        depth, _delimiter, last, step = counters[-1]
        if number is None:
            result.append(line)
            continue
        if step < 0:  # the second item says how the list counts
            step = 0 if number == last and last in {0, 1} else 1
        counters[-1] = (depth, delimiter, last + step, step)
        result.append(item.line(mark=f"{last + step}{delimiter}"))
    return result


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
        _break(editor, first, last, [before, indent + rest.lstrip(" \t")], len(indent))
        return True
    if region is not None and not region.closed and not rest and FENCE.match(before):
        _close_fence(editor, first, last, before)
        return True
    item = Item.of(before)
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


def _break(editor: MarkdownEditor, first: int, last: int, lines: list[str], column: int) -> None:
    place = (first + len(lines) - 1, column)
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
        same = below.number == item.number and below.depth == item.depth  # 1. 1. 1.
        mark = item.mark if same else f"{item.number + 1}{item.mark[-1]}"
    gap = item.gap if item.mark else ""
    box = "[ ] " if item.box else ""
    lead = item.quote + item.indent + mark + gap + box
    new = [before.rstrip(" \t") if item.mark else before, lead + rest.lstrip(" \t")]
    place = (first + 1, len(lead))
    if item.number is None:
        replace_lines(editor, first, last, new, Selection(place, place))
        return
    _with_renumbering(editor, first, last, new, Selection(place, place))


def _end_item(editor: MarkdownEditor, first: int, last: int, item: Item) -> None:
    parent = _parent(editor, first, item) if item.mark and item.indent else None
    if parent is not None:  # an empty nested item first becomes one of the outer list
        mark = parent.mark if parent.number is None else f"{parent.number + 1}{parent.mark[-1]}"
        box = "[ ] " if parent.box else ""
        line = item.quote + parent.indent + mark + parent.gap + box
    elif item.mark:
        line = item.quote
    else:
        line = item.quote.rstrip(" \t")[:-1].rstrip(" \t") + (
            " " if item.quote.count(">") > 1 else ""
        )
    place = (first, len(line))
    _with_renumbering(editor, first, last, [line], Selection(place, place))


def _parent(editor: MarkdownEditor, line: int, item: Item) -> Item | None:
    for number in range(line - 1, max(-1, line - REACH), -1):
        other = Item.of(line_at(editor, number))
        if other.mark and other.depth < item.depth:
            return other
        if other.text and not other.indent and not other.mark:
            return None
    return None


def _with_renumbering(
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


def on_tab(editor: MarkdownEditor, event: QKeyEvent) -> bool:
    """Nest with Tab, take out with Shift+Tab; indent code and other lines."""
    step = tab_step(event)
    if step and not editor.isReadOnly():
        indent(editor, step)
    return bool(step)


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
    new_lines = [_shifted(line, len(CODE_INDENT) * by) for line in lines]
    _replace_shifted(editor, selection, first, last, lines, new_lines)


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
        parent = _parent(editor, first, item)
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

    _with_renumbering(editor, first, last, new, selection.moved(place))


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


def _replace_shifted(
    editor: MarkdownEditor,
    selection: Selection,
    first: int,
    last: int,
    lines: list[str],
    new: list[str],
) -> None:
    """Replace lines of which only the beginnings changed; the selection keeps to the text."""
    shifts = [len(b) - len(a) for a, b in zip(lines, new, strict=True)]

    def place(where: tuple[int, int]) -> tuple[int, int]:
        index = where[0] - first
        shift = shifts[index] if 0 <= index < len(shifts) else 0
        return where[0], max(0, where[1] + shift)

    replace_lines(editor, first, last, new, selection.moved(place))


def toggle_task(editor: MarkdownEditor) -> None:
    """Tick or untick the selected tasks; make tasks of items and lines that are none."""

    def change(item: Item, _number: int, tasks: bool) -> str:
        if not item.mark:
            return item.line(mark="-", gap=" ", box="[ ] ")
        if not item.box:
            return item.line(gap=item.gap or " ", box="[ ] ")
        if not tasks:
            return item.line()
        return item.line(box="[x]" + item.box[3:] if item.box[1] == " " else "[ ]" + item.box[3:])

    _change_items(editor, change, lambda item: bool(item.box))


def toggle_bullets(editor: MarkdownEditor) -> None:
    """Make the selected lines a bulleted list, or plain lines again."""

    def change(item: Item, _number: int, bullets: bool) -> str:
        if bullets:
            return item.line(mark="", gap="", box="")
        return item.line(mark="-", gap=item.gap or " ")

    _change_items(editor, change, lambda item: item.mark in {"-", "*", "+"})


def toggle_numbers(editor: MarkdownEditor) -> None:
    """Make the selected lines a numbered list, or plain lines again."""

    def change(item: Item, number: int, numbered: bool) -> str:
        if numbered:
            return item.line(mark="", gap="", box="")
        return item.line(mark=f"{number}.", gap=item.gap or " ")

    _change_items(editor, change, lambda item: item.number is not None)


def _change_items(
    editor: MarkdownEditor,
    change: Callable[[Item, int, bool], str],
    is_one: Callable[[Item], bool],
) -> None:
    selection = selection_of(editor)
    first, last = selection.lines()
    lines = lines_between(editor, first, last)
    items = [Item.of(line) for line in lines]
    used = [item for item, line in zip(items, lines, strict=True) if line.strip()] or items
    every = all(is_one(item) for item in used)
    number = 0
    new: list[str] = []
    for line, item in zip(lines, items, strict=True):
        if line.strip() or len(lines) == 1:
            number += 1
            new.append(change(item, number, every))
        else:
            new.append(line)
    _replace_shifted(editor, selection, first, last, lines, new)


def renumber_list(editor: MarkdownEditor) -> None:
    """Count the list at the cursor on."""
    selection = selection_of(editor)
    line = selection.position[0]
    _with_renumbering(editor, line, line, [line_at(editor, line)], selection)
