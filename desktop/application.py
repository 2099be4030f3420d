"""Builds the objects of the window and connects their signals.

Here is what the first sight needs; the rest is built by `desk`, once the window stands.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, QStandardPaths, Qt, QTimer
from PySide6.QtWidgets import QApplication

from desktop import language, messages
from desktop.actions import ACTIONS, Actions
from desktop.instance import Claim, Instance
from desktop.preview.schemes import register_schemes
from desktop.settings import Settings, settings_path
from desktop.slices import Slices
from desktop.theme import ThemeKeeper
from desktop.view_state import ViewState
from desktop.window.main_window import MainWindow
from notes.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.__main__ import Options
    from desktop.browser.list_view import ListPane
    from desktop.browser.tree_view import TreePane
    from desktop.browsing import Browsing
    from desktop.desk import Desk
    from desktop.theme import Theme
    from desktop.trace import Trace
    from notes.model import NoteSummary, Tree

_REST_AT_LATEST = 300  # ms after the text's pane is furnished, when the library lets one wait
# What each of the rest loads, in parts that take some ms each.
_KEYS = ("desktop.editor.tables", "desktop.editor.completion", "desktop.editor.keys")
_BROWSER = (
    "notes.model",
    "desktop.browser.tree_delegate",
    "desktop.browser.tree_view",
    "desktop.browser.list_delegate",
    "desktop.browser.list_view",
    "desktop.browsing",
)
_DESK = (
    "desktop.editor.commands",
    "desktop.window.palette",
    "desktop.dialogs.base",
    "desktop.exporting",
    "desktop.preview_link",
    "desktop.desk",
    "PySide6.QtNetwork",
)


def run(options: Options, trace: Trace) -> int:
    """Show the window until it is closed; the exit code."""
    register_schemes()
    # As an argument: `setStyle` returns a style, and with it come all of its enumerations.
    app = QApplication([*sys.argv[:1], "-style", "Fusion"])
    app.setApplicationName("banyan")
    app.setApplicationDisplayName("Banyan")
    app.setDesktopFileName("banyan")
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
        self._instance = instance
        self._claim = claim
        self.trace = trace
        self.language = speaks
        self.settings = settings
        self.crashes = messages.CrashReporter(_data_folder() / "crashes", self)
        self.crashes.install()
        self.themes = ThemeKeeper(app, settings.text("appearance/theme"), self)
        theme = self.themes.theme
        self.actions = Actions(ACTIONS, settings, theme, self)
        self.window = MainWindow(theme, self.actions)
        self.window.may_close = self._may_close
        self.window.first_exposed.connect(self._exposed)
        self.view = ViewState(settings, self.window, self.actions, options.library, self)
        self.view.restore()
        self.tree: TreePane
        self.list: ListPane
        self.browsing: Browsing
        self.desk: Desk | None = None
        self._rest = Slices(self)
        self._furnished = False
        self._is_open = False
        self._browsable = False
        self._closing = False

    def _furnish(self) -> None:
        """Build what writing takes, and open the library; the rest waits for the open note."""
        from desktop.session import Session

        theme, trace, window = self.themes.theme, self.trace, self.window
        foreign = self._claim is Claim.FOREIGN
        self.session = session = Session(self._options.library, read_only=foreign, parent=self)
        session.opened.connect(self._opened)
        session.start()

        from desktop.editor.editor import MarkdownEditor
        from desktop.note_view import NoteView
        from desktop.notices import Notices
        from desktop.open_note import OpenNote
        from desktop.window.header import NoteHeader

        self.editor = MarkdownEditor()
        self.editor.set_theme(theme)
        self.editor.setReadOnly(True)
        self.view.attach_editor(self.editor)
        window.furnish_text(NoteHeader(theme), self.editor)
        self.notices = Notices(window, self.language, self.crashes, self)
        self.open_note = OpenNote(session, self.editor, trace, self)
        self.note_view = NoteView(
            session, window, self.editor, self.open_note, self.actions, trace, self
        )
        self._connect()
        self._furnished = True
        if self._options.note:
            self.editor.setFocus()
        QTimer.singleShot(_REST_AT_LATEST, self, self._build_rest)

    def _connect(self) -> None:
        window, note, notices = self.window, self.open_note, self.notices
        window.deactivated.connect(note.save_now)
        self.themes.changed.connect(self._set_theme)
        self.settings.changed.connect(self._setting_changed)
        self.session.refused.connect(self._refused)
        self.session.fault.connect(notices.fault)
        self._instance.asked.connect(self._asked)
        note.loaded.connect(lambda _note: self._build_rest())
        note.saved.connect(notices.saved)
        note.save_failed.connect(notices.save_failed)
        note.conflict.connect(notices.conflict)
        note.open_failed.connect(self._open_failed)
        window.header.title_edited.connect(note.set_title)
        window.header.title_left.connect(self.editor.setFocus)

    # Start

    def start(self) -> None:
        """Show the window; it is furnished, and the library opened, when it stands."""
        self.window.watch_exposure()
        self.window.show()
        self._take_signals()

    def _exposed(self) -> None:
        self.trace("window-shown")
        QTimer.singleShot(0, self, self._furnish)

    def _build_rest(self) -> None:
        """Build the tree, the list and the commands, a slice at a time: keys come in between."""
        if self._rest.begun:
            return
        self._rest.add(*(partial(import_module, name) for name in _KEYS))
        self._rest.add(lambda: self.editor.keys)
        self._rest.add(*(partial(import_module, name) for name in _BROWSER))
        self._rest.add(self._build_tree, self._build_list)
        self._rest.add(*(partial(import_module, name) for name in _DESK))
        self._rest.add(self._build_desk, self._listen)
        # What stands by now stays: walking over it for garbage held up the window for 40 ms.
        self._rest.add(gc.freeze)

    def _build_tree(self) -> None:
        from desktop.browser.tree_view import TreePane

        self.tree = TreePane(self.themes.theme)

    def _build_list(self) -> None:
        from desktop.browser.list_view import ListPane
        from desktop.browsing import Browsing

        note_view = self.note_view
        self.list = ListPane(self.themes.theme, self._fetch)
        self.window.furnish_browser(self.tree, self.list)
        words = self.notices.words
        self.browsing = Browsing(self.session, self.tree, self.list, self.trace, words, self)
        self.browsing.tree_shown.connect(note_view.show_tree)
        self.browsing.list_shown.connect(lambda _ids: note_view.show_place())
        self.browsing.first_shown.connect(self._first_shown)
        note_view.attach_list(self.list)
        self._browsable = True
        focus = self.window.focusWidget()
        if focus is None or not self.window.note_side.isAncestorOf(focus):
            self.list.setFocus()  # unless one has begun to write meanwhile
        if self._is_open:
            self._start_browsing()

    def _start_browsing(self) -> None:
        scope, sort, reverse, _note_id, _cursor = self.view.last()
        self.tree.restore_state(self.view.last_tree())
        self.browsing.start(scope, sort, reverse=reverse)

    def _build_desk(self) -> None:
        from desktop.desk import Desk

        self.desk = Desk(self)

    def _listen(self) -> None:
        if self._claim is Claim.FIRST:
            self._instance.listen()

    def _opened(self, read_only: bool) -> None:
        self._is_open = True
        if read_only:
            self.notices.read_only(foreign=self._claim is Claim.FOREIGN)
        self.note_view.library_opened()
        _scope, _sort, _reverse, note_id, cursor = self.view.last()
        wanted = self._options.note or note_id
        if wanted:
            if wanted == note_id:
                self.note_view.cursor = cursor
            self.open_note.open(wanted, self.editor.setFocus if self._options.note else None)
        else:
            self._build_rest()
        if self._browsable:
            self._start_browsing()

    def _refused(self, error: Exception) -> None:
        self.notices.refused(error)
        self.window.close_panes()
        self._build_rest()

    def _open_failed(self, _note_id: str, error: Exception) -> None:
        self.notices.open_failed(error)
        self._build_rest()

    def _first_shown(self, tree: Tree) -> None:
        self.trace("library-open", notes=tree.all)

    def _fetch(self, ids: list[str], answer: Callable[[Sequence[NoteSummary]], None]) -> None:
        self.browsing.fetch(ids, answer)

    def _asked(self, arguments: dict[str, str]) -> None:
        """A second start: come to the front, and open what it named."""
        window = self.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        if arguments.get("note"):
            self.open_note.open(arguments["note"], self.editor.setFocus)

    def _set_theme(self, theme: Theme) -> None:
        for part in (self.actions, self.editor, self.window):
            part.set_theme(theme)
        if self._browsable:
            self.tree.set_theme(theme)
            self.list.set_theme(theme)

    def _setting_changed(self, key: str, value: object) -> None:
        if key == "appearance/theme":
            self.themes.choose(str(value))

    # End

    def end(self) -> None:
        """Give back what is held; the window is closed and all is saved."""
        if self.desk is not None:
            self.desk.close()
        if self._furnished:
            self.session.close()
        self._instance.release()
        self.trace.close()
        gc.unfreeze()

    def _take_signals(self) -> None:
        """SIGTERM and SIGINT save and close: Python's handlers run once Qt's loop wakes up."""
        if sys.platform != "win32":  # there is no SIGTERM to speak of
            self._wakers = os.pipe()
            for end in self._wakers:
                os.set_blocking(end, False)
            signal.set_wakeup_fd(self._wakers[1], warn_on_full_buffer=False)
            self._notifier = QSocketNotifier(self._wakers[0], QSocketNotifier.Type.Read, self)
            self._notifier.activated.connect(lambda: os.read(self._wakers[0], 64))
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: QTimer.singleShot(0, self, self._terminate))

    def _terminate(self) -> None:
        """Save and end, whatever is open; text that cannot be saved goes into a rescue file."""
        if not self._furnished:
            self._app.quit()
            return
        self._app.inputMethod().commit()

        def end(saved: bool) -> None:
            if saved or self._rescue():
                self._closing = True
                self.window.close()
                self._app.quit()

        self.open_note.flush(end)

    def _may_close(self) -> bool:
        if not self._furnished:
            return True
        self._keep_view()
        if self._closing:
            return True
        self._app.inputMethod().commit()
        if not self.open_note.dirty:
            return True
        self.open_note.flush(self._close_when)
        return False

    def _keep_view(self) -> None:
        """Write down how it stands, for the next start."""
        note_id = self.open_note.note_id
        if self._browsable and self._is_open:
            place = (self.browsing.scope, self.browsing.sort, self.browsing.reverse)
            tree = self.tree.state()
        elif note_id:  # closed so soon that the tree and the list are as they were
            place, tree = self.view.last()[:3], self.view.last_tree()
        else:
            return
        scope, sort, reverse = place
        self.view.keep(scope, sort, reverse=reverse, note_id=note_id, tree=tree)

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
        if self._rescue():
            self._closing = True
            self.window.close()

    def _rescue(self) -> bool:
        """Write what is not saved into files; where even that fails the window stays open."""
        from desktop.rescue import rescue

        try:
            rescue(self.open_note.unsaved_texts(), _data_folder() / "rescued")
        except Fault as fault:
            self.notices.fault(fault)
            return False
        return True


def _data_folder() -> Path:
    place = QStandardPaths.StandardLocation.GenericDataLocation
    return Path(QStandardPaths.writableLocation(place)) / "banyan"
