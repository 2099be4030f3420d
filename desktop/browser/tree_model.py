"""The tree pane's model: fixed rows, categories, tags; updated in place: views keep still."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from desktop.browser import mime
from desktop.browser.rows import row_changes, runs
from desktop.browser.text import one_line, tool_tip
from desktop.browser.tree_nodes import (
    ALL,
    CATEGORIES,
    CHUNK,
    DRAFT,
    FIXED_SCOPES,
    RECENT,
    STARRED,
    STUBS,
    TAGS,
    TOP,
    TRASH,
    UNCATEGORISED,
    Node,
    NodeKind,
    key_of,
    lineage,
)
from notes.model import Scope, ScopeKind, Tree, TreeNode

Index = QModelIndex | QPersistentModelIndex
EMPTY = Tree((), (), 0, 0, 0, 0, 0, 0)

_DROP_ON_FIXED = frozenset({STARRED, UNCATEGORISED, TRASH})

# Views ask for the flags of every row that they lay out: made once, looked up often.
_Flag = Qt.ItemFlag
_IS_ROW = _Flag.ItemIsEnabled | _Flag.ItemIsSelectable
_IS_PLACE = _IS_ROW | _Flag.ItemIsEditable | _Flag.ItemIsDragEnabled | _Flag.ItemIsDropEnabled
_FLAGS = {
    NodeKind.CATEGORY: _IS_PLACE,
    NodeKind.TAG: _IS_PLACE,
    NodeKind.FIXED: _IS_ROW | _Flag.ItemNeverHasChildren,
    NodeKind.SECTION: _Flag.ItemIsEnabled | _Flag.ItemIsDropEnabled,
    NodeKind.DRAFT: _Flag.ItemIsEnabled | _Flag.ItemIsEditable | _Flag.ItemNeverHasChildren,
}
_FLAGS_OF_ROOM = _FLAGS[NodeKind.FIXED] | _Flag.ItemIsDropEnabled


class TreeRole(IntEnum):
    """What the delegate and the pane ask a row."""

    NODE = Qt.ItemDataRole.UserRole.value + 1
    KEY = Qt.ItemDataRole.UserRole.value + 2


class TreeModel(QAbstractItemModel):
    """Shows a `Tree`; emits what a person wants changed and changes nothing itself."""

    named = Signal(object, str)  # the node that was renamed or drafted, its new name
    category_dropped = Signal(str, str)  # path, path of the new parent ("": the top)
    tag_dropped = Signal(str, str)  # path, path of the new parent ("": the top)
    notes_dropped = Signal(object, object)  # ids, Scope

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = itertools.count(1)
        self._nodes: dict[int, Node] = {}
        self._keys: dict[str, Node] = {}
        self._tree = EMPTY
        self._root = Node(0, "", NodeKind.SECTION, None)
        self._nodes[0] = self._root
        self.children_of(self._root)

    # what is shown

    def tree(self) -> Tree:
        """The tree that is shown now."""
        return self._tree

    def show(self, tree: Tree) -> None:
        """Go over to `tree`, touching only the rows that differ."""
        self._tree = tree
        self._sync(self._root)

    def draft(self, parent: Node) -> QModelIndex:
        """A new row on top of `parent`, whose name is to be typed."""
        self.drop_draft()
        children = self.children_of(parent)
        self.beginInsertRows(self.index_of(parent), 0, 0)
        node = self._node(DRAFT, NodeKind.DRAFT, parent)
        children.insert(0, node)
        self._number_rows(children)
        self.endInsertRows()
        return self.index_of(node)

    def drop_draft(self) -> None:
        """Take the draft row away again."""
        node = self._keys.get(DRAFT)
        if node is None or node.parent is None or node.parent.children is None:
            return
        self.beginRemoveRows(self.index_of(node.parent), node.row, node.row)
        del node.parent.children[node.row]
        self._number_rows(node.parent.children)
        self._forget(node)
        self.endRemoveRows()

    # between indexes and nodes

    def node(self, index: Index) -> Node:
        """The node of an index; the invisible root for an invalid one."""
        return self._nodes.get(index.internalId(), self._root) if index.isValid() else self._root

    def index_of(self, node: Node) -> QModelIndex:
        """The index of a node; invalid for the root."""
        return QModelIndex() if node is self._root else self.createIndex(node.row, 0, node.number)

    def index_of_key(self, key: str) -> QModelIndex:
        """The index of a key, whose branch is made on the way; invalid where it is not shown."""
        above = self._root
        for step in lineage(self._tree, key):
            self.children_of(above)
            if step not in self._keys:
                self._reach(above, step)
            node = self._keys.get(step)
            if node is None:
                return QModelIndex()
            above = node
        return self.index_of(above)

    def show_more(self, parent: Node) -> bool:
        """Make rows of more of a node's children; False where all are rows already."""
        if parent.limit >= len(parent.source):
            return False
        parent.limit += 2 * CHUNK
        self._sync(parent)
        return True

    def _reach(self, parent: Node, key: str) -> None:
        kind = NodeKind.TAG if parent.section == TAGS else NodeKind.CATEGORY
        keys = (key_of(kind, source) for source in parent.source)
        place = next((row for row, found in enumerate(keys) if found == key), len(parent.source))
        parent.limit = max(parent.limit, place + CHUNK)
        self._sync(parent)

    # Qt's questions

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:
        node = self._nodes[parent.internalId()] if parent.isValid() else self._root
        children = node.children if node.children is not None else self.children_of(node)
        if column or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, 0, children[row].number)

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # QObject.parent() goes by the same name
        above = self._nodes[index.internalId()].parent if index.isValid() else None
        if above is None or above is self._root:
            return QModelIndex()
        return self.createIndex(above.row, 0, above.number)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        if parent.isValid() and parent.column() != 0:
            return 0
        return len(self.children_of(self.node(parent)))

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 1

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:
        node = self._nodes[parent.internalId()] if parent.isValid() else self._root
        return bool(node.source if node.children is None else node.children)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        node = self.node(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return one_line(self.label(node))
            case Qt.ItemDataRole.EditRole:
                return node.name
            case Qt.ItemDataRole.ToolTipRole if node.path:
                return tool_tip(node.path)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(node)
            case TreeRole.NODE:
                return node
            case TreeRole.KEY:
                return node.key
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        node = self._nodes[index.internalId()]
        return _FLAGS_OF_ROOM if node.key in _DROP_ON_FIXED else _FLAGS[node.kind]

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for a new name. The row changes when the library has changed, not before."""
        node = self.node(index)
        if role != Qt.ItemDataRole.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        name = str(value).strip()
        if not name or name == node.name:
            return False
        self.named.emit(node, name)
        return False

    # drag and drop

    def mimeTypes(self) -> list[str]:
        return [mime.NOTES, mime.CATEGORY, mime.TAG]

    def mimeData(self, indexes: Iterable[QModelIndex]) -> QMimeData:
        nodes = [self.node(index) for index in indexes]
        kind = mime.TAG if nodes and nodes[0].kind is NodeKind.TAG else mime.CATEGORY
        return mime.pack(kind, [node.path for node in nodes if node.path])

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        if row >= 0 or not parent.isValid():
            return False
        target = self.node(parent)
        if data.hasFormat(mime.NOTES):
            return target.kind in {NodeKind.CATEGORY, NodeKind.TAG} or target.key in _DROP_ON_FIXED
        for mime_type, section in ((mime.CATEGORY, CATEGORIES), (mime.TAG, TAGS)):
            if data.hasFormat(mime_type):
                return target.section == section and all(
                    _movable(path, target.path) for path in mime.unpack(data, mime_type)
                )
        return False

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        target = self.node(parent)
        if data.hasFormat(mime.NOTES):
            self.notes_dropped.emit(mime.unpack(data, mime.NOTES), target.scope)
        for path in mime.unpack(data, mime.CATEGORY):
            self.category_dropped.emit(path, target.path)
        for path in mime.unpack(data, mime.TAG):
            self.tag_dropped.emit(path, target.path)
        return True

    # words

    def label(self, node: Node) -> str:
        """The name that a row shows."""
        return self._fixed_labels().get(node.key, node.name)

    def scope_label(self, scope: Scope) -> str:
        """The name of a scope, as a heading."""
        if scope.kind in {ScopeKind.CATEGORY, ScopeKind.TAG}:
            return one_line(scope.value)
        key = next((key for key, kind in FIXED_SCOPES.items() if kind is scope.kind), "")
        return self._fixed_labels().get(key, self.tr("Import"))

    def retranslate(self) -> None:
        """Say the fixed rows in the language that is set now."""
        for key in (*TOP, UNCATEGORISED):
            if node := self._keys.get(key):
                index = self.index_of(node)
                self.dataChanged.emit(index, index)

    def _fixed_labels(self) -> dict[str, str]:
        return {
            ALL: self.tr("All notes"),
            RECENT: self.tr("Recent"),
            STARRED: self.tr("Starred"),
            CATEGORIES: self.tr("Categories"),
            UNCATEGORISED: self.tr("No category"),
            TAGS: self.tr("Tags"),
            STUBS: self.tr("To write"),
            TRASH: self.tr("Trash"),
        }

    def _spoken(self, node: Node) -> str:
        name = one_line(self.label(node))
        if node.kind in {NodeKind.SECTION, NodeKind.DRAFT}:
            return name
        return self.tr("%1, %n note(s)", "", node.count).replace("%1", name)

    # nodes

    def _node(self, key: str, kind: NodeKind, parent: Node, source: TreeNode | None = None) -> Node:
        node = Node(next(self._numbers), key, kind, parent)
        if source is not None:
            node.name, node.path, node.count = source.name, source.path, source.count
            node.source = source.children
        else:
            node.count = self._fixed_count(key)
            node.source = self._fixed_source(key)
        self._nodes[node.number] = node
        self._keys[key] = node
        return node

    def _fixed_source(self, key: str) -> tuple[TreeNode, ...]:
        return {CATEGORIES: self._tree.categories, TAGS: self._tree.tags}.get(key, ())

    def _fixed_count(self, key: str) -> int:
        tree = self._tree
        return {
            ALL: tree.all,
            RECENT: tree.recent,
            STARRED: tree.starred,
            UNCATEGORISED: tree.uncategorised,
            STUBS: tree.stubs,
            TRASH: tree.trashed,
        }.get(key, 0)

    def children_of(self, node: Node) -> list[Node]:
        """The rows in a node, made now where they have not been asked for before."""
        if node.children is None:
            node.children = [
                self._node(key, kind, node, source) for key, kind, source in self._wanted(node)
            ]
            self._number_rows(node.children)
        return node.children

    def _wanted(self, parent: Node) -> list[tuple[str, NodeKind, TreeNode | None]]:
        if parent is self._root:
            sections = {CATEGORIES, TAGS}
            return [
                (key, NodeKind.SECTION if key in sections else NodeKind.FIXED, None) for key in TOP
            ]
        kind = NodeKind.TAG if parent.section == TAGS else NodeKind.CATEGORY
        rows: list[tuple[str, NodeKind, TreeNode | None]] = [
            (key_of(kind, source), kind, source) for source in parent.source[: parent.limit]
        ]
        complete = parent.limit >= len(parent.source)
        if parent.key == CATEGORIES and self._tree.uncategorised and complete:
            rows.append((UNCATEGORISED, NodeKind.FIXED, None))
        return rows

    def _sync(self, parent: Node) -> None:
        if parent.children is None:
            return
        wanted = self._wanted(parent)
        if parent.children and parent.children[0].kind is NodeKind.DRAFT:
            wanted.insert(0, (DRAFT, NodeKind.DRAFT, None))
        self._sync_rows(parent, wanted)
        changed, moved = [], []
        for row, (node, (_, kind, source)) in enumerate(zip(parent.children, wanted, strict=True)):
            if kind is NodeKind.DRAFT:
                continue
            below = node.source
            if self._update(node, source):
                changed.append(row)
            # Most branches are as they were. "No category" comes and goes beside its section's.
            if node.source != below or node.kind is NodeKind.SECTION:
                moved.append(node)
        for first, last in runs(changed):  # a view walks over all the rows of each
            self.dataChanged.emit(
                self.index_of(parent.children[first]), self.index_of(parent.children[last])
            )
        for node in moved:
            self._sync(node)

    def _sync_rows(self, parent: Node, wanted: list[tuple[str, NodeKind, TreeNode | None]]) -> None:
        children = self.children_of(parent)
        changes = row_changes([node.key for node in children], [key for key, _, _ in wanted])
        if not changes:
            return
        above = self.index_of(parent)
        for first, last in changes.removals:
            self.beginRemoveRows(above, first, last)
            for node in children[first : last + 1]:
                self._forget(node)
            del children[first : last + 1]
            self._number_rows(children)
            self.endRemoveRows()
        if changes.order:
            self._reorder(parent, changes.start, changes.order)
        for first, last in changes.insertions:
            self.beginInsertRows(above, first, last)
            children[first:first] = [
                self._node(key, kind, parent, source)
                for key, kind, source in wanted[first : last + 1]
            ]
            self._number_rows(children)
            self.endInsertRows()

    def _reorder(self, parent: Node, start: int, order: tuple[int, ...]) -> None:
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        nodes = [self.node(index) for index in held]
        children = self.children_of(parent)
        children[start : start + len(order)] = [children[row] for row in order]
        self._number_rows(children)
        self.changePersistentIndexList(held, [self.index_of(node) for node in nodes])
        self.layoutChanged.emit()

    def _update(self, node: Node, source: TreeNode | None) -> bool:
        if source is None:
            count, below = self._fixed_count(node.key), self._fixed_source(node.key)
            changed = False
        else:
            count, below = source.count, source.children
            changed = node.name != source.name or node.path != source.path
            node.name, node.path = source.name, source.path
        changed = changed or node.count != count or bool(node.source) != bool(below)
        node.count, node.source = count, below
        if len(below) < CHUNK:
            node.limit = CHUNK  # a filter left few; when it goes, all do not come back at once
        return changed

    def _forget(self, node: Node) -> None:
        self._nodes.pop(node.number, None)
        if self._keys.get(node.key) is node:
            del self._keys[node.key]
        for child in node.children or ():
            self._forget(child)

    @staticmethod
    def _number_rows(children: list[Node]) -> None:
        for row, node in enumerate(children):
            node.row = row


def _movable(path: str, into: str) -> bool:
    above = path.rpartition("/")[0]
    return into != path and into != above and not into.startswith(path + "/")
