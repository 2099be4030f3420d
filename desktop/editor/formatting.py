"""Headings, quotes, links, code blocks, footnotes: put in or taken away again."""

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
    position_of,
    replace_beginnings,
    replace_lines,
    replace_range,
    select,
    selection_of,
)
from desktop.editor.inline import destination_at
from desktop.editor.items import Item
from desktop.editor.marks import word_at
from desktop.editor.text import pattern, utf16_length

if TYPE_CHECKING:
    from desktop.editor.editor import MarkdownEditor

PICTURES = {".apng", ".avif", ".bmp", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"}
URL = pattern(r"(?:https?|ftp|mailto):[^\s<>]+")
_HEADING = pattern(r"^ {0,3}(?:(?P<marks>#{1,6})(?:[ \t]+|$))?")
_QUOTE = pattern(r"^>[ \t]?")


def toggle_heading(editor: MarkdownEditor, level: int) -> None:
    """Make the selected lines headings of a level; the same level again, or 0, plain text.

    The marks stand behind those of quotes and lists.
    """
    selection = selection_of(editor)
    first, last = selection.lines()
    parts = [_heading(line) for line in lines_between(editor, first, last)]
    same = all(present == level for _lead, present, _text in parts)
    marks = "" if same or not level else "#" * level + " "
    new = [lead + (marks + text if text or first == last else text) for lead, _level, text in parts]
    replace_beginnings(editor, first, last, new, selection)


def _heading(line: str) -> tuple[str, int, str]:
    """What stands before a line's text, its level as a heading or 0, and the text."""
    item = Item.of(line)
    lead = line[: item.column] if item.quote or item.mark else ""
    match = _HEADING.match(line[len(lead) :])
    if match is None:
        return lead, 0, line[len(lead) :]
    return lead, len(match["marks"] or ""), line[len(lead) + match.end() :]


def change_heading(editor: MarkdownEditor, by: int) -> None:
    """Raise or lower the level of the heading at the cursor."""
    _lead, level, _text = _heading(line_at(editor, selection_of(editor).position[0]))
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
    replace_beginnings(editor, first, last, new, selection)


def insert_link(editor: MarkdownEditor, url: str = "") -> None:
    """Make the selection or the word a link; what is missing, text or address, gets the cursor.

    In a link its address is selected.
    """
    selection = selection_of(editor)
    if selection.empty:
        line, column = selection.position
        if place := destination_at(line_at(editor, line), column):
            select(editor, Selection((line, place[0]), (line, place[1])))
            return
        selection = word_at(editor, selection)
    start, end = position_of(editor, selection.start), position_of(editor, selection.end)
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


def insert_fence(editor: MarkdownEditor) -> None:
    """Put the selected lines into a fence, the cursor where its language goes.

    The fence stands in the quote or at the indent that the lines are in.
    """
    selection = selection_of(editor)
    first, last = selection.lines()
    lines = lines_between(editor, first, last)
    longest = max((len(run) for line in lines for run in re.findall("`{3,}", line)), default=2)
    leads = [_lead(line) for line in lines if line.strip()]
    shortest = min(leads, key=len, default=_lead(lines[0]))
    lead = shortest if all(each.startswith(shortest) for each in leads) else ""
    fence = lead + "`" * (longest + 1)
    lines = [line if line.strip() else lead for line in lines]
    replace_lines(editor, first, last, [fence, *lines, fence])
    select(editor, Selection((first, len(fence)), (first, len(fence))))


def _lead(line: str) -> str:
    item = Item.of(line)
    return item.quote + item.indent


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
