"""What is asked, in turn, about each key before it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from desktop.editor import lists, nesting, pairs, tables
from desktop.editor.completion import Completer
from desktop.editor.edits import insert

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from desktop.editor.editor import MarkdownEditor


class Keys:
    """The key handlers of one editor, and its list of suggestions."""

    def __init__(self, editor: MarkdownEditor) -> None:
        self._editor = editor
        self.completer = Completer(editor)

    def take(self, event: QKeyEvent) -> bool:
        """Whether a handler has taken the key."""
        editor = self._editor
        return (
            self.completer.on_key(event)
            or tables.on_tab(editor, event)
            or tables.on_enter(editor, event)
            or lists.on_enter(editor, event)
            or nesting.on_tab(editor, event)
            or pairs.on_key(editor, event)
            or nesting.on_backspace(editor, event)
            or self._space(event)
        )

    def _space(self, event: QKeyEvent) -> bool:
        """Type a space as a step of its own: undo then goes word by word.

        Qt would merge a whole paragraph, typed in one go, into one step.
        """
        editor = self._editor
        if event.text() != " " or editor.isReadOnly() or editor.overwriteMode():
            return False
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if modifiers != Qt.KeyboardModifier.NoModifier:
            return False
        insert(editor, " ")
        return True

    def take_committed(self, text: str) -> bool:
        """Whether a character that an input method commits was paired."""
        return pairs.typed(self._editor, text)
