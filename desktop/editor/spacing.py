"""Space between Chinese and Latin letters or digits, put in on command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.editor.edits import lines_between, place_of, replace_lines
from desktop.editor.inline import plain_ranges
from desktop.editor.text import pattern

if TYPE_CHECKING:
    from desktop.editor.editor import MarkdownEditor

_HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_BETWEEN = pattern(
    rf"(?<=[{_HAN}])(?=[A-Za-z0-9@$%+±√\[(]*[A-Za-z0-9])(?![\[(])|(?<=[A-Za-z0-9%+°])(?=[{_HAN}])"
)


def spaced(line: str) -> str:
    """The line with a space wherever Chinese meets a Latin letter or digit.

    Code, mathematics, links' targets, addresses, tags and HTML stay as they are.
    """
    pieces: list[str] = []
    last = 0
    for start, end in plain_ranges(line):
        # The neighbours belong to the match, so that `中`code`` is left alone.
        pieces += (line[last:start], _BETWEEN.sub(" ", line[start:end]))
        last = end
    pieces.append(line[last:])
    return "".join(pieces)


def space_text(editor: MarkdownEditor) -> None:
    """Put the spaces into the selected lines, or the whole note; code is left alone."""
    cursor = editor.textCursor()
    if cursor.hasSelection():
        first = place_of(editor, cursor.selectionStart())[0]
        last = place_of(editor, cursor.selectionEnd())[0]
    else:
        first, last = 0, editor.blockCount() - 1
    structure = editor.note.highlighter.structure
    old = lines_between(editor, first, last)
    new = [
        line if structure.region_at(number) is not None else spaced(line)
        for number, line in enumerate(old, first)
    ]
    if new != old:
        replace_lines(editor, first, last, new)
