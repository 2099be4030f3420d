"""Which files are opened, how, and that those refused are left as they are."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from notes.errors import Fault, FaultCode
from notes.library import Library, Reader
from notes.model import NewNote, Scope
from notes.storage import database, migrations


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A library with one note, closed."""
    made = tmp_path / "库 #1?.banyan"
    with Library.open(made, create=True) as library:
        library.create_note(NewNote("t", "溯源"))
    return made


def tampered(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for statement in statements:
            db.execute(statement)
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def refused(path: Path) -> FaultCode:
    """The one fault with which both doors refuse a file that stays as it is, byte for byte."""
    before, beside = path.read_bytes(), sorted(path.parent.iterdir())
    codes = set()
    for door in (Library, Reader):
        with pytest.raises(Fault) as caught:
            door.open(path)
        codes.add(caught.value.code)
    assert path.read_bytes() == before
    assert sorted(path.parent.iterdir()) == beside
    (code,) = codes
    return code


def test_a_new_library_says_what_it_is(path: Path) -> None:
    header = path.read_bytes()[:100]
    assert header[68:72] == b"BANY"
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA application_id").fetchone() == (0x42414E59,)
        assert db.execute("PRAGMA user_version").fetchone() == (migrations.SCHEMA_VERSION,)
    with Library.open(path) as library:
        db = library._connection.sqlite
        pragmas = ("journal_mode", "synchronous", "foreign_keys", "trusted_schema")
        found = [db.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas]
        assert found == ["wal", 2, 1, 0]


def test_the_schema_of_every_version_has_its_fingerprint() -> None:
    assert sorted(migrations.FINGERPRINTS) == list(range(1, migrations.SCHEMA_VERSION + 1))


def test_a_missing_library_is_made_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "new" / "x.banyan"
    for door in (Library, Reader):
        with pytest.raises(Fault) as caught:
            door.open(path)
        assert caught.value.code is FaultCode.LIBRARY_MISSING
    assert not path.parent.exists()
    Library.open(path, create=True).close()
    assert [entry.name for entry in path.parent.iterdir()] == ["x.banyan"]


@pytest.mark.parametrize(
    "content", [b"", b"text", b"SQLite format 3\0" + b"\0" * 20, os.urandom(9000)]
)
def test_a_file_that_is_no_library_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.banyan"
    path.write_bytes(content)
    assert refused(path) is FaultCode.NOT_A_LIBRARY


def test_another_applications_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.banyan"
    tampered(path, "CREATE TABLE t (x)", "PRAGMA user_version = 1")
    assert refused(path) is FaultCode.NOT_A_LIBRARY


def test_a_folder_is_no_library(tmp_path: Path) -> None:
    with pytest.raises(Fault) as caught:
        Reader.open(tmp_path)
    assert caught.value.code is FaultCode.NOT_A_LIBRARY


def test_a_library_of_a_newer_version_is_refused(path: Path) -> None:
    tampered(path, f"PRAGMA user_version = {migrations.SCHEMA_VERSION + 1}")
    assert refused(path) is FaultCode.LIBRARY_NEWER


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER UPDATE ON note BEGIN DELETE FROM note; END",
        "CREATE VIEW v AS SELECT * FROM note",
        "CREATE TABLE extra (x DEFAULT (load_extension('x')))",
        "CREATE INDEX i ON note (title)",
        "ALTER TABLE note ADD COLUMN x INT GENERATED ALWAYS AS (abs(number)) VIRTUAL",
        "DROP INDEX note_by_source",
    ],
)
def test_a_library_with_foreign_objects_is_refused(path: Path, statement: str) -> None:
    tampered(path, statement)
    assert refused(path) is FaultCode.LIBRARY_UNTRUSTED


def test_functions_in_the_schema_are_not_trusted(path: Path) -> None:
    with Library.open(path) as library:
        db = library._connection.sqlite
        db.create_function("evil", 0, lambda: 1)
        db.execute("BEGIN")
        db.execute("CREATE VIEW v AS SELECT evil()")
        with pytest.raises(sqlite3.OperationalError, match="unsafe use"):
            db.execute("SELECT * FROM v").fetchone()
        db.execute("ROLLBACK")


def test_readers_see_committed_states_while_a_writer_writes(path: Path) -> None:
    with Library.open(path) as library, Reader.open(path) as reader:
        assert len(reader.note_ids(Scope())) == 1
        with library._writing() as tx:
            tx.db.execute("UPDATE note SET title = 'half'")
            assert reader.summaries(reader.note_ids(Scope()))[0].title == "t"
        assert reader.summaries(reader.note_ids(Scope()))[0].title == "half"
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader._connection.sqlite.execute("DELETE FROM note")


def test_no_question_leaves_a_transaction_open(path: Path) -> None:
    with Library.open(path) as library, Reader.open(path) as reader:
        for question in (reader.tree, reader.sequence, lambda: reader.search("溯")):
            question()
            assert not reader._connection.sqlite.in_transaction
        library.create_note(NewNote("x"))
        # with a reader inside, the log could not be brought in whole
        row = library._connection.sqlite.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        assert row[0] == 0


def test_a_second_writer_waits_and_then_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT", 0.1)
    with Library.open(path) as one, Library.open(path) as two:
        with one._writing():
            with pytest.raises(Fault) as caught:
                two.create_note(NewNote("x"))
            assert caught.value.code is FaultCode.LIBRARY_LOCKED
        assert two.create_note(NewNote("x")).created


def test_a_library_that_is_gone_is_not_written_to(path: Path) -> None:
    with Library.open(path) as library:
        path.rename(path.with_name("moved.banyan"))
        with pytest.raises(Fault) as caught:
            library.create_note(NewNote("x"))
        assert caught.value.code is FaultCode.LIBRARY_GONE
        path.with_name("moved.banyan").rename(path)
        assert library.create_note(NewNote("x")).created


_AS_NOBODY = """
import importlib, os, pkgutil, shutil, sys, tempfile
from pathlib import Path
import notes.search, notes.storage
from notes.errors import Fault
from notes.library import Library, Reader
for package in (notes.search, notes.storage):  # the checkout may be closed to the other user
    for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        importlib.import_module(module.name)
os.setgid(65534)
os.setuid(65534)
path = Path(sys.argv[1])
with Reader.open(path) as reader:
    print(reader.search("溯源").total, reader.tree().all)
try:
    Library.open(path)
except Fault as fault:
    print(fault.code.value)
"""


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root to become another user"
)
@pytest.mark.parametrize("beside", ["nothing", "a log", "a log without its index"])
def test_read_only_media_can_be_read_with_all_in_the_log(beside: str) -> None:
    with tempfile.TemporaryDirectory(prefix="banyan-tests-") as name:
        folder = Path(name)
        path = folder / "x.banyan"
        library = Library.open(path, create=True)
        for title in ("one", "two"):
            library.create_note(NewNote(title, "溯源"))
        if beside == "nothing":
            library.close()
        elif beside != "a log":  # as a copy of the two alone, or a crash, leaves them
            Path(f"{path}-shm").unlink()
        for file in folder.iterdir():
            file.chmod(0o444)
        folder.chmod(0o555)
        before = path.read_bytes()
        ran = subprocess.run(
            [sys.executable, "-c", _AS_NOBODY, str(path)],
            capture_output=True,
            text=True,
            check=False,
            cwd=Path(__file__).parents[3],
        )
        assert ran.stdout.split() == ["2", "2", "library-read-only"], ran.stderr
        assert path.read_bytes() == before
        library.close()


@pytest.mark.skipif(sys.platform == "win32", reason="no such permissions there")
def test_nobody_else_can_read_a_library_or_its_backup(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with Library.open(tmp_path / "new.banyan", create=True) as library:
            library.backup(tmp_path / "backup.banyan")
            modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    finally:
        os.umask(before)
    assert set(modes) >= {"new.banyan", "backup.banyan", "new.banyan-wal"}
    assert set(modes.values()) == {0o600}


def test_a_private_copy_is_removed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    original = tempfile.mkdtemp
    monkeypatch.setattr(
        tempfile, "mkdtemp", lambda **values: made.append(original(**values)) or made[-1]
    )
    with closing(database._open_copy(path)) as opened:
        assert opened.sqlite.execute("SELECT count(*) FROM note").fetchone() == (1,)
        assert Path(made[0]).stat().st_mode & 0o077 == 0
    assert not Path(made[0]).exists()


@pytest.mark.parametrize("fail", [lambda db: db.execute("nonsense"), lambda _: 1 / 0])
def test_a_library_whose_making_fails_is_none(tmp_path: Path, fail: Callable) -> None:
    with pytest.raises((sqlite3.OperationalError, ZeroDivisionError)):
        database.create(tmp_path / "x.banyan", fail)
    assert list(tmp_path.iterdir()) == []
