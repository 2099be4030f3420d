from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from desktop import mirror as module
from desktop.window.preferences import Preferences
from tests.desktop.conftest import wait_until
from tests.journeys.conftest import start  # noqa: F401 - a fixture


@pytest.fixture(autouse=True)
def _soon(monkeypatch):
    monkeypatch.setattr(module, "_QUIET", 0.05)
    monkeypatch.setattr(module, "_LOOK", 50)
    monkeypatch.setattr(module, "_AGAIN", 0.2)


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.rglob("*.md")}


def test_the_mirror_is_off_until_a_folder_is_chosen_and_follows_from_then_on(
    qapp,
    start,  # noqa: F811
    note_id,
    tmp_path,
):
    folder = tmp_path / "mirror"
    application = start(note=note_id)
    preferences = Preferences(application.settings, application.actions, application.window)
    field = preferences.fields["safety/mirror_folder"]
    assert isinstance(field, QLineEdit)
    assert field.text() == ""
    field.setText(str(folder))
    QTest.keyClick(field, Qt.Key.Key_Return)
    preferences.close()
    wait_until(qapp, lambda: set(texts(folder)) == {"第一篇.md", "Second.md"})
    application.editor.insertPlainText("typed ")
    wait_until(qapp, lambda: "typed 正文" in texts(folder)["第一篇.md"])


def test_new_titles_the_trash_and_what_comes_out_of_it_are_followed(
    qapp,
    start,  # noqa: F811
    note_id,
    tmp_path,
):
    folder = tmp_path / "mirror"
    application = start(note=note_id)
    application.settings.set("safety/mirror_folder", str(folder))
    wait_until(qapp, lambda: set(texts(folder)) == {"第一篇.md", "Second.md"})
    application.open_note.set_title("改过的")
    wait_until(qapp, lambda: set(texts(folder)) == {"改过的.md", "Second.md"})
    application.desk.commands.trash([note_id])
    wait_until(qapp, lambda: set(texts(folder)) == {"Second.md"})
    application.desk.commands.restore([note_id])
    wait_until(qapp, lambda: set(texts(folder)) == {"改过的.md", "Second.md"})
    assert (folder / "library" / "技术" / "改过的.md").exists()


def test_a_folder_that_cannot_be_written_is_said_and_tried_again(
    qapp,
    start,  # noqa: F811
    note_id,
    tmp_path,
):
    blocked = tmp_path / "mirror"
    blocked.write_text("a file where the folder should be", encoding="utf-8")
    application = start(note=note_id)
    banners = application.window.banners
    application.settings.set("safety/mirror_folder", str(blocked))
    wait_until(qapp, lambda: any("mirror" in text for text in banners.texts()))
    blocked.unlink()
    wait_until(qapp, lambda: len(texts(blocked)) == 2)
    wait_until(qapp, lambda: banners.texts() == [])


def test_a_file_changed_in_the_mirror_stays_and_is_named(
    qapp,
    start,  # noqa: F811
    note_id,
    tmp_path,
):
    folder = tmp_path / "mirror"
    application = start(note=note_id)
    application.settings.set("safety/mirror_folder", str(folder))
    wait_until(qapp, lambda: len(texts(folder)) == 2)
    next(folder.rglob("第一篇.md")).write_text("mine", encoding="utf-8")
    application.editor.insertPlainText("typed ")
    wait_until(qapp, lambda: "第一篇 (2).md" in texts(folder))
    assert texts(folder)["第一篇.md"] == "mine"
    banners = application.window.banners
    wait_until(qapp, lambda: any("第一篇.md" in text for text in banners.texts()))
