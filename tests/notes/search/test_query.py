"""What a person typed → terms."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes.search.folding import fold
from notes.search.query import Query, Term, parse, pattern


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", []),
        ("  \n", []),
        ("kube", [("kube", True)]),
        ("溯源 kube", [("溯 源", False), ("kube", True)]),
        ("k8s集群", [("k8s 集 群", False)]),
        ("集群k8", [("集 群 k8", True)]),
        ("C++", [("c + +", False)]),
        (".net", [(". net", True)]),
        ("什么是溯源？", [("什 么 是 溯 源", False)]),
        ("《重构》", [("重 构", False)]),
        ("？！", [("? !", False)]),
        ('"foo bar"', [("foo bar", False)]),
        ('"溯 源"', [("溯 ␣ 源", False)]),
        ('"', [('"', False)]),
        ('say "hi', [("say", True), ('" hi', True)]),
        ("a a A", [("a", True)]),
        ("foo-bar AND NOT *", [
            ("foo - bar", True), ("and", True), ("not", True), ("*", False),
        ]),
    ],
)  # fmt: skip
def test_terms(text: str, terms: list[tuple[str, bool]]) -> None:
    expected = tuple(Term(tuple(tokens.split(" ")), prefix) for tokens, prefix in terms)
    assert parse(text) == Query(expected)


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("溯源", "事件溯源", True),
        ("溯源", "追溯，源", False),
        ("溯源", "追溯 源", False),
        ("kube", "学kubernetes", True),
        ("kube", "minikube", False),
        ('"kube"', "kubernetes", False),
        ("k8s集", "K8S 集群", True),
        ("C++", "用C++写", True),
        ('"foo bar"', "foo\nbar", True),
    ],
)
def test_the_pattern_finds_what_the_index_finds(term: str, text: str, found: bool) -> None:
    (parsed,) = parse(term).terms
    assert bool(re.search(pattern(parsed), fold(text))) is found


@given(st.text())
def test_any_text_is_a_query(text: str) -> None:
    for term in parse(text).terms:
        re.compile(pattern(term))
