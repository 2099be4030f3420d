"""The open note's header: title, place and tags, edited where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from desktop.browser.text import tool_tip
from desktop.icons import icon
from desktop.window.tag_bar import TagBar

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from desktop.theme import Theme
    from notes.model import Note


class TitleField(QLineEdit):
    """The title; Enter and Down go to the text."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave downwards as from the first line of the text."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down, Qt.Key.Key_Escape}:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A long title is read from its beginning."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.setCursorPosition(0)


class NoteHeader(QWidget):
    """Shows what belongs to a note beside its text, and tells of changes to it."""

    title_edited = Signal(str)
    title_left = Signal()
    category_requested = Signal()
    tags_changed = Signal(list)
    star_toggled = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = TitleField(self)
        self.title.setObjectName("NoteTitle")
        self.title.setPlaceholderText(self.tr("Untitled"))
        self.title.setAccessibleName(self.tr("Title of the note"))
        self.title.setFrame(False)
        self.title.setMaxLength(500)
        self.title.textEdited.connect(self.title_edited)
        self.title.left.connect(self.title_left)
        self.star = QToolButton(self)
        self.star.setCheckable(True)
        self.star.setIconSize(QSize(20, 20))
        self.star.setAccessibleName(self.tr("Starred"))
        self.star.setToolTip(self.tr("Star this note"))
        self.star.clicked.connect(self.star_toggled)
        self.category = QToolButton(self)
        self.category.setObjectName("Place")
        self.category.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.category.setToolTip(self.tr("Move to another category"))
        self.category.clicked.connect(self.category_requested)
        self.tags = TagBar(theme, self)
        self.tags.changed.connect(self.tags_changed)
        self.tags.left.connect(self.title_left)
        column = QVBoxLayout(self)
        # Title and category begin where the text below does: the fields have edges of their own.
        column.setContentsMargins(14, 16, 16, 8)
        column.setSpacing(6)
        first = QHBoxLayout()
        first.setContentsMargins(8, 0, 0, 0)
        first.addWidget(self.title, 1)
        first.addWidget(self.star)
        column.addLayout(first)
        second = QHBoxLayout()
        second.setSpacing(8)
        second.addWidget(self.category, 0, Qt.AlignmentFlag.AlignTop)
        second.addWidget(self.tags, 1)
        column.addLayout(second)
        self.set_theme(theme)

    def show_note(self, note: Note, *, read_only: bool) -> None:
        """Show a note's title, place, tags and star."""
        if (
            not (self.title.hasFocus() and self.title.isModified())
            and self.title.text() != note.title
        ):
            self.title.setText(note.title)
            self.title.setCursorPosition(0)
        self.title.setToolTip(tool_tip(note.title) if len(note.title) > 40 else "")
        self.title.setReadOnly(read_only)
        place = " / ".join(note.category) or self.tr("No category")
        shown = place if len(place) <= 60 else "…" + place[-59:]
        self.category.setText(shown.replace("&", "&&"))
        self.category.setAccessibleName(self.tr("Category: {path}").format(path=place))
        self.category.setEnabled(not read_only)
        self.tags.show_tags(note.tags)
        self.tags.set_read_only(read_only)
        self.star.setEnabled(not read_only)
        self.star.setChecked(note.starred)
        self._tint_star()

    def open_note(self, note: Note, *, read_only: bool) -> None:
        """Show another note than before."""
        self.title.setModified(False)
        self.show_note(note, read_only=read_only)

    def tab_stops(self) -> list[QWidget]:
        """What Tab goes through, in order."""
        return [self.title, self.star, self.category, *self.tags.tab_stops()]

    def set_theme(self, theme: Theme) -> None:
        """Tint the icons."""
        self._theme = theme
        self.category.setIcon(icon("folder", theme))
        self.tags.set_theme(theme)
        self._tint_star()

    def _tint_star(self) -> None:
        on = self.star.isChecked()
        name, role = ("star-filled", "accent") if on else ("star", "text_faint")
        self.star.setIcon(icon(name, self._theme, role, 20))
