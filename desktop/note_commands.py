"""What is done with notes: made, opened, moved, tagged, starred, thrown away and brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from desktop import operations
from notes.model import NewNote, Scope, ScopeKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.browser.list_view import ListPane
    from desktop.browsing import Browsing
    from desktop.open_note import OpenNote
    from desktop.session import Session
    from desktop.theme import ThemeKeeper
    from desktop.window.main_window import MainWindow
    from notes.changes import Change
    from notes.library import Library

_OUTSIDE = ("http", "https", "mailto")
_HISTORY = 100  # notes that "back" remembers


class NoteCommands(QObject):
    """Carries out what menus, list, tree, header and palette ask of notes."""

    opened = Signal(str)
    told = Signal(str, str, object)
    """kind, text, choices: something to say in passing."""

    def __init__(
        self,
        session: Session,
        window: MainWindow,
        browsing: Browsing,
        notes: ListPane,
        open_note: OpenNote,
        themes: ThemeKeeper,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._window = window
        self._browsing = browsing
        self._list = notes
        self._open_note = open_note
        self._themes = themes
        self._past: list[str] = []
        self._future: list[str] = []
        self._agreed: set[str] = set()  # addresses outside that were opened before

    # Opening

    def open(self, note_id: str, then: Callable[[], None] | None = None) -> None:
        """Show a note in the editor."""
        before = self._open_note.note_id
        if before and before != note_id:
            self._past = [*self._past[-_HISTORY:], before]
            self._future = []
        self._show(note_id, then)

    def open_and_write(self, note_id: str) -> None:
        """Show a note and go to its text."""
        self.open(note_id, self.focus_text)

    def back(self) -> None:
        """The note before."""
        self._step(self._past, self._future)

    def forward(self) -> None:
        """The note that "back" left."""
        self._step(self._future, self._past)

    def _step(self, origin: list[str], other: list[str]) -> None:
        if origin:
            if self._open_note.note_id:
                other.append(self._open_note.note_id)
            self._show(origin.pop(), None)

    def _show(self, note_id: str, then: Callable[[], None] | None) -> None:
        self.opened.emit(note_id)
        self._open_note.open(note_id, then)

    def follow(self, target: str) -> None:
        """Open the note that a link's target means, or offer to make it."""
        here = self._open_note.note_id or None
        if QUrl(target).scheme() in _OUTSIDE:
            self.open_address(target)
            return
        title = target.partition("#")[0].strip()

        def go(note_id: str | None) -> None:
            if note_id is not None:
                self.open(note_id)
            elif title:
                make = self.tr("Make this note")
                text = self.tr("There is no note “{title}” yet.").format(title=title)
                self.told.emit("info", text, [(make, lambda: self.create(title))])

        self._session.read(lambda reader: reader.resolve(title or target, here), go)

    def open_address(self, address: str) -> None:
        """Show where a link out leads, whole, and open it when the person agrees."""
        url = QUrl(address)
        if url.scheme() not in _OUTSIDE:
            self.told.emit(
                "info",
                self.tr("This kind of link is never opened: {address}").format(address=address),
                (),
            )
            return
        if address in self._agreed:
            QDesktopServices.openUrl(url)
            return

        def agreed() -> None:
            self._agreed.add(address)
            QDesktopServices.openUrl(url)

        from desktop.dialogs.confirm import confirm

        confirm(
            self._window,
            theme=self._themes.theme,
            title=self.tr("Open this address?"),
            text=self.tr("This link leads out of Banyan:"),
            detail=address,
            accept=self.tr("Open"),
            done=agreed,
        )

    # Making

    def create(self, title: str = "", scope: Scope | None = None) -> None:
        """Make a note where the tree stands, and write its title."""
        place = scope or self._browsing.scope
        category = place.value.split("/") if place.kind is ScopeKind.CATEGORY else []
        tags = [
            tag for tag in (place.tag, place.value if place.kind is ScopeKind.TAG else "") if tag
        ]
        new = NewNote(
            title=title or self.tr("Untitled"),
            category=tuple(category),
            tags=tuple(tags),
            starred=place.kind is ScopeKind.STARRED,
        )

        def made(result: tuple[Change, str]) -> None:
            if place.kind in {ScopeKind.TRASHED, ScopeKind.STUBS, ScopeKind.BATCH}:
                self._browsing.show_scope(Scope())
            self.open(result[1], self.focus_text if title else self.edit_title)

        self._session.write(lambda library: operations.create(library, new), made)

    def duplicate(self) -> None:
        """Copy the open note and show the copy."""
        note_id, title = self._open_note.note_id, self.tr("{title} (copy)")
        self._open_note.save_now()
        self._session.write(
            lambda library: operations.duplicate(library, note_id, title),
            lambda result: self.open(result[1], self.edit_title),
        )

    # Where one writes

    def focus_text(self) -> None:
        """Go to the text."""
        if self._window.layout_name == "read":
            self._window.preview_side.setFocus()
        else:
            self._window.editor.setFocus()

    def edit_title(self) -> None:
        """Go to the title and choose all of it."""
        self._window.header.title.setFocus()
        self._window.header.title.selectAll()

    def edit_tags(self) -> None:
        """Go to the field that adds tags."""
        self._window.header.tags.field.setFocus()

    # Changing

    def chosen(self) -> list[str]:
        """The notes meant: those chosen in the list, else the open one."""
        ids = self._list.selected_ids()
        if len(ids) > 1 or not self._open_note.note_id:
            return ids
        return [self._open_note.note_id]

    def set_tags(self, tags: Sequence[str]) -> None:
        """The open note has exactly these tags now."""
        note_id = self._open_note.note_id

        def failed(error: Exception) -> None:
            note = self._open_note.note
            if note is not None and note.id == note_id:
                self._window.header.tags.show_tags(note.tags)  # not those that were not saved
            self._session.fault.emit(error)

        self._session.write(
            lambda library: operations.set_tags(library, note_id, tags), failed=failed
        )

    def star(self, ids: Sequence[str], starred: bool) -> None:
        """Star notes, or no longer."""
        self._session.write(lambda library: library.star_notes(ids, starred))

    def toggle_star(self) -> None:
        """Star the notes meant, or no longer when the open one is starred."""
        note = self._open_note.note
        self.star(self.chosen(), not (note is not None and note.starred))

    def move(self, ids: Sequence[str]) -> None:
        """Ask for a category and move notes there."""
        note = self._open_note.note
        current = "/".join(note.category) if note is not None and list(ids) == [note.id] else ""

        def ask(paths: list[str]) -> None:
            from desktop.dialogs.pickers import pick_category

            pick_category(
                self._window,
                self._themes.theme,
                paths,
                title=self.tr("Move %n note(s) to", "", len(ids)),
                current=current,
                done=lambda path: self.move_to(ids, path),
            )

        self._session.read(lambda reader: reader.category_paths(), ask)

    def move_to(self, ids: Sequence[str], path: str) -> None:
        """Move notes into a category; an empty path takes them out of theirs."""
        category = tuple(path.split("/")) if path else ()
        self._session.write(lambda library: operations.move(library, ids, category))

    def add_tag(self, ids: Sequence[str]) -> None:
        """Ask for a tag and add it to notes."""

        def ask(paths: list[str]) -> None:
            from desktop.dialogs.pickers import pick_tag

            pick_tag(
                self._window,
                self._themes.theme,
                paths,
                title=self.tr("Add a tag to %n note(s)", "", len(ids)),
                done=lambda path: self._tag(ids, path),
            )

        self._session.read(lambda reader: reader.tag_paths("", limit=10_000), ask)

    def dropped(self, ids: Sequence[str], scope: Scope) -> None:
        """Notes were dropped on a row of the tree."""
        match scope.kind:
            case ScopeKind.CATEGORY:
                self.move_to(ids, scope.value)
            case ScopeKind.TAG:
                self._tag(ids, scope.value)
            case ScopeKind.STARRED:
                self.star(ids, starred=True)
            case ScopeKind.TRASHED:
                self.trash(ids)
            case ScopeKind.UNCATEGORISED:
                self.move_to(ids, "")
            case ScopeKind.ALL:
                self.restore(ids)
            case _:
                pass

    def _tag(self, ids: Sequence[str], path: str) -> None:
        if path:
            self._session.write(lambda library: library.tag_notes(ids, add=(path,)))

    # The trash

    def trash(self, ids: Sequence[str]) -> None:
        """Move notes to the trash; what says so can take it back."""
        self._open_note.save_now()

        def done(_change: Change) -> None:
            moved = list(ids)
            text = self.tr("%n note(s) moved to the trash.", "", len(moved))
            if self._open_note.note_id in ids:
                self._next_after(moved)
            self.told.emit("done", text, [(self.tr("Undo"), lambda: self._bring_back(moved))])

        self._session.write(lambda library: library.trash_notes(ids), done)

    def _bring_back(self, ids: list[str]) -> None:
        self.restore(ids)
        self.open(ids[0])

    def _next_after(self, gone: Sequence[str]) -> None:
        """After notes went away, show the one that took their place in the list."""
        ids = self._list.model.ids()
        place = min((ids.index(i) for i in gone if i in ids), default=0)
        left = [i for i in ids if i not in gone]
        if left:
            self._show(left[min(place, len(left) - 1)], None)
        else:
            self._open_note.close_note()

    def restore(self, ids: Sequence[str]) -> None:
        """Take notes out of the trash, to where they were."""
        self._session.write(lambda library: library.restore_notes(ids))

    def purge(self, ids: Sequence[str]) -> None:
        """Delete notes of the trash for good; whoever calls has asked."""
        self._session.write(lambda library: library.purge_notes(ids))

    def ask_and_purge(self) -> None:
        """Ask, then delete the notes meant for good."""
        ids = self.chosen()
        self._confirm(
            self.tr("Delete for good"),
            self.tr("Delete %n note(s) for good?", "", len(ids)),
            lambda: self.purge(ids),
        )

    def empty_trash(self) -> None:
        """Ask, then delete every note of the trash for good."""

        def run() -> None:
            def work(library: Library) -> Change:
                return library.purge_notes(library.note_ids(Scope(ScopeKind.TRASHED)))

            self._session.write(work)

        self._confirm(self.tr("Empty the trash"), self.tr("Delete all notes in the trash?"), run)

    def _confirm(self, accept: str, text: str, run: Callable[[], None]) -> None:
        from desktop.dialogs.confirm import confirm

        confirm(
            self._window,
            theme=self._themes.theme,
            title=accept,
            text=text,
            detail=self.tr("Their history goes with them. This cannot be undone."),
            accept=accept,
            danger=True,
            done=run,
        )

    # Links

    def copy_links(self, ids: Sequence[str]) -> None:
        """Put links to notes on the clipboard."""

        def copy(titles: list[str]) -> None:
            QGuiApplication.clipboard().setText("\n".join(f"[[{title}]]" for title in titles))

        self._session.read(lambda reader: [s.title for s in reader.summaries(ids)], copy)
