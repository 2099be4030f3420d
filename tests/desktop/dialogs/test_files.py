from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from desktop.dialogs.files import file_dialog


def test_it_starts_at_home_or_where_it_is_told_and_deletes_itself(
    qapp: object, tmp_path: Path, own: Callable
) -> None:
    dialog = file_dialog(None, "Import files")
    assert dialog.testAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    own(dialog)
    assert Path(dialog.directory().absolutePath()) == Path.home()
    elsewhere = file_dialog(None, "Import files", str(tmp_path))
    own(elsewhere)
    assert Path(elsewhere.directory().absolutePath()) == tmp_path


def test_its_words_can_be_translated(qapp: object, own: Callable) -> None:
    dialog = file_dialog(None, "Import files")
    own(dialog)
    assert dialog.labelText(QFileDialog.DialogLabel.LookIn) == "Look in:"
    assert dialog.labelText(QFileDialog.DialogLabel.FileType) == "Type:"
