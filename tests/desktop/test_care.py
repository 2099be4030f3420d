from __future__ import annotations

import time

import pytest

from desktop import care as module
from desktop.settings import Settings
from notes.library import Library, Reader
from notes.model import NewNote
from notes.storage.backup import listed
from tests.desktop.conftest import wait_until
from tests.journeys.conftest import start  # noqa: F401 - a fixture


@pytest.fixture(autouse=True)
def _soon(monkeypatch):
    monkeypatch.setattr(module, "_LOOK", 50)
    monkeypatch.setattr(module, "_IDLE", 0.1)


def test_a_backup_is_taken_and_verified_in_idle_time(qapp, start, note_id, library_path):  # noqa: F811
    start(note=note_id)
    folder = library_path.parent / "backups"
    wait_until(qapp, lambda: len(listed(folder, library_path.stem)) == 1)
    with Reader.open(next(iter(listed(folder, library_path.stem).values()))) as reader:
        assert reader.note(note_id).title == "第一篇"


def test_saving_goes_on_while_a_backup_is_taken(
    qapp,
    start,  # noqa: F811
    note_id,
    library_path,
    monkeypatch,
):
    begun = []

    def slow(self, folder=None):
        begun.append(time.monotonic())
        time.sleep(1.5)

    monkeypatch.setattr(Reader, "back_up_daily", slow)
    application = start(note=note_id)
    wait_until(qapp, lambda: bool(begun))
    application.editor.insertPlainText("typed ")
    wait_until(qapp, lambda: not application.open_note.dirty, timeout=1.4)
    with Reader.open(library_path) as reader:
        assert reader.note(note_id).body.startswith("typed ")


def test_a_backup_that_fails_is_said_until_one_succeeds(
    qapp,
    start,  # noqa: F811
    note_id,
    tmp_path,
):
    application = start(note=note_id)
    banners = application.window.banners
    blocked = tmp_path / "chosen"
    blocked.write_text("a file where the folder should be", encoding="utf-8")
    application.settings.set("safety/backup_folder", str(blocked))
    wait_until(qapp, lambda: any("backup could not be made" in t for t in banners.texts()))
    blocked.unlink()
    application.settings.set("safety/backup_folder", str(tmp_path / "other"))
    wait_until(qapp, lambda: len(listed(tmp_path / "other", "library")) == 1)
    wait_until(qapp, lambda: banners.texts() == [])


def test_the_trash_is_thinned_though_the_backup_failed(
    qapp,
    start,  # noqa: F811
    note_id,
    tmp_path,
    library_path,
):
    with Library.open(library_path) as library:
        library.trash_notes([note_id])
        library._connection.sqlite.execute("UPDATE note SET trashed = 1 WHERE trashed NOT NULL")
    (library_path.parent / "backups").write_text("in the way", encoding="utf-8")
    application = start()
    wait_until(qapp, lambda: application.browsing.tree.trashed == 0)


def test_the_trash_keeps_for_as_long_as_the_setting_says(
    qapp,
    start,  # noqa: F811
    note_id,
    library_path,
):
    with Library.open(library_path) as library:
        other = library.create_note(NewNote("older")).created[0]
        library.trash_notes([note_id, other])
        day = 86_400_000_000  # µs
        age = "UPDATE note SET trashed = trashed - ? WHERE id = ?"
        library._connection.sqlite.execute(age, (89 * day, note_id))
        library._connection.sqlite.execute(age, (91 * day, other))
    application = start()
    assert application.settings.number("safety/trash_days") == 90
    wait_until(qapp, lambda: application.browsing.tree.trashed == 1)
    application.desk.commands.restore([note_id])
    wait_until(qapp, lambda: application.browsing.tree.trashed == 0)
    with Reader.open(library_path) as reader:
        assert reader.note(note_id).category == ("技术",)


def test_no_backup_is_made_where_none_is_wanted(
    qapp,
    start,  # noqa: F811
    library_path,
):
    with Library.open(library_path, create=True) as library:
        library.trash_notes(library.create_note(NewNote("gone")).created)
        library._connection.sqlite.execute("UPDATE note SET trashed = 1 WHERE trashed NOT NULL")
    settings = Settings(library_path.with_name("settings.ini"))
    settings.set("safety/backups", False)
    application = start()
    wait_until(qapp, lambda: application.browsing.tree.trashed == 0)  # a round was made
    assert not (library_path.parent / "backups").exists()
