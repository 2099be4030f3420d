"""Completion while writing: notes after ``[[``, tags after ``#``, pictures, languages, emoji."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QListView

from desktop.editor.edits import place_of, replace_range
from desktop.editor.offers import (
    Completion,
    Request,
    emoji,
    insertion,
    languages,
    matching_languages,
    request_at,
)
from desktop.editor.structure import Kind
from desktop.editor.text import utf16_column, utf16_length

if TYPE_CHECKING:
    from desktop.editor.editor import MarkdownEditor

ROWS = 8
MOST = 50


class Completer(QListView):
    """The list under the cursor; it takes keys only while it is shown."""

    _loaded = Signal()

    def __init__(self, editor: MarkdownEditor) -> None:
        super().__init__(editor.viewport())
        self._editor = editor
        self._request: Request | None = None
        self._rows: list[Completion] = []
        self._dismissed: tuple[int, str, int] | None = None
        self._loader: Thread | None = None
        self._loaded.connect(self._look)
        self._model = QStringListModel(self)
        self.setModel(self._model)
        self.setObjectName("Completer")
        self.setProperty("role", "plain")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Suggestions"))
        self.clicked.connect(lambda index: self._accept(index.row()))
        self.hide()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._look)
        editor.edited.connect(lambda *_edit: self._soon.start(0))
        editor.cursorPositionChanged.connect(self._moved)
        editor.verticalScrollBar().valueChanged.connect(self.hide)

    def on_key(self, event: QKeyEvent) -> bool:
        """Up, Down, Enter, Tab and Escape while the list is shown."""
        if not self.isVisible():
            return False
        if event.modifiers() not in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }:
            return False
        row, count = self.currentIndex().row(), len(self._rows)
        match event.key():
            case Qt.Key.Key_Down:
                self.setCurrentIndex(self._model.index((row + 1) % count))
            case Qt.Key.Key_Up:
                self.setCurrentIndex(self._model.index((row - 1) % count))
            case Qt.Key.Key_PageDown:
                self.setCurrentIndex(self._model.index(min(row + ROWS, count - 1)))
            case Qt.Key.Key_PageUp:
                self.setCurrentIndex(self._model.index(max(row - ROWS, 0)))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self._is_written(row):
                self.hide()  # the whole name stands there: what is wanted is a new line
                return False
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Tab:
                return self._accept(max(row, 0))
            case Qt.Key.Key_Escape:
                self._dismissed = self._where()
                self.hide()
            case _:
                return False
        return True

    def _is_written(self, row: int) -> bool:
        request = self._request
        if request is None or request.kind != "language" or not 0 <= row < len(self._rows):
            return False
        return self._rows[row].text == request.prefix

    def look_now(self) -> None:
        """Ask for suggestions at the cursor, also after they were dismissed."""
        self._dismissed = None
        self._look()

    def _where(self) -> tuple[int, str, int] | None:
        request = self._request
        if request is None:
            return None
        return self._editor.textCursor().blockNumber(), request.kind, request.column

    def _moved(self) -> None:
        if self.isVisible():
            self._soon.start(0)

    def _look(self) -> None:
        editor = self._editor
        cursor = editor.textCursor()
        request = None
        if not cursor.hasSelection() and not editor.is_composing() and not editor.isReadOnly():
            line, column = place_of(editor, cursor.position())
            region = editor.note.highlighter.structure.region_at(line)
            opens = region is not None and region.kind is Kind.FENCE and region.first == line
            before = cursor.block().text()[:column]
            request = request_at(before, in_code=region is not None, opens_fence=opens)
        self._request = request
        if request is None or (self._dismissed is not None and self._where() == self._dismissed):
            self.hide()
            return
        self._dismissed = None
        if request.kind == "language":
            if self._languages_loaded():
                self._offer(request, matching_languages(request.prefix))
            else:
                self.hide()
        elif request.kind == "emoji":
            self._offer(request, emoji(request.prefix))
        elif request.kind == "heading" and not request.note:
            wanted = request.prefix.casefold()
            titles = [heading.title for heading in editor.note.highlighter.structure.headings]
            self._offer(request, [Completion(each) for each in titles if wanted in each.casefold()])
        elif editor.completer_source is not None:
            asked = (
                request.prefix if request.kind != "heading" else f"{request.note}#{request.prefix}"
            )
            editor.completer_source(
                request.kind,
                asked,
                lambda rows: self._offer(request, [_row(each) for each in rows]),
            )
        else:
            self.hide()

    def _languages_loaded(self) -> bool:
        """Whether the languages are known; Pygments takes longer to load than one may wait."""
        if languages.cache_info().currsize:
            return True
        if self._loader is None:
            self._loader = Thread(target=self._load_languages, daemon=True)
            self._loader.start()
        return False

    def _load_languages(self) -> None:
        languages()
        try:
            self._loaded.emit()
        except RuntimeError:  # the window was closed meanwhile
            return

    def _offer(self, request: Request, rows: list[Completion]) -> None:
        if request != self._request:
            return
        rows = rows[:MOST]
        if not rows or (len(rows) == 1 and rows[0].text == request.prefix):
            self.hide()
            return
        self._rows = rows
        self._model.setStringList([" ".join(row.shown.split()) for row in rows])
        self.setCurrentIndex(self._model.index(0))
        self._place(request)

    def _place(self, request: Request) -> None:
        editor = self._editor
        cursor = QTextCursor(editor.textCursor().block())
        cursor.setPosition(cursor.position() + utf16_column(cursor.block().text(), request.column))
        at = editor.cursorRect(cursor)
        tokens = editor.looks().tokens
        self.setStyleSheet(
            f"#Completer {{ background: {tokens['raised']}; border: 1px solid {tokens['line']};"
            " border-radius: 6px; padding: 3px; }"
        )
        row = max(self.sizeHintForRow(0), 26)
        height = row * min(ROWS, len(self._rows)) + 10
        width = min(max(self.sizeHintForColumn(0) + 40, 220), 480, editor.viewport().width() - 8)
        view = editor.viewport().rect()
        top = at.bottom() + 6
        if top + height > view.bottom() and at.top() - 6 - height > 0:
            top = at.top() - 6 - height
        left = min(max(4, at.left() - 8), max(4, view.right() - width - 4))
        self.setGeometry(QRect(QPoint(left, top), QPoint(left + width, top + height)))
        self.show()
        self.raise_()

    def _accept(self, row: int) -> bool:
        request, editor = self._request, self._editor
        if request is None or not 0 <= row < len(self._rows):
            self.hide()
            return False
        chosen = self._rows[row].text
        block = editor.textCursor().block()
        text = block.text()
        _line, column = place_of(editor, editor.textCursor().position())
        start = block.position() + utf16_column(text, request.column)
        end = editor.textCursor().position()
        new, move = insertion(request, chosen, text, column)
        if request.kind == "emoji":
            start -= 1
        if request.kind == "attachment" and text[: request.column].endswith("!["):
            new, move = f"]({chosen})", 0
            replace_range(editor, end, end, new)
        else:
            replace_range(editor, start, end, new)
            end = start
        position = end + utf16_length(new) + move
        editor.select(position, position)
        self._dismissed = self._where()
        self.hide()
        return True


def _row(each: object) -> Completion:
    if isinstance(each, Completion):
        return each
    if isinstance(each, tuple):
        return Completion(str(each[0]), str(each[1]))
    return Completion(str(each))
