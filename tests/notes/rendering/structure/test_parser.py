"""Blocks and the lines they come from."""

# ruff: noqa: E501 - a case a line

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from notes.rendering.structure.block import Block, Kind
from notes.rendering.structure.parser import parse_blocks


def _outline(source: str) -> list[tuple[str, int, int]]:
    document, _ = parse_blocks(source.split("\n"))
    return [(block.kind.value, block.start, block.end) for block in document.children]


def test_lines_of_blocks() -> None:
    source = "# a\n\ntext\nmore\n- x\n\n  y\n\n```\n\ncode\n```\n> q\nlazy\n\n|a|\n|-|\n|b|\n\n<div>\n\nend"
    assert _outline(source) == [
        ("heading", 0, 0), ("paragraph", 2, 3), ("list", 4, 6), ("fence", 8, 11), ("quote", 12, 13),
        ("table", 15, 17), ("html", 19, 19), ("paragraph", 21, 21),
    ]  # fmt: skip


def test_table_takes_only_the_last_line_before_it() -> None:
    assert _outline("一\n二\n| a | b |\n|---|---|\n| c |") == [
        ("paragraph", 0, 1), ("table", 2, 4),
    ]  # fmt: skip
    assert _outline("a | b\n---")[0][0] == "heading"
    assert _outline("| a | b |\n|---|")[0][0] == "paragraph"
    assert _outline("a | b\n:- ||") == [("paragraph", 0, 1)]


def test_definitions() -> None:
    _, found = parse_blocks(
        [
            "[A b]: /u 'T'",
            "[a  B]: /later",
            "",
            "[^n]: text",
            "    more",
            "",
            "*[X]: y",
            "",
            "- [c]: <u v>",
        ]
    )
    assert found.references == {"a b": ("/u", "T"), "c": ("u v", None)}
    assert found.footnotes == {"n": "text\nmore"}
    assert found.abbreviations == {"X": "y"}


def test_tabs_count_to_the_next_stop() -> None:
    document, _ = parse_blocks(["-\ta", "", "\tb", "", "\t\tcode"])
    item = document.children[0].children[0]
    assert [child.kind for child in item.children] == [Kind.PARAGRAPH, Kind.PARAGRAPH, Kind.CODE]


def test_formula_needs_its_end() -> None:
    assert _outline("$$\na\n$$")[0][0] == "math"
    assert _outline("$$\na\n\nb\n$$")[0][0] == "paragraph"
    assert _outline("$$\na\n$$, 则")[0][0] == "paragraph"


def _check(block: Block, lines: int) -> None:
    assert 0 <= block.start < max(lines, 1)
    assert block.end < lines
    assert not block.open
    for before, after in zip(block.children, block.children[1:], strict=False):
        assert before.start <= after.start
    for child in block.children:
        assert child.parent is block
        _check(child, lines)


@given(
    st.lists(
        st.sampled_from(
            ["", "a", "- a", "  - b", "1. c", "> q", ">", "    x", "\tx", "```", "~~~", "# h", "===",
             "---", "|a|b|", "|-|-|", ": d", "[r]: /u", "[^1]: f", "*[X]: y", "$$", "<div>", "</div>",
             "<!--", "-->", "!!! note", "{% highlight x %}", "{% endhighlight %}", "* * *", "-", "1."]
        ),
        max_size=25,
    )
)  # fmt: skip
def test_any_lines_make_a_sound_tree(lines: list[str]) -> None:
    document, _ = parse_blocks(lines)
    _check(document, len(lines) or 1)
