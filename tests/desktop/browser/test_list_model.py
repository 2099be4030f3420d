from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.browser import mime
from desktop.browser.list_model import KEPT, PAGE, ListRole, NoteListModel
from notes.model import Hit, NoteSummary

IDS = [f"n{i}" for i in range(500)]


@pytest.fixture
def model(qapp: object, source: Callable) -> NoteListModel:
    model = NoteListModel(source)
    model.tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Warning
    )
    return model


def look_at(model: NoteListModel, row: int) -> NoteSummary | None:
    return model.index(row).data(ListRole.SUMMARY)


def test_only_what_is_looked_at_is_fetched(
    qtbot: QtBot, model: NoteListModel, source: Callable
) -> None:
    model.show_ids(IDS)
    assert look_at(model, 3) is None
    look_at(model, 4)
    qtbot.waitUntil(lambda: bool(source.asked))
    assert source.asked == [IDS[:PAGE]]
    look_at(model, 5)
    qtbot.wait(5)
    assert len(source.asked) == 1
    source.answer()
    assert look_at(model, 3).id == "n3"
    assert model.index(PAGE).data(Qt.ItemDataRole.DisplayRole) is None


def test_a_note_that_changed_is_fetched_again_and_shown_as_before_meanwhile(
    qtbot: QtBot, model: NoteListModel, source: Callable, make_note: Callable
) -> None:
    model.show_ids(IDS)
    look_at(model, 0)
    qtbot.waitUntil(lambda: bool(source.waiting))
    source.answer()
    source.notes["n0"] = make_note("n0", "新标题")
    model.refresh(["n0", "unknown"])
    assert look_at(model, 0).title == "Note n0"
    qtbot.waitUntil(lambda: bool(source.waiting))
    assert source.asked[-1] == ["n0"]
    source.answer()
    assert look_at(model, 0).title == "新标题"


def test_answers_for_another_library_are_dropped(
    qtbot: QtBot, model: NoteListModel, source: Callable
) -> None:
    model.show_ids(IDS)
    look_at(model, 0)
    qtbot.waitUntil(lambda: bool(source.waiting))
    model.forget()
    source.answer()
    model.show_ids(IDS)
    assert look_at(model, 0) is None


def test_rows_that_stay_keep_their_indexes(model: NoteListModel) -> None:
    model.show_ids(IDS)
    held = QPersistentModelIndex(model.index(7))
    wanted = [IDS[9], *IDS[:9], *IDS[20:], "new"]
    model.show_ids(wanted)
    assert model.ids() == wanted
    assert held.data(ListRole.ID) == "n7"
    model.show_ids(["n7"])
    assert held.row() == 0


def test_memory_is_bounded(model: NoteListModel, make_note: Callable) -> None:
    ids = [f"n{i}" for i in range(KEPT + 50)]
    model.show_ids(ids)
    model.update_summaries([make_note(i) for i in ids])
    assert model.summary(0) is None
    assert model.summary(KEPT + 49) is not None


def test_hits_bring_their_snippets(model: NoteListModel) -> None:
    hit = Hit("n1", "Title", ("技术",), (), "先\x02过滤\x03，再打分", 1.0)
    model.show_hits([hit])
    snippet = model.index(0).data(ListRole.SNIPPET)
    assert snippet.text == "先过滤，再打分"
    assert snippet.marks == ((1, 2),)
    model.show_ids(["n1"])
    assert model.index(0).data(ListRole.SNIPPET) is None
    model.show_hits([Hit("n1", "Title", (), (), "", 1.0)])  # a stub: found by its title
    assert model.index(0).data(ListRole.SNIPPET) is None


def test_dragged_notes_are_named_in_their_order(model: NoteListModel) -> None:
    model.show_ids(IDS)
    data = model.mimeData([model.index(4), model.index(2)])
    assert mime.unpack(data, mime.NOTES) == ["n2", "n4"]
