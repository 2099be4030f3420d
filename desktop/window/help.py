"""Help: every command with its shortcut, and the search language; from the tables themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

import notes
from desktop.actions import translated
from desktop.icons import application_icon
from desktop.language import QT_TRANSLATE_NOOP
from desktop.window.command_table import CommandFilter, plain_table

if TYPE_CHECKING:
    from desktop.actions import Actions

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
        self.commands = plain_table(
            self.tr("Commands"), [self.tr("Command"), self.tr("Shortcut"), ""], self
        )
        rows = CommandFilter(self.commands, actions)
        self.filter.textChanged.connect(rows.narrow)
        search = plain_table(self.tr("Search"), [self.tr("Typed"), self.tr("Finds")], self)
        for typed, meaning in SEARCH:
            QTreeWidgetItem(search, [typed, translated(meaning, "Help")])
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


class About(QDialog):
    """What this is, which version, where the library lies."""

    def __init__(self, library: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About Banyan"))
        picture = QLabel(self)
        picture.setPixmap(application_icon().pixmap(QSize(64, 64), self.devicePixelRatioF()))
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
