from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.dialogs.export import ExportDialog
from desktop.theme import Theme
from notes.exporting.base import ExportReport, ExportWarning, Finding, Refused, Written
from notes.exporting.registry import FORMATS


@pytest.fixture
def make(qtbot: QtBot, theme: Theme, words: Callable, tmp_path: Path, own: Callable) -> Callable:
    def build(**values: object) -> ExportDialog:
        fields = {"count": 1, "title": "调度器/队列", "folder": tmp_path}
        dialog = ExportDialog(theme, words, **(fields | values))
        own(dialog)
        dialog.open()
        return dialog

    return build


def test_one_note_goes_into_a_file_of_its_title(
    make: Callable, tmp_path: Path, listen: Callable
) -> None:
    dialog = make()
    asked = listen(dialog.export_requested)
    path = Path(dialog.path.text())
    assert path.parent == tmp_path
    assert path.suffix == ".md"
    assert "调度器" in path.name
    html = next(i for i, row in enumerate(FORMATS) if row.name == "html")
    dialog._formats.button(html).click()
    assert dialog.path.text().endswith(".html")
    dialog.remote.setChecked(True)
    dialog.accept_button.click()
    request = asked[0][0]
    assert request.format == "html"
    assert request.output == path.with_suffix(".html")
    assert request.options.remote_images
    assert not request.options.plain
    assert not request.into_folder


def test_several_go_into_a_folder(make: Callable, tmp_path: Path, listen: Callable) -> None:
    dialog = make(count=3, protected=1)
    asked = listen(dialog.export_requested)
    dialog.protected.setChecked(True)
    dialog.plain.setChecked(True)
    dialog.accept()
    request = asked[0][0]
    assert request.into_folder
    assert request.options.plain
    assert request.options.include_protected


def test_what_is_in_the_way_is_said_at_once(make: Callable, tmp_path: Path) -> None:
    dialog = make()
    for text in ("", "relative.md", str(tmp_path), str(tmp_path / "no" / "x.md")):
        dialog.path.setText(text)
        assert not dialog.accept_button.isEnabled()
        assert dialog.problem.isVisible() == bool(text)
    dialog.path.setText(str(tmp_path / "x.md"))
    assert dialog.accept_button.isEnabled()


def test_a_failed_export_can_be_mended(make: Callable) -> None:
    dialog = make()
    dialog.accept()
    dialog.show_progress(1, 2, "x")
    dialog.show_problem("There is a file of this name.")
    assert dialog.form.isVisible()
    assert dialog.problem.isVisible()
    assert dialog.accept_button.isVisible()


def test_the_report_names_what_is_broken(make: Callable, tmp_path: Path) -> None:
    dialog = make(count=2)
    dialog.accept()
    dialog.show_report(
        ExportReport(
            written=[Written("a", tmp_path / "a.md")],
            refused=[Refused("b", "秘密", "export-protected")],
            warnings=[Finding(ExportWarning.LINK_GONE, "a", "甲", {"target": "乙"})],
        )
    )
    texts = [dialog.report.lines.item(row).text() for row in range(dialog.report.lines.count())]
    assert "秘密" in texts[0]
    assert "乙" in texts[1]
    dialog.accept_button.click()
    assert not dialog.isVisible()
