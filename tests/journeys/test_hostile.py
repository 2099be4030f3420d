"""Texts made to do harm, as title, category, tag, body and file name: shown as text everywhere."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QAbstractTableModel,
    QModelIndex,
    Qt,
)
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from desktop.browser import list_model
from notes.importing.plan import make_plan
from notes.importing.run import apply_plan
from notes.library import Library, Reader
from notes.model import NewNote, Scope
from tests.conftest import shared_folder
from tests.desktop.conftest import wait_until

OWN = (
    "<b>粗</b> & <i>x</i>",
    "<img src=x onerror=alert(1)>" + "长" * 60,
    "<a href='file:///etc/passwd'>click</a>" + "x" * 60,
    "<table><tr><td>a</table>",
    "<!-- <script>alert(1)</script> -->",
    "&amp; &lt;b&gt; &#60;u&#62;",
    "\u202egnp.exe\u202c \u2028 two lines \x1b[31mred\x07 \x9b2J",
    "{title} {0} %1 %n %s $(id) `id` ; rm -rf",
    "[[x]] ![](http://127.0.0.1:1/x.png) [y](javascript:alert(1))",
    "=cmd|' /C calc'!A0",
    "../../etc/passwd",
    "con.md",
    "" + "é" * 3 + "Z̸̡a̷͝l̶g̷o" * 20,
)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_RICH = re.compile(r"<(?!p style='white-space:pre-wrap'>|/p>)[a-z!/]", re.IGNORECASE)


def strings() -> list[str]:
    """Our own, and all public ones where they are."""
    try:
        suites = shared_folder("suites")
    except pytest.skip.Exception:
        return list(OWN)
    found = json.loads((suites / "naughty_strings" / "blns.json").read_text(encoding="utf-8"))
    for path in sorted(suites.glob("xss_*/**/*")):
        if path.suffix in {".txt", ".md"} and path.is_file():
            found += path.read_text(encoding="utf-8", errors="replace").splitlines()
    return list(dict.fromkeys([*OWN, *(text for text in found if text.strip())]))


def some() -> list[str]:
    """Our own, and about 300 of the public ones."""
    texts = strings()
    return [*OWN, *texts[len(OWN) :: max(1, len(texts) // 300)]]


def fill(library_path: Path, texts: list[str]) -> list[str]:
    """A library with a note for each text; the ids of our own ones."""
    with Library.open(library_path, create=True) as library:
        batch = library.begin_batch(["/x"])
        items = [
            (None, NewNote(text, f"{text}\n", category=(text,), tags=(text,), id=f"n{number}"))
            for number, text in enumerate(texts)
        ]
        library.import_notes(batch, items)
        library.finish_batch(batch, {})
        assert library.check() == []
        assert len(library.note_ids(Scope())) == len(items)
    return [f"n{number}" for number in range(len(OWN))]


@pytest.fixture
def notes(library_path) -> list[str]:
    """A library with our own texts and some of the public ones."""
    return fill(library_path, some())


def interpreted(root: QWidget) -> list[str]:
    """What widgets below `root` would show as markup rather than as text."""
    found = []
    for widget in (root, *root.findChildren(QWidget)):
        if _RICH.search(widget.toolTip()):
            found.append(f"{type(widget).__name__} tool tip {widget.toolTip()!r}")
        plain = not isinstance(widget, QLabel) or widget.textFormat() is Qt.TextFormat.PlainText
        if not plain and "<" in widget.text():
            found.append(f"label {widget.text()!r}")
    for model in root.findChildren(QAbstractItemModel):
        found += _tips(model, QModelIndex())
    return found


def _tips(model: QAbstractItemModel, parent: QModelIndex) -> list[str]:
    found = []
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        tip = index.data(Qt.ItemDataRole.ToolTipRole)
        if isinstance(tip, str) and _RICH.search(tip):
            found.append(f"{type(model).__name__} {tip!r}")
        if not isinstance(model, (QAbstractListModel, QAbstractTableModel)):
            found += _tips(model, index)
    return found


def test_the_window_shows_them_as_text(qapp, start, notes, library_path):
    application = start()
    window = application.window
    wait_until(qapp, lambda: application.list.model.rowCount() >= len(notes))
    for note_id, text in zip(notes, OWN, strict=True):
        application.open_note.open(note_id)
        wait_until(qapp, lambda note_id=note_id: application.open_note.note_id == note_id)
        assert application.editor.toPlainText().rstrip("\n") != ""
        assert interpreted(window) == [], text
        tip = window.header.title.toolTip()
        if tip:
            plain = QTextDocumentFragment.fromHtml(tip).toPlainText()
            assert plain.split("\n")[0][:20] == application.open_note.note.title[:20]
    shown = [
        index.data(Qt.ItemDataRole.DisplayRole) or ""
        for index in (application.list.model.index(row, 0) for row in range(20))
    ]
    assert not any(map(_UNSEEN.search, shown))


def test_every_known_text_is_text_in_the_lists_and_the_tree(qapp, start, library_path):
    texts = strings()
    fill(library_path, texts)
    application = start()
    model = application.list.model
    wait_until(qapp, lambda: model.rowCount() == len(texts))
    with Reader.open(library_path) as reader:
        model.update_summaries(reader.summaries(model.ids()[: list_model.KEPT]))
        assert interpreted(application.window) == []
        model.update_summaries(reader.summaries(model.ids()[list_model.KEPT :]))
    assert interpreted(application.window) == []
    for row in range(model.rowCount()):
        shown = model.index(row).data(Qt.ItemDataRole.DisplayRole) or ""
        assert not _UNSEEN.search(shown), shown


@pytest.mark.parametrize(
    "action",
    ["palette", "note.quick_open", "note.history", "note.move", "note.trash", "export",
     "import.undo", "library.check", "preferences", "about", "help"],
)  # fmt: skip
def test_what_opens_over_the_window_shows_them_as_text(qapp, start, notes, action):
    application = start()
    application.open_note.open(notes[0])
    wait_until(qapp, lambda: application.open_note.note_id == notes[0])
    application.actions[action].trigger()
    for _ in range(10):
        QTest.qWait(20)
    if action == "note.quick_open":
        QTest.keyClicks(application.desk.finder.field, "<img")
        QTest.qWait(200)
    for widget in QApplication.topLevelWidgets():
        assert interpreted(widget) == []
        if isinstance(widget, QDialog):
            widget.close()


def test_a_search_for_them_shows_them_as_text(qapp, start, notes):
    application = start()
    application.actions["search"].trigger()
    for text in OWN:
        application.list.search.setText(text)
        QTest.qWait(60)
        assert interpreted(application.window) == []


def test_file_names_are_shown_as_text_in_the_plan(qapp, start, library_path, tmp_path: Path):
    folder = tmp_path / "<b>documents<img src=x>"
    folder.mkdir()
    texts = some()
    for number, text in enumerate(texts):
        name = re.sub(r"[/\0]", "_", text)[:60]
        folder.joinpath(f"{number}{name}.md").write_text(f"# {text}\n\n{text}\n", encoding="utf-8")
    application = start()
    application.desk.importing.plan([str(folder)], Scope())

    def dialogs() -> list[QDialog]:
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog)]

    wait_until(qapp, lambda: bool(dialogs()))
    QTest.qWait(800)
    for dialog in dialogs():
        assert interpreted(dialog) == []
        dialog.close()
    with Library.open(library_path) as library:
        report = apply_plan(library, make_plan([str(folder)], library))
        assert len(report.created) == len(texts)


def test_markup_would_be_found(qtbot):
    root = QWidget()
    qtbot.addWidget(root)
    QLabel(OWN[0], root).setToolTip(OWN[1])
    assert len(interpreted(root)) == 2
