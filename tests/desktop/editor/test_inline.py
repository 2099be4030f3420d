from __future__ import annotations

import time

import pytest

from desktop.editor.highlighter import line_spans
from desktop.editor.inline import link_target, plain_ranges, spans


def looks(text: str) -> set[tuple[str, str]]:
    return {(text[start:end], look) for start, end, look in spans(text) if look != "faint"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("**粗体。**后面", {("粗体。", "strong")}),
        ("他说**（注意）**这个", {("（注意）", "strong")}),
        ("*italic* *中文*", {("italic", "emphasis"), ("中文", "stressed")}),
        ("***both***", {("both", "strong_emphasis")}),
        ("**a *b* c**", {("a *b* c", "strong"), ("b", "emphasis")}),
        ("snake_case_name", set()),
        ("_下划线_强调", {("下划线", "stressed")}),
        ("2 * 3 * 4", set()),
        ("~~x~~ ==y==", {("x", "struck"), ("y", "marked")}),
        ("`a*b*` ``c`d``", {("`a*b*`", "code"), ("``c`d``", "code")}),
        ("\\*no\\*", set()),
        ("价格 $5 和 $6", set()),
        ("$E=mc^2$", {("$E=mc^2$", "math")}),
        ("[[页面|名]]", {("[[页面|名]]", "link")}),
        ("[链接](a_b_c.md)", {("链接", "link"), ("](a_b_c.md)", "target")}),
        ("见https://a.b/c。好", {("https://a.b/c", "target")}),
        ("#标签/子 a#b #1", {("#标签/子", "tag")}),
        ("<kbd>x</kbd>", {("<kbd>", "html"), ("</kbd>", "html")}),
    ],
)
def test_spans(text, found):
    assert looks(text) == found


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("see [[页面#节|名]] x", "页面#节"),
        ("see [a](b.md) x", "b.md"),
        ("see ![a](<图 1.png>) x", "图 1.png"),
        ('see [a](https://x.y "t") x', "https://x.y"),
        ("see https://x.y/z. x", "https://x.y/z"),
        ("see <https://x.y> x", "https://x.y"),
        ("see `[a](b)` x", None),
    ],
)
def test_link_target(text, target):
    assert link_target(text, 6) == target
    assert link_target(text, 0) is None


@pytest.mark.parametrize(
    "unit",
    [
        "*",
        "_",
        "**a ",
        "[",
        "![",
        "[[",
        "`",
        "$",
        "<",
        "<a ",
        "~~",
        "#",
        "http://",
        "[a](",
        "(",
        "\\",
        "*a_b`c[",
        "$a",
    ],
)
def test_a_hostile_line_costs_little(unit):
    text = unit * (20_000 // len(unit))
    start = time.process_time()
    line_spans(text[:19_999])
    plain_ranges(text[:19_999])
    assert time.process_time() - start < 2


def test_block_looks():
    assert line_spans("## 二")[0] == (0, 4, "heading2")
    assert line_spans("- [x] done")[2:] == [(2, 5, "marker"), (5, 10, "done")]
    assert line_spans("  - a")[:2] == [(0, 4, "indent"), (2, 3, "marker")]
    assert (2, 9, "callout") in line_spans("> [!NOTE] a")
    assert line_spans("* * *") == [(0, 5, "faint")]
