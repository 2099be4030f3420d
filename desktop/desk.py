"""The other half of `application`: what is built and connected once the window stands."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer
from PySide6.QtWidgets import QApplication

from desktop.actions import ACTIONS, editor_rows
from desktop.assets import Assets
from desktop.care import Care
from desktop.diagrams import LibraryDiagrams
from desktop.editor.commands import CONTEXT, EDITOR_COMMANDS
from desktop.exporting import Exporting
from desktop.finding import Finding
from desktop.icons import application_icon
from desktop.importing import Importing
from desktop.mirror import Mirror
from desktop.native import make_native
from desktop.note_commands import NoteCommands
from desktop.note_history import NoteHistory
from desktop.pictures import Pictures
from desktop.preview_link import PreviewLink
from desktop.window.palette import Finder
from notes.child import child_command
from notes.model import NewAttachment

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.application import Application
    from desktop.preview.pane import PreviewPane
    from desktop.theme import Theme

_PAUSE = 600  # ms without a key
_PREVIEW_AT_LATEST = 2_000  # ms; who never stops writing wants to see it, too


class Desk(QObject):
    """Commands, finder, imports, exports, history, care and preview of one window."""

    def __init__(self, application: Application) -> None:
        super().__init__(application)
        app = application
        self.app = app
        self.window, self.session, self.settings = app.window, app.session, app.settings
        self.tree, self.list, self.editor = app.tree, app.list, app.editor
        self.open_note, self.browsing, self.view = app.open_note, app.browsing, app.view
        self.actions, self.themes, self.notices = app.actions, app.themes, app.notices
        session, window, themes, notices = self.session, self.window, self.themes, self.notices
        own = {row.id for row in ACTIONS}
        rows = editor_rows(EDITOR_COMMANDS, CONTEXT)
        self.actions.add([row for row in rows if row.id not in own])
        window.top_bar.fill(self.actions)
        QApplication.setWindowIcon(application_icon())
        self.preview: PreviewPane | None = None
        self._built = QElapsedTimer()
        self._built.start()
        self._last_key = QElapsedTimer()
        if self.open_note.revision:  # somebody writes already
            self._last_key.start()
        self.finder = Finder(themes.theme, window)
        self.finding = Finding(session, self.finder, self.actions, self)
        self.commands = NoteCommands(
            session, window, self.browsing, self.list, self.open_note, themes, self
        )
        self.link = PreviewLink(session, self.open_note, self.editor, app.trace, self)
        self.link.sync_scroll = self.settings.flag("preview/sync_scroll")
        self.importing = Importing(session, window, themes, notices, self)
        self.exporting = Exporting(
            session,
            window,
            themes,
            notices,
            self.settings,
            self.open_note,
            app.language,
            self,
        )
        self.history = NoteHistory(session, window, themes, self.open_note, self.editor, self)
        self.care = Care(session, self.settings, notices, window, self)
        self.mirror = Mirror(session, self.settings, notices, self)
        self._assets = Assets(session)
        self._diagrams = LibraryDiagrams(session, self)
        self.pictures = Pictures(session, self.open_note, self.editor, notices, self)
        self._connect()
        self._connect_note()
        self._connect_browser()
        self.actions.bind(self._handlers())
        app.note_view.show_possible()
        self.view.show_checks()
        self.care.start()
        self.mirror.start()
        if window.layout_name != "edit":
            self._make_preview_in_a_pause()

    def close(self) -> None:
        """End what runs beside the window."""
        if self.preview is not None:
            self.preview.shut_down()
        self._diagrams.close()

    # Connections

    def _connect(self) -> None:
        notices, commands, link, finding = self.notices, self.commands, self.link, self.finding
        self.themes.changed.connect(self._set_theme)
        self.settings.changed.connect(self._setting_changed)
        notices.note_asked.connect(commands.open)
        notices.compare_asked.connect(self.history.compare)
        notices.retry_asked.connect(self.open_note.save_now)
        notices.rescue_asked.connect(self._save_elsewhere)
        notices.copy_asked.connect(self.care.back_up_now)
        notices.lock_asked.connect(self._ask_to_break_lock)
        notices.library_asked.connect(self._choose_library)
        link.note_asked.connect(self._open_at)
        link.target_asked.connect(commands.follow)
        link.address_asked.connect(commands.open_address)
        link.picture_asked.connect(self.pictures.fetch)
        link.unavailable.connect(lambda text: notices.warn("preview", text))
        finding.note_chosen.connect(commands.open_and_write)
        finding.new_note_chosen.connect(commands.create)
        commands.opened.connect(finding.remember)
        commands.told.connect(notices.tell)
        self.view.preview_wanted.connect(self._make_preview)
        self.importing.scope_asked.connect(self.browsing.show_scope)
        self.importing.note_asked.connect(commands.open)
        self.window.files_dropped.connect(self._import_dropped)

    def _connect_note(self) -> None:
        note, header, notices, commands = (
            self.open_note,
            self.window.header,
            self.notices,
            self.commands,
        )
        note.recreated.connect(commands.open)
        note.edited.connect(lambda *_: self._last_key.start())
        note.edited.connect(lambda *_: self.care.touched())
        note.edited.connect(lambda *_: self.mirror.touched())
        view = self.app.note_view
        view.new_asked.connect(commands.create)
        view.import_asked.connect(self.importing.choose_files)
        view.starters_asked.connect(self._add_starters)
        self.editor.completer_source = self.finding.complete
        self.editor.note_title = lambda: note.note.title if note.note is not None else ""
        self.editor.link_activated.connect(commands.follow)
        self.editor.attachment_offered.connect(self._attach)
        self.editor.refused.connect(lambda text: notices.warn("editor", text))
        header.tags.source = self.finding.tags
        header.category_requested.connect(lambda: commands.move([note.note_id]))
        header.tags_changed.connect(commands.set_tags)
        header.star_toggled.connect(lambda on: commands.star([note.note_id], on))

    def _connect_browser(self) -> None:
        tree, notes, commands = self.tree, self.list, self.commands
        write = self.session.write
        tree.scope_activated.connect(lambda _scope: notes.setFocus())
        tree.notes_dropped.connect(commands.dropped)
        tree.new_note_requested.connect(lambda scope: commands.create(scope=scope))
        tree.empty_trash_requested.connect(commands.empty_trash)
        tree.import_requested.connect(self.importing.choose_files)
        tree.export_requested.connect(self.exporting.export_scope)
        tree.category_create_requested.connect(
            lambda path: write(lambda library: library.create_category(_split(path)))
        )
        tree.category_rename_requested.connect(
            lambda path, name: write(lambda library: library.rename_category(_split(path), name))
        )
        tree.category_move_requested.connect(
            lambda path, into: write(lambda lib: lib.move_category(_split(path), _split(into)))
        )
        tree.category_delete_requested.connect(
            lambda path, trash: write(
                lambda library: library.delete_category(_split(path), trash_notes=trash)
            )
        )
        tree.tag_create_requested.connect(lambda path: write(lambda lib: lib.create_tag(path)))
        tree.tag_rename_requested.connect(
            lambda path, new: write(lambda library: library.rename_tag(path, new))
        )
        tree.tag_delete_requested.connect(lambda path: write(lambda lib: lib.delete_tag(path)))
        notes.note_selected.connect(commands.open)
        notes.note_activated.connect(commands.open_and_write)
        notes.selection_changed.connect(lambda _ids: self.app.note_view.show_possible())
        notes.trash_requested.connect(commands.trash)
        notes.restore_requested.connect(commands.restore)
        notes.purge_requested.connect(commands.purge)
        notes.star_requested.connect(commands.star)
        notes.move_requested.connect(commands.move)
        notes.tag_requested.connect(commands.add_tag)
        notes.link_requested.connect(commands.copy_links)
        notes.new_note_requested.connect(lambda scope: commands.create(scope=scope))
        notes.empty_trash_requested.connect(commands.empty_trash)
        notes.import_requested.connect(self.importing.choose_files)
        notes.export_requested.connect(self.exporting.export)

    def _handlers(self) -> dict[str, Callable[[], object]]:
        commands, view, window = self.commands, self.view, self.window
        handlers: dict[str, Callable[[], object]] = {
            "library.open": self._choose_library,
            "import.files": lambda: self.importing.choose_files(self.browsing.scope),
            "import.folder": lambda: self.importing.choose_folder(self.browsing.scope),
            "import.undo": self.importing.show_batches,
            "export": self._export,
            "print": self._print,
            "library.backup": self.care.back_up_now,
            "library.check": self.care.check,
            "preferences": self._show_preferences,
            "note.history": self.history.show,
            "help": self._show_help,
            "starters": self._add_starters,
            "about": self._show_about,
            "note.new": commands.create,
            "category.new": self._new_category,
            "quit": window.close,
            "search": self._search,
            "note.quick_open": self.finding.quick_open,
            "note.back": commands.back,
            "note.forward": commands.forward,
            "note.rename": commands.edit_title,
            "note.tags": commands.edit_tags,
            "note.move": lambda: commands.move(commands.chosen()),
            "note.star": commands.toggle_star,
            "note.duplicate": commands.duplicate,
            "note.copy_link": lambda: commands.copy_links(commands.chosen()),
            "note.trash": lambda: commands.trash(commands.chosen()),
            "note.restore": lambda: commands.restore(commands.chosen()),
            "note.purge": commands.ask_and_purge,
            "palette": self.finding.palette,
            "layout.next": view.next_layout,
            "pane.tree": view.toggle_tree,
            "pane.list": view.toggle_list,
            "focus.tree": self._focus_tree,
            "focus.list": self._focus_list,
            "focus.editor": commands.focus_text,
            "focus.preview": self._focus_preview,
            "zoom.in": lambda: view.zoom(1),
            "zoom.out": lambda: view.zoom(-1),
            "zoom.reset": lambda: view.zoom(0),
            "window.fullscreen": view.full_screen,
        }
        for name in ("edit", "split", "read"):
            handlers[f"layout.{name}"] = partial(view.set_layout, name)
        for name in ("system", "light", "dark"):
            handlers[f"theme.{name}"] = partial(self.settings.set, "appearance/theme", name)
        for name in ("focus_mode", "typewriter_mode", "wrap", "line_numbers"):
            handlers[f"editor.{name}"] = partial(view.flip, f"editor/{name}")
        for action_id, name in _CLIPBOARD.items():
            handlers[action_id] = partial(_edit_focused, name)
        own = {row.id for row in ACTIONS}
        for command in EDITOR_COMMANDS:
            if command.id not in own:
                handlers[command.id] = partial(command.run, self.editor)
        return handlers

    # What several of them have a part in

    def _import_dropped(self, paths: list[str]) -> None:
        self.importing.plan(paths, self.browsing.scope)

    def _make_preview_in_a_pause(self) -> None:
        """Starting the web engine holds the window up for a moment: not while somebody writes."""
        writing = self._last_key.isValid() and self._last_key.elapsed() < _PAUSE
        if writing and self._built.elapsed() < _PREVIEW_AT_LATEST:
            QTimer.singleShot(_PAUSE // 4, self, self._make_preview_in_a_pause)
        else:
            QTimer.singleShot(0, self, self._make_preview)

    def _make_preview(self) -> None:
        if self.preview is not None:
            return
        from desktop.preview.pane import PreviewPane

        # A web view inside a window drawn by the processor makes Qt destroy and rebuild the whole
        # window, which is seen as a blink. In a native window of its own it does not.
        side = self.window.preview_side
        make_native(side)
        self.preview = PreviewPane(self._assets.get, side, diagrams=self._diagrams)
        self.preview.setAutoFillBackground(False)  # until it can draw, the side's own tone is seen
        layout = self.window.preview_side.layout()
        assert layout is not None  # noqa: S101 - made with the window
        layout.addWidget(self.preview)
        self.window.preview_side.setFocusProxy(self.preview)
        self.preview.set_theme("dark" if self.themes.theme.dark else "light")
        self.view.attach_preview(self.preview)
        self.link.attach(self.preview)

    def _set_theme(self, theme: Theme) -> None:
        self.finder.set_theme(theme)
        if self.preview is not None:
            self.preview.set_theme("dark" if theme.dark else "light")

    def _setting_changed(self, key: str, value: object) -> None:
        if key == "preview/sync_scroll":
            self.link.sync_scroll = bool(value)

    def _open_at(self, note_id: str, fragment: str) -> None:
        self.link.show_fragment(fragment)
        self.commands.open(note_id)

    def _attach(self, name: str, data: bytes) -> None:
        note_id = self.open_note.note_id
        new = NewAttachment(target=name, name=name, data=bytes(data))
        self.session.write(
            lambda library: library.attach(note_id, new),
            lambda result: self._link(note_id, result[1], name),
        )

    def _link(self, note_id: str, target: str, name: str) -> None:
        if note_id == self.open_note.note_id:
            self.editor.insert_attachment(target, name)
        else:
            text = self.tr("“{name}” was stored but not linked: another note is open now.")
            self.editor.refused.emit(text.format(name=name))

    # Dialogs

    def _export(self) -> None:
        self.exporting.export(self.commands.chosen())

    def _print(self) -> None:
        self._make_preview()
        if self.preview is not None:
            self.preview.start()
            self.exporting.print_note(self.preview)

    def _show_preferences(self) -> None:
        from desktop.window.preferences import Preferences

        Preferences(self.settings, self.actions, self.window).open()

    def _show_help(self) -> None:
        from desktop.window.help import Help

        Help(self.actions, self.window).show()

    def _show_about(self) -> None:
        from desktop.window.help import About

        About(str(self.session.path), self.window).open()

    def _add_starters(self) -> None:
        from desktop import operations
        from desktop.starters import starter_notes

        new = starter_notes(self.app.language)
        self.session.write(
            lambda library: operations.add_starters(library, new),
            lambda result: self.commands.open_and_write(result[1]),
        )

    def _choose_library(self) -> None:
        """Another library opens in a window of its own process."""
        from desktop.dialogs.files import file_dialog

        dialog = file_dialog(self.window, self.tr("Open a library"), str(self.session.path.parent))
        dialog.setNameFilter(self.tr("Banyan libraries (*.banyan)"))
        dialog.fileSelected.connect(self._start_window)
        dialog.open()

    def _ask_to_break_lock(self) -> None:
        """Whoever holds the library's lock may be gone for good, as a machine that was lost."""
        from desktop.dialogs.confirm import confirm

        self.notices.read_only(foreign=True)  # the choice took the banner away: it is true still
        confirm(
            self.window,
            theme=self.themes.theme,
            title=self.tr("Write here all the same?"),
            text=self.tr("Another window holds this library for writing and does not answer."),
            detail=self.tr(
                "Go on only when no other computer has it open any more: two that write to one "
                "file on a shared disk can damage it."
            ),
            accept=self.tr("Write here"),
            danger=True,
            done=self._break_lock,
        )

    def _break_lock(self) -> None:
        from desktop.instance import break_lock

        break_lock(self.session.path)
        self._start_window(str(self.session.path))
        self.window.close()

    def _start_window(self, library: str) -> None:
        """Open a library in a window and process of its own."""
        from PySide6.QtCore import QProcess

        program, *arguments = child_command(
            "desktop.__main__", "--library", library, "--lang", self.app.language
        )
        QProcess.startDetached(program, arguments)

    def _save_elsewhere(self) -> None:
        """Write the text that is not on disk to files in a folder that the person picks."""
        from desktop.dialogs.files import file_dialog

        dialog = file_dialog(self.window, self.tr("Save the text in a folder"))
        dialog.setFileMode(dialog.FileMode.Directory)
        dialog.fileSelected.connect(self._rescue_into)
        dialog.open()

    def _rescue_into(self, folder: str) -> None:
        from desktop.rescue import rescue

        texts = self.open_note.unsaved_texts()

        def done(paths: list[Path]) -> None:
            text = self.tr("The text was written to {path}; it is still tried to save it here too.")
            self.notices.tell("done", text.format(path=", ".join(map(str, paths))))

        self.session.tasks.run(lambda _job: rescue(texts, Path(folder)), done)

    def _new_category(self) -> None:
        self.view.show_tree()
        self.tree.create_category()

    def _search(self) -> None:
        self.view.show_list()
        self.list.focus_search()

    def _focus_tree(self) -> None:
        self.view.show_tree()
        self.tree.setFocus()

    def _focus_list(self) -> None:
        self.view.show_list()
        self.list.setFocus()

    def _focus_preview(self) -> None:
        if self.window.layout_name == "edit":
            self.view.set_layout("split")
        self.window.preview_side.setFocus()


_CLIPBOARD = {
    "edit.undo": "undo",
    "edit.redo": "redo",
    "edit.cut": "cut",
    "edit.copy": "copy",
    "edit.paste": "paste",
    "edit.all": "selectAll",
}


def _edit_focused(name: str) -> None:
    """Cut, copy and so on where the cursor is."""
    run = getattr(QApplication.focusWidget(), name, None)
    if run is not None:
        run()


def _split(path: str) -> tuple[str, ...]:
    return tuple(path.split("/")) if path else ()
