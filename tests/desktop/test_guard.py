"""An error in an overridden Qt method is reported and does not end the process."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import QListView, QWidget
from pytestqt.qtbot import QtBot

import desktop  # noqa: F401 - importing it installs the guard


class Careless(QWidget):
    def resizeEvent(self, event: object) -> None:
        # Raised by C code: without the guard the interpreter crashes here.
        [].pop()


class CarelessModel(QAbstractListModel):
    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:
        return 1

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return int("no number")


def test_an_error_in_an_event_handler_is_reported(qtbot: QtBot) -> None:
    widget = Careless()
    qtbot.addWidget(widget)
    with qtbot.captureExceptions() as errors:
        widget.show()
        widget.resize(50, 60)
        widget.hide()
    assert errors
    assert {kind for kind, _, _ in errors} == {IndexError}


def test_an_error_in_a_model_is_reported(qtbot: QtBot) -> None:
    view = QListView()
    qtbot.addWidget(view)
    model = CarelessModel()
    with qtbot.captureExceptions() as errors:
        view.setModel(model)
        view.show()
        qtbot.wait(20)
        view.setModel(None)  # whatever asks it later would fail in another test
    assert {kind for kind, _, _ in errors} == {ValueError}
