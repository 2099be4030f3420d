"""Choose a category or a tag by typing parts of its path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.dialogs.picker import PathPicker

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.theme import Theme
    from notes.model import TreeNode


def paths_of(nodes: Sequence[TreeNode]) -> list[str]:
    """All paths of a tree, each before those below it."""
    found: list[str] = []
    for node in nodes:
        found.append(node.path)
        found += paths_of(node.children)
    return found


def pick_category(
    parent: QWidget | None,
    theme: Theme,
    paths: Sequence[str],
    *,
    title: str,
    done: Callable[[str], object],
    current: str = "",
) -> PathPicker:
    """Choose a category, or type the path of a new one; `done` gets it ("": no category)."""
    translate = QCoreApplication.translate
    picker = PathPicker(
        theme,
        parent,
        title=title,
        paths=paths,
        top=translate("CategoryPicker", "No category"),
        create=translate("CategoryPicker", "New category “%1”"),
        placeholder=translate(
            "CategoryPicker", "Type to find a category, or a new path such as a/b"
        ),
        current=current,
    )
    picker.picked.connect(done)
    picker.open()
    return picker


def pick_place(
    parent: QWidget | None,
    theme: Theme,
    nodes: Sequence[TreeNode],
    path: str,
    *,
    of_tag: bool,
    done: Callable[[str], object],
) -> PathPicker:
    """Choose where a category or tag moves to; `done` gets the path of its new parent."""
    translate = QCoreApplication.translate
    places = [p for p in paths_of(nodes) if p != path and not p.startswith(path + "/")]
    picker = PathPicker(
        theme,
        parent,
        title=translate("CategoryPicker", "Move “%1” to").replace("%1", path.rpartition("/")[2]),
        paths=places,
        top=translate("CategoryPicker", "Top of the tags")
        if of_tag
        else translate("CategoryPicker", "Top of the categories"),
        placeholder=translate("CategoryPicker", "Type to find the place"),
        current=path.rpartition("/")[0],
    )
    picker.picked.connect(done)
    picker.open()
    return picker
