"""Migrations: a backup first, then all or nothing, wherever the process is killed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from sqlite_utils import Database

from notes.errors import Fault, FaultCode
from notes.library import Library, Reader
from notes.storage import backup
from tests.faults import damage, migrating
from tests.faults.kills import CHECKOUT


@pytest.fixture
def path(library_path: Path) -> Path:
    """A library of the newest version there is."""
    damage.make(library_path, seed=1, notes=6)
    return library_path


@pytest.fixture
def wanted(path: Path) -> migrating.Texts:
    with Reader.open(path) as reader:
        return migrating.texts(reader)


def test_a_library_is_migrated_after_a_backup(path: Path, wanted: migrating.Texts) -> None:
    assert migrating.version(path) == migrating.OLD
    assert migrating.problems(path, wanted) == []  # opens it as the newer release does
    (made,) = backup.folder_of(path).glob("*.banyan")
    assert migrating.version(made) == migrating.OLD
    with pytest.raises(Fault) as caught:
        Library.open(path)
    assert caught.value.code is FaultCode.LIBRARY_NEWER
    with migrating.newer_release():
        assert migrating.version(path) == migrating.NEW
        with Library.open(path):
            assert [made] == list(backup.folder_of(path).glob("*.banyan"))  # not migrated again


def test_a_reader_migrates_a_copy_of_its_own(path: Path, wanted: migrating.Texts) -> None:
    before = path.read_bytes()
    with migrating.newer_release(), Reader.open(path) as reader:
        assert migrating.texts(reader) == wanted
        copy = reader._connection.copy
        assert copy is not None
        assert copy.exists()
    assert not copy.exists()
    assert path.read_bytes() == before


@pytest.mark.parametrize("when", ["first", "last"])
def test_a_migration_that_fails_leaves_what_was(
    path: Path, wanted: migrating.Texts, when: str
) -> None:
    def failing(db: Database) -> None:
        if when == "last":
            migrating.step(db)
        raise ZeroDivisionError

    for _ in range(3):
        with migrating.newer_release(failing), pytest.raises(ZeroDivisionError):
            Library.open(path)
    assert migrating.version(path) == migrating.OLD
    assert migrating.problems(path, wanted) == []  # a mended release migrates it
    assert 1 <= len(list(backup.folder_of(path).glob("*.banyan"))) <= 2  # tried often, kept once


def test_a_migration_that_would_lock_the_library_out_is_taken_back(
    path: Path, wanted: migrating.Texts
) -> None:
    def another_schema(db: Database) -> None:
        migrating.step(db)
        db.execute("CREATE TABLE unknown (x)")

    with migrating.newer_release(another_schema), pytest.raises(RuntimeError, match="schema"):
        Library.open(path)
    assert migrating.problems(path, wanted) == []


def test_a_migration_that_loses_rows_that_others_need_is_taken_back(
    path: Path, wanted: migrating.Texts
) -> None:
    def losing(db: Database) -> None:
        migrating.step(db)
        db.execute("DELETE FROM note WHERE number = 1")

    with migrating.newer_release(losing), pytest.raises(RuntimeError, match="references"):
        Library.open(path)
    assert migrating.problems(path, wanted) == []


def test_nothing_is_migrated_that_cannot_be_backed_up(path: Path) -> None:
    backup.folder_of(path).write_text("a file stands in the way")
    before = path.read_bytes()
    with migrating.newer_release(), pytest.raises(Fault):
        Library.open(path)
    assert path.read_bytes() == before


def test_two_that_migrate_at_once_do_it_once(path: Path, wanted: migrating.Texts) -> None:
    command = [sys.executable, "-m", "tests.faults.migrating", str(path)]
    both = [subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE) for _ in range(2)]
    assert sorted(process.communicate()[0] for process in both) == [b"", b"migrating\n"]
    assert [process.returncode for process in both] == [0, 0]
    assert migrating.problems(path, wanted) == []


@pytest.mark.skipif(sys.platform == "win32", reason="no fork there")
def test_killed_at_any_statement_it_leaves_the_old_or_the_new(path: Path, tmp_path: Path) -> None:
    (tmp_path / "copies").mkdir()
    ran = subprocess.run(  # a process without threads, which may fork
        [sys.executable, "-m", "tests.faults.migrating", path, tmp_path / "copies", "9"],
        capture_output=True,
        text=True,
        check=False,
        cwd=CHECKOUT,
    )
    assert ran.returncode == 0, ran.stderr
    count, found = json.loads(ran.stdout)
    assert found == []
    assert count > 50
