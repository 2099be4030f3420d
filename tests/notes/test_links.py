"""Links as texts write them."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from notes.links import common_start, extract, key, same_links
from notes.model import LinkKind
from tests.faults.limit import limit

W, E, L, I = LinkKind.WIKI, LinkKind.EMBED, LinkKind.LINK, LinkKind.IMAGE  # noqa: E741


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("[[页面]]", [(W, "页面")]),
        ("[[页面|显示]] [[页面#节|x]] [[#节]]", [(W, "页面")]),
        ("| [[a\\|b]] |", [(W, "a")]),
        ("![[图 片.png|300]]", [(E, "图 片.png")]),
        ("[x](a.md#part) ![y](/public/图.png)", [(L, "a.md"), (I, "/public/图.png")]),
        ('[x](a%20b.md "title") [x](<a b.md>)', [(L, "a%20b.md"), (L, "a b.md")]),
        ("[x](a b c.md)", [(L, "a b c.md")]),
        ("[w](https://x.org/A_(b)#c)", [(L, "https://x.org/A_(b)#c")]),
        ("[![pic](p.png)](page.md)", [(L, "page.md"), (I, "p.png")]),
        ("[a [b] c](d)", [(L, "d")]),
        ("[ref]: target.md\n > [r2]: <t2>", [(L, "target.md"), (L, "t2")]),
        ("see [ref]: no", []),
        ("[^1]: https://x", []),
        ('<img alt="a" src="p.png"><a href=\'q.html\'>', [(I, "p.png"), (L, "q.html")]),
        ("`[[code]]` ``a ` [x](y)``", []),
        ("` [[real]]", [(W, "real")]),
        ("`a\n\n[[real]] `", [(W, "real")]),
        ("```\n[[no]]\n```\n[[yes]]", [(W, "yes")]),
        ("> ```py\n> [[no]]\n> ```\n[[yes]]", [(W, "yes")]),
        ("~~~\n[[no]]\n```\n[[no]]\n~~~~\n[[yes]]", [(W, "yes")]),
        ("```\n[[never closed]]", []),
        ("<!-- [[no]] --> [[yes]]", [(W, "yes")]),
        ("<!-- [[open]]", [(W, "open")]),
        ("[[a]] [[b]] [[a]]", [(W, "a"), (W, "b")]),
        ("[]() [x]() [[ ]] [not a link] (x)", []),
        ("[x](a.md 'he said \"hi :)\"') [x](b 'c' d.md )", [(L, "a.md"), (L, "b 'c' d.md")]),
        ('[x](a.md\n"title") [x](b.md "c" d)', [(L, "a.md")]),
        (
            '[x]({{< ref "a.md" >}}) [y]({% link b.md %})',
            [(L, '{{< ref "a.md" >}}'), (L, "{% link b.md %}")],
        ),
    ],
)
def test_links_of_a_text(text: str, links: list[tuple[LinkKind, str]]) -> None:
    assert extract(text) == links


@pytest.mark.parametrize(
    ("target", "named"),
    [
        ("Kubernetes 入门", "kubernetes入门"),
        ("a/b/《重构》.md", "重构"),
        ("..\\x\\Note.MD", "note"),
        ("%E4%B9%99.markdown", "乙"),
        ("https://example.org/a", ""),
        ("//host/a", ""),
        ("mailto:a@b", ""),
        ("note:abC", "note:abC"),
        ("C", "c"),
    ],
)
def test_the_title_that_a_target_names(target: str, named: str) -> None:
    assert key(target) == named


pieces = st.text(st.sampled_from('ab重 \n[]()`!<>|#~-:\\"'), max_size=60)


@given(pieces, pieces, pieces, pieces)
@example("[[a", "", "]]", "b")
@example("`x\n\n", "", "`[[y]]", "z")
def test_what_cannot_touch_a_link_touches_none(head: str, old: str, tail: str, new: str) -> None:
    before, after = head + old + tail, head + new + tail
    if same_links(before, after):
        assert extract(before) == extract(after)


@given(st.text("ab", max_size=50), st.text("ab", max_size=50))
def test_the_start_that_two_texts_share(left: str, right: str) -> None:
    length = common_start(left, right)
    assert left[:length] == right[:length]
    assert left[length : length + 1] != right[length : length + 1] or length == len(left) == len(
        right
    )


HOSTILE = [
    "[", "[a", "`", "` `` ", "[](", "<a ", "[[a", "![x]((", "[x]: ", "<!--", "```\n", "[a] [b ",
    '[a](b "c" ', "<a href=", "~~~\n> ", "[a](<", "[[a|", " ", "\t", "\n", " 'a", ' "a', "()", "( ",
    "[a]({{<", "[a]({%", "{%", "[a](b  ", "src= ",
]  # fmt: skip


@pytest.mark.parametrize("head", ["", "[a](x", "[a](", "<a "])
@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_texts_take_no_long_time(head: str, piece: str) -> None:
    text = head + piece * (100_000 // len(piece))
    with limit(2):
        extract(text)
