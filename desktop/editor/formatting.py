"""Bold, code, links and the like, put around the selection or taken away again."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from desktop.editor.edits import (
    Selection,
    insert,
    line_at,
    lines_between,
    place_of,
    replace_lines,
    replace_range,
    select,
    selection_of,
)
from desktop.editor.text import pattern, utf16_length

if TYPE_CHECKING:
    from desktop.editor.editor import MarkdownEditor

PICTURES = {".apng", ".avif", ".bmp", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"}
URL = pattern(r"(?:https?|ftp|mailto):[^\s<>]+")
_WORD = pattern(r"[^\W_]+(?:['’\-_][^\W_]+)*")
_INDENT = pattern(
    r"^\s*(?:>[ \t]?)*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)?(?:#{1,6}[ \t]+)?"
)
_HEADING = pattern(r"^( {0,3})(?:(#{1,6})(?:[ \t]+|$))?")
_QUOTE = pattern(r"^>[ \t]?")


def toggle_mark(editor: MarkdownEditor, mark: str) -> None:
    """Put `mark` (such as ``**``) on both sides of the selection, or take it away.

    Without a selection the word at the cursor is meant; without a word the cursor ends up
    between the marks. Over several lines each line gets its own marks.
    """
    selection = selection_of(editor)
    if selection.empty:
        selection = _word_at(editor, selection)
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
    new, shift = _toggled(line, start, end, mark)
    length = (
        end - start if shift >= 0 or line[:start].endswith(mark) else end - start - 2 * len(mark)
    )
    begin = start + shift if line[:start].endswith(mark) or shift > 0 else start
    replace_lines(
        editor, first, first, [new], Selection((first, begin), (first, begin + max(length, 0)))
    )


def _toggled(line: str, start: int, end: int, mark: str) -> tuple[str, int]:
    """The line with the marks put in or taken out, and how far the text inside has moved."""
    width = len(mark)
    before, inside, after = line[:start], line[start:end], line[end:]
    if _wraps(before, after, mark):
        return before[:-width] + inside + after[width:], -width
    if len(inside) >= 2 * width and _wraps(inside[:width], inside[-width:], mark):
        return before + inside[width:-width] + after, -width
    return before + mark + inside + mark + after, width


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
        indent = _INDENT.match(line)
        low = max(start if number == first else 0, indent.end() if indent else 0)
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


def _word_at(editor: MarkdownEditor, selection: Selection) -> Selection:
    line, column = selection.position
    for word in _WORD.finditer(line_at(editor, line)):
        # A run of Chinese has no spaces: its whole would rarely be meant.
        if word.start() < column < word.end() and word[0].isascii():
            return Selection((line, word.start()), (line, word.end()))
    return selection


def toggle_heading(editor: MarkdownEditor, level: int) -> None:
    """Make the selected lines headings of a level; the same level again, or 0, plain text."""
    selection = selection_of(editor)
    first, last = selection.lines()
    lines = lines_between(editor, first, last)
    matches = [_HEADING.match(line) for line in lines]
    same = all(len(match[2] or "") == level for match in matches if match)
    marks = "" if same or not level else "#" * level + " "
    new: list[str] = []
    shifts: dict[int, int] = {}
    for number, (line, match) in enumerate(zip(lines, matches, strict=True), first):
        rest = line[match.end() :] if match else line
        new.append(marks + rest if rest or first == last else line)
        shifts[number] = len(new[-1]) - len(line)
    replace_lines(
        editor,
        first,
        last,
        new,
        selection.moved(lambda place: (place[0], max(0, place[1] + shifts.get(place[0], 0)))),
    )


def change_heading(editor: MarkdownEditor, by: int) -> None:
    """Raise or lower the level of the heading at the cursor."""
    match = _HEADING.match(line_at(editor, selection_of(editor).position[0]))
    level = len(match[2] or "") if match else 0
    target = min(max(level + by, 0), 6)
    if target != level:
        toggle_heading(editor, target)


def toggle_quote(editor: MarkdownEditor) -> None:
    """Quote the selected lines, or take one level of quoting away."""
    selection = selection_of(editor)
    first, last = selection.lines()
    lines = lines_between(editor, first, last)
    quoted = all(line.startswith(">") for line in lines)
    new = [
        _QUOTE.sub("", line) if quoted else f"> {line}".rstrip() + (" " if not line else "")
        for line in lines
    ]
    shifts = {
        number: len(b) - len(a) for number, (a, b) in enumerate(zip(lines, new, strict=True), first)
    }
    replace_lines(
        editor,
        first,
        last,
        new,
        selection.moved(lambda place: (place[0], max(0, place[1] + shifts.get(place[0], 0)))),
    )


def insert_link(editor: MarkdownEditor, url: str = "") -> None:
    """Make the selection a link; what is missing, text or address, gets the cursor."""
    cursor = editor.textCursor()
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    text = editor.document_text(start, end)
    if URL.fullmatch(text) and not url:
        replace_range(editor, start, end, f"[]({text})")
        editor.select(start + 1, start + 1)
        return
    text = text.replace("\n", " ")
    replace_range(editor, start, end, f"[{text}]({link_destination(url)})")
    inside = start + 1 if not text else start + utf16_length(text) + 3
    if text and url:
        inside += utf16_length(link_destination(url)) + 1
    editor.select(inside, inside)


def link_destination(target: str) -> str:
    """A target as it may stand in a link: spaces and lone brackets need ``<…>``."""
    if re.search(r"[\s<>]", target) or target.count("(") != target.count(")"):
        return "<" + target.replace("<", "%3C").replace(">", "%3E").replace("\n", "%0A") + ">"
    return target


def insert_attachment(editor: MarkdownEditor, target: str, name: str) -> None:
    """Put in a link to an attachment at the cursor; a picture is shown in place."""
    picture = "!" if PurePosixPath(name).suffix.lower() in PICTURES else ""
    label = re.sub(r"([\\\[\]])", r"\\\1", PurePosixPath(name).stem if picture else name)
    insert(editor, f"{picture}[{label}]({link_destination(target)})")


def toggle_code(editor: MarkdownEditor) -> None:
    """Code in a line, or a fence around several lines."""
    selection = selection_of(editor)
    if selection.start[0] == selection.end[0]:
        toggle_mark(editor, "`")
    else:
        insert_fence(editor)


def insert_fence(editor: MarkdownEditor) -> None:
    """Put the selected lines into a fence, the cursor where its language goes."""
    selection = selection_of(editor)
    first, last = selection.lines()
    lines = lines_between(editor, first, last)
    longest = max((len(run) for line in lines for run in re.findall("`{3,}", line)), default=2)
    fence = "`" * (longest + 1)
    replace_lines(editor, first, last, [fence, *lines, fence])
    select(editor, Selection((first, len(fence)), (first, len(fence))))


def insert_footnote(editor: MarkdownEditor) -> None:
    """Put in a footnote with the next free number, its text at the end of the note."""
    text = editor.text()
    numbers = {int(number) for number in re.findall(r"\[\^(\d{1,9})\]", text)}
    number = next(n for n in range(1, len(numbers) + 2) if n not in numbers)
    cursor = editor.textCursor()
    at = cursor.selectionEnd()
    end = editor.document().characterCount() - 1
    body = text.rstrip("\n")
    last = body.rsplit("\n", 1)[-1]
    gap = "\n" if re.match(r"\[\^[^\]]+\]:", last) else "\n\n"
    definition = f"{gap}[^{number}]: "
    with editor.edit_block() as edit:
        edit.setPosition(end - utf16_length(text[len(body) :]))
        edit.insertText(definition)
        edit.setPosition(at)
        edit.insertText(f"[^{number}]")
    where = end - utf16_length(text[len(body) :]) + utf16_length(definition + f"[^{number}]")
    editor.select(where, where)
    editor.ensureCursorVisible()


def insert_rule(editor: MarkdownEditor) -> None:
    """Put a thematic break below the cursor's line."""
    line, _column = place_of(editor, editor.textCursor().position())
    text = line_at(editor, line)
    lines = (
        ["---", ""]
        if not text.strip() and not (line and line_at(editor, line - 1).strip())
        else [text, "", "---", ""]
    )
    replace_lines(editor, line, line, lines)
    select(editor, Selection((line + len(lines) - 1, 0), (line + len(lines) - 1, 0)))
