"""The mirror: plain files that follow the library and never take what is not theirs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from notes.errors import Fault, FaultCode
from notes.exporting import mirror
from notes.importing.plan import Action, make_plan
from notes.library import Library
from notes.model import NewAttachment, NewNote

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


@pytest.fixture
def library(library_path: Path) -> Iterator[Library]:
    with closing(Library.open(library_path, create=True)) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "mirror"


def make(library: Library, title: str, body: str = "正文\n", category: str = "技术") -> str:
    new = NewNote(title, body, category=(category,) if category else ())
    return library.create_note(new).created[0]


def files(folder: Path) -> dict[str, str]:
    """Path below the library's own folder → text, the manifest left out."""
    root = folder / "library"
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8", errors="replace")
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.name != mirror.MANIFEST
    }


def test_every_note_is_a_file_in_its_category_with_its_pictures(library, folder):
    note_id = make(library, "溯源", "![](图.png)\n")
    library.attach(note_id, NewAttachment("图.png", "图.png", PNG))
    make(library, "溯源", "the other one\n")
    make(library, "root", category="")
    report = mirror.update(library, folder)
    assert (report.written, report.removed, report.kept) == (3, 0, [])
    found = files(folder)
    assert set(found) == {"技术/溯源.md", "技术/溯源 (2).md", "技术/图.png", "root.md"}
    assert found["技术/溯源.md"].endswith("![](图.png)\n")
    assert (folder / "library/技术/图.png").read_bytes() == PNG


def test_only_what_changed_is_written_again(library, folder):
    first, _ = make(library, "a"), make(library, "b")
    mirror.update(library, folder)
    before = (folder / "library/技术/b.md").stat().st_mtime_ns
    assert mirror.update(library, folder).written == 0
    library.update_note(first, body="changed\n")
    assert mirror.update(library, folder).written == 1
    assert files(folder)["技术/a.md"].endswith("changed\n")
    assert (folder / "library/技术/b.md").stat().st_mtime_ns == before


def test_moves_new_titles_and_the_trash_are_followed(library, folder):
    moved, named, trashed = (make(library, title) for title in "abc")
    mirror.update(library, folder)
    library.move_notes([moved], ("架构", "新"))
    library.update_note(named, title="题")
    library.trash_notes([trashed])
    report = mirror.update(library, folder)
    assert set(files(folder)) == {"架构/新/a.md", "技术/题.md"}
    assert report.removed == 3
    library.rename_category(("架构",), "设计")
    library.restore_notes([trashed])
    mirror.update(library, folder)
    assert set(files(folder)) == {"设计/新/a.md", "技术/题.md", "技术/c.md"}
    assert not (folder / "library/架构").exists()


def test_a_category_and_tag_renamed_reach_the_text(library, folder):
    library.create_note(NewNote("a", "x\n", category=("技术",), tags=("云/k8s",)))
    mirror.update(library, folder)
    library.rename_tag("云/k8s", "云/kubernetes")
    mirror.update(library, folder)
    assert "kubernetes" in files(folder)["技术/a.md"]


def test_what_somebody_changed_or_put_there_stays(library, folder):
    first, second = make(library, "a"), make(library, "b")
    mirror.update(library, folder)
    edited, own = folder / "library/技术/a.md", folder / "library/技术/own.txt"
    edited.write_text("mine", encoding="utf-8")
    own.write_text("mine too", encoding="utf-8")
    library.update_note(first, body="changed in Banyan\n")
    report = mirror.update(library, folder)
    assert report.kept == [edited]
    found = files(folder)
    assert found["技术/a.md"] == "mine"
    assert found["技术/a (2).md"].endswith("changed in Banyan\n")
    assert mirror.update(library, folder).kept == []  # said once
    (folder / "library/技术/b.md").write_text("mine as well", encoding="utf-8")
    library.trash_notes([first, second])
    mirror.update(library, folder)
    assert files(folder) == {
        "技术/a.md": "mine",
        "技术/b.md": "mine as well",
        "技术/own.txt": "mine too",
    }


def test_a_file_put_where_a_note_is_to_go_stays(library, folder):
    make(library, "a")
    mirror.update(library, folder)
    foreign = folder / "library/技术/b.md"
    foreign.write_text("foreign", encoding="utf-8")
    make(library, "b")
    mirror.update(library, folder)
    assert foreign.read_text(encoding="utf-8") == "foreign"
    assert "技术/b (2).md" in files(folder)


def test_files_deleted_by_somebody_come_back(library, folder):
    make(library, "a")
    mirror.update(library, folder)
    shutil.rmtree(folder / "library/技术")
    assert mirror.update(library, folder).written == 1
    assert set(files(folder)) == {"技术/a.md"}


def test_a_mirror_that_was_killed_goes_on_with_its_own_files(library, folder, monkeypatch):
    ids = [make(library, f"n{number}") for number in range(5)]
    mirror.update(library, folder)
    for note_id in ids:
        library.update_note(note_id, body="new\n")
    real, count = mirror.write_atomically, 0

    def killed(*arguments, **options):
        nonlocal count
        count += 1
        if count == 4:  # the manifest and two notes are written
            raise KeyboardInterrupt
        real(*arguments, **options)

    monkeypatch.setattr(mirror, "write_atomically", killed)
    with pytest.raises(KeyboardInterrupt):
        mirror.update(library, folder)
    monkeypatch.undo()
    library.update_note(ids[0], body="newer\n")
    report = mirror.update(library, folder)
    assert report.kept == []
    assert set(files(folder)) == {f"技术/n{number}.md" for number in range(5)}


def test_two_libraries_have_a_folder_each(library, folder, tmp_path):
    make(library, "a")
    mirror.update(library, folder)
    other_path = tmp_path / "elsewhere" / library.path.name
    with closing(Library.open(other_path, create=True)) as other:
        make(other, "b")
        assert mirror.update(other, folder).folder == folder / "library (2)"
    assert set(files(folder)) == {"技术/a.md"}
    copy = tmp_path / "copy" / library.path.name
    library.backup(copy)
    with closing(Library.open(copy)) as other:
        assert mirror.update(other, folder).folder == folder / "library (3)"


def test_a_library_put_back_to_an_old_state_is_written_whole(library, folder, tmp_path):
    note_id = make(library, "a", "old\n")
    backup = tmp_path / "backup.banyan"
    library.backup(backup)
    for text in ("newer\n", "newest\n"):
        library.update_note(note_id, body=text)
    mirror.update(library, folder)
    path = library.path
    library.close()
    backup.replace(path)
    with closing(Library.open(path)) as old:
        mirror.update(old, folder)
    assert files(folder)["技术/a.md"].endswith("old\n")


def test_nothing_is_written_through_a_link_out_of_the_mirror(library, folder, tmp_path):
    make(library, "a")
    mirror.update(library, folder)
    outside = tmp_path / "outside"
    outside.mkdir()
    shutil.rmtree(folder / "library/技术")
    (folder / "library/技术").symlink_to(outside)
    make(library, "b")
    with pytest.raises(Fault) as raised:
        mirror.update(library, folder)
    assert raised.value.code is FaultCode.OUTSIDE
    assert list(outside.iterdir()) == []


def test_stopping_leaves_the_rest_for_the_next_time(library, folder):
    for number in range(3):
        make(library, f"n{number}")
    assert mirror.update(library, folder, cancelled=lambda: True).written == 0
    assert mirror.update(library, folder).written == 3


def test_the_files_import_as_the_same_notes(library, folder):
    for number in range(3):
        make(library, f"n{number}")
    mirror.update(library, folder)
    plan = make_plan([str(folder / "library")], library)
    assert {item.action for item in plan.items} == {Action.SAME}
