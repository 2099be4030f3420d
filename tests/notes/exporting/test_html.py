"""HTML out: one file with all that it shows, nothing that runs or loads."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from notes.exporting.base import ExportOptions, ExportReport, ExportWarning
from notes.exporting.page import Page
from notes.exporting.run import export
from notes.importing.plan import make_plan
from notes.importing.run import apply_plan
from notes.library import Library
from notes.model import NewAttachment, NewNote

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
HOSTILE = """<script>alert(1)</script><img src=x onerror=alert(1)><iframe src="https://e.org"></iframe>
<a href="javascript:alert(1)">x</a> <form action="https://e.org"><input type=password></form>
<link rel=stylesheet href=https://e.org/x.css> <meta http-equiv=refresh content="0;url=https://e.org">
<base href="https://e.org/"> ![x](https://e.org/pixel.png) <style>@import "https://e.org/x"</style>
<svg onload=alert(1)> <object data="https://e.org"></object> </main></body></html>
`</style><script>alert(2)</script>` and `src="note-asset:0"` and `href="note:0"`
"""


class Tags(HTMLParser):
    """Every tag of a page with its attributes, and the title."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def named(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.found if tag == name]


@pytest.fixture
def library(library_path: Path) -> Iterator[Library]:
    with closing(Library.open(library_path, create=True)) as opened:
        yield opened


def make(library: Library, title: str, body: str, *files: NewAttachment, **more: object) -> str:
    new = NewNote(title, body, attachments=files, **more)  # type: ignore[arg-type]  # test's own
    return library.create_note(new).created[0]


def out(library: Library, note_id: str, folder: Path, **options: bool) -> tuple[str, ExportReport]:
    file = folder / "note.html"
    report = export(library, [note_id], "html", file, ExportOptions(overwrite=True, **options))
    return file.read_text(encoding="utf-8"), report


def test_a_page_has_all_inside_and_a_policy(library: Library, tmp_path: Path) -> None:
    files = (
        NewAttachment("图 片.png", "图 片.png", PNG),
        NewAttachment("files/a.pdf", '"a".pdf', b"%PDF-1.4 test", "application/pdf"),
    )
    body = "# 榕树\n\n![图](<图 片.png>) [附件](files/a.pdf)\n\n```python\nx = 1\n```\n"
    note = make(library, "榕树", body, *files, category=("技术", "云"), tags=("a/b",))
    page, report = out(library, note, tmp_path)
    tags = Tags(page)
    assert not report.warnings
    assert tags.named("html")[0]["lang"] == "zh-Hans"
    policy = next(meta["content"] for meta in tags.named("meta") if "http-equiv" in meta)
    assert policy is not None
    assert policy.startswith("default-src 'none'; img-src data:; style-src 'unsafe-inline'")
    assert [image["src"] for image in tags.named("img")] == [
        "data:image/png;base64," + base64.b64encode(PNG).decode()
    ]
    (link,) = tags.named("a")
    assert (
        link["href"] == "data:application/pdf;base64," + base64.b64encode(b"%PDF-1.4 test").decode()
    )
    assert link["download"] == '"a".pdf'
    assert "prefers-color-scheme: dark" in page
    assert re.search(r'<span class="\w+">1</span>', page)  # code colours
    assert len(tags.named("h1")) == 1  # the title is not said twice
    assert "技术 / 云 · #a/b · " in page


def test_nothing_runs_and_nothing_loads(library: Library, tmp_path: Path) -> None:
    page, _ = out(library, make(library, HOSTILE, HOSTILE, tags=("<b>x",)), tmp_path)
    tags = Tags(page)
    names = [tag for tag, _ in tags.found]
    assert not set(names) & {
        "script", "iframe", "form", "object", "embed", "link", "base", "svg", "frame",
    }  # fmt: skip
    assert names.count("style") == names.count("body") == names.count("main") == 1
    assert len([meta for meta in tags.named("meta") if "http-equiv" in meta]) == 1
    for _, attributes in tags.found:
        assert not [name for name in attributes if name.startswith("on")]
        assert not (attributes.get("src") or "").startswith(("http", "//"))
        assert not (attributes.get("href") or "").lower().startswith(("javascript", "note"))
    assert "&lt;b&gt;x" in page
    assert "note-asset:0" in page  # in code it is text and stays


def test_remote_pictures_are_links_unless_asked(library: Library, tmp_path: Path) -> None:
    note = make(library, "a", "![x](https://example.org/x.png)")
    page, report = out(library, note, tmp_path)
    assert Tags(page).named("img") == []
    assert [found.values["target"] for found in report.warnings] == ["https://example.org/x.png"]
    page, report = out(library, note, tmp_path, remote_images=True)
    assert [image["src"] for image in Tags(page).named("img")] == ["https://example.org/x.png"]
    assert "img-src data: https: http:;" in page
    assert report.warnings == []


def test_links_between_exported_notes_work(library: Library, tmp_path: Path) -> None:
    first = make(library, "第一 篇", "[[第二#章 节]] [[第三]] [[没有]]", category=("a",))
    second = make(library, "第二", "# 章 节\n\n[[第一 篇]] [[#章 节]]", category=("b", "c"))
    make(library, "第三", "x")
    report = export(library, [first, second], "html", tmp_path / "out")
    pages = {item.note_id: item.path for item in report.written}
    page = pages[first].read_text(encoding="utf-8")
    links = [link.get("href") for link in Tags(page).named("a")]
    assert links[0] is not None
    path, _, fragment = links[0].partition("#")
    assert path == "../b/c/%E7%AC%AC%E4%BA%8C.html"
    other = pages[second].read_text(encoding="utf-8")
    ids = [attributes.get("id") for _, attributes in Tags(other).found]
    from urllib.parse import unquote

    assert unquote(fragment) in ids
    assert links[1:] == [None, None]
    back = [link.get("href") for link in Tags(other).named("a")]
    assert back[0] == "../../a/%E7%AC%AC%E4%B8%80%20%E7%AF%87.html"
    assert [(found.code, found.values["target"]) for found in report.warnings] == [
        (ExportWarning.LINK_LEFT_OUT, "第三"),
        (ExportWarning.LINK_GONE, "没有"),
    ]


def test_line_breaks_are_shown_if_asked(library: Library, tmp_path: Path) -> None:
    note = make(library, "a", "one\ntwo\n")
    assert "<br" not in out(library, note, tmp_path)[0]
    assert "<br" in out(library, note, tmp_path, line_breaks=True)[0]


def test_missing_pictures_are_said(library: Library, tmp_path: Path) -> None:
    page, report = out(library, make(library, "a", "![x](gone.png)"), tmp_path)
    assert [(found.code, found.values["target"]) for found in report.warnings] == [
        (ExportWarning.IMAGE_GONE, "gone.png")
    ]
    assert Tags(page).named("img") == []


def test_control_characters_of_a_title_are_shown_as_such() -> None:
    page = Page(title="a\x1b[31m\u202eb & <i>", content="<p>x</p>").html()
    assert "<title>a\ufffd[31m\ufffdb &amp; &lt;i&gt;</title>" in page
    assert 'lang="en"' in page


def test_notes_inside_notes_come_along_but_for_protected_ones(
    library: Library, tmp_path: Path
) -> None:
    make(library, "乙", "## 节\n\n![图](a.png) 内容 [[丙]]\n", NewAttachment("a.png", "a.png", PNG))
    make(library, "丙", "x")
    make(library, "锁", "秘密", protected=True)
    note = make(library, "甲", "![[乙#节]]\n\n![[锁]]\n")
    page, report = out(library, note, tmp_path)
    assert "内容" in page
    assert Tags(page).named("img")[0]["src"].startswith("data:image/png")  # type: ignore[union-attr]
    assert "秘密" not in page
    assert [(found.code, found.values["target"]) for found in report.warnings] == [
        (ExportWarning.LINK_LEFT_OUT, "丙"),
        (ExportWarning.LINK_LEFT_OUT, "锁"),
    ]
    page, _ = out(library, note, tmp_path, include_protected=True)
    assert "秘密" in page


@pytest.mark.parametrize(("language", "title"), [("en", "Tip"), ("zh_CN", "提示")])
def test_callouts_are_headed_in_the_persons_language(
    library: Library, tmp_path: Path, language: str, title: str
) -> None:
    note_id = make(library, "a", "> [!TIP]\n> 内容\n\n> [!TIP] Mine\n> 内容")
    file = tmp_path / "a.html"
    export(library, [note_id], "html", file, ExportOptions(language=language))
    page = file.read_text(encoding="utf-8")
    assert re.findall('class="callout-title">([^<]*)<', page) == [title, "Mine"]


def test_a_page_comes_back_as_the_note_that_it_was(
    library: Library, tmp_path: Path, library_path: Path
) -> None:
    body = "第一段。\n\n```\nx = 1\n```\n\n- [x] 做完\n"
    note = make(library, "会议 & 记录", body, category=("技术", "云"), tags=("工作", "a/b"))
    out(library, note, tmp_path)
    file = next(tmp_path.rglob("*.html"))
    other = Library.open(library_path.with_name("other.banyan"), create=True)
    with closing(other):
        (made,) = apply_plan(other, make_plan([str(file)], other)).created
        back, was = other.note(made), library.note(note)
        assert (back.title, back.category, back.tags) == (was.title, was.category, was.tags)
        assert (back.created, back.modified) == (was.created, was.modified)
        assert back.body.strip() == body.strip()


def test_links_within_a_page_lead_to_headings_however_ids_are_written(
    library: Library, tmp_path: Path
) -> None:
    body = (
        "[a](#1-甲--乙-ab) [b](#乙-1) [c](#丙) [d](#没有) [e](#c) [f](#Raw_Id)\n\n"
        "# 1. 甲 & 乙 (a/b)\n\n# 乙\n\n# 乙\n\n# 丙 {#c}\n\n<a name='Raw_Id'></a>\n"
    )
    page, _ = out(library, make(library, "t", body), tmp_path)
    found = [unquote(tag["href"] or "") for tag in Tags(page).named("a") if "href" in tag]
    assert found == ["#1-甲-乙-ab", "#乙_1", "#c", "#没有", "#c", "#Raw_Id"]
