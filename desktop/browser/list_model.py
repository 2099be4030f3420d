"""The list's model: ids of any number, summaries only of the rows that a view has asked for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, Qt, QTimer

from desktop.browser import mime
from desktop.browser.rows import row_changes, runs
from desktop.browser.text import Marked, date_words, marked, one_line, tool_tip
from desktop.browser.tree_model import Index
from notes.model import NoteSummary

if TYPE_CHECKING:
    from notes.model import Hit

Fetch = Callable[[list[str], Callable[[Sequence[NoteSummary]], None]], None]
"""Asks for summaries; the answer comes later, on the GUI thread, in any order."""

PAGE = 40  # rows fetched at once: about three screens
KEPT = 4_000  # summaries kept; those not seen for longest go first


class ListRole(IntEnum):
    """What the delegate asks a row."""

    ID = Qt.ItemDataRole.UserRole.value + 1
    SUMMARY = Qt.ItemDataRole.UserRole.value + 2  # NoteSummary, or None while it is on its way
    SNIPPET = Qt.ItemDataRole.UserRole.value + 3  # Marked, or None outside a search
    TITLE = Qt.ItemDataRole.UserRole.value + 4  # the same of the title


class NoteListModel(QAbstractListModel):
    """Notes in the order given. `fetch` brings the summaries of rows when they are first shown."""

    def __init__(self, fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._ids: list[str] = []
        self._rows: dict[str, int] | None = {}
        self._summaries: OrderedDict[str, NoteSummary] = OrderedDict()
        self._stale: set[str] = set()
        self._asked: set[str] = set()
        self._wanted: set[int] = set()
        self._snippets: dict[str, Marked] = {}
        self._titles: dict[str, Marked] = {}
        self._round = 0
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._ask)

    # what is shown

    def ids(self) -> list[str]:
        """The ids in their order."""
        return self._ids

    def show_ids(self, ids: Sequence[str], *, anew: bool = False) -> None:
        """Show these notes. Rows that stay keep their selection, unless the list is `anew`."""
        wanted = list(ids)
        self._snippets = {}
        self._titles = {}
        self._go_to(wanted, anew=anew)

    def show_hits(self, hits: Sequence[Hit], *, anew: bool = False) -> None:
        """Show the hits of a search with their snippets, which stand in for excerpts."""
        # A note that was found by its title alone may have none.
        self._snippets = {hit.id: marked(hit.snippet) for hit in hits if hit.snippet.strip()}
        self._titles = {hit.id: marked(hit.marked_title) for hit in hits if hit.marked_title}
        self._go_to([hit.id for hit in hits], anew=anew)
        if self._ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))

    def row_of(self, note_id: str) -> int:
        """The row of a note, -1 where it is not in the list."""
        if self._rows is None:
            self._rows = {key: row for row, key in enumerate(self._ids)}
        return self._rows.get(note_id, -1)

    def summary(self, row: int) -> NoteSummary | None:
        """What is known of a row now; nothing is fetched."""
        return self._summaries.get(self._ids[row]) if 0 <= row < len(self._ids) else None

    def snippet(self, row: int) -> Marked | None:
        """What a search found in the note of a row."""
        return self._snippets.get(self._ids[row])

    def refresh(self, ids: Iterable[str]) -> None:
        """These notes have changed: fetch them again where they are shown."""
        rows: list[int] = []
        for note_id in ids:
            if note_id in self._summaries:
                self._stale.add(note_id)
                rows.append(self.row_of(note_id))
        for first, last in runs(sorted(row for row in rows if row >= 0)):
            self.dataChanged.emit(self.index(first), self.index(last))

    def update_summaries(self, summaries: Iterable[NoteSummary]) -> None:
        """Take in summaries that are known already."""
        rows: list[int] = []
        for summary in summaries:
            self._summaries[summary.id] = summary
            self._summaries.move_to_end(summary.id)
            self._stale.discard(summary.id)
            rows.append(self.row_of(summary.id))
        for first, last in runs(sorted(row for row in rows if row >= 0)):
            self.dataChanged.emit(self.index(first), self.index(last))
        while len(self._summaries) > KEPT:
            self._summaries.popitem(last=False)

    def forget(self) -> None:
        """Another library: nothing known before is true."""
        self._round += 1
        self._summaries.clear()
        self._stale.clear()
        self._asked.clear()
        self.show_ids([], anew=True)

    # Qt's questions

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        note_id = self._ids[index.row()]
        if role == ListRole.ID:
            return note_id
        if role == ListRole.SNIPPET:
            return self._snippets.get(note_id)
        if role == ListRole.TITLE:
            return self._titles.get(note_id)
        summary = self._summaries.get(note_id)
        if role == ListRole.SUMMARY:
            if summary is None or note_id in self._stale:
                self._want(index.row())
            return summary
        if summary is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(summary.title)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(summary.title)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(summary)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsDragEnabled
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    def mimeTypes(self) -> list[str]:
        return [mime.NOTES]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        rows = sorted(index.row() for index in indexes)
        return mime.pack(mime.NOTES, [self._ids[row] for row in rows])

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    # rows

    def _go_to(self, wanted: list[str], *, anew: bool) -> None:
        if anew or not self._ids or not wanted:
            self.beginResetModel()
            self._ids = wanted
            self._rows = None
            self._wanted.clear()
            self.endResetModel()
            return
        changes = row_changes(self._ids, wanted)
        for first, last in changes.removals:
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._ids[first : last + 1]
            self._rows = None
            self.endRemoveRows()
        if changes.order:
            self.layoutAboutToBeChanged.emit()
            held = self.persistentIndexList()
            end = changes.start + len(changes.order)
            self._ids[changes.start : end] = [self._ids[row] for row in changes.order]
            self._rows = None
            moved = {old: changes.start + place for place, old in enumerate(changes.order)}
            rows = [moved.get(index.row(), index.row()) for index in held]
            self.changePersistentIndexList(held, [self.index(row) for row in rows])
            self.layoutChanged.emit()
        for first, last in changes.insertions:
            self.beginInsertRows(QModelIndex(), first, last)
            self._ids[first:first] = wanted[first : last + 1]
            self._rows = None
            self.endInsertRows()

    # summaries

    def _want(self, row: int) -> None:
        self._wanted.add(row)
        if not self._later.isActive():
            self._later.start()

    def _ask(self) -> None:
        ids: list[str] = []
        for row in sorted(self._wanted):
            for note_id in self._ids[row - row % PAGE : row - row % PAGE + PAGE]:
                known = note_id in self._summaries and note_id not in self._stale
                if not known and note_id not in self._asked:
                    self._asked.add(note_id)
                    ids.append(note_id)
        self._wanted.clear()
        if not ids:
            return
        number = self._round
        self._stale.difference_update(ids)

        def answer(summaries: Sequence[NoteSummary]) -> None:
            if number != self._round:
                return
            self._asked.difference_update(ids)
            self.update_summaries(summaries)

        self._fetch(ids, answer)

    def _spoken(self, summary: NoteSummary) -> str:
        parts = [one_line(summary.title), date_words(summary.modified)]
        if summary.starred:
            parts.append(self.tr("starred"))
        if summary.stub:
            parts.append(self.tr("to write"))
        return ", ".join(parts)
