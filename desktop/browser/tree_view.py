"""The tree pane: fixed lists, categories, tags; renamed, made and moved in place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QMenu, QVBoxLayout, QWidget

from desktop.browser import tree_nodes as nodes
from desktop.browser.fields import IconField
from desktop.browser.tree_menu import tree_menu
from desktop.browser.tree_model import EMPTY, TreeModel, TreeRole
from desktop.browser.tree_nodes import Node, NodeKind
from desktop.browser.tree_requests import TreeRequests
from desktop.browser.tree_widget import TreeView
from notes.model import Scope, Tree

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QObject

    from desktop.theme import Theme

# While a filter shows more rows than this, only the branches of the first matches are opened.
OPENED_BY_FILTER = 400


class TreePane(QWidget):
    """Shows a `Tree`, says which scope is chosen, and asks for changes; it changes nothing itself.

    Paths are texts with `/` between the names; "" is the top.
    """

    scope_selected = Signal(object)  # Scope
    scope_activated = Signal(object)  # Scope; Enter: the list wants the focus
    notes_dropped = Signal(object, object)  # ids (list[str]), Scope they were dropped on
    new_note_requested = Signal(object)  # Scope
    import_requested = Signal(object)  # Scope of the category to import into
    export_requested = Signal(object)  # Scope
    empty_trash_requested = Signal()
    category_create_requested = Signal(str)  # path
    category_rename_requested = Signal(str, str)  # path, new name
    category_move_requested = Signal(str, str)  # path, path of the new parent
    category_delete_requested = Signal(str, bool)  # path, its notes go into the trash
    tag_create_requested = Signal(str)  # path
    tag_rename_requested = Signal(str, str)  # path, new path; onto a tag that exists: they merge
    tag_delete_requested = Signal(str)  # path

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tree: Tree = EMPTY
        self._current = nodes.ALL
        self._scope = Scope()
        self._opened: set[str] = {nodes.CATEGORIES, nodes.TAGS}
        self._loaded = False
        self._quiet = False

        self.model = TreeModel(self)
        self.view = TreeView(self.model, theme, self)
        # What comes after the tags stays in sight however many tags there are.
        self.foot = TreeView(self.model, theme, self)
        self.foot.setSelectionModel(self.view.selectionModel())
        self.foot.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.foot.setFixedHeight(len(nodes.FOOT) * theme.px("size", "row"))
        self.view.show_only(set(nodes.TOP) - set(nodes.FOOT))
        self.foot.show_only(nodes.FOOT)
        self.filter = IconField("filter", theme, self)
        self.filter.installEventFilter(self)
        self.nothing = QLabel(self)
        self.nothing.setProperty("role", "small")
        self.nothing.setTextFormat(Qt.TextFormat.PlainText)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setWordWrap(True)
        self.nothing.hide()

        layout = QVBoxLayout(self)
        space = theme.px("space", "s")
        layout.setContentsMargins(0, space, 0, space)
        layout.setSpacing(space)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.nothing)
        layout.addWidget(self.foot)
        below = QVBoxLayout()
        below.setContentsMargins(space, 0, space, 0)
        below.addWidget(self.filter)
        layout.addLayout(below)
        self.setFocusProxy(self.view)

        self._filter_later = QTimer(self, singleShot=True, interval=80)
        self._filter_later.timeout.connect(self._apply_filter)
        self.filter.textChanged.connect(self._filter_later.start)
        self.view.selectionModel().currentChanged.connect(self._current_changed)
        self.view.expanded.connect(lambda index: self._remember(index, opened=True))
        self.view.collapsed.connect(lambda index: self._remember(index, opened=False))
        for view in (self.view, self.foot):
            view.menu_requested.connect(self._open_menu)
            view.add_requested.connect(self.create_in)
            view.typed.connect(self._start_filter)
            view.reselected.connect(lambda: self.scope_selected.emit(self._scope))
            view.installEventFilter(self)
        bar = self.view.verticalScrollBar()
        bar.rangeChanged.connect(
            lambda _low, high: self.foot.leave_at_right(bar.sizeHint().width() if high else 0)
        )
        self.view.left_downwards.connect(lambda: self._go_over(self.foot, nodes.FOOT[0]))
        self.foot.left_upwards.connect(self._go_up)
        self.requests = TreeRequests(self)
        self.model.named.connect(self.requests.name)
        self.model.category_dropped.connect(self.category_move_requested)
        self.model.tag_dropped.connect(self.requests.move_tag)
        self.model.notes_dropped.connect(self.notes_dropped)
        self._retranslate()
        self.model.show(EMPTY)
        self._open_remembered()

    # what is shown

    def show_tree(self, tree: Tree) -> None:
        """Show `tree`; selection, scroll position and open branches stay as they are."""
        self._tree = tree
        self._show()
        self._loaded = True

    def tree(self) -> Tree:
        """The tree that is shown, whatever the filter leaves of it."""
        return self._tree

    def theme(self) -> Theme:
        """The theme that is on."""
        return self._theme

    def scope(self) -> Scope:
        """The chosen scope."""
        return self._scope

    def scope_label(self) -> str:
        """The name of the chosen scope, as a heading."""
        return self.model.scope_label(self._scope)

    def select(self, scope: Scope) -> None:
        """Choose the row of `scope` and open what is above it; nothing is emitted."""
        key = nodes.find(self._tree, scope)
        self._scope = scope
        if key is None:
            self._current = ""
            self.view.clearSelection()
            return
        self._current = key
        self._opened.update(nodes.lineage(self._tree, key)[:-1])
        self._open_remembered()
        self._show_current(scroll=True)

    def state(self) -> dict[str, Any]:
        """What should be as it was at the next start: open branches and the chosen row."""
        return {"opened": sorted(self._opened), "current": self._current}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Take back what `state` gave; rows that are gone are passed over."""
        opened = state.get("opened")
        if isinstance(opened, list):
            self._opened = {key for key in opened if isinstance(key, str)}
        current = state.get("current")
        self._current = current if isinstance(current, str) and current else nodes.ALL
        self._show()

    def set_theme(self, theme: Theme) -> None:
        """Take on the theme's colours."""
        self._theme = theme
        self.view.set_theme(theme)
        self.foot.set_theme(theme)
        self.filter.set_theme(theme)

    # making and renaming

    def create_in(self, node: Node) -> None:
        """Open a new row in `node` (a section, category or tag) for its name to be typed."""
        if self.filter.text():
            self.filter.clear()
            self._apply_filter()
        index = self.model.index_of_key(node.key)
        self.view.expand(index)
        draft = self.model.draft(self.model.node(index))
        self.view.expand(index)
        self.view.begin_edit(draft)

    def create_category(self) -> None:
        """Type the name of a new category in the chosen one, or at the top."""
        self._create(nodes.CATEGORIES, NodeKind.CATEGORY)

    def create_tag(self) -> None:
        """Type the name of a new tag in the chosen one, or at the top."""
        self._create(nodes.TAGS, NodeKind.TAG)

    def tab_stops(self) -> list[QWidget]:
        """What Tab goes through, in order."""
        return [self.view, self.foot, self.filter]

    def rename_current(self) -> None:
        """Type a new name for the chosen category or tag."""
        index = self.view.currentIndex()
        if index.isValid() and self.model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.view.begin_edit(index)

    def delete_current(self) -> None:
        """Delete the chosen category or tag, after a question where notes are touched."""
        node = self.view.node_at(self.view.currentIndex())
        if node is not None:
            self.requests.delete(node)

    def _create(self, section: str, kind: NodeKind) -> None:
        node = self.view.node_at(self.view.currentIndex())
        if node is None or node.kind is not kind:
            node = self.model.node(self.model.index_of_key(section))
        self.create_in(node)

    # the chosen row

    def _current_changed(self, index: QModelIndex) -> None:
        node = self.view.node_at(index)
        if self._quiet or node is None or node.scope is None:
            return
        self._current = node.key
        if node.scope != self._scope:
            self._scope = node.scope
            self.scope_selected.emit(self._scope)

    def _show_current(self, *, scroll: bool = False) -> None:
        index = self.model.index_of_key(self._current) if self._current else None
        if index is None or not index.isValid():
            return
        self._quiet = True
        self.view.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        if scroll:
            self.view.scrollTo(index)
        self._quiet = False

    def _follow_current(self) -> None:
        """A renamed or moved row keeps being chosen: its scope has a new path now."""
        node = self.view.node_at(self.model.index_of_key(self._current))
        if node is not None and node.scope is not None:
            if node.scope != self._scope:
                self._scope = node.scope
                self.scope_selected.emit(self._scope)
        elif self._loaded and not self.filter.text() and self._current:
            self._current = nodes.ALL
            self._scope = Scope()
            self._show_current()
            self.scope_selected.emit(self._scope)

    def _show(self) -> None:
        needle = self.filter.text()
        shown = nodes.filtered(self._tree, needle)
        self._quiet = True
        self.model.show(shown)
        self._quiet = False
        self.nothing.setVisible(bool(needle.strip()) and not shown.categories and not shown.tags)
        if needle.strip():
            self._open_matches()
        else:
            self._open_remembered()
        if self.view.currentIndex() != self.model.index_of_key(self._current):
            self._show_current()
        if self._tree is not EMPTY:
            self._follow_current()

    def _go_over(self, view: TreeView, key: str) -> None:
        view.setFocus()
        view.setCurrentIndex(self.model.index_of_key(key))

    def _go_up(self) -> None:
        """From the foot to the last row above it that is open."""
        index = self.model.index_of_key(nodes.TAGS)
        while self.view.isExpanded(index) and self.model.rowCount(index):
            index = self.model.index(self.model.rowCount(index) - 1, 0, index)
        self.view.setFocus()
        self.view.setCurrentIndex(index)

    # open branches

    def remember_open(self, node: Node | None) -> None:
        """Keep a branch open when the tree is shown next."""
        if node is not None:
            self._opened.add(node.key)

    def _remember(self, index: QModelIndex, *, opened: bool) -> None:
        if self._quiet or self.filter.text().strip():
            return
        key = str(index.data(TreeRole.KEY))
        if opened:
            self._opened.add(key)
        else:
            self._opened.discard(key)

    def _open_remembered(self) -> None:
        self._quiet = True
        waiting = [self.model.index_of_key(key) for key in (nodes.CATEGORIES, nodes.TAGS)]
        while waiting:
            index = waiting.pop()
            node = self.model.node(index)
            if node.key not in self._opened:
                continue
            self.view.expand(index)
            waiting += [
                self.model.index_of(child)
                for child in self.model.children_of(node)
                if child.key in self._opened
            ]
        self._quiet = False

    def _open_matches(self) -> None:
        self._quiet = True
        waiting = [self.model.index_of_key(nodes.CATEGORIES), self.model.index_of_key(nodes.TAGS)]
        needle = self.filter.text()
        opened = 0
        while waiting and opened < OPENED_BY_FILTER:
            index = waiting.pop(0)
            self.view.expand(index)
            opened += 1
            for row in range(min(self.model.rowCount(index), OPENED_BY_FILTER)):
                child = self.model.index(row, 0, index)
                node = self.model.node(child)
                if node.source and nodes.holds_match(node.source, needle):
                    waiting.append(child)
        self._quiet = False

    # the filter

    def _start_filter(self, letters: str) -> None:
        self.filter.setFocus()
        self.filter.insert(letters)

    def _apply_filter(self) -> None:
        self._filter_later.stop()
        if not self.filter.text().strip():
            self._close_unremembered()
        self._show()
        if not self.filter.text().strip():
            self._show_current(scroll=True)

    def _close_unremembered(self) -> None:
        self._quiet = True
        self.view.collapseAll()
        self._quiet = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and watched is self.view
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_F2
            and self._can_rename()
        ):
            event.accept()  # the key is the row's here, not that of the note's title
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.filter:
                return self._filter_key(event)
            if watched in (self.view, self.foot):
                return self._view_key(event)
        return super().eventFilter(watched, event)

    def _can_rename(self) -> bool:
        index = self.view.currentIndex()
        return bool(self.model.flags(index) & Qt.ItemFlag.ItemIsEditable)

    def _filter_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.filter.clear()
            self._apply_filter()
            self.view.setFocus()
            return True
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._apply_filter()
            self._choose_first_match()
            self.view.setFocus()
            return True
        return False

    def _choose_first_match(self) -> None:
        needle = self.filter.text()
        if not needle.strip():
            return
        for section in (nodes.CATEGORIES, nodes.TAGS):
            waiting = [self.model.index_of_key(section)]
            while waiting:
                above = waiting.pop(0)
                for row in range(min(self.model.rowCount(above), OPENED_BY_FILTER)):
                    index = self.model.index(row, 0, above)
                    if nodes.matches(self.model.node(index).name, needle):
                        self.view.setCurrentIndex(index)
                        return
                    waiting.append(index)

    def _view_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        node = self.view.node_at(self.view.currentIndex())
        if node is None or self.view.is_editing():
            return False
        if key == Qt.Key.Key_F2:
            self.rename_current()
        elif key == Qt.Key.Key_Delete:
            self.requests.delete(node)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and node.scope is not None:
            self.scope_activated.emit(node.scope)
        elif key == Qt.Key.Key_Escape and self.filter.text():
            self.filter.clear()
            self._apply_filter()
        else:
            return False
        return True

    # the menu

    def menu_for(self, node: Node | None) -> QMenu | None:
        """The context menu of a row; None where nothing can be done."""
        return tree_menu(self, self._theme, node)

    def _open_menu(self, node: Node | None, where: QPoint) -> None:
        menu = self.menu_for(node)
        if menu is not None:
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(where)

    def rename(self, node: Node) -> None:
        """Type a new name for a category or tag."""
        self.view.begin_edit(self.model.index_of_key(node.key))

    def open_all(self, section: str) -> None:
        """Open every branch of a section."""
        waiting = [self.model.index_of_key(section)]
        while waiting:
            index = waiting.pop()
            if self.model.hasChildren(index):
                self.view.expand(index)
                waiting += [
                    self.model.index(row, 0, index) for row in range(self.model.rowCount(index))
                ]

    def close_all(self, section: str) -> None:
        """Close every branch of a section."""
        index = self.model.index_of_key(section)
        for row in range(self.model.rowCount(index)):
            self.view.collapse(self.model.index(row, 0, index))
        self._opened = {key for key in self._opened if key in {nodes.CATEGORIES, nodes.TAGS}}

    # words

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.model.retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.view.setAccessibleName(self.tr("Categories and tags"))
        self.foot.setAccessibleName(self.tr("To write and trash"))
        self.filter.setPlaceholderText(self.tr("Filter"))
        self.filter.setAccessibleName(self.tr("Filter categories and tags"))
        self.nothing.setText(self.tr("No category or tag has this in its name."))
