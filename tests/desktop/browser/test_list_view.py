from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.browser.list_view import ListPane
from desktop.dialogs.confirm import ConfirmDialog
from desktop.theme import Theme
from notes.model import Hit, Scope, ScopeKind, Sort

IDS = [f"n{i}" for i in range(60)]
TRASH = Scope(ScopeKind.TRASHED)


def calls(signal: object) -> list[tuple]:
    seen: list[tuple] = []
    signal.connect(lambda *args: seen.append(args))
    return seen


def hits(*ids: str) -> list[Hit]:
    return [Hit(i, f"T {i}", (), (), "a\x02b\x03c", 1.0) for i in ids]


def loaded(qtbot: QtBot, pane: ListPane, source: Callable) -> None:
    qtbot.waitUntil(lambda: bool(source.waiting))
    source.answer()


def click(
    qtbot: QtBot,
    pane: ListPane,
    row: int,
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    where = pane.table.visualRect(pane.model.index(row)).center()
    qtbot.mouseClick(pane.table.viewport(), Qt.MouseButton.LeftButton, held, where)


def test_choosing_one_and_several(qtbot: QtBot, list_pane: ListPane) -> None:
    list_pane.show_ids(IDS)
    one = calls(list_pane.note_selected)
    several = calls(list_pane.selection_changed)
    click(qtbot, list_pane, 1)
    click(qtbot, list_pane, 3, Qt.KeyboardModifier.ShiftModifier)
    assert one == [("n1",)]
    assert several == [(["n1"],), (["n1", "n2", "n3"],)]
    qtbot.keyClick(list_pane.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert list_pane.selected_ids() == IDS


def test_where_several_went_the_row_that_follows_is_chosen(
    qtbot: QtBot, list_pane: ListPane
) -> None:
    list_pane.show_ids(IDS)
    click(qtbot, list_pane, 1)
    click(qtbot, list_pane, 3, Qt.KeyboardModifier.ShiftModifier)
    gone = {"n1", "n2", "n3"}
    list_pane.leave(gone)
    list_pane.show_ids([i for i in IDS if i not in gone])
    assert list_pane.selected_ids() == ["n4"]


def test_down_chooses_the_only_note(qtbot: QtBot, list_pane: ListPane) -> None:
    list_pane.show_ids(["n1"])
    list_pane.table.setCurrentIndex(list_pane.model.index(0))
    list_pane.table.clearSelection()  # as after another category was entered
    one = calls(list_pane.note_selected)
    qtbot.keyClick(list_pane.table, Qt.Key.Key_Down)
    assert one == [("n1",)]


def test_selection_follows_notes_through_an_update(qtbot: QtBot, list_pane: ListPane) -> None:
    list_pane.show_ids(IDS)
    list_pane.select_note("n5")
    one = calls(list_pane.note_selected)
    list_pane.show_ids(["n5", *[i for i in IDS if i != "n5"]])
    assert list_pane.selected_ids() == ["n5"]
    assert not one


def test_the_next_note_is_chosen_when_the_chosen_goes(qtbot: QtBot, list_pane: ListPane) -> None:
    list_pane.show_ids(IDS)
    list_pane.select_note("n5")
    one = calls(list_pane.note_selected)
    list_pane.leave(["n5"])
    list_pane.show_ids([i for i in IDS if i != "n5"])
    assert one == [("n6",)]
    list_pane.leave(["n6"])
    list_pane.show_ids(["n1"])
    assert one[-1] == ("n1",)


def test_no_other_note_is_chosen_when_one_is_only_no_longer_found(
    qtbot: QtBot, list_pane: ListPane
) -> None:
    list_pane.show_ids(IDS)
    list_pane.select_note("n5")
    one, several = calls(list_pane.note_selected), calls(list_pane.selection_changed)
    list_pane.leave(["n7"])
    list_pane.show_ids([i for i in IDS if i != "n5"])
    assert one == []
    assert several[-1] == ([],)
    list_pane.select_note("n7")
    list_pane.show_ids(IDS[:3])  # it was to leave the list before, not now
    assert one == []


def test_another_scope_starts_at_its_top(qtbot: QtBot, list_pane: ListPane) -> None:
    list_pane.show_ids(IDS)
    list_pane.select_note("n50")
    assert list_pane.table.verticalScrollBar().value() > 0
    list_pane.set_scope(Scope(ScopeKind.STARRED), "Starred")
    list_pane.show_ids(IDS[10:])
    assert list_pane.table.verticalScrollBar().value() == 0
    assert list_pane.selected_ids() == []
    assert list_pane.heading.whole() == "Starred"


def test_delete_moves_to_the_trash(qtbot: QtBot, list_pane: ListPane) -> None:
    trashed = calls(list_pane.trash_requested)
    list_pane.show_ids(IDS)
    list_pane.select_note("n2")
    qtbot.keyClick(list_pane.table, Qt.Key.Key_Delete)
    assert trashed == [(["n2"],)]


def test_delete_in_the_trash_asks_first(qtbot: QtBot, list_pane: ListPane) -> None:
    purged = calls(list_pane.purge_requested)
    list_pane.set_scope(TRASH, "Trash")
    list_pane.show_ids(IDS)
    list_pane.select_note("n2")
    qtbot.keyClick(list_pane.table, Qt.Key.Key_Delete)
    assert not purged
    question = list_pane.findChildren(ConfirmDialog)[0]
    question.accept_button.click()
    assert purged == [(["n2"],)]


def test_enter_goes_on_to_the_editor(qtbot: QtBot, list_pane: ListPane) -> None:
    activated = calls(list_pane.note_activated)
    list_pane.show_ids(IDS)
    list_pane.select_note("n2")
    qtbot.keyClick(list_pane.table, Qt.Key.Key_Return)
    assert activated == [("n2",)]


def test_the_search_box_and_the_list_by_keyboard(qtbot: QtBot, list_pane: ListPane) -> None:
    typed = calls(list_pane.search_typed)
    one = calls(list_pane.note_selected)
    list_pane.show_ids(IDS)
    list_pane.table.setFocus()
    qtbot.keyClicks(list_pane.table, "p")
    assert list_pane.search.hasFocus()
    qtbot.keyClicks(list_pane.search, "od")
    assert typed == [("p",), ("po",), ("pod",)]
    list_pane.show_hits("pod", hits("n9", "n8"), 2)
    qtbot.keyClick(list_pane.search, Qt.Key.Key_Down)
    assert list_pane.table.hasFocus()
    assert one == [("n9",)]
    qtbot.keyClick(list_pane.table, Qt.Key.Key_Up)
    assert list_pane.search.hasFocus()
    qtbot.keyClick(list_pane.search, Qt.Key.Key_Escape)
    assert typed[-1] == ("",)
    qtbot.keyClick(list_pane.search, Qt.Key.Key_Escape)
    assert list_pane.table.hasFocus()


def test_late_hits_of_an_older_query_are_passed_over(list_pane: ListPane) -> None:
    list_pane.show_ids(IDS)
    list_pane.search.setText("pods")
    list_pane.show_hits("pod", hits("n9"), 1)
    assert list_pane.model.ids() == IDS


def test_more_hits_are_asked_for_near_the_end(qtbot: QtBot, list_pane: ListPane) -> None:
    more = calls(list_pane.more_hits_requested)
    list_pane.search.setText("q")
    list_pane.show_hits("q", hits(*IDS[:50]), 120)
    assert not more
    list_pane.table.scrollToBottom()
    assert more == [("q", 50)]
    list_pane.show_hits("q", hits(*IDS), 60)
    assert list_pane.hits_shown("q") == 60
    assert list_pane.hits_shown("other") == 0
    list_pane.table.scrollToBottom()
    assert len(more) == 1


def test_a_click_on_the_star_stars(
    qtbot: QtBot, list_pane: ListPane, source: Callable, make_note: Callable
) -> None:
    source.notes["n1"] = make_note("n1", starred=True)
    starred = calls(list_pane.star_requested)
    list_pane.show_ids(IDS)
    loaded(qtbot, list_pane, source)
    for row in (0, 1):
        cell = list_pane.table.visualRect(list_pane.model.index(row))
        where = list_pane.table.note_delegate.star(cell).center()
        qtbot.mouseClick(list_pane.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert starred == [(["n0"], True), (["n1"], False)]
    assert list_pane.selected_ids() == []


@pytest.mark.parametrize("kind", list(ScopeKind))
def test_every_empty_scope_says_something_of_its_own(list_pane: ListPane, kind: ScopeKind) -> None:
    list_pane.set_scope(Scope(kind, "x"), "X")
    list_pane.show_ids([])
    assert list_pane.empty.isVisible()
    assert list_pane.empty.heading.text()
    list_pane.show_ids(["n1"])
    assert not list_pane.empty.isVisible()


def test_empty_states_lead_on(qtbot: QtBot, list_pane: ListPane) -> None:
    new = calls(list_pane.new_note_requested)
    scope = Scope(ScopeKind.CATEGORY, "技术")
    list_pane.set_scope(scope, "技术")
    list_pane.show_ids([])
    list_pane.empty.findChildren(QPushButton)[0].click()
    assert new == [(scope,)]
    everywhere = calls(list_pane.search_everywhere_requested)
    list_pane.search.setText("<b>none</b>")
    list_pane.show_hits("<b>none</b>", [], 0)
    assert "<b>none</b>" in list_pane.empty.heading.text()
    assert list_pane.empty.heading.textFormat() == Qt.TextFormat.PlainText
    buttons = [b for b in list_pane.empty.findChildren(QPushButton) if b.text() != "New note"]
    next(b for b in buttons if b.text() == "Search all notes").click()
    assert everywhere == [("<b>none</b>",)]


def test_a_problem_is_said_in_place_of_the_list(list_pane: ListPane) -> None:
    list_pane.show_ids(IDS)
    list_pane.show_problem("A quotation mark is open.")
    assert list_pane.empty.isVisible()
    assert list_pane.empty.heading.text() == "A quotation mark is open."


def test_sorting(list_pane: ListPane) -> None:
    sorted_by = calls(list_pane.sort_changed)
    actions = {a.text(): a for a in list_pane.sort_button.menu().actions()}
    actions["Title"].trigger()
    actions = {a.text(): a for a in list_pane.sort_button.menu().actions()}
    assert actions["Title"].isChecked()
    actions["Reverse order"].trigger()
    assert sorted_by == [(Sort.TITLE, False), (Sort.TITLE, True)]


def test_menus(qtbot: QtBot, list_pane: ListPane) -> None:
    list_pane.show_ids(IDS)

    def texts(ids: list[str]) -> list[str]:
        return [a.text() for a in list_pane.menu_for(ids).actions() if not a.isSeparator()]

    assert texts(["n1"])[0] == "Open"
    assert "Copy links" in texts(["n1", "n2"])
    list_pane.set_scope(TRASH, "Trash")
    assert texts(["n1"]) == ["Restore", "Delete for good…"]


def test_home_and_end_move_by_rows(qtbot: QtBot, list_pane: ListPane) -> None:
    list_pane.show_ids(IDS)
    list_pane.select_note("n5")
    qtbot.keyClick(list_pane.table, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert list_pane.selected_ids() == IDS[5:]
    qtbot.keyClick(list_pane.table, Qt.Key.Key_Home)
    assert list_pane.selected_ids() == ["n0"]


def test_a_hundred_thousand_notes(qtbot: QtBot, theme: Theme, source: Callable) -> None:
    list_pane = ListPane(theme, source)  # the model's checker would walk over every row
    qtbot.addWidget(list_pane)
    list_pane.resize(320, 600)
    list_pane.show()
    ids = [f"n{i}" for i in range(100_000)]
    started = perf_counter()
    list_pane.show_ids(ids)
    list_pane.show_ids([ids[500], *ids[:500], *ids[501:]])
    list_pane.table.selectAll()
    assert perf_counter() - started < 0.5
    qtbot.waitUntil(lambda: bool(source.asked))
    assert sum(map(len, source.asked)) < 200


def test_both_themes_and_all_kinds_of_rows_paint(
    qtbot: QtBot, list_pane: ListPane, source: Callable, make_note: Callable
) -> None:
    source.notes = {
        "n0": make_note("n0", "<b>bold</b>" * 30, starred=True, tags=tuple("abcdefgh")),
        "n1": make_note("n1", "مقدمة في قواعد البيانات", stub=True, excerpt=""),
        "n2": make_note("n2", "\u202eevil", tags=("一个特别特别特别特别特别特别长的标签",) * 3),
        "n3": make_note("n3", " ", excerpt="", trashed=True),
    }
    list_pane.show_ids(IDS)
    pictures = []
    for name in ("light", "dark"):
        list_pane.set_theme(Theme.named(name))
        if source.waiting:
            loaded(qtbot, list_pane, source)
        list_pane.table.setCurrentIndex(list_pane.model.index(2))
        for width in (120, 320):
            list_pane.resize(width, 600)
            pictures.append(list_pane.grab().toImage())
    assert pictures[1] != pictures[3]
