"""How a row of the tree looks: an icon or a chevron, the name, and the count at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QEvent, QLocale, QRect, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.browser import tree_nodes as nodes
from desktop.browser.painting import draw_background, draw_elided, draw_icon
from desktop.browser.tree_model import Index, TreeRole
from desktop.browser.tree_nodes import Node, NodeKind

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop.theme import Theme

ICONS = {
    nodes.ALL: "all",
    nodes.RECENT: "recent",
    nodes.STARRED: "star",
    nodes.UNCATEGORISED: "inbox",
    nodes.STUBS: "stub",
    nodes.TRASH: "trash",
}


class TreeDelegate(QStyledItemDelegate):
    """Paints rows of the tree and edits their names in place."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.drop_target: str = ""  # key of the row under what is dragged

    # measures, px

    @property
    def step(self) -> int:
        """How far a level is indented."""
        return self.theme.px("size", "icon")

    def start(self, node: Node) -> int:
        """Where the icon or chevron of a row starts."""
        return self.theme.px("space", "s") + 2 + node.level * self.step

    def chevron(self, row: QRect, node: Node) -> QRect:
        """Where a click opens or closes the row."""
        size = self.theme.px("size", "icon")
        return QRect(row.left() + self.start(node) - 2, row.top(), size + 4, row.height())

    def text_start(self, node: Node) -> int:
        """Where the name of a row starts."""
        if node.kind is NodeKind.SECTION:
            return self.theme.px("space", "s") + 2
        return self.start(node) + self.theme.px("size", "icon") + self.theme.px("space", "s") - 2

    def plus(self, row: QRect) -> QRect:
        """Where a click on a section's row adds to it."""
        size = self.theme.px("size", "icon") + 4
        return QRect(
            row.right() - self.theme.px("space", "s") - size, row.bottom() - size - 1, size, size
        )

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, self.theme.px("size", "row"))

    # painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        node: Node = index.data(TreeRole.NODE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._background(painter, option, node)
        if node.kind is NodeKind.SECTION:
            self._section(painter, option, index, node)
        else:
            self._row(painter, option, index, node)
        painter.restore()

    def _background(self, painter: QPainter, option: QStyleOptionViewItem, node: Node) -> None:
        margin = self.theme.px("space", "xs")
        box = option.rect.adjusted(margin, 0, -margin, 0)
        radius = self.theme.px("radius", "s")
        state = option.state
        if node.kind is NodeKind.SECTION:  # it cannot be chosen
            state &= ~QStyle.StateFlag.State_MouseOver
        if node.key == self.drop_target:
            painter.setPen(QPen(self.theme.colour("accent"), 1))
            painter.setBrush(self.theme.colour("accent_soft"))
            painter.drawRoundedRect(box.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        else:
            draw_background(painter, self.theme, state, box, radius)

    def _section(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, node: Node
    ) -> None:
        font = QFont(option.font)
        font.setPixelSize(self.theme.px("type", "small"))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(self.theme.colour("text_faint"))
        left = self.text_start(node)
        text = str(index.data())
        row = option.rect.adjusted(left, 0, 0, -3)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        taken = painter.boundingRect(row, flags, text)
        painter.drawText(row, flags, text)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        opened = bool(option.state & QStyle.StateFlag.State_Open)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if node.source and (hovered or focused or not opened):
            name = "chevron-down" if opened else "chevron-right"
            where = QRect(taken.right() + 4, taken.center().y() - 6, 12, 12)
            self._icon(painter, where, name, "text_faint")
        if hovered or focused:
            self._icon(painter, self.plus(option.rect).adjusted(2, 2, -2, -2), "plus", "text_soft")

    def _row(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, node: Node
    ) -> None:
        row = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        size = self.theme.px("size", "icon")
        box = QRect(row.left() + self.start(node), row.center().y() - size // 2 + 1, size, size)
        if node.kind is NodeKind.FIXED:
            self._icon(painter, box, ICONS[node.key], "accent" if selected else "text_soft")
        elif node.source:
            opened = bool(option.state & QStyle.StateFlag.State_Open)
            self._icon(
                painter,
                box.adjusted(2, 2, -2, -2),
                "chevron-down" if opened else "chevron-right",
                "text_soft",
            )
        elif node.kind is NodeKind.TAG:
            self._icon(painter, box.adjusted(2, 2, -2, -2), "tag", "text_faint")
        elif node.kind is NodeKind.CATEGORY:
            self._icon(painter, box.adjusted(2, 2, -2, -2), "folder", "text_faint")
        right = row.right() - self.theme.px("space", "m")
        right = self._count(painter, option, node, right)
        left = row.left() + self.text_start(node)
        painter.setFont(option.font)
        unused = node.kind in {NodeKind.CATEGORY, NodeKind.TAG} and not node.count
        painter.setPen(self.theme.colour("text_faint" if unused else "text"))
        name = QRect(left, row.top(), max(0, right - left), row.height())
        draw_elided(painter, name, str(index.data()))

    def _count(
        self, painter: QPainter, option: QStyleOptionViewItem, node: Node, right: int
    ) -> int:
        if not node.count:
            return right
        font = QFont(option.font)
        font.setPixelSize(self.theme.px("type", "small"))
        painter.setFont(font)
        painter.setPen(self.theme.colour("text_faint"))
        text = QLocale().toString(node.count)  # the option's own groups no digits
        width = painter.fontMetrics().horizontalAdvance(text)
        where = QRect(right - width, option.rect.top(), width + 1, option.rect.height())
        painter.drawText(where, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        return right - width - self.theme.px("space", "s")

    def _icon(self, painter: QPainter, where: QRect, name: str, role: str) -> None:
        draw_icon(painter, self.theme, where.topLeft(), name, role, where.width())

    # editing

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> QWidget:
        editor = QLineEdit(parent)
        editor.setObjectName("treeNameEditor")
        editor.setMaxLength(200)
        node: Node = index.data(TreeRole.NODE)
        editor.setAccessibleName(self.tr("Name"))
        if node.kind is NodeKind.DRAFT:
            of_tag = node.section == nodes.TAGS
            editor.setPlaceholderText(self.tr("New tag") if of_tag else self.tr("New category"))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # Counts change while a name is typed; what has been typed must stay.
        if isinstance(editor, QLineEdit) and not editor.property("filled"):
            editor.setProperty("filled", True)
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        node: Node = index.data(TreeRole.NODE)
        left = option.rect.left() + self.text_start(node) - 5
        editor.setGeometry(
            left, option.rect.top() + 1, option.rect.right() - left - 4, option.rect.height() - 2
        )

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        # While an input method composes, Enter and Esc are its own.
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(editor, QLineEdit)
            and event.key() == Qt.Key.Key_Tab
        ):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor)
            return True
        return super().eventFilter(editor, event)
