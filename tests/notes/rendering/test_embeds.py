"""Notes inside notes."""

from __future__ import annotations

import re

import pytest

from notes.rendering.document import LiveDocument
from notes.rendering.lookup import LONGEST, EmbeddedNote, Embeds
from notes.rendering.markdown import RenderOptions, render
from notes.rendering.sanitize import sanitize

BODY = """# 乙

开头 [[丙]] [r] [^1]

## 节 一

节的内容 [r] [^1]

### 下一级

> 引用

^yin-yong

## 节 二

- 甲
- 乙 ^item-1

![[丙]]

[r]: https://a.example
[^1]: 脚注
"""
NOTES = {
    "b": EmbeddedNote("乙", BODY, {"丙": "note:c"}),
    "c": EmbeddedNote("丙", "丙的内容\n\n![[丁]]\n\n![[甲]]", {"丁": "note:d", "甲": "note:a"}),
    "d": EmbeddedNote("丁", "丁的内容", {}),
    "a": EmbeddedNote("甲", "甲的内容", {}),
    "x": EmbeddedNote(
        "<b>x", '</div></div><script>x</script><a href="javascript:x">y</a> <div>', {}
    ),
}
TARGETS = {"乙": "note:b", "丙": "note:c", "丁": "note:d", "甲": "note:a", "x": "note:x"}


def show(source: str) -> str:
    return render(source, targets=TARGETS, embeds=Embeds(NOTES, ("a",)))


def test_a_whole_note_with_its_own_links_and_notes() -> None:
    html = show("前\n\n![[乙]]\n\n后")
    assert html.startswith('<p>前</p>\n<div class="embed">\n')
    assert '<a class="wiki embed-title" href="note:b">乙</a>' in html
    assert "<h1" not in html  # the title stands above
    assert '<a class="wiki" href="note:c">丙</a>' in html
    assert '<a href="https://a.example">r</a>' in html
    assert "丙的内容" in html  # one more level
    assert '<a class="wiki embed" href="note:d">丁</a>' in html  # and no deeper
    assert html.endswith("<p>后</p>")


@pytest.mark.parametrize(
    ("fragment", "inside", "outside"),
    [
        ("节 一", ["节的内容", "下一级", "引用", "脚注", "https://a.example"], ["节 二", "开头"]),
        ("乙#下一级", ["引用"], ["节的内容", "脚注"]),
        ("^item-1", ["<li", "乙</li>"], ["甲</li>", "引用"]),
        ("^yin-yong", ["<blockquote>"], ["<li", "节"]),
    ],
)
def test_a_part(fragment: str, inside: list[str], outside: list[str]) -> None:
    html = show(f"![[乙#{fragment}]]").partition("</a></p>")[2]
    assert [text for text in inside if text not in html] == []
    assert [text for text in outside if text in html] == []


def test_what_is_wrong_is_said_in_place() -> None:
    assert 'data-kind="no-section" data-target="没有"' in show("![[乙#没有]]")
    assert 'data-kind="cycle"' in show("![[甲]]")
    assert 'data-kind="cycle"' in show("![[丙]]")  # which shows the outermost
    assert '<a class="wiki missing embed"' in show("![[无]]")


def test_only_where_blocks_may_stand() -> None:
    assert '<div class="embed"' not in show("在句中 ![[丁]] 只是链接")
    assert '<div class="embed"' not in show("| a |\n|-|\n| ![[丁]] |")
    assert show("![[丁]]\n![[丁]]").count('<div class="embed"') == 2
    html = show("- ![[丁]]\n  - 内层\n- b")
    assert re.search(r'<li>\s*<div class="embed">.*丁的内容.*内层', html, re.DOTALL)
    assert '<div class="embed"' not in render("![[丁]]")  # without a library


def test_a_hostile_note_stays_in_its_place() -> None:
    html = show("![[x]]\n\n后")
    assert sanitize(html) == html
    assert "<script" not in html
    assert "javascript:" not in html
    assert "&lt;b&gt;x" in html
    assert html.endswith("</div>\n<p>后</p>")


def test_ids_of_other_notes_are_kept_apart() -> None:
    html = show("# 节 一\n\n![[乙]]\n\na[^1]\n\n[^1]: b")
    ids = re.findall(r' id="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    assert "节-一" in ids
    assert "b:节-一" in ids
    assert set(re.findall(r'href="#([^"]*)"', html)) <= set(ids)


def test_many_embeds_in_one_block_end() -> None:
    notes = {
        "b": EmbeddedNote("b", "![[c]]\n" * 200, {"c": "note:c"}),
        "c": EmbeddedNote("c", "x" * (LONGEST // 20), {}),
    }
    html = render("![[b]]", targets={"b": "note:b"}, embeds=Embeds(notes, ("a",)))
    assert len(html) < 2 * LONGEST
    assert 'data-kind="long"' in html


def test_a_change_of_the_other_note_is_shown() -> None:
    document = LiveDocument("x\n\n![[丁]]\n", RenderOptions(), TARGETS, Embeds(NOTES, ("a",)))
    document.update(0, lambda: False)
    changed = NOTES | {"d": EmbeddedNote("丁", "改过了", {})}
    document.set_targets(TARGETS, Embeds(changed, ("a",)))
    splices = document.update(0, lambda: False).splices
    assert [(at, "改过了" in (blocks[0].html or "")) for at, _, blocks in splices] == [(1, True)]


def test_packing_changes_nothing() -> None:
    embeds = Embeds(NOTES, ("a",))
    assert Embeds.unpack(embeds.pack()) == embeds
