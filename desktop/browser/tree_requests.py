"""What a person asks of the tree, checked and asked back where it could not be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QToolTip

from desktop.browser import tree_nodes as nodes
from desktop.browser.text import tool_tip
from desktop.browser.tree_nodes import Node, NodeKind

if TYPE_CHECKING:
    from desktop.browser.tree_view import TreePane

translate = QCoreApplication.translate


class TreeRequests:
    """Names, moves and deletions, as signals of the pane."""

    def __init__(self, pane: TreePane) -> None:
        self._pane = pane

    def name(self, node: Node, name: str) -> None:
        """A category or tag was given this name, or a new one was."""
        of_tag = node.section == nodes.TAGS
        refusal = self._refusal(name, of_tag=of_tag)
        if not refusal and not of_tag:
            siblings = node.parent.children if node.parent else None
            if any(other.name == name and other is not node for other in siblings or ()):
                refusal = translate("TreePane", "There is a category of this name here already.")
        if refusal:
            index = self._pane.model.index_of(node)
            where = self._pane.view.viewport().mapToGlobal(
                self._pane.view.visualRect(index).bottomLeft()
            )
            QToolTip.showText(where, tool_tip(refusal), self._pane.view)
            return
        above = node.parent.path if node.parent else ""
        path = f"{above}/{name}" if above else name
        if node.kind is NodeKind.DRAFT:
            signal = (
                self._pane.tag_create_requested if of_tag else self._pane.category_create_requested
            )
            self._pane.remember_open(node.parent)
            signal.emit(path)
        elif of_tag:
            self._rename_tag(node.path, path)
        else:
            self._pane.category_rename_requested.emit(node.path, name)

    def _refusal(self, name: str, *, of_tag: bool) -> str:
        parts = name.split("/") if of_tag else [name]
        if not of_tag and "/" in name:
            return translate(
                "TreePane", "A category's name cannot hold “/”. Make a category inside it instead."
            )
        if any(not part.strip() for part in parts):
            return translate("TreePane", "Each part of a tag between “/” needs a name.")
        if not name.isprintable():
            return translate("TreePane", "The name holds a character that cannot be shown.")
        return ""

    def _rename_tag(self, path: str, new_path: str) -> None:
        if nodes.has_tag(self._pane.tree(), new_path):
            from desktop.dialogs.confirm import confirm

            confirm(
                self._pane,
                title=translate("TreePane", "Merge tags?"),
                text=translate("TreePane", "There is a tag “%1” already.").replace("%1", new_path),
                detail=translate(
                    "TreePane",
                    "Every note tagged “%1” gets “%2” instead. This cannot be taken apart again.",
                )
                .replace("%1", path)
                .replace("%2", new_path),
                accept=translate("TreePane", "Merge"),
                theme=self._pane.theme(),
                done=lambda: self._pane.tag_rename_requested.emit(path, new_path),
            )
        else:
            self._pane.tag_rename_requested.emit(path, new_path)

    def move_tag(self, path: str, into: str) -> None:
        """Move a tag into another ("": to the top)."""
        name = path.rpartition("/")[2]
        self._rename_tag(path, f"{into}/{name}" if into else name)

    def delete(self, node: Node) -> None:
        """Delete a category or tag, after a question where notes are touched."""
        from desktop.dialogs.delete import ask_delete_category, ask_delete_tag

        if node.kind is NodeKind.CATEGORY:
            if not node.count and not node.source:
                self._pane.category_delete_requested.emit(node.path, False)
                return
            ask_delete_category(
                self._pane,
                self._pane.theme(),
                node.name,
                notes=node.count,
                below=nodes.count_below(node.source),
                done=lambda trash: self._pane.category_delete_requested.emit(node.path, trash),
            )
        elif node.kind is NodeKind.TAG:
            ask_delete_tag(
                self._pane,
                self._pane.theme(),
                node.path,
                notes=node.count,
                below=nodes.count_below(node.source),
                done=lambda: self._pane.tag_delete_requested.emit(node.path),
            )

    def choose_place(self, node: Node) -> None:
        """Ask where a category or tag moves to."""
        from desktop.dialogs.pickers import pick_place

        of_tag = node.kind is NodeKind.TAG
        pick_place(
            self._pane,
            self._pane.theme(),
            self._pane.tree().tags if of_tag else self._pane.tree().categories,
            node.path,
            of_tag=of_tag,
            done=lambda into: (
                self.move_tag(node.path, into)
                if of_tag
                else self._pane.category_move_requested.emit(node.path, into)
            ),
        )
