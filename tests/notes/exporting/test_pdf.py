"""PDF out, by the helper process: with the web engine, and plainly where it cannot start."""

from __future__ import annotations

import os
import sys
from contextlib import closing
from pathlib import Path

import pytest

from notes.exporting.base import ExportReport, ExportWarning
from notes.exporting.run import export
from notes.library import Library
from notes.model import NewNote


def printed(library_path: Path, folder: Path, *titles: str) -> ExportReport:
    with closing(Library.open(library_path, create=True)) as library:
        ids = [
            library.create_note(NewNote(title, f"# {title}\n\n榕树 *text*\n")).created[0]
            for title in titles
        ]
        return export(library, ids, "pdf", folder / "out", into_folder=True)


def test_notes_are_printed_by_the_web_engine(library_path: Path, tmp_path: Path) -> None:
    report = printed(library_path, tmp_path, "一", "二")
    assert not report.warnings
    assert [item.path.name for item in report.written] == ["一.pdf", "二.pdf"]
    for item in report.written:
        data = item.path.read_bytes()
        assert data.startswith(b"%PDF-")
        assert b"Skia/PDF" in data


@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="as root the sandbox cannot start"
)
def test_without_the_engine_notes_are_printed_plainly(
    library_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("QTWEBENGINE_DISABLE_SANDBOX")
    report = printed(library_path, tmp_path, "一", "二")
    assert [found.code for found in report.warnings] == [ExportWarning.PDF_PLAIN] * 2
    assert "sandbox" in str(report.warnings[0].values["detail"])
    for item in report.written:
        data = item.path.read_bytes()
        assert data.startswith(b"%PDF-")
        assert b"Skia/PDF" not in data
