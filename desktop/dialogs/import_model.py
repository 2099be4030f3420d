"""The documents of an import plan as a table: shown, filtered, edited alone or many at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from desktop.browser.text import date_words, moment_words, one_line, tool_tip
from notes.importing.base import Finding, Refusal
from notes.importing.plan import Action, Plan, PlanItem
from notes.search.folding import fold

if TYPE_CHECKING:
    from desktop.theme import Theme

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The columns, from the left."""

    TITLE = 0
    CATEGORY = 1
    TAGS = 2
    DATE = 3
    FORMAT = 4
    ACTION = 5
    WARNINGS = 6


EDITABLE = frozenset({Column.TITLE, Column.CATEGORY, Column.TAGS})


class Show(StrEnum):
    """Which rows the table shows."""

    ALL = "all"
    NEW = "new"
    STUBS = "stubs"
    FILLS = "fills"
    CHANGED = "changed"
    MOVED = "moved"
    CONFLICT = "conflict"
    SAME = "same"
    WARNINGS = "warnings"
    SKIPPED = "skipped"
    REFUSED = "refused"


@dataclass(slots=True)
class Row:
    """A document of the plan, or one that was refused."""

    item: PlanItem | None
    refusal: Refusal | None = None

    @property
    def source(self) -> str:
        """Where the document lies."""
        return self.item.source if self.item else (self.refusal.path if self.refusal else "")

    @property
    def findings(self) -> Sequence[Finding]:
        """The document's warnings."""
        return self.item.findings if self.item else ()

    def kinds(self) -> Iterable[Show]:
        """The filters that show the row."""
        item = self.item
        if item is None:
            yield Show.REFUSED
            return
        if item.skip:
            yield Show.SKIPPED
        elif item.stub and item.action is Action.NEW:
            yield Show.STUBS
        else:
            yield Show(item.action.value)
        if item.findings:
            yield Show.WARNINGS


class PlanModel(QAbstractTableModel):
    """Shows a plan; edits go straight into its items, and `edited` tells of them."""

    edited = Signal()

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._plan: Plan | None = None
        self._rows: list[Row] = []
        self._shown: list[Row] = []
        self._show = Show.ALL
        self._needle = ""

    # what is shown

    def show_plan(self, plan: Plan) -> None:
        """Show this plan from now on."""
        self._plan = plan
        # what there is nothing to do with comes last
        items = sorted(plan.items, key=lambda item: item.action is Action.SAME)
        self._rows = [Row(item) for item in items]
        self._rows += [Row(None, refusal) for refusal in plan.refusals]
        self._filter()

    def show_only(self, show: Show, needle: str = "") -> None:
        """Show the rows of one kind whose title, path, category or tags hold `needle`."""
        self._show, self._needle = show, fold(needle.strip())
        self._filter()

    def counts(self) -> dict[Show, int]:
        """How many rows each filter shows."""
        found = dict.fromkeys(Show, 0)
        found[Show.ALL] = len(self._rows)
        for row in self._rows:
            for kind in row.kinds():
                found[kind] += 1
        return found

    def row(self, number: int) -> Row:
        """The row shown at `number`."""
        return self._shown[number]

    def set_theme(self, theme: Theme) -> None:
        """Take on the theme's colours."""
        self._theme = theme
        if self._shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, 6))

    def _filter(self) -> None:
        self.beginResetModel()
        self._shown = [row for row in self._rows if self._is_shown(row)]
        self.endResetModel()

    def _is_shown(self, row: Row) -> bool:
        if self._show is not Show.ALL and self._show not in row.kinds():
            return False
        if not self._needle:
            return True
        item = row.item
        texts = [row.source]
        if item is not None:
            texts += [item.title, "/".join(item.category), *item.tags]
        return any(self._needle in fold(text) for text in texts)

    # edits

    def set_category(self, rows: Iterable[int], path: str) -> None:
        """Put these documents into one category ("": none)."""
        category = tuple(name.strip() for name in path.split("/") if name.strip())
        for item in self._items(rows):
            item.category = category
            item.is_edited = True
        self._tell(rows)

    def add_tag(self, rows: Iterable[int], tag: str) -> None:
        """Add one tag to these documents."""
        for item in self._items(rows):
            if tag not in item.tags:
                item.tags = (*item.tags, tag)
                item.is_edited = True
        self._tell(rows)

    def skip(self, rows: Iterable[int], skip: bool) -> None:
        """Leave these documents out, or take them in again."""
        for item in self._items(rows):
            item.skip = skip
        self._tell(rows)

    def refresh(self) -> None:
        """The plan's items were changed elsewhere."""
        self._tell(range(len(self._shown)))

    def _items(self, rows: Iterable[int]) -> list[PlanItem]:
        items = (self._shown[row].item for row in rows)
        return [item for item in items if item is not None and item.action is not Action.SAME]

    def _tell(self, rows: Iterable[int]) -> None:
        touched = list(rows)
        if touched:
            self.dataChanged.emit(self.index(min(touched), 0), self.index(max(touched), 6))
            self.edited.emit()

    # Qt's questions

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return {
                Column.TITLE: self.tr("Title"),
                Column.CATEGORY: self.tr("Category"),
                Column.TAGS: self.tr("Tags"),
                Column.DATE: self.tr("Date"),
                Column.FORMAT: self.tr("Recognised as"),
                Column.ACTION: self.tr("Will be"),
                Column.WARNINGS: self.tr("Warnings"),
            }[Column(section)]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        item = self._shown[index.row()].item
        if item is None or item.action is Action.SAME:
            return flags
        if index.column() == Column.TITLE:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        if Column(index.column()) in EDITABLE:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._shown[index.row()]
        column = Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(self._text(row, column), 300)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(self._tip(row, column))
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._theme.colour(self._colour(row, column))
        if row.item is not None and column in EDITABLE and role == Qt.ItemDataRole.EditRole:
            return self._edit_text(row.item, column)
        if role == Qt.ItemDataRole.CheckStateRole and column is Column.TITLE:
            return self._check(row)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        item = self._shown[index.row()].item if index.isValid() else None
        if item is None or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        if role == Qt.ItemDataRole.CheckStateRole:
            item.skip = Qt.CheckState(value) is Qt.CheckState.Unchecked
        elif role == Qt.ItemDataRole.EditRole:
            if not self._take(item, Column(index.column()), str(value)):
                return False
        else:
            return False
        self._tell([index.row()])
        return True

    @staticmethod
    def _take(item: PlanItem, column: Column, text: str) -> bool:
        if column is Column.TITLE:
            title = one_line(text)
            if not title or title == item.title:
                return False
            item.title = title
        elif column is Column.CATEGORY:
            item.category = tuple(name.strip() for name in text.split("/") if name.strip())
        else:
            item.tags = split_tags(text)
        item.is_edited = True
        return True

    @staticmethod
    def _edit_text(item: PlanItem, column: Column) -> str:
        if column is Column.TITLE:
            return item.title
        return "/".join(item.category) if column is Column.CATEGORY else ", ".join(item.tags)

    @staticmethod
    def _check(row: Row) -> Qt.CheckState | None:
        if row.item is None or row.item.action is Action.SAME:
            return None
        return Qt.CheckState.Unchecked if row.item.skip else Qt.CheckState.Checked

    # words

    def _text(self, row: Row, column: Column) -> str:
        item = row.item
        if item is None:
            return {Column.TITLE: _file(row.source), Column.ACTION: self.tr("Left out")}.get(
                column, ""
            )
        match column:
            case Column.TITLE:
                return item.title or _file(item.source)
            case Column.CATEGORY:
                return " / ".join(item.category)
            case Column.TAGS:
                return ", ".join(item.tags)
            case Column.DATE:
                return date_words(item.created) if item.created else ""
            case Column.FORMAT:
                return self.format_name(item.format)
            case Column.ACTION:
                return self.action_name(item)
            case _:
                return str(len(item.findings)) if item.findings else ""

    def _tip(self, row: Row, column: Column) -> str:
        item = row.item
        if item is not None and column is Column.DATE and item.created:
            return moment_words(item.created)
        if item is not None and column in {Column.TAGS, Column.CATEGORY}:
            return self._text(row, column) or row.source
        return row.source

    def _colour(self, row: Row, column: Column) -> str:
        item = row.item
        if item is None:
            return "danger" if column is Column.ACTION else "text_faint"
        if item.skip or item.action is Action.SAME:
            return "text_faint"
        if column is Column.ACTION:
            return {Action.CONFLICT: "warning", Action.CHANGED: "text"}.get(item.action, "accent")
        if column is Column.WARNINGS:
            return "warning"
        if column in {Column.DATE, Column.FORMAT} or (item.stub and column is Column.TITLE):
            return "text_soft"
        return "text"

    def action_name(self, item: PlanItem) -> str:
        """What the plan does with a document, in a word or two."""
        if item.skip:
            return self.tr("Skipped")
        if item.stub and item.action is Action.NEW:
            return self.tr("New stub")
        return {
            Action.NEW: self.tr("New note"),
            Action.SAME: self.tr("Unchanged"),
            Action.CHANGED: self.tr("Updated"),
            Action.CONFLICT: self.tr("Kept beside"),
            Action.FILLS: self.tr("Text for a stub"),
            Action.MOVED: self.tr("Moved file"),
        }[item.action]

    def format_name(self, name: str) -> str:
        """The name of a recognised format."""
        return {
            "markdown": "Markdown",
            "text": self.tr("Plain text"),
            "outline": self.tr("Outline"),
            "article": self.tr("Scraped article"),
            "index": self.tr("Index page"),
            "html": "HTML",
            "enex": "Evernote",
            "cherrytree": "CherryTree",
            "vnote": "VNote",
            "notion-table": self.tr("Notion table"),
            "": "",
        }.get(name, name[:1].upper() + name[1:])


def split_tags(text: str) -> tuple[str, ...]:
    """Tags as typed: commas between them, Western or Chinese; a `#` in front is no part of one."""
    for comma in "，、;；":
        text = text.replace(comma, ",")
    tags = (one_line(tag).lstrip("#").strip().strip("/") for tag in text.split(","))
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def _file(source: str) -> str:
    return source.rstrip("/\\").replace("\\", "/").rpartition("/")[2]
