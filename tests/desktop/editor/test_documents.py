"""The documents of notes that were open: kept up to a bound, and then really let go of."""

from __future__ import annotations

import gc
import weakref

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from desktop.editor.documents import KEPT, DocumentCache, NoteDocument
from desktop.editor.editor import MarkdownEditor


def settle() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


def test_notes_left_long_ago_hold_no_memory(qapp: QApplication) -> None:
    editor = MarkdownEditor()
    seen: list[weakref.ref[NoteDocument]] = []
    for number in range(KEPT + 10):
        editor.open_note(f"n{number}", f"# {number}\n\n```py\nx\n```\n")
        editor.insertPlainText("typed ")
        seen.append(weakref.ref(editor.note))
        if number % 3 == 0:
            editor.open_note("", "")  # as when no note is open
            seen.append(weakref.ref(editor.note))
    settle()
    assert sum(each() is not None for each in seen) == KEPT + 1
    kept = f"# {KEPT}\n\n```py\nx\n```\n"
    editor.open_note(f"n{KEPT}", f"typed {kept}")  # it comes back with its undo
    editor.undo()
    assert editor.text() == kept
    editor.deleteLater()
    settle()


def test_a_note_that_is_forgotten_while_it_is_shown_stays_whole(qapp: QApplication) -> None:
    editor = MarkdownEditor()
    editor.open_note("n", "text")
    editor.forget_note("n")
    settle()
    editor.insertPlainText("more ")
    assert editor.text() == "more text"
    left = weakref.ref(editor.note)
    editor.open_note("n", "text")
    assert editor.text() == "text"
    settle()
    assert left() is None
    editor.deleteLater()
    settle()


def test_a_large_note_takes_the_place_of_others(qapp: QApplication) -> None:
    editor = MarkdownEditor()
    cache = DocumentCache(kept=5, characters=20)
    documents = [NoteDocument(str(n), "x" * 8, editor.font(), editor._palette, lambda: None)
                 for n in range(3)]  # fmt: skip
    gone = [one for document in documents for one in cache.put(document)]
    assert gone == documents[:1]
    assert list(cache) == documents[1:]
    for document in documents:
        document.close()
    editor.deleteLater()
    settle()
