"""The list pane: search box, the name of what is listed, the notes, or why there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelection, QPoint, Qt, Signal
from PySide6.QtGui import QActionGroup, QCursor, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop import icons
from desktop.browser.empty_state import Deed, EmptyState
from desktop.browser.empty_words import empty_words
from desktop.browser.fields import IconField
from desktop.browser.labels import ElidedLabel
from desktop.browser.list_menu import note_menu
from desktop.browser.list_model import Fetch, NoteListModel
from desktop.browser.note_table import NoteTable
from desktop.browser.text import menu_text
from notes.model import Scope, ScopeKind, Sort

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtCore import QObject

    from desktop.theme import Theme
    from notes.model import Hit

NEAR_END = 12  # rows before the end of the hits at which more are asked for


class ListPane(QWidget):
    """Shows notes by id; summaries come through `fetch`. Says what is chosen and asked for.

    In a search it shows hits with their snippets; the scope's notes come back when the search
    box is emptied (`search_typed("")`), and the host then calls `show_ids` again.
    """

    note_selected = Signal(str)  # one note is chosen: show it
    note_activated = Signal(str)  # Enter or double click: the editor takes the focus
    selection_changed = Signal(object)  # list[str], in their order
    search_typed = Signal(str)
    more_hits_requested = Signal(str, int)  # query, how many are shown
    search_everywhere_requested = Signal(str)
    sort_changed = Signal(object, bool)  # Sort, reversed
    trash_requested = Signal(object)  # list[str]
    restore_requested = Signal(object)
    purge_requested = Signal(object)
    star_requested = Signal(object, bool)
    move_requested = Signal(object)
    tag_requested = Signal(object)
    export_requested = Signal(object)
    link_requested = Signal(object)  # copy links to these notes
    new_note_requested = Signal(object)  # Scope
    import_requested = Signal(object)  # Scope
    empty_trash_requested = Signal()

    def __init__(self, theme: Theme, fetch: Fetch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._scope = Scope()
        self._query = ""  # of the hits that are shown; empty: the scope's notes are shown
        self._total = 0
        self._anew = True
        self._quiet = False
        self._leaving: set[str] = set()
        self._asked_from = -1
        self._sort = Sort.MODIFIED
        self._reversed = False

        self.model = NoteListModel(fetch, self)
        self.table = NoteTable(self.model, theme, self)
        self.empty = EmptyState(theme, self)
        self.search = IconField("search", theme, self)
        self.search.setMaxLength(1000)
        self.search.installEventFilter(self)
        self.heading = ElidedLabel("section", self)
        self.count = QLabel(self)
        self.count.setProperty("role", "small")
        self.sort_button = QToolButton(self)
        self.sort_button.setIcon(icons.icon("sort", theme))
        self.sort_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.sort_button.setMenu(QMenu(self.sort_button))
        self.sort_button.menu().aboutToHide.connect(self._leave_sort_button)
        self.hint = QLabel(self)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setWordWrap(True)
        self.hint.setProperty("role", "small")
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.table)
        self.pages.addWidget(self.empty)
        self._lay_out()
        self.setFocusProxy(self.table)

        self.search.textChanged.connect(self._typed)
        self.table.selectionModel().selectionChanged.connect(self._selection_changed)
        self.table.menu_requested.connect(self._open_menu)
        self.table.star_clicked.connect(self._toggle_star)
        self.table.confirmed.connect(self._activate)
        self.table.delete_pressed.connect(self.delete_selected)
        self.table.escaped.connect(self._escape)
        self.table.left_upwards.connect(self.focus_search)
        self.table.typed.connect(self._search_for)
        self.table.verticalScrollBar().valueChanged.connect(lambda _value: self._ask_for_more())
        self._retranslate()

    def _lay_out(self) -> None:
        space = self._theme.px("space", "s")
        edge = self._theme.px("space", "m")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, space, 0, 0)
        layout.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(space, 0, space, 0)
        top.addWidget(self.search)
        layout.addLayout(top)
        row = QHBoxLayout()
        row.setContentsMargins(edge + 4, space, space, 2)
        row.setSpacing(space)
        row.addWidget(self.heading, 1)
        row.addWidget(self.count)
        row.addWidget(self.sort_button)
        layout.addLayout(row)
        below = QHBoxLayout()
        below.setContentsMargins(edge + 4, 0, edge, space)
        below.addWidget(self.hint)
        layout.addLayout(below)
        layout.addWidget(self.pages, 1)

    # what is shown

    def set_scope(self, scope: Scope, label: str) -> None:
        """Name what the next `show_ids` lists; that list starts at its top.

        A query in the search box stays and narrows the new scope: the host asks again.
        """
        if scope != self._scope:
            self._anew = True
        self._scope = scope
        self.heading.set_text(label)
        self.table.use_height(with_text=scope.kind is not ScopeKind.STUBS)
        self.hint.setText(self._hint())
        self.hint.setVisible(bool(self.hint.text()))

    def show_ids(self, ids: Sequence[str]) -> None:
        """Show the scope's notes. Selection and scroll position stay in the same scope."""
        anew = self._anew or bool(self._query)
        self._query = ""
        self._total = len(ids)
        self._change_rows(lambda: self.model.show_ids(ids, anew=anew), anew=anew)

    def show_hits(self, query: str, hits: Sequence[Hit], total: int) -> None:
        """Show the first hits of `query`, best first; passed over when the box says otherwise."""
        if query != self.search.text():
            return
        anew = self._anew or query != self._query
        self._query = query
        self._total = total
        self._asked_from = -1
        self._change_rows(lambda: self.model.show_hits(hits, anew=anew), anew=anew)
        self._ask_for_more()

    def hits_shown(self, query: str) -> int:
        """How many hits of this query are listed; 0 where something else is."""
        return self.model.rowCount() if query and query == self._query else 0

    def show_problem(self, text: str) -> None:
        """Say in place of the list why there is nothing to show, such as a query that is wrong."""
        self.model.show_ids([], anew=True)
        self.empty.say("warning", text)
        self._show_page(self.empty)
        self.count.clear()

    def refresh(self, ids: Iterable[str]) -> None:
        """These notes changed: fetch again what is shown of them."""
        self.model.refresh(ids)

    def leave(self, ids: Iterable[str]) -> None:
        """These notes may leave the list: where the chosen one does, the next is chosen."""
        self._leaving.update(ids)

    def forget(self) -> None:
        """Another library is open now."""
        self._anew = True
        self.model.forget()

    def set_sort(self, sort: Sort, *, reverse: bool = False) -> None:
        """Show which order is in use; nothing is emitted."""
        self._sort, self._reversed = sort, reverse
        self.table.note_delegate.by_created = sort is Sort.CREATED
        self._build_sort_menu()

    def set_theme(self, theme: Theme) -> None:
        """Take on the theme's colours."""
        self._theme = theme
        self.table.set_theme(theme)
        self.empty.set_theme(theme)
        self.search.set_theme(theme)
        self.sort_button.setIcon(icons.icon("sort", theme))

    # what is chosen

    def tab_stops(self) -> list[QWidget]:
        """What Tab goes through, in order."""
        return [self.search, self.sort_button, self.table]

    def selected_ids(self) -> list[str]:
        """The chosen notes in their order."""
        return self.table.selected_ids()

    def select_note(self, note_id: str) -> bool:
        """Choose and show this note without emitting; False where it is not in the list."""
        row = self.model.row_of(note_id)
        if row < 0:
            return False
        self._quiet = True
        self.table.go_to_row(row)
        self._quiet = False
        return True

    def clear_selection(self) -> None:
        """Choose nothing; nothing is emitted."""
        self._quiet = True
        self.table.clearSelection()
        self._quiet = False

    def step(self, rows: int) -> None:
        """Choose the note `rows` further down (up when negative)."""
        count = self.model.rowCount()
        if count:
            row = self.table.currentIndex().row() + rows
            self.table.go_to_row(max(0, min(count - 1, row)))

    def focus_search(self) -> None:
        """Go to the search box and select what is in it."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def query(self) -> str:
        """What stands in the search box."""
        return self.search.text()

    def set_query(self, query: str) -> None:
        """Search for this, as if it had been typed."""
        self.search.setText(query)

    def delete_selected(self) -> None:
        """Move the chosen notes to the trash; in the trash, ask before they go for good."""
        ids = self.selected_ids()
        if not ids:
            return
        if self._scope.kind is ScopeKind.TRASHED:
            self._purge(ids)
        else:
            self.trash_requested.emit(ids)

    def _purge(self, ids: list[str]) -> None:
        from desktop.dialogs.confirm import confirm

        confirm(
            self,
            theme=self._theme,
            title=self.tr("Delete for good"),
            text=self.tr("Delete %n note(s) for good?", "", len(ids)),
            detail=self.tr("Their history goes with them. This cannot be undone."),
            accept=self.tr("Delete for good"),
            danger=True,
            done=lambda: self.purge_requested.emit(ids),
        )

    # rows that come and go

    def _change_rows(self, change: Callable[[], None], *, anew: bool) -> None:
        """Change the rows; where the chosen ones left, choose the row that stands there now.

        A note that is only no longer found, such as one that is just being written, stays open.
        """
        chosen = [] if anew else self.selected_ids()
        before = self.model.row_of(chosen[0]) if chosen else 0
        left = not self._leaving.isdisjoint(chosen)
        self._leaving.clear()
        self._quiet = True
        change()
        self._quiet = False
        self._anew = False
        count = self.model.rowCount()
        self.table.fit_near()
        if anew:
            self.table.scrollToTop()
            self.selection_changed.emit([])
        elif chosen and not self.table.selected_ids():
            if left and count:
                self.table.go_to_row(min(before, count - 1))
            else:
                self.selection_changed.emit([])
        self._show_count()
        if count:
            self._show_page(self.table)
        else:
            self._say_why_empty()
            self._show_page(self.empty)

    def _show_page(self, page: QWidget) -> None:
        if page is not self.table and self.table.hasFocus():
            self.search.setFocus()  # else Qt picks whatever comes next in the window
        self.pages.setCurrentWidget(page)

    def _show_count(self) -> None:
        number = self.locale().toString(self._total)
        if self._query:
            text = self.tr("%n found", "", self._total).replace(str(self._total), number)
            self.count.setText(text if self._total else "")
        else:
            self.count.setText(number if self._total else "")

    def _selection_changed(self, _new: QItemSelection, _old: QItemSelection) -> None:
        if self._quiet:
            return
        ids = self.selected_ids()
        self.selection_changed.emit(ids)
        if len(ids) == 1:
            self.note_selected.emit(ids[0])

    def _activate(self) -> None:
        row = self.table.currentIndex().row()
        if row >= 0:
            self.note_activated.emit(self.model.ids()[row])

    def _toggle_star(self, note_id: str) -> None:
        summary = self.model.summary(self.model.row_of(note_id))
        if summary is not None:
            self.star_requested.emit([note_id], not summary.starred)

    # the search box

    def _typed(self, text: str) -> None:
        if not text.strip():
            self._anew = self._anew or bool(self._query)
        self.search_typed.emit(text)

    def _search_for(self, letters: str) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.end(False)
        self.search.insert(letters)

    def _escape(self) -> None:
        if self.search.text():
            self.search.clear()
        else:
            self.focus_search()

    def _ask_for_more(self) -> None:
        shown = self.model.rowCount()
        if not self._query or shown >= self._total or self._asked_from == shown:
            return
        if shown - self.table.last_visible_row() < NEAR_END:
            self._asked_from = shown
            self.more_hits_requested.emit(self._query, shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Enter go from the search box to the list, Esc empties it."""
        if (
            watched is self.search
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
        ):
            key = event.key()
            if key == Qt.Key.Key_Escape:
                if self.search.text():
                    self.search.clear()
                else:
                    self.table.setFocus()
                return True
            if key in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                if self.model.rowCount():
                    self.table.setFocus()
                    if not self.table.selected_ids():
                        self.table.go_to_row(0)
                    if key != Qt.Key.Key_Down:
                        self._activate()
                return True
        return super().eventFilter(watched, event)

    # menus

    def _build_sort_menu(self) -> None:
        menu = self.sort_button.menu()
        menu.clear()
        group = QActionGroup(menu)
        for sort, text in (
            (Sort.MODIFIED, self.tr("Date changed")),
            (Sort.CREATED, self.tr("Date created")),
            (Sort.TITLE, self.tr("Title")),
            (Sort.CHARACTERS, self.tr("Length")),
        ):
            action = group.addAction(text)
            action.setCheckable(True)
            action.setChecked(sort is self._sort)
            action.triggered.connect(
                lambda _checked, sort=sort: self._choose_sort(sort, reverse=self._reversed)
            )
            menu.addAction(action)
        menu.addSeparator()
        reverse = menu.addAction(self.tr("Reverse order"))
        reverse.setCheckable(True)
        reverse.setChecked(self._reversed)
        reverse.triggered.connect(lambda checked: self._choose_sort(self._sort, reverse=checked))

    def _leave_sort_button(self) -> None:
        """Qt does not tell a button that the pointer left it while its menu was open."""
        over = self.sort_button.rect().contains(self.sort_button.mapFromGlobal(QCursor.pos()))
        self.sort_button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, over)
        self.sort_button.update()

    def _choose_sort(self, sort: Sort, *, reverse: bool) -> None:
        self.set_sort(sort, reverse=reverse)
        self._anew = True
        self.sort_changed.emit(sort, reverse)

    def menu_for(self, ids: list[str]) -> QMenu:
        """The context menu of these notes."""
        trashed = self._scope.kind is ScopeKind.TRASHED
        return note_menu(self, self._theme, ids, trashed=trashed)

    def _open_menu(self, where: QPoint) -> None:
        ids = self.selected_ids()
        if not ids:
            return
        menu = self.menu_for(ids)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)

    # words

    def _hint(self) -> str:
        if self._scope.kind is ScopeKind.STUBS:
            return self.tr(
                "Titles that wait for their text. Open one and write, or import a document of"
                " that title: it fills the stub."
            )
        return ""

    def _say_why_empty(self) -> None:
        self.hint.setVisible(False)
        if self._query:
            deeds: list[Deed] = []
            if self._scope.kind is not ScopeKind.ALL:
                query = self._query
                deeds.append(
                    (
                        self.tr("Search all notes"),
                        lambda: self.search_everywhere_requested.emit(query),
                    )
                )
            deeds.append((self.tr("Clear search"), self.search.clear))
            self.empty.say(
                "search",
                self.tr("Nothing found for “%1”").replace("%1", menu_text(self._query, 60)),
                self.tr("Try fewer letters or another word. Titles, text and tags are searched."),
                deeds,
            )
            return
        icon, heading, detail = empty_words(self._scope.kind)
        scope = self._scope
        new: Deed = (self.tr("New note"), lambda: self.new_note_requested.emit(scope))
        bring: Deed = (self.tr("Import documents…"), lambda: self.import_requested.emit(scope))
        offered: dict[ScopeKind, list[Deed]] = {
            ScopeKind.CATEGORY: [new, bring],
            ScopeKind.TAG: [new],
        }
        self.empty.say(icon, heading, detail, offered.get(scope.kind, []))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setAccessibleName(self.tr("Search notes"))
        self.table.setAccessibleName(self.tr("Notes"))
        self.sort_button.setToolTip(self.tr("Sort by"))
        self.sort_button.setAccessibleName(self.tr("Sort by"))
        self.hint.setText(self._hint())
        self.hint.setVisible(bool(self.hint.text()))
        self._build_sort_menu()
        self._show_count()
        if not self.model.rowCount() and not self._anew:
            self._say_why_empty()
