from __future__ import annotations

from collections.abc import Callable
from time import process_time

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.browser import mime, tree_nodes
from desktop.browser.tree_view import TreePane
from desktop.dialogs.confirm import ConfirmDialog
from desktop.dialogs.delete import DeleteCategoryDialog
from desktop.theme import Theme
from notes.model import Scope, ScopeKind, Tree, TreeNode

KUBERNETES = Scope(ScopeKind.CATEGORY, "技术/Kubernetes")


def calls(signal: object) -> list[tuple]:
    seen: list[tuple] = []
    signal.connect(lambda *args: seen.append(args))
    return seen


def row_at(pane: TreePane, key: str) -> QPoint:
    return pane.view.visualRect(pane.model.index_of_key(key)).center()


def click(qtbot: QtBot, pane: TreePane, key: str) -> None:
    qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=row_at(pane, key))


def editor(pane: TreePane) -> QLineEdit:
    found = pane.view.findChild(QLineEdit, "treeNameEditor")
    assert found is not None
    return found


def dialog(pane: TreePane, kind: type) -> object:
    found = pane.findChildren(kind)
    assert len(found) == 1
    return found[0]


def test_a_click_chooses_a_scope(qtbot: QtBot, tree_pane: TreePane) -> None:
    chosen = calls(tree_pane.scope_selected)
    click(qtbot, tree_pane, "starred")
    click(qtbot, tree_pane, "category:5")
    click(qtbot, tree_pane, "category:5")
    architecture = Scope(ScopeKind.CATEGORY, "架构")
    assert chosen == [(Scope(ScopeKind.STARRED),), (architecture,), (architecture,)]
    assert tree_pane.scope_label() == "架构"


def test_a_click_on_the_chevron_only_opens(qtbot: QtBot, tree_pane: TreePane) -> None:
    chosen = calls(tree_pane.scope_selected)
    index = tree_pane.model.index_of_key("category:1")
    row = tree_pane.view.visualRect(index)
    where = QPoint(row.left() + 18, row.center().y())
    qtbot.mouseClick(tree_pane.view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert tree_pane.view.isExpanded(index)
    assert not chosen
    qtbot.mouseClick(tree_pane.view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert not tree_pane.view.isExpanded(index)


def test_the_keyboard_walks_opens_and_goes_on_to_the_list(
    qtbot: QtBot, tree_pane: TreePane
) -> None:
    activated = calls(tree_pane.scope_activated)
    tree_pane.select(Scope(ScopeKind.CATEGORY, "技术"))
    view = tree_pane.view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert tree_pane.scope() == KUBERNETES
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert tree_pane.scope() == Scope(ScopeKind.CATEGORY, "技术")
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert activated == [(Scope(ScopeKind.CATEGORY, "技术"),)]


def test_selection_scroll_and_branches_survive_an_update(
    qtbot: QtBot, tree_pane: TreePane, make_tree: Callable[..., Tree]
) -> None:
    many = [(100 + i, f"标签{i:03}", i) for i in range(200)]
    tree_pane.show_tree(make_tree([(1, "技术", 2, (2, "Kubernetes", 1, (3, "网络", 1)))], many))
    tree_pane.select(Scope(ScopeKind.TAG, "标签150"))
    tree_pane.view.expand(tree_pane.model.index_of_key("category:1"))
    scrolled = tree_pane.view.verticalScrollBar().value()
    assert scrolled > 0
    chosen = calls(tree_pane.scope_selected)
    many[3] = (103, "标签003", 999)
    tree_pane.show_tree(
        make_tree([(1, "技术", 3, (2, "Kubernetes", 1, (3, "网络", 1)))], [*many, (999, "zz", 1)])
    )
    assert tree_pane.view.verticalScrollBar().value() == scrolled
    assert tree_pane.view.currentIndex().data() == "标签150"
    assert tree_pane.view.isExpanded(tree_pane.model.index_of_key("category:1"))
    assert not chosen


def test_the_chosen_scope_follows_a_rename_and_falls_back_when_deleted(
    tree_pane: TreePane, make_tree: Callable[..., Tree]
) -> None:
    tree_pane.select(KUBERNETES)
    chosen = calls(tree_pane.scope_selected)
    tree_pane.show_tree(make_tree([(1, "技术", 1, (2, "K8s", 1))]))
    assert chosen == [(Scope(ScopeKind.CATEGORY, "技术/K8s"),)]
    tree_pane.show_tree(make_tree([(1, "技术", 1)]))
    assert chosen[1:] == [(Scope(),)]


def test_the_state_comes_back_in_a_new_pane(
    qtbot: QtBot, tree_pane: TreePane, theme: Theme, tree: Tree
) -> None:
    tree_pane.view.expand(tree_pane.model.index_of_key("category:1"))
    tree_pane.view.expand(tree_pane.model.index_of_key("tag:1"))
    tree_pane.view.collapse(tree_pane.model.index_of_key("tag:1"))
    tree_pane.select(KUBERNETES)
    state = tree_pane.state()
    other = TreePane(theme)
    qtbot.addWidget(other)
    other.restore_state(state)
    other.show_tree(tree)
    assert other.view.isExpanded(other.model.index_of_key("category:1"))
    assert not other.view.isExpanded(other.model.index_of_key("tag:1"))
    assert other.scope() == KUBERNETES
    assert other.view.currentIndex().data() == "Kubernetes"


def test_a_broken_state_is_passed_over(qtbot: QtBot, theme: Theme, tree: Tree) -> None:
    pane = TreePane(theme)
    qtbot.addWidget(pane)
    pane.restore_state({"opened": [1, "category:404"], "current": ["x"]})
    pane.show_tree(tree)
    assert pane.scope() == Scope()


def test_f2_renames_in_place(qtbot: QtBot, tree_pane: TreePane) -> None:
    renamed = calls(tree_pane.category_rename_requested)
    activated = calls(tree_pane.scope_activated)
    tree_pane.select(KUBERNETES)
    tree_pane.view.setFocus()
    qtbot.keyClick(tree_pane.view, Qt.Key.Key_F2)
    assert editor(tree_pane).text() == "Kubernetes"
    qtbot.keyClicks(editor(tree_pane), "K8s")
    qtbot.keyClick(editor(tree_pane), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: renamed == [("技术/Kubernetes", "K8s")])
    assert not activated  # the key was the field's alone


def test_an_update_leaves_the_name_that_is_being_typed(
    qtbot: QtBot, tree_pane: TreePane, make_tree: Callable[..., Tree]
) -> None:
    tree_pane.select(Scope(ScopeKind.CATEGORY, "架构"))
    tree_pane.rename_current()
    editor(tree_pane).setText("半个名")
    tree_pane.show_tree(make_tree([(0, "前", 1), (5, "架构", 6)]))
    assert editor(tree_pane).text() == "半个名"


def test_escape_leaves_the_name(qtbot: QtBot, tree_pane: TreePane) -> None:
    renamed = calls(tree_pane.category_rename_requested)
    tree_pane.select(KUBERNETES)
    tree_pane.rename_current()
    qtbot.keyClicks(editor(tree_pane), "x")
    qtbot.keyClick(editor(tree_pane), Qt.Key.Key_Escape)
    assert not renamed


def test_a_new_category_is_typed_in_its_place(qtbot: QtBot, tree_pane: TreePane) -> None:
    created = calls(tree_pane.category_create_requested)
    tree_pane.select(Scope(ScopeKind.CATEGORY, "技术"))
    tree_pane.create_category()
    editor(tree_pane).setText(" 数据库 ")
    qtbot.keyClick(editor(tree_pane), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: created == [("技术/数据库",)])
    assert tree_pane.model.rowCount(tree_pane.model.index_of_key("category:1")) == 2


def test_a_draft_is_dropped_on_escape_and_survives_an_update(
    qtbot: QtBot, tree_pane: TreePane, tree: Tree
) -> None:
    created = calls(tree_pane.tag_create_requested)
    section = tree_pane.model.index_of_key(tree_nodes.TAGS)
    tree_pane.create_tag()
    assert tree_pane.model.rowCount(section) == 3
    tree_pane.show_tree(tree)
    qtbot.keyClicks(editor(tree_pane), "x")
    qtbot.keyClick(editor(tree_pane), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: tree_pane.model.rowCount(section) == 2)
    assert not created


def test_wrong_names_are_refused(qtbot: QtBot, tree_pane: TreePane) -> None:
    renamed = calls(tree_pane.category_rename_requested)
    tree_pane.select(KUBERNETES)
    for name in ("a/b", "Python", "   ", "a\u200bb"):
        tree_pane.rename_current()
        editor(tree_pane).setText(name)
        qtbot.keyClick(editor(tree_pane), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: tree_pane.view.findChild(QLineEdit) is None)
    assert not renamed


def test_renaming_a_tag_onto_another_asks_before_they_merge(
    qtbot: QtBot, tree_pane: TreePane
) -> None:
    renamed = calls(tree_pane.tag_rename_requested)
    tree_pane.select(Scope(ScopeKind.TAG, "linux"))
    tree_pane.rename_current()
    editor(tree_pane).setText("云原生/kubernetes")
    qtbot.keyClick(editor(tree_pane), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(tree_pane.findChildren(ConfirmDialog)))
    assert not renamed
    question = dialog(tree_pane, ConfirmDialog)
    assert question.isVisible()
    qtbot.keyClick(question, Qt.Key.Key_Return)
    assert renamed == [("linux", "云原生/kubernetes")]


def test_deleting_a_category_asks_what_happens_to_its_notes(
    qtbot: QtBot, tree_pane: TreePane
) -> None:
    deleted = calls(tree_pane.category_delete_requested)
    tree_pane.select(KUBERNETES)
    tree_pane.view.setFocus()
    qtbot.keyClick(tree_pane.view, Qt.Key.Key_Delete)
    question = dialog(tree_pane, DeleteCategoryDialog)
    assert "6" in question.keep.text()
    assert "1" in question.detail.text()
    question.trash.click()
    question.accept_button.click()
    assert deleted == [("技术/Kubernetes", True)]


def test_escape_deletes_nothing_and_an_empty_category_goes_without_a_question(
    qtbot: QtBot, tree_pane: TreePane
) -> None:
    deleted = calls(tree_pane.category_delete_requested)
    tree_pane.select(KUBERNETES)
    tree_pane.delete_current()
    question = dialog(tree_pane, DeleteCategoryDialog)
    qtbot.keyClick(question, Qt.Key.Key_Escape)
    assert not deleted
    tree_pane.select(Scope(ScopeKind.CATEGORY, "空"))
    tree_pane.delete_current()
    assert deleted == [("空", False)]


def test_deleting_a_tag_says_that_the_notes_stay(qtbot: QtBot, tree_pane: TreePane) -> None:
    deleted = calls(tree_pane.tag_delete_requested)
    tree_pane.select(Scope(ScopeKind.TAG, "云原生"))
    tree_pane.delete_current()
    question = dialog(tree_pane, ConfirmDialog)
    assert "9" in question.detail.text()
    question.accept_button.click()
    assert deleted == [("云原生",)]


def test_a_drop_through_the_view(qtbot: QtBot, tree_pane: TreePane) -> None:
    dropped = calls(tree_pane.notes_dropped)
    data = mime.pack(mime.NOTES, ["n1"])
    where = QPointF(row_at(tree_pane, "category:5"))
    event = QDropEvent(
        where,
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    tree_pane.view.dropEvent(event)
    assert dropped == [(["n1"], Scope(ScopeKind.CATEGORY, "架构"))]


def test_typing_filters_and_escape_brings_all_back(qtbot: QtBot, tree_pane: TreePane) -> None:
    tree_pane.view.setFocus()
    qtbot.keyClicks(tree_pane.view, "k")
    assert tree_pane.filter.hasFocus()
    qtbot.keyClicks(tree_pane.filter, "ube")
    index = tree_pane.model.index_of_key
    qtbot.waitUntil(lambda: not index("category:5").isValid())
    assert tree_pane.view.isExpanded(index("category:1"))
    qtbot.keyClick(tree_pane.filter, Qt.Key.Key_Return)
    assert tree_pane.scope() == KUBERNETES
    qtbot.keyClick(tree_pane.view, Qt.Key.Key_Escape)
    assert index("category:5").isValid()
    assert tree_pane.view.currentIndex().data() == "Kubernetes"


def test_a_filter_that_finds_nothing_says_so(qtbot: QtBot, tree_pane: TreePane) -> None:
    tree_pane.filter.setText("zzz")
    qtbot.waitUntil(tree_pane.nothing.isVisible)
    tree_pane.filter.clear()
    qtbot.waitUntil(lambda: not tree_pane.nothing.isVisible())


def test_menus_offer_what_can_be_done(tree_pane: TreePane) -> None:
    def texts(key: str) -> list[str]:
        node = tree_pane.model.node(tree_pane.model.index_of_key(key))
        menu = tree_pane.menu_for(node)
        return [action.text() for action in menu.actions() if not action.isSeparator()]

    assert texts("category:2")[:2] == ["New note in “Kubernetes”", "New category in “Kubernetes”…"]
    assert "Import here…" in texts("category:2")
    assert "Import here…" not in texts("tag:2")
    assert texts("trash") == ["Empty trash…"]
    assert texts("tags")[0] == "New tag…"


def test_stubs_and_trash_stay_in_sight_and_the_keyboard_reaches_them(
    qtbot: QtBot, tree_pane: TreePane, make_tree: Callable[..., Tree]
) -> None:
    tree_pane.show_tree(make_tree([], [(100 + i, f"标签{i:03}", i) for i in range(200)]))
    chosen = calls(tree_pane.scope_selected)
    dropped = calls(tree_pane.notes_dropped)
    foot = tree_pane.foot
    row = foot.visualRect(tree_pane.model.index_of_key("trash"))
    assert foot.viewport().rect().contains(row)
    tree_pane.select(Scope(ScopeKind.TAG, "标签199"))
    tree_pane.view.setFocus()
    qtbot.keyClick(tree_pane.view, Qt.Key.Key_Down)
    assert foot.hasFocus()
    qtbot.keyClick(foot, Qt.Key.Key_Down)
    qtbot.keyClick(foot, Qt.Key.Key_Up)
    qtbot.keyClick(foot, Qt.Key.Key_Up)
    assert tree_pane.view.hasFocus()
    kinds = [scope.kind for (scope,) in chosen]
    assert kinds == [ScopeKind.STUBS, ScopeKind.TRASHED, ScopeKind.STUBS, ScopeKind.TAG]
    data = mime.pack(mime.NOTES, ["n1"])  # the event does not keep it
    event = QDropEvent(
        QPointF(row.center()),
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    foot.dropEvent(event)
    assert dropped == [(["n1"], Scope(ScopeKind.TRASHED))]


def test_ten_thousand_tags_stay_quick(qtbot: QtBot, theme: Theme) -> None:
    tags = tuple(TreeNode(i, f"标签 {i}", f"标签 {i}", 1) for i in range(10_000))
    big = Tree((), tags, 1, 1, 1, 1, 1, 1)
    pane = TreePane(theme)
    qtbot.addWidget(pane)
    pane.resize(240, 500)
    pane.show()
    started = process_time()
    pane.show_tree(big)
    pane.grab()
    assert process_time() - started < 0.3
    index = pane.model.index_of_key(tree_nodes.TAGS)
    assert pane.model.rowCount(index) == tree_nodes.CHUNK
    pane.view.scrollToBottom()
    assert pane.model.rowCount(index) > tree_nodes.CHUNK
    pane.select(Scope(ScopeKind.TAG, "标签 9000"))
    assert pane.view.currentIndex().data() == "标签 9000"
    pane.filter.setText("9999")
    qtbot.waitUntil(lambda: pane.model.rowCount(index) == 1)
