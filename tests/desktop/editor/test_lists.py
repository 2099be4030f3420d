from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.editor.lists import Item, renumber


@pytest.mark.parametrize(
    ("before", "keys", "after"),
    [
        ("- one¦", ["Enter"], "- one\n- ¦"),
        ("- on¦e", ["Enter"], "- on\n- ¦e"),
        ("¦- one", ["Enter"], "\n¦- one"),
        ("* 一¦\n* 二", ["Enter", "x"], "* 一\n* x¦\n* 二"),
        ("1. one¦\n2. two\n3. three", ["Enter"], "1. one\n2. ¦\n3. two\n4. three"),
        ("9) nine¦\n10) ten", ["Enter"], "9) nine\n10) ¦\n11) ten"),
        ("1. a¦\n1. b", ["Enter"], "1. a\n1. ¦\n1. b"),
        ("- [x] done¦", ["Enter"], "- [x] done\n- [ ] ¦"),
        ("- one\n- ¦", ["Enter"], "- one\n¦"),
        ("- one\n  - ¦", ["Enter"], "- one\n- ¦"),
        ("1. one\n   - ¦\n2. two", ["Enter"], "1. one\n2. ¦\n3. two"),
        ("> quoted¦", ["Enter"], "> quoted\n> ¦"),
        ("> ¦", ["Enter"], "¦"),
        ("> - one¦", ["Enter"], "> - one\n> - ¦"),
        ("> - ¦", ["Enter"], "> ¦"),
        ("- one¦", ["Shift+Enter"], "- one\n  ¦"),
        ("plain¦", ["Shift+Enter"], "plain\n¦"),
        ("  indented¦", ["Enter"], "  indented\n  ¦"),
        ("- o⟦n⟧e", ["Enter"], "- o\n- ¦e"),
        ("- a⟦b\n- c⟧d", ["Enter"], "- a\n- ¦d"),
        ("```python\n    x = 1¦\n```", ["Enter"], "```python\n    x = 1\n    ¦\n```"),
        ("```\n- a¦\n```", ["Enter"], "```\n- a\n¦\n```"),
        ("```python¦", ["Enter"], "```python\n¦\n```"),
        ("- ```¦", ["Enter"], "- ```\n  ¦\n  ```"),
        ("- 😀¦", ["Enter", "字"], "- 😀\n- 字¦"),
        ("-¦", ["Enter"], "¦"),
    ],
)
def test_enter(drawn, before, keys, after):
    drawn.set(before)
    drawn.press(*keys)
    assert drawn.get() == after


def test_enter_is_one_undo_step(drawn):
    drawn.set("1. one¦\n2. two\n3. three")
    drawn.press("Enter")
    assert drawn.undo().replace("¦", "") == "1. one\n2. two\n3. three"


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
        ("⟦one\ntwo⟧", "Tab", "    ⟦one\n    two⟧"),
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
    ("before", "command", "after"),
    [
        ("- [ ] a¦", "task", "- [x] a¦"),
        ("- [X] a¦", "task", "- [ ] a¦"),
        ("- a¦", "task", "- [ ] a¦"),
        ("a¦", "task", "- [ ] a¦"),
        ("  1. a¦", "task", "  1. [ ] a¦"),
        ("⟦- [ ] a\n- [x] b⟧", "task", "⟦- [x] a\n- [ ] b⟧"),
        ("⟦a\n\nb⟧", "bullets", "- ⟦a\n\n- b⟧"),
        ("- ⟦a\n- b⟧", "bullets", "⟦a\nb⟧"),
        ("⟦- a\n- b⟧", "numbers", "1.⟦ a\n2. b⟧"),
        ("1. a¦\n7. b\n7. c", "renumber", "1. a¦\n2. b\n3. c"),
    ],
)
def test_commands(drawn, run, before, command, after):
    drawn.set(before)
    run(drawn.editor, command)
    got = drawn.get()
    if command in {"task", "numbers"} and "⟦" in before:  # the ends may lie within the marks
        assert got.translate(str.maketrans("", "", "⟦⟧")) == after.translate(
            str.maketrans("", "", "⟦⟧")
        )
    else:
        assert got == after
    assert drawn.undo().translate(str.maketrans("", "", "⟦⟧¦")) == before.translate(
        str.maketrans("", "", "⟦⟧¦")
    )


LINES = st.lists(
    st.builds(
        lambda indent, mark, text: " " * indent + mark + text,
        st.integers(0, 6),
        st.sampled_from(["- ", "* ", "1. ", "3) ", "12. ", "- [ ] ", "", "> 2. "]),
        st.text("a中 \t1.-", max_size=6),
    ),
    max_size=12,
)


@given(LINES)
def test_renumbering_changes_nothing_but_numbers(lines):
    after = renumber(lines)
    assert len(after) == len(lines)
    for one, other in zip(lines, after, strict=True):
        before, now = Item.of(one), Item.of(other)
        assert (before.number is None) == (now.number is None)
        if before.number is None:
            assert one == other
        else:
            assert now.line(mark=before.mark) == one
    assert renumber(after) == after


@given(st.text("- *+•1.)>[x] \ta中", max_size=20))
def test_an_item_can_be_put_together_again(line):
    assert Item.of(line).line() == line
