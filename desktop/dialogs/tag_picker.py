"""Choose a tag by typing parts of it, or type a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.dialogs.picker import PathPicker

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.theme import Theme


def pick_tag(
    parent: QWidget | None,
    theme: Theme,
    paths: Sequence[str],
    *,
    title: str,
    done: Callable[[str], object],
) -> PathPicker:
    """Choose a tag; `done` gets its path. Returns at once."""
    translate = QCoreApplication.translate
    picker = PathPicker(
        theme,
        parent,
        title=title,
        paths=paths,
        create=translate("TagPicker", "New tag “%1”"),
        placeholder=translate("TagPicker", "Type to find a tag, or a new one such as a/b"),
    )
    picker.picked.connect(done)
    picker.open()
    return picker
