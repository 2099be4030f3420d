"""The import dialog: reading, the plan to be changed, applying, the report."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QPushButton,
    QStackedWidget,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.browser.fields import IconField
from desktop.browser.text import menu_text
from desktop.dialogs.base import Dialog, label
from desktop.dialogs.import_detail import ImportDetail, Words
from desktop.dialogs.import_model import Column, PlanModel, Show
from desktop.dialogs.import_report import Outcome, ReportPage
from desktop.dialogs.progress_page import ProgressPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from desktop.theme import Theme
    from notes.importing.plan import Plan, PlanItem
    from notes.importing.tidy import Step


FLATTENED = 20  # chosen documents whose names the menu offers to make one
_SKIP = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Delete})
_LEAVE = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down})


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
    compare_requested = Signal(object, str)  # PlanItem, source of the other ("": the library's)
    tidying_requested = Signal(object)  # PlanItem: `show_tidying` with what each rule did to it
    undo_requested = Signal(str)  # batch
    notes_requested = Signal(str)  # batch

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, "")
        self.setWindowTitle(self.tr("Import"))
        self._words = words
        self._stage = _Stage.READING
        self._plan: Plan | None = None
        self._categories: Sequence[str] = ()
        self._tags: Sequence[str] = ()
        self.model = PlanModel(theme, self)
        self.pages = QStackedWidget(self)
        self.progress = ProgressPage(theme, self)
        self.plan_page = self._build_plan_page()
        self.report = ReportPage(theme, words, self)
        for page in (self.progress, self.plan_page, self.report):
            self.pages.addWidget(page)
        self.body.addWidget(self.pages, 1)
        self.cancel_button = self.add_cancel()
        self.accept_button = self.add_accept(self.tr("Import"))
        self.model.edited.connect(self._recount)
        self.model.modelReset.connect(self._show_detail)
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
        """Show the plan; what the person had changed in the one before is carried over."""
        if self._plan is not None and self._plan is not plan:
            _carry_over(self._plan, plan)
        self._plan = plan
        self._categories, self._tags = categories or self._categories, tags or self._tags
        self._go_to(_Stage.PLAN)
        self.model.show_plan(plan)
        self._recount()
        self._name_into()
        self.splits.setVisible(bool(plan.pages))
        self.nothing.setVisible(not plan.items and not plan.refusals)
        self.table.setVisible(not self.nothing.isVisibleTo(self.plan_page))
        self.table.setFocus()
        if self.model.rowCount():
            self.table.selectRow(0)

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
        self.model.set_theme(theme)
        self.filter.set_theme(theme)

    # what the person does

    def accept(self) -> None:
        if self._stage is _Stage.PLAN and self._plan is not None and self._count_wanted():
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

    def choose_category(self) -> None:
        """Put the chosen documents into a category."""
        from desktop.dialogs.category_picker import pick_category

        rows = self.chosen_rows()
        if rows:
            pick_category(
                self,
                self.theme,
                self._known_categories(),
                title=self.tr("Category of %n document(s)", "", len(rows)),
                done=lambda path: self.model.set_category(rows, path),
            )

    def choose_tag(self) -> None:
        """Add a tag to the chosen documents."""
        from desktop.dialogs.tag_picker import pick_tag

        rows = self.chosen_rows()
        if rows:
            pick_tag(
                self,
                self.theme,
                self._known_tags(),
                title=self.tr("Add a tag to %n document(s)", "", len(rows)),
                done=lambda tag: self.model.add_tag(rows, tag),
            )

    def toggle_skip(self) -> None:
        """Leave the chosen documents out, or take them in again when all are left out."""
        rows = self.chosen_rows()
        items = [item for row in rows if (item := self.model.row(row).item)]
        self.model.skip(rows, not all(item.skip for item in items))

    def edit_splits(self) -> None:
        """Correct how the lines of index pages were split into titles."""
        from desktop.dialogs.split_editor import SplitEditor

        if self._plan is None:
            return
        plan = self._plan
        editor = SplitEditor(self.theme, plan.pages, self)
        editor.accepted.connect(lambda: self.stubs_requested.emit(plan))
        editor.open()

    def chosen_rows(self) -> list[int]:
        """The chosen rows of the table."""
        spans = self.table.selectionModel().selection()
        return sorted(
            {
                row
                for place in range(spans.count())
                for row in range(spans.at(place).top(), spans.at(place).bottom() + 1)
            }
        )

    # the plan page

    def _build_plan_page(self) -> QWidget:
        page = QWidget(self)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self.theme.px("space", "s"))
        head = QHBoxLayout()
        self.heading = label("", "heading", wrap=False)
        head.addWidget(self.heading)
        head.addStretch(1)
        self.into = QPushButton(page)
        self.into.setProperty("role", "link")
        self.into.setAutoDefault(False)
        self.into.clicked.connect(lambda _checked: self._choose_into())
        head.addWidget(self.into)
        layout.addLayout(head)
        layout.addLayout(self._build_filters(page))
        self.table = self._build_table(page)
        layout.addWidget(self.table, 1)
        self.nothing = label(self.tr("No documents were found there."), "soft")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self.nothing, 1)
        layout.addLayout(self._build_deeds(page))
        self.detail = ImportDetail(self.theme, self._words, page)
        self.detail.encoding_chosen.connect(self._choose_encoding)
        self.detail.compare_requested.connect(self.compare_requested)
        self.detail.tidying_requested.connect(self.tidying_requested)
        layout.addWidget(self.detail)
        return page

    def _build_filters(self, page: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        self._chips: dict[Show, QToolButton] = {}
        group = QButtonGroup(page)
        for show in Show:
            chip = QToolButton(page)
            chip.setCheckable(True)
            chip.setChecked(show is Show.ALL)
            chip.clicked.connect(lambda _checked: self._filter())
            group.addButton(chip)
            row.addWidget(chip)
            self._chips[show] = chip
        row.addStretch(1)
        self.filter = IconField("search", self.theme, page)
        self.filter.setPlaceholderText(self.tr("Find in the plan"))
        self.filter.setAccessibleName(self.tr("Find in the plan"))
        self.filter.setFixedWidth(200)
        self.filter.installEventFilter(self)
        self._filter_later = QTimer(self, singleShot=True, interval=120)
        self._filter_later.timeout.connect(self._filter)
        self.filter.textChanged.connect(self._filter_later.start)
        row.addWidget(self.filter)
        return row

    def _build_table(self, page: QWidget) -> QTableView:
        table = QTableView(page)
        table.setModel(self.model)
        table.setAccessibleName(self.tr("Documents to import"))
        table.setShowGrid(False)
        table.setAlternatingRowColors(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(self.theme.px("size", "row") + 2)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setStyleSheet("QHeaderView::section { padding-left: 3px; }")  # as the cells
        # With the table's own, each painting of the header walks over all the chosen rows.
        header.setSelectionModel(QItemSelectionModel(self.model, header))
        header.setSectionResizeMode(Column.TITLE, QHeaderView.ResizeMode.Stretch)
        for column, width in (
            (Column.CATEGORY, 150),
            (Column.TAGS, 160),
            (Column.DATE, 116),
            (Column.FORMAT, 120),
            (Column.ACTION, 104),
            (Column.WARNINGS, 76),
        ):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            table.setColumnWidth(column, width)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._open_menu)
        table.selectionModel().selectionChanged.connect(self._chosen)
        table.installEventFilter(self)
        return table

    def _build_deeds(self, page: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.theme.px("space", "s"))
        self.deeds: list[QPushButton] = []
        for text, run in (
            (self.tr("Set category…"), self.choose_category),
            (self.tr("Add tag…"), self.choose_tag),
            (self.tr("Skip"), self.toggle_skip),
        ):
            button = QPushButton(text, page)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked, run=run: run())
            row.addWidget(button)
            self.deeds.append(button)
        self.splits = QPushButton(self.tr("Correct the list of titles…"), page)
        self.splits.setAutoDefault(False)
        self.splits.clicked.connect(lambda _checked: self.edit_splits())
        row.addWidget(self.splits)
        self.chosen_label = label("", "small", wrap=False)
        row.addStretch(1)
        row.addWidget(self.chosen_label)
        return row

    def _open_menu(self, where: QPoint) -> None:
        if not self.chosen_rows():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button in self.deeds:
            menu.addAction(button.text()).triggered.connect(lambda _c, b=button: b.click())
        self._offer_flattening(menu)
        menu.popup(self.table.viewport().mapToGlobal(where))

    def _offer_flattening(self, menu: QMenu) -> None:
        """A name such as CI/CD was read as two, one inside the other: make it one again."""
        rows = self.chosen_rows()[:FLATTENED]
        items = [item for row in rows if (item := self.model.row(row).item)]
        names = {tag for item in items for tag in item.tags if "/" in tag}
        names |= {"/".join(item.category[-2:]) for item in items if len(item.category) > 1}
        if names:
            menu.addSeparator()
        for name in sorted(names):
            text = self.tr("“%1” is one name").replace("%1", menu_text(name))
            menu.addAction(text).triggered.connect(lambda _checked, name=name: self._flatten(name))

    def _flatten(self, name: str) -> None:
        from notes.importing.edits import flatten

        if self._plan is not None:
            flatten(self._plan, name)
            self.model.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space and Delete leave documents out and take them in; Enter leaves the search field."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.table and event.key() in _SKIP:
                self.toggle_skip()
                return True
            if watched is self.filter and event.key() in _LEAVE:
                self._filter()
                self.table.setFocus()
                return True
        return super().eventFilter(watched, event)

    # keeping it true

    def _go_to(self, stage: _Stage) -> None:
        self._stage = stage
        page = {
            _Stage.READING: self.progress,
            _Stage.APPLYING: self.progress,
            _Stage.PLAN: self.plan_page,
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

    def _filter(self) -> None:
        self._filter_later.stop()
        show = next(show for show, chip in self._chips.items() if chip.isChecked())
        self.model.show_only(show, self.filter.text())

    def _recount(self) -> None:
        counts = self.model.counts()
        names = self._filter_names()
        locale = self.locale()
        for show, chip in self._chips.items():
            chip.setText(f"{names[show]} {locale.toString(counts[show])}")
            chip.setVisible(show is Show.ALL or counts[show] > 0 or chip.isChecked())
        wanted = self._count_wanted()
        documents = counts[Show.ALL] - counts[Show.STUBS]
        self.heading.setText(self.tr("%n document(s) found", "", documents))
        self.accept_button.setText(
            self.tr("Import %n note(s)", "", wanted) if wanted else self.tr("Nothing to import")
        )
        self.accept_button.setEnabled(wanted > 0)
        self._show_detail()

    def _count_wanted(self) -> int:
        from notes.importing.plan import Action

        items = self._plan.items if self._plan else ()
        return sum(not item.skip and item.action is not Action.SAME for item in items)

    def _filter_names(self) -> dict[Show, str]:
        return {
            Show.ALL: self.tr("All"),
            Show.NEW: self.tr("New"),
            Show.STUBS: self.tr("Stubs"),
            Show.FILLS: self.tr("Fill a stub"),
            Show.CHANGED: self.tr("Updated"),
            Show.MOVED: self.tr("Moved"),
            Show.CONFLICT: self.tr("Changed in both"),
            Show.SAME: self.tr("Unchanged"),
            Show.WARNINGS: self.tr("To look at"),
            Show.SKIPPED: self.tr("Skipped"),
            Show.REFUSED: self.tr("Left out"),
        }

    def _chosen(self, _new: QItemSelection, _old: QItemSelection) -> None:
        self._show_detail()

    def _show_detail(self) -> None:
        rows = self.chosen_rows()
        for button in self.deeds:
            button.setEnabled(bool(rows))
        items = [item for row in rows if (item := self.model.row(row).item)]
        skipped = bool(items) and all(item.skip for item in items)
        self.deeds[2].setText(self.tr("Take in") if skipped else self.tr("Skip"))
        if len(rows) == 1:
            self.chosen_label.clear()
            self.detail.show_row(self.model.row(rows[0]), self.model)
        else:
            self.chosen_label.setText(self.tr("%n chosen", "", len(rows)) if rows else "")
            self.detail.clear()

    def _choose_encoding(self, source: str, encoding: str) -> None:
        if self._plan is not None:
            options = self._plan.options
            encodings = {**options.encodings, source: encoding}
            self._read_again(replace(options, encodings=encodings))

    def _choose_into(self) -> None:
        from desktop.dialogs.category_picker import pick_category

        if self._plan is None:
            return
        options = self._plan.options
        pick_category(
            self,
            self.theme,
            self._categories,
            title=self.tr("Import everything into"),
            current="/".join(options.into),
            done=lambda path: self._read_again(
                replace(options, into=tuple(name for name in path.split("/") if name))
            ),
        )

    def _read_again(self, options: object) -> None:
        self.start_reading()
        self.replan_requested.emit(options)

    def _name_into(self) -> None:
        into = " / ".join(self._plan.options.into) if self._plan else ""
        self.into.setText(
            self.tr("Into: %1").replace("%1", into or self.tr("categories of their own"))
        )

    def _known_categories(self) -> list[str]:
        items = self._plan.items if self._plan else ()
        own = {"/".join(item.category) for item in items if item.category}
        return sorted({*self._categories, *own})

    def _known_tags(self) -> list[str]:
        items = self._plan.items if self._plan else ()
        return sorted({*self._tags, *(tag for item in items for tag in item.tags)})

    def _show_notes(self, batch: str) -> None:
        super().accept()
        self.notes_requested.emit(batch)


def _carry_over(before: Plan, now: Plan) -> None:
    """Keep what the person had changed, when everything is read again."""
    edited: dict[str, PlanItem] = {
        item.source: item for item in before.items if item.is_edited or item.skip
    }
    for item in now.items:
        old = edited.get(item.source)
        if old is not None:
            item.skip = old.skip
            if old.is_edited:
                item.title, item.category, item.tags = old.title, old.category, old.tags
                item.is_edited = True
    lists = {(page.source, one.name): one for page in before.pages for one in page.lists}
    for page in now.pages:
        for one in page.lists:
            old_list = lists.get((page.source, one.name))
            if old_list is not None and old_list.line == one.line:
                one.titles, one.tag = old_list.titles, old_list.tag
