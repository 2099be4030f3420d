"""The bar over the text that finds and replaces."""

from __future__ import annotations

import regex
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTextEdit,
    QToolButton,
    QWidget,
)

from desktop.editor.editor import MarkdownEditor
from desktop.editor.edits import replace_range
from desktop.editor.find import Finder, Found, Query, Units, replace_all, replacement
from desktop.editor.text import utf16_length

PAUSE = 80  # ms without a key before looking
FIELD = 420  # px, the fields' width at most
SHOWN = 400  # matches marked in view at most


class FindBar(QWidget):
    """Finds as one types; opened and closed by the commands of `commands.py`."""

    def __init__(self, editor: MarkdownEditor) -> None:
        super().__init__(editor)
        self._editor = editor
        self._finder = Finder(self)
        self._found = Found(Query(""))
        self._span: tuple[int, int] | None = None  # UTF-16, when finding in a selection
        self._jump = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._ask)
        self.setObjectName("FindBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._build()
        self._finder.found.connect(self._show)
        editor.textChanged.connect(self._text_changed)
        editor.verticalScrollBar().valueChanged.connect(self._mark)
        editor.installEventFilter(self)
        self.destroyed.connect(self._finder.close)
        self.hide()

    # What the commands do

    def open(self, *, replace: bool = False) -> None:
        """Show the bar; a selection within a line is what is looked for."""
        selected = self._editor.textCursor().selectedText()
        if "\u2029" in selected:
            self._selection_button.setChecked(True)
        elif selected:
            self._what.setText(regex.escape(selected) if self._regex.isChecked() else selected)
        for widget in self._replacing:
            widget.setVisible(replace)
        self._place()
        self.show()
        self._place()
        self._what.setFocus()
        self._what.selectAll()
        self._ask_soon()

    def close_bar(self) -> None:
        """Hide the bar; the match found stays selected."""
        self.hide()
        self._finder.forget()
        self._found = Found(Query(""))
        self._selection_button.setChecked(False)
        self._editor.setExtraSelections([])
        self._place()
        self._editor.setFocus()

    def step(self, by: int) -> None:
        """Select the next (1) or previous (-1) match, around the ends."""
        spans = self._found.spans
        if not spans:
            if self._what.text():
                self._jump = True
                self._ask()
            else:
                self.open()
            return
        cursor = self._editor.textCursor()
        if by > 0:
            index = next((i for i, s in enumerate(spans) if s[0] >= cursor.selectionEnd()), 0)
        else:
            earlier = [i for i, s in enumerate(spans) if s[1] <= cursor.selectionStart()]
            index = earlier[-1] if earlier else len(spans) - 1
        self._select(index)

    def replace_one(self) -> None:
        """Replace the selected match and go to the next one."""
        cursor = self._editor.textCursor()
        span = (cursor.selectionStart(), cursor.selectionEnd())
        if self._editor.isReadOnly():
            return
        if span not in self._found.spans:
            self.step(1)
            return
        text = self._editor.text()
        units = Units(text)
        query = self._found.query
        start, end = units.character(span[0]), units.character(span[1])
        try:
            match = query.pattern().match(text, start, timeout=0.5, concurrent=True)
        except TimeoutError:
            self._say(self.tr("The expression takes too long"), bad=True)
            return
        new = replacement(query, match, self._with.text()) if match else self._with.text()
        if not match or match.end() != end:
            self._ask()
            return
        replace_range(self._editor, span[0], span[1], new)
        self._grow(utf16_length(new) - (span[1] - span[0]))
        after = span[0] + utf16_length(new)
        self._editor.select(after, after)
        self._jump = True
        self._ask()

    def replace_everything(self) -> None:
        """Replace every match as one undo step."""
        if self._editor.isReadOnly() or not self._what.text():
            return
        text = self._editor.text()
        query = self._query(text)
        try:
            new, count = replace_all(query, text, self._with.text())
        except regex.error as error:
            self._say(str(error), bad=True)
            return
        except TimeoutError:
            self._say(self.tr("The expression takes too long; nothing was replaced"), bad=True)
            return
        if count:
            position = self._editor.textCursor().position()
            self._editor.replace_text(new)
            self._grow(utf16_length(new) - utf16_length(text))
            self._editor.select(position, position)
        self._ask()
        self._say(self.tr("%n replaced", "", count))

    # Inside

    def _build(self) -> None:
        self._what = QLineEdit(self)
        self._what.setPlaceholderText(self.tr("Find"))
        self._what.setAccessibleName(self.tr("Find"))
        self._what.setClearButtonEnabled(True)
        self._what.textChanged.connect(self._ask_soon)
        self._with = QLineEdit(self)
        self._with.setPlaceholderText(self.tr("Replace with"))
        self._with.setAccessibleName(self.tr("Replace with"))
        self._case = self._option("Aa", self.tr("Match case"), "Alt+C")
        self._word = self._option("ab", self.tr("Whole words"), "Alt+W")
        self._regex = self._option(".*", self.tr("Regular expression"), "Alt+R")
        self._selection_button = self._option("[ ]", self.tr("Only in the selection"), "Alt+L")
        self._selection_button.toggled.connect(self._limit)
        self._count = QLabel(self)
        self._count.setTextFormat(Qt.TextFormat.PlainText)
        self._count.setMinimumWidth(96)
        self._count.setProperty("role", "small")
        previous = self._button("↑", self.tr("Previous match"), lambda: self.step(-1))
        following = self._button("↓", self.tr("Next match"), lambda: self.step(1))
        close = self._button("×", self.tr("Close"), self.close_bar)
        one = QPushButton(self.tr("Replace"), self)
        one.clicked.connect(self.replace_one)
        every = QPushButton(self.tr("Replace all"), self)
        every.clicked.connect(self.replace_everything)
        self._replacing = (self._with, one, every)
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 6, 12, 6)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(6)
        grid.addWidget(self._what, 0, 0)
        row = (self._case, self._word, self._regex, self._selection_button)
        for column, widget in enumerate((*row, self._count, previous, following, close), 1):
            grid.addWidget(widget, 0, column)
        grid.addWidget(self._with, 1, 0)
        grid.addWidget(one, 1, 1, 1, 4)
        grid.addWidget(every, 1, 5, 1, 4)
        grid.setColumnStretch(0, 4)
        grid.setColumnStretch(9, 1)
        for field in (self._what, self._with):
            field.setMaximumWidth(FIELD)
            field.installEventFilter(self)

    def _option(self, label: str, tip: str, shortcut: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(label)
        button.setCheckable(True)
        button.setToolTip(f"{tip} ({shortcut})")
        button.setAccessibleName(tip)
        button.setShortcut(shortcut)
        button.toggled.connect(self._ask_soon)
        return button

    def _button(self, label: str, tip: str, run: object) -> QToolButton:
        button = QToolButton(self)
        button.setText(label)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.clicked.connect(run)
        return button

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the fields, and the editor's size."""
        if watched is self._editor:
            if event.type() is QEvent.Type.Resize and self.isVisible():
                self._place()
            return False
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if watched is self._with and not shift:
                self.replace_one()
            else:
                self.step(-1 if shift else 1)
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
            return True
        return False

    def _place(self) -> None:
        height = self.sizeHint().height() if not self.isHidden() else 0
        self._editor.set_top_inset(height)
        self.setGeometry(0, 0, self._editor.width(), height)

    def _query(self, text: str) -> Query:
        span = None
        if self._span is not None:
            units = Units(text)
            span = (units.character(self._span[0]), units.character(self._span[1]))
        return Query(
            self._what.text(),
            self._regex.isChecked(),
            self._case.isChecked(),
            self._word.isChecked(),
            span,
        )

    def _limit(self, on: bool) -> None:
        cursor = self._editor.textCursor()
        selected = on and cursor.hasSelection()
        self._span = (cursor.selectionStart(), cursor.selectionEnd()) if selected else None
        if on and not selected:
            self._selection_button.setChecked(False)

    def _grow(self, by: int) -> None:
        if self._span is not None:
            self._span = (self._span[0], max(self._span[0], self._span[1] + by))

    def _ask_soon(self) -> None:
        self._jump = True
        self._pause.start(PAUSE)

    def _text_changed(self) -> None:
        if self.isVisible():
            self._pause.start(PAUSE * 3)

    def _ask(self) -> None:
        self._pause.stop()
        if not self._what.text():
            self._show(Found(Query("")))
            return
        text = self._editor.text()
        self._finder.ask(self._query(text), text)

    def _show(self, found: Found) -> None:
        self._found = found
        if found.error:
            self._say(found.error, bad=True)
        elif found.timed_out:
            self._say(self.tr("The expression takes too long"), bad=True)
        elif not found.query.text:
            self._say("")
        elif self._jump and found.spans:
            cursor = self._editor.textCursor()
            here = cursor.selectionStart()
            self._select(next((i for i, s in enumerate(found.spans) if s[0] >= here), 0))
        else:
            self._say_count()
        self._jump = False
        self._mark()

    def _say(self, text: str, *, bad: bool = False) -> None:
        self._count.setText(text if len(text) <= 60 else text[:59] + "…")
        self._count.setToolTip("")
        token = "danger" if bad else "text_faint"
        self._count.setStyleSheet(f"color: {self._editor.looks().tokens[token]}")

    def _say_count(self) -> None:
        spans = self._found.spans
        if not spans:
            self._say(self.tr("No match"), bad=True)
            return
        total = f"{len(spans)}+" if self._found.more else str(len(spans))
        cursor = self._editor.textCursor()
        here = (cursor.selectionStart(), cursor.selectionEnd())
        if here in spans:
            text = self.tr("{number} of {total}").format(number=spans.index(here) + 1, total=total)
        else:
            text = self.tr("{total} matches").format(total=total)
        self._say(text)

    def _select(self, index: int) -> None:
        self._editor.reveal(self._found.spans[index][0])
        self._editor.select(*self._found.spans[index])
        self._editor.ensureCursorVisible()
        self._say_count()
        self._mark()

    def _mark(self) -> None:
        """Mark the matches in view."""
        if not self.isVisible():
            return
        blocks = [block for block, _rect in self._editor.visible_blocks()]
        if not blocks:
            return
        low = blocks[0].position()
        high = blocks[-1].position() + blocks[-1].length()
        look = QTextCharFormat()
        look.setBackground(self._editor.looks().color("mark"))
        marks: list[QTextEdit.ExtraSelection] = []
        for start, end in self._found.spans:
            if end > low and start < high:
                mark = QTextEdit.ExtraSelection()
                mark.cursor = QTextCursor(self._editor.document())
                mark.cursor.setPosition(min(start, self._editor.document().characterCount() - 1))
                mark.cursor.setPosition(
                    min(end, self._editor.document().characterCount() - 1),
                    QTextCursor.MoveMode.KeepAnchor,
                )
                mark.format = look
                marks.append(mark)
                if len(marks) >= SHOWN:
                    break
        self._editor.setExtraSelections(marks)


def open_bar(editor: MarkdownEditor, *, replace: bool = False) -> None:
    """Show the editor's bar, made when it is first wanted."""
    _bar(editor).open(replace=replace)


def step(editor: MarkdownEditor, by: int) -> None:
    """Go to the next (1) or previous (-1) match of what was looked for last."""
    _bar(editor).step(by)


def _bar(editor: MarkdownEditor) -> FindBar:
    bar = editor.findChild(FindBar)
    return bar if isinstance(bar, FindBar) else FindBar(editor)
