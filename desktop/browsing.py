"""Tree, list and search together: which notes are shown, and that they stay true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from notes.changes import Change, Kind
from notes.errors import Fault, FaultCode
from notes.model import Scope, Sort

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.browser.list_view import ListPane
    from desktop.browser.tree_view import TreePane
    from desktop.session import Session
    from desktop.trace import Trace
    from notes.model import NoteSummary, SearchPage, Tree

_HITS = 50  # asked for at once; more come as one scrolls
_TREE_KINDS = frozenset({Kind.CATEGORIES, Kind.TAGS, Kind.TRASH, Kind.META})
_LIST_KINDS = frozenset({Kind.TEXT, Kind.META, Kind.TRASH, Kind.CATEGORIES, Kind.TAGS})


class Browsing(QObject):
    """Asks the session for what the tree and list show; keeps scope, order and query."""

    first_shown = Signal(object)
    """The `Tree`, once at the start."""
    tree_shown = Signal(object)
    scope_changed = Signal(object)
    list_shown = Signal(object)
    """The ids that the list shows, in their order; not for a search."""

    def __init__(
        self,
        session: Session,
        tree: TreePane,
        notes: ListPane,
        trace: Trace,
        words: Callable[[Exception], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._tree = tree
        self._list = notes
        self._trace = trace
        self._words = words
        self.scope = Scope()
        self.sort = Sort.MODIFIED
        self.reverse = False
        self.query = ""
        self.tree: Tree | None = None
        tree.scope_selected.connect(self.show_scope)
        notes.search_typed.connect(self.search)
        notes.sort_changed.connect(self._sort_by)
        notes.more_hits_requested.connect(self._ask_more_hits)
        notes.search_everywhere_requested.connect(self._search_everywhere)
        session.changed.connect(self._changed)

    def start(self, scope: Scope, sort: Sort, *, reverse: bool = False) -> None:
        """Show a scope for the first time."""
        self.sort, self.reverse = sort, reverse
        self._list.set_sort(sort, reverse=reverse)
        self._tree.select(scope)
        self._enter(scope)
        self._ask_list()
        self._ask_tree()

    def show_scope(self, scope: Scope) -> None:
        """Show the notes of a scope, narrowed by the query that stands in the search box."""
        if scope != self._tree.scope():
            self._tree.select(scope)
        self._enter(scope)
        self._again()

    def _enter(self, scope: Scope) -> None:
        self.scope = scope
        self._list.set_scope(scope, self._tree.scope_label())
        self.scope_changed.emit(scope)

    def search(self, query: str) -> None:
        """Show what a query finds, as it is typed."""
        self.query = query
        self._trace("search-typed", query=query)
        self._again()

    def _search_everywhere(self, query: str) -> None:
        self._tree.select(Scope())
        self._enter(Scope())
        self.query = query
        self._again()

    def refresh(self) -> None:
        """Ask anew for everything."""
        self._ask_tree()
        self._again()

    def fetch(self, ids: list[str], answer: Callable[[Sequence[NoteSummary]], None]) -> None:
        """Summaries of the rows that the list shows."""
        self._session.read(lambda reader: reader.summaries(ids), answer)

    def _sort_by(self, sort: Sort, reverse: bool) -> None:
        self.sort, self.reverse = sort, reverse
        self._ask_list()

    def _again(self) -> None:
        if self.query.strip():
            # As many as were scrolled through: the list must not shrink under the person.
            self._ask_hits(self.query, max(_HITS, self._list.hits_shown(self.query)))
        else:
            self._ask_list()

    def _ask_tree(self) -> None:
        self._session.read(lambda reader: reader.tree(), self._show_tree, topic="tree")

    def _show_tree(self, tree: Tree) -> None:
        first = self.tree is None
        self.tree = tree
        self._tree.show_tree(tree)
        if first:
            self._tree.select(self.scope)
            self.first_shown.emit(tree)
        self.tree_shown.emit(tree)

    def _ask_list(self) -> None:
        scope, sort, reverse = self.scope, self.sort, self.reverse

        def show(ids: list[str]) -> None:
            self._list.show_ids(ids)
            self.list_shown.emit(ids)

        def failed(error: Exception) -> None:
            gone = {FaultCode.CATEGORY_MISSING, FaultCode.TAG_MISSING, FaultCode.BATCH_MISSING}
            if isinstance(error, Fault) and error.code in gone:
                self._session.read(
                    lambda reader: reader.tree(),
                    lambda tree: self._follow(tree, scope),
                    topic="tree",
                )
            else:
                self._session.fault.emit(error)

        self._session.read(
            lambda reader: reader.note_ids(scope, sort, reverse=reverse),
            show,
            topic="list",
            failed=failed,
        )

    def _follow(self, tree: Tree, gone: Scope) -> None:
        """Go where a scope went: the tree knows its row by an id; to all notes where it is none."""
        self._show_tree(tree)
        if self.scope == gone:
            self.show_scope(Scope())

    def _ask_hits(self, query: str, limit: int = _HITS) -> None:
        scope = None if self.scope == Scope() else self.scope

        def show(page: SearchPage) -> None:
            self._list.show_hits(query, page.hits, page.total)
            self._trace("search-shown", query=query, total=page.total)

        def failed(error: Exception) -> None:
            if isinstance(error, Fault) and error.code is FaultCode.QUERY_INVALID:
                self._list.show_problem(self._words(error))
            else:
                self._session.fault.emit(error)

        self._session.read(
            lambda reader: reader.search(query, limit=limit, scope=scope),
            show,
            topic="list",
            failed=failed,
        )

    def _ask_more_hits(self, query: str, shown: int) -> None:
        if query == self.query:
            self._ask_hits(query, shown + _HITS)

    def _changed(self, change: Change, origin: object) -> None:
        counts_move = bool(change.created or change.removed)
        if counts_move or change.kinds & _TREE_KINDS:
            self._ask_tree()
        self._list.refresh(change.updated)
        self._list.leave(change.removed)
        # What is written leaves the search or the scope, but not the editor.
        placed = Kind.TEXT not in change.kinds and self._list.table.hasFocus()
        if placed or Kind.TRASH in change.kinds:
            self._list.leave(change.updated)
        if counts_move or change.kinds & _LIST_KINDS:
            # A text that was saved moves to the top only where the order is by change.
            self._again()
