"""A field and a list: type parts of a path, press Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListView, QWidget

from desktop.browser.matching import best
from desktop.browser.text import one_line
from desktop.dialogs.base import Dialog, label
from notes.search.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex

    from desktop.theme import Theme

SHOWN = 200  # as many as a person would scroll through; typing finds the rest


class PathPicker(Dialog):
    """Picks one path. With `create` a path that is not there yet may be typed."""

    picked = Signal(str)

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None,
        *,
        title: str,
        paths: Sequence[str],
        placeholder: str,
        top: str = "",
        create: str = "",
        current: str = "",
    ) -> None:
        super().__init__(theme, parent, title)
        self._paths = list(paths)
        self._top = top
        self._create = create
        self._choices: list[str] = []
        heading = label(one_line(title), "section")
        self.body.addWidget(heading)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(placeholder)
        self.field.setAccessibleName(title)
        self.field.setClearButtonEnabled(True)
        self.field.installEventFilter(self)
        self.body.addWidget(self.field)
        self.list = QListView(self)
        self.list.setProperty("role", "plain")
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setAccessibleName(self.tr("Choices"))
        self.list.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._model = QStringListModel(self)
        self.list.setModel(self._model)
        self.list.activated.connect(lambda _index: self.accept())
        self.list.clicked.connect(self._clicked)
        self.body.addWidget(self.list, 1)
        self.add_cancel()
        self.accept_button = self.add_accept(self.tr("Choose"))
        self.field.textChanged.connect(lambda _text: self._fill())
        self._fill()
        if current in self._choices:
            self._choose_row(self._choices.index(current))
        self.fit(440, 420)

    def chosen(self) -> str | None:
        """The path under the cursor; None where nothing is listed."""
        row = self.list.currentIndex().row()
        return self._choices[row] if 0 <= row < len(self._choices) else None

    def accept(self) -> None:
        path = self.chosen()
        if path is None:
            return
        super().accept()
        self.picked.emit(path)

    def _fill(self) -> None:
        typed = self.field.text().strip().strip("/")
        found = best(typed, self._paths, text=str, limit=SHOWN)
        rows = [one_line(path) for path in found]
        if self._top and (not typed or fold(typed) in fold(self._top)):
            found.insert(0, "")
            rows.insert(0, self._top)
        valid = all(part.strip() for part in typed.split("/")) and typed.isprintable()
        if self._create and typed and valid and typed not in self._paths:
            found.append(typed)
            rows.append(self._create.replace("%1", one_line(typed)))
        self._choices = found
        self._model.setStringList(rows)
        self._choose_row(0)
        self.accept_button.setEnabled(bool(found))
        self.status.setText("" if found else self.tr("Nothing of this name"))

    def _choose_row(self, row: int) -> None:
        if 0 <= row < len(self._choices):
            self.list.setCurrentIndex(self._model.index(row))

    def _clicked(self, index: QModelIndex) -> None:
        self.list.setCurrentIndex(index)
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down move in the list while the field keeps the focus."""
        if (
            watched is self.field
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
        ):
            step = {
                Qt.Key.Key_Up: -1,
                Qt.Key.Key_Down: 1,
                Qt.Key.Key_PageUp: -10,
                Qt.Key.Key_PageDown: 10,
            }.get(Qt.Key(event.key()))
            if step is not None and self._choices:
                row = self.list.currentIndex().row() + step
                self._choose_row(max(0, min(len(self._choices) - 1, row)))
                return True
        return super().eventFilter(watched, event)
