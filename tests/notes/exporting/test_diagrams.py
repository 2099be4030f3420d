"""Diagrams of exported pages: drawn as pictures, or left as source with a line that says why."""

from __future__ import annotations

import base64
import os
import re
import sys
from contextlib import closing
from pathlib import Path

import pytest

from notes.exporting.base import ExportOptions, ExportReport, ExportWarning
from notes.exporting.run import export
from notes.library import Library
from notes.model import NewNote
from notes.rendering.fences import diagram_hash

CHECKOUT = Path(__file__).resolve().parent.parent.parent.parent
BODY = """```mermaid
sequenceDiagram
甲->>乙: 你好 <script>alert(1)</script>
```

```mermaid
graph TD A[[
```
"""


def exported(library_path: Path, folder: Path, language: str) -> tuple[str, ExportReport]:
    file = folder / "a.html"
    with closing(Library.open(library_path, create=True)) as library:
        note = library.create_note(NewNote("a", BODY)).created[0]
        report = export(library, [note], "html", file, ExportOptions(language=language))
    return file.read_text(encoding="utf-8"), report


@pytest.mark.skipif(
    not (CHECKOUT / "resources" / "vendor" / "mermaid" / "mermaid.min.js").exists(),
    reason="Mermaid has not been fetched: run make setup",
)
def test_diagrams_are_drawn_for_light_and_dark(library_path: Path, tmp_path: Path) -> None:
    page, report = exported(library_path, tmp_path, "en")
    pictures = re.findall(r'(?:src|srcset)="data:image/svg\+xml;base64,([^"]+)"', page)
    dark, light = (base64.b64decode(picture).decode() for picture in pictures)
    assert "甲" in light
    assert light != dark
    for svg in (light, dark):
        assert svg.startswith("<svg")
        assert "<script" not in svg
    assert "<svg" not in page
    assert re.search(r'<img src="data:[^"]*" width="\d+" height="\d+" alt="sequence', page)
    (finding,) = report.warnings  # the broken one
    assert finding.code is ExportWarning.DIAGRAM_AS_SOURCE
    assert "graph TD A[[" in page
    assert "<figcaption>This diagram could not be drawn (Parse error" in page


def test_what_the_library_has_drawn_is_not_drawn_again(library_path: Path, tmp_path: Path) -> None:
    name = diagram_hash("sequenceDiagram\n甲->>乙: 好")
    body = "```mermaid\nsequenceDiagram\n甲->>乙: 好\n```\n"
    with closing(Library.open(library_path, create=True)) as library:
        note = library.create_note(NewNote("a", body)).created[0]
        library.keep_diagram(name, '<svg viewBox="0 0 10 20"><title>浅</title></svg>')
        library.keep_diagram(f"{name}-dark", "<svg><title>深</title></svg>")
        report = export(library, [note], "html", tmp_path / "a.html")
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    pictures = re.findall(r'(?:src|srcset)="data:image/svg\+xml;base64,([^"]+)"', page)
    assert ["深" in base64.b64decode(picture).decode() for picture in pictures] == [True, False]
    assert 'width="10" height="20"' in page
    assert report.warnings == []


@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="as root the sandbox cannot start"
)
def test_without_the_engine_the_source_stays(
    library_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("QTWEBENGINE_DISABLE_SANDBOX")
    page, report = exported(library_path, tmp_path, "zh_CN")
    assert [found.code for found in report.warnings] == [ExportWarning.DIAGRAM_AS_SOURCE] * 2
    assert page.count("<figcaption>这张图表无法绘制（") == 2
    assert "甲-&gt;&gt;乙" in page
