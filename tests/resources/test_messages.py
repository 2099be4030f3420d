"""Every code has its sentence in both languages, with the same placeholders."""

from __future__ import annotations

import re
import string
from enum import StrEnum

import pytest

from notes.errors import FaultCode
from notes.exporting.base import ExportWarning, RefusalReason
from notes.importing.base import WarningCode
from resources.messages import LANGUAGES, language_from, messages, sentences, word

ENUMS: tuple[type[StrEnum], ...] = (FaultCode, WarningCode, ExportWarning, RefusalReason)
CODES = [code.value for codes in ENUMS for code in codes]


def placeholders(text: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}


def test_codes_are_told_apart() -> None:
    assert len(CODES) == len(set(CODES))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_is_worded(language: str) -> None:
    assert [code for code in CODES if code not in messages(language)] == []


def test_languages_say_the_same_things() -> None:
    english, chinese = messages("en"), messages("zh_CN")
    assert english.keys() == chinese.keys()
    unlike = [key for key in english if placeholders(english[key]) != placeholders(chinese[key])]
    assert unlike == []


def test_chinese_is_chinese() -> None:
    texts = messages("zh_CN")
    assert [key for key, text in texts.items() if not re.search("[\u4e00-\u9fff]", text)] == []


def test_a_sentence_ends_and_stays_on_one_line() -> None:
    for language in LANGUAGES:
        for code in CODES:
            text = messages(language)[code]
            assert text[-1] in ".。", code
            assert "\n" not in text, code


def test_placeholders_are_those_the_codes_carry() -> None:
    """The comment beside each code names its values; the sentence uses no others."""
    import inspect

    import notes.errors
    import notes.exporting.base
    import notes.importing.base

    for module in (notes.errors, notes.importing.base, notes.exporting.base):
        rows = re.findall(
            r'^    [A-Z_]+ = "([a-z-]+)"(?:  # (.*))?$', inspect.getsource(module), re.MULTILINE
        )
        for code, comment in rows:
            if code not in CODES:
                continue
            known = set(re.findall(r"\w+", comment)) | {"path", "title"}
            assert placeholders(messages("en")[code]) <= known, code


def test_values_are_put_in() -> None:
    text = word("note-ambiguous", {"reference": "{x}", "ids": ("a", "b")}, "en")
    assert "“{x}”" in text
    assert "(a, b)" in text


def test_missing_values_and_codes_never_fail() -> None:
    assert "?" in word("file-missing", {}, "en")
    assert word("no-such-code", {"a": 1}, "en") == "no-such-code (a: 1)"
    assert word("no-such-code", {}, "xx") == "no-such-code"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh_CN"),
        ({"LANG": "zh_TW.UTF-8"}, "zh_CN"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_CN", "LANG": "en_US"}, "zh_CN"),
        ({"BANYAN_LANG": "en", "LC_ALL": "zh_CN.UTF-8"}, "en"),
        ({"BANYAN_LANG": "zh_CN", "LANG": "C"}, "zh_CN"),
    ],
)
def test_language(environment: dict[str, str], language: str) -> None:
    assert language_from(environment) == language


def test_sizes_are_said_as_a_person_counts_them() -> None:
    said = word("too-large", {"path": "a.md", "size": 55_200_007, "limit": 20_000_000}, "en")
    assert "55.2 MB" in said
    assert "20 MB" in said
    assert "999 B" in word("too-large", {"path": "a", "size": 999, "limit": 1}, "zh_CN")


def test_sentences_stand_apart_as_the_language_does() -> None:
    assert sentences("One.", "", "Two?", "Three.") == "One. Two? Three."
    assert (
        sentences("没有命令“x”。", "是不是想输入“y”？", "详见 z。")
        == "没有命令“x”。是不是想输入“y”？详见 z。"
    )
