"""The context menu of a row of the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from desktop import icons
from desktop.browser import tree_nodes as nodes
from desktop.browser.text import menu_text
from desktop.browser.tree_nodes import Node, NodeKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction

    from desktop.browser.tree_view import TreePane
    from desktop.theme import Theme


def tree_menu(pane: TreePane, theme: Theme, node: Node | None) -> QMenu | None:
    """The context menu of a row; None where nothing can be done."""
    translate = QCoreApplication.translate
    menu = QMenu(pane)
    if node is None or node.kind is NodeKind.SECTION:
        section = node.key if node else nodes.CATEGORIES
        top = pane.model.node(pane.model.index_of_key(section))
        if section == nodes.TAGS:
            _add(menu, theme, "tag", translate("TreePane", "New tag…"), lambda: pane.create_in(top))
        else:
            _add(
                menu,
                theme,
                "folder-new",
                translate("TreePane", "New category…"),
                lambda: pane.create_in(top),
            )
        menu.addSeparator()
        _add(menu, theme, "", translate("TreePane", "Open all"), lambda: pane.open_all(section))
        _add(menu, theme, "", translate("TreePane", "Close all"), lambda: pane.close_all(section))
        return menu
    if node.kind in {NodeKind.CATEGORY, NodeKind.TAG}:
        _add_node_actions(menu, theme, pane, node)
        return menu
    if node.key == nodes.TRASH:
        action = _add(
            menu,
            theme,
            "trash",
            translate("TreePane", "Empty trash…"),
            pane.empty_trash_requested.emit,
        )
        action.setEnabled(node.count > 0)
        return menu
    if node.key == nodes.ALL:
        _add(
            menu,
            theme,
            "new-note",
            translate("TreePane", "New note"),
            lambda: pane.new_note_requested.emit(node.scope),
        )
    _add(
        menu,
        theme,
        "export",
        translate("TreePane", "Export…"),
        lambda: pane.export_requested.emit(node.scope),
    )
    return menu


def _add_node_actions(menu: QMenu, theme: Theme, pane: TreePane, node: Node) -> None:
    translate = QCoreApplication.translate
    of_tag = node.kind is NodeKind.TAG
    name = menu_text(node.name)
    inside = (
        translate("TreePane", "New tag in “%1”…")
        if of_tag
        else translate("TreePane", "New category in “%1”…")
    )
    _add(
        menu,
        theme,
        "new-note",
        translate("TreePane", "New note in “%1”").replace("%1", name),
        lambda: pane.new_note_requested.emit(node.scope),
    )
    _add(
        menu,
        theme,
        "tag" if of_tag else "folder-new",
        inside.replace("%1", name),
        lambda: pane.create_in(node),
    )
    menu.addSeparator()
    rename = _add(menu, theme, "edit", translate("TreePane", "Rename"), lambda: pane.rename(node))
    rename.setShortcut("F2")
    _add(
        menu, theme, "", translate("TreePane", "Move to…"), lambda: pane.requests.choose_place(node)
    )
    menu.addSeparator()
    if not of_tag:
        _add(
            menu,
            theme,
            "import",
            translate("TreePane", "Import here…"),
            lambda: pane.import_requested.emit(node.scope),
        )
    _add(
        menu,
        theme,
        "export",
        translate("TreePane", "Export…"),
        lambda: pane.export_requested.emit(node.scope),
    )
    menu.addSeparator()
    delete = _add(
        menu, theme, "trash", translate("TreePane", "Delete…"), lambda: pane.requests.delete(node)
    )
    delete.setShortcut("Del")


def _add(menu: QMenu, theme: Theme, icon: str, text: str, run: Callable[[], object]) -> QAction:
    action = menu.addAction(text)
    if icon:
        action.setIcon(icons.icon(icon, theme))
    action.triggered.connect(lambda _checked: run())
    return action
