from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.dialogs.import_menu import PlanMenu
from desktop.dialogs.import_model import Column, Show
from desktop.dialogs.import_plan import ImportDialog
from desktop.dialogs.import_report import SHOWN, Outcome, of_run
from desktop.dialogs.picker import PathPicker
from desktop.dialogs.split_editor import SplitEditor
from desktop.dialogs.tidying import TidyingDialog
from desktop.theme import Theme
from notes.importing.base import IndexList, IndexPage
from notes.importing.edits import tidying
from notes.importing.plan import Action, Plan, make_plan
from notes.importing.run import ImportReport


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme, words: Callable, own: Callable) -> ImportDialog:
    dialog = ImportDialog(theme, words)
    own(dialog)
    dialog.open()
    qtbot.waitExposed(dialog)
    return dialog


def test_from_reading_to_the_report(dialog: ImportDialog, plan: Plan, listen: Callable) -> None:
    applied = listen(dialog.apply_requested)
    assert not dialog.accept_button.isVisible()
    dialog.show_progress(3, 10, "/a/b.md")
    assert dialog.progress.bar.value() == 3
    dialog.show_plan(plan)
    assert "3" in dialog.accept_button.text()
    dialog.accept_button.click()
    assert applied == [(plan,)]
    dialog.show_outcome(of_run(ImportReport("b1", created=["x", "y"], refused=plan.refusals)))
    assert "2" in dialog.report.heading.text()
    assert dialog.report.lines.count() == 1
    assert "noise.md" in dialog.report.lines.item(0).text()
    undone = listen(dialog.undo_requested)
    dialog.report.undo.click()
    assert undone == [("b1",)]
    dialog.show_undone(1, 0, [("调度器", "edited")])
    assert "调度器" in dialog.report.lines.item(0).text()
    dialog.accept_button.click()
    assert not dialog.isVisible()


def test_a_long_report_comes_in_whole_and_in_order(
    qtbot: QtBot, dialog: ImportDialog, words: Callable
) -> None:
    warnings = [(f"{number}.md", "FRONT_MATTER_INVALID", {}) for number in range(SHOWN + 7)]
    lines = dialog.report.lines
    dialog.show_outcome(Outcome("b", created=1, warnings=warnings))
    assert 0 < lines.count() < SHOWN  # the window answers before all of it is laid out
    qtbot.waitUntil(lambda: lines.count() == SHOWN + 1)
    texts = [lines.item(row).text() for row in range(lines.count())]
    assert texts[:SHOWN] == [words(code, {"path": path}) for path, code, _ in warnings[:SHOWN]]
    assert "7" in texts[-1]


def test_what_is_left_of_a_long_report_does_not_come_after_another(
    qtbot: QtBot, dialog: ImportDialog
) -> None:
    warnings = [(f"{number}.md", "FRONT_MATTER_INVALID", {}) for number in range(SHOWN)]
    dialog.show_outcome(Outcome("b", created=1, warnings=warnings))
    dialog.show_undone(1, 0, [("调度器", "edited")])
    qtbot.wait(20)
    assert dialog.report.lines.count() == 1


def test_escape_stops_reading_and_closes(
    qtbot: QtBot, dialog: ImportDialog, listen: Callable
) -> None:
    stopped = listen(dialog.stop_requested)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert stopped == [()]
    assert not dialog.isVisible()


def test_stopping_while_applying_waits_for_the_report(
    dialog: ImportDialog, plan: Plan, listen: Callable
) -> None:
    stopped = listen(dialog.stop_requested)
    dialog.show_plan(plan)
    dialog.accept()
    dialog.cancel_button.click()
    assert stopped == [()]
    assert dialog.isVisible()
    dialog.show_outcome(Outcome("b", created=1, cancelled=True))
    assert "Stopped" in dialog.report.heading.text()


def test_another_encoding_reads_again(dialog: ImportDialog, plan: Plan, listen: Callable) -> None:
    asked = listen(dialog.replan_requested)
    dialog.show_plan(plan)
    dialog.page.table.selectRow(0)
    source = dialog.page.model.row(0).source
    assert dialog.page.detail.encoding.currentText() == "UTF-8"
    dialog.page.detail.encoding.setCurrentText("GB18030")
    dialog.page.detail.encoding.activated.emit(dialog.page.detail.encoding.currentIndex())
    assert asked[0][0].encodings == {source: "gb18030"}


def test_another_format_reads_again(dialog: ImportDialog, plan: Plan, listen: Callable) -> None:
    asked = listen(dialog.replan_requested)
    dialog.show_plan(plan)
    dialog.page.table.selectRow(0)
    box = dialog.page.detail.format
    assert box.currentText() == "Markdown"
    box.setCurrentIndex(box.findData("text"))
    box.activated.emit(box.currentIndex())
    assert asked[0][0].formats == {dialog.page.model.row(0).source: "text"}


def test_a_file_left_out_can_be_read_as_something(
    dialog: ImportDialog, plan: Plan, listen: Callable
) -> None:
    asked = listen(dialog.replan_requested)
    dialog.show_plan(plan)
    at = next(n for n in range(dialog.page.model.rowCount()) if not dialog.page.model.row(n).item)
    dialog.page.table.selectRow(at)
    box = dialog.page.detail.format
    assert box.currentText() == ""
    box.setCurrentIndex(box.findData("text"))
    box.activated.emit(box.currentIndex())
    assert asked[0][0].formats == {plan.refusals[0].path: "text"}


def test_warnings_are_said_and_near_duplicates_can_be_compared(
    qtbot: QtBot, dialog: ImportDialog, plan: Plan, listen: Callable
) -> None:
    compared = listen(dialog.compare_requested)
    dialog.show_plan(plan)
    at = next(
        row
        for row in range(dialog.page.model.rowCount())
        if any(f.values.get("other") for f in dialog.page.model.row(row).findings)
    )
    dialog.page.table.selectRow(at)

    def buttons() -> list[QPushButton]:
        return [b for b in dialog.page.detail.findChildren(QPushButton) if b.isVisible()]

    qtbot.waitUntil(lambda: bool(buttons()))
    buttons()[0].click()
    item, other = compared[0]
    assert item is dialog.page.model.row(at).item
    assert other.endswith("调度.md")


def test_bulk_changes_by_keyboard(qtbot: QtBot, dialog: ImportDialog, plan: Plan) -> None:
    dialog.show_plan(plan, ["架构"], [])
    dialog.page.table.selectAll()
    dialog.page.choose_category()
    picker = dialog.findChildren(PathPicker)[0]
    qtbot.keyClicks(picker.field, "inbox")
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert {item.category for item in plan.items} == {("inbox",)}
    qtbot.keyClick(dialog.page.table, Qt.Key.Key_Space)
    assert all(item.skip for item in plan.items)
    assert not dialog.accept_button.isEnabled()
    qtbot.keyClick(dialog.page.table, Qt.Key.Key_Space)
    assert dialog.accept_button.isEnabled()


def test_filter_chips_show_what_they_count(dialog: ImportDialog, plan: Plan) -> None:
    dialog.show_plan(plan)
    chip = dialog.page._chips[Show.REFUSED]
    assert chip.text().endswith("1")
    chip.click()
    assert dialog.page.model.rowCount() == 1
    assert not dialog.page._chips[Show.CONFLICT].isVisible()


def test_titles_of_an_index_page_are_corrected(
    qtbot: QtBot, dialog: ImportDialog, plan: Plan, listen: Callable
) -> None:
    line = "Spark 内存管理 Agent Function Calling"
    lists = [
        IndexList("技术", line, ["Spark", "内存管理 Agent Function Calling"]),
        IndexList("标签", line, ["Spark 内存管理"], is_tag=True, tag="Kubernetes"),
    ]
    plan.pages.append(IndexPage("/x/index.txt", lists))
    placed = listen(dialog.stubs_requested)
    dialog.show_plan(plan)
    dialog.page.splits.click()
    editor = dialog.findChildren(SplitEditor)[0]
    assert editor.line.toPlainText() == line
    editor.titles.setPlainText("Spark 内存管理\n\n Agent Function Calling \nSpark 内存管理")
    editor.names.setCurrentRow(1)
    editor.tag.clear()
    qtbot.keyClicks(editor.tag, "#spark")
    editor.accept()
    assert lists[0].titles == ["Spark 内存管理", "Agent Function Calling"]
    assert lists[1].tag == "spark"
    assert placed == [(plan,)]


def test_cells_are_edited_in_place(
    qtbot: QtBot, dialog: ImportDialog, plan: Plan, listen: Callable
) -> None:
    dialog.show_plan(plan)
    applied = listen(dialog.apply_requested)
    index = dialog.page.model.index(0, Column.TITLE)
    dialog.page.table.setCurrentIndex(index)
    qtbot.keyClick(dialog.page.table, Qt.Key.Key_F2)
    editor = dialog.page.table.viewport().findChild(QLineEdit)
    editor.setText("Named anew")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.page.model.row(0).item.title == "Named anew")
    assert not applied  # Enter was the cell's


def test_an_empty_folder_and_a_failed_reading_say_so(dialog: ImportDialog, tmp_path: Path) -> None:
    dialog.show_problem("The folder cannot be read.")
    assert "cannot be read" in dialog.report.figures.text()
    dialog.show_plan(Plan((str(tmp_path),), make_plan([], None).options))
    assert dialog.page.nothing.isVisible()
    assert not dialog.accept_button.isEnabled()


def test_ten_thousand_documents(qtbot: QtBot, dialog: ImportDialog, plan: Plan) -> None:
    from copy import copy
    from time import perf_counter

    base = plan.items[0]
    for number in range(10_000):
        item = copy(base)
        item.source, item.title = f"/x/{number}.md", f"Title {number}"
        item.action = Action.NEW
        plan.items.append(item)
    started = perf_counter()
    dialog.show_plan(plan)
    dialog.page.table.selectAll()
    dialog.page.model.add_tag(dialog.page.chosen_rows(), "all")
    assert perf_counter() - started < 2
    assert plan.items[-1].tags[-1] == "all"


def test_tidying_is_shown_and_switched_for_the_whole_import(
    dialog: ImportDialog, tmp_path: Path, listen: Callable
) -> None:
    (tmp_path / "a.txt").write_text("题目在这里\n\n• 甲\n• 乙\n", "utf-8")
    plan = make_plan([str(tmp_path / "a.txt")], None)
    asked, again = listen(dialog.tidying_requested), listen(dialog.replan_requested)
    dialog.show_plan(plan)
    item = plan.items[0]
    assert item.tidied
    dialog.page.detail.tidying_requested.emit(item)
    assert asked == [(item,)]
    dialog.show_tidying(item, tidying(plan, item))
    switches = dialog.findChildren(TidyingDialog)[0]
    switches.rules_chosen.emit(frozenset({"headings"}))
    assert again[0][0].tidy == frozenset({"headings"})


def test_a_name_with_a_slash_can_be_one_name(dialog: ImportDialog, plan: Plan) -> None:
    plan.items[0].tags = ("CI/CD",)
    dialog.show_plan(plan)
    dialog.page.table.selectRow(0)
    menu = PlanMenu(dialog.page, plan)
    next(action for action in menu.actions() if "is one name" in action.text()).trigger()
    assert dialog.page.model.row(0).item.tags == ("CI／CD",)


def test_a_category_and_a_tag_are_mapped_in_the_whole_plan(
    qtbot: QtBot, dialog: ImportDialog, plan: Plan
) -> None:
    for item in plan.items:
        item.category, item.tags = ("tech", "Go"), ("golang",)
    dialog.show_plan(plan)
    dialog.page.table.selectRow(0)
    menu = PlanMenu(dialog.page, plan)
    for words, typed in (("All of category “tech/Go”", "技术/Go"), ("tag “golang”", "语言")):
        next(action for action in menu.actions() if words in action.text()).trigger()
        picker = dialog.findChildren(PathPicker)[-1]
        picker.field.setText(typed)
        qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert {(item.category, item.tags) for item in plan.items} == {(("技术", "Go"), ("语言",))}


def test_the_plan_is_searched_by_category_and_tag_too(dialog: ImportDialog, plan: Plan) -> None:
    plan.items[0].category, plan.items[1].tags = ("归档",), ("旧闻",)
    dialog.show_plan(plan)
    for needle, item in (("归档", plan.items[0]), ("旧闻", plan.items[1])):
        dialog.page.model.show_only(Show.ALL, needle)
        assert [dialog.page.model.row(n).item for n in range(dialog.page.model.rowCount())] == [
            item
        ]
