"""The tags of the open note: chips that can be removed, and a field that completes new ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCompleter,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QListView,
    QToolButton,
    QWidget,
)

from desktop.browser.text import tool_tip
from desktop.icons import icon

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.theme import Theme

_COLLAPSED = 8  # chips shown until "more" is asked for


class FlowLayout(QLayout):
    """Items side by side, on as many lines as they need."""

    def __init__(self, parent: QWidget, gap: int = 4) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Append an item."""
        self._items.append(item)

    def insert(self, index: int, widget: QWidget) -> None:
        """Put a widget at a place."""
        self.addWidget(widget)
        self._items.insert(index, self._items.pop())

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at a place."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take the item at a place out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Grows by its height for width only."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines at a width."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """One line's height."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """The largest item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        x, y, line = rect.x(), rect.y(), 0
        for item in self._items:
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            hint = item.sizeHint()
            if x > rect.x() and x + hint.width() > rect.right() + 1:
                x, y, line = rect.x(), y + line + self._gap, 0
            width = min(hint.width(), max(rect.width(), 1))
            if move:
                item.setGeometry(QRect(QPoint(x, y), QSize(width, hint.height())))
            x += width + self._gap
            line = max(line, hint.height())
        return y + line - rect.y()


class TagField(QLineEdit):
    """Where a tag is typed: Enter or a comma adds it, Backspace at the start takes the last."""

    entered = Signal(str)
    backspaced = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that mean something for tags."""
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.backspaced.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        elif event.text() in {",", "，", "、", ";", "；"} and self.text().strip():
            self.entered.emit(self.text())
        else:
            super().keyPressEvent(event)


class TagBar(QWidget):
    """Shows a note's tags and tells how they shall be."""

    changed = Signal(list)
    """All tag paths the note shall have."""
    tag_activated = Signal(str)
    left = Signal()
    """Escape: back to the text."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.source: Callable[[str, Callable[[list[str]], None]], None] | None = None
        """Finds tag paths to complete with: (prefix, callback)."""
        self._tags: list[str] = []
        self._expanded = False
        self._read_only = False
        self._chips: list[QToolButton] = []
        self._flow = FlowLayout(self)
        self._more = QToolButton(self)
        self._more.setObjectName("Chip")
        self._more.clicked.connect(self._expand)
        self.field = TagField(self)
        self.field.setProperty("role", "plain")
        self.field.setPlaceholderText(self.tr("Add tag…"))
        self.field.setAccessibleName(self.tr("Add a tag"))
        self.field.setFixedWidth(120)
        self._words = QStringListModel(self)
        completer = QCompleter(self._words, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self._add)
        popup = QListView()
        popup.setProperty("role", "completions")
        completer.setPopup(popup)
        self.field.setCompleter(completer)
        self.field.textEdited.connect(self._typed)
        self.field.returnPressed.connect(lambda: self._add(self.field.text()))
        self.field.entered.connect(self._add)
        self.field.backspaced.connect(self._remove_last)
        self.field.left.connect(self.left)
        self._flow.addWidget(self._more)
        self._flow.addWidget(self.field)
        self._build()

    def show_tags(self, tags: Sequence[str]) -> None:
        """Show these tag paths."""
        if list(tags) != self._tags:
            self._tags = list(tags)
            self._expanded = False
            self._build()

    def set_read_only(self, read_only: bool) -> None:
        """Only show, or change too."""
        if read_only != self._read_only:
            self._read_only = read_only
            self.field.setVisible(not read_only)
            self._build()

    def tab_stops(self) -> list[QWidget]:
        """What Tab goes through, in order."""
        return [*self._chips, self._more, self.field]

    def set_theme(self, theme: Theme) -> None:
        """Tint the icons."""
        self._theme = theme
        self._build()

    def _build(self) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        shown = self._tags if self._expanded else self._tags[:_COLLAPSED]
        for place, tag in enumerate(shown):
            chip = QToolButton(self)
            chip.setObjectName("Chip")
            chip.setText(_shortened(tag))
            if len(tag) > _LONG:
                chip.setToolTip(tool_tip(tag))
            chip.setAccessibleName(tag)
            chip.setEnabled(not self._read_only)
            if not self._read_only:
                self._make_removable(chip, tag)
            self._chips.append(chip)
            self._flow.insert(place, chip)
            chip.show()
        hidden = len(self._tags) - len(shown)
        self._more.setText(self.tr("+%n more", "", hidden))
        self._more.setVisible(hidden > 0)
        self._flow.invalidate()
        self.updateGeometry()
        before = self._more.previousInFocusChain() or self
        for stop in self.tab_stops():  # Qt puts what is new behind everything in the window
            QWidget.setTabOrder(before, stop)
            before = stop

    def _make_removable(self, chip: QToolButton, tag: str) -> None:
        if not chip.toolTip():
            chip.setToolTip(self.tr("Click to remove this tag"))
        chip.setAccessibleName(self.tr("Tag {tag}; press to remove it").format(tag=tag))
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross stands behind
        chip.setIcon(icon("clear", self._theme, "accent", 16))
        chip.setIconSize(QSize(10, 10))
        chip.clicked.connect(lambda: self._remove(tag))

    def _expand(self) -> None:
        self._expanded = True
        self._build()

    def _typed(self, text: str) -> None:
        if self.source is not None:
            self.source(text.strip().lstrip("#"), self._words.setStringList)

    def _add(self, text: str) -> None:
        tag = text.strip().lstrip("#").strip("/ ")
        # The completer writes its word into the field after this.
        self.field.clear()
        QTimer.singleShot(0, self.field, self.field.clear)
        if tag and tag not in self._tags:
            self.show_tags([*self._tags, tag])
            self.changed.emit(list(self._tags))

    def _remove(self, tag: str) -> None:
        self.show_tags([t for t in self._tags if t != tag])
        self.changed.emit(list(self._tags))
        self.field.setFocus()

    def _remove_last(self) -> None:
        if self._tags:
            self._remove(self._tags[-1])


_LONG = 32


def _shortened(tag: str) -> str:
    """A tag for a chip: newlines as spaces, at most `_LONG` characters, `&` kept from mnemonics."""
    words = " ".join(tag.split())
    words = words if len(words) <= _LONG else words[: _LONG - 1] + "…"
    return words.replace("&", "&&")
