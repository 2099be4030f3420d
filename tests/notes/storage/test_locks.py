"""Beside an open library other processes come and go; its log must outlive them."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from notes.errors import Fault
from notes.library import Library
from notes.model import NewNote
from notes.reader import Reader
from notes.storage import database
from tests.faults import migrating

OTHER = """
import sys
from pathlib import Path
from notes.library import Library
from notes.model import NewNote
library = Library.open(Path(sys.argv[1]))
library.create_note(NewNote("from elsewhere"))
library.close()
"""


def test_the_log_stays_while_a_writer_and_readers_of_one_process_use_it(
    library_path: Path,
) -> None:
    log = Path(f"{library_path}-wal")
    with closing(Library.open(library_path, create=True)) as library:
        library.create_note(NewNote("before"))
        # Each opening looks at the file first; that must not let go of the writer's locks.
        with closing(Reader.open(library_path)) as reader, closing(Reader.open(library_path)):
            inode = log.stat().st_ino
            subprocess.run([sys.executable, "-c", OTHER, str(library_path)], check=True)
            assert log.stat().st_ino == inode
            library.create_note(NewNote("after"))
            assert reader.tree().all == 3
    with closing(Reader.open(library_path)) as reader:
        assert reader.tree().all == 3


def test_a_reader_of_an_older_library_leaves_the_locks_of_its_process_alone(
    library_path: Path,
) -> None:
    log = Path(f"{library_path}-wal")
    with closing(Library.open(library_path, create=True)) as library:
        library.create_note(NewNote("before"))
        with migrating.newer_release(), closing(Reader.open(library_path)) as reader:
            assert reader.tree().all == 1  # of a migrated copy, with what is in the log
        inode = log.stat().st_ino
        subprocess.run([sys.executable, "-c", OTHER, str(library_path)], check=True)
        assert log.stat().st_ino == inode
        library.create_note(NewNote("after"))
    with closing(Reader.open(library_path)) as reader:
        assert reader.tree().all == 3


def test_what_takes_the_place_of_an_open_library_does_not_meet_its_log(tmp_path: Path) -> None:
    path, backup = tmp_path / "x.banyan", tmp_path / "backup.banyan"
    with closing(Library.open(path, create=True)) as library:
        for number in range(20):
            library.create_note(NewNote(f"n{number}", "x " * 2000))
        library.checkpoint()  # as in idle time
        with closing(Library.open(backup, create=True)) as other:
            other.create_note(NewNote("other"))
        backup.replace(path)
        with closing(Library.open(path)) as other:
            assert other.tree().all == 1
            assert other.check() == []


def test_a_new_library_does_not_meet_the_log_of_one_that_was_moved_away(tmp_path: Path) -> None:
    path, away = tmp_path / "x.banyan", tmp_path / "away.banyan"
    with closing(Library.open(path, create=True)) as library:
        for number in range(20):
            library.create_note(NewNote(f"n{number}", "x " * 2000))
        path.rename(away)
        with closing(Library.open(path, create=True)) as other:
            assert other.tree().all == 0
            assert other.check() == []
        assert Path(f"{path}-wal.left").stat().st_size > 0  # nobody has asked the library since


def test_one_that_comes_second_leaves_the_log_of_the_first_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.banyan"
    with closing(Library.open(path, create=True)) as library:
        library.create_note(NewNote("kept"))
        answers, exists = iter([False]), Path.exists  # made between the question and the deed
        with monkeypatch.context() as patch:
            patch.setattr(
                Path, "exists", lambda p: next(answers, exists(p)) if p == path else exists(p)
            )
            with pytest.raises(Fault):
                database.create(path, lambda _db: None)
        assert Path(f"{path}-wal").stat().st_size > 0


def test_a_library_that_was_moved_takes_its_log_along_when_it_is_noticed(tmp_path: Path) -> None:
    path, away = tmp_path / "x.banyan", tmp_path / "away.banyan"
    with closing(Library.open(path, create=True)) as library:
        library.create_note(NewNote("kept"))
        path.rename(away)
        with pytest.raises(Fault):
            library.create_note(NewNote("refused"))
        assert Path(f"{path}-wal").stat().st_size == 0
    with closing(Reader.open(away)) as reader:
        assert reader.tree().all == 1
