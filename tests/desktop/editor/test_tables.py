from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.editor.table_text import Align, Table, cells_of, is_delimiter, width

TABLE = "| 名称 | n |\n|---|--:|\n| 中文字 | 12 |\n| ab | 3 |"
ALIGNED = "| 名称   |   n |\n| ------ | --: |\n| 中文字 |  12 |\n| ab     |   3 |"


def at(text: str, cell: str) -> str:
    """The text with the cursor at the start of a cell's text."""
    return text.replace(cell, "¦" + cell, 1)


@pytest.mark.parametrize(
    ("key", "start", "end"),
    [
        ("Tab", "名称", "⟦n⟧"),
        ("Tab", "n |", "⟦中文字⟧"),
        ("Shift+Tab", "12", "⟦中文字⟧"),
        ("Enter", "中文字", "⟦ab⟧"),
    ],
)
def test_moving_aligns_and_goes_on(drawn, key, start, end):
    drawn.set(at(TABLE, start))
    drawn.press(key)
    got = drawn.get()
    assert got.replace("⟦", "").replace("⟧", "") == ALIGNED
    assert end in got


def test_tab_beyond_the_end_adds_a_row(drawn):
    drawn.set(at(TABLE, "3 |"))
    drawn.press("Tab", "x")
    assert drawn.editor.text() == ALIGNED + "\n| x       |     |"
    drawn.press("Tab")
    assert drawn.editor.text() == ALIGNED + "\n| x      |     |"


def test_enter_leaves_an_empty_last_row(drawn):
    drawn.set("a¦" and at(TABLE, "ab"))
    drawn.press("Enter", "Enter")
    assert drawn.get() == ALIGNED + "\n¦"


@pytest.mark.parametrize(
    ("command", "rows"),
    [
        ("row_below", [["名称", "n"], ["中文字", "12"], ["", ""], ["ab", "3"]]),
        ("row_above", [["名称", "n"], ["", ""], ["中文字", "12"], ["ab", "3"]]),
        ("row_down", [["名称", "n"], ["ab", "3"], ["中文字", "12"]]),
        ("row_delete", [["名称", "n"], ["ab", "3"]]),
        ("column_after", [["名称", "", "n"], ["中文字", "", "12"], ["ab", "", "3"]]),
        ("column_before", [["", "名称", "n"], ["", "中文字", "12"], ["", "ab", "3"]]),
        ("column_right", [["n", "名称"], ["12", "中文字"], ["3", "ab"]]),
        ("column_delete", [["n"], ["12"], ["3"]]),
        ("table_align", [["名称", "n"], ["中文字", "12"], ["ab", "3"]]),
    ],
)
def test_commands_keep_the_rest(drawn, run, command, rows):
    drawn.set("before\n\n" + at(TABLE, "中文字") + "\n\nafter")
    run(drawn.editor, command)
    lines = drawn.editor.text().split("\n")
    assert (lines[0], lines[-1]) == ("before", "after")
    assert Table.parse(lines[2:-2]).rows == rows
    assert drawn.undo().replace("¦", "") == "before\n\n" + TABLE + "\n\nafter"


@pytest.mark.parametrize(
    ("before", "keys", "after"),
    [
        (
            "> | a¦ | b |\n> |---|---|\n> | c | d |",
            ["Tab"],
            "> | a   | ⟦b⟧   |\n> | --- | --- |\n> | c   | d   |",
        ),
        (
            "> | a | b |\n> |---|---|\n> | ¦ |  |",
            ["Enter"],
            "> | a   | b   |\n> | --- | --- |\n> ¦",
        ),
        (
            "- x\n\n  | a | b |\n  |---|---|\n  | c | d¦ |",
            ["Tab"],
            "- x\n\n  | a   | b   |\n  | --- | --- |\n  | c   | d   |\n  | ¦    |     |",
        ),
        (
            "| a | b |\n|---|---|¦",
            ["Enter"],
            "| a   | b   |\n| --- | --- |\n| ¦    |     |",
        ),
        (
            "| a | b |\n|---|---|\n| c | d |¦",
            ["Enter"],
            "| a   | b   |\n| --- | --- |\n| c   | d   |\n| ¦    |     |",
        ),
    ],
)
def test_in_quotes_and_lists_and_at_a_rows_end(drawn, before, keys, after):
    drawn.set(before)
    drawn.press(*keys)
    assert drawn.get() == after


def test_a_command_outside_a_table_says_so(drawn, run, qtbot):
    drawn.set("no table¦")
    with qtbot.waitSignal(drawn.editor.refused):
        run(drawn.editor, "row_below")
    assert drawn.get() == "no table¦"


def test_alignment_is_kept_and_changed(drawn, run):
    drawn.set(at(TABLE, "中文字"))
    run(drawn.editor, "align_center")
    table = Table.parse(drawn.editor.text().split("\n"))
    assert table.aligns == [Align.CENTER, Align.RIGHT]


def test_rows_are_sorted_by_the_column(drawn, run):
    drawn.set(at(TABLE, "12"))
    run(drawn.editor, "sort")
    assert [row[1] for row in Table.parse(drawn.editor.text().split("\n")).rows] == ["n", "3", "12"]
    run(drawn.editor, "sort")
    assert [row[1] for row in Table.parse(drawn.editor.text().split("\n")).rows] == ["n", "12", "3"]


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("| a | b |", ["a", "b"]),
        ("a | b", ["a", "b"]),
        (r"| a \| b | c |", [r"a \| b", "c"]),
        ("| `a | b` | c |", ["`a | b`", "c"]),
        ("| ` | b |", ["`", "b"]),
        ("||", [""]),
        ("| a", ["a"]),
        ("> | a | b |", ["a", "b"]),
        ("  > > a | b", ["a", "b"]),
    ],
)
def test_cells(line, cells):
    assert [line[start:end].strip() for start, end in cells_of(line)] == cells


@pytest.mark.parametrize(
    ("text", "columns"), [("ab", 2), ("中文", 4), ("ｶﾅ", 2), ("é", 1), ("👨‍👩‍👧", 2), ("“”", 2)]
)
def test_width(text, columns):
    assert width(text) == columns


CELL = st.text("ab中文 \\`😀é-:", max_size=6).map(
    lambda text: text.replace("`", "").replace("\\", "").strip()
)


@given(
    st.integers(1, 4).flatmap(
        lambda n: st.lists(st.lists(CELL, min_size=n, max_size=n), min_size=1, max_size=5)
    )
)
def test_writing_and_reading_a_table_keeps_it(rows):
    table = Table([list(row) for row in rows], [Align.NONE, *[Align.RIGHT] * (len(rows[0]) - 1)])
    lines = table.lines()
    assert is_delimiter(lines[1])
    assert len({width(line) for line in lines}) == 1
    again = Table.parse(lines)
    assert again.rows == [list(row) for row in rows]
    assert again.aligns == table.aligns
    assert again.lines() == lines
