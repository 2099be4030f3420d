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

    Done = Callable[[str], object]


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
    done: Done,
    current: str = "",
) -> PathPicker:
    """Choose a category, or type the path of a new one; `done` gets it ("": no category)."""
    translate = QCoreApplication.translate
    picker = PathPicker(
        theme,
        parent,
        title=title,
        paths=paths,
        top=translate("Pickers", "No category"),
        create=translate("Pickers", "New category “%1”"),
        placeholder=translate("Pickers", "Type to find a category, or a new path such as a/b"),
        current=current,
    )
    return _open(picker, done)


def pick_tag(
    parent: QWidget | None, theme: Theme, paths: Sequence[str], *, title: str, done: Done
) -> PathPicker:
    """Choose a tag, or type a new one; `done` gets its path."""
    translate = QCoreApplication.translate
    picker = PathPicker(
        theme,
        parent,
        title=title,
        paths=paths,
        create=translate("Pickers", "New tag “%1”"),
        placeholder=translate("Pickers", "Type to find a tag, or a new one such as a/b"),
    )
    return _open(picker, done)


def pick_place(
    parent: QWidget | None,
    theme: Theme,
    nodes: Sequence[TreeNode],
    path: str,
    *,
    of_tag: bool,
    done: Done,
) -> PathPicker:
    """Choose where a category or tag moves to; `done` gets the path of its new parent."""
    translate = QCoreApplication.translate
    picker = PathPicker(
        theme,
        parent,
        title=translate("Pickers", "Move “%1” to").replace("%1", path.rpartition("/")[2]),
        paths=[p for p in paths_of(nodes) if p != path and not p.startswith(path + "/")],
        top=translate("Pickers", "Top of the tags")
        if of_tag
        else translate("Pickers", "Top of the categories"),
        placeholder=translate("Pickers", "Type to find the place"),
        current=path.rpartition("/")[0],
    )
    return _open(picker, done)


def _open(picker: PathPicker, done: Done) -> PathPicker:
    picker.picked.connect(done)
    picker.open()  # returns at once
    return picker
