from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("before", "key", "after"),
    [
        ("- a\n- b¦", "Tab", "- a\n  - b¦"),
        ("1. a\n2. b¦\n3. c", "Tab", "1. a\n   1. b¦\n2. c"),
        ("- a\n  - b¦", "Shift+Tab", "- a\n- b¦"),
        ("1. a\n   1. b¦\n2. c", "Shift+Tab", "1. a\n2. b¦\n3. c"),
        ("- a¦", "Tab", "- a¦"),
        ("- a\n- b¦\n  - c\n- d", "Tab", "- a\n  - b¦\n    - c\n- d"),
        ("- a\n- ⟦b\n- c⟧", "Tab", "- a\n  - ⟦b\n  - c⟧"),
        ("text¦", "Tab", "text    ¦"),
        ("⟦one\ntwo⟧", "Tab", "⟦    one\n    two⟧"),
        ("    ⟦one\n  two⟧", "Shift+Tab", "⟦one\ntwo⟧"),
        ("```\n- a\n- b¦\n```", "Tab", "```\n- a\n- b ¦\n```"),
        ("  1. a⟦b\n\ntext\nmo⟧re", "Shift+Tab", "1. a⟦b\n\ntext\nmo⟧re"),
        ("- 中\n- 文¦", "Tab", "- 中\n  - 文¦"),
    ],
)
def test_tab(drawn, before, key, after):
    drawn.set(before)
    drawn.press("Shift+Tab" if key == "Shift+Tab" else key)
    assert drawn.get() == after


@pytest.mark.parametrize(
    ("before", "keys", "after"),
    [
        ("- [ ] ¦a", ["Backspace"], "- ¦a"),
        ("- [ ] ¦a", ["Backspace", "Backspace"], "¦a"),
        ("- a\n  - ¦b", ["Backspace"], "- a\n- ¦b"),
        ("1. a\n   1. ¦\n2. c", ["Backspace"], "1. a\n2. ¦\n3. c"),
        ("> > ¦a", ["Backspace"], "> ¦a"),
        ("> - ¦a", ["Backspace"], "> ¦a"),
        ("> ¦", ["Backspace"], "¦"),
        ("- a¦b", ["Backspace"], "- ¦b"),
        ("- ⟦a⟧", ["Backspace"], "- ¦"),
        ("-¦ a", ["Backspace"], "¦ a"),
        ("```\n- ¦a\n```", ["Backspace"], "```\n-¦a\n```"),
        ("plain\n¦text", ["Backspace"], "plain¦text"),
    ],
)
def test_backspace(drawn, before, keys, after):
    drawn.set(before)
    drawn.press(*keys)
    assert drawn.get() == after
