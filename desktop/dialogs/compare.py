"""Two texts side by side, and what to do with them: conflicts and near-duplicates."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QDialogButtonBox, QGridLayout, QPushButton, QWidget

from desktop.browser.labels import ElidedLabel
from desktop.dialogs.base import Dialog, label
from desktop.dialogs.diff_view import DiffView, Worker
from desktop.dialogs.diffing import DiffRow, diff, side_by_side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.theme import Theme

Choice = tuple[str, str]
"""The key that is told, and the words on the button."""


class CompareDialog(Dialog):
    """Shows two texts line beside line; the buttons are the choices, the first is the default."""

    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None,
        *,
        title: str,
        explanation: str,
        left: str,
        right: str,
        choices: Sequence[Choice] = (),
    ) -> None:
        super().__init__(theme, parent, title)
        self._worker = Worker(self)
        self._following = False
        self.body.addWidget(label(explanation, "soft"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(2)
        grid.setVerticalSpacing(theme.px("space", "xs"))
        self.left = self._column(grid, 0, left)
        self.right = self._column(grid, 1, right)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(1, 1)
        self.body.addLayout(grid, 1)
        self._link(self.left, self.right)
        self._link(self.right, self.left)
        self.choice_buttons: dict[str, QPushButton] = {}
        for key, text in choices:
            button = self.buttons.addButton(text, QDialogButtonBox.ButtonRole.ActionRole)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked, key=key: self._choose(key))
            self.choice_buttons[key] = button
        if self.choice_buttons:
            next(iter(self.choice_buttons.values())).setDefault(True)
        self.add_cancel("" if choices else self.tr("Close"))
        self.fit(1120, 700)

    def show_texts(self, left: str, right: str) -> None:
        """Show these two texts."""
        self._worker.run(lambda: side_by_side(diff(left, right)), self._show)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.left.set_theme(theme)
        self.right.set_theme(theme)

    def _show(self, sides: tuple[list[DiffRow], list[DiffRow]]) -> None:
        for view, shown in zip((self.left, self.right), sides, strict=True):
            view.show_rows(shown, signs=False)
        changed = sum(row.hunk >= 0 for row in sides[0])
        self.status.setText(
            self.tr("%n line(s) differ", "", changed)
            if changed
            else self.tr("The texts are the same.")
        )
        for view in (self.left, self.right):
            view.go_to_hunk(0)

    def _column(self, grid: QGridLayout, column: int, name: str) -> DiffView:
        heading = ElidedLabel("section", self)
        heading.set_text(name)
        view = DiffView(self.theme, self)
        view.setAccessibleName(name)
        grid.addWidget(heading, 0, column)
        grid.addWidget(view, 1, column)
        return view

    def _link(self, one: DiffView, other: DiffView) -> None:
        one.verticalScrollBar().valueChanged.connect(lambda _value: self._follow(one, other))

    def _follow(self, one: DiffView, other: DiffView) -> None:
        """Lines are folded, so the views follow each other row by row, not pixel by pixel."""
        if not self._following:
            self._following = True
            other.show_from(one.first_row())
            self._following = False

    def _choose(self, key: str) -> None:
        super().accept()
        self.chosen.emit(key)


def compare_conflict(
    theme: Theme, parent: QWidget | None, title: str, mine: str, theirs: str
) -> CompareDialog:
    """A note that was changed here and elsewhere; tells `both`, `mine` or `theirs`."""
    translate = QCoreApplication.translate
    dialog = CompareDialog(
        theme,
        parent,
        title=translate("Conflict", "Changed in two places"),
        explanation=translate(
            "Conflict",
            "“%1” was changed here and elsewhere. Nothing is lost whichever you choose: the text"
            " that you do not keep stays in the note's history or in the trash.",
        ).replace("%1", title),
        left=translate("Conflict", "In this window"),
        right=translate("Conflict", "Elsewhere"),
        choices=(
            ("both", translate("Conflict", "Keep both")),
            ("mine", translate("Conflict", "Keep the left text")),
            ("theirs", translate("Conflict", "Keep the right text")),
        ),
    )
    dialog.show_texts(mine, theirs)
    dialog.open()
    return dialog


class Twins(Enum):
    """What a document of an import is compared with."""

    DOCUMENTS = auto()  # another document that is nearly the same
    NOTE = auto()  # a note of the library that is nearly the same
    CONFLICT = auto()  # its own note, which was changed as well


def compare_documents(
    theme: Theme, parent: QWidget | None, *, first: str, second: str, twins: Twins
) -> CompareDialog:
    """Compare a document of an import with another, or with a note.

    Tells `both`, `skip` or `merge`. The host fills the dialog with `show_texts` when it has read
    them.
    """
    translate = QCoreApplication.translate
    choices = [("both", translate("CompareDocuments", "Take in both"))]
    skip = ("skip", translate("CompareDocuments", "Leave the file out"))
    if twins is Twins.CONFLICT:
        explanation = translate(
            "CompareDocuments",
            "The note was changed in Banyan, and its file outside. Taken in, the file's text"
            " becomes a note of its own.",
        )
        choices.append(skip)
    elif twins is Twins.NOTE:
        explanation = translate(
            "CompareDocuments",
            "The file and the note are nearly the same. Merged, the note takes on the file's text"
            " and the tags of both; the text that it had stays in its history.",
        )
        choices += [("merge", translate("CompareDocuments", "Merge into the note")), skip]
    else:
        explanation = translate(
            "CompareDocuments",
            "These documents are nearly the same: a repost, or a draft of one another, perhaps.",
        )
        merge = translate("CompareDocuments", "Left one only, with the tags of both")
        choices.append(("merge", merge))
    dialog = CompareDialog(
        theme,
        parent,
        title=translate("CompareDocuments", "Compare"),
        explanation=explanation,
        left=first,
        right=second,
        choices=choices,
    )
    dialog.open()
    return dialog
