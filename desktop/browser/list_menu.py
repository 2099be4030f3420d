"""The context menu of notes in the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from desktop import icons

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.browser.list_view import ListPane
    from desktop.theme import Theme


def note_menu(pane: ListPane, theme: Theme, ids: list[str], *, trashed: bool) -> QMenu:
    """What can be done with these notes; each entry asks through the pane's signals."""
    translate = QCoreApplication.translate
    menu = QMenu(pane)

    def add(icon: str, text: str, run: Callable[[], object], shortcut: str = "") -> None:
        action = menu.addAction(icons.icon(icon, theme), text)
        action.triggered.connect(lambda _checked: run())
        if shortcut:
            action.setShortcut(shortcut)

    if trashed:
        add("restore", translate("ListPane", "Restore"), lambda: pane.restore_requested.emit(ids))
        menu.addSeparator()
        add(
            "trash",
            translate("ListPane", "Delete for good…"),
            pane.delete_selected,
            "Del",
        )
        return menu
    summaries = [pane.model.summary(pane.model.row_of(note_id)) for note_id in ids]
    starred = all(summary is not None and summary.starred for summary in summaries)
    if len(ids) == 1:
        add("edit", translate("ListPane", "Open"), lambda: pane.note_activated.emit(ids[0]))
        menu.addSeparator()
    add(
        "star-filled" if starred else "star",
        translate("ListPane", "Remove star") if starred else translate("ListPane", "Star"),
        lambda: pane.star_requested.emit(ids, not starred),
    )
    add("folder", translate("ListPane", "Move to…"), lambda: pane.move_requested.emit(ids))
    add("tag", translate("ListPane", "Tags…"), lambda: pane.tag_requested.emit(ids))
    menu.addSeparator()
    links = (
        translate("ListPane", "Copy link") if len(ids) == 1 else translate("ListPane", "Copy links")
    )
    add("link", links, lambda: pane.link_requested.emit(ids))
    add("export", translate("ListPane", "Export…"), lambda: pane.export_requested.emit(ids))
    menu.addSeparator()
    add(
        "trash",
        translate("ListPane", "Move to trash"),
        lambda: pane.trash_requested.emit(ids),
        "Del",
    )
    return menu
