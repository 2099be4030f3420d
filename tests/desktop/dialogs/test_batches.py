from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from desktop.dialogs.batches import BatchesDialog
from desktop.dialogs.confirm import ConfirmDialog
from desktop.theme import Theme
from notes.model import Batch

WHEN = datetime(2026, 5, 4, 12, tzinfo=UTC)
REPORT = {
    "created": ["a", "b"],
    "refused": [{"path": "/x/照片.md", "code": "binary", "values": {}}],
    "pages": [{"source": "/x", "lists": []}],
}


def make(theme: Theme, words: Callable, own: Callable) -> BatchesDialog:
    dialog = BatchesDialog(theme, words)
    own(dialog)
    dialog.open()
    return dialog


def test_nothing_imported_yet(theme: Theme, words: Callable, own: Callable) -> None:
    dialog = make(theme, words, own)
    assert dialog.empty.isVisible()


def test_an_import_is_taken_back_after_a_question(
    theme: Theme, words: Callable, listen: Callable, own: Callable
) -> None:
    dialog = make(theme, words, own)
    undone = listen(dialog.undo_requested)
    dialog.show_batches(
        [
            Batch("b2", WHEN, WHEN, ("/home/me/blog/",), REPORT),
            Batch("b1", WHEN, WHEN, ("/x.zip",), {}, undone=True),
        ]
    )
    assert "blog" in dialog.list.item(0).text()
    assert "照片.md" in dialog.report.lines.item(0).text()
    assert dialog.coverage.isVisible()
    dialog.report.undo.click()
    assert undone == []
    dialog.findChildren(ConfirmDialog)[0].accept_button.click()
    assert undone == [("b2",)]
    dialog.list.setCurrentRow(1)
    assert not dialog.report.undo.isVisible()
    assert not dialog.coverage.isVisible()


def test_what_was_kept_stays_named_when_the_list_is_read_again(
    theme: Theme, words: Callable, own: Callable
) -> None:
    dialog = make(theme, words, own)
    batches = [Batch("b2", WHEN, WHEN, ("/a",), REPORT), Batch("b1", WHEN, WHEN, ("/b",), REPORT)]
    dialog.show_batches(batches)
    dialog.show_undone("b2", 1, 0, [("气根", "edited since")])
    dialog.show_batches([Batch("b2", WHEN, WHEN, ("/a",), REPORT, undone=True), batches[1]])
    assert dialog.report.lines.item(0).text() == "气根: edited since"
    dialog.list.setCurrentRow(1)
    assert "照片.md" in dialog.report.lines.item(0).text()
    dialog.list.setCurrentRow(0)
    assert dialog.report.lines.item(0).text() == "气根: edited since"
