"""The JSON shapes that commands print. Scripts rely on them: add to them, never change them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from notes.model import Hit, Note, Problem, Revision, TreeNode


def note(item: Note, *, body: bool = False) -> dict[str, Any]:
    """A note; its text only with `body`."""
    shape: dict[str, Any] = {
        "id": item.id,
        "title": item.title,
        "category": list(item.category),
        "tags": list(item.tags),
        "created": item.created.isoformat(),
        "modified": item.modified.isoformat(),
        "stub": item.stub,
        "starred": item.starred,
        "trashed": item.trashed,
        "source": item.source,
        "properties": dict(item.properties),
    }
    if body:
        shape["body"] = item.body
    return shape


def nodes(tree: Iterable[TreeNode]) -> list[dict[str, Any]]:
    """A category or tag tree."""
    return [
        {
            "name": node.name,
            "path": node.path,
            "count": node.count,
            "children": nodes(node.children),
        }
        for node in tree
    ]


def hit(item: Hit) -> dict[str, Any]:
    """A search hit."""
    return {
        "id": item.id,
        "title": item.title,
        "category": list(item.category),
        "tags": list(item.tags),
        "snippet": item.snippet,
        "score": item.score,
    }


def revision(item: Revision) -> dict[str, Any]:
    """A kept state of a note."""
    return {
        "revision": item.id,
        "modified": item.modified.isoformat(),
        "characters": item.characters,
        "reason": item.reason,
    }


def problem(item: Problem, message: str) -> dict[str, Any]:
    """A finding of the integrity check, worded."""
    return {"kind": item.kind, "id": item.id, "message": message, "mended": item.mended}
