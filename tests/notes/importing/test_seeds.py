"""The five documents that must come in first of all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from notes.importing.edits import coverage, set_tag, set_titles
from notes.importing.plan import Plan
from notes.importing.run import ImportReport, apply_plan
from notes.library import Library
from notes.model import Note, Scope, ScopeKind

BringIn = Callable[..., ImportReport]
Titled = Callable[[str], Note]


def by_source(notes: list[Note], start: str) -> Note:
    return next(
        n
        for n in notes
        if n.source and Path(n.source).name.startswith(start) and "#" not in n.source
    )


def test_front_matter_seeds_come_in_verbatim(
    seeds: Path, bring_in: BringIn, all_notes: Callable[[], list[Note]]
) -> None:
    bring_in(seeds)
    for start in ("000", "004"):
        note = by_source(all_notes(), start)
        text = Path(str(note.source)).read_text("utf-8")
        assert note.front_matter + note.body == text
        assert note.properties["title"] == note.title
    assert note.category == ("随笔",)
    assert note.tags == ("record",)
    assert note.properties["modified"] == "2022-12-31"
    assert note.properties["mathjax"] is False
    assert note.properties["chart"] is None
    assert note.created.date().isoformat() == "2022-12-31"


def test_article_and_outline_get_titles_and_structure(
    seeds: Path, bring_in: BringIn, library: Library, all_notes: Callable[[], list[Note]]
) -> None:
    bring_in(seeds)
    article, outline = (by_source(all_notes(), start) for start in ("001", "002"))
    assert article.title == "2020 年是多灾多难的一年"
    assert "\n- DDIA 重读第 N 次\n" in article.body
    assert outline.title == "cloud"
    assert "\nKubenetes  \nYARN  \n" in outline.body
    for note in (article, outline):
        first = library.first_text(note.id)
        assert first.body == Path(str(note.source)).read_text("utf-8")


def test_index_page_gives_an_article_and_stubs(
    seeds: Path,
    bring_in: BringIn,
    library: Library,
    titled: Titled,
    all_notes: Callable[[], list[Note]],
) -> None:
    bring_in(seeds)
    article = titled("当我在说PaaS时,我在说什么")
    assert not article.stub
    assert article.created == datetime(2018, 9, 26).astimezone()
    assert (article.category, article.tags) == (("技术",), ("Kubernetes",))
    assert "## 实现架构" in article.body
    assert "\n   1. 描述应用本身" in article.body
    stubs = [note for note in all_notes() if note.stub]
    assert len(stubs) > 400
    assert {note.category for note in stubs} == {("技术",), ("架构",)}
    assert len({note.title for note in stubs}) == len(stubs)
    tagged = [note for note in stubs if note.tags]
    assert {note.tags for note in tagged} == {("Kubernetes",)}
    assert 50 <= len(tagged) <= 70
    for title in (
        "《深入拆解java 虚拟机》笔记",
        "Spark 内存管理及调优",
        "容器狂占内存资源怎么办?",
        "LLM微调理论",
    ):
        assert titled(title).stub
    page = by_source(all_notes(), "003")
    source = Path(str(page.source)).read_text("utf-8")
    for line in (line for line in source.split("\n")[:12] if len(line) > 100):
        assert line in page.body
    assert library.first_text(page.id).body.strip() == source.strip()


def test_again_changes_nothing_and_undo_takes_all_back(
    seeds: Path, bring_in: BringIn, library: Library
) -> None:
    report = bring_in(seeds)
    again = bring_in(seeds)
    assert (again.created, again.updated, again.filled) == ([], [], [])
    assert again.unchanged == len(report.created)
    undone = library.undo_batch(str(report.batch))
    assert len(undone.removed) == len(report.created)
    assert library.tree().all == 0


def test_the_split_and_the_tag_can_be_corrected(
    seeds: Path, plan_of: Callable[..., Plan], library: Library, titled: Titled
) -> None:
    plan = plan_of(next(seeds.glob("003*")))
    page = plan.pages[0]
    at = next(i for i, one in enumerate(page.lists) if one.is_tag)
    set_titles(plan, page, at, [*page.lists[at].titles, "一个新的标题"], library)
    set_tag(plan, page, at, "云原生", library)
    apply_plan(library, plan)
    assert titled("一个新的标题").stub
    assert titled("一个新的标题").tags == ("云原生",)
    assert titled("当我在说PaaS时,我在说什么").tags == ("云原生",)


def test_a_later_document_fills_a_stub_and_the_coverage_shows_it(
    seeds: Path, bring_in: BringIn, library: Library, titled: Titled, tmp_path: Path
) -> None:
    bring_in(next(seeds.glob("003*")))
    before = library.tree().stubs
    stub = titled("Flink学习")
    post = tmp_path / "posts" / "flink.md"
    post.parent.mkdir()
    post.write_text("---\ntitle: flink 学习\ntags: [流]\n---\n\n正文。\n", "utf-8")
    report = bring_in(post)
    assert report.filled == [stub.id]
    assert library.tree().stubs == before - 1
    note = library.note(stub.id)
    assert (note.category, note.tags) == (("技术",), ("流",))
    found = coverage(library, ["Flink学习", "Yarn学习", "没有的标题"])
    assert [(one.has_text, one.note_id is not None) for one in found] == [
        (True, True), (False, True), (False, False),
    ]  # fmt: skip
    assert bring_in(seeds).updated == []


@pytest.mark.parametrize("order", [("003", "004"), ("004", "003")])
def test_order_does_not_matter(
    seeds: Path, bring_in: BringIn, library: Library, order: tuple[str, str]
) -> None:
    for start in order:
        bring_in(next(seeds.glob(f"{start}*")))
    ids = library.note_ids(Scope(ScopeKind.CATEGORY, "随笔"))
    assert [note.title for note in library.summaries(ids)] == ["2022 年终总结"]
