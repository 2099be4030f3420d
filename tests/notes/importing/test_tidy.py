"""Tidying gives scraped text its structure back, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes.importing.tidy import ALL, RULES, steps, tidy


def one(rule: str, text: str) -> str:
    return tidy(text, {rule})[0]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("words\n  • one\n  • two\nmore\n", "words\n\n- one\n- two\n\nmore\n"),
        ("● 一\n● 二\n", "- 一\n- 二\n"),
        ("　・一\n　・二\n", "- 一\n- 二\n"),
        ("  1. a\n    1. b\n    2. c\n  2. d\n", "1. a\n   1. b\n   2. c\n2. d\n"),
        ("1、甲\n2、乙\n", "1. 甲\n2. 乙\n"),
        ("１．甲\n２．乙\n", "1. 甲\n2. 乙\n"),
        ("  7. 载体 1. 应用。 2. 运维。\n", "7. 载体\n   1. 应用。\n   2. 运维。\n"),
        ("```\n• code\n```\n", "```\n• code\n```\n"),
        ("version 1.2 is 3.14\n", "version 1.2 is 3.14\n"),
        ("1、甲\n（1）乙\n（2）丙\n2、丁\n", "1. 甲\n   1. 乙\n   2. 丙\n2. 丁\n"),
        ("a\n    b\n        c\n    d\ne\n", "- a\n  - b\n    - c\n  - d\n- e\n"),
        ("甲\n\t乙\n\t\t丙\n丁\n", "- 甲\n  - 乙\n    - 丙\n- 丁\n"),
        ("if a\n    b = 1\n    c = 2\nd\n", "if a\n    b = 1\n    c = 2\nd\n"),
        ("a\n      b\n  c\nd\n", "a\n      b\n  c\nd\n"),
    ],
)
def test_lists(before: str, after: str) -> None:
    assert one("lists", before) == after


def test_bare_headings_need_lists_to_lead() -> None:
    block = "第{n}部分\n\n- a\n- b\n\n"
    text = "开头的一段话,说明要讲什么。\n\n" + "".join(block.format(n=n) for n in "一二三")
    assert one("headings", text).count("## 第") == 3
    captions = "一段话。\n\n全副武装\n\n又一段话。\n\n再见朋友\n\n第三段话。\n"
    assert one("headings", captions) == captions


def test_numbered_sections_with_text_are_headings() -> None:
    text = "一、准备\n先装好。\n二、开始\n再运行。\n"
    assert one("headings", text) == "## 一、准备\n先装好。\n## 二、开始\n再运行。\n"
    for other in ("一、准备\n二、开始\n三、结束\n", "一、先装好；\n然后\n二、再运行。\n好\n"):
        assert one("headings", other) == other


def test_wrapped_english_and_printed_indents_are_paragraphs() -> None:
    wrapped = "It was a bright cold day in April, and the clocks were\nstriking thirteen.\n"
    assert one("line-breaks", wrapped) == wrapped
    assert one("line-breaks", 'Then:\n\n    "What is it?" she asked.\n') == (
        'Then:\n\n"What is it?" she asked.\n'
    )
    code = "Then:\n\n    print(a)\n"
    assert one("line-breaks", code) == code


def test_outline_keeps_its_line_breaks() -> None:
    text = "# cloud\nDocker\nYARN\n- child\nanna\n"
    assert one("line-breaks", text) == "# cloud\n\nDocker  \nYARN\n\n- child\n\nanna\n"


def test_chrome_goes_from_both_ends_only() -> None:
    text = "首页\n\n归档\n\n正文提到评论。\n\n评论\n\n正文还在。\n\n上一篇: x\n\n评论\n"
    assert one("chrome", text) == "正文提到评论。\n\n评论\n\n正文还在。\n"
    assert one("chrome", "首页 | 归档 | 关于\nHome About\n正文\n评论 分享\n") == "正文\n"


def test_lost_fences_and_line_numbers() -> None:
    text = "How:\n\n1\n2\n3\nint a = 1;\nint b = 2;\nreturn a;\n\nDone so.\n"
    assert tidy(text, {"line-numbers", "code-fences"})[0] == (
        "How:\n\n```\nint a = 1;\nint b = 2;\nreturn a;\n```\n\nDone so.\n"
    )


def test_calls_are_code_beside_definitions() -> None:
    text = "import os\ndef main():\n    print(os.getcwd())\n"
    assert one("code-fences", text) == f"```\n{text}```\n"


def test_each_rule_is_a_step_of_its_own_and_can_be_left_out() -> None:
    text = "首页\n\n  • a\n  • b\n"
    found = steps(text, ALL)
    assert [step.rule for step in found] == ["chrome", "lists"]
    assert found[0].before == text
    assert tidy(text, ALL - {"chrome"})[0].startswith("首页")
    assert tidy(text, ()) == (text, ())


@given(st.text("ab 一。\n#-*•1.、`~>|\t　", max_size=200))
def test_any_text_is_tidied_once_and_for_all(text: str) -> None:
    letters = sorted(char for char in text if char in "ab一")
    for rule in RULES:
        if rule.name in {"chrome", "line-numbers"}:
            continue
        after = one(rule.name, text)
        assert sorted(char for char in after if char in "ab一") == letters
