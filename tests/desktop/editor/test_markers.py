from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("before", "command", "after"),
    [
        ("- [ ] a¦", "task", "- [x] a¦"),
        ("- [X] a¦", "task", "- [ ] a¦"),
        ("- a¦", "task", "- [ ] a¦"),
        ("a¦", "task", "- [ ] a¦"),
        ("  1. a¦", "task", "  1. [ ] a¦"),
        ("⟦- [ ] a\n- [x] b⟧", "task", "⟦- [x] a\n- [ ] b⟧"),
        ("⟦- a\n- [x] b⟧", "task", "⟦- [ ] a\n- [x] b⟧"),
        ("⟦a\n\nb⟧", "bullets", "⟦- a\n\n- b⟧"),
        ("- ⟦a\n- b⟧", "bullets", "⟦a\nb⟧"),
        ("⟦- a\n- b⟧", "numbers", "⟦1. a\n2. b⟧"),
        ("1. a¦\n7. b\n7. c", "renumber", "1. a¦\n2. b\n3. c"),
    ],
)
def test_commands(drawn, run, before, command, after):
    drawn.set(before)
    run(drawn.editor, command)
    assert drawn.get() == after
    assert drawn.undo().translate(str.maketrans("", "", "⟦⟧¦")) == before.translate(
        str.maketrans("", "", "⟦⟧¦")
    )
