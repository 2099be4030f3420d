"""Moving, copying, sorting, joining whole lines."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from desktop.editor.edits import Selection, line_at, lines_between, replace_lines, selection_of
from desktop.editor.folding import last_hidden, last_seen
from desktop.editor.items import Item
from desktop.editor.lists import replace_items

if TYPE_CHECKING:
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

    Numbers count by value and Chinese by pinyin as the platform's collation has it.
    """
    from PySide6.QtCore import QCollator, QLocale, Qt

    from desktop.editor.decorations import paragraph

    selection = selection_of(editor)
    first, last = selection.lines()
    if first == last:
        first, last = paragraph(editor.textCursor().block())
    lines = lines_between(editor, first, last)
    collator = QCollator(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    collator.setNumericMode(True)
    collator.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    ordered = sorted(lines, key=lambda line: collator.sortKey(unicodedata.normalize("NFKC", line)))
    if ordered == lines:
        ordered.reverse()
    replace_lines(editor, first, last, ordered, Selection((first, 0), (last, len(ordered[-1]))))


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
