"""Backups: a copy taken while the library is open, opened and checked before it counts as one.

Automatic ones are named after the library and the time, `library 2026-11-22 093000.banyan` (UTC),
and are thinned to the newest of each of 7 days, 4 weeks and 12 months.
"""

from __future__ import annotations

import glob
import os
import re
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from notes.errors import Fault, FaultCode, os_fault
from notes.storage import check, database, migrations, settings
from notes.storage.database import Connection

DAILY, WEEKLY, MONTHLY = 7, 4, 12
_DRAFT_AGE = 86_400.0  # s after which nobody is still writing one
_STAMP = "%Y-%m-%d %H%M%S"
_NAME = re.compile(r"(?P<stem>.*) (?P<stamp>\d{4}-\d\d-\d\d \d{6})\.banyan")


def write(connection: Connection, target: Path) -> None:
    """Write a verified copy. Raises `Fault`: the file exists, the disk is full, the copy is bad."""
    target = Path(os.path.abspath(target))  # noqa: PTH100 - Path.resolve would follow a symlink
    if target.exists():
        raise Fault(FaultCode.FILE_EXISTS, path=str(target))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        raise os_fault(error, target) from error
    os.close(handle)
    draft = Path(name)
    try:
        with database.faults(target):
            contents = _copy(connection.sqlite, draft)
        if verify(draft) != contents:
            raise Fault(FaultCode.LIBRARY_DAMAGED, path=str(target), detail="not a true copy")
        try:
            _sync(draft)
            database.publish(draft, target)
        except OSError as error:
            raise os_fault(error, target) from error
    finally:
        draft.unlink(missing_ok=True)


def verify(path: Path) -> tuple[int, ...]:
    """Open a backup and check all of it; what it holds. Raises `Fault` when it is not sound."""
    with closing(_open(path)) as opened, database.faults(path):
        db = opened.sqlite
        findings = [row[0] for row in db.execute("PRAGMA integrity_check(3)")]
        if findings != ["ok"]:
            raise Fault(FaultCode.LIBRARY_DAMAGED, path=str(path), detail=findings[0])
        if db.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise Fault(FaultCode.LIBRARY_DAMAGED, path=str(path), detail="references")
        current = database.version_of(db) == migrations.SCHEMA_VERSION
        for problem in check.texts(db) if current else ():
            detail = f"{problem.id} {problem.message}"
            raise Fault(FaultCode.LIBRARY_DAMAGED, path=str(path), detail=detail)
        return _contents(db)


def _open(path: Path) -> Connection:
    """A backup as it is, also one of an older version."""
    return database.open_reader(path, as_it_is=True)


def automatic(connection: Connection, folder: Path, *, now: datetime | None = None) -> Path | None:
    """Take today's backup into `folder` unless there is one; the backup made."""
    now = now or datetime.now(UTC)
    stem = _own_stem(connection, folder)
    _sweep(folder, stem)
    today = f"{now:%Y-%m-%d}"
    if any(made.strftime("%Y-%m-%d") == today for made in listed(folder, stem)):
        return None
    target = folder / f"{stem} {now.strftime(_STAMP)}.banyan"
    write(connection, target)
    rotate(folder, stem)
    return target


def _own_stem(connection: Connection, folder: Path) -> str:
    """The name of a library's backups in a folder where others of its name may have theirs."""
    wanted = connection.path.stem
    identity = settings.identity(connection.sqlite)
    for number in range(1, 1000):
        stem = wanted if number == 1 else f"{wanted} ({number})"
        for path in listed(folder, stem).values():
            try:
                with closing(_open(path)) as opened, database.faults(path):
                    theirs = settings.identity(opened.sqlite)
            except Fault:
                continue  # an older one may be readable
            if theirs == identity:
                return stem
            break
        else:
            return stem
    return wanted


def _sweep(folder: Path, stem: str) -> None:
    """Delete drafts that a killed process left a day ago or longer."""
    for path in folder.glob(f".{glob.escape(stem)} *.banyan.*"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _DRAFT_AGE:
                path.unlink()


def folder_of(library: Path) -> Path:
    """Where a library's backups go unless a person chose another folder."""
    return library.parent / "backups"


def before_migration(connection: Connection, folder: Path) -> Path:
    """Back up a library that is about to be migrated."""
    stem, now = _own_stem(connection, folder), datetime.now(UTC)
    while True:
        target = folder / f"{stem} {now.strftime(_STAMP)}.banyan"
        try:
            write(connection, target)
        except Fault as fault:
            if fault.code is not FaultCode.FILE_EXISTS or not target.exists():
                raise  # it may be the folder's place that is taken, by a file
            now += timedelta(seconds=1)  # another process is about to migrate it too
        else:
            break
    rotate(folder, stem)  # a migration that fails may be tried often
    return target


def listed(folder: Path, stem: str) -> dict[datetime, Path]:
    """The automatic backups of a library in a folder by time, newest first."""
    found: dict[datetime, Path] = {}
    try:
        entries = list(folder.iterdir())
    except OSError:
        return found
    for path in entries:
        match = _NAME.fullmatch(path.name)
        if match is not None and match["stem"] == stem:
            try:
                made = datetime.strptime(match["stamp"], _STAMP).replace(tzinfo=UTC)
            except ValueError:
                continue
            found[made] = path
    return dict(sorted(found.items(), reverse=True))


def rotate(folder: Path, stem: str) -> list[Path]:
    """Delete the automatic backups that the rule does not keep; those deleted."""
    backups = listed(folder, stem)
    kept = kept_of(backups)
    gone = [path for made, path in backups.items() if made not in kept]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def kept_of(made: Iterable[datetime]) -> set[datetime]:
    """Of backups made at these times, those to keep: the newest of each day, week and month."""
    newest_first = sorted(made, reverse=True)
    kept: set[datetime] = set()
    rules: tuple[tuple[int, Callable[[datetime], object]], ...] = (
        (DAILY, datetime.date),
        (WEEKLY, lambda moment: moment.isocalendar()[:2]),
        (MONTHLY, lambda moment: (moment.year, moment.month)),
    )
    for count, period in rules:
        periods: dict[object, datetime] = {}
        for moment in newest_first:
            periods.setdefault(period(moment), moment)
        kept.update(list(periods.values())[:count])
    return kept


def _copy(db: sqlite3.Connection, draft: Path) -> tuple[int, ...]:
    """Copy one state of the library, whoever writes meanwhile; what it holds."""
    db.execute("BEGIN")
    try:
        contents = _contents(db)
        with closing(sqlite3.connect(draft, isolation_level=None)) as copy:
            copy.execute("PRAGMA journal_mode = MEMORY")  # what fails leaves no file behind
            db.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, whole in itself
    finally:
        database.end(db)
    return contents


def _contents(db: sqlite3.Connection) -> tuple[int, ...]:
    """What a library of any version holds, counted: its version, and the rows of each table."""
    tables = db.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table'"
        " AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    ).fetchall()
    counts = [f"(SELECT count(*) FROM {name})" for (name,) in tables]
    held: tuple[int, ...] = db.execute(f"SELECT {', '.join(counts)}").fetchone()
    return (database.version_of(db), *held)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
