from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.dialogs.import_model import Column, PlanModel, Show, split_tags
from desktop.theme import Theme
from notes.importing.plan import Action, Plan

EDIT = Qt.ItemDataRole.EditRole
CHECK = Qt.ItemDataRole.CheckStateRole


@pytest.fixture
def model(qapp: object, theme: Theme, plan: Plan) -> PlanModel:
    model = PlanModel(theme)
    model.tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Warning
    )
    model.show_plan(plan)
    return model


def row_of(model: PlanModel, title: str) -> int:
    return next(
        row for row in range(model.rowCount()) if model.index(row, Column.TITLE).data() == title
    )


def test_each_document_and_each_refusal_has_a_row(model: PlanModel) -> None:
    counts = model.counts()
    assert counts[Show.ALL] == 4
    assert counts[Show.NEW] == 3
    assert counts[Show.REFUSED] == 1
    assert counts[Show.WARNINGS] >= 2
    row = row_of(model, "调度器")
    assert model.index(row, Column.CATEGORY).data() == "技术"
    assert model.index(row, Column.TAGS).data() == "k8s"
    assert model.index(row, Column.ACTION).data() == "New note"


def test_edits_go_into_the_plan(model: PlanModel, plan: Plan) -> None:
    row = row_of(model, "调度器")
    item = model.row(row).item
    assert model.setData(model.index(row, Column.TITLE), "调度器源码", EDIT)
    assert model.setData(model.index(row, Column.CATEGORY), " 架构 / 调度 ", EDIT)
    assert model.setData(model.index(row, Column.TAGS), "k8s，#云原生/网络, k8s", EDIT)
    assert (item.title, item.category, item.tags) == (
        "调度器源码",
        ("架构", "调度"),
        ("k8s", "云原生/网络"),
    )
    assert item.is_edited
    assert not model.setData(model.index(row, Column.TITLE), "  ", EDIT)
    assert not model.setData(model.index(row, Column.DATE), "x", EDIT)


def test_the_box_skips(model: PlanModel) -> None:
    row = row_of(model, "Hello")
    index = model.index(row, Column.TITLE)
    assert model.setData(index, Qt.CheckState.Unchecked.value, CHECK)
    assert model.row(row).item.skip
    assert model.counts()[Show.SKIPPED] == 1


def test_many_at_once(model: PlanModel, plan: Plan) -> None:
    edits: list[int] = []
    model.edited.connect(lambda: edits.append(1))
    rows = range(model.rowCount())
    model.set_category(rows, "收件箱")
    model.add_tag(rows, "新")
    model.skip(rows, True)
    assert {item.category for item in plan.items} == {("收件箱",)}
    assert all("新" in item.tags and item.skip for item in plan.items)
    assert len(edits) == 3


def test_what_is_unchanged_or_refused_cannot_be_edited(model: PlanModel, plan: Plan) -> None:
    plan.items[0].action = Action.SAME
    model.show_plan(plan)
    model.set_category(range(model.rowCount()), "x")
    assert plan.items[0].category != ("x",)
    refused = model.rowCount() - 1
    same = refused - 1  # behind what there is something to do with
    assert model.row(same).item is plan.items[0]
    for row in (same, refused):
        assert not model.flags(model.index(row, Column.TITLE)) & Qt.ItemFlag.ItemIsEditable


def test_filters(model: PlanModel) -> None:
    model.show_only(Show.REFUSED)
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["noise.md"]
    model.show_only(Show.ALL, "ＨＥＬＬＯ")
    assert model.rowCount() == 1


@pytest.mark.parametrize(
    ("typed", "tags"),
    [("a, b", ("a", "b")), ("甲、乙；丙", ("甲", "乙", "丙")), (" #x/y ,, ", ("x/y",)), ("", ())],
)
def test_tags_as_typed(typed: str, tags: tuple[str, ...]) -> None:
    assert split_tags(typed) == tags
