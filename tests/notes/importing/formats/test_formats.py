"""Each format gives its notes, with dates, tags, places, links and files."""

from __future__ import annotations

import base64
import io
import json
import sqlite3
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from notes.errors import FaultCode
from notes.importing import registry
from notes.importing.base import ReadOptions, WarningCode
from notes.importing.run import ImportReport
from notes.library import Library
from notes.model import NewAttachment, NewNote, Note, Scope
from tests.faults.limit import limit

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
BringIn = Callable[..., ImportReport]
Titled = Callable[[str], Note]
Write = Callable[[str, "str | bytes"], Path]


def codes(report: ImportReport) -> list[WarningCode]:
    return [finding.code for finding in report.findings]


def test_every_format_can_be_loaded_and_named() -> None:
    names = registry.names()
    assert names[0] == "auto"
    assert len(set(names)) == len(names)
    for row in registry.FORMATS:
        assert registry.by_name(row.name) is row
        assert callable(row.load())


def test_html_page_without_its_frame(
    write: Write, bring_in: BringIn, library: Library, titled: Titled
) -> None:
    write("pics/a.png", PNG)
    html = (
        "<!DOCTYPE html><html><head><title>一篇文章 - 某站</title><meta charset=gb2312>"
        '<meta property="article:published_time" content="2020-01-02T03:04:05+08:00">'
        '<meta property="article:tag" content="go"></head><body><nav>首页 归档</nav>'
        "<article><h1>一篇文章</h1><p>正文里有<strong>重点</strong>和代码。</p>"
        '<pre><code class="language-go">a := 1</code></pre><img src="pics/a.png"></article>'
        "<footer>版权所有</footer></body></html>"
    )
    folder = write("page.html", html.encode("gb2312"))
    bring_in(folder)
    note = titled("一篇文章")
    assert note.body == (
        "# 一篇文章\n\n正文里有**重点**和代码。\n\n```go\na := 1\n```\n\n![](pics/a.png)\n"
    )
    assert note.tags == ("go",)
    assert note.created.isoformat() == "2020-01-02T03:04:05+08:00"
    assert library.first_text(note.id).body == html
    assert set(library.attachments(note.id)) == {"pics/a.png"}
    assert bring_in(folder).unchanged == 1


def test_html_page_says_its_date_below_the_title(
    write: Write, bring_in: BringIn, titled: Titled
) -> None:
    folder = write(
        "page.html",
        "<html><body><div><h1>标题</h1><a>作者</a><span>于 2021-03-05 10:20:30 发布</span></div>"
        "<article><p>正文说 2001-01-01，还有很多话要说，说也说不完。</p></article></body></html>",
    )
    bring_in(folder)
    note = titled("标题")
    assert note.created == datetime(2021, 3, 5, 10, 20, 30).astimezone()
    assert note.body == "正文说 2001-01-01，还有很多话要说，说也说不完。\n"


def test_html_page_brings_the_pictures_written_into_it(
    write: Write, bring_in: BringIn, library: Library, titled: Titled
) -> None:
    data = base64.b64encode(PNG).decode()
    folder = write("a.html", f'<h1>标题</h1><p>words</p><img src="data:image/png;base64,{data}">')
    report = bring_in(folder)
    assert codes(report) == []
    assert report.attachments == 1
    assert len(library.attachments(titled("标题").id)) == 1


ENEX = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE en-export SYSTEM "http://xml.evernote.com/pub/evernote-export4.dtd">
<en-export export-date="20200101T000000Z" application="Evernote" version="10">
<note><title>First</title><created>20200102T030405Z</created><updated>20200103T000000Z</updated>
<tag>a</tag><tag>b c</tag>
<note-attributes><author>me</author></note-attributes>
<content><![CDATA[<?xml version="1.0"?>
<!DOCTYPE en-note SYSTEM "http://xml.evernote.com/pub/enml2.dtd">
<en-note><div>Hello <b>you</b></div><div><en-todo checked="true"/>done</div>
<div><en-todo/>open</div>
<en-media hash="HASH" type="image/png"/><table><tr><td>x</td><td>y</td></tr></table>
<en-crypt hint="h">abc</en-crypt></en-note>]]></content>
<task><title>Call</title><taskStatus>completed</taskStatus></task>
<resource><data encoding="base64">BYTES</data><mime>image/png</mime>
<resource-attributes><file-name>my pic.png</file-name></resource-attributes></resource></note>
<note><title>First</title><content><![CDATA[<en-note>second</en-note>]]></content></note>
</en-export>
"""


def enex() -> str:
    import base64
    import hashlib

    key = hashlib.md5(PNG, usedforsecurity=False).hexdigest()
    return ENEX.replace("HASH", key).replace("BYTES", base64.b64encode(PNG).decode())


def test_enex(write: Write, bring_in: BringIn, library: Library) -> None:
    folder = write("My notes.enex", enex())
    report = bring_in(folder)
    assert len(report.created) == 2
    first = library.note(report.created[0])
    assert (first.title, first.tags, first.category) == ("First", ("a", "b c"), ("My notes",))
    assert first.created.isoformat() == "2020-01-02T03:04:05+00:00"
    assert first.modified.isoformat() == "2020-01-03T00:00:00+00:00"
    assert first.properties["author"] == "me"
    assert "Hello **you**" in first.body
    assert "- [x] done" in first.body
    assert "- [ ] open" in first.body
    assert "![my pic.png](my_pic.png)" in first.body
    assert "- [x] Call" in first.body
    assert library.attachments(first.id)["my_pic.png"].size == len(PNG)
    assert WarningCode.ENCRYPTED_PART in codes(report)
    assert bring_in(folder).unchanged == 2


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_enex_with_entities_is_refused(write: Write, bring_in: BringIn, declared: str) -> None:
    folder = write(
        "x.enex",
        f"<?xml version='1.0'?>{declared}<en-export><note><title>&a;</title></note></en-export>",
    )
    report = bring_in(folder)
    assert [one.code for one in report.refused] == [FaultCode.UNREADABLE]
    assert report.created == []


def test_enex_cut_short_keeps_what_is_whole(write: Write, bring_in: BringIn) -> None:
    folder = write("x.enex", enex()[:-60])
    report = bring_in(folder)
    assert len(report.created) == 1
    assert [one.code for one in report.refused] == [FaultCode.UNREADABLE]


def joplin_items() -> dict[str, str]:
    def key(letter: str) -> str:
        return letter * 32

    return {
        f"{key('a')}.md": f"Book\n\nid: {key('a')}\nparent_id: \ntype_: 2",
        f"{key('b')}.md": f"Inner\n\nid: {key('b')}\nparent_id: {key('a')}\ntype_: 2",
        f"{key('c')}.md": f"Note one\n\nSee [two](:/{key('d')}) ![p](:/{key('e')})\n\n"
        f"key: value in text\n\nid: {key('c')}\nparent_id: {key('b')}\n"
        "created_time: 2020-01-02T03:04:05.000Z\nupdated_time: 2020-02-02T03:04:05.000Z\n"
        "is_todo: 1\nmarkup_language: 1\ntype_: 1",
        f"{key('d')}.md": f"Note two\n\n<b>bold</b>\n\nid: {key('d')}\nparent_id: {key('a')}\n"
        "markup_language: 2\ntype_: 1",
        f"{key('e')}.md": f"pic.png\n\nid: {key('e')}\nmime: image/png\n"
        "file_extension: png\ntype_: 4",
        f"{key('f')}.md": f"标签\n\nid: {key('f')}\ntype_: 5",
        f"{'0' * 32}.md": f"\n\nid: {'0' * 32}\nnote_id: {key('c')}\ntag_id: {key('f')}\ntype_: 6",
    }


@pytest.mark.parametrize("as_archive", [True, False])
def test_joplin(
    tmp_path: Path, bring_in: BringIn, library: Library, titled: Titled, as_archive: bool
) -> None:
    source = tmp_path / ("x.jex" if as_archive else "raw")
    files = {name: text.encode() for name, text in joplin_items().items()}
    files[f"resources/{'e' * 32}.png"] = PNG
    if as_archive:
        with tarfile.open(source, "w") as archive:
            for name, data in files.items():
                info = tarfile.TarInfo(name)
                info.size = len(data)
                archive.addfile(info, io.BytesIO(data))
    else:
        for name, data in files.items():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes(data)
    report = bring_in(source)
    assert not report.refused
    one = titled("Note one")
    assert (one.category, one.tags) == (("Book", "Inner"), ("标签",))
    assert one.created.isoformat() == "2020-01-02T03:04:05+00:00"
    assert one.body.endswith("key: value in text")
    assert titled("Note two").body == "**bold**\n"
    links = {link.target: (link.note_id, link.attachment) for link in library.links(one.id)}
    assert links[f":/{'d' * 32}"][0] == titled("Note two").id
    assert links[f":/{'e' * 32}"][1]
    assert library.tree().all == 2
    assert bring_in(source).unchanged == 2


def test_zim(write: Write, bring_in: BringIn, library: Library, titled: Titled) -> None:
    head = (
        "Content-Type: text/x-zim-wiki\nWiki-Format: zim 0.6\n"
        "Creation-Date: 2020-01-02T03:04:05+08:00\n\n"
    )
    write("notebook.zim", "[Notebook]\n")
    write(
        "Home.txt", head + "====== Home ======\n\nSee [[Sub:Page One|there]] and [[+Kid]]. @tag\n"
    )
    write(
        "Sub/Page_One.txt",
        head + "====== Page One ======\n//i// **b** __m__ ~~s~~ ''c//d//''\n"
        "* a\n\t* b\n[*] done\n[ ] open\n1. x\n{{./pic.png?width=3}}\n'''\n== no ==\n'''\n"
        '{{{code: lang="python3"\nx = 1\n}}}\n===== Two =====\n',
    )
    folder = write("Sub/Page_One/pic.png", PNG)
    bring_in(folder)
    page = titled("Page One")
    assert page.category == ("Sub",)
    assert page.body == (
        "# Page One\n*i* **b** ==m== ~~s~~ `c//d//`\n- a\n  - b\n- [x] done\n- [ ] open\n1. x\n"
        "![](../Sub/Page_One/pic.png)\n```\n== no ==\n```\n```python3\nx = 1\n```\n## Two\n"
    )
    assert page.created.isoformat() == "2020-01-02T03:04:05+08:00"
    assert set(library.attachments(page.id)) == {"../Sub/Page_One/pic.png"}
    home = titled("Home")
    assert home.tags == ("tag",)
    assert {link.note_id for link in library.links(home.id)} >= {page.id}


@pytest.mark.parametrize("part", ["{{{a\n", "__a ", "//a ", "_{", "[[", "{{", "''"])
def test_marks_in_zim_that_nothing_closes(part: str, write: Write, bring_in: BringIn) -> None:
    write("notebook.zim", "[Notebook]\n")
    folder = write("Page.txt", "Content-Type: text/x-zim-wiki\n\n" + part * 40_000)
    with limit(10):
        report = bring_in(folder)
    assert (len(report.created), report.refused) == (1, [])


def test_vnote(write: Write, bring_in: BringIn, library: Library, titled: Titled) -> None:
    said = {
        "files": [
            {
                "name": "数据.md",
                "tags": ["t"],
                "created_time": "2020-01-02T03:04:05Z",
                "modified_time": "2020-02-02T03:04:05Z",
                "attachment_folder": "123",
            }
        ]
    }
    write("vx.json", json.dumps(said))
    write("vx_attachments/123/file.pdf", b"%PDF-1.4 x")
    folder = write("数据.md", "words without a heading\n")
    bring_in(folder)
    note = titled("数据")
    assert note.tags == ("t",)
    assert note.created.isoformat() == "2020-01-02T03:04:05+00:00"
    assert [one.name for one in library.attachments(note.id).values()] == ["file.pdf"]


def test_cherrytree(tmp_path: Path, bring_in: BringIn, library: Library, titled: Titled) -> None:
    path = tmp_path / "x.ctb"
    db = sqlite3.connect(path)
    db.executescript(
        "CREATE TABLE node (node_id INTEGER, name TEXT, txt TEXT, syntax TEXT, tags TEXT,"
        " ts_creation INTEGER, ts_lastsave INTEGER);"
        "CREATE TABLE children (node_id INTEGER, father_id INTEGER, sequence INTEGER);"
        "CREATE TABLE codebox (node_id INTEGER, offset INTEGER, txt TEXT, syntax TEXT);"
        "CREATE TABLE grid (node_id INTEGER, offset INTEGER, txt TEXT);"
        "CREATE TABLE image (node_id INTEGER, offset INTEGER, png BLOB, filename TEXT);"
    )
    rich = (
        '<?xml version="1.0" ?><node><rich_text scale="h1">Head</rich_text><rich_text>\nplain '
        '</rich_text><rich_text weight="heavy">bold</rich_text><rich_text>\n</rich_text></node>'
    )
    db.execute(
        "INSERT INTO node VALUES (1, 'Parent', ?, 'custom-colors', 'a b', 1500000000, 0)", (rich,)
    )
    db.execute("INSERT INTO node VALUES (2, 'Code', 'x = 1', 'python3', '', 0, 0)")
    db.execute("INSERT INTO children VALUES (1, 0, 1), (2, 1, 1)")
    db.execute("INSERT INTO codebox VALUES (1, 16, 'y = 2', 'python3')")
    db.execute("INSERT INTO image VALUES (1, 17, ?, '')", (PNG,))
    db.commit()
    db.close()
    before = path.read_bytes()
    bring_in(path)
    parent = titled("Parent")
    assert parent.body.startswith("# Head\nplain **bold**\n")
    assert "```python\ny = 2\n```" in parent.body
    assert parent.tags == ("a", "b")
    assert len(library.attachments(parent.id)) == 1
    assert titled("Code").category == ("Parent",)
    assert titled("Code").body == "```python\nx = 1\n```\n"
    assert path.read_bytes() == before
    assert bring_in(path).unchanged == 2


def archive(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in files.items():
            file.writestr(name, data)
    return path


def test_notion_zip_with_a_zip_inside(
    tmp_path: Path, bring_in: BringIn, library: Library, titled: Titled
) -> None:
    one, two = "0123456789abcdef" * 2, "f" * 32
    inner = archive(
        tmp_path / "part.zip",
        {
            f"Work {one}/Page {two}.md": (
                "# 页面\n\nCreated: May 1, 2020 3:00 PM\nTags: a, b\n\nwords\n".encode()
            ),
            f"Work {one}.md": f"# Work\n\n[p](Work%20{one}/Page%20{two}.md)\n".encode(),
            f"Table {one}.csv": b"Name,Note\nx,a|b\n",
        },
    )
    outer = archive(tmp_path / "Export.zip", {"Part-1.zip": inner.read_bytes()})
    inner.unlink()
    bring_in(outer)
    page = titled("页面")
    assert (page.category, page.tags) == (("Work",), ("a", "b"))
    assert page.created.date().isoformat() == "2020-05-01"
    assert page.source == f"{outer}!/Part-1.zip!/Work {one}/Page {two}.md"
    assert {link.note_id for link in library.links(titled("Work").id)} == {page.id}
    assert titled("Table").body == "| Name | Note |\n| --- | --- |\n| x | a\\|b |\n"
    assert bring_in(outer).unchanged == 3


def test_zip_that_wants_out_or_blows_up(tmp_path: Path, bring_in: BringIn) -> None:
    path = tmp_path / "bad.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("../evil.md", "out")
        file.writestr("/abs.md", "out")
        file.writestr("C:\\win.md", "out")
        file.writestr("bomb.md", b"0" * 30_000_000)
        link = zipfile.ZipInfo("link.md")
        link.external_attr = 0o120777 << 16
        file.writestr(link, "/etc/passwd")
        file.writestr("good.md", "# Good\n")
    report = bring_in(path)
    assert len(report.created) == 1
    assert (
        sorted(one.code for one in report.refused)
        == [FaultCode.ARCHIVE_BOMB] + [FaultCode.OUTSIDE] * 3
    )
    assert WarningCode.LINK_SKIPPED in codes(report)
    assert not (tmp_path / "evil.md").exists()


class WindowsName(zipfile.ZipInfo):
    """A name as Windows writes it: in GBK, without a word about it."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.filename.encode("gbk"), self.flag_bits


def test_zip_names_from_windows(tmp_path: Path, bring_in: BringIn, titled: Titled) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(WindowsName("学习笔记/数据库的设计.md"), "words\n")
    bring_in(path)
    note = titled("数据库的设计")
    assert note.category == ("学习笔记",)
    assert note.source == f"{path}!/学习笔记/数据库的设计.md"


def test_zip_that_names_a_member_in_broken_utf8(tmp_path: Path, bring_in: BringIn) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("笔记.md", "text")
        file.writestr("b.md", "whole")
    data = path.read_bytes()
    name = "笔记.md".encode()
    assert data.index(name) == 30  # in the member's own header, which is read when it is opened
    path.write_bytes(data[:30] + b"\x9d" * len(name) + data[30 + len(name) :])
    report = bring_in(path)
    assert len(report.created) == 1
    assert len(report.refused) == 1


@pytest.mark.parametrize("name", ["x.zip", "x.jex", "x.ctb", "x.enex"])
def test_broken_containers_are_refused(write: Write, bring_in: BringIn, name: str) -> None:
    starts = {
        "x.zip": b"PK\x03\x04",
        "x.jex": b"\0" * 257 + b"ustar",
        "x.ctb": b"SQLite format 3\0",
        "x.enex": b"<?xml version='1.0'?><en-export>",
    }
    folder = write(name, starts[name] + b"garbage" * 50)
    report = bring_in(folder / name)
    assert len(report.refused) == 1
    assert report.created == []


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Library]:
    library = Library.open(tmp_path / "other.banyan", create=True)
    yield library
    library.close()


def test_another_library(bring_in: BringIn, library: Library, other: Library) -> None:
    other.create_note(
        NewNote(
            "A",
            "see [[B]] ![](p.png)\n",
            category=("x", "y"),
            tags=("t",),
            starred=True,
            attachments=(NewAttachment("p.png", "p.png", PNG),),
        )
    )
    other.create_note(NewNote("B", "words\n"))
    path = Path(other.path)
    other.close()
    bring_in(path)
    note = library.note(library.find("A"))
    assert (note.category, note.tags, note.starred) == (("x", "y"), ("t",), True)
    assert set(library.attachments(note.id)) == {"p.png"}
    assert {link.note_id for link in library.links(note.id) if link.note_id} == {library.find("B")}
    assert bring_in(path).created == []
    assert len(list(library.notes(Scope()))) == 2


def test_obsidian_vault(write: Write, bring_in: BringIn, library: Library, titled: Titled) -> None:
    write(".obsidian/app.json", "{}")
    write("Attachments/图 一.png", PNG)
    write("Deep/Other.md", "---\naliases: [别名]\n---\nwords\n")
    write("2024-01-02.md", "A day.\n")
    folder = write(
        "Note.md",
        "---\ntags: one two\n---\n# Not the title\n\n"
        "#inline and #中文/下级 not#this `#code` #123\n\n"
        "```\n#fence\n```\n\n![[图 一.png|300]] ![[Other]] [[别名]] [[Other#h|x]] [[Nowhere]]\n",
    )
    report = bring_in(folder)
    note = titled("Note")
    assert set(note.tags) == {"one", "two", "inline", "中文/下级"}
    assert set(library.attachments(note.id)) == {"图 一.png"}
    other = titled("Other").id
    ends = {link.target: link.note_id for link in library.links(note.id)}
    assert (ends["Other"], ends["别名"], ends["Nowhere"]) == (other, other, None)
    missing = [f.values["target"] for f in report.findings if f.code is WarningCode.LINK_MISSING]
    assert missing == ["Nowhere"]
    assert titled("2024-01-02").created.date().isoformat() == "2024-01-02"


def test_format_can_be_forced(write: Write, bring_in: BringIn, library: Library) -> None:
    folder = write("a.txt", "---\ntitle: x\n---\n  • one\n")
    report = bring_in(folder / "a.txt", options=ReadOptions(format="markdown"))
    assert library.note(report.created[0]).body == "  • one\n"
