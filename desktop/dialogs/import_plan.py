"""The import dialog: reading, the plan to be changed, applying, the report."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QStackedWidget,
    QWidget,
)

from desktop.dialogs.base import Dialog
from desktop.dialogs.import_detail import Words
from desktop.dialogs.import_page import PlanPage
from desktop.dialogs.import_report import Outcome, ReportPage
from desktop.dialogs.progress_page import ProgressPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.theme import Theme
    from notes.importing.plan import Plan, PlanItem
    from notes.importing.tidy import Step


class _Stage(Enum):
    READING = auto()
    PLAN = auto()
    APPLYING = auto()
    REPORT = auto()


class ImportDialog(Dialog):
    """Shows each stage of an import and says what the person wants next.

    The host reads (`show_progress`, then `show_plan`), reads anew when the options change, applies
    (`show_progress`, then `show_outcome`), and stops on `stop_requested`.
    """

    replan_requested = Signal(object)  # ReadOptions: read everything again with these
    stubs_requested = Signal(object)  # Plan: an index page was split anew, place its stubs
    apply_requested = Signal(object)  # Plan
    stop_requested = Signal()
    compare_requested = Signal(object, str)  # PlanItem, what with (see `ImportDetail`)
    tidying_requested = Signal(object)  # PlanItem: `show_tidying` with what each rule did to it
    undo_requested = Signal(str)  # batch
    notes_requested = Signal(str)  # batch

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, "")
        self.setWindowTitle(self.tr("Import"))
        self._words = words
        self._stage = _Stage.READING
        self._plan: Plan | None = None
        self.pages = QStackedWidget(self)
        self.progress = ProgressPage(theme, self)
        self.page = PlanPage(theme, words, self)
        self.report = ReportPage(theme, words, self)
        for page in (self.progress, self.page, self.report):
            self.pages.addWidget(page)
        self.body.addWidget(self.pages, 1)
        self.cancel_button = self.add_cancel()
        self.accept_button = self.add_accept(self.tr("Import"))
        self.page.counted.connect(self._name_import)
        self.page.options_chosen.connect(self._read_again)
        self.page.splits_requested.connect(self.edit_splits)
        self.page.compare_requested.connect(self.compare_requested)
        self.page.tidying_requested.connect(self.tidying_requested)
        self.report.undo_requested.connect(self.undo_requested)
        self.report.notes_requested.connect(self._show_notes)
        self.fit(1080, 700)
        self.start_reading()

    # stages, called by the host

    def start_reading(self) -> None:
        """Show that the documents are being read."""
        self._go_to(_Stage.READING)
        self.progress.start(self.tr("Reading the documents…"))

    def show_progress(self, done: int, total: int, what: str = "") -> None:
        """Show how far reading or applying is."""
        self.progress.show_progress(done, total, what)

    def show_plan(
        self, plan: Plan, categories: Sequence[str] = (), tags: Sequence[str] = ()
    ) -> None:
        """Show the plan."""
        self._plan = plan
        self._go_to(_Stage.PLAN)
        self.page.show_plan(plan, categories, tags)

    def show_tidying(self, item: PlanItem, steps: Sequence[Step]) -> None:
        """Show what tidying did to a document, and let rules be switched."""
        from desktop.dialogs.tidying import TidyingDialog

        if self._plan is None:
            return
        options = self._plan.options
        dialog = TidyingDialog(self.theme, item.title, options.tidy, self)
        dialog.rules_chosen.connect(lambda rules: self._read_again(replace(options, tidy=rules)))
        dialog.show_steps(steps)
        dialog.open()

    def show_outcome(self, outcome: Outcome) -> None:
        """Show what the import did."""
        self._go_to(_Stage.REPORT)
        self.report.show_outcome(outcome)

    def show_undone(self, removed: int, restored: int, kept: Sequence[tuple[str, str]]) -> None:
        """Show what taking the import back did."""
        self.report.show_undone(removed, restored, kept)

    def show_problem(self, text: str) -> None:
        """Say what went wrong; the plan stays to be tried again."""
        self._go_to(_Stage.PLAN if self._plan is not None else _Stage.REPORT)
        if self._plan is None:
            self.report.show_outcome(Outcome(None))
            self.report.heading.setText(self.tr("Nothing could be read"))
            self.report.figures.setText(text)
        self.status.setText(text)

    def plan(self) -> Plan | None:
        """The plan as the person has changed it."""
        return self._plan

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.page.set_theme(theme)

    # what the person does

    def accept(self) -> None:
        if self._stage is _Stage.PLAN and self._plan is not None and self.page.count_wanted():
            self._go_to(_Stage.APPLYING)
            self.progress.start(self.tr("Bringing the documents in…"))
            self.apply_requested.emit(self._plan)
        elif self._stage is _Stage.REPORT:
            super().accept()

    def reject(self) -> None:
        if self._stage is _Stage.APPLYING:
            # What is applied stays whole: the report says how far it came.
            self.cancel_button.setEnabled(False)
            self.stop_requested.emit()
            return
        if self._stage is _Stage.READING:
            self.stop_requested.emit()
        super().reject()

    def edit_splits(self) -> None:
        """Correct how the lines of index pages were split into titles."""
        from desktop.dialogs.split_editor import SplitEditor

        if self._plan is None:
            return
        plan = self._plan
        editor = SplitEditor(self.theme, plan.pages, self)
        editor.accepted.connect(lambda: self.stubs_requested.emit(plan))
        editor.open()

    # keeping it true

    def _go_to(self, stage: _Stage) -> None:
        self._stage = stage
        page = {
            _Stage.READING: self.progress,
            _Stage.APPLYING: self.progress,
            _Stage.PLAN: self.page,
            _Stage.REPORT: self.report,
        }[stage]
        self.pages.setCurrentWidget(page)
        self.status.clear()
        self.cancel_button.setEnabled(True)
        self.cancel_button.setVisible(stage is not _Stage.REPORT)
        self.cancel_button.setText(
            self.tr("Stop") if stage is _Stage.APPLYING else self.tr("Cancel")
        )
        self.accept_button.setVisible(stage in {_Stage.PLAN, _Stage.REPORT})
        if stage is _Stage.REPORT:
            self.accept_button.setText(self.tr("Close"))
            self.accept_button.setEnabled(True)
            self.accept_button.setFocus()

    def _name_import(self, wanted: int) -> None:
        self.accept_button.setText(
            self.tr("Import %n note(s)", "", wanted) if wanted else self.tr("Nothing to import")
        )
        self.accept_button.setEnabled(wanted > 0)

    def _read_again(self, options: object) -> None:
        self.start_reading()
        self.replan_requested.emit(options)

    def _show_notes(self, batch: str) -> None:
        super().accept()
        self.notes_requested.emit(batch)
