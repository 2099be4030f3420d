"""The first words of a body, quickly, whatever the body is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes.storage.excerpt import LENGTH, excerpt


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("a\n\n---\n\nb", "a b"),
        ("```py\nx = 1\n```\n\nafter", "x = 1 after"),
        ("[r]: http://x\nwords", "words"),
        ("| a | b |\n|---|:-:|\n| 1 | 2 |", "| a | b | | 1 | 2 |"),
        ("-| --:--", "-| --:--"),  # half a border
    ],
)
def test_words_after_rules_fences_and_references_are_kept(body: str, words: str) -> None:
    assert excerpt(body) == words


@pytest.mark.parametrize(
    "part", ["- ", "--- ", "|--", "-:-", "::", "\n", "{{", "{%", "[a]: ", "\\["]
)
def test_hostile_bodies_do_not_hang(part: str) -> None:
    start = time.monotonic()
    excerpt(part * 2000 + "x")
    excerpt(f"| a |\n{part * 40}x")
    assert time.monotonic() - start < 2


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("# 标题\n\n正文", "正文"),
        ("# 别的\n\n正文", "别的 正文"),
        ("# 标题", "标题"),
        ("**粗体** _斜体_ `代码` ~~删~~ a_b_c 2 * 3", "粗体 斜体 代码 删 a_b_c 2 * 3"),
        ("- [ ] 任务\n1. 一\n> 引用", "任务 一 引用"),
        ("![图](a.png)[链接](b) [[页面|别名]] [[页]]", "链接 别名 页"),
        ("```python\ncode\n```\n后", "code 后"),
        ("---\n\n| a | b |\n| --- | --- |\n| 1 | 2 |", "| a | b | | 1 | 2 |"),
        ("<div class='x'>块</div><script>alert(1)</script>", "块"),
        ("> [!NOTE] 提示\n> 内容", "提示 内容"),
        ("a\x00b\u202ec", "abc"),
        ("", ""),
    ],
)
def test_excerpts(body: str, words: str) -> None:
    assert excerpt(body, "标题") == words


@given(st.text(max_size=400))
def test_an_excerpt_is_one_short_line(body: str) -> None:
    found = excerpt(body)
    assert len(found) <= LENGTH
    assert "\n" not in found
