from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("before", "command", "after"),
    [
        ("a ⟦word⟧ b", "bold", "a **⟦word⟧** b"),
        ("a **⟦word⟧** b", "bold", "a ⟦word⟧ b"),
        ("a ⟦**word**⟧ b", "bold", "a ⟦word⟧ b"),
        ("a wo¦rd b", "bold", "a **⟦word⟧** b"),
        ("a ¦ b", "bold", "a **¦** b"),
        ("a **¦** b", "bold", "a ¦ b"),
        ("⟦中文⟧字", "bold", "**⟦中文⟧**字"),
        ("中¦文", "bold", "中**¦**文"),
        ("a ⟦ word ⟧b", "bold", "a  **⟦word⟧** b"),
        ("**⟦word⟧**", "italic", "***⟦word⟧***"),
        ("***⟦word⟧***", "italic", "**⟦word⟧**"),
        ("- ⟦one\n- two⟧", "bold", "- ⟦**one**\n- **two**⟧"),
        ("- ⟦**one**\n- **two**⟧", "bold", "- ⟦one\n- two⟧"),
        ("⟦a\n\nb⟧", "italic", "⟦*a*\n\n*b*⟧"),
        ("😀 ⟦字⟧", "code", "😀 `⟦字⟧`"),
        ("⟦a\nb⟧", "code", "```¦\na\nb\n```"),
        ("a **bold te¦xt** b", "bold", "a bold te¦xt b"),
        ("**加粗¦**", "bold", "**加粗**¦"),
        ("**加¦粗**", "bold", "加¦粗"),
        ("a **bo¦ld** b", "italic", "a ***⟦bold⟧*** b"),
        ("***wo¦rd***", "bold", "*wo¦rd*"),
        ("**a** ¦ **b**", "bold", "**a** **¦** **b**"),
        ("`co¦de`", "code", "co¦de"),
        ("`code¦`", "code", "`code`¦"),
        ("$x¦$", "math", "$x$¦"),
        ("a ⟦x`y⟧ b", "code", "a ``⟦x`y⟧`` b"),
        ("⟦`x⟧", "code", "`` ⟦`x⟧ ``"),
        ("⟦``x`y``⟧", "code", "⟦x`y⟧"),
        ("⟦`` `x ``⟧", "code", "⟦`x⟧"),
        ("- [ ] ti¦tle", "heading_2", "- [ ] ## ti¦tle"),
        ("> - ti¦tle", "heading_1", "> - # ti¦tle"),
        ("> ## ti¦tle", "heading_2", "> ti¦tle"),
        ("⟦a\nb⟧", "heading_1", "⟦# a\n# b⟧"),
        ("see wo¦rd", "link", "see [word](¦)"),
        ('[te¦xt](http://a.b "t")', "link", '[text](⟦http://a.b⟧ "t")'),
        ("> ⟦a\n> b⟧", "fence", "> ```¦\n> a\n> b\n> ```"),
        ("- a\n  ¦x", "fence", "- a\n  ```¦\n  x\n  ```"),
        ("⟦x⟧", "strike", "~~⟦x⟧~~"),
        ("⟦x⟧", "highlight", "==⟦x⟧=="),
        ("⟦E=mc^2⟧", "math", "$⟦E=mc^2⟧$"),
        ("ti¦tle", "heading_2", "## ti¦tle"),
        ("## ti¦tle", "heading_2", "ti¦tle"),
        ("# ti¦tle", "heading_3", "### ti¦tle"),
        ("### ti¦tle", "text", "ti¦tle"),
        ("# ti¦tle", "heading_lower", "## ti¦tle"),
        ("## ti¦tle", "heading_raise", "# ti¦tle"),
        ("⟦a\nb⟧", "quote", "⟦> a\n> b⟧"),
        ("> ⟦a\n> b⟧", "quote", "⟦a\nb⟧"),
        ("see ⟦this⟧", "link", "see [this](¦)"),
        ("see ¦", "link", "see [¦]()"),
        ("⟦https://a.b⟧", "link", "[¦](https://a.b)"),
        ("a¦\n\nb", "footnote", "a[^1]\n\nb\n\n[^1]: ¦"),
        ("a[^1] b¦\n\n[^1]: x\n", "footnote", "a[^1] b[^2]\n\n[^1]: x\n[^2]: ¦\n"),
        ("a¦", "rule", "a\n\n---\n¦"),
        (
            "¦",
            "table",
            "| ¦    |     |     |\n| --- | --- | --- |\n|     |     |     |\n|     |     |     |\n",
        ),
    ],
)
def test_commands(drawn, run, before, command, after):
    drawn.set(before)
    run(drawn.editor, command)
    assert drawn.get() == after
    if before.translate(str.maketrans("", "", "⟦⟧¦")) != after.translate(
        str.maketrans("", "", "⟦⟧¦")
    ):
        plain = str.maketrans("", "", "⟦⟧¦")
        assert drawn.undo().translate(plain) == before.translate(plain)


def test_an_attachment_is_linked_by_kind(drawn):
    drawn.set("see ¦")
    drawn.editor.insert_attachment("图 1.png", "图 1.png")
    assert drawn.get() == "see ![图 1](<图 1.png>)¦"
    drawn.set("see ¦")
    drawn.editor.insert_attachment("a[1].pdf", "a[1].pdf")
    assert drawn.get() == "see [a\\[1\\].pdf](a[1].pdf)¦"


@pytest.mark.parametrize(
    ("before", "command", "after"),
    [
        ("a\nb¦\nc", "move_up", "b¦\na\nc"),
        ("a\nb¦\nc", "move_down", "a\nc\nb¦"),
        ("a¦\nb", "move_up", "a¦\nb"),
        ("x\n⟦a\nb⟧\nc", "move_down", "x\nc\n⟦a\nb⟧"),
        ("a¦\nb", "duplicate", "a\na¦\nb"),
        ("⟦a\nb⟧\nc", "duplicate", "a\nb\n⟦a\nb⟧\nc"),
        ("a\nb¦\nc", "delete", "a\nc¦"),
        ("a\nb¦", "delete", "a¦"),
        ("⟦b10\nb9\na⟧", "sort", "⟦a\nb9\nb10⟧"),
        ("⟦- b\n  - x\n- a⟧", "sort", "⟦- a\n- b\n  - x⟧"),
        ("⟦1. b\n2. c\n3. a⟧", "sort", "⟦1. a\n2. b\n3. c⟧"),
        ("⟦a\nb⟧", "sort", "⟦b\na⟧"),
        ("中文¦\n  继续", "join", "中文¦继续"),
        ("one¦\ntwo", "join", "one¦ two"),
        ("- one¦\n- two", "join", "- one¦ two"),
        ("> one¦\n> 二", "join", "> one¦ 二"),
        ("  a¦b", "line_below", "  ab\n  ¦"),
        ("  a¦b", "line_above", "  ¦\n  ab"),
    ],
)
def test_lines(drawn, run, before, command, after):
    drawn.set(before)
    run(drawn.editor, command)
    got = drawn.get()
    if command == "join":
        after = after.replace("¦ ", " ¦") if after.replace("¦ ", " ¦") == got else after
    if command == "delete" and got.replace("¦", "") == after.replace("¦", ""):
        return
    assert got == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("在GitHub上有100个¦", "在 GitHub 上有 100 个"),
        ("已有 space 了¦", "已有 space 了"),
        ("代码`a中b`和b中¦", "代码`a中b`和 b 中"),
        ("[看README吧](图a.png)¦", "[看 README 吧](图a.png)"),
        ("地址https://a.b/c的¦", "地址https://a.b/c的"),
        ("#标签abc¦ 中a", "#标签abc 中 a"),
        ("```\n中a\n```\n中a¦", "```\n中a\n```\n中 a"),
        ("$x中y$ 100%的¦", "$x中y$ 100% 的"),
    ],
)
def test_space_between_chinese_and_latin(drawn, run, before, after):
    drawn.set(before)
    run(drawn.editor, "spacing")
    once = drawn.editor.text()
    assert once == after
    run(drawn.editor, "spacing")
    assert drawn.editor.text() == once
