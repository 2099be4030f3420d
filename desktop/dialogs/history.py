"""The history of a note: its revisions, what changed, and bringing all or a part back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.browser.text import moment_words, one_line
from desktop.dialogs.base import Dialog, label, plain_list
from desktop.dialogs.diff_view import DiffView, Worker
from desktop.dialogs.diffing import Diff, DiffRow, diff, rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.theme import Theme
    from notes.model import Revision, RevisionText

_NOW, _BEFORE = 0, 1


class HistoryDialog(Dialog):
    """Shows revisions, newest first. The host answers `text_requested` with `show_text`."""

    text_requested = Signal(int)  # revision
    restore_requested = Signal(int)  # revision
    part_requested = Signal(str)  # the note's text with the chosen part as it was

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, "")
        self.setWindowTitle(self.tr("History"))
        self._revisions: Sequence[Revision] = ()
        self._texts: dict[int, RevisionText] = {}
        self._now: RevisionText | None = None
        self._diff: Diff | None = None
        self._worker = Worker(self)
        heading = label(one_line(title), "heading")
        self.body.addWidget(heading)
        columns = QHBoxLayout()
        columns.setSpacing(theme.px("space", "l"))
        self.list = plain_list(self.tr("Versions"), self)
        self.list.setFixedWidth(280)
        columns.addWidget(self.list)
        columns.addLayout(self._build_right(), 1)
        self.body.addLayout(columns, 1)
        self.part_button = QPushButton(self.tr("Bring back this change"), self)
        self.part_button.setAutoDefault(False)
        self.part_button.setToolTip(
            self.tr("Only the change at the cursor, or all that the selection touches")
        )
        self.part_button.clicked.connect(lambda _checked: self._restore_part())
        self.foot.insertWidget(1, self.part_button)
        self.add_cancel(self.tr("Close"))
        self.restore_button = self.add_accept(self.tr("Restore this version"))
        self.list.currentRowChanged.connect(lambda _row: self._ask())
        self.view.cursorPositionChanged.connect(self._enable)
        self.view.selectionChanged.connect(self._enable)
        self.fit(1080, 700)
        self._enable()

    def _build_right(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setSpacing(self.theme.px("space", "s"))
        bar = QHBoxLayout()
        self.figures = label("", "soft", wrap=False)
        self.against = QComboBox(self)
        self.against.addItems([self.tr("Compared with now"), self.tr("What it changed")])
        self.against.setAccessibleName(self.tr("Compare with"))
        self.against.currentIndexChanged.connect(lambda _place: self._ask())
        self.by_word = QCheckBox(self.tr("Mark words"), self)
        self.by_word.setChecked(True)
        self.by_word.toggled.connect(lambda _on: self._compare())
        bar.addWidget(self.figures, 1)
        bar.addWidget(self.by_word)
        bar.addWidget(self.against)
        right.addLayout(bar)
        self.other = label("", "small")
        right.addWidget(self.other)
        self.view = DiffView(self.theme, self)
        self.view.setAccessibleName(self.tr("Changes"))
        right.addWidget(self.view, 1)
        return right

    # what is shown

    def show_revisions(self, revisions: Sequence[Revision], now: RevisionText) -> None:
        """Show the revisions of a note whose text is `now`."""
        self._revisions = revisions
        self._now = now
        self._texts.clear()
        self.list.blockSignals(True)
        self.list.clear()
        for place, revision in enumerate(revisions):
            before = revisions[place + 1] if place + 1 < len(revisions) else None
            item = QListWidgetItem(self._line(revision, before))
            self.list.addItem(item)
        self.list.blockSignals(False)
        if revisions:
            self.list.setCurrentRow(0)
        else:
            self.figures.setText(self.tr("Nothing has changed since this note was made."))
        self._enable()

    def show_text(self, revision: int, text: RevisionText) -> None:
        """The text of a revision, as it was asked for."""
        self._texts[revision] = text
        self._compare()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.view.set_theme(theme)

    # what the person does

    def accept(self) -> None:
        revision = self._chosen()
        if revision is not None:
            super().accept()
            self.restore_requested.emit(revision.id)

    def _restore_part(self) -> None:
        hunks = self.view.chosen_hunks()
        if self._diff is not None and hunks and self._compares_with_now():
            text = self._diff.restored(hunks)
            super().accept()
            self.part_requested.emit(text)

    # comparing

    def _chosen(self) -> Revision | None:
        row = self.list.currentRow()
        return self._revisions[row] if 0 <= row < len(self._revisions) else None

    def _before(self) -> Revision | None:
        row = self.list.currentRow() + 1
        return self._revisions[row] if 0 < row < len(self._revisions) else None

    def _compares_with_now(self) -> bool:
        return self.against.currentIndex() == _NOW

    def _ask(self) -> None:
        wanted = [self._chosen()] + ([] if self._compares_with_now() else [self._before()])
        missing = [one.id for one in wanted if one is not None and one.id not in self._texts]
        for revision in missing:
            self.text_requested.emit(revision)
        if not missing:
            self._compare()

    def _compare(self) -> None:
        revision, before = self._chosen(), self._before()
        text = self._texts.get(revision.id) if revision else None
        if text is None or self._now is None:
            return
        if self._compares_with_now():
            old, new = text, self._now
        elif before is None:
            old, new = None, text
        elif before.id in self._texts:
            old, new = self._texts[before.id], text
        else:
            return
        old_body, new_body = old.body if old else "", new.body
        self._say_what_else(old, new)
        self._enable()
        by_word = self.by_word.isChecked()

        def work() -> tuple[Diff, list[DiffRow]]:
            found = diff(old_body, new_body)
            return found, rows(found, by_word=by_word)

        self._worker.run(work, lambda answer: self._show_diff(*answer))

    def _show_diff(self, found: Diff, shown: list[DiffRow]) -> None:
        self._diff = found
        self.view.show_rows(shown)
        added, removed = found.counts()
        if found.hunks:
            parts = []
            if added:
                parts.append(self.tr("%n line(s) added since", "", added))
            if removed:
                parts.append(self.tr("%n line(s) removed since", "", removed))
            self.figures.setText(" · ".join(parts))
            self.view.go_to_hunk(0)
        elif self._compares_with_now():
            self.figures.setText(self.tr("The text is the same as now."))
        else:
            self.figures.setText(self.tr("The text did not change."))
        self._enable()

    def _say_what_else(self, old: RevisionText | None, new: RevisionText) -> None:
        parts = []
        if old is not None and old.title != new.title:
            parts.append(self.tr("The title was “%1”.").replace("%1", one_line(old.title)))
        if old is not None and old.front_matter != new.front_matter:
            parts.append(self.tr("The front matter was different too."))
        self.other.setText(" ".join(parts))
        self.other.setVisible(bool(parts))

    def _enable(self) -> None:
        revision = self._chosen()
        self.restore_button.setEnabled(
            revision is not None and self._texts.get(revision.id) != self._now
        )
        part = self._compares_with_now() and self._diff is not None
        self.part_button.setEnabled(part and bool(self.view.chosen_hunks()))

    # words

    def _line(self, revision: Revision, before: Revision | None) -> str:
        locale = self.locale()
        figures = self.tr("%n character(s)", "", revision.characters)
        if before is not None and (delta := revision.characters - before.characters):
            figures += f"  {'+' if delta > 0 else '−'}{locale.toString(abs(delta))}"
        return f"{moment_words(revision.modified)}\n{self._reason(revision.reason)} · {figures}"

    def _reason(self, reason: str) -> str:
        return {
            "first": self.tr("As it came in"),
            "pause": self.tr("Written"),
            "edit": self.tr("Written"),
            "import": self.tr("Before an import"),
            "tidy": self.tr("Tidied"),
            "replace": self.tr("Before replacing"),
            "revert": self.tr("Before restoring"),
            "conflict": self.tr("Changed elsewhere"),
        }.get(reason, reason)
