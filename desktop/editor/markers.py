"""Lines made tasks, bulleted or numbered items, and plain again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.editor.edits import (
    line_at,
    lines_between,
    replace_beginnings,
    selection_of,
)
from desktop.editor.items import Item
from desktop.editor.lists import with_renumbering

if TYPE_CHECKING:
    from desktop.editor.editor import MarkdownEditor


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
    replace_beginnings(editor, first, last, new, selection)


def renumber_list(editor: MarkdownEditor) -> None:
    """Count the list at the cursor on."""
    selection = selection_of(editor)
    line = selection.position[0]
    with_renumbering(editor, line, line, [line_at(editor, line)], selection)
