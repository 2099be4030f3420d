"""What all dialogs share: a heading, a body, buttons; never blocking, plain text only."""

from __future__ import annotations

from typing import TYPE_CHECKING, ParamSpec

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.theme import Theme

P = ParamSpec("P")


def label(text: str = "", role: str = "", *, wrap: bool = True) -> QLabel:
    """A label that never reads markup. `role` picks its look in the style sheet."""
    result = QLabel()
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setText(text)
    result.setWordWrap(wrap)
    if role:
        result.setProperty("role", role)
    return result


def plain_list(name: str, parent: QWidget) -> QListWidget:
    """A list of texts, cut at its edge rather than scrolled sideways."""
    result = QListWidget(parent)
    result.setProperty("role", "plain")
    result.setAccessibleName(name)
    result.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return result


def while_open(dialog: QWidget, show: Callable[P, None]) -> Callable[P, None]:
    """`show`, as long as the dialog is there: an answer may come after it was closed."""

    def answer(*values: P.args, **named: P.kwargs) -> None:
        if isValid(dialog):
            show(*values, **named)

    return answer


class LinesPage(QWidget):
    """A page of a few lines on top, and below them a list that is there only when it has some."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.px("space", "s"))
        self.top = QVBoxLayout()
        self.top.setSpacing(theme.px("space", "s"))
        outer.addLayout(self.top)
        self.lines = plain_list(name, self)
        self.lines.setWordWrap(True)
        outer.addWidget(self.lines, 1)
        self._filler = QWidget(self)
        outer.addWidget(self._filler, 1)

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show these lines in the list."""
        self.lines.clear()
        self.lines.addItems(list(lines))
        self.lines.setVisible(bool(lines))
        self._filler.setVisible(not lines)


class Dialog(QDialog):
    """A window-modal dialog with a body, a line for what is wrong, and a row of buttons."""

    def __init__(self, theme: Theme, parent: QWidget | None, title: str) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        edge = theme.px("space", "xl")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(edge, theme.px("space", "l") + 4, edge, theme.px("space", "l"))
        outer.setSpacing(theme.px("space", "m"))
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.px("space", "m"))
        outer.addLayout(self.body, 1)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(theme.px("space", "s"))
        self.status = label(role="small")
        self.foot.addWidget(self.status, 1)
        self.buttons = QDialogButtonBox(Qt.Orientation.Horizontal, self)
        self.foot.addWidget(self.buttons)
        outer.addLayout(self.foot)

    def set_theme(self, theme: Theme) -> None:
        """Take on the theme; what the style sheet does not reach is painted anew."""
        self.theme = theme
        self.update()

    def add_accept(self, text: str, *, danger: bool = False) -> QPushButton:
        """The button that Enter presses."""
        button = self.buttons.addButton(text, QDialogButtonBox.ButtonRole.AcceptRole)
        button.clicked.connect(self.accept)
        button.setDefault(True)
        if danger:
            button.setProperty("role", "danger")
            button.style().unpolish(button)  # the box has asked for its look already
            button.style().polish(button)
        return button

    def add_cancel(self, text: str = "") -> QPushButton:
        """The button that Esc presses."""
        button = self.buttons.addButton(
            text or self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole
        )
        button.clicked.connect(self.reject)
        button.setAutoDefault(False)
        return button

    def fit(self, width: int, height: int) -> None:
        """Open at this size, smaller where the screen or the window behind is smaller."""
        screen = self.screen() or QGuiApplication.primaryScreen()
        free = screen.availableGeometry().size() - QSize(48, 64)
        self.resize(QSize(width, height).boundedTo(free))
