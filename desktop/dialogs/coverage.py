"""How far an index page is written: which of its titles have text, and which do not yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListView,
    QProgressBar,
    QWidget,
)

from desktop import icons
from desktop.browser.fields import IconField
from desktop.browser.text import one_line
from desktop.dialogs.base import Dialog, label
from notes.search.folding import fold, fold_title

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from PySide6.QtCore import QObject

    from desktop.theme import Theme

_ALL, _WITHOUT, _WITH = 0, 1, 2


@dataclass(frozen=True, slots=True)
class CoveredTitle:
    """A title of an index page. `note_id` None: there is no such note any more."""

    title: str
    list_name: str
    note_id: str | None
    written: bool


class _Titles(QAbstractListModel):
    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.rows: list[CoveredTitle] = []

    def show(self, rows: list[CoveredTitle]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(row.title)
        if role == Qt.ItemDataRole.DecorationRole:
            name, token = ("check", "accent") if row.written else ("stub", "text_faint")
            return icons.icon(name, self.theme, token)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self.theme.colour("text" if row.written else "text_soft")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = self.tr("written") if row.written else self.tr("to write")
            return f"{one_line(row.title)}, {state}"
        return None


class CoverageDialog(Dialog):
    """Shows the titles of an index page; Enter or a double click goes to a title's note."""

    note_requested = Signal(str)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, "")
        self.setWindowTitle(self.tr("Titles of the index page"))
        self._titles: list[CoveredTitle] = []
        self.body.addWidget(label(one_line(name), "heading"))
        self.figures = label("", "soft")
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.body.addWidget(self.figures)
        self.body.addWidget(self.bar)
        row = QHBoxLayout()
        self.which = QComboBox(self)
        self.which.setAccessibleName(self.tr("Which titles"))
        self.which.addItems([self.tr("All titles"), self.tr("To write"), self.tr("Written")])
        self.which.currentIndexChanged.connect(lambda _place: self._filter())
        self.lists = QComboBox(self)
        self.lists.setAccessibleName(self.tr("Which list"))
        self.lists.currentIndexChanged.connect(lambda _place: self._filter())
        self.filter = IconField("search", theme, self)
        self.filter.setPlaceholderText(self.tr("Find a title"))
        self.filter.setAccessibleName(self.tr("Find a title"))
        self.filter.textChanged.connect(lambda _text: self._filter())
        row.addWidget(self.which)
        row.addWidget(self.lists)
        row.addWidget(self.filter, 1)
        self.body.addLayout(row)
        self.model = _Titles(theme, self)
        self.view = QListView(self)
        self.view.setProperty("role", "plain")
        self.view.setAccessibleName(self.tr("Titles"))
        self.view.setUniformItemSizes(True)
        self.view.setModel(self.model)
        self.view.activated.connect(self._open)
        self.body.addWidget(self.view, 1)
        self.add_cancel(self.tr("Close"))
        self.fit(640, 620)

    def show_titles(self, titles: Sequence[CoveredTitle]) -> None:
        """Show these titles, in the order of the page."""
        self._titles = list(titles)
        self.lists.blockSignals(True)
        self.lists.clear()
        self.lists.addItem(self.tr("All lists"))
        self.lists.addItems(list(dict.fromkeys(one_line(one.list_name) for one in titles)))
        self.lists.blockSignals(False)
        self._filter()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.model.theme = theme
        self.filter.set_theme(theme)
        self.view.viewport().update()

    def _filter(self) -> None:
        titles = self._of_list()
        self._count(titles)
        needle, which = fold(self.filter.text().strip()), self.which.currentIndex()
        self.model.show(
            [
                title
                for title in titles
                if (which == _ALL or title.written == (which == _WITH))
                and needle in fold(title.title)
            ]
        )

    def _of_list(self) -> list[CoveredTitle]:
        """The titles of the chosen list, each once: a page names some in several lists."""
        every, chosen = self.lists.currentIndex() <= 0, self.lists.currentText()
        found: dict[str, CoveredTitle] = {}
        for title in self._titles:
            if every or one_line(title.list_name) == chosen:
                found.setdefault(fold_title(title.title), title)
        return list(found.values())

    def _count(self, titles: Sequence[CoveredTitle]) -> None:
        written = sum(title.written for title in titles)
        self.figures.setText(
            self.tr("%1 of %n title(s) have text", "", len(titles)).replace(
                "%1", self.locale().toString(written)
            )
        )
        self.bar.setRange(0, max(1, len(titles)))
        self.bar.setValue(written)

    def _open(self, index: QModelIndex) -> None:
        note_id = self.model.rows[index.row()].note_id
        if note_id is not None:
            self.accept()
            self.note_requested.emit(note_id)
