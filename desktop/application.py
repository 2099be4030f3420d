"""Builds the objects of the window and connects their signals; nowhere else is that done."""

from __future__ import annotations

import signal
import socket
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, QStandardPaths, Qt, QTimer
from PySide6.QtWidgets import QApplication

from desktop import language, messages
from desktop.actions import ACTIONS, Actions, editor_rows
from desktop.assets import Assets
from desktop.browser.list_view import ListPane
from desktop.browser.tree_view import TreePane
from desktop.browsing import Browsing
from desktop.care import Care
from desktop.editor.commands import CONTEXT, EDITOR_COMMANDS
from desktop.editor.editor import MarkdownEditor
from desktop.exporting import Exporting
from desktop.finding import Finding
from desktop.importing import Importing
from desktop.instance import Claim, Instance
from desktop.note_commands import NoteCommands
from desktop.note_history import NoteHistory
from desktop.note_view import NoteView
from desktop.notices import Notices
from desktop.open_note import OpenNote
from desktop.preview.schemes import register_schemes
from desktop.preview_link import PreviewLink
from desktop.session import Session
from desktop.settings import Settings, settings_path
from desktop.theme import ThemeKeeper
from desktop.view_state import ViewState
from desktop.window.header import NoteHeader
from desktop.window.main_window import MainWindow
from notes.model import NewAttachment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.__main__ import Options
    from desktop.preview.pane import PreviewPane
    from desktop.theme import Theme
    from desktop.trace import Trace
    from notes.model import NoteSummary, Tree


def run(options: Options, trace: Trace) -> int:
    """Show the window until it is closed; the exit code."""
    register_schemes()
    app = QApplication(sys.argv[:1])
    app.setApplicationName("banyan")
    app.setApplicationDisplayName("Banyan")
    app.setDesktopFileName("banyan")
    app.setStyle("Fusion")
    settings = Settings(settings_path())
    speaks = language.choose(options.lang or _chosen_language(settings))
    language.install(app, speaks)
    instance = Instance(options.library)
    claim = instance.claim({"note": options.note})
    if claim is Claim.HANDED_OVER:
        return 0
    application = Application(app, options, settings, speaks, instance, claim, trace)
    application.start()
    code = app.exec()
    application.end()
    return code


def _chosen_language(settings: Settings) -> str:
    chosen = settings.text("appearance/language")
    return "" if chosen == "system" else chosen


class Application(QObject):
    """One window on one library."""

    def __init__(
        self,
        app: QApplication,
        options: Options,
        settings: Settings,
        speaks: str,
        instance: Instance,
        claim: Claim,
        trace: Trace,
    ) -> None:
        super().__init__()
        self._app = app
        self._options = options
        self._trace = trace
        self._instance = instance
        self._claim = claim
        self.language = speaks
        self.settings = settings
        self.crashes = messages.CrashReporter(_data_folder() / "crashes", self)
        self.crashes.install()
        self.themes = ThemeKeeper(app, settings.text("appearance/theme"), self)
        theme = self.themes.theme
        self.session = Session(options.library, read_only=claim is Claim.FOREIGN, parent=self)

        # Widgets
        rows = editor_rows(EDITOR_COMMANDS, CONTEXT)
        self.actions = Actions([*ACTIONS, *rows], settings, theme, self)
        self.tree = TreePane(theme)
        self.list = ListPane(theme, self._fetch)
        self.editor = MarkdownEditor()
        self.editor.set_theme(theme)
        self.editor.setReadOnly(True)
        self.header = NoteHeader(theme, self._complete_tag)
        self.window = MainWindow(
            theme, self.actions, self.tree, self.list, self.header, self.editor
        )
        self.preview: PreviewPane | None = None

        # What works behind them
        self.notices = Notices(self.window, speaks, self.crashes, self)
        words = self.notices.words
        self.browsing = Browsing(self.session, self.tree, self.list, trace, words, self)
        self.open_note = OpenNote(self.session, self.editor, trace, self)
        self.link = PreviewLink(self.session, self.open_note, self.editor, trace, self)
        self.finding = Finding(self.session, self.window.finder, self.actions, self)
        self.view = ViewState(
            settings, self.window, self.editor, self.actions, options.library, self
        )
        self.commands = NoteCommands(
            self.session, self.window, self.browsing, self.list, self.open_note, self.themes, self
        )
        self.note_view = NoteView(
            self.session,
            self.window,
            self.editor,
            self.list,
            self.open_note,
            self.actions,
            trace,
            self,
        )
        self.importing = Importing(self.session, self.window, self.themes, self.notices, self)
        self.exporting = Exporting(
            self.session,
            self.window,
            self.themes,
            self.notices,
            settings,
            self.open_note,
            speaks,
            self,
        )
        self.history = NoteHistory(
            self.session, self.window, self.themes, self.open_note, self.editor, self
        )
        self.care = Care(self.session, settings, self.notices, self.window, self)
        self._assets = Assets(options.library)
        self._closing = False
        self._connect()
        self._connect_note()
        self._connect_browser()
        self.actions.bind(self._handlers())
        self.view.restore()

    # Start and end

    def start(self) -> None:
        """Show the window, then open the library."""
        self.window.first_exposed.connect(self._exposed)
        self.window.watch_exposure()
        self.session.start()
        self.list.setFocus()
        self.window.show()
        self._take_signals()

    def end(self) -> None:
        """Give back what is held; the window is closed and all is saved."""
        if self.preview is not None:
            self.preview.shut_down()
        self._assets.close()
        self.session.close()
        self._instance.release()
        self._trace.close()

    def _exposed(self) -> None:
        self._trace("window-shown")
        if self._claim is Claim.FIRST:
            QTimer.singleShot(0, self, self._instance.listen)

    def _take_signals(self) -> None:
        """SIGTERM and SIGINT save and close: Python's handlers run once Qt's loop wakes up."""
        reading, writing = socket.socketpair()
        reading.setblocking(False)
        writing.setblocking(False)
        signal.set_wakeup_fd(writing.fileno(), warn_on_full_buffer=False)
        self._sockets = (reading, writing)
        self._notifier = QSocketNotifier(reading.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(lambda: reading.recv(64))
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: QTimer.singleShot(0, self, self._terminate))

    def _terminate(self) -> None:
        """Save and end, whatever is open; text that cannot be saved goes into a rescue file."""
        self._app.inputMethod().commit()

        def end(saved: bool) -> None:
            if not saved:
                self._rescue()
            self._closing = True
            self.window.close()
            self._app.quit()

        self.open_note.flush(end)

    def _may_close(self) -> bool:
        if self._closing:
            return True
        scope, browsing = self.browsing.scope, self.browsing
        self.view.keep(
            scope, browsing.sort, reverse=browsing.reverse, note_id=self.open_note.note_id
        )
        self._app.inputMethod().commit()
        if not self.open_note.dirty:
            return True
        self.open_note.flush(self._close_when)
        return False

    def _close_when(self, saved: bool) -> None:
        if saved:
            self._closing = True
            self.window.close()
            return
        from desktop.dialogs.confirm import confirm

        confirm(
            self.window,
            theme=self.themes.theme,
            title=self.tr("Close without saving?"),
            text=self.tr("The last changes could not be saved."),
            detail=self.tr("They are written to a rescue file in {folder} when you close.").format(
                folder=str(_data_folder() / "rescued")
            ),
            accept=self.tr("Close"),
            danger=True,
            done=self._rescue_and_close,
        )

    def _rescue_and_close(self) -> None:
        self._rescue()
        self._closing = True
        self.window.close()

    def _rescue(self) -> None:
        from desktop.rescue import rescue

        rescue(self.open_note.unsaved_texts(), _data_folder() / "rescued")

    # Connections

    def _connect(self) -> None:
        window, note, notices = self.window, self.open_note, self.notices
        window.may_close = self._may_close
        window.deactivated.connect(note.save_now)
        self.themes.changed.connect(self._set_theme)
        self.settings.changed.connect(self._setting_changed)
        self.session.opened.connect(self._opened)
        self.session.refused.connect(notices.refused)
        self.session.refused.connect(lambda _error: self.window.close_panes())
        self.session.fault.connect(notices.fault)
        self._instance.asked.connect(self._asked)
        notices.note_asked.connect(self.commands.open)
        notices.retry_asked.connect(note.save_now)
        notices.library_asked.connect(self._choose_library)
        self.link.note_asked.connect(self._open_at)
        self.link.target_asked.connect(self.commands.follow)
        self.link.address_asked.connect(self.commands.open_address)
        self.link.unavailable.connect(lambda text: notices.warn("preview", text))
        self.finding.note_chosen.connect(self.commands.open_and_write)
        self.finding.new_note_chosen.connect(self.commands.create)
        self.commands.opened.connect(self.finding.remember)
        self.commands.told.connect(notices.tell)
        self.view.preview_wanted.connect(self._make_preview)

    def _connect_note(self) -> None:
        note, header, notices, commands = self.open_note, self.header, self.notices, self.commands
        note.saved.connect(notices.saved)
        note.save_failed.connect(notices.save_failed)
        note.conflict.connect(notices.conflict)
        note.recreated.connect(commands.open)
        note.open_failed.connect(lambda _id, error: notices.open_failed(error))
        self.note_view.new_asked.connect(commands.create)
        self.note_view.import_asked.connect(self.importing.choose_files)
        self.note_view.starters_asked.connect(self._add_starters)
        note.edited.connect(lambda *_: self.care.touched())
        self.editor.completer_source = self.finding.complete
        self.editor.note_title = lambda: note.note.title if note.note is not None else ""
        self.editor.link_activated.connect(commands.follow)
        self.editor.attachment_offered.connect(self._attach)
        self.editor.refused.connect(lambda text: notices.warn("editor", text))
        header.title_edited.connect(note.set_title)
        header.title_left.connect(commands.focus_text)
        header.category_requested.connect(lambda: commands.move([note.note_id]))
        header.tags_changed.connect(commands.set_tags)
        header.star_toggled.connect(lambda on: commands.star([note.note_id], on))

    def _connect_browser(self) -> None:
        tree, notes, commands, browsing = self.tree, self.list, self.commands, self.browsing
        write = self.session.write
        browsing.tree_shown.connect(self.note_view.show_tree)
        browsing.first_shown.connect(self._first_shown)
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
        notes.selection_changed.connect(lambda _ids: self.note_view.show_possible())
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
        self.importing.scope_asked.connect(browsing.show_scope)
        self.importing.note_asked.connect(commands.open)
        self.window.files_dropped.connect(lambda paths: self.importing.plan(paths, browsing.scope))

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

    # What only the application can answer, since several objects have a part in it

    def _fetch(self, ids: list[str], answer: Callable[[Sequence[NoteSummary]], None]) -> None:
        self.browsing.fetch(ids, answer)

    def _complete_tag(self, prefix: str, answer: Callable[[list[str]], None]) -> None:
        self.finding.tags(prefix, answer)

    def _opened(self, read_only: bool) -> None:
        if read_only:
            self.notices.read_only(foreign=self._claim is Claim.FOREIGN)
        self.note_view.library_opened()
        scope, sort, reverse, note_id, cursor = self.view.last()
        wanted = self._options.note or note_id
        if wanted:
            if wanted == note_id:
                self.note_view.cursor = cursor
            asked = bool(self._options.note)
            self.commands.open(wanted, self.commands.focus_text if asked else None)
        self.browsing.start(scope, sort, reverse=reverse)

    def _first_shown(self, tree: Tree) -> None:
        self._trace("library-open", notes=tree.all)
        self.care.start()
        if self.window.layout_name != "edit":
            QTimer.singleShot(0, self, self._make_preview)

    def _asked(self, arguments: dict[str, str]) -> None:
        """A second start: come to the front, and open what it named."""
        window = self.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        if arguments.get("note"):
            self.commands.open_and_write(arguments["note"])

    def _make_preview(self) -> None:
        if self.preview is not None:
            return
        from desktop.preview.pane import PreviewPane

        self.preview = PreviewPane(self._asset, self.window.preview_side)
        layout = self.window.preview_side.layout()
        assert layout is not None  # noqa: S101 - made with the window
        layout.addWidget(self.preview)
        self.window.preview_side.setFocusProxy(self.preview)
        self.preview.set_theme("dark" if self.themes.theme.dark else "light")
        self.view.attach_preview(self.preview)
        self.link.attach(self.preview)

    def _asset(self, content_hash: str) -> tuple[bytes, str] | None:
        return self._assets.get(content_hash)

    def _set_theme(self, theme: Theme) -> None:
        for part in (self.actions, self.tree, self.list, self.editor, self.window):
            part.set_theme(theme)
        if self.preview is not None:
            self.preview.set_theme("dark" if theme.dark else "light")

    def _setting_changed(self, key: str, value: object) -> None:
        if key == "appearance/theme":
            self.themes.choose(str(value))
        elif key == "preview/sync_scroll":
            self.link.sync_scroll = bool(value)

    def _open_at(self, note_id: str, fragment: str) -> None:
        self.link.show_fragment(fragment)
        self.commands.open(note_id)

    def _attach(self, name: str, data: bytes) -> None:
        note_id = self.open_note.note_id
        new = NewAttachment(target=name, name=name, data=bytes(data))
        self.session.write(
            lambda library: library.attach(note_id, new),
            lambda result: self.editor.insert_attachment(result[1], name),
        )

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

        About(self.themes.theme, str(self.session.path), self.window).open()

    def _add_starters(self) -> None:
        from desktop import operations
        from desktop.starters import starter_notes

        new = starter_notes(self.language)
        self.session.write(
            lambda library: operations.add_starters(library, new),
            lambda result: self.commands.open_and_write(result[1]),
        )

    def _choose_library(self) -> None:
        """Another library opens in a window of its own process."""
        from PySide6.QtCore import QProcess
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self.window, self.tr("Open a library"), str(self.session.path.parent))
        dialog.setNameFilter(self.tr("Banyan libraries (*.banyan)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        arguments = ["-m", "desktop", "--library"]
        dialog.fileSelected.connect(
            lambda path: QProcess.startDetached(sys.executable, [*arguments, path])
        )
        dialog.open()

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


def _data_folder() -> Path:
    place = QStandardPaths.StandardLocation.GenericDataLocation
    return Path(QStandardPaths.writableLocation(place)) / "banyan"
