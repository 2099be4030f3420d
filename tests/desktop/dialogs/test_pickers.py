from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.dialogs.pickers import paths_of, pick_category, pick_place, pick_tag
from desktop.theme import Theme
from notes.model import TreeNode

TREE = (
    TreeNode(1, "技术", "技术", 3, (TreeNode(2, "Kubernetes", "技术/Kubernetes", 2),)),
    TreeNode(3, "架构", "架构", 1),
)


def test_typing_finds_and_enter_chooses(qtbot: QtBot, theme: Theme, own: Callable) -> None:
    chosen: list[str] = []
    picker = pick_category(None, theme, paths_of(TREE), title="Move", done=chosen.append)
    own(picker)
    qtbot.keyClicks(picker.field, "kube")
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert chosen == ["技术/Kubernetes"]


def test_arrows_move_while_one_types(qtbot: QtBot, theme: Theme, own: Callable) -> None:
    chosen: list[str] = []
    picker = pick_category(
        None, theme, paths_of(TREE), title="Move", done=chosen.append, current="技术"
    )
    own(picker)
    assert picker.chosen() == "技术"
    qtbot.keyClick(picker.field, Qt.Key.Key_Up)
    assert picker.chosen() == ""
    qtbot.keyClick(picker.field, Qt.Key.Key_PageDown)
    assert picker.chosen() == "架构"


def test_a_new_path_can_be_typed_but_not_a_broken_one(
    qtbot: QtBot, theme: Theme, own: Callable
) -> None:
    chosen: list[str] = []
    picker = pick_tag(None, theme, ["linux"], title="Tag", done=chosen.append)
    own(picker)
    picker.field.setText("a//b")
    assert picker.chosen() is None
    assert not picker.accept_button.isEnabled()
    picker.field.setText("zz/new")
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    assert chosen == ["zz/new"]


def test_escape_chooses_nothing(qtbot: QtBot, theme: Theme) -> None:
    chosen: list[str] = []
    picker = pick_tag(None, theme, ["linux"], title="Tag", done=chosen.append)
    qtbot.keyClick(picker, Qt.Key.Key_Escape)
    assert chosen == []


def test_a_place_is_never_inside_what_moves(qtbot: QtBot, theme: Theme, own: Callable) -> None:
    picker = pick_place(None, theme, TREE, "技术", of_tag=False, done=lambda _path: None)
    own(picker)
    rows = [picker.list.model().index(row, 0).data() for row in range(2)]
    assert rows == ["Top of the categories", "架构"]
