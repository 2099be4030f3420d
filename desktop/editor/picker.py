"""A filtered list over the text: headings to go to, snippets to put in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QVBoxLayout

from desktop.editor.snippets import SNIPPETS, insert_template

if TYPE_CHECKING:
    from desktop.editor.editor import MarkdownEditor

WIDTH = 480  # px
ROWS = 12

Row = tuple[str, Callable[[], object]]
"""What is shown, and what choosing it does."""


class Picker(QFrame):
    """A field and rows under it; Enter chooses, Escape goes back."""

    def __init__(
        self, editor: MarkdownEditor, title: str, rows: list[Row], empty: str, current: int = 0
    ) -> None:
        super().__init__(editor)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("Picker")
        self._editor = editor
        self._rows = rows
        self._shown = rows
        self._empty = empty
        self._field = QLineEdit(self)
        self._field.setPlaceholderText(title)
        self._field.setAccessibleName(title)
        self._field.textChanged.connect(self._filter)
        self._field.installEventFilter(self)
        self._list = QListView(self)
        self._list.setProperty("role", "plain")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setUniformItemSizes(True)
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.setAccessibleName(title)
        self._model = QStringListModel(self)
        self._list.setModel(self._model)
        self._list.clicked.connect(lambda index: self._choose(index.row()))
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 8)
        box.addWidget(self._field)
        box.addWidget(self._list)
        self._filter("")
        self._list.setCurrentIndex(self._model.index(current))

    def open(self) -> None:
        """Show the list over the text."""
        width = min(WIDTH, self._editor.width() - 32)
        height = min(self._editor.height() - 32, 64 + 28 * min(ROWS, max(3, len(self._shown))))
        self.setGeometry((self._editor.width() - width) // 2, 16, width, height)
        tokens = self._editor.looks().tokens
        self.setStyleSheet(
            f"#Picker {{ background: {tokens['raised']}; border: 1px solid {tokens['line']};"
            " border-radius: 10px; }"
        )
        self.show()
        self.raise_()
        self._field.setFocus()
        self._list.scrollTo(self._list.currentIndex())

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        self._shown = [
            row for row in self._rows if all(word in row[0].casefold() for word in words)
        ]
        shown = [label for label, _run in self._shown]
        if not shown:
            shown = [self.tr("Nothing has these words.") if self._rows else self._empty]
        self._model.setStringList(shown)
        self._list.setCurrentIndex(self._model.index(0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up, Down and Enter in the field move and choose in the list; leaving it closes."""
        if event.type() is QEvent.Type.FocusOut and not self._field.hasFocus():
            self.close()
            return False
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        row = self._list.currentIndex().row()
        match event.key():
            case Qt.Key.Key_Down:
                row = min(row + 1, self._model.rowCount() - 1)
            case Qt.Key.Key_Up:
                row = max(row - 1, 0)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._choose(row)
                return True
            case Qt.Key.Key_Escape:
                self._leave()
                return True
            case _:
                return False
        self._list.setCurrentIndex(self._model.index(row))
        return True

    def _leave(self) -> None:
        self.close()
        self._editor.setFocus()

    def _choose(self, row: int) -> None:
        self._leave()
        if 0 <= row < len(self._shown):
            self._shown[row][1]()


def pick_heading(editor: MarkdownEditor) -> None:
    """Offer the note's headings and go to the one chosen."""
    structure = editor.note.highlighter.structure
    headings = structure.headings
    least = min((heading.level for heading in headings), default=1)
    rows: list[Row] = [
        (
            "    " * (heading.level - least) + (heading.title or "—"),
            lambda line=heading.line: editor.go_to_line(line),  # type: ignore[misc]
        )
        for heading in headings
    ]
    here = structure.heading_above(editor.textCursor().blockNumber())
    current = headings.index(here) if here is not None else 0
    title = QCoreApplication.translate("MarkdownEditor", "Go to heading…")
    Picker(
        editor,
        title,
        rows,
        QCoreApplication.translate("MarkdownEditor", "This note has no headings yet."),
        current,
    ).open()


def pick_snippet(editor: MarkdownEditor) -> None:
    """Offer templates (of the host, kind `template`) and snippets, and put one in."""
    own: list[tuple[str, str]] = [
        (QCoreApplication.translate("Snippets", snippet.name), snippet.text) for snippet in SNIPPETS
    ]

    def show(found: list[object]) -> None:
        rows: list[Row] = []
        for label, text in [*_named(found), *own]:

            def run(text: str = text) -> None:
                insert_template(editor, text, editor.note_title())

            rows.append((label, run))
        Picker(
            editor,
            QCoreApplication.translate("MarkdownEditor", "Insert a template or snippet…"),
            rows,
            "",
        ).open()

    if editor.completer_source is None:
        show([])
    else:
        editor.completer_source("template", "", show)


def _named(found: list[object]) -> list[tuple[str, str]]:
    """Templates as the host gives them: pairs of name and text."""
    return [(str(each[0]), str(each[1])) for each in found if isinstance(each, tuple)]
