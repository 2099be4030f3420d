"""Links and pictures of documents lead to notes and attachments."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from notes.importing.base import WarningCode
from notes.importing.run import ImportReport
from notes.library import Library
from notes.model import Note

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
Titled = Callable[[str], Note]
Write = Callable[[str, "str | bytes"], Path]
BringIn = Callable[..., ImportReport]


def ends(library: Library, note: Note) -> dict[str, str | None]:
    """Target → title of the note, or the attachment's hash."""
    return {
        link.target: library.note(link.note_id).title if link.note_id else link.attachment
        for link in library.links(note.id)
    }


def missing(report: ImportReport) -> set[str]:
    codes = {WarningCode.LINK_MISSING, WarningCode.IMAGE_MISSING, WarningCode.LINK_OUTSIDE}
    return {str(f.values["target"]) for f in report.findings if f.code in codes}


def test_pictures_by_every_kind_of_path(
    write: Write, bring_in: BringIn, library: Library, titled: Titled
) -> None:
    for name in (
        "images/a.png", "static/img/b.png", "public/c.png", "posts/图片 一.png", "posts/d/e.png",
        "posts/post/f.png",
    ):  # fmt: skip
        write(name, PNG + name.encode())
    folder = write(
        "posts/post.md",
        "---\ntitle: Post\n---\n"
        '![](../images/a.png) ![x](/img/b.png "title") ![](/public/c.png)\n'
        "![](%E5%9B%BE%E7%89%87%20%E4%B8%80.png) ![](<图片 一.png>) ![](./d/e.png)\n"
        '<img src="{{ site.url }}/images/a.png" width=3> ![]({{ site.baseurl }}/images/a.png)\n'
        "![](f.png) ![](nowhere.png) ![](https://example.org/x.png)\n"
        "`![](images/code.png)`\n\n```\n![](fence.png)\n```\n",
    )
    report = bring_in(folder)
    found = library.attachments(titled("Post").id)
    assert set(found) == {
        "../images/a.png", "/img/b.png", "/public/c.png", "%E5%9B%BE%E7%89%87%20%E4%B8%80.png",
        "图片 一.png", "./d/e.png", "{{ site.url }}/images/a.png",
        "{{ site.baseurl }}/images/a.png", "f.png",
    }  # fmt: skip
    assert len({one.hash for one in found.values()}) == 6 == report.attachments
    assert missing(report) == {"nowhere.png"}


def test_notes_by_every_kind_of_link(
    write: Write, bring_in: BringIn, library: Library, titled: Titled
) -> None:
    write("_posts/2020-01-02-target.md", "---\ntitle: Target\npermalink: /the/target/\n---\nx\n")
    write("docs/Other Note.md", "---\naliases: [另名]\n---\nwords\n")
    write("docs/deep/index.md", "# Deep\n")
    folder = write(
        "docs/from.md",
        "# From\n\n"
        "[a]({% post_url 2020-01-02-target %}) [b](/the/target/)\n"
        "[c](../_posts/2020-01-02-target.md#h)\n"
        "[d](Other%20Note.md) [e](<Other Note.md>) [[Other Note]] [[Other Note#x|label]] [[另名]]\n"
        "[f](deep/) ![[Other Note]] [g](gone.md) [[Gone]] [h](#here) [i](https://x.org/target)\n",
    )
    report = bring_in(folder)
    note = titled("From")
    found = ends(library, note)
    assert found["{% post_url 2020-01-02-target %}"] == "Target"
    assert found["/the/target/"] == "Target"
    assert found["../_posts/2020-01-02-target.md"] == "Target"
    assert found["Other%20Note.md"] == found["Other Note.md"] == "Other Note"
    assert found["Other Note"] == found["另名"] == "Other Note"
    assert found["deep/"] == "Deep"
    assert missing(report) == {"gone.md", "Gone"}
    back = library.backlinks(titled("Target").id)
    assert {link.source_id for link in back} == {note.id}


def test_shortcodes_of_hugo_and_hexo(
    write: Write, bring_in: BringIn, library: Library, titled: Titled
) -> None:
    write("content/post/target.md", "+++\ntitle = 'Target'\n+++\nx\n")
    write("static/pic.png", PNG)
    folder = write(
        "content/post/from.md",
        '+++\ntitle = "From"\n+++\n[x]({{< ref "target.md" >}})\n'
        '[y]({{< relref "post/target.md" >}})\n'
        '{{< figure src="/pic.png" title="t" >}}\n',
    )
    report = bring_in(folder)
    assert not missing(report)
    found = ends(library, titled("From"))
    assert found['{{< ref "target.md" >}}'] == "Target"
    assert found['{{< relref "post/target.md" >}}'] == "Target"
    assert len(library.attachments(titled("From").id)) == 1


def test_the_same_name_in_many_folders(
    write: Write, bring_in: BringIn, library: Library, titled: Titled
) -> None:
    write("one/readme.md", "# One\n")
    write("two/readme.md", "# Two\n")
    write("one/pic.png", PNG + b"1")
    write("two/pic.png", PNG + b"2")
    write("two/from.md", "# From two\n\n[r](readme.md) ![](pic.png) [[one/readme]]\n")
    folder = write("one/from.md", "# From one\n\n[r](readme.md) ![](pic.png)\n")
    bring_in(folder)
    assert ends(library, titled("From two"))["readme.md"] == "Two"
    assert ends(library, titled("From two"))["one/readme"] == "One"
    assert ends(library, titled("From one"))["readme.md"] == "One"
    pictures = {
        library.attachments(titled(name).id)["pic.png"].hash for name in ("From one", "From two")
    }
    assert len(pictures) == 2


def test_links_to_notes_that_came_in_before(
    write: Write, bring_in: BringIn, library: Library, titled: Titled
) -> None:
    folder = write("a.md", "# First\n")
    bring_in(folder)
    write("b.md", "# Second\n\n[x](a.md) [[First]]\n")
    report = bring_in(folder)
    assert not missing(report)
    assert set(ends(library, titled("Second")).values()) == {"First"}


def test_files_that_nothing_shows_are_named(write: Write, bring_in: BringIn) -> None:
    write("a.md", "# A\n\n![](shown.png)\n")
    write("shown.png", PNG)
    folder = write("lonely.png", PNG + b"2")
    report = bring_in(folder)
    assert not report.refused
    named = [f.path for f in report.findings if f.code is WarningCode.NOT_A_DOCUMENT]
    assert named == [str(folder / "lonely.png")]
