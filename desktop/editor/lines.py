"""Moving, copying, sorting, joining whole lines."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.editor.edits import Selection, line_at, lines_between, replace_lines, selection_of
from desktop.editor.folding import last_hidden, last_seen
from desktop.editor.items import Item
from desktop.editor.lists import replace_items

if TYPE_CHECKING:
    from PySide6.QtCore import QCollatorSortKey

    from desktop.editor.editor import MarkdownEditor


def move_lines(editor: MarkdownEditor, by: int) -> None:
    """Move the selected lines one line up (-1) or down (1), with what is folded below them."""
    selection = selection_of(editor)
    first, last = selection.lines()
    last = last_hidden(editor, last)
    if first + by < 0 or last + by >= editor.blockCount():
        return
    top, bottom = first, last
    if by < 0:
        top = last_seen(editor, first - 1)
    else:
        bottom = last_hidden(editor, last + 1)
    lines = lines_between(editor, top, bottom)
    beside = first - top if by < 0 else bottom - last
    moved = [*lines[beside:], *lines[:beside]] if by < 0 else [*lines[-beside:], *lines[:-beside]]
    replace_items(
        editor,
        top,
        bottom,
        moved,
        selection.moved(lambda place: (place[0] + by * beside, place[1])),
    )


def duplicate_lines(editor: MarkdownEditor, by: int = 1) -> None:
    """Put a copy of the selected lines below (1) or above (-1); the copy is selected."""
    selection = selection_of(editor)
    first, last = selection.lines()
    lines = lines_between(editor, first, last)
    shift = len(lines) if by > 0 else 0
    replace_items(
        editor,
        first,
        last,
        lines + lines,
        selection.moved(lambda place: (place[0] + shift, place[1])),
    )


def delete_lines(editor: MarkdownEditor) -> None:
    """Delete the selected lines."""
    selection = selection_of(editor)
    first, last = selection.lines()
    place = (first, selection.position[1])
    here = Selection(place, place)
    below = line_at(editor, last + 1)
    if Item.of(below).number is None:
        replace_lines(editor, first, last, [], here)
    else:
        replace_items(editor, first, last + 1, [below], here)


def sort_lines(editor: MarkdownEditor) -> None:
    """Sort the selected lines, or the paragraph at the cursor; sorted ones the other way.

    Items take along what is nested in them, and numbers stay in order; a table's rows are sorted
    by the cursor's column. Numbers count by value and Chinese by pinyin as the platform's
    collation has it.
    """
    from desktop.editor.decorations import paragraph
    from desktop.editor.tables import sort_rows

    selection = selection_of(editor)
    first, last = selection.lines()
    key = _collation()
    if first == last:
        if sort_rows(editor, key):
            return
        first, last = paragraph(editor.textCursor().block())
    lines = lines_between(editor, first, last)
    parts = _parts(lines)
    ordered = sorted(parts, key=lambda part: key(Item.of(part[0]).text))
    if ordered == parts:
        ordered.reverse()
    new = [line for part in ordered for line in part]
    replace_items(editor, first, last, new, Selection((first, 0), (last, len(new[-1]))))


def _parts(lines: list[str]) -> list[list[str]]:
    """Lines with those that belong to them: what is indented deeper than an item."""
    parts: list[list[str]] = []
    for line in lines:
        head = Item.of(parts[-1][0]) if parts else None
        if head is not None and head.mark and Item.of(line).depth > head.depth:
            parts[-1].append(line)
        else:
            parts.append([line])
    return parts


def _collation() -> Callable[[str], QCollatorSortKey]:
    from PySide6.QtCore import QCollator, QLocale, Qt

    collator = QCollator(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    collator.setNumericMode(True)
    collator.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    return lambda text: collator.sortKey(unicodedata.normalize("NFKC", text))


def join_lines(editor: MarkdownEditor) -> None:
    """Join the selected lines, or the next one to the cursor's; no space between Chinese."""
    selection = selection_of(editor)
    first, last = selection.lines()
    last = max(last, first + 1)
    if last >= editor.blockCount():
        return
    lines = lines_between(editor, first, last)
    joined = lines[0].rstrip()
    column = len(joined)
    for line in lines[1:]:
        item = Item.of(line)
        text = (item.text if item.mark or item.quote else line).strip()
        column = len(joined)
        wide = joined and text and _wide(joined[-1]) and _wide(text[0])
        joined += ("" if wide or not joined or not text else " ") + text
    replace_lines(editor, first, last, [joined], Selection((first, column), (first, column)))


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def new_line(editor: MarkdownEditor, below: bool) -> None:
    """Open an empty line below or above the cursor's, indented as it is."""
    line = selection_of(editor).position[0]
    text = lines_between(editor, line, line)[0]
    lead = text[: len(text) - len(text.lstrip())]
    place = (line + 1 if below else line, len(lead))
    replace_lines(
        editor, line, line, [text, lead] if below else [lead, text], Selection(place, place)
    )
