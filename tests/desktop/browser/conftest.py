"""Trees and notes for the panes, and the panes themselves in a window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.browser.list_view import ListPane
from desktop.browser.tree_view import TreePane
from desktop.theme import Theme
from notes.model import NoteSummary, Tree, TreeNode

Spec = tuple[int, str, int, tuple["Spec", ...]]


def _nodes(specs: Sequence[tuple], above: str = "") -> tuple[TreeNode, ...]:
    made = []
    for number, name, count, *below in specs:
        path = f"{above}/{name}" if above else name
        made.append(TreeNode(number, name, path, count, _nodes(below, path)))
    return tuple(made)


@pytest.fixture
def make_tree() -> Callable[..., Tree]:
    """A tree from nested (id, name, count, *children)."""

    def make(
        categories: Sequence[tuple] = (), tags: Sequence[tuple] = (), *, uncategorised: int = 0
    ) -> Tree:
        return Tree(
            categories=_nodes(categories),
            tags=_nodes(tags),
            all=30,
            recent=7,
            starred=2,
            stubs=4,
            uncategorised=uncategorised,
            trashed=1,
        )

    return make


@pytest.fixture
def tree(make_tree: Callable[..., Tree]) -> Tree:
    """技术/{Kubernetes/网络, Python}, 架构; 云原生/kubernetes, linux."""
    return make_tree(
        [
            (1, "技术", 12, (2, "Kubernetes", 6, (3, "网络", 2)), (4, "Python", 3)),
            (5, "架构", 5),
            (6, "空", 0),
        ],
        [(1, "云原生", 9, (2, "kubernetes", 6)), (3, "linux", 4)],
        uncategorised=3,
    )


@pytest.fixture
def theme() -> Theme:
    return Theme.named("light")


@pytest.fixture
def tree_pane(qtbot: QtBot, theme: Theme, tree: Tree) -> TreePane:
    """A tree pane in an active window, whose model is checked at every change."""
    pane = TreePane(theme)
    pane.tester = QAbstractItemModelTester(
        pane.model, QAbstractItemModelTester.FailureReportingMode.Warning
    )
    qtbot.addWidget(pane)
    pane.resize(240, 500)
    pane.show_tree(tree)
    pane.show()
    qtbot.waitExposed(pane)
    pane.activateWindow()
    return pane


NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


@pytest.fixture
def make_note() -> Callable[..., NoteSummary]:
    def make(note_id: str, title: str = "", **values: object) -> NoteSummary:
        fields: dict[str, object] = {
            "id": note_id,
            "title": title or f"Note {note_id}",
            "excerpt": "先过滤，再打分，最后绑定。",
            "category": ("技术",),
            "tags": ("云原生/kubernetes",),
            "created": NOW - timedelta(days=9),
            "modified": NOW,
        }
        return NoteSummary(**(fields | values))

    return make


class Source:
    """Answers `fetch` when told to, and remembers what was asked."""

    def __init__(self, make_note: Callable[..., NoteSummary]) -> None:
        self.make_note = make_note
        self.asked: list[list[str]] = []
        self.waiting: list[tuple[list[str], Callable]] = []
        self.notes: dict[str, NoteSummary] = {}

    def __call__(self, ids: list[str], answer: Callable) -> None:
        self.asked.append(ids)
        self.waiting.append((ids, answer))

    def answer(self) -> None:
        while self.waiting:
            ids, answer = self.waiting.pop(0)
            answer([self.notes.get(i) or self.make_note(i) for i in ids])


@pytest.fixture
def source(make_note: Callable[..., NoteSummary]) -> Source:
    return Source(make_note)


@pytest.fixture
def list_pane(qtbot: QtBot, theme: Theme, source: Source) -> ListPane:
    """A list pane in an active window, whose model is checked at every change."""
    pane = ListPane(theme, source)
    pane.tester = QAbstractItemModelTester(
        pane.model, QAbstractItemModelTester.FailureReportingMode.Warning
    )
    qtbot.addWidget(pane)
    pane.resize(320, 600)
    pane.show()
    qtbot.waitExposed(pane)
    pane.activateWindow()
    return pane
