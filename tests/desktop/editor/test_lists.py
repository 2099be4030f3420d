from __future__ import annotations

import pytest


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
        ("* * *¦", ["Enter"], "* * *\n¦"),
        ("```js\n  f(){¦}\n```", ["Enter"], "```js\n  f(){\n      ¦\n  }\n```"),
        ("text\n- ¦a", ["Enter"], "text\n- \n- ¦a"),
        ("1. a\n   > q\n2. b¦\n3. c", ["Enter"], "1. a\n   > q\n2. b\n3. ¦\n4. c"),
        ("1. a¦\n> 1. b\n> 2. c", ["Enter"], "1. a\n2. ¦\n> 1. b\n> 2. c"),
        ("> 1) a¦\n> 2) b", ["Enter"], "> 1) a\n> 2) ¦\n> 3) b"),
        (
            "1. a\n   ```\n   5. x\n   9. y\n   ```\n2. b¦\n3. c",
            ["Enter"],
            "1. a\n   ```\n   5. x\n   9. y\n   ```\n2. b\n3. ¦\n4. c",
        ),
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
    ("before", "command", "after"),
    [
        ("1. a\n2. b¦\n3. c", "move_up", "1. b¦\n2. a\n3. c"),
        ("⟦1. a\n2. b⟧\n3. c", "move_down", "1. c\n⟦2. a\n3. b⟧"),
        ("1. a\n2. b¦\n3. c", "duplicate", "1. a\n2. b\n3. b¦\n4. c"),
        ("1. a\n1. b¦\n1. c", "duplicate", "1. a\n1. b\n1. b¦\n1. c"),
        ("1. a¦\n2. b\n3. c", "delete", "1. b¦\n2. c"),
        ("9) a\n10) b¦\n11) c", "delete", "9) a\n10) c¦"),
        ("- a\n  1. b\n  2. c¦", "move_up", "- a\n  1. c¦\n  2. b"),
        ("```\n1. a\n2. b¦\n```", "move_up", "```\n2. b¦\n1. a\n```"),
    ],
)
def test_numbers_stay_in_order_when_lines_change_places(drawn, run, before, command, after):
    drawn.set(before)
    run(drawn.editor, command)
    assert drawn.get() == after
    assert drawn.undo().translate(str.maketrans("", "", "⟦⟧¦")) == before.translate(
        str.maketrans("", "", "⟦⟧¦")
    )
