"""A release to come, with one migration more: killed anywhere in it, a library is old or new.

`python -m tests.faults.migrating LIBRARY` opens a library as that release would;
`python -m tests.faults.migrating LIBRARY FOLDER EVERY` does so again and again, killed at every so
many statements in turn, and prints what was wrong as JSON.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from notes.errors import Fault
from notes.library import Library, Reader
from notes.model import Scope
from notes.storage import backup, database, migrations
from notes.storage.database import Connection

if TYPE_CHECKING:
    from sqlite_utils import Database

OLD = migrations.SCHEMA_VERSION
NEW = OLD + 1

Texts = dict[str, tuple[str, str]]
"""Title and body of each note, by its id."""


def step(db: Database) -> None:
    """What migrations do: a table made anew with a column more, another, an index, rows changed."""
    (made,) = db.execute("SELECT sql FROM sqlite_schema WHERE name = 'note'").fetchone()
    indexes = db.execute(
        "SELECT sql FROM sqlite_schema WHERE tbl_name = 'note' AND type = 'index' AND sql NOTNULL"
    ).fetchall()
    columns = [row[1] for row in db.execute("PRAGMA table_info(note)")]
    listed = ", ".join(columns)
    db.execute(
        made.replace("CREATE TABLE note", "CREATE TABLE note_anew", 1).replace(
            "version INTEGER NOT NULL\n", "version INTEGER NOT NULL,\n colour TEXT NOT NULL\n"
        )
    )
    db.execute(f"INSERT INTO note_anew ({listed}, colour) SELECT {listed}, 'green' FROM note")
    db.execute("DROP TABLE note")
    db.execute("ALTER TABLE note_anew RENAME TO note")
    for (index,) in indexes:
        db.execute(index)
    db.execute("CREATE TABLE colour (note INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT")
    for (number,) in db.execute("SELECT number FROM note").fetchall():
        db.execute("INSERT INTO colour VALUES (?, 'green')", (number,))
        db.execute("UPDATE note SET starred = starred WHERE number = ?", (number,))


@contextmanager
def newer_release(migration: Callable[[Database], None] = step) -> Iterator[None]:
    """Be the release to come."""
    steps, fingerprints = migrations.STEPS, migrations.FINGERPRINTS | {NEW: _fingerprint()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrations, "STEPS", steps | {"v_next": migration})
        patch.setattr(migrations, "SCHEMA_VERSION", NEW)
        patch.setattr(migrations, "FINGERPRINTS", fingerprints)
        yield


def _fingerprint() -> str:
    """That of the schema that `step` makes."""
    from sqlite_utils import Database

    with closing(sqlite3.connect(":memory:")) as db:
        for statements in migrations.STEPS.values():
            statements(Database(db))
        step(Database(db))
        return migrations.fingerprint(
            db.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
        )[0]


def texts(reader: Reader) -> Texts:
    """What must stay."""
    return {note.id: (note.title, note.body) for note in reader.notes(Scope())}


def version(path: Path) -> int:
    """A library's schema version, its log taken in; nothing is migrated."""
    with closing(database.open_reader(path, as_it_is=True)) as opened:
        return database.version_of(opened.sqlite)


def problems(path: Path, wanted: Texts) -> list[str]:
    """What is wrong with a library that a kill left, and with its backup; it is migrated then."""
    found = []
    made = sorted(backup.folder_of(path).glob("*.banyan"))
    with newer_release():
        try:
            was = version(path)
            if was == NEW and OLD not in map(version, made):
                found.append("migrated without a backup of what was")
            for one in made:
                backup.verify(one)
                with Reader.open(one) as reader:
                    if texts(reader) != wanted:
                        found.append(f"{one.name} holds other texts")
            with Library.open(path) as library:
                if texts(library) != wanted:
                    found.append(f"a library of version {was} holds other texts")
                found += [f"check: {problem}" for problem in library.check()]
                found += _half_migrated(library._connection)
        except Fault as fault:
            found.append(f"does not open: {fault}")
    return found


def _half_migrated(connection: Connection) -> list[str]:
    notes, colours = (
        connection.sqlite.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("note", "colour")
    )
    return [] if notes == colours else [f"{colours} of {notes} notes were migrated"]


def kill_at_statements(source: Path, folder: Path, every: int) -> tuple[int, list[str]]:
    """Migrate copies, each killed some statements later; (statements met, what was wrong)."""
    with Reader.open(source) as reader:
        wanted = texts(reader)
    found: list[str] = []
    left: set[int] = set()
    for at in itertools.count(1, every):
        path = folder / str(at) / "x.banyan"
        path.parent.mkdir()
        shutil.copyfile(source, path)
        child = os.fork()
        if not child:
            _migrate_until(path, at)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            break
        left.add(version_left(path))
        found += [f"statement {at}: {problem}" for problem in problems(path, wanted)]
        shutil.rmtree(path.parent)
    if os.WEXITSTATUS(status):
        found.append(f"unharmed, it ended with {os.WEXITSTATUS(status)}")
    if every == 1 and left != {OLD, NEW}:
        found.append(f"only libraries of version {left} were left")
    return at, found + problems(path, wanted)


def version_left(path: Path) -> int:
    """The version of a library as the newer release reads it, log and all."""
    with newer_release():
        return version(path)


def _migrate_until(path: Path, at: int) -> None:
    """In a process that ends with it."""
    met = 0

    def count(_statement: str) -> None:
        nonlocal met
        met += 1
        if met == at:
            os.kill(os.getpid(), signal.SIGKILL)

    def connect(*arguments: Any, **options: Any) -> sqlite3.Connection:
        db: sqlite3.Connection = plain(*arguments, **options)
        db.set_trace_callback(count)
        return db

    code = 1
    try:
        plain = sqlite3.connect
        with pytest.MonkeyPatch.context() as patch, newer_release():
            patch.setattr(sqlite3, "connect", connect)
            Library.open(path).close()
        code = 0
    finally:
        os._exit(code)


def main(path: str, folder: str = "", every: str = "1") -> None:
    """Migrate a library, once or until each statement had its kill."""
    if folder:
        count, found = kill_at_statements(Path(path), Path(folder), int(every))
        sys.stdout.write(json.dumps([count, found]))
        return

    def announced(db: Database) -> None:
        sys.stdout.write("migrating\n")
        sys.stdout.flush()
        step(db)

    try:
        with newer_release(announced):
            Library.open(Path(path)).close()
    except Fault as fault:
        sys.stdout.write(json.dumps({"fault": fault.code.value}) + "\n")
        sys.exit(3)


if __name__ == "__main__":
    main(*sys.argv[1:])
