"""Backups are verified copies, thinned by rule; recovery saves all that can be read."""

from __future__ import annotations

import errno
import os
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes.errors import Fault, FaultCode
from notes.library import Library, Reader
from notes.model import NewAttachment, NewNote, Scope, ScopeKind
from notes.storage import backup

FIRST = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def library(tmp_path: Path):
    with Library.open(tmp_path / "library.banyan", create=True) as opened:
        fill(opened)
        yield opened


def fill(library: Library, count: int = 30) -> None:
    batch = library.begin_batch(["/x"])
    items = [
        (
            None,
            NewNote(
                f"笔记 {number}",
                f"第 {number} 篇 [[笔记 {number + 1}]] ![](p.png) " + "内容文字" * 300,
                first_body=f"raw {number}",
                category=("技术", f"c{number % 3}"),
                tags=("t/a", f"n{number % 5}"),
                source=f"/x/{number}.md",
                properties={"k": number},
                created=datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=number),
                attachments=(NewAttachment("p.png", "p.png", b"%d" % (number % 4) * 3000),),
            ),
        )
        for number in range(count)
    ]
    library.import_notes(batch, items)
    library.finish_batch(batch, {})
    ids = library.note_ids(Scope())
    library.trash_notes(ids[:2])
    library.star_notes(ids[2:4], True)
    library.update_note(ids[5], body="edited 溯源")
    library.create_category(("空",))
    library.set_setting("k", "v")


def contents(reader: Reader) -> dict[str, object]:
    """All that a person put in."""
    ids = reader.note_ids(Scope()) + reader.note_ids(Scope(ScopeKind.TRASHED))
    return {
        "notes": {
            note_id: (
                reader.note(note_id).title,
                reader.note(note_id).body,
                reader.note(note_id).category,
                reader.note(note_id).tags,
                reader.note(note_id).created,
                reader.note(note_id).modified,
                reader.note(note_id).properties,
                reader.note(note_id).trashed,
                reader.note(note_id).starred,
                reader.note(note_id).source,
                [
                    reader.revision_text(note_id, revision.id).body
                    for revision in reader.history(note_id)
                ],
                dict(reader.attachments(note_id)),
                [link.note_id for link in reader.links(note_id)],
            )
            for note_id in ids
        },
        "categories": reader.category_paths(),
        "tags": sorted(reader.tag_paths(limit=1000)),
        "setting": reader.setting("k"),
    }


def test_a_backup_is_a_whole_library_in_one_file(library: Library, tmp_path: Path) -> None:
    target = tmp_path / "deep" / "b.banyan"
    library.backup(target)
    assert [entry.name for entry in target.parent.iterdir()] == ["b.banyan"]
    with Reader.open(target) as reader:
        assert contents(reader) == contents(library)
        assert reader.check() == []
    with pytest.raises(Fault) as caught:
        library.backup(target)
    assert caught.value.code is FaultCode.FILE_EXISTS


def test_a_backup_that_is_not_sound_does_not_stay(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = backup._copy

    def damaging(db, draft):
        counted = original(db, draft)
        data = bytearray(draft.read_bytes())
        data[5 * 4096 : 6 * 4096] = random.Random(1).randbytes(4096)
        draft.write_bytes(data)
        return counted

    monkeypatch.setattr(backup, "_copy", damaging)
    with pytest.raises(Fault) as caught:
        library.backup(tmp_path / "b" / "b.banyan")
    assert caught.value.code in (FaultCode.LIBRARY_DAMAGED, FaultCode.LIBRARY_UNTRUSTED)
    assert list((tmp_path / "b").iterdir()) == []


def test_a_disk_that_fails_at_the_last_moment_is_said_and_leaves_no_backup(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_file: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(Fault) as caught:
        library.backup(tmp_path / "b" / "copy.banyan")
    assert caught.value.code is FaultCode.DISK_FULL
    assert list((tmp_path / "b").iterdir()) == []


def test_daily_backups_are_taken_once_a_day_and_thinned(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "b"
    connection = library._connection
    for day in range(12):
        now = datetime(2026, 3, 10, 9, 30, tzinfo=UTC) + timedelta(days=day)
        assert backup.automatic(connection, folder, now=now)
        assert backup.automatic(connection, folder, now=now + timedelta(hours=1)) is None
    days = sorted(made.day for made in backup.listed(folder, "library"))
    assert days == [15, 16, 17, 18, 19, 20, 21]  # the 15th is a Sunday: its week's newest too
    (folder / "library notes.txt").write_text("mine")
    assert library.back_up_daily() == next(iter((tmp_path / "backups").iterdir()))
    assert (folder / "library notes.txt").exists()


@given(
    st.lists(
        st.integers(0, 6 * 365 * 24).map(lambda hours: FIRST + timedelta(hours=hours)),
        min_size=1,
        max_size=60,
    )
)
def test_what_is_kept_covers_days_weeks_and_months(times: list[datetime]) -> None:
    kept = backup.kept_of(times)
    assert max(times) in kept
    assert len(kept) <= 7 + 4 + 12
    days = sorted({time.date() for time in times})[-7:]
    assert {time.date() for time in kept} >= set(days)
    months = sorted({(time.year, time.month) for time in times})[-12:]
    assert {(time.year, time.month) for time in kept} >= set(months)
    assert backup.kept_of(kept) == kept


def test_libraries_of_one_name_share_a_folder_without_thinning_each_other(
    library: Library, tmp_path: Path
) -> None:
    folder = tmp_path / "backups of all"
    with Library.open(tmp_path / "other" / library.path.name, create=True) as other:
        made = [library.back_up_daily(folder), other.back_up_daily(folder)]
        assert library.back_up_daily(folder) is None
        assert other.back_up_daily(folder) is None
        for path, one in zip(made, (library, other), strict=True):
            assert path is not None
            with Reader.open(path) as reader:
                assert reader.identity() == one.identity()


def test_what_a_killed_backup_left_is_swept_up(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "b"
    folder.mkdir()
    old, new = (folder / f".library 2020-01-01 000000.banyan.{name}" for name in ("old", "new"))
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    library.back_up_daily(folder)
    assert not old.exists()
    assert new.exists()  # of a process that is still at it


def test_a_sound_file_is_recovered_whole(library: Library, tmp_path: Path) -> None:
    library.backup(tmp_path / "b.banyan")
    result = Library.recover(tmp_path / "b.banyan", tmp_path / "r.banyan")
    assert (result.whole, result.notes, result.lost) == (True, 30, ())
    with Reader.open(tmp_path / "r.banyan") as reader:
        assert contents(reader) == contents(library)


def test_the_log_beside_a_file_is_recovered_with_it(library: Library, tmp_path: Path) -> None:
    note_id = library.create_note(NewNote("in the log", "新")).created[0]
    Library.recover(library.path, tmp_path / "r.banyan")
    with Reader.open(tmp_path / "r.banyan") as reader:
        assert reader.note(note_id).body == "新"


@pytest.mark.parametrize("find", [bytes.index, bytes.rindex], ids=["rows", "texts"])
def test_a_lost_page_loses_only_what_was_on_it(
    library: Library, tmp_path: Path, find: Callable[[bytes, bytes], int]
) -> None:
    whole = contents(library)
    target = tmp_path / "b.banyan"
    library.backup(target)
    data = bytearray(target.read_bytes())
    page = find(bytes(data), "第 7 篇 ".encode()) // 4096
    data[page * 4096 : (page + 1) * 4096] = b"\xff" * 4096
    target.write_bytes(data)
    before = bytes(data)
    result = Library.recover(target, tmp_path / "r.banyan")
    assert target.read_bytes() == before
    assert not result.whole
    assert result.lost
    assert result.notes == 30
    with Reader.open(tmp_path / "r.banyan") as reader:
        assert reader.check() == []
        saved = contents(reader)
        assert set(saved["notes"]) == set(whole["notes"])
        same = sum(
            saved["notes"][note_id][:10] == whole["notes"][note_id][:10]
            for note_id in whole["notes"]
        )
        assert same >= 22  # a page holds about six rows
        assert saved["categories"] == whole["categories"]
        assert saved["setting"] == "v"
    named = {problem.id for problem in result.lost}
    for note_id, values in whole["notes"].items():
        if saved["notes"][note_id][:2] != values[:2]:
            assert note_id in named  # what is lost is said


def test_an_output_that_exists_is_left_alone(library: Library, tmp_path: Path) -> None:
    (tmp_path / "r.banyan").write_text("mine")
    with pytest.raises(Fault) as caught:
        Library.recover(library.path, tmp_path / "r.banyan")
    assert caught.value.code is FaultCode.FILE_EXISTS
    assert (tmp_path / "r.banyan").read_text() == "mine"


@pytest.mark.parametrize(
    "content", [b"", b"no library at all", b"SQLite format 3\0" + b"\0" * 9000]
)
def test_what_holds_nothing_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "b").write_bytes(content)
    with pytest.raises(Fault):
        Library.recover(tmp_path / "b", tmp_path / "r.banyan")
    assert [entry.name for entry in tmp_path.iterdir()] == ["b"]


def test_a_flipped_bit_in_a_text_is_seen_and_said(library: Library, tmp_path: Path) -> None:
    target = tmp_path / "b.banyan"
    library.backup(target)
    data = bytearray(target.read_bytes())
    place = data.rindex("第 9 篇 ".encode())
    data[place + 4] ^= 1  # 9 → 8: the same length, valid text
    target.write_bytes(data)
    with Reader.open(target) as reader:
        kinds = {problem.kind for problem in reader.check()}
    assert "text" in kinds
    with pytest.raises(Fault) as caught:
        backup.verify(target)
    assert caught.value.code is FaultCode.LIBRARY_DAMAGED
    result = Library.recover(target, tmp_path / "r.banyan")
    assert [(problem.kind, problem.message) for problem in result.lost] == [
        ("text", "not as it was written")
    ]
    assert result.notes == 30


def test_an_id_that_damage_has_changed_is_said(library: Library, tmp_path: Path) -> None:
    note_id = library.create_note(NewNote("九", "正文", id="n54")).created[0]
    target = tmp_path / "b.banyan"
    library.backup(target)
    data = target.read_bytes()
    at = data.index("n54九".encode())  # the note's own row; the index of ids still has the id
    target.write_bytes(data[:at] + b"nk4" + data[at + 3 :])
    result = Library.recover(target, tmp_path / "r.banyan")
    assert (note_id, [(one.kind, one.id, one.message) for one in result.lost]) == (
        "n54",
        [("id", "n54", "nk4")],
    )


def test_an_index_of_a_form_that_nobody_knows_is_damage(library: Library) -> None:
    with closing(sqlite3.connect(library.path)) as db:
        db.execute("UPDATE search_config SET v = 0 WHERE k = 'version'")
        db.commit()
    with Library.open(library.path) as opened:
        with pytest.raises(Fault) as caught:
            opened.search("篇")
        assert caught.value.code is FaultCode.LIBRARY_DAMAGED
        opened.mend()
        assert opened.search("篇").total
