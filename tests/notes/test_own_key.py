"""Banyan's own key goes into a front matter and comes out again to the letter."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes.importing.front_matter import parse, split
from notes.own_key import add, take

VALUES = {
    "id": "n1",
    "created": "2022-01-17T00:00:00+08:00",
    "category": "技术/Kubernetes",
    "tags": ["云原生/k8s", "c: d # e"],
    "starred": False,
    "attachments": {"/public/a b.png": "attachments/a b.png"},
}
BLOCKS = [
    "",
    "---\ntitle: x # why\ntags:\n- a\n---\n",
    "---\n\ntitle: x\n\n---\n",
    "---\ntitle: x\n...\n",
    "title: x\ndate: 2020-01-01\n---\n",
    "+++\ntitle = 'x'\n[menu]\na = 1\n+++\n",
    '{"title":"x"}\n',
    '{\n  "title": "x",\n  "list": ["\\"banyan\\":{}"]\n}\n',
    ";;;\n{}\n;;;\n",
    '---json\n{"a":1}\n---\n',
    "---\n{title: x}\n---\n",
    "---\n---\n",
    "---\ntitle: {{title}}\n\tx: y\n---\n",
    "---\ntitle: a: b\n---\n",
    "---\ndescription: |+\n  a\n\n\n---\n",
    "---\ntitle: 'never closed\n---\n",
    "---\nbanyan: tree\ntitle: x\n---\n",
    "---cson\ntitle: 'x'\n---\n",
]


@pytest.mark.parametrize("block", BLOCKS)
def test_add_and_take_undo_each_other(block: str) -> None:
    matter = split(add(block, VALUES) + "body\n")
    assert matter.body == "body\n"
    assert take(matter) == (block, VALUES)


@pytest.mark.parametrize("block", BLOCKS[1:9])
def test_the_block_stays_as_it_was_up_to_the_last_key(block: str) -> None:
    added = add(block, VALUES)
    start = added.index("banyan") if "banyan" not in block else added.rindex('"banyan"')
    assert added[: start - 2] == block[: start - 2]
    assert not parse(split(added)).problems


def test_nothing_is_taken_where_nothing_was_added() -> None:
    for block in BLOCKS:
        if "banyan: tree" not in block:
            assert take(split(block)) == (block, {})


# What a title or a target may hold: anything that a library can store.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(
    block=st.sampled_from(BLOCKS),
    title=texts,
    tags=st.lists(texts, max_size=3),
    files=st.dictionaries(texts, texts, min_size=1, max_size=2),
    stub=st.booleans(),
)
def test_any_values_come_back(
    block: str, title: str, tags: list[str], files: dict[str, str], stub: bool
) -> None:
    values: dict[str, Any] = {"title": title, "tags": tags, "stub": stub, "attachments": files}
    matter = split(add(block, values) + "x")
    assert matter.body == "x"
    assert take(matter) == (block, values)
