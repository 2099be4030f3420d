"""The view inside the tree pane: rows as one target, chevrons, drag and drop, keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QTreeView, QWidget

from desktop.browser.tree_delegate import TreeDelegate
from desktop.browser.tree_model import Index, TreeModel, TreeRole
from desktop.browser.tree_nodes import Node, NodeKind
from desktop.viewport import viewport

if TYPE_CHECKING:
    from collections.abc import Collection

    from desktop.theme import Theme


class TreeView(QTreeView):
    """A `QTreeView` without branch lines; its own chevrons, section buttons and drop marks."""

    menu_requested = Signal(object, QPoint)  # Node or None, global position
    add_requested = Signal(object)  # the section's Node
    typed = Signal(str)  # letters typed on the tree: they filter it
    reselected = Signal()  # the current row was clicked again
    left_downwards = Signal()  # Down on the last row
    left_upwards = Signal()  # Up on the first row

    def __init__(self, model: TreeModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._delegate = TreeDelegate(theme, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)  # the delegate indents; the whole row is one target
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDragDropOverwriteMode(True)  # drops land on rows, never between them
        self.setDropIndicatorShown(False)
        self.setAutoExpandDelay(700)
        self.setAutoScroll(True)
        self._page = viewport(self)
        self._page.setAutoFillBackground(False)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._show_more())

    def set_theme(self, theme: Theme) -> None:
        """Take on the theme's colours and sizes."""
        self._delegate.theme = theme
        self.viewport().update()

    def node_at(self, index: QModelIndex) -> Node | None:
        """The node of an index of this view."""
        return index.data(TreeRole.NODE) if index.isValid() else None

    def is_editing(self) -> bool:
        """Whether a name is being typed; keys that its field leaves over are not the view's."""
        return self.state() is QAbstractItemView.State.EditingState

    def begin_edit(self, index: QModelIndex) -> None:
        """Open the editor on a row."""
        self.scrollTo(index)
        self.edit(index)

    def show_only(self, keys: Collection[str]) -> None:
        """Hide the rows at the top level that are not among these."""
        for row in range(self._model.rowCount()):
            key = self._model.index(row, 0).data(TreeRole.KEY)
            self.setRowHidden(row, QModelIndex(), key not in keys)

    def _show_more(self) -> None:
        """Where the last row made so far of a long branch comes in sight, make more."""
        index = self.indexAt(QPoint(1, 1))
        bottom = self.viewport().height()
        while index.isValid() and self.visualRect(index).top() < bottom:
            node = self.node_at(index)
            above = node.parent if node else None
            if above is not None and above.children and above.children[-1] is node:
                self._model.show_more(above)
            index = self.indexBelow(index)

    def leave_at_right(self, width: int) -> None:
        """Leave this much free, px: as much as the scroll bar of the view above takes."""
        self.setViewportMargins(0, 0, width, 0)

    # mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        node = self.node_at(index)
        if node is not None and event.button() == Qt.MouseButton.LeftButton:
            row = self.visualRect(index)
            where = event.position().toPoint()
            if node.kind is NodeKind.SECTION:
                if self._delegate.plus(row).contains(where):
                    self.add_requested.emit(node)
                else:
                    self.setExpanded(index, not self.isExpanded(index))
                event.accept()
                return
            if node.source and self._delegate.chevron(row, node).contains(where):
                self.setExpanded(index, not self.isExpanded(index))
                event.accept()
                return
            if index == self.currentIndex():
                self.reselected.emit()
        if event.button() == Qt.MouseButton.RightButton:
            return  # the menu names its row; looking at another scope would be too much
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        node = self.node_at(index)
        if node is None or node.kind is NodeKind.SECTION:
            return self.mousePressEvent(event)
        if node.source:
            self.setExpanded(index, not self.isExpanded(index))
        event.accept()
        return None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
            where = self.visualRect(index).bottomLeft() + QPoint(24, 0)
        else:
            where = event.pos()
            index = self.indexAt(where)
        self.menu_requested.emit(self.node_at(index), self.viewport().mapToGlobal(where))
        event.accept()

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        node = self.node_at(index)
        key = event.key()
        if self.is_editing():
            return
        if node is not None and node.kind is NodeKind.SECTION and key in _CONFIRM:
            self.setExpanded(index, not self.isExpanded(index))
            return
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if plain and event.text().strip() and event.text().isprintable():
            self.typed.emit(event.text())
            return
        super().keyPressEvent(event)
        if key in _LEAVING and index == self.currentIndex() and not event.modifiers():
            (self.left_downwards if key == Qt.Key.Key_Down else self.left_upwards).emit()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        # Leaving a name must not open the next one.
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self._model.drop_draft()
        self.setFocus()

    # drag and drop

    def startDrag(self, actions: Qt.DropAction) -> None:
        indexes = [index for index in self.selectedIndexes() if self._draggable(index)]
        if not indexes:
            return
        drag = QDrag(self)
        drag.setMimeData(self._model.mimeData(indexes))
        drag.setPixmap(drag_picture(self, str(indexes[0].data()), self._delegate.theme))
        drag.setHotSpot(QPoint(-12, -8))
        drag.exec(Qt.DropAction.MoveAction)

    def _draggable(self, index: QModelIndex) -> bool:
        return bool(self.model().flags(index) & Qt.ItemFlag.ItemIsDragEnabled)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        can = index.isValid() and self.model().canDropMimeData(
            event.mimeData(), event.dropAction(), -1, -1, index
        )
        self._mark(str(index.data(TreeRole.KEY)) if can else "")
        if can:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark("")
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._mark("")
        index = self.indexAt(event.position().toPoint())
        if self.model().dropMimeData(event.mimeData(), event.dropAction(), -1, -1, index):
            event.acceptProposedAction()
        else:
            event.ignore()
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)

    def _mark(self, key: str) -> None:
        if key != self._delegate.drop_target:
            self._delegate.drop_target = key
            self.viewport().update()

    # painting

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Nothing: the chevrons say enough."""

    def event(self, event: QEvent) -> bool:
        # Hover and focus draw over the whole row, so the whole viewport follows them.
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.viewport().update()
        return super().event(event)


_LEAVING = {Qt.Key.Key_Up, Qt.Key.Key_Down}
_CONFIRM = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}


def drag_picture(widget: QWidget, text: str, theme: Theme) -> QPixmap:
    """The label that hangs at the pointer while something is dragged."""
    metrics = widget.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, 240)
    size = QSize(metrics.horizontalAdvance(shown) + 24, 28)
    ratio = widget.devicePixelRatio()
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(widget.font())
    painter.setPen(theme.colour("line"))
    painter.setBrush(theme.colour("raised"))
    box = QRect(QPoint(0, 0), size).toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(box, 6, 6)
    painter.setPen(theme.colour("text"))
    painter.drawText(QRect(QPoint(0, 0), size), Qt.AlignmentFlag.AlignCenter, shown)
    painter.end()
    return picture
