"""The library's operations through its one door: what each changes, and what it leaves right."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from notes.changes import Kind
from notes.errors import Fault, FaultCode
from notes.library import Library, Reader
from notes.model import LinkKind, NewAttachment, NewNote, Scope, ScopeKind, Sort


@pytest.fixture
def library(tmp_path: Path):
    opened = Library.open(tmp_path / "library.banyan", create=True)
    yield opened
    problems = opened.check()
    opened.close()
    assert problems == []  # whatever a test did, all is right inside


def make(library: Library, title: str = "标题", body: str = "", **values) -> str:
    change = library.create_note(NewNote(title, body, **values))
    (note_id,) = change.created
    return note_id


def code_of(call) -> FaultCode:
    with pytest.raises(Fault) as caught:
        call()
    return caught.value.code


def test_a_new_library_has_two_empty_categories_and_no_notes(library: Library) -> None:
    tree = library.tree()
    assert [(node.path, node.count) for node in tree.categories] == [("技术", 0), ("架构", 0)]
    assert (tree.all, tree.tags) == (0, ())


def test_a_note_comes_back_as_it_was_made(library: Library) -> None:
    zone = timezone(timedelta(hours=8))
    new = NewNote(
        "事件溯源",
        "正文\n",
        front_matter="---\nb: 1\n---\n",
        properties={"日期": "2018-09-26", "b": [1, None, {"c": True}]},
        category=("技术", "Kubernetes"),
        tags=("云原生/kubernetes", "a"),
        created=datetime(2018, 9, 26, 9, 5, tzinfo=zone),
        modified=datetime(
            2019, 1, 1, 0, 0, 0, 1, tzinfo=timezone(timedelta(hours=-3, minutes=-30))
        ),
        starred=True,
        protected=True,
        source="/a/b.zip!/内.md",
    )
    note = library.note(library.create_note(new).created[0])
    for field in ("title", "body", "front_matter", "properties", "category", "tags", "created"):
        assert getattr(note, field) == getattr(new, field)
    assert note.modified == new.modified
    assert note.modified.utcoffset() == timedelta(hours=-3, minutes=-30)
    assert (note.starred, note.protected, note.stub, note.trashed) == (True, True, False, False)
    assert (note.source, note.version, note.characters) == ("/a/b.zip!/内.md", 1, 3)


def test_text_that_utf8_cannot_hold_is_kept_as_far_as_it_can(library: Library) -> None:
    note_id = make(library, "a\ud800b\x00\nc", "x\ud800😀\x00y")
    assert library.note(note_id).title == "a\ufffdb c"
    assert library.note(note_id).body == "x\ufffd😀\x00y"


def test_counts_include_what_is_below_each_note_once(library: Library) -> None:
    stub = make(library, "a", category=("技术", "K8s"), tags=("x/y", "x/z"), stub=True)
    make(library, "b", category=("技术",), tags=("x",))
    gone = make(library, "c", category=("技术",), tags=("x/y",), starred=True)
    library.trash_notes([gone])
    tree = library.tree()
    assert tree.categories[0].count == 2
    assert tree.categories[0].children[0].count == 1
    assert (tree.tags[0].count, [node.count for node in tree.tags[0].children]) == (2, [1, 1])
    assert (tree.all, tree.stubs, tree.starred, tree.trashed) == (2, 1, 0, 1)
    assert library.note_ids(Scope(ScopeKind.CATEGORY, "技术", tag="x/y")) == [stub]
    assert library.note_ids(Scope(ScopeKind.TRASHED)) == [gone]


def test_a_scope_that_is_not_there_is_a_fault(library: Library) -> None:
    missing = Scope(ScopeKind.CATEGORY, "无")
    assert code_of(lambda: library.note_ids(missing)) is FaultCode.CATEGORY_MISSING
    assert code_of(lambda: library.note_ids(Scope(tag="无"))) is FaultCode.TAG_MISSING


def test_lists_are_sorted_naturally_and_always_alike(library: Library) -> None:
    ids = {title: make(library, title, "x" * len(title)) for title in ("note 10", "Note 9", "b")}
    by_title = library.note_ids(Scope(), Sort.TITLE)
    assert by_title == [ids["b"], ids["Note 9"], ids["note 10"]]
    assert library.note_ids(Scope(), Sort.TITLE, reverse=True) == by_title[::-1]
    assert library.note_ids(Scope(), Sort.CHARACTERS)[0] == ids["note 10"]
    assert [row.title for row in library.summaries(by_title)] == ["b", "Note 9", "note 10"]


def test_an_update_changes_what_is_named_and_leaves_the_rest(library: Library) -> None:
    note_id = make(library, "旧", "body", tags=("a", "b"), category=("技术",))
    change = library.update_note(note_id, title="新")
    assert (change.updated, change.kinds) == ((note_id,), {Kind.META})
    library.update_note(note_id, tags=["b", "c/d"], category=())
    note = library.note(note_id)
    assert (note.title, note.body, note.tags, note.category) == ("新", "body", ("b", "c/d"), ())
    assert note.version == 2  # place and tags are no text


def test_an_update_that_changes_nothing_writes_nothing(library: Library) -> None:
    note_id = make(library, "t", "b", tags=("a",))
    before = library.sequence()
    assert not library.update_note(note_id, title="t", body="b", tags=["a"], starred=False)
    assert library.sequence() == before


def test_newer_text_is_not_overwritten(library: Library) -> None:
    note_id = make(library, body="1")
    library.update_note(note_id, body="2", expected_version=1)
    stale = lambda: library.update_note(note_id, body="3", expected_version=1)  # noqa: E731
    assert code_of(stale) is FaultCode.NOTE_CONFLICT
    assert library.note(note_id).body == "2"


def test_a_stub_that_gets_text_is_a_stub_no_more(library: Library) -> None:
    note_id = make(library, "《重构》", stub=True)
    assert list(library.stubs().values()) == [note_id]
    library.update_note(note_id, body="text")
    assert library.stubs() == {}


def test_find_takes_ids_and_unambiguous_titles(library: Library) -> None:
    first, second = make(library, "Kubernetes 入门"), make(library, "kubernetes入门。")
    other = make(library, "别的", aliases=("Alias One",))
    assert library.find(other) == other
    assert library.find("Kubernetes 入门") == first
    assert library.find("kubernetes入门。") == second
    assert library.find("alias one") == other
    assert code_of(lambda: library.find("KUBERNETES 入门")) is FaultCode.NOTE_AMBIGUOUS
    assert code_of(lambda: library.find("没有")) is FaultCode.NOTE_MISSING
    library.trash_notes([second])
    assert library.find("KUBERNETES 入门") == first


def test_trash_restore_and_purge(library: Library) -> None:
    note_id = make(library, "t", "溯源", category=("技术",))
    assert library.trash_notes([note_id, note_id]).updated == (note_id,)
    assert library.search("溯源").total == 0
    assert library.search("溯源", scope=Scope(ScopeKind.TRASHED)).total == 1
    library.restore_notes([note_id])
    assert library.note(note_id).category == ("技术",)
    assert not library.purge_notes([note_id])  # not in the trash
    library.trash_notes([note_id])
    assert not library.purge_trash(90)
    assert library.purge_notes([note_id]).removed == (note_id,)
    assert code_of(lambda: library.note(note_id)) is FaultCode.NOTE_MISSING


def test_categories_are_made_renamed_moved_and_deleted(library: Library) -> None:
    note_id = make(library, category=("技术", "语言", "Go"))
    library.create_category(("生活",))
    assert code_of(lambda: library.create_category(("生活",))) is FaultCode.CATEGORY_EXISTS
    assert code_of(lambda: library.create_category(("a/b",))) is FaultCode.NAME_INVALID
    assert code_of(lambda: library.create_category((" ",))) is FaultCode.NAME_INVALID
    change = library.rename_category(("技术", "语言"), "编程语言")
    assert change.updated == (note_id,)
    library.move_category(("技术", "编程语言"), ("生活",))
    assert library.note(note_id).category == ("生活", "编程语言", "Go")
    into_itself = lambda: library.move_category(("生活",), ("生活", "编程语言"))  # noqa: E731
    assert code_of(into_itself) is FaultCode.CATEGORY_CYCLE
    library.delete_category(("生活", "编程语言"), trash_notes=False)
    assert (library.note(note_id).category, library.note(note_id).trashed) == ((), False)
    library.move_notes([note_id], ("生活",))
    library.delete_category(("生活",), trash_notes=True)
    assert library.note(note_id).trashed
    assert library.category_paths() == ["技术", "架构"]


def test_a_category_whose_name_begins_like_another_is_another(library: Library) -> None:
    make(library, category=("技术",))
    make(library, category=("技术栈",))
    assert [node.count for node in library.tree().categories] == [1, 1, 0]
    library.delete_category(("技术",), trash_notes=True)
    assert "技术栈" in library.category_paths()


def test_tags_are_renamed_merged_and_deleted_and_found(library: Library) -> None:
    one, two = make(library, tags=("a/x", "b")), make(library, tags=("b/x",))
    assert library.search("a/x").total == 1
    library.rename_tag("a", "b")
    assert library.note(one).tags == ("b/x", "b")
    assert library.search("a/x").total == 0
    assert library.search("b/x").total == 2
    assert library.note_ids(Scope(ScopeKind.TAG, "b/x")) == [two, one]
    assert code_of(lambda: library.rename_tag("b", "b/y")) is FaultCode.TAG_CYCLE
    library.rename_tag("b/x", "新")
    library.delete_tag("b")
    assert library.note(one).tags == ("新",)
    library.tag_notes([one, two], add=["z"], remove=["新"])
    assert library.note(two).tags == ("z",)
    assert library.tag_paths("Z") == ["z"]


def test_links_follow_titles_as_they_come_and_go(library: Library) -> None:
    source = make(library, "源", "[[目标|别名]] 和 [[目标#节]] 以及 [外](https://example.org)")
    assert [link.note_id for link in library.links(source)] == [None, None]
    target = make(library, "目标")
    assert [(link.kind, link.note_id) for link in library.links(source)] == [
        (LinkKind.WIKI, target),
        (LinkKind.LINK, None),
    ]
    assert [link.source_id for link in library.backlinks(target)] == [source]
    library.update_note(target, title="改名")
    assert library.backlinks(target) == []
    assert library.resolve("改名", source) == target
    library.update_note(source, body="[[改名]]")
    assert len(library.backlinks(target)) == 1
    library.trash_notes([target])
    assert library.links(source)[0].note_id is None
    library.restore_notes([target])
    assert library.links(source)[0].note_id == target
    library.trash_notes([target])
    library.purge_notes([target])
    assert library.links(source)[0].note_id is None


def test_relative_links_lead_by_the_documents_they_came_from(library: Library) -> None:
    batch = library.begin_batch(["/d"])
    items = [
        (None, NewNote("甲", "[乙](../b/%E4%B9%99.md) ![](图.png)", source="/d/a/甲.md",
                       attachments=(NewAttachment("图.png", "图.png", b"\x89PNG\r\n\x1a\n"),))),
        (None, NewNote("another title", "[x](post-url)", source="/d/b/乙.md",
                       targets={"post-url": "/d/a/甲.md"})),
    ]  # fmt: skip
    first, second = library.import_notes(batch, items).created
    library.finish_batch(batch, {"n": 2})
    (to_note, to_file) = library.links(first)
    assert (to_note.note_id, to_file.note_id) == (second, None)
    assert library.attachment(to_file.attachment).mime == "image/png"
    assert library.links(second)[0].note_id == first
    assert library.batches()[0].report == {"n": 2}


def test_attachments_are_kept_once_and_go_with_their_last_note(library: Library) -> None:
    one, two = make(library), make(library)
    _, target = library.attach(one, NewAttachment("", "图 片.png", b"data"))
    _, again = library.attach(one, NewAttachment("", "图 片.png", b"data"))
    _, other = library.attach(one, NewAttachment("", "图 片.png", b"other"))
    library.attach(two, NewAttachment("", "x", b"data"))
    assert (target, again, other) == ("图-片.png", "图-片.png", "图-片-2.png")
    held = library.attachments(one)[target]
    assert library.attachment_data(held.hash) == b"data"
    for note_id in (one, two):
        library.trash_notes([note_id])
        library.purge_notes([note_id])
    assert code_of(lambda: library.attachment(held.hash)) is FaultCode.ATTACHMENT_MISSING


def test_who_looks_later_learns_what_changed(library: Library) -> None:
    note_id = make(library)
    with Reader.open(library.path) as reader:
        seen, version = reader.sequence(), reader.data_version()
        assert not reader.changes_since(seen)
        other = make(library)
        library.update_note(note_id, body="x")
        library.trash_notes([other])
        library.purge_notes([other])
        assert reader.data_version() != version
        change = reader.changes_since(seen)
        assert (change.created, change.updated, change.removed) == ((), (note_id,), ())
        assert Kind.TEXT in change.kinds
        assert reader.changes_since(change.sequence).sequence == change.sequence


def test_a_failed_mutation_leaves_nothing_behind(library: Library) -> None:
    note_id = make(library, tags=("a",))
    bad = lambda: library.update_note(note_id, body="new", category=("新",), tags=["a//b"])  # noqa: E731
    assert code_of(bad) is FaultCode.NAME_INVALID
    assert library.note(note_id).body == ""
    assert "新" not in library.category_paths()


def test_settings_and_diagrams_are_kept(library: Library) -> None:
    assert library.setting("k", "d") == "d"
    assert library.set_setting("k", "v").kinds == {Kind.SETTINGS}
    assert not library.set_setting("k", "v")
    library.keep_diagram("h", "<svg/>")
    assert (library.setting("k"), library.diagram("h"), library.diagram("x")) == (
        "v",
        "<svg/>",
        None,
    )


def test_titles_for_quick_open_begin_with_what_was_typed(library: Library) -> None:
    make(library, "学习 Kubernetes")
    first = make(library, "Kubernetes 入门")
    assert [title for _, title in library.titles("KUBE")] == ["Kubernetes 入门", "学习 Kubernetes"]
    assert library.titles("kubernetes入")[0][0] == first
    assert len(library.titles("")) == 2


def test_a_recent_note_is_one_of_the_last_thirty_days(library: Library) -> None:
    now = datetime.now(UTC)
    make(library, created=now - timedelta(days=400), modified=now - timedelta(days=31))
    recent = make(library, created=now - timedelta(days=400), modified=now - timedelta(days=29))
    library.create_note(NewNote("只有标题", stub=True))
    assert library.note_ids(Scope(ScopeKind.RECENT)) == [recent]
    assert library.tree().recent == 1


def test_notes_of_one_moment_keep_the_order_in_which_they_came(library: Library) -> None:
    batch = library.begin_batch(["/d"])
    moment = datetime(2024, 5, 1, tzinfo=UTC)
    new = [NewNote(f"第 {at} 篇", created=moment, modified=moment, stub=True) for at in range(60)]
    made = library.import_notes(batch, [(None, note) for note in new]).created
    assert list(made) == sorted(made)
    assert library.note_ids(Scope(ScopeKind.STUBS)) == list(made)


def test_a_slash_may_be_part_of_the_title_that_a_link_names(library: Library) -> None:
    source = make(library, "源", "[[TCP/IP]] [[网络/IP]]")
    plain = make(library, "IP")
    assert [link.note_id for link in library.links(source)] == [plain, plain]
    whole = make(library, "TCP/IP")
    assert [link.note_id for link in library.links(source)] == [whole, plain]
    placed = library.create_note(NewNote("IP", category=("网络",))).created[0]
    assert [link.note_id for link in library.links(source)] == [whole, placed]
    library.trash_notes([whole])
    assert [link.note_id for link in library.links(source)] == [plain, placed]
    assert library.check() == []


def test_links_of_an_import_that_was_cut_off_are_right_at_the_next_opening(tmp_path: Path) -> None:
    path = tmp_path / "cut.banyan"
    with Library.open(path, create=True) as library:
        source = make(library, "源", "[[后来]]")
        batch = library.begin_batch(["/d"])
        target = library.import_notes(batch, [(None, NewNote("后来"))]).created[0]
        assert library.links(source)[0].note_id is None  # left to the end of the batch
        assert library.check() == []
    with Library.open(path) as library:
        assert library.links(source)[0].note_id == target
        assert library.check() == []


def test_names_that_very_many_links_use_are_resolved_in_an_idle_moment(library: Library) -> None:
    batch = library.begin_batch(["/d"])
    items = [
        (None, NewNote("index", f"[[index]] [x](../{n}/index.md)", source=f"/d/{n}/index.md"))
        for n in range(250)
    ]
    ids = library.import_notes(batch, items).created
    library.finish_batch(batch, {})
    assert library.links(ids[7])[1].note_id == ids[7]
    library.trash_notes([ids[0]])
    assert library.links(ids[7])[0].note_id is None
    library.index_pending()
    assert library.links(ids[7])[0].note_id == ids[1]
    assert not library.index_pending()


def test_many_notes_are_read_in_the_order_asked_for_and_with_or_without_their_texts(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("notes.reader._WITH_TEXTS", 2)
    monkeypatch.setattr("notes.reader._WITHOUT_TEXTS", 3)
    ids = [
        make(
            library,
            f"{number}",
            f"正文 {number}",
            front_matter=f"---\nk: {number}\n---\n",
            properties={"k": number},
            source=f"/a/{number}.md",
            tags=("x/y",),
        )
        for number in range(7)
    ]
    asked = [*reversed(ids), "gone"]
    whole = list(library.notes_of(asked))
    assert whole == [library.note(note_id) for note_id in reversed(ids)]
    bare = list(library.notes_of(asked, texts=False))
    assert [note.properties for note in bare] == [note.properties for note in whole]
    assert [(note.id, note.source, note.tags) for note in bare] == [
        (note.id, note.source, note.tags) for note in whole
    ]
    assert {(note.body, note.front_matter) for note in bare} == {("", "")}
    assert list(library.notes_of([])) == []
