"""What happens to the notes when a category or a tag is deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QRadioButton

from desktop.browser.text import one_line
from desktop.dialogs.confirm import ConfirmDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.theme import Theme


class DeleteCategoryDialog(ConfirmDialog):
    """Asks whether the notes of a category stay or go into the trash."""

    def __init__(
        self, theme: Theme, parent: QWidget | None, name: str, *, notes: int, below: int
    ) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            theme,
            parent,
            title=translate("DeleteCategoryDialog", "Delete category"),
            text=translate("DeleteCategoryDialog", "Delete the category “%1”?").replace(
                "%1", one_line(name)
            ),
            accept=translate("DeleteCategoryDialog", "Delete"),
            danger=True,
        )
        if below:
            self.set_detail(self.tr("The %n category(ies) inside it go too.", "", below))
        self.keep = QRadioButton(self.tr("Keep its %n note(s), without a category", "", notes))
        self.trash = QRadioButton(self.tr("Move its %n note(s) to the trash", "", notes))
        self.keep.setChecked(True)
        for place, choice in enumerate((self.keep, self.trash)):
            choice.setVisible(notes > 0)
            self.body.insertWidget(2 + place, choice)


def ask_delete_category(
    parent: QWidget | None,
    theme: Theme,
    name: str,
    *,
    notes: int,
    below: int,
    done: Callable[[bool], object],
) -> DeleteCategoryDialog:
    """Ask; `done` gets whether the notes go into the trash. Returns at once."""
    dialog = DeleteCategoryDialog(theme, parent, name, notes=notes, below=below)
    dialog.accepted.connect(lambda: done(dialog.trash.isChecked()))
    dialog.open()
    return dialog


class DeleteTagDialog(ConfirmDialog):
    """Asks before a tag is taken off its notes."""

    def __init__(
        self, theme: Theme, parent: QWidget | None, path: str, *, notes: int, below: int
    ) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            theme,
            parent,
            title=translate("DeleteTagDialog", "Delete tag"),
            text=translate("DeleteTagDialog", "Delete the tag “%1”?").replace("%1", one_line(path)),
            accept=translate("DeleteTagDialog", "Delete"),
            danger=True,
        )
        parts = [self.tr("%n note(s) lose it; the notes themselves stay.", "", notes)]
        if below:
            parts.append(self.tr("The %n tag(s) inside it go too.", "", below))
        self.set_detail(" ".join(parts))


def ask_delete_tag(
    parent: QWidget | None,
    theme: Theme,
    path: str,
    *,
    notes: int,
    below: int,
    done: Callable[[], object],
) -> DeleteTagDialog:
    """Ask before a tag is taken off its notes. Returns at once."""
    dialog = DeleteTagDialog(theme, parent, path, notes=notes, below=below)
    dialog.accepted.connect(done)
    dialog.open()
    return dialog
