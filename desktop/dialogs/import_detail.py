"""What is known of the chosen document of a plan: its file, encoding, warnings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.browser.labels import ElidedLabel
from desktop.dialogs.base import label
from desktop.dialogs.tidying import rule_name
from notes.importing.base import WarningCode
from notes.importing.plan import Action

if TYPE_CHECKING:
    from desktop.dialogs.import_model import PlanModel, Row
    from desktop.theme import Theme
    from notes.importing.base import Finding

Words = Callable[[str, Mapping[str, object]], str]
"""The sentence for a code with its values, in the person's language."""

Deed = tuple[str, Callable[[], object]]
"""What the button at the end of a line says and does."""

ENCODINGS = (
    "utf-8",
    "gb18030",
    "big5",
    "shift_jis",
    "euc-jp",
    "euc-kr",
    "utf-16",
    "utf-32",
    "cp1252",
    "cp1250",
    "cp1251",
    "koi8-r",
    "cp866",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp874",
)


class ImportDetail(QWidget):
    """Shows one row; of several only how many there are."""

    encoding_chosen = Signal(str, str)  # source, encoding
    format_chosen = Signal(str, str)  # source of the file, format
    # PlanItem, and the other's source, or `note:` and an id; empty: its own note in the library
    compare_requested = Signal(object, str)
    tidying_requested = Signal(object)  # PlanItem

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._row: Row | None = None
        self.path = ElidedLabel("soft", self)
        self.encoding_label = QLabel(self.tr("Encoding"), self)
        self.encoding_label.setProperty("role", "small")
        self.encoding = QComboBox(self)
        self.encoding.setAccessibleName(self.tr("Encoding"))
        self.encoding.setMinimumContentsLength(10)
        self.encoding_label.setBuddy(self.encoding)
        self.encoding.activated.connect(self._choose_encoding)
        self.format = QComboBox(self)
        self.format.setAccessibleName(self.tr("Recognised as"))
        self.format.setPlaceholderText(self.tr("Read it as…"))
        self.format.setToolTip(self.tr("Read the file as another format"))
        self.format.activated.connect(self._choose_format)
        self._inside = QWidget()
        self._inside.setProperty("role", "page")
        self._lines = QVBoxLayout(self._inside)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._lines.setSpacing(theme.px("space", "xs"))
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._inside)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(theme.px("space", "s"))
        layout.addWidget(self.path, 0, 0)
        layout.addWidget(self.format, 0, 1)
        layout.addWidget(self.encoding_label, 0, 2)
        layout.addWidget(self.encoding, 0, 3)
        layout.addWidget(scroll, 1, 0, 1, 4)
        layout.setColumnStretch(0, 1)
        self.setFixedHeight(118)
        self.clear()

    def clear(self, text: str = "") -> None:
        """Show no row, but this line."""
        self._row = None
        self._empty()
        self.path.set_text(text)
        self.encoding.hide()
        self.encoding_label.hide()
        self.format.hide()

    def show_row(self, row: Row, model: PlanModel) -> None:
        """Show what is known of a row."""
        self.clear(row.source)
        self._row = row
        item = row.item
        if item is None:
            if row.refusal is not None:
                values = {**row.refusal.values, "path": row.refusal.path}
                self._say(self._words(row.refusal.code, values), "danger")
                self._fill_formats("", model)
            return
        known = bool(item.encoding) and not item.stub and item.action is not Action.SAME
        self.encoding.setVisible(known)
        self.encoding_label.setVisible(known)
        if known:
            self._fill_encodings(item.encoding.lower())
        if item.unit >= 0 and not item.is_listed:
            self._fill_formats(item.format, model)
        if item.action is Action.CONFLICT:
            self._say(
                self.tr(
                    "Changed outside and in Banyan. The note stays as it is; the file's text comes"
                    " in beside it as a note of its own."
                ),
                "warning",
                (self.tr("Compare…"), lambda: self.compare_requested.emit(item, "")),
            )
        elif item.action is Action.FILLS:
            self._say(self.tr("A stub has this title: it gets this text, and keeps its place."))
        elif item.action is Action.MOVED:
            self._say(self.tr("The same text came in from another place, which is gone."))
        elif item.action is Action.SAME:
            self._say(self.tr("In the library already; nothing to do."))
        if item.tidied:
            self._say(
                self.tr("Tidied: %1. The text as it was read stays in the history.").replace(
                    "%1", ", ".join(rule_name(name) for name in item.tidied)
                ),
                deed=(self.tr("Show…"), lambda: self.tidying_requested.emit(item)),
            )
        for finding in item.findings:
            if finding.code is WarningCode.CONFLICT:
                continue
            other = _double(finding)
            deed = (
                self.tr("Compare…"),
                lambda other=other: self.compare_requested.emit(item, other),
            )
            self._say(self._without_path(finding), "warning", deed if other else None)

    def _without_path(self, finding: Finding) -> str:
        """A warning in words; the path that it begins with stands above already."""
        text = self._words(finding.code, {**finding.values, "path": finding.path})
        text = text.removeprefix(finding.path).lstrip(":： ")
        return text[:1].upper() + text[1:]

    def _fill_encodings(self, current: str) -> None:
        names = list(ENCODINGS)
        if current not in names:
            names.insert(0, current)
        self.encoding.clear()
        self.encoding.addItems([name.upper() for name in names])
        self.encoding.setCurrentIndex(names.index(current))

    def _fill_formats(self, current: str, model: PlanModel) -> None:
        from notes.importing.registry import FORMATS

        self.format.clear()
        for row in FORMATS:
            self.format.addItem(model.format_name(row.name), row.name)
        self.format.setCurrentIndex(self.format.findData(current))
        self.format.show()

    def _choose_format(self, _place: int) -> None:
        row, chosen = self._row, self.format.currentData()
        if row is not None and chosen and not (row.item and row.item.format == chosen):
            self.format_chosen.emit(row.source.partition("#")[0], chosen)

    def _choose_encoding(self, _place: int) -> None:
        item = self._row.item if self._row else None
        chosen = self.encoding.currentText().lower()
        if item is not None and chosen != item.encoding.lower():
            self.encoding_chosen.emit(item.source, chosen)

    def _say(self, text: str, kind: str = "", deed: Deed | None = None) -> None:
        line = QHBoxLayout()
        words = label(text, "" if kind else "soft")
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line.addWidget(words, 1)
        if deed is not None:
            name, run = deed
            button = QPushButton(name)
            button.setProperty("role", "link")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked: run())
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        holder = QWidget()
        holder.setLayout(line)
        line.setContentsMargins(0, 0, 0, 0)
        self._lines.addWidget(holder)

    def _empty(self) -> None:
        while gone := self._lines.takeAt(0):
            if widget := gone.widget():
                widget.hide()
                widget.deleteLater()


def _double(finding: Finding) -> str:
    """What the document can be compared with: another's source, `note:` and an id, or nothing."""
    if finding.code is WarningCode.NEAR_NOTE:
        return f"note:{finding.values['note']}"
    if finding.code in {WarningCode.NEAR_DUPLICATE, WarningCode.DUPLICATE_TEXT}:
        return str(finding.values["other"])
    return ""
