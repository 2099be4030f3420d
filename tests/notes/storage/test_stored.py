"""Library files that releases wrote open, and read as they did when they were written."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from notes.library import Library, Reader
from notes.model import Scope
from notes.storage import backup, database, migrations
from tests.faults import migrating
from tests.notes.storage import stored

STORED = sorted(stored.LIBRARIES.glob("v*.banyan"))


@pytest.fixture(params=STORED, ids=[path.stem for path in STORED])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, dict[str, object]]:
    """A copy of a stored library, and what it holds."""
    path = shutil.copyfile(request.param, tmp_path / "library.banyan")
    return path, json.loads(request.param.with_suffix(".json").read_text("utf-8"))


def test_each_schema_has_its_library() -> None:
    assert [path.stem for path in STORED] == [
        f"v{version}" for version in range(1, migrations.SCHEMA_VERSION + 1)
    ]


def test_no_table_of_it_is_empty(source: tuple[Path, dict[str, object]]) -> None:
    opened = database.open_reader(source[0], as_it_is=True)
    tables = opened.sqlite.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    ).fetchall()
    empty = [t for (t,) in tables if not opened.sqlite.execute(f"SELECT 1 FROM {t}").fetchone()]
    opened.close()
    assert empty == []


def test_it_reads_as_it_did(source: tuple[Path, dict[str, object]]) -> None:
    path, held = source
    before = path.read_bytes()
    with Reader.open(path) as reader:
        assert json.loads(json.dumps(stored.held(reader))) == held
    assert path.read_bytes() == before


def test_it_is_sound_and_goes_on(source: tuple[Path, dict[str, object]]) -> None:
    path, held = source
    with Library.open(path) as library:
        library.index_pending()
        assert library.check() == []
        assert json.loads(json.dumps(stored.held(library))) == held
        assert library.search("longest").total == 1
        first = next(b.id for b in library.batches() if b.roots == ("/旧笔记",))
        assert library.undo_batch(first).restored == ("sourcing",)
        assert "先写下来的" in library.note("sourcing").body
        library.restore_notes(["trashed"])
        library.update_note("cqrs", body="on")
        assert library.check() == []


def test_it_is_migrated_whole(source: tuple[Path, dict[str, object]]) -> None:
    path, held = source
    with migrating.newer_release():
        with Library.open(path) as library:
            assert json.loads(json.dumps(stored.held(library))) == held
            library.index_pending()
            assert library.check() == []
        (made,) = backup.folder_of(path).iterdir()
        with Reader.open(made) as reader:
            assert json.loads(json.dumps(stored.held(reader))) == held


def test_it_is_recovered_whole(source: tuple[Path, dict[str, object]], tmp_path: Path) -> None:
    path, _ = source
    result = Library.recover(path, tmp_path / "out.banyan")
    assert (result.whole, result.lost) == (True, ())
    with Reader.open(tmp_path / "out.banyan") as reader:
        assert len(reader.note_ids(Scope())) == 7
