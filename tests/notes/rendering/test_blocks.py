"""Cutting a body into blocks: after any edits the same as cutting it afresh."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notes.rendering.blocks import BlockList, cut

PIECES = [
    "",
    "\n",
    "\n\n",
    "\n\n\n",
    "段落文字",
    "plain text",
    "# 标题",
    "## h",
    "===",
    "---",
    "***",
    "- ",
    "- a",
    "* b",
    "1. ",
    "2) ",
    "  - 内",
    "    ",
    "\t",
    "> 引",
    ">",
    "```",
    "```py",
    "~~~",
    "    code",
    "<div>",
    "</div>",
    "<!--",
    "-->",
    "<b>",
    "<pre>",
    "</pre>",
    "| a | b |",
    "|---|---|",
    "a | b",
    ": 定义",
    ":   x",
    "term",
    "[a]: http://x",
    "[^1]: 注",
    "    续",
    "*[HTML]: 超文本",
    "[a]",
    "[^1]",
    "$$",
    "$$x$$",
    "!!! note",
    "> [!NOTE]",
    " ",
    "x",
    "😀",
    "[a]:",
    "- [ ] t",
    "1",
    ".",
    "<script>",
    "%%",
    "%%x%%",
    "^id",
]
fragments = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
joined = st.lists(st.sampled_from(PIECES), max_size=30).map("\n".join)


def same(list_: BlockList, text: str) -> None:
    found = [(b.source, b.lines, b.kind, b.after_blank) for b in list_.blocks]
    assert found == [(b.source, b.lines, b.kind, b.after_blank) for b in cut(text)]


@given(st.one_of(fragments, joined))
def test_blocks_are_the_whole_text(text: str) -> None:
    blocks = cut(text)
    assert "".join(block.source for block in blocks) == text
    assert sum(block.lines for block in blocks) == text.count("\n")
    assert all(block.source.endswith("\n") for block in blocks[:-1])


@settings(max_examples=600)
@given(st.one_of(fragments, joined), st.data())
def test_any_edits_end_in_the_same_blocks_as_a_fresh_cut(text: str, data: st.DataObject) -> None:
    blocks = BlockList(text)
    for _ in range(data.draw(st.integers(1, 6))):
        position = data.draw(st.integers(0, len(text)))
        removed = data.draw(st.integers(0, min(12, len(text) - position)))
        added = data.draw(fragments)
        before = list(blocks.blocks)
        recut = blocks.edit(position, removed, added)
        text = text[:position] + added + text[position + removed :]
        same(blocks, text)
        # what is said to have stayed has stayed: the very same objects
        assert blocks.blocks[: recut.first] == before[: recut.first]
        assert blocks.blocks[recut.first + recut.count :] == before[recut.last :]


def test_real_notes_survive_random_edits(seeds: Path) -> None:
    chance = random.Random(7)
    for path in sorted(seeds.iterdir()):
        text = path.read_text(encoding="utf-8")
        blocks = BlockList(text)
        for _ in range(40):
            position = chance.randrange(len(text) + 1)
            removed = chance.choice([0, 0, 0, 1, 1, 5, 60, 400])
            added = (
                chance.choice(PIECES)
                if chance.random() < 0.7
                else "\n" + chance.choice(PIECES) + "\n"
            )
            blocks.edit(position, removed, added)
            text = text[:position] + added + text[position + removed :]
            same(blocks, text)


def test_a_key_in_a_long_note_recuts_a_few_blocks() -> None:
    text = "\n\n".join(f"段落 {n} 的文字。" for n in range(5000))
    blocks = BlockList(text)
    recut = blocks.edit(len(text) // 2, 0, "字")
    assert (recut.last - recut.first, recut.count) == (1, 1)


@pytest.mark.parametrize("opener", ["```\n", "<!-- "])
def test_what_is_not_closed_takes_the_rest_and_gives_it_back(opener: str) -> None:
    text = "一\n\n二\n\n三\n\n四\n"
    blocks = BlockList(text)
    blocks.edit(3, 0, opener)
    assert len(blocks.blocks) == 2
    blocks.edit(3, len(opener), "")
    same(blocks, text)
    assert len(blocks.blocks) == 4
