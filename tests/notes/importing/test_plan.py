"""What an import does with documents, the first time and again."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from notes.errors import Fault, FaultCode
from notes.importing.base import ReadOptions, WarningCode
from notes.importing.edits import carry_over
from notes.importing.plan import Action, Plan, make_plan
from notes.importing.run import ImportReport, apply_plan
from notes.library import Library
from notes.model import NewNote, Note

BringIn = Callable[..., ImportReport]
Write = Callable[[str, "str | bytes"], Path]
Titled = Callable[[str], Note]
PlanOf = Callable[..., Plan]


def actions(plan: Plan) -> dict[str, Action]:
    return {Path(item.source).name: item.action for item in plan.items}


def test_front_matter_gives_title_place_tags_and_dates(
    write: Write, bring_in: BringIn, titled: Titled
) -> None:
    folder = write(
        "a.md",
        "---\ntitle: 标题\ndate: 2020-01-02 10:00:00 +0800\ncategory: 技术/Go\ntags: [a, b/c]\n"
        "lastmod: 2021-01-01\nodd: {x: 1}\n---\n\n# Heading\n\nWords.\n",
    )
    report = bring_in(folder)
    assert len(report.created) == 1
    note = titled("标题")
    assert note.body == "\n# Heading\n\nWords.\n"
    assert note.category == ("技术", "Go")
    assert note.tags == ("a", "b/c")
    assert note.created.isoformat() == "2020-01-02T10:00:00+08:00"
    assert note.modified.date().isoformat() == "2021-01-01"
    assert note.properties["odd"] == {"x": 1}
    assert note.properties["date"] == "2020-01-02 10:00:00 +0800"
    assert note.front_matter.startswith("---\ntitle: 标题\n")
    assert note.source == str(folder / "a.md")


def test_again_changes_nothing(write: Write, bring_in: BringIn) -> None:
    write("a.md", "# A\n\none\n")
    folder = write("sub/b.txt", "plain words\n\n  • one\n  • two\n")
    assert len(bring_in(folder).created) == 2
    again = bring_in(folder)
    assert (again.batch, again.created, again.updated, again.unchanged) == (None, [], [], 2)


def test_a_change_outside_updates_and_keeps_the_place_chosen_here(
    write: Write, bring_in: BringIn, titled: Titled, library: Library
) -> None:
    folder = write("a.md", "# A\n\none\n")
    write("b.md", "# B\n")
    bring_in(folder)
    library.move_notes([titled("A").id], ("我的",))
    library.tag_notes([titled("A").id], add=["要"])
    write("a.md", "# A\n\ntwo\n")
    report = bring_in(folder)
    assert report.updated == [titled("A").id]
    assert (titled("A").category, titled("A").tags) == (("我的",), ("要",))
    assert report.unchanged == 1
    assert titled("A").body == "# A\n\ntwo\n"
    assert library.history(titled("A").id)[-1].characters == len("# A\n\none\n")


def test_a_conflict_keeps_both_texts(
    write: Write, bring_in: BringIn, plan_of: PlanOf, library: Library, titled: Titled
) -> None:
    folder = write("a.md", "# A\n\none\n")
    bring_in(folder)
    library.update_note(titled("A").id, body="# A\n\nmine\n")
    write("a.md", "# A\n\ntheirs\n")
    plan = plan_of(folder)
    assert actions(plan) == {"a.md": Action.CONFLICT}
    report = apply_plan(library, plan)
    assert [finding.code for finding in report.findings] == [WarningCode.CONFLICT]
    bodies = {note.body for note in library.notes(scope())}
    assert bodies == {"# A\n\nmine\n", "# A\n\ntheirs\n"}
    assert bring_in(folder).unchanged == 1


def scope() -> object:
    from notes.model import Scope

    return Scope()


def test_an_edit_here_alone_is_no_conflict(
    write: Write, bring_in: BringIn, library: Library, titled: Titled
) -> None:
    folder = write("a.md", "# A\n\none\n")
    bring_in(folder)
    library.update_note(titled("A").id, body="# A\n\nmine\n")
    assert bring_in(folder).unchanged == 1
    assert titled("A").body == "# A\n\nmine\n"


def test_a_moved_folder_is_known_by_its_content(
    write: Write, bring_in: BringIn, titled: Titled, tmp_path: Path
) -> None:
    folder = write("old/a.md", "# A\n\none\n")
    write("old/b.md", "# B\n\ntwo\n")
    bring_in(folder)
    before = titled("A").id
    (folder / "old").rename(folder / "new")
    report = bring_in(folder)
    assert report.created == []
    assert titled("A").id == before
    assert titled("A").source == str(folder / "new" / "a.md")
    assert bring_in(folder).unchanged == 2


def test_a_document_changed_in_a_moved_folder_is_known(
    write: Write, bring_in: BringIn, titled: Titled
) -> None:
    folder = write("old/deep/a.md", "# A\n\none\n")
    write("old/deep/b.md", "# B\n\ntwo\n")
    bring_in(folder)
    before = titled("A").id
    (folder / "old").rename(folder / "new")
    write("new/deep/a.md", "# A\n\nchanged\n")
    report = bring_in(folder)
    assert report.created == []
    assert titled("A").id == before
    assert titled("A").body == "# A\n\nchanged\n"


def test_a_moved_index_page_is_known_with_its_article(
    seeds: Path, bring_in: BringIn, tmp_path: Path
) -> None:
    first = tmp_path / "page.txt"
    shutil.copy(next(seeds.glob("003*")), first)
    count = len(bring_in(first).created)
    second = tmp_path / "other" / "page.txt"
    second.parent.mkdir()
    first.rename(second)
    report = bring_in(second)
    assert report.created == []
    assert count > 400
    assert bring_in(second).batch is None


def test_a_changed_category_outside_is_followed(
    write: Write, bring_in: BringIn, titled: Titled
) -> None:
    folder = write("a.md", "---\ntitle: A\ncategory: one\ntags: [x]\n---\n")
    bring_in(folder)
    write("a.md", "---\ntitle: A\ncategory: two\ntags: [x, y]\n---\n")
    bring_in(folder)
    assert (titled("A").category, titled("A").tags) == (("two",), ("x", "y"))


def test_a_copy_beside_the_old_place_is_a_note_of_its_own(write: Write, bring_in: BringIn) -> None:
    folder = write("a.md", "# A\n\nthe same words in both files\n")
    bring_in(folder)
    shutil.copy(folder / "a.md", folder / "b.md")
    report = bring_in(folder)
    assert len(report.created) == 1


def test_equal_texts_of_one_import_are_two_notes_with_a_warning(
    write: Write, bring_in: BringIn
) -> None:
    write("a.md", "The very same words stand here.\n")
    folder = write("b.md", "The very same words stand here.\n")
    report = bring_in(folder)
    assert len(report.created) == 2
    found = [f for f in report.findings if f.code is WarningCode.DUPLICATE_TEXT]
    assert [f.values["other"] for f in found] == [str(folder / "a.md")]


def test_a_document_fills_the_stub_of_its_title(
    write: Write, bring_in: BringIn, library: Library, titled: Titled
) -> None:
    library.create_note(
        NewNote("Spark 内存管理及调优", category=("技术",), tags=("大数据",), stub=True)
    )
    stub = titled("Spark 内存管理及调优").id
    folder = write("x.md", "---\ntitle: 《spark内存管理及调优》\ntags: [spark]\n---\nText.\n")
    report = bring_in(folder)
    assert (report.filled, report.created) == ([stub], [])
    note = library.note(stub)
    assert not note.stub
    assert note.category == ("技术",)
    assert set(note.tags) == {"大数据", "spark"}
    assert note.body == "Text.\n"
    library.undo_batch(str(report.batch))
    assert library.note(stub).stub
    assert library.note(stub).body == ""


def test_undo_takes_all_back_and_keeps_what_was_edited(
    write: Write, bring_in: BringIn, library: Library, titled: Titled
) -> None:
    write("sub/a.md", "# A\n")
    folder = write("b.md", "# B\n")
    report = bring_in(folder)
    edited = titled("B").id
    library.update_note(edited, body="# B\n\nmore\n")
    undone = library.undo_batch(str(report.batch))
    assert len(undone.removed) == 1
    assert list(undone.kept) == [edited]


def test_folders_are_categories_but_sections_are_not(
    write: Write, bring_in: BringIn, titled: Titled
) -> None:
    write("_posts/2020-01-01-post-one.md", "words\n")
    write("_posts/go/2020-01-02-post-two.md", "words and\n")
    write("content/posts/three.md", "words or\n")
    write("java/spring/four.md", "words if\n")
    write("java/index.md", "the folder's own words\n")
    write("bundle/index.md", "---\ntitle: five\n---\na page with its own folder\n")
    folder = write("bundle/picture.png", b"\x89PNG\r\n\x1a\n")
    bring_in(folder)
    places = {
        note.title: note.category
        for note in map(titled, ("post one", "post two", "three", "four", "java", "five"))
    }
    assert places == {
        "post one": (),
        "post two": ("go",),
        "three": (),
        "four": ("java", "spring"),
        "java": ("java",),
        "five": (),
    }
    assert titled("post one").created.date().isoformat() == "2020-01-01"


def test_into_puts_all_below_a_category(write: Write, bring_in: BringIn, titled: Titled) -> None:
    write("sub/a.md", "# A\n")
    folder = write("b.md", "---\ncategory: x\n---\n# B\n")
    bring_in(folder, options=ReadOptions(into=("收件箱",)))
    assert titled("A").category == ("收件箱", "sub")
    assert titled("B").category == ("收件箱", "x")


def test_bad_input_is_refused_one_by_one(write: Write, bring_in: BringIn, tmp_path: Path) -> None:
    write("good.md", "# Good\n")
    write("empty.md", b"")
    write("blank.txt", b" \n\n")
    write("binary.md", bytes(range(256)) * 20)
    write("data.bin", os.urandom(4000) + b"\0\0")
    folder = write("strange.xyz", "words in a file of no known kind")
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(50_000_000)
    (folder / "pipe.md").unlink(missing_ok=True)
    os.mkfifo(folder / "pipe.md")
    report = bring_in(folder)
    assert len(report.created) == 1
    refused = {Path(one.path).name: one.code for one in report.refused}
    assert refused == {
        "empty.md": FaultCode.EMPTY,
        "blank.txt": FaultCode.EMPTY,
        "binary.md": FaultCode.BINARY,
        "data.bin": FaultCode.BINARY,
        "strange.xyz": FaultCode.UNKNOWN_KIND,
        "huge.txt": FaultCode.TOO_LARGE,
        "pipe.md": FaultCode.UNREADABLE,
    }


def test_a_missing_path_and_an_unknown_format(
    write: Write, plan_of: PlanOf, tmp_path: Path
) -> None:
    plan = plan_of(tmp_path / "nowhere")
    assert [one.code for one in plan.refusals] == [FaultCode.FILE_MISSING]
    with pytest.raises(Fault) as caught:
        plan_of(write("a.md", "x"), options=ReadOptions(format="word"))
    assert caught.value.code is FaultCode.FORMAT_UNKNOWN


def test_links_out_of_the_folder_are_not_followed(
    write: Write, bring_in: BringIn, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("# Secret\n")
    (tmp_path / "dir").mkdir()
    (tmp_path / "dir" / "inner.md").write_text("# Inner\n")
    folder = write("a.md", "# A\n\n![x](../secret.md) [y](../../etc/passwd)\n")
    (folder / "link.md").symlink_to(secret)
    (folder / "folder").symlink_to(tmp_path / "dir")
    (folder / "inside.md").symlink_to(folder / "a.md")
    report = bring_in(folder)
    assert len(report.created) == 2
    skipped = [f.path for f in report.findings if f.code is WarningCode.LINK_SKIPPED]
    assert sorted(map(os.path.basename, skipped)) == ["folder", "link.md"]
    outside = [f for f in report.findings if f.code is WarningCode.LINK_OUTSIDE]
    assert outside


def test_a_file_changed_after_the_plan_is_not_taken_unseen(
    write: Write, plan_of: PlanOf, library: Library
) -> None:
    folder = write("a.md", "# A\n")
    plan = plan_of(folder)
    write("a.md", "# Other\n")
    report = apply_plan(library, plan)
    assert report.created == []
    assert [finding.code for finding in report.findings] == [WarningCode.CHANGED_SINCE_PLAN]


def test_cancel_keeps_whole_what_was_applied(write: Write, library: Library) -> None:
    for at in range(250):
        folder = write(f"{at:03}.md", f"# Note {at}\n")
    plan = make_plan([str(folder)], library)
    calls = iter([False] * 150 + [True] * 200)
    report = apply_plan(library, plan, cancelled=lambda: next(calls))
    assert report.cancelled
    assert len(report.created) == 150
    assert library.tree().all == 150
    assert len(library.undo_batch(str(report.batch)).removed) == 150
    with pytest.raises(Fault):
        make_plan([str(folder)], library, cancelled=lambda: True)


def test_the_report_is_kept_as_codes_and_values(
    write: Write, bring_in: BringIn, library: Library
) -> None:
    folder = write("a.md", "![gone](gone.png)\n")
    write("empty.md", b"")
    bring_in(folder)
    report = library.batches()[0].report
    assert report["refused"][0]["code"] == "empty"
    assert report["warnings"] == [
        {"path": str(folder / "a.md"), "code": "image-missing", "values": {"target": "gone.png"}}
    ]


def test_the_person_may_change_the_plan(
    write: Write, plan_of: PlanOf, library: Library, titled: Titled
) -> None:
    from notes.importing.edits import flatten, merge, move_category, rename_tag

    write("ops/a.md", "---\ncategory: CI/CD\ntags: [HTTP/2, x]\n---\nwords\n")
    folder = write("ops/b.md", "---\ntitle: b\ntags: [y]\n---\nothers\n")
    plan = plan_of(folder)
    first, second = plan.items
    assert first.category == ("CI", "CD")
    assert flatten(plan, "CI/CD") == 1
    assert flatten(plan, "HTTP/2") == 1
    rename_tag(plan, "x", "z")
    move_category(plan, ("CI／CD",), ("运维", "CI／CD"))
    first.title = "Changed"
    merge(second, first)
    apply_plan(library, plan)
    note = titled("Changed")
    assert note.category == ("运维", "CI／CD")
    assert set(note.tags) == {"HTTP／2", "z", "y"}
    assert library.tree().all == 1


def test_another_encoding_may_be_chosen(
    write: Write, plan_of: PlanOf, library: Library, titled: Titled
) -> None:
    from notes.importing.edits import set_encoding

    folder = write("a.txt", "Café".encode("cp1252"))
    plan = plan_of(folder)
    set_encoding(plan, plan.items[0], "cp1251")
    assert plan.items[0].encoding == "cp1251"
    apply_plan(library, plan)
    assert "Cafй" in library.note(library.find(plan.items[0].title)).body


def test_edits_survive_another_reading(write: Write, plan_of: PlanOf) -> None:
    write("a.md", "# A\n")
    folder = write("b.md", "# B\n")
    before = plan_of(folder)
    before.items[0].title, before.items[0].is_edited = "我的题目", True
    before.items[1].skip = True
    now = plan_of(folder)
    carry_over(before, now, None)
    assert [(item.title, item.skip) for item in now.items] == [("我的题目", False), ("B", True)]


def test_one_file_is_read_as_the_person_says(write: Write, plan_of: PlanOf) -> None:
    write("a.md", "# A\n\n• 一\n• 二\n")
    folder = write("b.foo", "plain words in an unknown kind of file\n")
    assert [item.format for item in plan_of(folder).items] == ["markdown"]
    formats = {str(folder / "a.md"): "text", str(folder / "b.foo"): "text"}
    found = plan_of(folder, options=ReadOptions(formats=formats))
    assert [item.format for item in found.items] == ["text", "text"]


def test_an_unchanged_document_is_shown_as_its_note(
    write: Write, bring_in: BringIn, plan_of: PlanOf
) -> None:
    folder = write("a.md", "---\ntitle: 标题\ncategory: 技术\ntags: [x]\n---\nbody\n")
    bring_in(folder)
    (item,) = plan_of(folder).items
    assert item.action is Action.SAME
    assert (item.title, item.category, item.tags) == ("标题", ("技术",), ("x",))


def test_the_line_above_a_date_is_the_title_of_a_scraped_page(
    write: Write, plan_of: PlanOf
) -> None:
    text = "首页 归档 关于\n\n一次故障\n2022-01-02\n\n正文在这里，写得很长，一句接一句。\n"
    write("page.txt", text)
    write("diary.txt", "早上下雨。\n\n2022-01-02 之后再没下过。\n")
    items = plan_of(write("a.md", "# A\n")).items
    assert [item.title for item in items] == ["A", "diary", "一次故障"]
