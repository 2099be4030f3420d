"""Bold, italics, code and the like, put around the selection or taken away again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desktop.editor.edits import (
    Selection,
    line_at,
    lines_between,
    replace_lines,
    select,
    selection_of,
)
from desktop.editor.inline import spans
from desktop.editor.items import Item
from desktop.editor.text import pattern

if TYPE_CHECKING:
    from desktop.editor.editor import MarkdownEditor

_WORD = pattern(r"[^\W_]+(?:['’\-_][^\W_]+)*")
_HEADING = pattern(r" {0,3}#{1,6}[ \t]+")
_CODE = pattern(r"(?P<marks>`+)(?P<pad> ?)(?P<code>(?:(?!(?P=marks)).)+?)(?P=pad)(?P=marks)")
_LOOKS = {
    "**": {"strong", "strong_emphasis"},
    "*": {"emphasis", "stressed", "strong", "strong_emphasis"},
    "~~": {"struck"},
    "==": {"marked"},
    "$": {"math"},
}


def toggle_mark(editor: MarkdownEditor, mark: str) -> None:
    """Put `mark` (such as ``**``) on both sides of the selection, or take it away.

    Without a selection the marks around the cursor are taken away, or else those of the word at
    it are put in; without a word the cursor ends up between new marks, and at the end of what is
    marked it goes on behind. Over several lines each line gets its own marks.
    """
    selection = selection_of(editor)
    if selection.empty:
        if _leave(editor, selection, mark) or _unwrap(editor, selection, mark):
            return
        selection = word_at(editor, selection)
    first, last = selection.start[0], selection.end[0]
    if first != last:
        _toggle_lines(editor, selection, mark)
        return
    line = line_at(editor, first)
    start, end = selection.start[1], selection.end[1]
    while start < end and line[start].isspace():  # marks beside a space mean nothing
        start += 1
    while end > start and line[end - 1].isspace():
        end -= 1
    new, begin, length = _toggled(line, start, end, mark)
    replace_lines(editor, first, first, [new], Selection((first, begin), (first, begin + length)))


def _leave(editor: MarkdownEditor, selection: Selection, mark: str) -> bool:
    """Go on behind the marks at the end of what is marked, as one types them a second time."""
    line, column = selection.position
    text = line_at(editor, line)
    inner = _marked(text, column, mark)
    if inner is None or inner[1] != column:
        return False
    behind = (line, column + len(mark))
    select(editor, Selection(behind, behind))
    return True


def _unwrap(editor: MarkdownEditor, selection: Selection, mark: str) -> bool:
    line, column = selection.position
    text = line_at(editor, line)
    inner = _marked(text, column, mark)
    if inner is None:
        return False
    (start, end), width = inner, len(mark)
    new = text[: start - width] + text[start:end] + text[end + width :]
    place = (line, column - width)
    replace_lines(editor, line, line, [new], Selection(place, place))
    return True


def _marked(text: str, column: int, mark: str) -> tuple[int, int] | None:
    """The innermost part around a column that stands between two `mark`."""
    found: list[tuple[int, int]] = []
    for start, end, look in spans(text):
        if look not in _LOOKS.get(mark, {"code"}):
            continue
        width = len(mark) if look in {"math", "code"} else 0
        inner = (start + width, end - width)
        if inner[0] <= column <= inner[1] and _wraps(text[: inner[0]], text[inner[1] :], mark):
            found.append(inner)
    return min(found, key=lambda each: each[1] - each[0], default=None)


def _toggled(line: str, start: int, end: int, mark: str) -> tuple[str, int, int]:
    """The line with the marks put in or taken out; where what they are about begins; its length."""
    width = len(mark)
    before, inside, after = line[:start], line[start:end], line[end:]
    if _wraps(before, after, mark):
        return before[:-width] + inside + after[width:], start - width, end - start
    if len(inside) >= 2 * width and _wraps(inside[:width], inside[-width:], mark):
        return before + inside[width:-width] + after, start, end - start - 2 * width
    return before + mark + inside + mark + after, start + width, end - start


def _wraps(before: str, after: str, mark: str) -> bool:
    if not before.endswith(mark) or not after.startswith(mark):
        return False
    left = len(before) - len(before.rstrip(mark[0]))
    right = len(after) - len(after.lstrip(mark[0]))
    # `*` inside `**` is not emphasis; `*` inside `***` is.
    return min(left, right) == len(mark) or min(left, right) == 3 or mark[0] not in "*_"


def _toggle_lines(editor: MarkdownEditor, selection: Selection, mark: str) -> None:
    (first, start), (last, end) = selection.start, selection.end
    lines = lines_between(editor, first, last)
    width = len(mark)
    parts: list[tuple[str, str, str]] = []
    for number, line in enumerate(lines, first):
        low = max(start if number == first else 0, _text_column(line))
        high = end if number == last else len(line)
        inside = line[low : max(high, low)]
        low += len(inside) - len(inside.lstrip())
        high = low + len(inside.strip())
        parts.append((line[:low], line[low:high], line[high:]))
    marked = all(
        not inside
        or (len(inside) > 2 * width and inside.startswith(mark) and inside.endswith(mark))
        for _before, inside, _after in parts
    )
    new = [
        before
        + (inside if not inside else inside[width:-width] if marked else mark + inside + mark)
        + after
        for before, inside, after in parts
    ]
    stop = len(new[-1]) - len(parts[-1][2])
    replace_lines(editor, first, last, new, Selection((first, start), (last, max(stop, 0))))


def word_at(editor: MarkdownEditor, selection: Selection) -> Selection:
    """The word that an empty selection is in; the selection itself where it is in none."""
    line, column = selection.position
    for word in _WORD.finditer(line_at(editor, line)):
        # A run of Chinese has no spaces: its whole would rarely be meant.
        if word.start() < column < word.end() and word[0].isascii():
            return Selection((line, word.start()), (line, word.end()))
    return selection


def _text_column(line: str) -> int:
    """Where the text begins behind the marks of quotes, lists and headings."""
    column = Item.of(line).column
    heading = _HEADING.match(line, column)
    return heading.end() if heading else column


def toggle_code(editor: MarkdownEditor) -> None:
    """Code in a line, or a fence around several lines; code with backticks gets longer marks."""
    selection = selection_of(editor)
    if selection.start[0] != selection.end[0]:
        from desktop.editor.formatting import insert_fence

        insert_fence(editor)
        return
    line = selection.start[0]
    text = line_at(editor, line)
    inside = text[selection.start[1] : selection.end[1]]
    runs = [len(run) for run in re.findall("`+", inside)]
    if not runs:
        toggle_mark(editor, "`")
        return
    start = selection.start[1]
    if whole := _CODE.fullmatch(inside):
        inside = new = whole["code"]
        begin = start
    else:
        length = next(n for n in range(1, max(runs) + 2) if n not in runs)
        pad = " " if inside.startswith("`") or inside.endswith("`") else ""
        mark = "`" * length + pad
        new = mark + inside + mark[::-1]
        begin = start + len(mark)
    new = text[:start] + new + text[selection.end[1] :]
    replace_lines(editor, line, line, [new], Selection((line, begin), (line, begin + len(inside))))
