"""The plan inside the import dialog: filters, the table of documents, what is known of one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.browser.fields import IconField
from desktop.dialogs.base import label
from desktop.dialogs.import_detail import ImportDetail, Words
from desktop.dialogs.import_model import Column, PlanModel, Show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from desktop.theme import Theme
    from notes.importing.plan import Plan

translate = QCoreApplication.translate

_SKIP = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Delete})
_LEAVE = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down})


class PlanPage(QWidget):
    """Shows a plan and lets the person change it, one document or many at once."""

    counted = Signal(int)  # documents that will come in, after each change
    options_chosen = Signal(object)  # ReadOptions: read everything again with these
    splits_requested = Signal()
    compare_requested = Signal(object, str)  # PlanItem, what with (see `ImportDetail`)
    tidying_requested = Signal(object)  # PlanItem

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._words = words
        self._plan: Plan | None = None
        self._categories: Sequence[str] = ()
        self._tags: Sequence[str] = ()
        self.model = PlanModel(theme, self)
        self._lay_out()
        self.model.edited.connect(self._recount)
        self.model.modelReset.connect(self._show_detail)

    def show_plan(self, plan: Plan, categories: Sequence[str], tags: Sequence[str]) -> None:
        """Show this plan; the paths are offered where one is chosen."""
        self._plan = plan
        self._categories, self._tags = categories or self._categories, tags or self._tags
        self.model.show_plan(plan)
        self._recount()
        self._name_into()
        self.splits.setVisible(bool(plan.pages))
        is_empty = not plan.items and not plan.refusals
        self.nothing.setVisible(is_empty)
        self.table.setVisible(not is_empty)
        self.table.setFocus()
        if self.model.rowCount():
            self.table.selectRow(0)

    def set_theme(self, theme: Theme) -> None:
        """Take on the theme's colours."""
        self.theme = theme
        self.model.set_theme(theme)
        self.filter.set_theme(theme)

    # what the person does

    def choose_category(self) -> None:
        """Put the chosen documents into a category."""
        from desktop.dialogs.pickers import pick_category

        rows = self.chosen_rows()
        if rows:
            pick_category(
                self,
                self.theme,
                self.known_categories(),
                title=self.tr("Category of %n document(s)", "", len(rows)),
                done=lambda path: self.model.set_category(rows, path),
            )

    def choose_tag(self) -> None:
        """Add a tag to the chosen documents."""
        from desktop.dialogs.pickers import pick_tag

        rows = self.chosen_rows()
        if rows:
            pick_tag(
                self,
                self.theme,
                self.known_tags(),
                title=self.tr("Add a tag to %n document(s)", "", len(rows)),
                done=lambda tag: self.model.add_tag(rows, tag),
            )

    def toggle_skip(self) -> None:
        """Leave the chosen documents out, or take them in again when all are left out."""
        rows = self.chosen_rows()
        items = [item for row in rows if (item := self.model.row(row).item)]
        self.model.skip(rows, not all(item.skip for item in items))

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

    def count_wanted(self) -> int:
        """How many documents the import will bring in."""
        from notes.importing.plan import Action

        items = self._plan.items if self._plan else ()
        return sum(not item.skip and item.action is not Action.SAME for item in items)

    # layout

    def _lay_out(self) -> None:
        page = self
        layout = QVBoxLayout(self)
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
        self.nothing = label(translate("ImportDialog", "No documents were found there."), "soft")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self.nothing, 1)
        layout.addLayout(self._build_deeds(page))
        self.detail = ImportDetail(self.theme, self._words, page)
        self.detail.encoding_chosen.connect(self._choose_encoding)
        self.detail.format_chosen.connect(self._choose_format)
        self.detail.compare_requested.connect(self.compare_requested)
        self.detail.tidying_requested.connect(self.tidying_requested)
        layout.addWidget(self.detail)

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
        self.filter.setPlaceholderText(translate("ImportDialog", "Find in the plan"))
        self.filter.setAccessibleName(translate("ImportDialog", "Find in the plan"))
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
        table.setAccessibleName(translate("ImportDialog", "Documents to import"))
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
            (translate("ImportDialog", "Set category…"), self.choose_category),
            (translate("ImportDialog", "Add tag…"), self.choose_tag),
            (translate("ImportDialog", "Skip"), self.toggle_skip),
        ):
            button = QPushButton(text, page)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked, run=run: run())
            row.addWidget(button)
            self.deeds.append(button)
        self.splits = QPushButton(translate("ImportDialog", "Correct the list of titles…"), page)
        self.splits.setAutoDefault(False)
        self.splits.clicked.connect(lambda _checked: self.splits_requested.emit())
        row.addWidget(self.splits)
        self.chosen_label = label("", "small", wrap=False)
        row.addStretch(1)
        row.addWidget(self.chosen_label)
        return row

    def _open_menu(self, where: QPoint) -> None:
        from desktop.dialogs.import_menu import PlanMenu

        if self._plan is not None and self.chosen_rows():
            PlanMenu(self, self._plan).popup(self.table.viewport().mapToGlobal(where))

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
        wanted = self.count_wanted()
        stubs = sum(item.stub for item in self._plan.items) if self._plan else 0
        documents = counts[Show.ALL] - stubs
        self.heading.setText(self.tr("%n document(s) found", "", documents))
        self.counted.emit(wanted)
        self._show_detail()

    def _filter_names(self) -> dict[Show, str]:
        return {
            Show.ALL: translate("ImportDialog", "All"),
            Show.NEW: translate("ImportDialog", "New"),
            Show.STUBS: translate("ImportDialog", "Stubs"),
            Show.FILLS: translate("ImportDialog", "Fill a stub"),
            Show.CHANGED: translate("ImportDialog", "Updated"),
            Show.MOVED: translate("ImportDialog", "Moved"),
            Show.CONFLICT: translate("ImportDialog", "Changed in both"),
            Show.SAME: translate("ImportDialog", "Unchanged"),
            Show.WARNINGS: translate("ImportDialog", "To look at"),
            Show.SKIPPED: translate("ImportDialog", "Skipped"),
            Show.REFUSED: translate("ImportDialog", "Left out"),
        }

    def _chosen(self, _new: QItemSelection, _old: QItemSelection) -> None:
        self._show_detail()

    def _show_detail(self) -> None:
        rows = self.chosen_rows()
        for button in self.deeds:
            button.setEnabled(bool(rows))
        items = [item for row in rows if (item := self.model.row(row).item)]
        skipped = bool(items) and all(item.skip for item in items)
        self.deeds[2].setText(
            translate("ImportDialog", "Take in") if skipped else translate("ImportDialog", "Skip")
        )
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
            self.options_chosen.emit(replace(options, encodings=encodings))

    def _choose_format(self, source: str, name: str) -> None:
        if self._plan is not None:
            options = self._plan.options
            self.options_chosen.emit(replace(options, formats={**options.formats, source: name}))

    def _choose_into(self) -> None:
        from desktop.dialogs.pickers import pick_category

        if self._plan is None:
            return
        options = self._plan.options
        pick_category(
            self,
            self.theme,
            self._categories,
            title=translate("ImportDialog", "Import everything into"),
            current="/".join(options.into),
            done=lambda path: self.options_chosen.emit(
                replace(options, into=tuple(name for name in path.split("/") if name))
            ),
        )

    def _name_into(self) -> None:
        into = " / ".join(self._plan.options.into) if self._plan else ""
        self.into.setText(
            translate("ImportDialog", "Into: %1").replace(
                "%1", into or translate("ImportDialog", "categories of their own")
            )
        )

    def known_categories(self) -> list[str]:
        """The categories of the library and of the plan."""
        items = self._plan.items if self._plan else ()
        own = {"/".join(item.category) for item in items if item.category}
        return sorted({*self._categories, *own})

    def known_tags(self) -> list[str]:
        """The tags of the library and of the plan."""
        items = self._plan.items if self._plan else ()
        return sorted({*self._tags, *(tag for item in items for tag in item.tags)})
