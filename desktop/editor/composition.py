"""What an input method composes in the editor: shown in place, one undo step once it is typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication, QInputMethodEvent

if TYPE_CHECKING:
    from desktop.editor.editor import MarkdownEditor

Deliver = Callable[[QInputMethodEvent], None]


@dataclass(frozen=True, slots=True)
class _Replaced:
    """The selection that composing took the place of, and the undo steps then."""

    anchor: int
    position: int
    steps: int


class Composition:
    """The text that an input method holds and that is not in the note yet."""

    def __init__(self, editor: MarkdownEditor) -> None:
        self._editor = editor
        self._replaced: _Replaced | None = None
        self.active = False

    def take(self, event: QInputMethodEvent, deliver: Deliver) -> None:
        """Give an event to the widget by `deliver`, and report when composing begins and ends.

        Qt deletes a selection when composing in its place begins. What is then typed joins that
        step, and where composing is given up the selection comes back.
        """
        begins = not self.active and bool(event.preeditString())
        cursor = self._editor.textCursor()
        if begins and cursor.hasSelection():
            anchor, position = cursor.anchor(), cursor.position()
            deliver(event)
            steps = self._editor.document().availableUndoSteps()
            self._replaced = _Replaced(anchor, position, steps)
        elif self._in_place_of_a_selection() and event.commitString():
            self._replaced = None
            cursor.joinPreviousEditBlock()
            try:
                deliver(event)
            finally:
                cursor.endEditBlock()
        else:
            deliver(event)
        self._set_active(bool(event.preeditString()))

    def end(self) -> None:
        """Have the input method finish before the text under it becomes another one."""
        if not self.active:
            return
        QGuiApplication.inputMethod().commit()
        if self.active:  # nobody answered
            self._editor.inputMethodEvent(QInputMethodEvent())

    def _set_active(self, active: bool) -> None:
        if active == self.active:
            return
        self.active = active
        if not active and self._in_place_of_a_selection() and self._replaced is not None:
            self._editor.undo()
            self._editor.select(self._replaced.anchor, self._replaced.position)
        if not active:
            self._replaced = None
        self._editor.composing.emit(active)

    def _in_place_of_a_selection(self) -> bool:
        """Whether the last thing done is that Qt deleted the selection."""
        steps = self._editor.document().availableUndoSteps()
        return self._replaced is not None and self._replaced.steps == steps
