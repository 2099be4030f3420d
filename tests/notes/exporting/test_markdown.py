"""Markdown out: front matter as it came, body to the letter, files beside it; and in again."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notes.errors import Fault, FaultCode
from notes.exporting.base import ExportOptions, ExportWarning
from notes.exporting.run import export
from notes.importing.base import ReadOptions
from notes.importing.edits import move_category
from notes.importing.front_matter import parse, split
from notes.importing.plan import Action, make_plan
from notes.importing.run import apply_plan
from notes.library import Library
from notes.model import NewAttachment, NewNote, Note, Scope

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
PLAIN, FULL = ExportOptions(plain=True), ExportOptions()


@pytest.fixture
def library(library_path: Path) -> Iterator[Library]:
    with closing(Library.open(library_path, create=True)) as opened:
        yield opened


def bring_in(library: Library, *paths: Path) -> list[Note]:
    report = apply_plan(library, make_plan([str(path) for path in paths], library))
    assert not report.refused
    return [library.note(note_id) for note_id in report.created]


def out(library: Library, note_id: str, folder: Path, options: ExportOptions = FULL) -> str:
    file = folder / "out" / "note.md"
    export(library, [note_id], "markdown", file, options)
    text = file.read_bytes().decode()
    file.unlink()
    return text


DOCUMENTS = {
    "jekyll": '---\nlayout: post\ntitle: "年终总结"   # quoted\ndescription: \n'
    "modified: 2022-12-31\n"
    "category: 随笔\ntags: [record, 'b c']\ncomments: true\n---\n\n# 正文\n",
    "hexo": "title: 一\ndate: 2019-05-06 07:08:09\ncategories:\n- a\n- b\ntags: x\n---\nbody",
    "hugo": "+++\ntitle = 'a'\ndate = 2020-01-01T00:00:00+08:00\ntags = ['x'] # c\n"
    "[params]\nk = 1\n+++\nbody\n",
    "json": '{\n  "title": "a",\n  "tags": ["x"]\n}\n\nbody\n',
    "broken": "---\ntitle: {{title}}\n\tx: [y\n---\nbody\n",
    "strange": "---\nmy-key: 值\n数字: 1.10\nnested: {a: [1, 2], b: 2001-01-01}\n"
    "# end\n...\nbody\n",
    "none": "# heading\n\n---\nkey: value\n---\n\nno newline at the end",
    "empty keys": "---\ntitle: only front matter\n---\n",
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_an_unchanged_note_is_the_text_that_came_in(
    library: Library, tmp_path: Path, name: str
) -> None:
    file = tmp_path / f"{name}.md"
    file.write_bytes(DOCUMENTS[name].encode())
    (note,) = bring_in(library, file)
    assert out(library, note.id, tmp_path, PLAIN) == DOCUMENTS[name]


POST = "---\ntitle: 一\ncategory: tech # 类\ntags: [x]\n---\nbody\n"


def test_a_place_that_the_import_gave_is_no_change(library: Library, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(POST, "utf-8")
    plan = make_plan([str(tmp_path)], library, ReadOptions(into=("收件箱",)))
    (note_id,) = apply_plan(library, plan).created
    assert library.note(note_id).category == ("收件箱", "tech")
    assert out(library, note_id, tmp_path, PLAIN) == POST
    assert "收件箱/tech" in out(library, note_id, tmp_path)
    library.move_notes([note_id], ("归档",))
    assert out(library, note_id, tmp_path, PLAIN) == POST.replace("tech", "归档")


def test_the_place_of_a_stub_is_no_change_of_the_document_that_fills_it(
    library: Library, tmp_path: Path
) -> None:
    library.create_note(NewNote("一", category=("架构",), tags=("书单",), stub=True))
    (tmp_path / "a.md").write_text(POST, "utf-8")
    (note_id,) = apply_plan(library, make_plan([str(tmp_path)], library)).filled
    note = library.note(note_id)
    assert (note.category, note.tags) == (("架构",), ("书单", "x"))
    assert out(library, note_id, tmp_path, PLAIN) == POST
    library.tag_notes([note_id], add=["新"], remove=[])
    assert "tags: [书单, x, 新]" in out(library, note_id, tmp_path, PLAIN)


def test_what_the_person_changed_in_the_plan_is_a_change(library: Library, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(POST, "utf-8")
    plan = make_plan([str(tmp_path)], library)
    move_category(plan, ("tech",), ("技术",))
    (note_id,) = apply_plan(library, plan).created
    assert out(library, note_id, tmp_path, PLAIN) == POST.replace("tech", "技术")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_our_own_key_is_last_and_the_rest_as_it_came(
    library: Library, tmp_path: Path, name: str
) -> None:
    file = tmp_path / f"{name}.md"
    file.write_bytes(DOCUMENTS[name].encode())
    (note,) = bring_in(library, file)
    matter = split(out(library, note.id, tmp_path))
    assert matter.body == note.body
    values = parse(matter).values
    assert list(values)[-1] == "banyan"
    own = values["banyan"]
    assert own["id"] == note.id
    assert own["created"] == note.created.isoformat()
    assert own["category"] == "/".join(note.category)
    assert own["tags"] == list(note.tags)
    assert (own["starred"], own["stub"]) == (False, False)
    assert {key: value for key, value in values.items() if key != "banyan"} == note.properties


def test_changed_keys_are_changed_and_nothing_else(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(DOCUMENTS["jekyll"].encode())
    (note,) = bring_in(library, file)
    library.update_note(note.id, title="新: 标题", category=("技术", "云"), tags=["record", "新"])
    text = out(library, note.id, tmp_path, PLAIN)
    expected = DOCUMENTS["jekyll"].replace('"年终总结"', '"新: 标题"')
    expected = expected.replace("category: 随笔", "category: 技术/云")
    assert text == expected.replace("[record, 'b c']", "[record, 新]")
    file = tmp_path / "again.md"
    file.write_bytes(out(library, note.id, tmp_path).encode())
    assert [item.action for item in make_plan([str(file)], library).items] == [Action.SAME]


@pytest.mark.parametrize(
    ("block", "tags", "expected"),
    [
        ("tags: [a]\n", ["a", "b"], "tags: [a, b]\n"),
        ("tags:\n", ["b"], "tags: [b]\n"),
        ("tags: [a]\n", ["a", "inline"], "tags: [a]\n"),
        ("tags: [a]\n", ["b", "inline"], "tags: [b]\n"),
        ("tags: a, b\n", ["b", "c"], "tags: b, c\n"),
        ("categories:\ntitle:\n", [], "categories:\ntitle:\n"),
    ],
)
def test_changed_tags(
    library: Library, tmp_path: Path, block: str, tags: list[str], expected: str
) -> None:
    file = tmp_path / "folder" / "a.md"
    file.parent.mkdir()
    file.write_text(f"---\n{block}---\nbody #inline\n")
    (note,) = bring_in(library, tmp_path / "folder")
    library.move_notes([note.id], ("place",))
    library.tag_notes([note.id], tags, [tag for tag in note.tags if tag not in tags])
    assert out(library, note.id, tmp_path, PLAIN) == f"---\n{expected}---\nbody #inline\n"


def test_properties_without_a_block_become_one(library: Library, tmp_path: Path) -> None:
    properties = {"Content-Type": "text/x-zim-wiki", "数": [1, "2", None], "on": "2001-01-01"}
    note = library.create_note(NewNote("a", "body\n", properties=properties)).created[0]
    plain = split(out(library, note, tmp_path, PLAIN))
    assert parse(plain).values == properties
    file = tmp_path / "again.md"
    file.write_text(out(library, note, tmp_path), encoding="utf-8")
    with closing(Library.open(tmp_path / "other.banyan", create=True)) as other:
        (found,) = bring_in(other, file)
    assert (found.properties, found.front_matter) == (properties, "")
    assert (found.title, found.body) == ("a", "body\n")


def test_a_key_that_cannot_be_changed_stands_under_our_own(
    library: Library, tmp_path: Path
) -> None:
    file = tmp_path / "a.md"
    file.write_text("---\ntitle: &t a\nother: *t\n---\nbody\n")
    (note,) = bring_in(library, file)
    library.update_note(note.id, title="b")
    target = tmp_path / "out.md"
    report = export(library, [note.id], "markdown", target, PLAIN)
    assert [(found.code, found.values) for found in report.warnings] == [
        (ExportWarning.KEY_KEPT, {"key": "title"})
    ]
    own = parse(split(out(library, note.id, tmp_path))).values
    assert (own["title"], own["banyan"]["title"]) == ("a", "b")


def test_files_lie_where_the_text_says_if_that_is_safe(library: Library, tmp_path: Path) -> None:
    attachments = (
        NewAttachment("images/a.png", "a.png", PNG + b"1"),
        NewAttachment("图%20片/b%201.png", "b 1.png", PNG + b"2"),
        NewAttachment("/public/c.png", "c.png", PNG + b"3"),
        NewAttachment("../d.png", "d.png", PNG + b"4"),
        NewAttachment("{{ site.url }}/e.png", "CON.png", PNG + b"5"),
        NewAttachment("other/c.png", "c.png", PNG + b"6"),
        NewAttachment(":/0123", "c.png", PNG + b"7"),
    )
    body = "".join(f"![]({one.target})\n" for one in attachments)
    note_id = library.create_note(NewNote("a", body, attachments=attachments)).created[0]
    report = export(library, [note_id], "markdown", tmp_path / "out" / "a.md")
    assert report.attachments == 7
    written = {
        path.relative_to(tmp_path / "out").as_posix(): path.read_bytes()[-1:]
        for path in (tmp_path / "out").rglob("*.png")
    }
    assert written == {
        "images/a.png": b"1",
        "图 片/b 1.png": b"2",
        "attachments/c.png": b"3",
        "attachments/d.png": b"4",
        "attachments/_CON.png": b"5",
        "other/c.png": b"6",
        "attachments/c (2).png": b"7",
    }
    own = parse(split((tmp_path / "out" / "a.md").read_text(encoding="utf-8"))).values["banyan"]
    assert own["attachments"]["/public/c.png"] == "attachments/c.png"
    assert "images/a.png" not in own["attachments"]


def test_two_notes_with_other_files_of_one_name(library: Library, tmp_path: Path) -> None:
    ids = [
        library.create_note(
            NewNote("same", "![](a.png)", attachments=(NewAttachment("a.png", "a.png", data),))
        ).created[0]
        for data in (PNG + b"1", PNG + b"2", PNG + b"1")
    ]
    report = export(library, ids, "markdown", tmp_path / "out")
    names = sorted(path.relative_to(tmp_path / "out").as_posix() for path in report_paths(tmp_path))
    assert names == ["a.png", "attachments/a.png", "same (2).md", "same (3).md", "same.md"]
    assert len(report.written) == 3


def report_paths(tmp_path: Path) -> list[Path]:
    return [path for path in (tmp_path / "out").rglob("*") if path.is_file()]


def test_what_is_broken_is_listed(library: Library, tmp_path: Path) -> None:
    body = "![](gone.png) [[nowhere]] [x](missing.md) [y](https://example.org) [z](#part)"
    note_id = library.create_note(NewNote("a", body)).created[0]
    report = export(library, [note_id], "markdown", tmp_path / "a.md")
    assert [(found.code, found.values["target"]) for found in report.warnings] == [
        (ExportWarning.IMAGE_GONE, "gone.png"),
        (ExportWarning.LINK_GONE, "nowhere"),
        (ExportWarning.LINK_GONE, "missing.md"),
    ]


def test_nothing_is_replaced_unasked(library: Library, tmp_path: Path) -> None:
    first, second = (library.create_note(NewNote(t, "x")).created[0] for t in ("a", "b"))
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "b.md").write_text("mine")
    with pytest.raises(Fault) as caught:
        export(library, [first, second], "markdown", folder)
    assert caught.value.code is FaultCode.FILE_EXISTS
    assert [path.name for path in folder.iterdir()] == ["b.md"]
    assert (folder / "b.md").read_text() == "mine"
    report = export(library, [first, second], "markdown", folder, ExportOptions(overwrite=True))
    assert len(report.written) == 2
    assert "mine" not in (folder / "b.md").read_text()


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="POSIX permissions")
def test_what_was_written_is_taken_back(library: Library, tmp_path: Path) -> None:
    ids = [
        library.create_note(NewNote("a", "x", category=("one",))).created[0],
        library.create_note(
            NewNote("b", "![](n.png)", attachments=(NewAttachment("n.png", "n.png", PNG),))
        ).created[0],
    ]
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "n.png").write_bytes(b"another picture")
    with pytest.raises(Fault):
        export(library, ids, "markdown", folder)
    assert [path.name for path in folder.iterdir()] == ["n.png"]
    assert (folder / "n.png").read_bytes() == b"another picture"


def test_protected_notes_stay_out_unless_asked(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "secret.md"
    file.write_text("---\ntitle: secret\npassword: abc\n---\nbody\n")
    (note,) = bring_in(library, file)
    report = export(library, [note.id], "markdown", tmp_path / "out.md")
    assert [one.note_id for one in report.refused] == [note.id]
    assert not (tmp_path / "out.md").exists()
    options = ExportOptions(include_protected=True)
    assert export(library, [note.id], "markdown", tmp_path / "out.md", options).written


# Everything that a note holds goes out and comes in again.

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
names = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)
bodies = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff", include_characters="\n\t"
    ),
    max_size=120,
)
times = st.datetimes(
    datetime(1971, 1, 1),  # noqa: DTZ001 - the offset is drawn beside it
    datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.builds(
        timezone, st.integers(-14 * 60, 14 * 60).map(lambda m: timedelta(minutes=m))
    ),
)
# Keys that would contradict the drawn title, category and tags are changed by the export.
matters = st.sampled_from(
    [
        "",
        "---\nlayout: post   # c\nmodified: 2022-12-31\n\nempty:\n---\n",
        "date: 2019-05-06 07:08:09\nlayout: x\n---\n",
        "+++\ndate = 2020-01-01T00:00:00+08:00\n[params]\nk = 1\n+++\n",
        '{\n  "x": ["y", null]\n}\n',
        "---\nname: {{title}}\n\tx: [y\n---\n",
        split(DOCUMENTS["strange"]).block,
    ]
)


@settings(max_examples=25)
@given(
    title=texts.filter(str.strip),
    body=bodies,
    block=matters,
    category=st.lists(names, max_size=2),
    tags=st.lists(names, max_size=3, unique_by=str.casefold),
    created=times,
    modified=times,
    starred=st.booleans(),
    files=st.dictionaries(
        st.sampled_from(["a.png", "图/b c.png", "/abs/c.png", "../d.png", "e%20f.png"]),
        st.binary(min_size=1, max_size=9),
        max_size=3,
    ),
)
def test_export_then_import_is_the_identity(
    title: str,
    body: str,
    block: str,
    category: list[str],
    tags: list[str],
    created: datetime,
    modified: datetime,
    starred: bool,
    files: dict[str, bytes],
) -> None:
    body += "".join(f"\n\n![x](<{target}>)" for target in files)
    new = NewNote(
        title,
        body,
        front_matter=block,
        properties=parse(split(block)).values,
        category=tuple(category),
        tags=tuple(tags),
        created=created,
        modified=modified,
        starred=starred,
        stub=not body,
        attachments=tuple(
            NewAttachment(target, Path(target).name, data) for target, data in files.items()
        ),
    )
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        with closing(Library.open(root / "a.banyan", create=True)) as library:
            note = library.note(library.create_note(new).created[0])
            kept = {target: item.hash for target, item in library.attachments(note.id).items()}
            export(library, [note.id], "markdown", root / "out" / "deep" / "note.md")
            again = make_plan([str(root / "out" / "deep" / "note.md")], library)
            assert [item.action for item in again.items] == [Action.SAME]
        with closing(Library.open(root / "b.banyan", create=True)) as library:
            report = apply_plan(library, make_plan([str(root / "out")], library))
            assert not report.refused
            (found,) = library.notes(Scope())
            assert found.id == note.id
            assert found.title == note.title
            assert found.body == note.body
            assert found.front_matter == note.front_matter
            assert found.properties == note.properties
            assert found.category == note.category
            assert found.tags == note.tags
            assert found.created == note.created
            assert found.created.utcoffset() == note.created.utcoffset()
            assert found.modified == note.modified
            assert (found.starred, found.stub) == (note.starred, note.stub)
            now = {target: item.hash for target, item in library.attachments(found.id).items()}
            assert now == kept
