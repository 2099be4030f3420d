"""The Markdown editor: one widget, a document per note."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDropEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QWidget

from desktop.editor import folds
from desktop.editor.composition import Composition
from desktop.editor.documents import Edit, NoteDocument
from desktop.editor.inline import link_target
from desktop.editor.page import Page
from desktop.editor.statistics import RunningCount, Statistics
from desktop.editor.text import common_prefix, common_suffix, utf16_length

if TYPE_CHECKING:
    from desktop.editor.keys import Keys

PREPARING = 400  # ms
COUNTING_SLICE = 0.005  # s

CompleterSource = Callable[[str, str, Callable[[list[Any]], None]], None]


class MarkdownEditor(Page):
    """Edits one note at a time. Positions in its signals are UTF-16 units."""

    edited = Signal(int, int, str)
    """Position, how many units were removed there, and the text put in their place."""
    composing = Signal(bool)
    cursor_line_changed = Signal(int)
    scrolled = Signal(float)
    """The source line at the top, counted from 0, with the part of it scrolled away."""
    link_activated = Signal(str)
    attachment_offered = Signal(str, bytes)
    """A file's name and content, to be stored and put in with `insert_attachment`."""
    statistics_changed = Signal(object)
    refused = Signal(str)
    """Something asked for could not be done, as a sentence for the person."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Note text"))
        self.hint = self.tr("Write here…")
        self.completer_source: CompleterSource | None = None
        self.note_title: Callable[[], str] = lambda: ""
        self.auto_pairs = True
        self._composition = Composition(self)
        self._line = 0
        self._count = RunningCount()
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.timeout.connect(self._count_more)
        self._show(self.note)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.cursorPositionChanged.connect(self._cursor_moved)
        self._keys: Keys | None = None
        # What only keys need is loaded once the window stands, or at the first key.
        QTimer.singleShot(PREPARING, self, lambda: self.keys)

    @property
    def keys(self) -> Keys:
        """What is asked about each key before it is typed."""
        if self._keys is None:
            from desktop.editor.keys import Keys

            self._keys = Keys(self)
        return self._keys

    # Notes

    def open_note(self, note_id: str, text: str) -> None:
        """Show a note; its undo, cursor and folds come back when it was open before."""
        self._composition.end()
        self.note.cursor = self._anchor_and_position()
        self.note.scroll = self.verticalScrollBar().value()
        note = self._cache.get(note_id) if note_id else None
        if note is None:
            note = NoteDocument(note_id, text, self.font(), self._palette, self._refresh)
        gone = self._cache.put(note) if note_id else []
        gone.append(self.note)
        self._show(note)
        self._close(gone)
        if not note.holds(text):  # changed elsewhere meanwhile: no edit of the person's
            note.edited = None
            self.replace_text(text)
            note.edited = self._edited
            self._recount()

    def forget_note(self, note_id: str) -> None:
        """Let go of a deleted note's document and undo."""
        self._close(self._cache.forget(note_id))

    def text(self) -> str:
        """The whole text; a few ms for 1 MB, so not for every key."""
        return self.note.text()

    def replace_text(self, text: str) -> None:
        """Make the text another one through the smallest edit; undo takes it back."""
        old = self.text()
        if old == text:
            return
        start = common_prefix(old, text)
        end = common_suffix(old[start:], text[start:])
        position = utf16_length(old[:start])
        length = utf16_length(old[start : len(old) - end])
        with self.edit_block() as cursor:
            cursor.setPosition(position)
            cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(text[start : len(text) - end])

    def document_text(self, start: int, end: int) -> str:
        """The text between two positions."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText().replace("\u2029", "\n")

    @contextmanager
    def edit_block(self) -> Iterator[QTextCursor]:
        """A cursor of its own; what is done with it is one undo step."""
        self.note.layout.flush()
        cursor = self.textCursor()  # undo takes the cursor back to where this one begins
        cursor.beginEditBlock()
        try:
            yield cursor
        finally:
            cursor.endEditBlock()

    # State

    def is_composing(self) -> bool:
        """Whether an input method holds text that is not yet in the note."""
        return self._composition.active

    def cursor_state(self) -> dict[str, Any]:
        """Cursor, selection, scroll and folds, as JSON types."""
        from desktop.editor import folding

        anchor, position = self._anchor_and_position()
        return {
            "anchor": anchor,
            "position": position,
            "scroll": self.verticalScrollBar().value(),
            "folded": folding.folded_lines(self),
        }

    def restore_cursor_state(self, state: Mapping[str, Any]) -> None:
        """Take up a state that `cursor_state` gave; values out of range are clamped."""
        if folded := state.get("folded"):
            from desktop.editor import folding

            for line in folded:
                folding.fold(self, int(line))
        self.select(int(state.get("anchor", 0)), int(state.get("position", 0)))
        self.verticalScrollBar().setValue(int(state.get("scroll", 0)))

    def statistics(self) -> Statistics:
        """The counts of the note so far; `statistics_changed` says when they are complete."""
        return self._count.statistics

    def reveal(self, position: int) -> None:
        """Unfold what hides a position."""
        from desktop.editor import folding

        folding.reveal(self, self.document().findBlock(position).blockNumber())

    def go_to_line(self, line: int) -> None:
        """Put the cursor at the start of a line counted from 0, in view, and take the focus."""
        block = self.document().findBlockByNumber(min(max(line, 0), self.blockCount() - 1))
        self.reveal(block.position())
        self.select(block.position(), block.position())
        self.centerCursor()
        self.setFocus()

    # Attachments and links

    def insert_attachment(self, target: str, name: str) -> None:
        """Put in a link to a stored attachment; pictures are shown in place."""
        from desktop.editor.formatting import insert_attachment

        insert_attachment(self, target, name)

    def link_at(self, cursor: QTextCursor) -> str | None:
        """The target of the link that the cursor is in."""
        before = cursor.block().text().encode("utf-16-le", "surrogatepass")
        column = len(before[: 2 * cursor.positionInBlock()].decode("utf-16-le", "surrogatepass"))
        return link_target(cursor.block().text(), column)

    # Events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Offer the key to the handlers in turn; what none takes is typed."""
        self.note.layout.flush()
        if self.keys.take(event):
            event.accept()
            return
        before, revision = self.textCursor().position(), self.document().revision()
        super().keyPressEvent(event)
        moved = self.document().revision() == revision
        if moved and not self.textCursor().block().isVisible():
            folds.step_over(self, forward=self.textCursor().position() > before)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Show what is composed; nothing is reported before it is committed."""
        self.note.layout.flush()
        composing = self._composition.active or bool(event.preeditString())
        if not composing and self.keys.take_committed(event.commitString()):
            event.accept()
        else:
            self._composition.take(event, super().inputMethodEvent)

    def inputMethodQuery(self, *query: Any) -> Any:
        """Answer with places as they are in the editor: Qt forgets what stands over the text."""
        answer = super().inputMethodQuery(*query)
        if isinstance(answer, QRectF):
            return answer.translated(QPointF(self.viewport().pos()))
        return answer

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste: pictures and files are offered as attachments, web pages become Markdown."""
        from desktop.editor.clipboard import paste

        self.note.layout.flush()
        if not paste(self, source):
            super().insertFromMimeData(source)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Whether something can be pasted or dropped."""
        return source.hasImage() or source.hasUrls() or super().canInsertFromMimeData(source)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what is dropped where it is dropped."""
        self.note.layout.flush()
        super().dropEvent(event)
        if event.mimeData().hasUrls():  # told of a move, a file manager takes the files away
            event.setDropAction(Qt.DropAction.CopyAction)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow a link on Ctrl+click; fold on a click beside a heading."""
        super().mouseReleaseEvent(event)
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        if folds.click(self, event.position()):
            return
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            target = self.link_at(self.cursorForPosition(event.position().toPoint()))
            if target and not self.textCursor().hasSelection():
                self.link_activated.emit(target)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what a click would follow or fold."""
        super().mouseMoveEvent(event)
        shape = Qt.CursorShape.IBeamCursor
        if folds.hover(self, event.position()):
            shape = Qt.CursorShape.ArrowCursor
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.link_at(
            self.cursorForPosition(event.position().toPoint())
        ):
            shape = Qt.CursorShape.PointingHandCursor
        self.viewport().setCursor(shape)

    def leaveEvent(self, event: QEvent) -> None:
        """Take the fold marks of the pointer away."""
        super().leaveEvent(event)
        folds.hover(self, QPointF(-1, -1))

    # Inside

    def _close(self, documents: list[NoteDocument]) -> None:
        """Let go of those that are neither shown nor kept."""
        for document in {*documents} - {self.note, *self._cache}:
            document.close()

    def _show(self, note: NoteDocument) -> None:
        if note is not self.note:
            self.note.edited = None
            self.note = note
            self.setDocument(note.document)
        note.layout.repaint = self._repaint_block
        note.edited = self._edited
        self._fit()
        self.select(*note.cursor)
        self.verticalScrollBar().setValue(note.scroll)
        self._recount()
        self._cursor_moved()

    def _recount(self) -> None:
        self._count = RunningCount(len(self.note.lines))
        self._counting.start(0)

    def _anchor_and_position(self) -> tuple[int, int]:
        cursor = self.textCursor()
        return cursor.anchor(), cursor.position()

    def _edited(self, edit: Edit) -> None:
        self.edited.emit(edit.position, edit.removed, edit.added)
        self._count.change(edit.first, len(edit.before), len(edit.after))
        self._counting.start(200)
        hidden = not self.document().findBlockByNumber(edit.first).isVisible()
        if hidden or len(edit.before) != len(edit.after):
            QTimer.singleShot(0, self, lambda: self._heal_folds(edit.first, len(edit.after)))

    def _heal_folds(self, first: int, count: int) -> None:
        from desktop.editor import folding

        folding.heal(self, first, count)

    def _count_more(self) -> None:
        """Count in slices, so that a long note stops nobody from typing."""
        if self._count.count(self.note.lines, COUNTING_SLICE):
            self.statistics_changed.emit(self._count.statistics)
        else:
            self._counting.start(0)

    def _scrolled(self) -> None:
        self.scrolled.emit(self.top_line())

    def _cursor_moved(self) -> None:
        self.follow_cursor()
        line = self.textCursor().blockNumber()
        if line != self._line:
            self._line = line
            self.cursor_line_changed.emit(line)
