"""Emphasis beside Chinese, where CommonMark's rule leaves stars."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes.rendering.markdown import render


def _inner(source: str) -> str:
    return render(source).replace(' class="cjk"', "").removeprefix("<p>").removesuffix("</p>")


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("这是**重点。**后面", "这是<strong>重点。</strong>后面"),
        ("他说**（注意）**这个", "他说<strong>（注意）</strong>这个"),
        ("**「引」**后", "<strong>「引」</strong>后"),
        ("前**“引”**后", "前<strong>“引”</strong>后"),
        ('前**"引"**后', '前<strong>"引"</strong>后'),
        ("前*`x`*后", "前<em><code>x</code></em>后"),
        ("前**[链](u)**后", '前<strong><a href="u">链</a></strong>后'),
        ("~~旧，~~新", "<del>旧，</del>新"),
        ("==亮。==后", "<mark>亮。</mark>后"),
        ("**50%**的", "<strong>50%</strong>的"),
        ("日本語**（にほんご）**です", "日本語<strong>（にほんご）</strong>です"),
        ("重写__init__方法，变量_名_称", "重写__init__方法，变量_名_称"),
        ("（_重点_）", "（<em>重点</em>）"),
        ("2 * 3 * 4，a == b == c", "2 * 3 * 4，a == b == c"),
        ("3~5 天，6~8 天", "3~5 天，6~8 天"),
        ("***粗斜***", "<em><strong>粗斜</strong></em>"),
        ("**粗*斜*粗**", "<strong>粗<em>斜</em>粗</strong>"),
        (r"\*不是\* **\*是\***", "*不是* <strong>*是*</strong>"),
        ("==== 不是 ~~~~ 也不是", "==== 不是 ~~~~ 也不是"),
    ],
)
def test_beside_chinese(source: str, html: str) -> None:
    assert _inner(source) == html


def test_emphasised_chinese_is_marked() -> None:
    assert '<em class="cjk">' in render("*中文*")
    assert "<em>" in render("*English*")


@given(
    st.text(alphabet="天地，。（）「」", min_size=1, max_size=6),
    st.text(alphabet="天地，。（）「」", min_size=1, max_size=6),
    st.text(alphabet="天地，。（）「」", min_size=1, max_size=6),
)
def test_chinese_never_forbids_bold(before: str, bold: str, after: str) -> None:
    assert _inner(f"{before}**{bold}**{after}") == f"{before}<strong>{bold}</strong>{after}"
