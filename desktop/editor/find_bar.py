"""The bar over the text that finds and replaces."""

from __future__ import annotations

import regex
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from desktop.editor.editor import MarkdownEditor
from desktop.editor.edits import replace_range
from desktop.editor.find import Finder, Found, Query, Replaced, Units, replacement
from desktop.editor.find_panel import FindPanel
from desktop.editor.text import utf16_length
from desktop.language import QT_TRANSLATE_NOOP

PAUSE = 80  # ms without a key before looking
SHOWN = 400  # matches marked in view at most
EACH = 1_000  # replacements made one by one, which leaves folds; more are made as one
ONE_LIMIT = 0.05  # s for matching the one that is replaced

_FAULTS = {
    "missing )": QT_TRANSLATE_NOOP("FindBar", "a bracket is not closed"),
    "unbalanced parenthesis": QT_TRANSLATE_NOOP("FindBar", "a bracket too many"),
    "unterminated character set": QT_TRANSLATE_NOOP("FindBar", "[ is not closed"),
    "bad character range": QT_TRANSLATE_NOOP("FindBar", "the range is the wrong way round"),
    "nothing to repeat": QT_TRANSLATE_NOOP("FindBar", "nothing to repeat"),
    "multiple repeat": QT_TRANSLATE_NOOP("FindBar", "repeated twice"),
    "bad escape (end of pattern)": QT_TRANSLATE_NOOP("FindBar", "nothing behind the backslash"),
    "invalid group reference": QT_TRANSLATE_NOOP("FindBar", "there is no such group"),
}
"""What `regex` says of a bad pattern, in words."""


class FindBar(FindPanel):
    """Finds as one types; opened and closed by the commands of `commands.py`."""

    def __init__(self, editor: MarkdownEditor) -> None:
        super().__init__(editor)
        self._editor = editor
        self._finder = Finder(self)
        self._found = Found(Query(""))
        self._span: tuple[int, int] | None = None  # UTF-16, when finding in a selection
        self._jump = False
        self._told = False  # how many were replaced is shown, which the next answer leaves
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._ask)
        self._finder.found.connect(self._show)
        self._finder.replaced.connect(self._replace)
        self.changed.connect(self._ask_soon)
        self.limited.connect(self._limit)
        self.stepped.connect(self.step)
        self.replacing.connect(lambda every: self.replace_all() if every else self.replace_one())
        self.closed.connect(self.close_bar)
        self.height_changed.connect(self._place)
        editor.textChanged.connect(self._text_changed)
        editor.edited.connect(self._follow)
        editor.verticalScrollBar().valueChanged.connect(self._mark)
        editor.installEventFilter(self)
        self.destroyed.connect(self._finder.close)
        self.hide()

    # What the commands do

    def open(self, *, replace: bool = False) -> None:
        """Show the bar; a selection within a line is what is looked for."""
        selected = self._editor.textCursor().selectedText()
        if "\u2029" in selected:
            self.selection.setChecked(True)
        elif selected:
            self.what.setText(regex.escape(selected) if self.regex.isChecked() else selected)
        self.show_replacing(replace)
        self._place()
        self.show()
        self._place()
        self.what.setFocus()
        self.what.selectAll()
        self._ask_soon()

    def close_bar(self) -> None:
        """Hide the bar; the match found stays selected."""
        self.hide()
        self._finder.forget()
        self._found = Found(Query(""))
        self.selection.setChecked(False)
        self._editor.setExtraSelections([])
        self._place()
        self._editor.setFocus()

    def step(self, by: int) -> None:
        """Select the next (1) or previous (-1) match, around the ends."""
        spans = self._found.spans
        if not spans:
            if self.what.text():
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
            match = query.pattern().match(text, start, timeout=ONE_LIMIT, concurrent=True)
        except TimeoutError:
            self._say_slow()
            return
        if not match or match.end() != end:
            self._ask()
            return
        new = replacement(query, match, self.template.text())
        replace_range(self._editor, span[0], span[1], new)
        after = span[0] + utf16_length(new)
        self._editor.select(after, after)
        self._jump = True
        self._ask()

    def replace_all(self) -> None:
        """Replace every match as one undo step."""
        if self._editor.isReadOnly() or not self.what.text():
            return
        self._pause.stop()
        text = self._editor.text()
        self._finder.replace(self._query(text), text, self.template.text())

    def _replace(self, replaced: Replaced) -> None:
        if replaced.error:
            self._say_fault(replaced.error, replaced.error_at)
        elif replaced.timed_out:
            self._say(self.tr("The expression takes too long; nothing was replaced"), bad=True)
        elif self._editor.text() != replaced.text:  # typed in meanwhile
            self.replace_all()
        else:
            position = self._editor.textCursor().position()
            if len(replaced.parts) > EACH:
                self._editor.replace_text(replaced.result())
            elif replaced.parts:
                with self._editor.edit_block() as cursor:
                    for start, end, new in reversed(replaced.parts):
                        cursor.setPosition(start)
                        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                        cursor.insertText(new)
            self._editor.select(position, position)
            self._jump = False
            self._ask()
            self._say(self.tr("%n replaced", "", len(replaced.parts)))
            self._told = True

    # Inside

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the fields, and the editor's size."""
        if watched is not self.parent():
            return super().eventFilter(watched, event)
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        if self.isHidden():
            self._editor.set_top_inset(0)
            return
        width = self._editor.width()
        self.resize(width, self.height())  # which chooses the rows, and so the height
        height = self.sizeHint().height()
        self._editor.set_top_inset(height)
        self.setGeometry(0, 0, width, height)

    def _query(self, text: str) -> Query:
        span = None
        if self._span is not None:
            units = Units(text)
            span = (units.character(self._span[0]), units.character(self._span[1]))
        return Query(
            self.what.text(),
            self.regex.isChecked(),
            self.case.isChecked(),
            self.word.isChecked(),
            span,
        )

    def _limit(self, on: bool) -> None:
        cursor = self._editor.textCursor()
        selected = on and cursor.hasSelection()
        self._span = (cursor.selectionStart(), cursor.selectionEnd()) if selected else None
        if on and not selected:
            self.selection.setChecked(False)
        else:
            self._ask_soon()

    def _follow(self, position: int, removed: int, added: str) -> None:
        """Keep to the selection searched while its text changes."""
        if self._span is None:
            return
        start, end = self._span
        grown = utf16_length(added) - removed
        if position < start:
            start = max(position, start + grown)
        if position <= end:
            end += grown
        self._span = (start, max(start, end))

    def _ask_soon(self) -> None:
        self._jump = True
        self._pause.start(PAUSE)

    def _text_changed(self) -> None:
        if self.isVisible():
            self._pause.start(PAUSE * 3)

    def _ask(self) -> None:
        self._pause.stop()
        if not self.what.text():
            self._show(Found(Query("")))
            return
        text = self._editor.text()
        self._finder.ask(self._query(text), text)

    def _show(self, found: Found) -> None:
        self._found = found
        if found.error:
            self._say_fault(found.error, found.error_at)
        elif found.timed_out:
            self._say_slow()
        elif not found.query.text:
            self._say("")
        elif self._jump and found.spans:
            cursor = self._editor.textCursor()
            here = cursor.selectionStart()
            self._select(next((i for i, s in enumerate(found.spans) if s[0] >= here), 0))
        elif not self._told:
            self._say_count()
        self._jump = self._told = False
        self._mark()

    def _say(self, text: str, *, bad: bool = False) -> None:
        self.say(text, self._editor.looks().tokens["danger" if bad else "text_faint"])

    def _say_fault(self, error: str, at: int) -> None:
        fault = QCoreApplication.translate("FindBar", _FAULTS[error]) if error in _FAULTS else error
        text = self.tr("Not an expression: {fault} (character {number})")
        self._say(text.format(fault=fault, number=at + 1), bad=True)

    def _say_slow(self) -> None:
        self._say(self.tr("The expression takes too long"), bad=True)

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
