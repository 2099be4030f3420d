from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from desktop.dialogs.coverage import CoverageDialog, CoveredTitle
from desktop.theme import Theme

TITLES = [
    CoveredTitle("Spark 内存管理", "技术", "n1", written=True),
    CoveredTitle("Agent 入门", "技术", "n2", written=False),
    CoveredTitle("微服务", "架构", None, written=False),
]


def test_titles_with_and_without_text(
    qtbot: QtBot, theme: Theme, listen: Callable, own: Callable
) -> None:
    dialog = CoverageDialog(theme, "索引")
    own(dialog)
    asked = listen(dialog.note_requested)
    dialog.open()
    dialog.show_titles(TITLES)
    assert dialog.figures.text().startswith("1 of 3")

    def shown() -> list[str]:
        return [dialog.model.index(row).data() for row in range(dialog.model.rowCount())]

    dialog.which.setCurrentIndex(1)
    assert shown() == ["Agent 入门", "微服务"]
    dialog.lists.setCurrentText("架构")
    assert shown() == ["微服务"]
    dialog.view.activated.emit(dialog.model.index(0))
    assert asked == []
    dialog.lists.setCurrentIndex(0)
    dialog.filter.setText("AGENT")
    dialog.view.activated.emit(dialog.model.index(0))
    assert asked == [("n2",)]


def test_a_title_of_two_lists_counts_once(theme: Theme, own: Callable) -> None:
    dialog = CoverageDialog(theme, "索引")
    own(dialog)
    dialog.show_titles([*TITLES, CoveredTitle("spark内存管理", "标签", "n1", written=True)])
    assert dialog.figures.text().startswith("1 of 3")
    assert dialog.model.rowCount() == 3
    dialog.lists.setCurrentText("标签")
    assert dialog.figures.text().startswith("1 of 1")
