"""Every widget that takes the focus has a name, in the window and in dialogs; Tab reaches all."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from notes.library import Library
from notes.model import NewNote
from tests.desktop.conftest import wait_until


def nameless(top: QWidget) -> list[str]:
    """Widgets of `top` that take the focus by Tab and that a screen reader could not name."""
    found = []
    for widget in top.findChildren(QWidget):
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if not takes or not widget.isVisibleTo(top) or not widget.isEnabled():
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or not interface.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} {widget.objectName()} in {widget.parent()}")
    return found


def round_by_tab(app: QApplication, top: QWidget) -> set[QWidget]:
    """The widgets that Tab goes through until it is where it began."""
    seen: list[QWidget] = []
    top.activateWindow()
    top.focusNextChild()
    while (widget := top.focusWidget()) is not None and widget not in seen:
        seen.append(widget)
        top.focusNextChild()
    return set(seen)


@pytest.fixture
def opened(qapp, start, library_path):
    """The window with a note that has tags, in a category."""
    library = Library.open(library_path, create=True)
    new = NewNote(title="A note", body="# One\n\ntext\n", category=("技术",), tags=("a/b", "c"))
    note_id = library.create_note(new).created[0]
    library.close()
    application = start(note=note_id)
    wait_until(qapp, lambda: application.open_note.note is not None)
    wait_until(qapp, lambda: application.list.model.rowCount() == 1)
    return application


def test_everything_in_the_window_has_a_name(opened):
    assert nameless(opened.window) == []


def by_tab(window: QWidget, first: QWidget, last: QWidget) -> list[QWidget]:
    """What Tab goes through from one widget to another."""
    window.activateWindow()
    first.setFocus()
    passed = [first]
    while passed[-1] is not last and len(passed) < 50:
        QTest.keyClick(passed[-1], Qt.Key.Key_Tab)
        passed.append(window.focusWidget())
    return passed


def test_tab_goes_from_left_to_right(opened):
    window, header = opened.window, opened.window.header
    header.tags.show_tags(["a/b", "c", "new"])  # what comes later stands in its place too
    first = next(iter(window.top_bar.buttons.values()))
    passed = by_tab(window, first, opened.editor)
    buttons = [b for b in window.top_bar.buttons.values() if b.isEnabled()]
    assert passed == [
        *buttons,
        *opened.tree.tab_stops(),
        *opened.list.tab_stops(),
        header.title,
        header.star,
        header.category,
        *[stop for stop in header.tags.tab_stops() if stop.isVisible()],
        opened.editor,
    ]


DIALOGS = (
    "preferences",
    "help",
    "about",
    "export",
    "import.undo",
    "note.history",
    "note.move",
)


@pytest.mark.parametrize("action", DIALOGS)
def test_everything_in_a_dialog_has_a_name_and_is_reached(qapp, opened, action):
    before = set(qapp.topLevelWidgets())
    opened.actions[action].trigger()
    dialogs: list[QWidget] = []

    def shown() -> bool:
        dialogs[:] = [w for w in qapp.topLevelWidgets() if w not in before and w.isVisible()]
        return bool(dialogs)

    wait_until(qapp, shown)
    dialog = dialogs[0]
    wanted = {
        widget
        for widget in dialog.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and widget.isVisibleTo(dialog)
        and widget.isEnabled()
        and type(widget).__module__.startswith("PySide6")
    }
    assert nameless(dialog) == []
    assert len(round_by_tab(qapp, dialog)) >= min(2, len(wanted))
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    wait_until(qapp, lambda: not shown())
