"""Documents that are there already: in the same import, or as a note of the library."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from notes.importing.base import Finding, WarningCode
from notes.importing.edits import carry_over, merge, merge_into_note, settle
from notes.importing.plan import Plan, make_plan
from notes.importing.run import ImportReport, apply_plan
from notes.library import Library
from notes.model import NewNote, Note

BringIn = Callable[..., ImportReport]
Write = Callable[[str, "str | bytes"], Path]
Titled = Callable[[str], Note]
PlanOf = Callable[..., Plan]

LINES = [f"第 {at} 行说的是它自己的事，与别的行不同。\n" for at in range(20)]
POST = "".join(LINES)
REPOST = "".join(LINES[:18]) + "转载时改过的结尾，就这么一行。\n"


def found(plan: Plan, code: WarningCode) -> list[Finding]:
    return [one for one in plan.all_findings() if one.code is code]


def test_near_duplicates_are_named(write: Write, plan_of: PlanOf) -> None:
    write("a.md", POST)
    folder = write("b.md", REPOST)
    (one,) = found(plan_of(folder), WarningCode.NEAR_DUPLICATE)
    assert one.values["other"] == str(folder / "a.md")
    assert int(str(one.values["percent"])) >= 70


def test_a_repost_of_a_note_in_the_library_is_named(
    write: Write, plan_of: PlanOf, library: Library
) -> None:
    (note_id,) = library.create_note(NewNote("原文", POST)).created
    library.create_note(NewNote("别的", POST.replace("行", "段")))
    folder = write("b.md", REPOST)
    (one,) = found(plan_of(folder), WarningCode.NEAR_NOTE)
    assert (one.values["note"], one.values["title"]) == (note_id, "原文")
    assert 70 <= int(str(one.values["percent"])) < 100


def test_equal_text_is_named_however_short(write: Write, plan_of: PlanOf, library: Library) -> None:
    library.create_note(NewNote("短", "这一句话不长，可也不算太短，拿来比较是够了的。\n"))
    folder = write("b.md", "这一句话不长，可也不算太短，拿来比较是够了的。")
    (one,) = found(plan_of(folder), WarningCode.NEAR_NOTE)
    assert one.values["percent"] == 100


def test_a_document_is_no_double_of_its_own_note_nor_of_the_trash(
    write: Write, plan_of: PlanOf, library: Library, bring_in: BringIn
) -> None:
    folder = write("a.md", POST)
    bring_in(folder)
    write("a.md", REPOST)
    assert found(plan_of(folder), WarningCode.NEAR_NOTE) == []
    (trashed,) = library.create_note(NewNote("扔了", POST)).created
    library.trash_notes([trashed])
    write("sub/c.md", REPOST)
    other = [one.values["title"] for one in found(plan_of(folder), WarningCode.NEAR_NOTE)]
    assert "扔了" not in other


def test_merged_into_the_note_it_gives_its_text_and_can_be_taken_back(
    write: Write, library: Library
) -> None:
    new = NewNote("原文", POST, category=("技术",), tags=("旧",))
    (note_id,) = library.create_note(new).created
    folder = write("b.md", f"---\ntitle: 转载\ntags: [新]\n---\n{REPOST}")
    plan = make_plan([str(folder)], library)
    merge_into_note(plan.items[0], library.summaries([note_id])[0])
    again = make_plan([str(folder)], library)
    carry_over(plan, again, library)
    report = apply_plan(library, again)
    assert (report.created, report.updated) == ([], [note_id])
    note = library.note(note_id)
    assert (note.title, note.category, note.tags) == ("原文", ("技术",), ("旧", "新"))
    assert note.body == REPOST
    library.undo_batch(str(report.batch))
    assert library.note(note_id).body == POST


def test_what_the_person_settled_is_not_named_again(
    write: Write, plan_of: PlanOf, library: Library
) -> None:
    (note_id,) = library.create_note(NewNote("原文", POST)).created
    plan = plan_of(write("b.md", REPOST))
    settle(plan.items[0], f"note:{note_id}")
    assert found(plan, WarningCode.NEAR_NOTE) == []
    assert apply_plan(library, plan).findings == []


def test_of_two_merged_documents_one_comes_in_with_the_tags_of_both(
    write: Write, plan_of: PlanOf, library: Library
) -> None:
    write("a.md", f"---\ntags: [x]\n---\n{POST}")
    plan = plan_of(write("b.md", f"---\ntags: [y]\n---\n{REPOST}"))
    first, second = plan.items
    merge(first, into=second)
    assert found(plan, WarningCode.NEAR_DUPLICATE) == []
    (note_id,) = apply_plan(library, plan).created
    assert library.note(note_id).tags == ("y", "x")
