from __future__ import annotations

import re

import pytest

from notes.patterns import pattern


def test_it_answers_as_the_compiled_expression_does():
    lazy = pattern(r"(?P<word>b+)", re.IGNORECASE)
    found = lazy.search("aBBa")
    assert found is not None
    assert found["word"] == "BB"
    assert lazy.sub("-", "abba") == "a-a"
    assert lazy.pattern == r"(?P<word>b+)"


def test_a_wrong_expression_is_told_when_it_is_used():
    wrong = pattern("(")
    with pytest.raises(re.error):
        wrong.search("")
