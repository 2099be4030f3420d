"""Splitting and reading of front matter."""

from __future__ import annotations

import tomllib

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from notes.importing.front_matter import parse, split


def read(text: str) -> dict[str, object]:
    return dict(parse(split(text)).values)


@pytest.mark.parametrize(
    ("text", "kind", "body"),
    [
        ("---\ntitle: a\n---\nbody\n", "yaml", "body\n"),
        ("---\n\ntitle: a\n---\n\nbody", "yaml", "\nbody"),
        ("---  \ntitle: a\n---\t\nbody", "yaml", "body"),
        ("---\ntitle: a\n...\nbody", "yaml", "body"),
        ("---\ntitle: a\n---", "yaml", ""),
        ("---\n---\nbody", "yaml", "body"),
        ("----\ntitle: a\n----\nbody", "yaml", "body"),
        ("---yaml\ntitle: a\n---\nbody", "yaml", "body"),
        ("+++\ntitle = 'a'\n+++\nbody", "toml", "body"),
        (';;;\n{"title": "a"}\n;;;\nbody', "json", "body"),
        ('---json\n{"title": "a"}\n---\nbody', "json", "body"),
        ('{\n  "title": "a"\n}\n\nbody', "json", "\nbody"),
        ("title: a\ndate: 2020-01-01\n---\nbody", "yaml", "body"),
        ("\n---\ntitle: a\n---\nbody", "yaml", "body"),
        ("\n \t\n+++\ntitle = 'a'\n+++\nbody", "toml", "body"),
        ('\n{\n  "title": "a"\n}\nbody', "json", "body"),
        ("title: a\ntags:\n- x\n- y\n---\nbody", "yaml", "body"),
    ],
)
def test_splits_every_form(text: str, kind: str, body: str) -> None:
    matter = split(text)
    assert (matter.kind, matter.body) == (kind, body)
    assert matter.block + matter.body == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "body",
        "---\n\nJust a rule, then words.\n\n---\n\nand more",
        "---\n- a\n- b\n---\nbody",
        "---\ntitle: never closed\n\nbody",
        "{not json}\nbody",
        "{}\nbody",
        "Note: this is a sentence.\n\nAnd another.\n\n---\n",
        "-- \ntitle: a\n-- \n",
        "\n\nbody\n---\ntitle: a\n---\n",
        "\n  \n",
    ],
)
def test_other_text_has_none(text: str) -> None:
    assert split(text).block == ""
    assert split(text).body == text


def test_values_have_json_types_and_dates_stay_as_written() -> None:
    text = (
        "---\ntitle: 1984\ndate: 2020-01-02 9:05:00 +0800\ntags: [1.10, 007, yes, 中文]\n"
        "draft: true\nrating: 4.5\nnothing:\n开关: off\n2020: year\n"
        "nested: {a: [1, {b: 2020-01-01}]}\nnan: .nan\n---\n"
    )
    found = parse(split(text))
    assert found.values == {
        "title": 1984,
        "date": "2020-01-02 9:05:00 +0800",
        "tags": [1.1, 7, True, "中文"],
        "draft": True,
        "rating": 4.5,
        "nothing": None,
        "开关": False,
        "2020": "year",
        "nested": {"a": [1, {"b": "2020-01-01"}]},
        "nan": ".nan",
    }
    assert found.written["title"] == "1984"
    assert found.written["tags"] == ["1.10", "007", "yes", "中文"]


def test_toml_dates_stay_as_written() -> None:
    text = (
        '+++\ndate = 2018-05-08T17:24:04Z\nday = 2018-05-08\nsaid = "2018-05-08" # 2018-05-08\n'
        "2018-01-01 = 'key'\nlist = [2018-05-08, 07:30:00]\n[params]\nx = 1\n+++\n"
    )
    assert read(text) == {
        "date": "2018-05-08T17:24:04Z",
        "day": "2018-05-08",
        "said": "2018-05-08",
        "2018-01-01": "key",
        "list": ["2018-05-08", "07:30:00"],
        "params": {"x": 1},
    }


def test_broken_yaml_is_read_line_by_line() -> None:
    text = (
        "---\ntitle: a: b\ntags:\n  - x\n\t- y\ndate: {{date}}\nauthor: 'me'\n"
        "list: [1, 2]\n---\nbody"
    )
    found = parse(split(text))
    assert found.problems[0].line == 2
    assert found.problems[0].reason
    assert found.values["title"] == "a: b"
    assert found.values["date"] == "{{date}}"
    assert found.values["author"] == "me"
    assert found.values["list"] == [1, 2]


def test_tabs_count_as_two_spaces() -> None:
    found = parse(split("---\ntitle: a\ntags:\n\t- x\n\t- y\nimage:\n\tpath: p\n---\nbody"))
    assert found.problems[0].line == 4
    assert found.values == {"title": "a", "tags": ["x", "y"], "image": {"path": "p"}}


def test_blank_lines_before_the_block_count() -> None:
    assert parse(split("\n\n---\ntitle: a: b\n---\n")).problems[0].line == 4


def test_keys_with_slips_of_the_pen_are_read() -> None:
    text = "---\ntitle：全角\ndate:2020-01-02\nx: {a}: b\nurl: http://x.org:80\ntags: [a]\n---\n"
    found = parse(split(text))
    assert found.problems
    assert found.values == {
        "title": "全角", "date": "2020-01-02", "x": "{a}: b", "url": "http://x.org:80",
        "tags": ["a"],
    }  # fmt: skip
    assert read("---\ntitle: !important\ntags: [a]\n---\n")["title"] == "!important"


def test_broken_toml_is_read_key_by_key() -> None:
    text = (
        '+++\ntitle = "t"\ndate = 2020-1-2\ntags = [\n  "a",\n  "b",\n]\n'
        "[[links]]\nu = 1\n[[links]]\nu = 2\n[bad]\nx = = 1\n[good]\nd = 2020-01-02\n+++\nbody"
    )
    found = parse(split(text))
    assert found.problems[0].line == 3
    assert found.values == {
        "title": "t", "date": "2020-1-2", "tags": ["a", "b"], "links": [{"u": 1}, {"u": 2}],
        "good": {"d": "2020-01-02"},
    }  # fmt: skip


def test_broken_toml_and_json_name_the_line() -> None:
    assert parse(split("+++\na = 1\nb = = 2\n+++\n")).problems[0].line == 3
    assert parse(split('---json\n{"a": 1,\n "b": }\n---\n')).problems[0].line == 3


def test_unknown_languages_and_tags_are_kept() -> None:
    assert parse(split("---coffee\ntitle: 'a'\n---\n")).problems
    assert read(
        "---\na: !ruby/object:Thing\n  b: 1\nc: !x y\nd: !!python/name:os.system ''\n---\n"
    ) == {
        "a": {"b": 1},
        "c": "y",
        "d": "",
    }


def test_aliases_cannot_fill_the_memory() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    for before, name in zip("abcdefg", "bcdefgh", strict=True):
        lines.append(f"{name}: &{name} [" + ", ".join([f"*{before}"] * 9) + "]")
    found = parse(split("---\n" + "\n".join(lines) + "\n---\n"))
    assert found.problems
    recursive = parse(split("---\na: &a [*a]\n---\n"))
    assert recursive.problems


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("abc中文 ", min_size=1, max_size=6), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(
    st.dictionaries(
        st.text("abcdef中文_", min_size=1, max_size=8), json_values, min_size=1, max_size=5
    )
)
def test_what_yaml_writes_is_read_back(values: dict[str, object]) -> None:
    block = yaml.safe_dump(values, allow_unicode=True)
    found = parse(split(f"---\n{block}---\nbody"))
    assert not found.problems
    assert found.values == values


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_splits_without_loss(text: str) -> None:
    for candidate in (
        text,
        f"---\n{text}\n---\nx",
        f"+++\n{text}\n+++\nx",
        f"title: {text}\n---\n",
        f"\n \n---\n{text}\n---\nx",
    ):
        matter = split(candidate)
        assert matter.block + matter.body == candidate
        before, after = matter.fences
        assert before + matter.content + after == matter.block
        parse(matter)


def test_toml_equals_the_parser_on_values_without_dates() -> None:
    content = (
        'title = "a \\" # b"\nlong = """\nx = 2020-01-01\n"""\n'
        "raw = 'C:\\2020-01-01'\nn = 1_000\n"
    )
    assert read(f"+++\n{content}+++\n") == tomllib.loads(content)
