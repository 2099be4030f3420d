"""A changed key is changed, and every other character of the block stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes.exporting.front_matter import Value, change_value
from notes.importing.front_matter import parse, split


@pytest.mark.parametrize(
    ("block", "key", "value", "line"),
    [
        ('---\ntitle: "a" # c\nx: 1\n---\n', "title", 'new "t"', 'title: "new \\"t\\"" # c'),
        ("---\ntitle: 'a'\nx: 1\n---\n", "title", "it's: #1", "title: 'it''s: #1'"),
        ("---\ntitle: a # c\nx: 1\n---\n", "title", "b: c", 'title: "b: c" # c'),
        ("---\ntitle: a\nx: 1\n---\n", "title", "标题", "title: 标题"),
        ("---\ntitle: a\nx: 1\n---\n", "title", "yes", 'title: "yes"'),
        ("---\ntitle:\nx: 1\n---\n", "title", "标题", "title: 标题"),
        ("---\ntitle: >\n  a\n  b\nx: 1\n---\n", "title", "c", "title: c"),
        ("---\ntags: [a, 'b'] # c\nx: 1\n---\n", "tags", ["b", "z"], "tags: ['b', z] # c"),
        ("---\ntags:\n- a\n- b # c\n# d\nx: 1\n---\n", "tags", ["z"], "tags:\n- z # c\n# d"),
        ("---\ntags:\n    - a\n    - 1.10\nx: 1\n---\n", "tags", ["1.10"], "tags:\n    - 1.10"),
        ("---\ntags:\n- a\nx: 1\n---\n", "tags", [], "tags: []"),
        ("---\ntags: a, b # c\nx: 1\n---\n", "tags", ["c"], "tags: [c] # c"),
        ("title: a\nx: 1\n---\n", "title", "b", "title: b"),
    ],
)
def test_yaml(block: str, key: str, value: Value, line: str) -> None:
    changed = change_value(block, key, value)
    assert changed is not None
    start, end = block.index(key + ":"), block.index("x: 1")
    assert changed == block[:start] + line + "\n" + block[end:]


@pytest.mark.parametrize(
    ("block", "key", "value", "expected"),
    [
        (
            "+++\ntitle = 'x' # c\ntags = [\n 'a', # one\n] # two\ndate = 2020-01-01\n+++\n",
            "tags",
            ["q", "“b”"],
            '+++\ntitle = \'x\' # c\ntags = ["q", "“b”"] # two\ndate = 2020-01-01\n+++\n',
        ),
        (
            "+++\ntitle = 'x' # c\n[menu]\ntitle = 'z'\n+++\n",
            "title",
            'a"b',
            '+++\ntitle = "a\\"b" # c\n[menu]\ntitle = \'z\'\n+++\n',
        ),
        (
            '{\n "a": {"title": 1}, "title" : "x",\n "z": [1]}\n',
            "title",
            "新",
            '{\n "a": {"title": 1}, "title" : "新",\n "z": [1]}\n',
        ),
    ],
)
def test_toml_and_json(block: str, key: str, value: Value, expected: str) -> None:
    assert change_value(block, key, value) == expected


@pytest.mark.parametrize(
    ("block", "key"),
    [
        ("---\ntitle: [a\n---\n", "title"),  # broken
        ("---\ntags: &t [a]\nother: *t\n---\n", "tags"),  # shared with another key
        ("---\nother: &t [a]\ntags: *t\n---\n", "tags"),
        ("---\n{title: x}\n---\n", "title"),
        ("+++\n[taxonomies]\ntags = ['a']\n+++\n", "tags"),
        ("---\nother: 1\n---\n", "title"),  # no such key
        ("", "title"),
    ],
)
def test_what_cannot_be_changed_is_not(block: str, key: str) -> None:
    assert change_value(block, key, ["new"]) is None


blocks = st.sampled_from(
    [
        "---\ntitle: a # b\ntags: [x]\ndate: 2020-01-01\n---\n",
        "---\ntitle: 'a'\ntags:\n  - x\n  - \"y\"\n# end\n---\n",
        '---\ntitle: "a"\ntags: x, y\nn: {a: [1, 2]}\n---\n',
        "+++\ntitle = 'a'\ntags = ['x'] # c\n[params]\nb = 1\n+++\n",
        '{"title": "a", "tags": ["x"], "n": null}\n',
    ]
)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=15)


@given(block=blocks, title=texts, tags=st.lists(texts, max_size=4))
def test_any_text_can_be_set(block: str, title: str, tags: list[str]) -> None:
    for key, value in (("title", title), ("tags", tags)):
        changed = change_value(block, key, value)
        assert changed is not None
        read = parse(split(changed))
        assert not read.problems
        assert read.written[key] == value
        block = changed
