"""Preferences, built from the settings table and the action table; each change holds at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.dialogs.files import file_dialog
from desktop.settings import SECTIONS, SETTINGS
from desktop.window.shortcuts import ShortcutsPage

if TYPE_CHECKING:
    from desktop.actions import Actions
    from desktop.settings import Setting, Settings


_CHECK = 24  # px, of a check box before its words


class Preferences(QDialog):
    """One page a section, and one for the shortcuts."""

    def __init__(self, settings: Settings, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Preferences"))
        self._settings = settings
        self._actions = actions
        self.fields: dict[str, QWidget] = {}
        self.sections = QListWidget(self)
        self.sections.setProperty("role", "plain")
        self.sections.setFixedWidth(180)
        self.sections.setAccessibleName(self.tr("Sections"))
        self.pages = QStackedWidget(self)
        for section, text in SECTIONS:
            self._add_page(_words(text), self._page(section))
        self._add_page(self.tr("Shortcuts"), ShortcutsPage(settings, actions, self))
        self.sections.currentRowChanged.connect(self.pages.setCurrentIndex)
        self.sections.setCurrentRow(0)
        close = QPushButton(self.tr("Close"), self)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(self.sections)
        columns.addWidget(self.pages, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 16, 16, 16)
        outer.setSpacing(12)
        outer.addLayout(columns, 1)
        outer.addLayout(foot)
        self.resize(760, 520)

    def _add_page(self, name: str, page: QWidget) -> None:
        self.sections.addItem(name)
        self.pages.addWidget(page)

    def _page(self, section: str) -> QWidget:
        page = QWidget(self)
        form = QFormLayout(page)
        form.setContentsMargins(8, 4, 8, 8)
        form.setHorizontalSpacing(20)
        form.setVerticalSpacing(14)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFormAlignment(Qt.AlignmentFlag.AlignTop)
        for row in SETTINGS:
            if row.key.startswith(f"{section}/"):
                self._add_row(form, row)
        return page

    def _add_row(self, form: QFormLayout, row: Setting) -> None:
        field = self._field(row)
        name = _words(row.text)
        field.setAccessibleName(name)
        self.fields[row.key] = field
        column = QVBoxLayout()
        column.setSpacing(4)
        if row.kind == "folder" and isinstance(field, QLineEdit):
            column.addLayout(self._with_chooser(field, row))
        else:
            column.addWidget(field)
        if row.help:
            hint = QLabel(_words(row.help), self)
            hint.setProperty("role", "small")
            hint.setWordWrap(True)
            if isinstance(field, QCheckBox):
                hint.setContentsMargins(_CHECK, 0, 0, 0)  # below the words, not below the box
            field.setAccessibleDescription(hint.text())
            column.addWidget(hint)
        if isinstance(field, QCheckBox):
            form.addRow(column)
        else:
            label = QLabel(name, self)
            label.setBuddy(field)
            form.addRow(label, column)

    def _field(self, row: Setting) -> QWidget:
        value = self._settings.value(row.key)
        if row.choices:
            box = QComboBox(self)
            for choice, text in row.choices:
                box.addItem(_words(text), choice)
            box.setCurrentIndex(box.findData(value))
            box.activated.connect(lambda _: self._settings.set(row.key, box.currentData()))
            return box
        if isinstance(row.default, bool):
            check = QCheckBox(_words(row.text), self)
            check.setChecked(bool(value))
            check.toggled.connect(lambda on: self._settings.set(row.key, on))
            return check
        if isinstance(row.default, int):
            spin = QSpinBox(self)
            spin.setRange(row.minimum, row.maximum)
            spin.setSuffix(_words(row.suffix) if row.suffix else "")
            spin.setValue(int(value))
            spin.setMaximumWidth(140)
            spin.lineEdit().setTextMargins(6, 0, 0, 0)  # as in the other fields
            spin.valueChanged.connect(lambda number: self._settings.set(row.key, number))
            return spin
        line = QLineEdit(str(value), self)
        line.editingFinished.connect(lambda: self._settings.set(row.key, line.text().strip()))
        return line

    def _with_chooser(self, field: QLineEdit, row: Setting) -> QHBoxLayout:
        choose = QPushButton(self.tr("Choose…"), self)

        def take(path: str) -> None:
            field.setText(path)
            self._settings.set(row.key, path)

        def ask() -> None:
            dialog = file_dialog(self, _words(row.text), field.text())
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.fileSelected.connect(take)
            dialog.open()

        choose.clicked.connect(ask)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(field, 1)
        line.addWidget(choose)
        return line


def _words(text: str) -> str:
    return QCoreApplication.translate("Settings", text)
