"""A real editor, and texts with the cursor drawn in: `¦` cursor, `⟦…⟧` selection."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.editor.editor import MarkdownEditor
from desktop.editor.text import utf16_length
from desktop.theme import Theme

KEYS = {
    "Enter": Qt.Key.Key_Return,
    "Tab": Qt.Key.Key_Tab,
    "Backspace": Qt.Key.Key_Backspace,
    "Delete": Qt.Key.Key_Delete,
    "Up": Qt.Key.Key_Up,
    "Down": Qt.Key.Key_Down,
    "Left": Qt.Key.Key_Left,
    "Right": Qt.Key.Key_Right,
    "Escape": Qt.Key.Key_Escape,
    "Home": Qt.Key.Key_Home,
    "End": Qt.Key.Key_End,
}


class Drawn:
    """An editor whose state is written and read as text with the cursor drawn in."""

    def __init__(self, editor: MarkdownEditor) -> None:
        self.editor = editor
        self.edits: list[tuple[int, int, str]] = []
        editor.edited.connect(lambda *edit: self.edits.append(edit))
        self.shadow = ""
        editor.edited.connect(self._follow)

    def _follow(self, position: int, removed: int, added: str) -> None:
        units = self.shadow.encode("utf-16-le", "surrogatepass")
        before, after = units[: 2 * position], units[2 * (position + removed) :]
        assert len(units) >= 2 * (position + removed)
        middle = added.encode("utf-16-le", "surrogatepass")
        self.shadow = (before + middle + after).decode("utf-16-le", "surrogatepass")

    def set(self, drawn: str) -> None:
        """Open a note with the text drawn and select what is drawn as selected."""
        if "⟦" in drawn:
            start, end = drawn.index("⟦"), drawn.index("⟧") - 1
        else:
            start = end = drawn.index("¦")
        text = drawn.translate(str.maketrans("", "", "⟦⟧¦"))
        self.editor.forget_note("note")
        self.editor.open_note("note", text)
        self.shadow = text
        self.editor.select(utf16_length(text[:start]), utf16_length(text[:end]))
        self.edits.clear()

    def open(self, note_id: str, text: str) -> None:
        """Open a note under an id."""
        self.editor.open_note(note_id, text)
        self.shadow = text

    def get(self) -> str:
        """The text with the selection drawn; what was signalled adds up to the same text."""
        text = self.editor.text()
        assert self.shadow == text, "the edits signalled do not give the text"
        cursor = self.editor.textCursor()
        units = text.encode("utf-16-le", "surrogatepass")
        cuts = [2 * cursor.selectionStart(), 2 * cursor.selectionEnd()]
        parts = [units[: cuts[0]], units[cuts[0] : cuts[1]], units[cuts[1] :]]
        first, middle, last = (part.decode("utf-16-le", "surrogatepass") for part in parts)
        return f"{first}⟦{middle}⟧{last}" if middle else f"{first}¦{last}"

    def press(self, *keys: str) -> None:
        """Press keys by name, `Shift+Tab`; anything else is typed."""
        for key in keys:
            *modifiers, name = key.split("+") if len(key) > 1 else [key]
            if name not in KEYS:
                if key.isascii():
                    QTest.keyClicks(self.editor, key)
                else:
                    self.commit(key)
                continue
            held = Qt.KeyboardModifier.NoModifier
            for modifier in modifiers:
                held |= getattr(Qt.KeyboardModifier, f"{modifier}Modifier")
            QTest.keyClick(self.editor, KEYS[name], held)

    def commit(self, text: str) -> None:
        """Type through an input method, as Chinese is typed."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(self.editor, event)

    def compose(self, text: str) -> None:
        """Show text that an input method has not committed yet."""
        underline = QTextCharFormat()
        underline.setFontUnderline(True)
        kind = QInputMethodEvent.AttributeType
        event = QInputMethodEvent(
            text,
            [
                QInputMethodEvent.Attribute(kind.TextFormat, 0, len(text), underline),
                QInputMethodEvent.Attribute(kind.Cursor, len(text), 1, None),
            ],
        )
        QApplication.sendEvent(self.editor, event)

    def undo(self) -> str:
        """The text after one undo, drawn."""
        self.editor.undo()
        return self.get()

    def click_at(self, position: int, held: Qt.KeyboardModifier) -> None:
        """Click on a position of the text."""
        cursor = self.editor.textCursor()
        cursor.setPosition(position)
        point = self.editor.cursorRect(cursor).center() + QPoint(1, 0)
        QTest.mouseClick(self.editor.viewport(), Qt.MouseButton.LeftButton, held, point)


@pytest.fixture
def editor(qtbot) -> Iterator[MarkdownEditor]:
    widget = MarkdownEditor()
    qtbot.addWidget(widget)
    widget.set_theme(Theme.named("light"))
    widget.resize(800, 600)
    widget.show()
    return widget


@pytest.fixture
def drawn(editor: MarkdownEditor) -> Drawn:
    return Drawn(editor)


@pytest.fixture
def run() -> Callable[[MarkdownEditor, str], None]:
    """Run a command of the table by its id."""
    from desktop.editor.commands import EDITOR_COMMANDS

    table = {command.id: command for command in EDITOR_COMMANDS}

    def call(editor: MarkdownEditor, name: str) -> None:
        table[f"editor.{name}"].run(editor)

    return call
