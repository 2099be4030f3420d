"""The open note on the screen: header, counts, save state, and the page where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence

from desktop.actions import Needs

if TYPE_CHECKING:
    from desktop.actions import Actions
    from desktop.browser.list_view import ListPane
    from desktop.editor.editor import MarkdownEditor
    from desktop.editor.statistics import Statistics
    from desktop.open_note import OpenNote
    from desktop.session import Session
    from desktop.trace import Trace
    from desktop.window.main_window import MainWindow
    from notes.model import Note, Tree


class NoteView(QObject):
    """Shows what `OpenNote` tells, and says what can be done with it."""

    new_asked = Signal()
    import_asked = Signal()
    starters_asked = Signal()

    def __init__(
        self,
        session: Session,
        window: MainWindow,
        editor: MarkdownEditor,
        open_note: OpenNote,
        actions: Actions,
        trace: Trace,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._window = window
        self._editor = editor
        self._list: ListPane | None = None
        self._open_note = open_note
        self._actions = actions
        self._trace = trace
        self._ready_told = False
        self._welcomed = self._list_came = False
        self._is_open = False
        self._tree: Tree | None = None
        self.cursor: dict[str, Any] = {}
        """The cursor of the last time, for the note that is opened first."""
        open_note.arrived.connect(lambda: window.show_note(shown=True))
        open_note.loaded.connect(self._loaded)
        open_note.closed.connect(self._closed)
        open_note.refreshed.connect(self._refreshed)
        open_note.titled.connect(self._name_window)
        open_note.state_changed.connect(window.status.show_state)
        editor.statistics_changed.connect(self._show_counts)

    def attach_list(self, notes: ListPane) -> None:
        """The list is there now."""
        self._list = notes
        self.show_possible()

    def library_opened(self) -> None:
        """The library can be asked."""
        self._is_open = True
        self.show_possible()

    def show_place(self) -> None:
        """Choose the open note in a list that came after it; a choice that stands is left."""
        self._list_came = True
        self._welcome()
        note = self._open_note.note
        if self._list is not None and note is not None and not self._list.selected_ids():
            self._list.select_note(note.id)

    def show_tree(self, tree: Tree) -> None:
        """What there is; the empty page says what to do with it."""
        self._tree = tree
        if self._open_note.note is None:
            self._show_empty()

    def show_possible(self) -> None:
        """Enable the actions that are possible now."""
        have = Needs.NOTHING
        note = self._open_note.note
        if self._is_open:
            have |= Needs.LIBRARY
            if not self._session.read_only:
                have |= Needs.WRITABLE
        if note is not None:
            have |= Needs.NOTE | Needs.CHOSEN
            if not self._editor.isReadOnly():
                have |= Needs.EDITABLE
            if note.trashed:
                have |= Needs.TRASHED
        if self._list is not None and self._list.selected_ids():
            have |= Needs.CHOSEN
        self._actions.set_state(have)
        self._actions["note.star"].setChecked(note is not None and note.starred)

    def _show_counts(self, counts: Statistics) -> None:
        if self._open_note.note is not None:
            self._window.status.show_counts(counts.words, counts.visible)

    def _loaded(self, note: Note) -> None:
        self._window.header.open_note(note, read_only=self._editor.isReadOnly())
        self._name_window(note.title)
        if self._list is not None:
            self._list.select_note(note.id)
        self.show_possible()
        if self.cursor:
            self._editor.restore_cursor_state(self.cursor)
            self.cursor = {}
        if not self._ready_told and not self._editor.isReadOnly():
            self._ready_told = True
            self._trace("editor-ready")

    def _closed(self) -> None:
        self._window.setWindowTitle("Banyan")
        self._window.status.clear_counts()
        self.show_possible()
        self._show_empty()

    def _refreshed(self, note: Note, _replaced: bool) -> None:
        self._window.header.show_note(note, read_only=self._editor.isReadOnly())
        self._name_window(note.title)
        self.show_possible()

    def _name_window(self, title: str) -> None:
        self._window.setWindowTitle(f"{_short(title)} — Banyan")

    def _welcome(self) -> None:
        """Let Enter make the first note; an empty list, too, has moved the focus by then."""
        tree, note = self._tree, self._open_note.note
        if self._welcomed or not self._list_came or tree is None or note is not None:
            return
        if tree.all == 0 and not self._session.read_only:
            self._welcomed = True
            self._window.empty.take_focus()

    def _show_empty(self) -> None:
        page = self._window.empty
        self._window.show_note(shown=False)
        tree = self._tree
        if tree is not None and tree.all == 0 and not self._session.read_only:
            page.show_page(
                "banyan",
                self.tr("Welcome to Banyan"),
                self.tr(
                    "Write your first note, or bring in what you have: Markdown, web pages and "
                    "other apps' exports. You can also drop files on this window."
                ),
                [
                    (self.tr("New note"), self.new_asked.emit),
                    (self.tr("Import…"), self.import_asked.emit),
                    (self.tr("Starter notes"), self.starters_asked.emit),
                ],
            )
            self._welcome()
        elif tree is not None:
            shortcut = self._actions["note.quick_open"].shortcut()
            keys = shortcut.toString(QKeySequence.SequenceFormat.NativeText)
            page.show_page(
                "note",
                self.tr("No note is open"),
                self.tr("Choose one in the list, or press {keys} to find one by its title.").format(
                    keys=keys
                ),
                [] if self._session.read_only else [(self.tr("New note"), self.new_asked.emit)],
            )


def _short(title: str) -> str:
    line = " ".join(title.split())
    return line if len(line) <= 80 else line[:79] + "…"
