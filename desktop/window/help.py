"""Help: every command with its shortcut, and the search language; from the tables themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

import notes
from desktop.actions import MENUS, plain, translated
from desktop.icons import pixmap
from desktop.language import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from desktop.actions import Actions
    from desktop.theme import Theme

# What can be typed into the search box, as `notes.search.query` reads it.
SEARCH = (
    ("重大", QT_TRANSLATE_NOOP("Help", "any run of characters, one or more")),
    ("idemp", QT_TRANSLATE_NOOP("Help", "a word or the beginning of one")),
    ("事件 kafka", QT_TRANSLATE_NOOP("Help", "both, anywhere in the note")),
    ('"event sourcing"', QT_TRANSLATE_NOOP("Help", "exactly these words in this order")),
)


class Help(QDialog):
    """A window beside the main one; it can stay open while one works."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Help"))
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(self.tr("Find a command or shortcut…"))
        self.filter.setAccessibleName(self.tr("Find a command or shortcut"))
        self.filter.textChanged.connect(self._filter)
        self.commands = _table(self.tr("Commands"), [self.tr("Command"), self.tr("Shortcut"), ""])
        self._fill_commands(actions)
        search = _table(self.tr("Search"), [self.tr("Typed"), self.tr("Finds"), ""])
        for typed, meaning in SEARCH:
            QTreeWidgetItem(search, [typed, translated(meaning, "Help"), ""])
        first = QWidget(self)
        column = QVBoxLayout(first)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.filter)
        column.addWidget(self.commands, 1)
        tabs = QTabWidget(self)
        tabs.setDocumentMode(True)
        tabs.addTab(first, self.tr("Commands and shortcuts"))
        tabs.addTab(search, self.tr("Searching"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 16)
        outer.addWidget(tabs)
        self.resize(720, 600)
        self.filter.setFocus()

    def _fill_commands(self, actions: Actions) -> None:
        for menu_id, text in MENUS:
            top = QTreeWidgetItem(self.commands, [plain(translated(text)), "", ""])
            font = top.font(0)
            font.setBold(True)
            top.setFont(0, font)
            for row in actions.rows.values():
                if row.menu != menu_id:
                    continue
                action = actions[row.id]
                keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                about = translated(row.help, row.context) if row.help else ""
                item = QTreeWidgetItem(top, [plain(action.text()).rstrip("…"), keys, about])
                item.setToolTip(2, about)
        self.commands.expandAll()

    def _filter(self, text: str) -> None:
        needle = text.strip().casefold()
        for place in range(self.commands.topLevelItemCount()):
            top = self.commands.topLevelItem(place)
            if top is None:
                continue
            shown = 0
            for row in range(top.childCount()):
                item = top.child(row)
                if item is None:
                    continue
                fits = needle in f"{item.text(0)} {item.text(1)} {item.text(2)}".casefold()
                item.setHidden(not fits)
                shown += fits
            top.setHidden(not shown)


class About(QDialog):
    """What this is, which version, where the library lies."""

    def __init__(self, theme: Theme, library: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About Banyan"))
        picture = QLabel(self)
        picture.setPixmap(pixmap("banyan", theme, "accent", 64, self.devicePixelRatioF()))
        lines = (
            (self.tr("Banyan Notes"), "heading"),
            (self.tr("Version {version}").format(version=notes.__version__), "soft"),
            (self.tr("A Markdown notebook for people who read and write Chinese and code."), ""),
            (self.tr("Library: {path}").format(path=library), "small"),
            (self.tr("Free software under the MIT licence."), "small"),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 28, 32, 20)
        column.setSpacing(8)
        column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        for text, role in lines:
            label = QLabel(self)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setText(text)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setProperty("role", role)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        close = QPushButton(self.tr("Close"), self)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        column.addSpacing(8)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignHCenter)
        self.setMinimumWidth(420)


def _table(name: str, headings: list[str]) -> QTreeWidget:
    table = QTreeWidget()
    table.setAccessibleName(name)
    table.setProperty("role", "plain")
    table.setHeaderLabels(headings)
    table.setRootIsDecorated(False)
    table.setIndentation(12)
    table.setUniformRowHeights(True)
    table.setColumnWidth(0, 240)
    table.setColumnWidth(1, 150)
    table.header().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
    return table
