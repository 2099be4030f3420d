from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from desktop.browser.list_view import ListPane
from desktop.theme import Theme
from notes.model import Hit


def answered(qtbot: QtBot, source: Callable) -> None:
    qtbot.waitUntil(lambda: bool(source.waiting))
    source.answer()


def test_a_row_is_as_high_as_its_text_needs(
    qtbot: QtBot, list_pane: ListPane, source: Callable, make_note: Callable
) -> None:
    texts = {"two": "很长的一段正文，" * 9, "one": "短的", "none": " "}
    source.notes = {key: make_note(key, excerpt=text) for key, text in texts.items()}
    list_pane.show_ids(list(texts))
    answered(qtbot, source)
    delegate = list_pane.table.note_delegate
    wanted = [delegate.height(lines) for lines in (2, 1, 0)]
    assert wanted[0] > wanted[1] > wanted[2]
    assert [list_pane.table.rowHeight(row) for row in range(3)] == wanted


def test_a_narrower_list_gives_the_second_line_back(
    qtbot: QtBot, list_pane: ListPane, source: Callable, make_note: Callable
) -> None:
    source.notes = {"n": make_note("n", excerpt="字" * 20)}
    list_pane.resize(600, 400)
    list_pane.show_ids(["n"])
    answered(qtbot, source)
    delegate = list_pane.table.note_delegate
    assert list_pane.table.rowHeight(0) == delegate.height(1)
    list_pane.resize(220, 400)
    qtbot.waitUntil(lambda: list_pane.table.rowHeight(0) == delegate.height(2))


def accented(pane: ListPane, theme: Theme) -> int:
    """How many pixels of the first row have the background of a match."""
    picture: QImage = pane.table.grab(pane.table.visualRect(pane.model.index(0))).toImage()
    wanted = QColor(theme.colour("accent_soft")).rgb()
    points = ((x, y) for x in range(picture.width()) for y in range(0, picture.height(), 2))
    return sum(picture.pixel(x, y) == wanted for x, y in points)


@pytest.mark.parametrize(
    ("title", "seen"), [("重新 \x02认识\x03 cpu", True), ("An older \x02title\x03", False)]
)
def test_what_was_found_in_the_title_is_seen(
    qtbot: QtBot,
    list_pane: ListPane,
    source: Callable,
    make_note: Callable,
    title: str,
    seen: bool,
) -> None:
    source.notes = {"n": make_note("n", title="重新 认识 cpu", excerpt="", tags=())}
    list_pane.set_query("认识")
    list_pane.show_hits("认识", [Hit("n", "", (), (), "", 1.0, title)], 1)
    answered(qtbot, source)
    qtbot.waitUntil(lambda: list_pane.model.summary(0) is not None)
    assert (accented(list_pane, Theme.named("light")) > 20) is seen
