"""What counts as the same text."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes.search.folding import fold, fold_title, sort_key, token_text, tokens


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Kubernetes", "kubernetes"),
        ("ＫｕＢｅ１２", "kube12"),
        ("ﬁle ﬀ", "file ff"),
        ("⾯试", "面试"),  # a Kangxi radical
        ("⻔⻅⻢", "门见马"),  # radicals that NFKC leaves alone
        ("Straße", "strasse"),
        ("溯\u200b源\ufeff", "溯源"),
        ("soft\u00adhyphen", "softhyphen"),
        ("e\u0301", "é"),
        ("ｶﾞｲﾄﾞ", "ガイド"),
        ("\u1112\u1161\u11ab", "한"),
        ("㎏ ①", "kg 1"),
        ("葛\U000e0100城", "葛城"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("k8s集群", ["k8s", "集", "群"]),
        ("追溯，源", ["追", "溯", ",", "源"]),
        ("追溯 源\n头", ["追", "溯", "␣", "源", "␣", "头"]),
        ("C++ foo-bar", ["c", "+", "+", "foo", "-", "bar"]),
        ("用 Go 写", ["用", "go", "写"]),
        ("snake_case", ["snake", "_", "case"]),
        ("ガイド", ["ガ", "イ", "ド"]),
        ("한글", ["한", "글"]),
        ("𠮷野家", ["𠮷", "野", "家"]),
        ("----------", ["-", "-", "-"]),
        ("", []),
    ],
)
def test_tokens(text: str, found: list[str]) -> None:
    assert tokens(text) == found


@given(st.text(st.sampled_from("，：；？！（）…～\u3000\xa0 aÅＫ\u0301\u0327\u0338\u3099か한文")))
def test_folding_is_nfkc_whatever_stands_beside_the_punctuation(text: str) -> None:
    assert fold(text) == normalize("NFKC", normalize("NFKC", text).casefold())


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)
    assert fold(once) == once


@given(st.text(max_size=300) | st.text(st.sampled_from("中文𠮷가ab1é_-+， \n\0\u3000\ud842")))
def test_the_index_gets_the_very_tokens(text: str) -> None:
    assert [token for token in token_text(text).split(" ") if token] == tokens(text)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("《重构》", "重构", True),
        ("Kubernetes 入门", "kubernetes入门。", True),
        ("什么是 RPC？", "什么是RPC", True),
        ("Ｓｐａｒｋ 内存管理", "spark内存管理", True),
        ("Foo-Bar", "foo bar", True),
        ("foobar", "foo bar", False),
        ("C", "C++", False),
        ("C#", "C", False),
        ("v1.1", "v11", False),
        ("？？", "！", False),
    ],
)
def test_titles_are_the_same_but_for_case_and_punctuation(one: str, other: str, same: bool) -> None:
    assert (fold_title(one) == fold_title(other)) is same


def test_titles_are_in_natural_order() -> None:
    titles = ["第10章", "note 0100", "Note 2", "第9章", "note 10"]
    ordered = ["Note 2", "note 10", "note 0100", "第9章", "第10章"]
    assert sorted(titles, key=sort_key) == ordered
