"""Callouts as Obsidian and GitHub write them."""

from __future__ import annotations

import re

import pytest

from notes.rendering.callouts import KINDS, Callout, kind_of, parse_head
from notes.rendering.markdown import RenderOptions, render
from notes.rendering.words import words
from resources.messages import LANGUAGES, table

OBSIDIAN = words(
    "note abstract summary tldr info todo tip hint important success check done question help "
    "faq warning caution attention failure fail missing danger error bug example quote cite"
)


@pytest.mark.parametrize("name", sorted(OBSIDIAN))
def test_every_kind_has_its_look(name: str) -> None:
    html = render(f"> [!{name.upper()}]\n> 内容")
    assert f'<div class="callout callout-{kind_of(name)}">' in html
    assert f'<p class="callout-title">{name.capitalize()}</p>' in html
    assert kind_of(name) in KINDS


def test_head() -> None:
    assert parse_head("[!note]") == Callout("note", "Note")
    assert parse_head("[!TIP]- **标题** ") == Callout("tip", "**标题**", folded=True)
    assert parse_head("[!faq]+ x") == Callout("question", "x", folded=False)
    assert parse_head("[!my-kind] x") == Callout("note", "x")
    assert parse_head("[!note|wide] x") == Callout("note", "x")
    assert parse_head("[!note]x") is None
    assert parse_head("[note] x") is None


def test_folded() -> None:
    html = render("> [!tip]- 标题\n> 内容")
    assert '<details class="callout callout-tip">' in html
    assert '<summary class="callout-title">标题</summary>' in html
    assert '<details class="callout callout-tip" open="">' in render("> [!tip]+ 标题\n> 内容")


def test_nested_with_any_content() -> None:
    html = render("> [!note] **外**\n> - a\n>\n> > [!warning]\n> > ```py\n> > x\n> > ```\n")
    assert "<strong>外</strong>" in html
    assert "<li>a</li>" in html
    assert html.index("callout-note") < html.index("callout-warning") < html.index("language-py")


def test_a_quote_stays_a_quote() -> None:
    assert "<blockquote>" in render("> [链接](a)\n> text")


def test_between_colons() -> None:
    html = render("文字\n:::info\n- a\n\n**b**\n:::\n后面")
    assert '<div class="callout callout-info">\n<p class="callout-title">Info</p>' in html
    assert "<li>a</li>" in html
    assert html.endswith("</div>\n<p>后面</p>")
    assert '<p class="callout-title">标题 一</p>' in render("::: warning 标题 一\nx\n:::")
    assert '<p class="callout-title">标题</p>' in render(":::tip[标题]\nx\n:::")
    assert "<details" in render(":::spoiler 看\nx\n:::")
    assert "callout-danger" in render("::: alert-danger\nx\n:::")
    nested = render("::::tip\n:::info\nx\n:::\ny\n```\n:::\n```\n::::\nz")
    assert nested.index("callout-tip") < nested.index("callout-info") < nested.index("<p>y</p>")
    assert nested.endswith("</div>\n<p>z</p>")
    assert "<p>to the end</p>" in render(":::info\nnever closed\n\nto the end")
    assert "callout" in render("> :::info\n> x\n> :::")


def test_titles_are_worded_by_whoever_shows_them() -> None:
    options = RenderOptions(callout_titles={"note": "备注", "hint": "提示"})

    def title(source: str) -> str:
        found = re.search(r'class="callout-title">(.*?)</', render(source, options=options))
        return found[1] if found else ""

    assert title("> [!NOTE]\n> 内容") == "备注"
    assert title("> [!hint]-\n> 内容") == "提示"
    assert title("!!! note\n    内容") == "备注"
    assert title("> [!NOTE] Mine\n> 内容") == "Mine"
    assert title("> [!bug]\n> 内容") == "Bug"
    assert title("> 外\n>\n> > [!NOTE]\n> > 内容") == "备注"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_is_worded(language: str) -> None:
    assert table("callout", language).keys() >= OBSIDIAN | KINDS
