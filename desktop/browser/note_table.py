"""The view inside the list pane: one column of notes, quick at 100,000 rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QKeyEvent,
    QMouseEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.browser import mime
from desktop.browser.list_delegate import NoteDelegate
from desktop.browser.list_model import NoteListModel
from desktop.browser.tree_widget import drag_picture
from desktop.viewport import viewport

if TYPE_CHECKING:
    from desktop.theme import Theme

FITTED = 40  # rows beyond those in sight whose heights are put right ahead of time
_CONFIRM = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class NoteTable(QTableView):
    """A table of one column: unlike a list view it does not walk over all rows to lay them out."""

    menu_requested = Signal(QPoint)  # global position
    star_clicked = Signal(str)  # note id
    confirmed = Signal()  # Enter or a double click
    delete_pressed = Signal()
    escaped = Signal()
    left_upwards = Signal()  # Up on the first row
    typed = Signal(str)  # letters typed on the list: they search

    def __init__(self, model: NoteListModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.note_delegate = NoteDelegate(theme, self)
        self.setModel(model)
        self.setItemDelegate(self.note_delegate)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self._page = viewport(self)
        self._page.setAutoFillBackground(False)
        palette = self.palette()  # the style would fill chosen rows from edge to edge
        palette.setColor(QPalette.ColorRole.Highlight, Qt.GlobalColor.transparent)
        self.setPalette(palette)
        across = self.horizontalHeader()
        across.hide()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        across.setMinimumSectionSize(1)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.use_height(with_text=True)
        model.dataChanged.connect(lambda first, last: self._fit(first.row(), last.row()))
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.fit_near())

    def set_theme(self, theme: Theme) -> None:
        """Take on the theme's colours and sizes."""
        self.note_delegate.theme = theme
        self.viewport().update()

    def use_height(self, *, with_text: bool) -> None:
        """Take it that rows whose notes are not known yet have text, or that they have none."""
        height = self.note_delegate.height() if with_text else self.note_delegate.height(0)
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalScrollBar().setSingleStep(28)

    def fit_near(self) -> None:
        """Give the rows in sight, and some before and after, the heights that they need."""
        first = max(0, self.rowAt(0))
        last = self.rowAt(self.viewport().height() - 1)
        if last < 0:
            last = first + FITTED
        self._fit(max(0, first - FITTED), min(self._model.rowCount() - 1, last + FITTED))

    def _fit(self, first: int, last: int) -> None:
        header = self.verticalHeader()
        top = self.rowAt(0)
        width = self.viewport().width()
        grown = 0  # px, above what is in sight
        for row in range(first, last + 1):
            summary = self._model.summary(row)
            if summary is None:
                continue
            height = self.note_delegate.height_of(summary, self._model.snippet(row), width)
            before = header.sectionSize(row)
            if height != before:
                header.resizeSection(row, height)
                grown += height - before if row < top else 0
        if grown:
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + grown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What was one line may need two now."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit_near()

    def selected_ids(self) -> list[str]:
        """The ids of the selected rows in their order; quick also when all of many are."""
        spans = self.selectionModel().selection()
        rows = sorted((spans.at(i).top(), spans.at(i).bottom()) for i in range(spans.count()))
        ids = self._model.ids()
        return [note_id for first, last in rows for note_id in ids[first : last + 1]]

    def last_visible_row(self) -> int:
        """The row at the lower edge; the last one where the rows end above it."""
        row = self.rowAt(self.viewport().height() - 1)
        return row if row >= 0 else self._model.rowCount() - 1

    def go_to_row(self, row: int) -> None:
        """Select one row and show it."""
        index = self._model.index(row)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        where = event.position().toPoint()
        index = self.indexAt(where)
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            summary = self._model.summary(index.row())
            star = self.note_delegate.star(self.visualRect(index)).adjusted(-4, -4, 4, 4)
            if summary is not None and not summary.trashed and star.contains(where):
                self.star_clicked.emit(summary.id)
                event.accept()
                return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if self.indexAt(event.position().toPoint()).isValid():
            self.confirmed.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        where = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            where = self.visualRect(self.currentIndex()).center()
        self.menu_requested.emit(self.viewport().mapToGlobal(where))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in _CONFIRM:
            self.confirmed.emit()
        elif key == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif key == Qt.Key.Key_Up and not held and self.currentIndex().row() <= 0:
            self.left_upwards.emit()
        elif key == Qt.Key.Key_Down and not held and self._nothing_chosen():
            # Qt moves on from the row that has the focus, though nobody has seen that one yet.
            self.go_to_row(max(0, self.currentIndex().row()))
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._go_to_end(last=key == Qt.Key.Key_End, extend=bool(held))
        elif _is_typing(event):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _nothing_chosen(self) -> bool:
        return self._model.rowCount() > 0 and not self.selectionModel().hasSelection()

    def _go_to_end(self, *, last: bool, extend: bool) -> None:
        count = self._model.rowCount()
        if not count:
            return
        row = count - 1 if last else 0
        if not extend:
            self.go_to_row(row)
            return
        flags = QItemSelectionModel.SelectionFlag
        from_row = max(0, self.currentIndex().row())
        self.go_to_row(row)
        spans = self.selectionModel().selection()
        spans.select(self._model.index(min(row, from_row)), self._model.index(max(row, from_row)))
        self.selectionModel().select(spans, flags.Select | flags.Rows)

    def startDrag(self, actions: Qt.DropAction) -> None:
        ids = self.selected_ids()
        if not ids:
            return
        drag = QDrag(self)
        drag.setMimeData(mime.pack(mime.NOTES, ids))
        text = str(self._model.index(self._model.row_of(ids[0])).data() or "")
        if len(ids) > 1:
            text = self.tr("%n note(s)", "", len(ids))
        drag.setPixmap(drag_picture(self, text, self.note_delegate.theme))
        drag.setHotSpot(QPoint(-12, -8))
        drag.exec(Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, Qt.DropAction.MoveAction)


def _is_typing(event: QKeyEvent) -> bool:
    keys = Qt.KeyboardModifier
    plain = not event.modifiers() & ~(keys.ShiftModifier | keys.KeypadModifier)
    return plain and bool(event.text().strip()) and event.text().isprintable()
