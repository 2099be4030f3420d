"""What the page says by style is said in the simple preview too, from the same words."""

from __future__ import annotations

import json
import re

import pytest
from pytestqt.qtbot import QtBot

from desktop.preview.plain_view import PlainPreview
from desktop.preview.spoken import Spoken
from desktop.preview.words import page_texts, word_style
from notes.rendering.markdown import render
from notes.rendering.stylesheet import content_css


def said(source: str, language: str = "en") -> str:
    style = content_css("light") + word_style()
    spoken = Spoken(style, language)
    return re.sub("<[^>]*>", "", spoken.put_into(render(source, targets={}))).strip()


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("![](没有.png)", "Picture not in the library: 没有.png"),
        ("![一棵树](没有.png)", "Picture not in the library: 一棵树 (没有.png)"),
        ("![](https://e.org/a.png)", "Picture on another site, not loaded"),
        ("[[没有]]", "没有 (no such note yet)"),
        (r"$\frac{1}{2$", "a brace has no partner"),
        (r"$\bad$", r"unknown command: \bad"),
        ("- [ ] 未\n- [x] 已", "☐ 未\n☑ 已"),
        ("a &lt; b &amp; c `<b>`", "a &lt; b &amp; c &lt;b&gt;"),
    ],
)
def test_what_is_missing_is_said(source: str, text: str) -> None:
    assert text in said(source)


def test_it_is_said_in_chinese() -> None:
    assert "花括号不成对" in said(r"$\frac{1}{2$", "zh-Hans")
    assert "花括号" not in said(r"$\frac{1}{2$", "en")


def test_other_style_says_nothing() -> None:
    source = "> [!tip]- x\n> y\n\n1. a\n\n**b** [c](d) `e`\n\n| f |\n|---|\n| g |"
    plain = re.sub("<[^>]*>", "", render(source, targets={})).strip()
    assert said(source) == plain


def test_html_comes_out_as_it_went_in() -> None:
    html = '<p>a &lt;b&gt; <img src="x" alt="&quot;"> <br>中&nbsp;<code>&amp;lt;</code></p>'
    assert Spoken("", "en").put_into(html) == html


def test_the_widget_says_it(qtbot: QtBot) -> None:
    view = PlainPreview(lambda _hash, answer: answer(None))
    qtbot.addWidget(view)
    view.set_theme("light", content_css("light"))
    view.set_words(word_style(), page_texts())
    html = render("![](没有.png)\n\n```mermaid\ngraph LR\n```", targets={})
    blocks = f"[[0, 0, [[1, {json.dumps(html)}]]]]"
    view.apply(f'{{"reset": true, "revision": 1, "splices": {blocks}}}')
    qtbot.waitUntil(lambda: "not in the library: 没有.png" in view.toPlainText())
    assert "shows diagrams as text" in view.toPlainText()
