from __future__ import annotations

import pytest

from desktop.editor.offers import emoji, matching_languages, request_at


@pytest.mark.parametrize(
    ("before", "found"),
    [
        ("see [[页", ("note", "页")),
        ("see [[页面#节", ("heading", "节")),
        ("a ![图", ("attachment", "图")),
        ("a ![](a", ("attachment", "a")),
        ("a #标", ("tag", "标")),
        ("# head", None),
        ("a#b", None),
        (":smi", ("emoji", "smi")),
        ("10:30", None),
        ("```py", ("language", "py")),
        ("- ~~~ru", ("language", "ru")),
        ("plain", None),
    ],
)
def test_what_is_asked(before, found):
    request = request_at(before, in_code=False, opens_fence=False)
    assert (request and (request.kind, request.prefix)) == found


def test_code_asks_nothing():
    assert request_at("x = a[[b", in_code=True, opens_fence=False) is None
    assert request_at("```py", in_code=True, opens_fence=True).kind == "language"


def test_own_lists():
    assert matching_languages("pyth")[0].text == "python"
    assert emoji("smile")[0].text == "😄"
