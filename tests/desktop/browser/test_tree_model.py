from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.browser import mime, tree_nodes
from desktop.browser.tree_model import TreeModel, TreeRole
from notes.model import Scope, ScopeKind, Tree, TreeNode

MOVE = Qt.DropAction.MoveAction


@pytest.fixture
def model(qapp: object, tree: Tree) -> TreeModel:
    model = TreeModel()
    model.tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Warning
    )
    model.show(tree)
    return model


def names(model: TreeModel, parent: QModelIndex | None = None) -> list[str]:
    parent = parent or QModelIndex()
    return [model.index(row, 0, parent).data() for row in range(model.rowCount(parent))]


def test_the_fixed_rows_and_sections(model: TreeModel) -> None:
    assert names(model) == [
        "All notes",
        "Recent",
        "Starred",
        "Categories",
        "Tags",
        "To write",
        "Trash",
    ]
    categories = model.index_of_key(tree_nodes.CATEGORIES)
    assert names(model, categories) == ["技术", "架构", "空", "No category"]


def test_an_update_keeps_the_rows_that_stay(
    model: TreeModel, make_tree: Callable[..., Tree]
) -> None:
    network = QPersistentModelIndex(model.index_of_key("category:3"))
    removed: list[object] = []
    model.rowsRemoved.connect(lambda *args: removed.append(args))
    model.modelReset.connect(lambda: removed.append("reset"))
    model.show(
        make_tree(
            [
                (9, "新", 1),
                (5, "架构", 5),
                (1, "技术二", 13, (4, "Python", 3), (2, "Kubernetes", 7, (3, "网络", 3))),
                (6, "空", 0),
            ],
            [(1, "云原生", 9, (2, "kubernetes", 6)), (3, "linux", 4)],
            uncategorised=3,
        )
    )
    assert not removed
    assert network.isValid()
    assert network.data() == "网络"
    assert network.data(TreeRole.NODE).count == 3
    assert network.data(TreeRole.NODE).path == "技术二/Kubernetes/网络"


tree_node = st.recursive(
    st.just(()),
    lambda below: st.lists(below, max_size=4).map(tuple),
    max_leaves=12,
)


@given(st.data())
@settings(
    max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_any_tree_follows_any_other(qapp: object, data: st.DataObject) -> None:
    model = TreeModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    for _ in range(3):
        ids = iter(data.draw(st.permutations(range(1, 60))))

        def build(shape: tuple, above: str, ids: object = ids) -> tuple[TreeNode, ...]:
            made = []
            for below in shape:
                number = next(ids)
                path = f"{above}/{number}".lstrip("/")
                made.append(TreeNode(number, str(number), path, number, build(below, path)))
            return tuple(made)

        shape = data.draw(tree_node)
        tree = Tree(build(shape, ""), (), 1, 1, 1, 1, data.draw(st.integers(0, 1)), 1)
        model.show(tree)

        def shown(index: QModelIndex) -> list:
            return [
                (child.data(), shown(child))
                for child in (model.index(row, 0, index) for row in range(model.rowCount(index)))
                if child.data(TreeRole.NODE).kind is tree_nodes.NodeKind.CATEGORY
            ]

        def wanted(nodes: tuple[TreeNode, ...]) -> list:
            return [(node.name, wanted(node.children)) for node in nodes]

        assert shown(model.index_of_key(tree_nodes.CATEGORIES)) == wanted(tree.categories)
    del tester


def test_children_are_made_when_asked_for(qapp: object, make_tree: Callable[..., Tree]) -> None:
    many = tuple(TreeNode(i, f"t{i}", f"t{i}", 1) for i in range(10_000))
    model = TreeModel()
    started = perf_counter()
    model.show(Tree((), (TreeNode(10_000, "top", "top", 1, many),), 1, 1, 1, 1, 1, 1))
    tags = model.index_of_key(tree_nodes.TAGS)
    assert model.hasChildren(model.index(0, 0, tags))
    assert perf_counter() - started < 0.05
    top = model.index(0, 0, tags)
    assert model.rowCount(top) == tree_nodes.CHUNK
    assert model.index_of_key("tag:5000").data() == "t5000"
    while model.show_more(model.node(top)):
        pass
    assert model.rowCount(top) == 10_000


def test_scopes(model: TreeModel) -> None:
    def scope(key: str) -> Scope:
        return model.index_of_key(key).data(TreeRole.NODE).scope

    assert scope("category:3") == Scope(ScopeKind.CATEGORY, "技术/Kubernetes/网络")
    assert scope("tag:2") == Scope(ScopeKind.TAG, "云原生/kubernetes")
    assert scope("trash") == Scope(ScopeKind.TRASHED)
    assert scope("tags") is None


@pytest.mark.parametrize(
    ("key", "can"),
    [
        ("category:5", True),
        ("tag:3", True),
        ("trash", True),
        ("starred", True),
        ("uncategorised", True),
        ("all", False),
        ("stubs", False),
        ("categories", False),
    ],
)
def test_where_notes_can_be_dropped(model: TreeModel, key: str, can: bool) -> None:
    dropped: list[tuple] = []
    model.notes_dropped.connect(lambda ids, scope: dropped.append((ids, scope)))
    data = mime.pack(mime.NOTES, ["a", "b"])
    index = model.index_of_key(key)
    assert model.canDropMimeData(data, MOVE, -1, -1, index) is can
    assert model.dropMimeData(data, MOVE, -1, -1, index) is can
    assert dropped == ([(["a", "b"], index.data(TreeRole.NODE).scope)] if can else [])


@pytest.mark.parametrize(
    ("path", "key", "can"),
    [
        ("技术/Python", "category:5", True),
        ("技术/Python", "categories", True),
        ("技术/Python", "category:1", False),  # where it is already
        ("技术", "category:3", False),  # into itself
        ("技术", "category:1", False),
        ("技术", "categories", False),
        ("技术/Python", "tag:1", False),
        ("技术/Python", "trash", False),
    ],
)
def test_where_categories_can_be_dropped(model: TreeModel, path: str, key: str, can: bool) -> None:
    moved: list[tuple] = []
    model.category_dropped.connect(lambda *args: moved.append(args))
    index = model.index_of_key(key)
    data = mime.pack(mime.CATEGORY, [path])
    assert model.dropMimeData(data, MOVE, -1, -1, index) is can
    assert moved == ([(path, index.data(TreeRole.NODE).path)] if can else [])


def test_a_dragged_row_carries_its_path(model: TreeModel) -> None:
    data = model.mimeData([model.index_of_key("category:2")])
    assert mime.unpack(data, mime.CATEGORY) == ["技术/Kubernetes"]
    data = model.mimeData([model.index_of_key("tag:2")])
    assert mime.unpack(data, mime.TAG) == ["云原生/kubernetes"]
    assert not mime.unpack(QMimeData(), mime.NOTES)


def test_hostile_names_stay_text(qapp: object, make_tree: Callable[..., Tree]) -> None:
    model = TreeModel()
    model.show(make_tree([(1, "<b>x</b>\u202e\n", 1)]))
    index = model.index_of_key("category:1")
    assert index.data() == "<b>x</b>"
    assert "<b>" not in index.data(Qt.ItemDataRole.ToolTipRole)


def test_rows_say_their_count_aloud(model: TreeModel) -> None:
    spoken = model.index_of_key("category:2").data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Kubernetes, 6")


def test_the_filter_keeps_what_is_above_and_below(tree: Tree) -> None:
    kept = tree_nodes.filtered(tree, "KUBE")
    assert [node.name for node in kept.categories] == ["技术"]
    assert [node.name for node in kept.categories[0].children] == ["Kubernetes"]
    assert kept.categories[0].children[0].children == tree.categories[0].children[0].children
    assert [node.name for node in kept.tags] == ["云原生"]
    assert tree_nodes.filtered(tree, " ") is tree
