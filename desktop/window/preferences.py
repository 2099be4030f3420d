"""Preferences, built from the settings table and the action table; each change holds at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.actions import plain
from desktop.dialogs.files import file_dialog
from desktop.settings import SECTIONS, SETTINGS

if TYPE_CHECKING:
    from desktop.actions import Actions
    from desktop.settings import Setting, Settings


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
        self._add_page(self.tr("Shortcuts"), self._shortcuts_page())
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

    # Shortcuts

    def _shortcuts_page(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(8, 0, 0, 0)
        self.filter = QLineEdit(page)
        self.filter.setPlaceholderText(self.tr("Find a command…"))
        self.filter.setAccessibleName(self.tr("Find a command"))
        self.filter.textChanged.connect(self._filter)
        self.clash = QLabel(page)
        self.clash.setProperty("role", "small")
        self.clash.setWordWrap(True)
        inner = QWidget(page)
        inner.setProperty("role", "page")
        self._form = QFormLayout(inner)
        self._form.setVerticalSpacing(6)
        self.keys: dict[str, QKeySequenceEdit] = {}
        for action_id, row in self._actions.rows.items():
            self._form.addRow(
                plain(self._actions[action_id].text()).rstrip("…"), self._keys(action_id)
            )
            del row
        area = QScrollArea(page)
        area.setWidgetResizable(True)
        area.setWidget(inner)
        column.addWidget(self.filter)
        column.addWidget(self.clash)
        column.addWidget(area, 1)
        return page

    def _keys(self, action_id: str) -> QWidget:
        field = QKeySequenceEdit(self._actions[action_id].shortcut(), self)
        field.setMaximumSequenceLength(1)
        field.setClearButtonEnabled(True)
        field.setAccessibleName(plain(self._actions[action_id].text()))
        field.editingFinished.connect(lambda: self._take_keys(action_id))
        field.keySequenceChanged.connect(lambda _keys: self._take_keys(action_id))
        self.keys[action_id] = field
        return field

    def _take_keys(self, action_id: str) -> None:
        keys = self.keys[action_id].keySequence()
        text = keys.toString(QKeySequence.SequenceFormat.PortableText)
        other = next(
            (
                one
                for one, action in self._actions.actions.items()
                if text and one != action_id and action.shortcut() == keys
            ),
            None,
        )
        if other is not None:
            name = plain(self._actions[other].text()).rstrip("…")
            self.clash.setText(
                self.tr("{keys} already belongs to “{command}”; nothing was changed.").format(
                    keys=text, command=name
                )
            )
            self.keys[action_id].setKeySequence(self._actions[action_id].shortcut())
            return
        if keys == self._actions[action_id].shortcut():
            return
        self.clash.clear()
        default = QKeySequence(self._actions.rows[action_id].shortcut)
        self._settings.set_shortcut(action_id, None if keys == default else text)
        self._actions.refresh_shortcuts()

    def _filter(self, text: str) -> None:
        needle = text.strip().casefold()
        for place in range(self._form.rowCount()):
            item = self._form.itemAt(place, QFormLayout.ItemRole.LabelRole)
            label = item.widget() if item is not None else None
            if isinstance(label, QLabel):
                self._form.setRowVisible(place, needle in label.text().casefold())


def _words(text: str) -> str:
    return QCoreApplication.translate("Settings", text)
