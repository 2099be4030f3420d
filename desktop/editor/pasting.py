"""Web pages made Markdown in a thread, and put in where they were pasted."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QTextCursor

from desktop.editor.edits import replace_range
from desktop.editor.text import utf16_length

if TYPE_CHECKING:
    from desktop.editor.documents import NoteDocument
    from desktop.editor.editor import MarkdownEditor


@dataclass(frozen=True, slots=True)
class _Pasted:
    """A page on its way: where it goes, which moves along with what is typed before it."""

    note: NoteDocument
    start: QTextCursor
    end: QTextCursor
    html: str
    text: str


class Pasting(QObject):
    """Turns pasted pages into Markdown, one after the other: a long one takes seconds."""

    _done = Signal(object, str)

    def __init__(self, editor: MarkdownEditor) -> None:
        super().__init__(editor)
        self._editor = editor
        self._pool = pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pasting")
        self._done.connect(self._insert)
        self.destroyed.connect(lambda: pool.shutdown(wait=False, cancel_futures=True))

    def page(self, html: str, text: str) -> None:
        """Put a page in place of the selection; `text` where nothing else comes of it."""
        cursor = self._editor.textCursor()
        ends = self._place(cursor.selectionStart()), self._place(cursor.selectionEnd())
        self._pool.submit(self._run, _Pasted(self._editor.note, *ends, html, text))

    def _place(self, position: int) -> QTextCursor:
        place = QTextCursor(self._editor.document())
        place.setPosition(position)
        place.setKeepPositionOnInsert(True)  # what is typed there meanwhile comes behind
        return place

    def _run(self, pasted: _Pasted) -> None:
        from desktop.editor.clipboard import clean
        from desktop.editor.web_page import to_markdown

        try:
            markdown = clean(to_markdown(pasted.html)).strip("\n")
        except (RecursionError, ValueError):  # no page that a browser would show
            markdown = ""
        try:
            self._done.emit(pasted, markdown or clean(pasted.text))
        except RuntimeError:  # the window was closed meanwhile
            return

    def _insert(self, pasted: _Pasted, text: str) -> None:
        editor = self._editor
        if pasted.note is not editor.note:
            editor.refused.emit(
                QCoreApplication.translate(
                    "MarkdownEditor", "The page was not pasted: another note is open now."
                )
            )
            return
        start, end = pasted.start.position(), pasted.end.position()
        cursor = editor.textCursor()
        here = (cursor.selectionStart(), cursor.selectionEnd()) == (start, end)
        replace_range(editor, start, end, text)
        if here:
            position = start + utf16_length(text)
            editor.select(position, position)
            editor.ensureCursorVisible()


def pasting(editor: MarkdownEditor) -> Pasting:
    """The editor's converter of pages, made when it is first wanted."""
    found = editor.findChild(Pasting)
    return found if isinstance(found, Pasting) else Pasting(editor)
