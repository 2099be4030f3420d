"""The window: tree, list, header, editor and preview side by side, and what frames them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.window.banner import Banners
from desktop.window.empty_page import EmptyPage
from desktop.window.status_line import StatusLine
from desktop.window.top_bar import TopBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import (
        QCloseEvent,
        QDragEnterEvent,
        QDragLeaveEvent,
        QDropEvent,
        QWindow,
    )

    from desktop.actions import Actions
    from desktop.browser.list_view import ListPane
    from desktop.browser.tree_view import TreePane
    from desktop.theme import Theme
    from desktop.window.header import NoteHeader
    from desktop.window.toast import Toast

LAYOUTS = ("edit", "split", "read")
_TREE_WIDTH, _LIST_WIDTH = 220, 300


class MainWindow(QMainWindow):
    """Holds the panes and shows or hides them; knows nothing of notes."""

    first_exposed = Signal()
    """The first expose event was handled: the window is on the screen."""
    files_dropped = Signal(list)
    """Paths of files and folders dropped on the window."""
    deactivated = Signal()

    def __init__(
        self,
        theme: Theme,
        actions: Actions,
    ) -> None:
        super().__init__()
        self.setWindowTitle("Banyan")
        self.setAcceptDrops(True)
        # The frame's height is not known before the window shows: leave room for it.
        room = self.screen().availableSize() - QSize(0, 32)
        self.resize(QSize(1280, 800).boundedTo(room))
        self.may_close: Callable[[], bool] = lambda: True
        self.top_bar = TopBar(actions, self)
        self.setMenuWidget(self.top_bar)
        self.banners = Banners(theme, self)
        self._theme = theme
        self._toast: Toast | None = None
        self.header: NoteHeader
        self.editor: QWidget
        self.preview_side = QWidget(self)
        self.preview_side.setObjectName("PreviewSide")
        self.preview_side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self.preview_side)
        column.setContentsMargins(0, 0, 0, 0)
        self.status = StatusLine(self)
        self.empty = EmptyPage(theme, self)

        self.text_split = QSplitter(Qt.Orientation.Horizontal, self)
        self.text_split.setHandleWidth(5)
        self.text_split.setChildrenCollapsible(False)
        self._text_side = QWidget(self)
        self.text_split.addWidget(self._text_side)
        self.text_split.addWidget(self.preview_side)
        self.text_split.setStretchFactor(0, 1)
        self.text_split.setStretchFactor(1, 1)
        self.text_split.setSizes([500, 500])
        self.note_page = QWidget(self)
        self._page = QVBoxLayout(self.note_page)
        self._page.setContentsMargins(0, 0, 0, 0)
        self._page.setSpacing(0)
        self._page.addWidget(self.text_split, 1)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self.note_page)

        self.tree_side = _side("TreeSide")
        self.list_side = _side("ListSide")
        self.note_side = _side("NoteSide", self.pages, self.status)
        self.panes = QSplitter(Qt.Orientation.Horizontal, self)
        self.panes.setHandleWidth(3)
        self.panes.setChildrenCollapsible(False)
        for side in (self.tree_side, self.list_side, self.note_side):
            self.panes.addWidget(side)
        self.panes.setStretchFactor(0, 0)
        self.panes.setStretchFactor(1, 0)
        self.panes.setStretchFactor(2, 1)
        self.panes.setSizes([_TREE_WIDTH, _LIST_WIDTH, 1280 - _TREE_WIDTH - _LIST_WIDTH])
        self.tree_side.setMinimumWidth(150)
        self.list_side.setMinimumWidth(190)
        self.note_side.setMinimumWidth(320)

        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banners)
        column.addWidget(self.panes, 1)
        self.setCentralWidget(middle)
        self.layout_name = "split"
        self.set_layout("split")

    # What the panes hold is put in once the window stands: it is shown sooner without.

    def furnish_text(self, header: NoteHeader, editor: QWidget) -> None:
        """Put in the note's header and its text."""
        self.header = header
        self._page.insertWidget(0, header)
        self.editor = editor
        column = QVBoxLayout(self._text_side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(editor)

    def furnish_browser(self, tree: TreePane, notes: ListPane) -> None:
        """Put in the tree and the list."""
        for side, widget in ((self.tree_side, tree), (self.list_side, notes)):
            column = side.layout()
            assert column is not None  # noqa: S101 - made by `_side`
            column.addWidget(widget)
        # Tab goes from left to right; Qt's own order is that in which the parts were made.
        header = self.header.tab_stops()
        stops = [*self.top_bar.buttons.values(), *tree.tab_stops(), *notes.tab_stops(), *header]
        for one, other in pairwise([*stops, self.editor]):
            QWidget.setTabOrder(one, other)

    # Panes

    def set_layout(self, name: str) -> None:
        """Show the text alone (edit), the preview alone (read) or both (split)."""
        self.layout_name = name if name in LAYOUTS else "split"
        self._text_side.setVisible(self.layout_name != "read")
        self.preview_side.setVisible(self.layout_name != "edit")

    def show_note(self, shown: bool) -> None:
        """Show the note, or the page that says what to do next."""
        self.pages.setCurrentWidget(self.note_page if shown else self.empty)

    def close_panes(self) -> None:
        """There is no library: nothing can be chosen or searched."""
        self.tree_side.setEnabled(False)
        self.list_side.setEnabled(False)

    @property
    def toast(self) -> Toast:
        """What says in passing what was done."""
        if self._toast is None:
            from desktop.window.toast import Toast

            self._toast = Toast(self._theme, self)
        return self._toast

    def keep_state(self) -> dict[str, QByteArray]:
        """Sizes and places, for `restore_state`."""
        return {
            "geometry": self.saveGeometry(),
            "panes": self.panes.saveState(),
            "text_split": self.text_split.saveState(),
        }

    def restore_state(self, state: dict[str, QByteArray]) -> None:
        """Take back what `keep_state` gave."""
        if not state["geometry"].isEmpty():
            self.restoreGeometry(state["geometry"])
        if not state["panes"].isEmpty():
            self.panes.restoreState(state["panes"])
        if not state["text_split"].isEmpty():
            self.text_split.restoreState(state["text_split"])

    def set_theme(self, theme: Theme) -> None:
        """Tint what the style sheet does not reach."""
        self._theme = theme
        self.banners.set_theme(theme)
        if self._toast is not None:
            self._toast.set_theme(theme)
        self.empty.set_theme(theme)
        self.header.set_theme(theme)

    # Events

    def watch_exposure(self) -> None:
        """Tell `first_exposed` once the window is drawn; call it before `show`."""
        self.winId()  # makes the QWindow
        handle = self.windowHandle()
        handle.installEventFilter(_FirstExpose(handle, self.first_exposed.emit))

    def changeEvent(self, event: QEvent) -> None:
        """Tell when the person turns to another window."""
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.deactivated.emit()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close only when nothing is unsaved."""
        if self.may_close():
            event.accept()
        else:
            event.ignore()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere."""
        if _paths(event):
            _copy(event)
            self.toast.say("info", self.tr("Drop to import"), lasting=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing was dropped."""
        self.toast.leave()
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Files to import."""
        self.toast.leave()
        paths = _paths(event)
        if paths:
            _copy(event)
            self.files_dropped.emit(paths)


class _FirstExpose(QObject):
    """Calls back after the first expose event of a window was handled."""

    def __init__(self, window: QWindow, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._then = then

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Expose and watched.isExposed():  # type: ignore[attr-defined] # it is a QWindow
            watched.removeEventFilter(self)
            watched.event(event)  # draws
            self._then()
            return True
        return False


def _side(name: str, *widgets: QWidget) -> QWidget:
    side = QWidget()
    side.setObjectName(name)
    side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(side)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in widgets:
        column.addWidget(widget)
    return side


def _copy(event: QDropEvent) -> None:
    """Accept, but as a copy: a file manager that is told of a move takes the files away."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()


def _paths(event: QDropEvent) -> list[str]:
    return [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
