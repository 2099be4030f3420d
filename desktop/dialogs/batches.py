"""The imports of the library, newest first: what came in with each, and taking one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QWidget

from desktop.browser.text import moment_words, one_line
from desktop.dialogs.base import Dialog, label, plain_list
from desktop.dialogs.confirm import confirm
from desktop.dialogs.import_report import Outcome, ReportPage, of_batch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.dialogs.import_detail import Words
    from desktop.theme import Theme
    from notes.model import Batch


class BatchesDialog(Dialog):
    """Lists imports with their reports."""

    undo_requested = Signal(str)  # batch; the person has agreed
    notes_requested = Signal(str)  # batch
    coverage_requested = Signal(str)  # batch with an index page

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, "")
        self.setWindowTitle(self.tr("Imports"))
        self._batches: list[Batch] = []
        self._undone: dict[str, tuple[int, int, Sequence[tuple[str, str]]]] = {}
        columns = QHBoxLayout()
        columns.setSpacing(theme.px("space", "l"))
        self.list = plain_list(self.tr("Imports"), self)
        self.list.setFixedWidth(280)
        columns.addWidget(self.list)
        self.report = ReportPage(theme, words, self)
        self.empty = label(self.tr("Nothing has been imported into this library yet."), "soft")
        self.right = QStackedWidget(self)
        self.right.addWidget(self.report)
        self.right.addWidget(self.empty)
        columns.addWidget(self.right, 1)
        self.body.addLayout(columns, 1)
        self.coverage = QPushButton(self.tr("Titles of the index page…"), self)
        self.coverage.setAutoDefault(False)
        self.coverage.clicked.connect(lambda _checked: self._ask_coverage())
        self.foot.insertWidget(1, self.coverage)
        self.add_cancel(self.tr("Close"))
        self.list.currentRowChanged.connect(self._show)
        self.report.undo_requested.connect(self._ask_undo)
        self.report.notes_requested.connect(self._show_notes)
        self.fit(1000, 620)
        self.show_batches([])

    def show_batches(self, batches: Sequence[Batch]) -> None:
        """Show these imports; the chosen one stays chosen."""
        row = max(0, self.list.currentRow())
        self._batches = list(batches)
        self.list.clear()
        for batch in self._batches:
            self.list.addItem(self._line(batch))
        self.right.setCurrentWidget(self.report if batches else self.empty)
        self.coverage.hide()
        if batches:
            self.list.setCurrentRow(min(row, len(batches) - 1))

    def show_undone(
        self, batch: str, removed: int, restored: int, kept: Sequence[tuple[str, str]]
    ) -> None:
        """Show what taking an import back did, now and whenever it is chosen again."""
        self._undone[batch] = (removed, restored, kept)
        self._show(self.list.currentRow())

    def _line(self, batch: Batch) -> str:
        names = ", ".join(
            one_line(root.rstrip("/\\").replace("\\", "/").rpartition("/")[2])
            for root in batch.roots
        )
        state = ""
        if batch.undone:
            state = self.tr("taken back")
        elif batch.finished is None:
            state = self.tr("not finished")
        first = moment_words(batch.started) + (f" · {state}" if state else "")
        return f"{first}\n{one_line(names, 80)}"

    def _chosen(self) -> Batch | None:
        row = self.list.currentRow()
        return self._batches[row] if 0 <= row < len(self._batches) else None

    def _show(self, _row: int) -> None:
        batch = self._chosen()
        if batch is not None:
            outcome: Outcome = of_batch(batch.id, batch.report)
            self.report.show_outcome(outcome, undone=batch.undone)
            if batch.id in self._undone:
                self.report.show_undone(*self._undone[batch.id])
            self.coverage.setVisible(bool(batch.report.get("pages")))

    def _ask_undo(self, batch: str) -> None:
        confirm(
            self,
            theme=self.theme,
            title=self.tr("Take the import back"),
            text=self.tr("Take this import back?"),
            detail=self.tr(
                "The notes it made go, and those it changed are as before. Notes that you have"
                " edited since are kept and named."
            ),
            accept=self.tr("Take it back"),
            danger=True,
            done=lambda: self.undo_requested.emit(batch),
        )

    def _ask_coverage(self) -> None:
        batch = self._chosen()
        if batch is not None:
            self.coverage_requested.emit(batch.id)

    def _show_notes(self, batch: str) -> None:
        self.accept()
        self.notes_requested.emit(batch)
