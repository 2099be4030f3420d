"""The rows of the tree pane, as plain values: what stands where, filtered while one types."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, auto
from functools import lru_cache

from notes.model import Scope, ScopeKind, Tree, TreeNode
from notes.search.folding import fold


class NodeKind(IntEnum):  # hashed for every row that is laid out: an int's is quick
    """What a row of the tree is."""

    FIXED = auto()  # all notes, recent, starred, uncategorised, stubs, trash
    SECTION = auto()  # a heading: categories, tags
    CATEGORY = auto()
    TAG = auto()
    DRAFT = auto()  # a category or tag whose name is being typed


ALL = "all"
RECENT = "recent"
STARRED = "starred"
CATEGORIES = "categories"
UNCATEGORISED = "uncategorised"
TAGS = "tags"
STUBS = "stubs"
TRASH = "trash"
DRAFT = "draft"

FIXED_SCOPES = {
    ALL: ScopeKind.ALL,
    RECENT: ScopeKind.RECENT,
    STARRED: ScopeKind.STARRED,
    UNCATEGORISED: ScopeKind.UNCATEGORISED,
    STUBS: ScopeKind.STUBS,
    TRASH: ScopeKind.TRASHED,
}
TOP = (ALL, RECENT, STARRED, CATEGORIES, TAGS, STUBS, TRASH)
FOOT = (STUBS, TRASH)  # always in sight, below the rest


CHUNK = 400
"""Rows that a node shows at first: views lay out every row, seen or not."""


@dataclass(slots=True, eq=False)
class Node:
    """One row. `children` are made from `source` when a view first asks for them."""

    number: int  # the id inside model indexes, never used twice
    key: str  # the same for the same category or tag, whatever its name or place becomes
    kind: NodeKind
    parent: Node | None
    name: str = ""
    path: str = ""
    count: int = 0
    row: int = 0
    source: tuple[TreeNode, ...] = ()
    limit: int = CHUNK  # how many of `source` are rows by now
    children: list[Node] | None = field(default=None, repr=False)

    @property
    def section(self) -> str:
        """CATEGORIES or TAGS for what stands in them; empty for the fixed rows."""
        if self.kind is NodeKind.SECTION:
            return self.key
        if self.kind is NodeKind.CATEGORY:
            return CATEGORIES
        if self.kind is NodeKind.TAG:
            return TAGS
        return self.parent.section if self.parent and self.kind is NodeKind.DRAFT else ""

    @property
    def level(self) -> int:
        """How deep the row is indented: 0 for all but what is inside a category or tag."""
        level, node = -1, self.parent
        while node is not None:
            level, node = level + 1, node.parent
        return max(0, level - 1)

    @property
    def scope(self) -> Scope | None:
        """The notes that the row stands for; None for a section and a draft."""
        if self.kind is NodeKind.CATEGORY:
            return Scope(ScopeKind.CATEGORY, self.path)
        if self.kind is NodeKind.TAG:
            return Scope(ScopeKind.TAG, self.path)
        if self.kind is NodeKind.FIXED:
            return Scope(FIXED_SCOPES[self.key])
        return None


@lru_cache(maxsize=32_768)
def _folded(name: str) -> str:
    return fold(name)


def key_of(kind: NodeKind, node: TreeNode) -> str:
    """The lasting key of a category or tag."""
    return f"{'category' if kind is NodeKind.CATEGORY else 'tag'}:{node.id}"


def filtered(tree: Tree, needle: str) -> Tree:
    """The categories and tags whose names hold `needle`, with what is above and below them."""
    wanted = _folded(needle.strip())
    if not wanted:
        return tree

    def keep(nodes: tuple[TreeNode, ...]) -> tuple[TreeNode, ...]:
        kept = []
        for node in nodes:
            if wanted in _folded(node.name) or ("/" in wanted and wanted in _folded(node.path)):
                kept.append(node)
            elif node.children and (children := keep(node.children)):
                kept.append(TreeNode(node.id, node.name, node.path, node.count, children))
        return tuple(kept)

    return Tree(
        categories=keep(tree.categories),
        tags=keep(tree.tags),
        all=tree.all,
        recent=tree.recent,
        starred=tree.starred,
        stubs=tree.stubs,
        uncategorised=0,
        trashed=tree.trashed,
    )


def find(tree: Tree, scope: Scope) -> str | None:
    """The key of the row that stands for `scope`."""
    for key, kind in FIXED_SCOPES.items():
        if scope.kind is kind:
            return key
    of = NodeKind.CATEGORY if scope.kind is ScopeKind.CATEGORY else NodeKind.TAG
    nodes = tree.categories if of is NodeKind.CATEGORY else tree.tags
    if scope.kind not in {ScopeKind.CATEGORY, ScopeKind.TAG}:
        return None
    while True:
        step = next(
            (n for n in nodes if n.path == scope.value or scope.value.startswith(n.path + "/")),
            None,
        )
        if step is None:
            return None
        if step.path == scope.value:
            return key_of(of, step)
        nodes = step.children


def lineage(tree: Tree, key: str) -> list[str]:
    """The keys from the section down to `key`; empty where it is not in the tree."""
    if key in FIXED_SCOPES or key in {CATEGORIES, TAGS}:
        return [CATEGORIES, key] if key == UNCATEGORISED else [key]

    def walk(kind: NodeKind, nodes: tuple[TreeNode, ...]) -> list[str]:
        for node in nodes:
            own = key_of(kind, node)
            if own == key:
                return [own]
            if node.children and (below := walk(kind, node.children)):
                return [own, *below]
        return []

    if key.startswith("category:"):
        below = walk(NodeKind.CATEGORY, tree.categories)
        return [CATEGORIES, *below] if below else []
    below = walk(NodeKind.TAG, tree.tags)
    return [TAGS, *below] if below else []


def matches(name: str, needle: str) -> bool:
    """Whether a name holds what was typed."""
    return _folded(needle.strip()) in _folded(name)


def holds_match(below: tuple[TreeNode, ...], needle: str) -> bool:
    """Whether a name somewhere below holds what was typed."""
    return any(matches(node.name, needle) or holds_match(node.children, needle) for node in below)


def count_below(below: tuple[TreeNode, ...]) -> int:
    """How many categories or tags there are below."""
    return sum(1 + count_below(node.children) for node in below)


def has_tag(tree: Tree, path: str) -> bool:
    """Whether there is a tag of this path."""
    return find(tree, Scope(ScopeKind.TAG, path)) is not None
