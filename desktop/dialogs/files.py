"""The dialog that asks for files and folders."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def file_dialog(parent: QWidget | None, title: str, start: str = "") -> QFileDialog:
    """A dialog that deletes itself when it is closed; it starts at the home folder by default."""
    dialog = QFileDialog(parent, title, start or str(Path.home()))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    # Where the platform has no dialog of its own: Qt's words for these two are English everywhere.
    for label, text in (
        (QFileDialog.DialogLabel.LookIn, QCoreApplication.translate("FileDialog", "Look in:")),
        (QFileDialog.DialogLabel.FileType, QCoreApplication.translate("FileDialog", "Type:")),
    ):
        dialog.setLabelText(label, text)
    return dialog
