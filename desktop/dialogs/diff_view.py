"""Shows the rows of a diff: lines coloured by what became of them, changed words marked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal
from PySide6.QtGui import QColor, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextDocumentLayout, QPlainTextEdit, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.dialogs.diffing import DiffRow
    from desktop.theme import Theme

T = TypeVar("T")
MOST_ROWS = 6_000


class DiffView(QPlainTextEdit):
    """A read-only text of diff rows."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: Sequence[DiffRow] = ()
        self._signs = True
        self._document: QTextDocument | None = None
        self.setReadOnly(True)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFont(theme.font("mono", "interface"))

    def set_theme(self, theme: Theme) -> None:
        """Take on the theme's colours."""
        self._theme = theme
        self.show_rows(self._rows, signs=self._signs)

    def show_rows(self, rows: Sequence[DiffRow], *, signs: bool = True) -> None:
        """Show these rows; `signs`: with − and + in front."""
        self._rows, self._signs = rows, signs
        document = QTextDocument(self)
        document.setDocumentLayout(QPlainTextDocumentLayout(document))
        document.setUndoRedoEnabled(False)
        document.setDefaultFont(self.font())
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        for place, row in enumerate(rows[:MOST_ROWS]):
            if place:
                cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
            self._write(cursor, row)
        if len(rows) > MOST_ROWS:
            cursor.insertBlock(QTextBlockFormat(), self._ink("text_faint"))
            cursor.insertText(self.tr("… and %n more line(s)", "", len(rows) - MOST_ROWS))
        cursor.endEditBlock()
        self.setDocument(document)
        if self._document is not None:
            self._document.deleteLater()
        self._document = document

    def chosen_hunks(self) -> set[int]:
        """The changes that the selection touches, or the one at the cursor."""
        cursor = self.textCursor()
        document = self.document()
        first = document.findBlock(cursor.selectionStart()).blockNumber()
        last = document.findBlock(cursor.selectionEnd()).blockNumber()
        return {row.hunk for row in self._rows[first : last + 1] if row.hunk >= 0}

    def go_to_hunk(self, number: int) -> None:
        """Put the cursor on a change and show it."""
        place = next((i for i, row in enumerate(self._rows) if row.hunk == number), -1)
        if place >= 0:
            self.setTextCursor(QTextCursor(self.document().findBlockByNumber(place)))
            self.centerCursor()

    def first_row(self) -> int:
        """The row at the upper edge."""
        return self.firstVisibleBlock().blockNumber()

    def show_from(self, row: int) -> None:
        """Scroll so that this row stands at the upper edge."""
        block = self.document().findBlockByNumber(row)
        if block.isValid():
            self.verticalScrollBar().setValue(block.firstLineNumber())

    def _write(self, cursor: QTextCursor, row: DiffRow) -> None:
        shape = QTextBlockFormat()
        background = {"-": "danger_soft", "+": "accent_soft"}.get(row.sign)
        if background:
            shape.setBackground(self._theme.colour(background))
        elif row.sign == "…" and not row.skipped:
            shape.setBackground(self._theme.colour("code"))
        cursor.setBlockFormat(shape)
        if row.skipped:
            text = self.tr("%n line(s) as before", "", row.skipped)
            cursor.insertText(f"⋯ {text}", self._ink("text_faint"))
            return
        if self._signs:
            sign = {"-": "− ", "+": "+ "}.get(row.sign, "  ")
            cursor.insertText(sign, self._ink("text_faint"))
        start = cursor.position()
        # Separators would open blocks of their own and shift every row below.
        text = row.text.replace("\u2028", " ").replace("\u2029", " ").replace("\x00", " ")
        cursor.insertText(text.replace("\r", " "), self._ink("text"))
        strong = QTextCharFormat()
        strong.setForeground(self._theme.colour("text"))
        strong.setBackground(self._mark(row.sign))
        for offset, length in row.marks:
            cursor.setPosition(start + offset)
            cursor.setPosition(start + offset + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(strong)
        cursor.movePosition(QTextCursor.MoveOperation.End)

    def _ink(self, token: str) -> QTextCharFormat:
        shape = QTextCharFormat()
        shape.setForeground(self._theme.colour(token))
        return shape

    def _mark(self, sign: str) -> QColor:
        colour = self._theme.colour("danger" if sign == "-" else "accent")
        colour.setAlpha(70)
        return colour


class Worker(QObject):
    """Runs one thing at a time beside the GUI thread; only the newest one's answer is told."""

    _ended = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self._done: Callable[[object], None] | None = None
        self._ended.connect(self._tell)

    def run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Call `work` on a thread and `done` with its answer on this one."""
        self._number += 1
        number = self._number
        self._done = done  # type: ignore[assignment]  # it gets what `work` answers

        def body() -> None:
            answer = work()
            try:
                self._ended.emit(number, answer)
            except RuntimeError:
                return  # the dialog was closed meanwhile

        QThreadPool.globalInstance().start(body)

    def _tell(self, number: int, answer: object) -> None:
        if number == self._number and self._done is not None:
            self._done(answer)
