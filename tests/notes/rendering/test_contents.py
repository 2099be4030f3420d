"""`[TOC]` lists the headings of the document."""

from __future__ import annotations

import re

from notes.rendering.document import LiveDocument
from notes.rendering.markdown import RenderOptions, render


def listed(html: str) -> list[tuple[int, str, str]]:
    """Depth, address and words of each entry."""
    inside = html.partition('<div class="toc">')[2].partition("</div>")[0]
    found, depth = [], 0
    for tag, address, words in re.findall(r'<(/?ul|a href="#([^"]*)">([^<]*))', inside):
        if tag == "ul":
            depth += 1
        elif tag == "/ul":
            depth -= 1
        else:
            found.append((depth, address, words))
    assert depth == 0
    return found


def test_headings_nested_by_level() -> None:
    html = render(
        "[TOC]\n\n## 一 `x`\n\n#### 二[^1]\n\n### 三\n\n# 一 x\n\n[^1]: n\n\n> # in a quote\n"
    )
    assert listed(html) == [
        (1, "一-x", "一 x"),
        (2, "二", "二"),
        (2, "三", "三"),
        (1, "一-x_1", "一 x"),
    ]


def test_only_alone_and_only_where_it_is_no_link() -> None:
    assert "toc" not in render("see [TOC]\n\n# a")
    assert "toc" not in render("`[TOC]`\n\n# a")
    assert "<li>" not in render("[TOC]\n\n# a\n\n[toc]: /u")
    assert listed(render("[toc]\n\ntext")) == []


def test_it_follows_the_headings() -> None:
    document = LiveDocument("[TOC]\n\n# a\n\ntext\n", RenderOptions())
    document.update(0, lambda: False)
    document.edit(len("[TOC]\n\n# a"), 0, "b")
    changed = "".join(
        block.html or ""
        for _, _, blocks in document.update(0, lambda: False).splices
        for block in blocks
    )
    assert listed(changed) == [(1, "ab", "ab")]


def test_a_heading_cannot_break_out() -> None:
    html = render('[TOC]\n\n# <img src=x onerror=a> "><script>x</script> [l](javascript:x)\n')
    assert "onerror" not in html
    assert "<script" not in html
    assert "javascript:" not in html.partition("</div>")[0]
