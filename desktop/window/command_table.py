"""Every command by its menu, with its shortcut: what help and preferences list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from desktop.actions import MENUS, plain, translated

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.actions import Actions

_ID = Qt.ItemDataRole.UserRole


def plain_table(name: str, headings: list[str], parent: QWidget | None = None) -> QTreeWidget:
    """A table of texts without lines; the last column takes the room that is left."""
    table = QTreeWidget(parent)
    table.setAccessibleName(name)
    table.setProperty("role", "plain")
    table.setHeaderLabels(headings)
    table.setRootIsDecorated(False)
    table.setIndentation(12)
    table.setUniformRowHeights(True)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    header = table.header()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionsMovable(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(len(headings) - 1, QHeaderView.ResizeMode.Stretch)
    return table


class CommandFilter:
    """Fills a table with the commands and narrows it to what is typed."""

    def __init__(self, table: QTreeWidget, actions: Actions) -> None:
        self._table = table
        self._actions = actions
        self.items: dict[str, QTreeWidgetItem] = {}
        """The rows of commands by their ids."""
        columns = table.columnCount()
        for menu_id, text in MENUS:
            top = QTreeWidgetItem(table, [plain(translated(text))])
            top.setFlags(Qt.ItemFlag.ItemIsEnabled)
            font = top.font(0)
            font.setBold(True)
            top.setFont(0, font)
            for row in actions.rows.values():
                if row.menu != menu_id:
                    continue
                name = plain(actions[row.id].text()).rstrip("…")
                about = translated(row.help, row.context) if row.help else ""
                item = QTreeWidgetItem(top, [name, self.keys(row.id), about][:columns])
                item.setData(0, _ID, row.id)
                self.items[row.id] = item
                if columns > 2:
                    item.setToolTip(2, about)
        table.expandAll()

    def keys(self, action_id: str) -> str:
        """The shortcut of a command in the platform's words; empty where it has none."""
        return self._actions[action_id].shortcut().toString(QKeySequence.SequenceFormat.NativeText)

    def narrow(self, text: str) -> None:
        """Show only what has this in its name, shortcut or explanation."""
        needle = text.strip().casefold()
        columns = range(self._table.columnCount())
        for item in self.items.values():
            item.setHidden(needle not in " ".join(map(item.text, columns)).casefold())
        for place in range(self._table.topLevelItemCount()):
            top = self._table.topLevelItem(place)
            if top is not None:
                rows = (top.child(row) for row in range(top.childCount()))
                top.setHidden(all(item is None or item.isHidden() for item in rows))

    def current(self) -> str:
        """The id of the command that is chosen; empty on a heading."""
        item = self._table.currentItem()
        return str(item.data(0, _ID) or "") if item is not None else ""
