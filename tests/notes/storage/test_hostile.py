"""A library file from someone else: its schema right, its values anything."""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

import pytest

from notes.errors import Fault
from notes.library import Library, Reader
from notes.storage import compression
from tests.faults import damage

BOMB = zlib.compress(b"[" * 40_000_000, 1)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "sound.banyan"
    damage.make(path, 5, notes=10)
    return path


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE note_text SET properties = '[1'",
        "UPDATE note_text SET properties = replace(hex(zeroblob(50000)), '00', '[') WHERE note = 2",
        "UPDATE note SET created = 9000000000000000000",
        "UPDATE note SET modified_offset = 99999999",
        "UPDATE note SET title = char(0) || char(55296) || '<script>', title_key = ''",
        "UPDATE note SET id = '../../' || number",
        "UPDATE note_text SET body = replace(hex(zeroblob(300000)), '00', '[') WHERE note = 1",
        "UPDATE category SET path = '//' || id",
        "UPDATE tag SET path = replace(hex(zeroblob(2000)), '00', 'a/') || id",
        "UPDATE link SET kind = 'nothing'",
        "UPDATE link SET to_note = 1, attachment = 'x'",
        "UPDATE revision SET data = x'00' WHERE data NOTNULL",
        "UPDATE revision SET base = id WHERE data NOTNULL",
        "UPDATE revision SET data = :bomb WHERE data NOTNULL AND note = 1",
        "INSERT INTO stale SELECT number, :bomb FROM note WHERE number = 3",
        "INSERT INTO stale VALUES (99999, x'00')",
        "UPDATE change SET data = '{}'",
        "UPDATE change SET data = '{\"created\": 3}'",
        "UPDATE batch SET report = '[', roots = '3'",
        "UPDATE attachment SET data = x'', size = -1",
        "DELETE FROM note_text",
        "DELETE FROM state",
        "UPDATE state SET value = 'x'",
        "INSERT INTO search (search) VALUES ('delete-all')",
        "UPDATE search_data SET block = x'ff'",
    ],
)
def test_only_faults_come_of_hostile_values(
    sound: Path, tmp_path: Path, statement: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compression, "_MOST", 1 << 24)
    path = tmp_path / "x.banyan"
    path.write_bytes(sound.read_bytes())
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(statement, {"bomb": BOMB})
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    damage.use(path)
    try:
        result = Library.recover(path, tmp_path / "r.banyan")
    except Fault:
        return
    assert result.notes
    with Reader.open(tmp_path / "r.banyan") as reader:
        assert reader.check() == []
