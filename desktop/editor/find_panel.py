"""What a person sees of finding and replacing: fields, options, a count; in rows that fit."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

FIELD = 420  # px, the fields' width at most
WIDE = 620  # px; narrower, options and count have a row of their own


class FindPanel(QWidget):
    """Two fields with their buttons; what is pressed comes out as signals."""

    changed = Signal()
    """Another thing is looked for, or in another way."""
    limited = Signal(bool)
    """Whether only the selection is searched."""
    stepped = Signal(int)
    replacing = Signal(bool)
    """Whether all are to be replaced, or the one selected."""
    closed = Signal()
    height_changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("FindBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.what = self._field(self.tr("Find"))
        self.what.setClearButtonEnabled(True)
        self.what.textChanged.connect(self.changed)
        self.template = self._field(self.tr("Replace with"))
        self.case = self._option("Aa", self.tr("Match case"), "Alt+C")
        self.word = self._option("ab", self.tr("Whole words"), "Alt+W")
        self.regex = self._option(".*", self.tr("Regular expression"), "Alt+R")
        self.selection = self._option("[ ]", self.tr("Only in the selection"), "Alt+L")
        for option in (self.case, self.word, self.regex):
            option.toggled.connect(self.changed)
        self.selection.toggled.connect(self.limited)
        self.count = QLabel(self)
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.count.setProperty("role", "small")
        self.count.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._rows = (QHBoxLayout(), QHBoxLayout(), QHBoxLayout())
        self._wide: bool | None = None
        self._build()

    def show_replacing(self, shown: bool) -> None:
        """Show or hide the row that replaces."""
        for widget in self._replacing:
            widget.setVisible(shown)

    def say(self, text: str, color: str) -> None:
        """Show a count or what is wrong."""
        self.count.setText(text)
        self.count.setToolTip(text)
        self.count.setStyleSheet(f"color: {color}")

    def _build(self) -> None:
        previous = self._button("↑", self.tr("Previous match"))
        previous.clicked.connect(lambda: self.stepped.emit(-1))
        following = self._button("↓", self.tr("Next match"))
        following.clicked.connect(lambda: self.stepped.emit(1))
        close = self._button("×", self.tr("Close"))
        close.clicked.connect(self.closed)
        one = QPushButton(self.tr("Replace"), self)
        one.clicked.connect(lambda: self.replacing.emit(False))
        every = QPushButton(self.tr("Replace all"), self)
        every.clicked.connect(lambda: self.replacing.emit(True))
        self._replacing = (self.template, one, every)
        self._options = (self.case, self.word, self.regex, self.selection)
        self._steps = (previous, following, close)
        for row in self._rows:
            row.setSpacing(4)
        for widget in self._replacing:
            self._rows[2].addWidget(widget)
        self._rows[2].setStretch(0, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 6, 12, 6)
        box.setSpacing(6)
        for row in self._rows:
            box.addLayout(row)
        self._arrange(wide=True)

    def _arrange(self, *, wide: bool) -> None:
        """Put everything into one row, or options and count into a second one."""
        if wide == self._wide:
            return
        self._wide = wide
        first, second, _third = self._rows
        for row in (first, second):
            while row.count():
                row.takeAt(0)
        first.addWidget(self.what, 1)
        options = first if wide else second
        for option in self._options:
            options.addWidget(option)
        options.addWidget(self.count, 1)
        for step in self._steps:
            first.addWidget(step)
        QTimer.singleShot(0, self, self.height_changed.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the rows that fit."""
        super().resizeEvent(event)
        self._arrange(wide=event.size().width() >= WIDE)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter steps or replaces, with Shift backwards; Escape closes."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if watched is self.template and not shift:
                self.replacing.emit(control)
            else:
                self.stepped.emit(-1 if shift else 1)
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return True
        return False

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setPlaceholderText(name)
        field.setAccessibleName(name)
        field.setMaximumWidth(FIELD)
        field.installEventFilter(self)
        return field

    def _option(self, label: str, tip: str, shortcut: str) -> QToolButton:
        button = self._button(label, f"{tip} ({shortcut})")
        button.setAccessibleName(tip)
        button.setCheckable(True)
        button.setShortcut(shortcut)
        return button

    def _button(self, label: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(label)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        return button
