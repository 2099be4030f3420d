"""The finder: one field over a list, for commands (palette), notes (quick open) and categories."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.native import make_native

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QObject, QPersistentModelIndex

    from desktop.theme import Theme

_WIDTH = 620
_ROWS = 11
_ROW = 36
_TOP, _EDGE = 72, 24  # px, free above and below
_CHOICE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the finder."""

    key: str
    text: str
    detail: str = ""  # at the right, fainter: a shortcut, a category
    enabled: bool = True


class _Delegate(QStyledItemDelegate):
    """Draws text at the left and the detail at the right, both as plain text."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, _ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        choice: Choice = index.data(_CHOICE)
        theme = self.theme
        rect: QRect = option.rect.adjusted(6, 1, -6, -1)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selected"))
            painter.drawRoundedRect(rect, 5, 5)
        inner = rect.adjusted(10, 0, -10, 0)
        painter.setFont(theme.font(size="small"))
        details = painter.fontMetrics()
        # one px more than the width, which is rounded: what fits must not be cut
        wide = min(details.horizontalAdvance(choice.detail) + 1, inner.width() // 2)
        wide = wide if choice.detail else 0
        painter.setPen(theme.colour("text_faint" if not selected else "text_soft"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(
            inner,
            flags | Qt.AlignmentFlag.AlignRight,
            details.elidedText(choice.detail, Qt.TextElideMode.ElideMiddle, wide),
        )
        inner.setRight(inner.right() - wide - (16 if wide else 0))
        painter.setFont(theme.font(size=14))
        painter.setPen(theme.colour("text" if choice.enabled else "text_faint"))
        line = " ".join(choice.text.split())
        elided = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, flags | Qt.AlignmentFlag.AlignLeft, elided)
        painter.restore()


class Finder(QFrame):
    """A list that narrows as one types, over the window; Enter chooses, Escape leaves."""

    chosen = Signal(str)
    """The key of the choice taken."""
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setObjectName("Popup")
        self.field = QLineEdit(self)
        self.field.setProperty("role", "large")
        self.field.textChanged.connect(self._typed)
        self._model = QStandardItemModel(self)
        self.view = QListView(self)
        self.view.setModel(self._model)
        self.view.setUniformItemSizes(True)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.view.clicked.connect(lambda _index: self._choose())
        self._delegate = _Delegate(theme, self.view)
        self.view.setItemDelegate(self._delegate)
        self._nothing = QLabel(self)
        self._nothing.setProperty("role", "faint")
        self._nothing.setContentsMargins(16, 8, 16, 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 7)
        column.setSpacing(0)
        column.addWidget(self.field)
        column.addWidget(self.view)
        column.addWidget(self._nothing)
        self._ask: Callable[[str], None] = lambda _text: None
        self._take: Callable[[str], None] = lambda _key: None
        self._before: QWidget | None = None
        self._shown_for: str | None = None  # the text that the choices answer
        self._chosen_early = False  # Enter was pressed before they came
        self.hide()
        parent.installEventFilter(self)
        self.field.installEventFilter(self)
        # Above the preview, which is a native window, only another one can be seen.
        make_native(self)
        self.setAutoFillBackground(True)

    def set_theme(self, theme: Theme) -> None:
        """Take on the theme's colours."""
        self._delegate.theme = theme
        self.view.viewport().update()

    def open(
        self,
        prompt: str,
        name: str,
        ask: Callable[[str], None],
        take: Callable[[str], None],
        text: str = "",
    ) -> None:
        """Show the finder. `ask(text)` must lead to `show_choices`; `take(key)` gets the choice."""
        self._ask = ask
        self._take = take
        if not self.isVisible():
            self._before = self.window().focusWidget()
        self.field.setPlaceholderText(prompt)
        self.field.setAccessibleName(name)
        self.view.setAccessibleName(name)
        self._model.clear()
        self._shown_for = None
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus()
        if self.field.text() == text:
            self._typed(text)
        self.field.setText(text)
        self.field.selectAll()

    def show_choices(self, text: str, choices: Sequence[Choice], nothing: str) -> None:
        """Show what `text` found; `nothing` is said when there is none."""
        if text != self.field.text():
            return
        self._shown_for = text
        self._model.clear()
        for choice in choices:
            item = QStandardItem(choice.text)
            item.setData(choice, _CHOICE)
            item.setEnabled(choice.enabled)
            item.setAccessibleText(f"{choice.text} {choice.detail}".strip())
            self._model.appendRow(item)
        self._nothing.setText(nothing)
        self._nothing.setVisible(not choices)
        self.view.setVisible(bool(choices))
        self._select(0, 1)
        self._place()
        if self._chosen_early:
            self._choose()

    def leave(self, *, restore: bool = True) -> None:
        """Hide, and give the focus back to where it was."""
        if not self.isVisible():
            return
        self.hide()
        if restore and self._before is not None:
            self._before.setFocus()
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys move in the list while the field has the focus."""
        if watched is self.field and isinstance(event, QKeyEvent):
            if event.type() is QEvent.Type.KeyPress:
                return self._key(event)
        elif watched is self.field and event.type() is QEvent.Type.FocusOut:
            popup = self.window().focusWidget()
            if self.isVisible() and popup is not self.field:
                self.leave(restore=False)
        elif watched is self._over and event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        step = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: _ROWS - 1,
            Qt.Key.Key_PageUp: 1 - _ROWS,
            Qt.Key.Key_Tab: 1,
            Qt.Key.Key_Backtab: -1,
        }.get(Qt.Key(key))
        if step is not None:
            self._select(self.view.currentIndex().row() + step, 1 if step > 0 else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self._shown_for == self.field.text():
                self._choose()
            else:  # it means what was typed, not what was found before
                self._chosen_early = True
        elif key == Qt.Key.Key_Escape:
            self.leave()
        else:
            return False
        return True

    def _select(self, row: int, step: int) -> None:
        """Make the nearest possible row from `row` on, in the direction `step`, the current one."""
        count = self._model.rowCount()
        row = min(max(row, 0), count - 1)
        while 0 <= row < count and not self._model.item(row).isEnabled():
            row += step
        if 0 <= row < count:
            self.view.setCurrentIndex(self._model.index(row, 0))

    def _typed(self, text: str) -> None:
        self._chosen_early = False
        if self.isVisible():
            self._ask(text)

    def _choose(self) -> None:
        self._chosen_early = False
        index = self.view.currentIndex()
        if not index.isValid():
            return
        choice: Choice = index.data(_CHOICE)
        if choice.enabled:
            self.leave()
            self._take(choice.key)
            self.chosen.emit(choice.key)

    def _place(self) -> None:
        parent = self._over
        width = min(_WIDTH, parent.width() - 32)
        height = self.field.sizeHint().height() + 10
        room = max(1, (parent.height() - _TOP - _EDGE - height) // _ROW)
        rows = min(self._model.rowCount(), _ROWS, room)
        self.view.setFixedHeight(rows * _ROW)
        height += rows * _ROW
        if not rows:
            height += self._nothing.sizeHint().height()
        self.setGeometry((parent.width() - width) // 2, _TOP, width, height)


def fuzzy_score(needle: str, text: str) -> int | None:
    """How well `needle` fits into `text` (both folded), higher is better; None: not at all.

    Every character must occur in order. Runs, word starts and an early place count more.
    """
    if not needle:
        return 0
    if (place := text.find(needle)) >= 0:
        return 1000 - place - (0 if place == 0 or not text[place - 1].isalnum() else 100)
    score, at, last = 0, 0, -2
    for character in needle:
        if character.isspace():
            continue
        found = text.find(character, at)
        if found < 0:
            return None
        if found == last + 1:
            score += 6
        elif found == 0 or not text[found - 1].isalnum():
            score += 4
        score -= min(found - at, 5)
        last, at = found, found + 1
    return score
