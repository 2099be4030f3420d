"""Brackets and quotes come in pairs, Chinese ones too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from desktop.editor.edits import (
    Selection,
    line_at,
    place_of,
    replace_lines,
    replace_range,
    selection_of,
)
from desktop.editor.text import utf16_length

if TYPE_CHECKING:
    from desktop.editor.editor import MarkdownEditor

PAIRS = {
    "(": ")",
    "[": "]",
    "{": "}",
    '"': '"',
    "'": "'",
    "`": "`",
    "（": "）",
    "【": "】",
    "〔": "〕",
    "｛": "｝",
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
    "“": "”",
    "‘": "’",
}
AROUND = {**PAIRS, "*": "*", "_": "_", "~": "~", "=": "=", "$": "$"}
"""What typing a character puts around a selection."""

_CLOSERS = set(PAIRS.values())
_KEYS = set(AROUND) | _CLOSERS
_BEFORE = set(" \t)]}>,.;:!?、，。；：！？…—") | _CLOSERS


def on_key(editor: MarkdownEditor, event: QKeyEvent) -> bool:
    """Pair what is typed; Backspace in an empty pair deletes both."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
    if modifiers not in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}:
        return False
    if event.key() == Qt.Key.Key_Backspace:
        return _backspace(editor)
    return typed(editor, event.text())


def typed(editor: MarkdownEditor, text: str) -> bool:
    """Pair one typed character; False where it is to be typed as it is."""
    if editor.isReadOnly() or not editor.auto_pairs or text not in _KEYS:
        return False
    cursor = editor.textCursor()
    if cursor.hasSelection():
        return _around(editor, text)
    line, column = place_of(editor, cursor.position())
    whole = line_at(editor, line)
    before, after = whole[:column], whole[column:]
    if text == "【" and before.endswith("【") and _in_prose(editor, line):
        _begin_wiki_link(editor, line, before, after)
        return True
    if text in _CLOSERS and after.startswith(text) and _overtypes(before, text):
        editor.select(cursor.position() + len(text), cursor.position() + len(text))
        return True
    if text not in PAIRS or (after and after[0] not in _BEFORE) or _is_letter(before, text):
        return False
    place = (line, column + 1)
    new = before + text + PAIRS[text] + after
    replace_lines(editor, line, line, [new], Selection(place, place))
    return True


def _in_prose(editor: MarkdownEditor, line: int) -> bool:
    return editor.note.highlighter.structure.region_at(line) is None


def _begin_wiki_link(editor: MarkdownEditor, line: int, before: str, after: str) -> None:
    """``【【``, which the keys of ``[[`` give under a Chinese input method, begins a link."""
    start = before.removesuffix("【")
    if start.endswith("！"):
        start = start.removesuffix("！") + "!"
    start += "[["
    place = (line, len(start))
    new = start + "]]" + after.removeprefix("】")
    replace_lines(editor, line, line, [new], Selection(place, place))


def _around(editor: MarkdownEditor, text: str) -> bool:
    closer = AROUND.get(text)
    cursor = editor.textCursor()
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    inside = editor.document_text(start, end)
    if closer is None or not inside.strip():
        return False
    backwards = cursor.position() < cursor.anchor()
    replace_range(editor, start, end, text + inside + closer)
    low, high = start + len(text), start + len(text) + utf16_length(inside)
    editor.select(high if backwards else low, low if backwards else high)
    return True


def _overtypes(before: str, closer: str) -> bool:
    opener = next(opener for opener, each in PAIRS.items() if each == closer)
    if opener == closer:
        return before.count(closer) % 2 == 1
    return before.count(opener) > before.count(closer)


def _is_letter(before: str, text: str) -> bool:
    """Whether a quote is an apostrophe, or a backtick the end of a fence."""
    if text == "`":
        return before.endswith("`")
    if text not in "\"'":
        return before.endswith("\\")
    return bool(before) and (before[-1] == "\\" or (before[-1].isalnum() and before[-1].isascii()))


def _backspace(editor: MarkdownEditor) -> bool:
    selection = selection_of(editor)
    if not selection.empty or editor.isReadOnly() or not editor.auto_pairs:
        return False
    line, column = selection.position
    text = line_at(editor, line)
    if not 0 < column < len(text) or PAIRS.get(text[column - 1]) != text[column]:
        return False
    place = (line, column - 1)
    replace_lines(
        editor, line, line, [text[: column - 1] + text[column + 1 :]], Selection(place, place)
    )
    return True
