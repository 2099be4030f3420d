from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("before", "keys", "after"),
    [
        ("¦", ["("], "(¦)"),
        ("¦", ["(", ")"], "()¦"),
        ("¦word", ["("], "(¦word"),
        ("⟦word⟧", ["("], "(⟦word⟧)"),
        ("⟦word⟧", ["*", "*"], "**⟦word⟧**"),
        ("⟦a\nb⟧", ["`"], "`⟦a\nb⟧`"),
        ("don¦", ["'"], "don'¦"),
        ("¦", ['"'], '"¦"'),
        ("¦", ["`", "`", "`"], "```¦"),
        ("(¦)", ["Backspace"], "¦"),
        ("「¦」", ["Backspace"], "¦"),
        ("(a¦)", ["Backspace"], "(¦)"),
        ("¦", ["「"], "「¦」"),
        ("¦", ["《", "》"], "《》¦"),
        ("说¦。", ["“"], "说“¦”。"),
        ("说“好¦”", ["”"], "说“好”¦"),
        ("⟦书名⟧", ["《"], "《⟦书名⟧》"),
        ("⟦引⟧", ["「"], "「⟦引⟧」"),
        ("\\¦", ["["], "\\[¦"),
        ("¦", ["[", "["], "[[¦]]"),
        ("见¦", ["【", "【"], "见[[¦]]"),
        ("！¦", ["【", "【", "图"], "![[图¦]]"),
        ("😀⟦a⟧", ["("], "😀(⟦a⟧)"),
    ],
)
def test_pairs(drawn, before, keys, after):
    drawn.set(before)
    drawn.press(*keys)
    assert drawn.get() == after


def test_pairs_can_be_off(drawn):
    drawn.editor.auto_pairs = False
    drawn.set("⟦a⟧")
    drawn.press("(")
    assert drawn.get() == "(¦"
