from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.editor.items import Item, renumber

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


def test_what_is_fenced_is_not_counted():
    lines = ["1. a", "   ~~~", "   7. x", "   7. y", "   ~~~", "5. b", "> 3. c", "> 9. d"]
    assert renumber(lines) == [*lines[:5], "2. b", "> 3. c", "> 4. d"]
