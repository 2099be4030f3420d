from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from desktop.dialogs.history import HistoryDialog
from desktop.theme import Theme
from notes.model import Revision, RevisionText

NOW = RevisionText("题目", "", "一\n二\n三改了\n四\n五\n六\n七\n八")
OLD = RevisionText("旧题目", "", "一\n二\n三\n四\n五\n六\n七\n旧八")
FIRST = RevisionText("题目", "title: x\n", "一")
WHEN = datetime(2026, 5, 4, 12, tzinfo=UTC)
REVISIONS = [
    Revision(3, "n", WHEN, 20, "pause"),
    Revision(2, "n", WHEN, 19, "import"),
    Revision(1, "n", WHEN, 1, "first"),
]


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme, own: Callable) -> HistoryDialog:
    dialog = HistoryDialog(theme, "题目")
    own(dialog)
    texts = {3: NOW, 2: OLD, 1: FIRST}
    dialog.text_requested.connect(lambda number: dialog.show_text(number, texts[number]))
    dialog.open()
    dialog.show_revisions(REVISIONS, NOW)
    return dialog


def shown(dialog: HistoryDialog) -> str:
    return dialog.view.toPlainText()


def test_a_revision_is_compared_with_now(qtbot: QtBot, dialog: HistoryDialog) -> None:
    qtbot.waitUntil(lambda: "same as now" in dialog.figures.text())
    assert not dialog.restore_button.isEnabled()
    dialog.list.setCurrentRow(1)
    qtbot.waitUntil(lambda: "− 三" in shown(dialog))
    assert "+ 三改了" in shown(dialog)
    assert "旧题目" in dialog.other.text()


def test_what_a_revision_changed(qtbot: QtBot, dialog: HistoryDialog) -> None:
    dialog.list.setCurrentRow(1)
    dialog.against.setCurrentIndex(1)
    qtbot.waitUntil(lambda: "+ 二" in shown(dialog))
    assert "front matter" in dialog.other.text()
    assert not dialog.part_button.isEnabled()
    dialog.list.setCurrentRow(2)
    qtbot.waitUntil(lambda: shown(dialog).strip().endswith("一"))


def test_one_change_is_brought_back(qtbot: QtBot, dialog: HistoryDialog, listen: Callable) -> None:
    part = listen(dialog.part_requested)
    dialog.list.setCurrentRow(1)
    qtbot.waitUntil(lambda: "− 三" in shown(dialog))
    dialog.view.go_to_hunk(0)
    assert dialog.part_button.isEnabled()
    dialog.part_button.click()
    assert part == [("一\n二\n三\n四\n五\n六\n七\n八",)]


def test_the_whole_is_restored(qtbot: QtBot, dialog: HistoryDialog, listen: Callable) -> None:
    restored = listen(dialog.restore_requested)
    dialog.list.setCurrentRow(2)
    dialog.restore_button.click()
    assert restored == [(1,)]


def test_marks_and_both_themes_are_drawn(qtbot: QtBot, dialog: HistoryDialog) -> None:
    dialog.list.setCurrentRow(1)
    qtbot.waitUntil(lambda: "− 三" in shown(dialog))
    light = dialog.grab().toImage()
    dialog.set_theme(Theme.named("dark"))
    assert dialog.grab().toImage() != light


def test_no_history_yet(qtbot: QtBot, theme: Theme, own: Callable) -> None:
    dialog = HistoryDialog(theme, "x")
    own(dialog)
    dialog.show_revisions([], NOW)
    assert not dialog.restore_button.isEnabled()
    assert dialog.figures.text()
