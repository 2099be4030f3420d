"""Opening a library file: what it must be, how it is opened, and SQLite's errors as faults."""

from __future__ import annotations

import json
import os
import sqlite3
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from notes.errors import Fault, FaultCode, os_fault
from notes.storage import migrations
from notes.storage.times import DamagedError

APPLICATION_ID = 0x42414E59  # "BANY"
BUSY_TIMEOUT = 5.0  # seconds
_MAGIC = b"SQLite format 3\0"
_CACHE = 256  # prepared statements kept per connection

_MISSING = (-1, -1)
"""What stands for the device and inode of a file that is not there."""


@dataclass(slots=True)
class Connection:
    """An open connection, its file, and the private copy it reads where it reads a copy."""

    sqlite: sqlite3.Connection
    path: Path
    copy: Path | None = None
    identity: tuple[int, int] = field(default=_MISSING)

    def close(self) -> None:
        """Close it and remove the private copy. Closing twice is harmless.

        SQLite deletes the log by its name when the last connection closes, unless another file has
        taken the place of the one opened; but it knows a file by the inode alone, which is the same
        on many a disk that was mounted anew. That would be the other's log, with all it holds: such
        a connection is left open until the process ends.
        """
        if self.copy is None and _identity(self.path) not in (self.identity, _MISSING):
            _leave_open(self.sqlite)
            return
        self.sqlite.close()
        if self.copy is not None:
            import shutil

            shutil.rmtree(self.copy, ignore_errors=True)

    def empty_log(self) -> None:
        """Bring the log into the file and empty it, as far as readers allow; waits for nobody.

        SQLite knows a log by its name alone: a file that is moved without it loses what it holds,
        and another that takes the file's place would be overwritten with it.
        """
        self.sqlite.execute("PRAGMA busy_timeout = 0")
        try:
            self.sqlite.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            self.sqlite.execute(f"PRAGMA busy_timeout = {round(BUSY_TIMEOUT * 1000)}")

    def require_file(self) -> None:
        """Raise `Fault(LIBRARY_GONE)` when the file is no longer the one that was opened."""
        if _identity(self.path) != self.identity:
            if not self.path.exists():
                with suppress(sqlite3.Error):
                    self.empty_log()
            raise Fault(FaultCode.LIBRARY_GONE, path=str(self.path))


def _leave_open(db: sqlite3.Connection) -> None:
    """Never close: nor when Python ends, which frees what is merely referred to."""
    import ctypes

    ctypes.pythonapi.Py_IncRef(ctypes.py_object(db))


def fault_of(error: sqlite3.Error, path: Path) -> Fault | None:
    """The fault that a SQLite error stands for; None: it is a bug."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        if "Could not decode" in str(error):  # Python's own: text that is no UTF-8
            return Fault(FaultCode.LIBRARY_DAMAGED, path=str(path), detail=str(error))
        return None
    primary = code & 0xFF
    name = str(path)
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return Fault(FaultCode.LIBRARY_GONE, path=name)
    plain = {
        sqlite3.SQLITE_FULL: FaultCode.DISK_FULL,
        sqlite3.SQLITE_BUSY: FaultCode.LIBRARY_LOCKED,
        sqlite3.SQLITE_LOCKED: FaultCode.LIBRARY_LOCKED,
        sqlite3.SQLITE_READONLY: FaultCode.LIBRARY_READ_ONLY,
        sqlite3.SQLITE_PERM: FaultCode.NO_PERMISSION,
        sqlite3.SQLITE_NOTADB: FaultCode.NOT_A_LIBRARY,
    }
    if primary in plain:
        return Fault(plain[primary], path=name)
    if primary == sqlite3.SQLITE_INTERRUPT:
        return Fault(FaultCode.CANCELLED)
    if primary == sqlite3.SQLITE_CORRUPT:
        return Fault(FaultCode.LIBRARY_DAMAGED, path=name, detail=str(error))
    if primary == sqlite3.SQLITE_CANTOPEN and not path.exists():
        return Fault(FaultCode.LIBRARY_GONE, path=name)
    if primary in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL):
        return Fault(FaultCode.IO_ERROR, path=name, detail=str(error))
    return None


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about `path` into faults; bugs pass unchanged."""
    try:
        yield
    except sqlite3.Error as error:
        fault = fault_of(error, path)
        if fault is None:
            raise
        raise fault from error
    except (
        DamagedError,
        zlib.error,
        struct.error,
        json.JSONDecodeError,
        UnicodeDecodeError,
    ) as error:
        # each of them reads what is stored
        raise Fault(FaultCode.LIBRARY_DAMAGED, path=str(path), detail=str(error)) from error


@contextmanager
def working(db: sqlite3.Connection, path: Path) -> Iterator[None]:
    """As `faults`, and an unexpected error over a damaged file is that file's fault, not a bug."""
    from notes.storage import check

    with faults(path):
        try:
            yield
        except (*check.BROKEN, sqlite3.IntegrityError, sqlite3.OperationalError) as error:
            if isinstance(error, sqlite3.OperationalError) and not _is_logic_error(error):
                raise
            end(db)
            if not check.is_damaged(db):
                raise
            raise Fault(FaultCode.LIBRARY_DAMAGED, path=str(path), detail=repr(error)) from error


def _is_logic_error(error: sqlite3.OperationalError) -> bool:
    """Whether SQLite blames the question: it does so for a damaged search index, too."""
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR


def open_reader(path: Path, *, as_it_is: bool = False) -> Connection:
    """Open for reading. Raises `Fault` for a file that is missing, foreign, newer or damaged.

    A library of an older version is read as it will be once migrated, unless `as_it_is`.
    """
    path = _absolute(path)
    version = _require_library(path)
    with faults(path):
        if version < migrations.SCHEMA_VERSION and not as_it_is:
            return _open_migrated_copy(path)
        return _open_reader(path)


def open_writer(path: Path) -> Connection:
    """Open for writing; the file must be of the newest version (`needs_migration` asks first)."""
    path = _absolute(path)
    _require_library(path)
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise Fault(FaultCode.LIBRARY_READ_ONLY, path=str(path))
    with faults(path):
        return _open_writer(path)


def create(path: Path, fill: Callable[[sqlite3.Connection], None]) -> Connection:
    """Make a new library and open it for writing; the parent folders are made too.

    `fill` puts its first rows in: a crash leaves a whole new library or none.
    """
    import tempfile

    path = _absolute(path)
    if path.exists():
        raise Fault(FaultCode.FILE_EXISTS, path=str(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _set_log_aside(path)
        # made under another name, so that a crash never leaves half a library under this one
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise os_fault(error, path.parent) from error
    os.close(handle)
    draft = Path(name)
    try:
        with faults(path), closing(_connect(draft, "rw")) as db:
            db.execute("PRAGMA journal_mode = MEMORY")  # what fails leaves no file behind
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute("BEGIN IMMEDIATE")
            migrations.migrate(db)
            fill(db)
            db.execute("COMMIT")
        try:
            publish(draft, path)
        except OSError as error:
            raise os_fault(error, path) from error
    finally:
        draft.unlink(missing_ok=True)
    with faults(path):
        return _open_writer(path)


def _set_log_aside(path: Path) -> None:
    """Keep a new library from the log of one that was moved away without it."""
    left = [log for log in (Path(f"{path}-wal"), Path(f"{path}-shm")) if log.exists()]
    if path.exists():  # asked after the logs: they may be those of a library made just now
        raise Fault(FaultCode.FILE_EXISTS, path=str(path))
    for log in left:
        with suppress(FileNotFoundError):  # another process has done it
            log.replace(f"{log}.left") if log.stat().st_size else log.unlink()


def needs_migration(path: Path) -> bool:
    """Whether the file is a library of an older version."""
    return _require_library(_absolute(path)) < migrations.SCHEMA_VERSION


def version_of(db: sqlite3.Connection) -> int:
    """The schema version of an open library."""
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    return version


def is_old(connection: Connection) -> bool:
    """Whether an open library is of an older version."""
    return version_of(connection.sqlite) < migrations.SCHEMA_VERSION


def migrate(connection: Connection) -> None:
    """Bring an older library to the newest version, all or nothing."""
    db = connection.sqlite
    with faults(connection.path):
        # A migration that makes a table anew drops the old one, which would take with it whatever
        # refers to its rows; the switch has no effect inside a transaction.
        db.execute("PRAGMA foreign_keys = OFF")
        try:
            db.execute("BEGIN IMMEDIATE")
            astray = _count_astray(db)
            migrations.migrate(db)
            if _count_astray(db) > astray:
                raise RuntimeError("the migrations left references to rows that are gone")
            db.execute("COMMIT")
        finally:
            end(db)
            db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _count_astray(db: sqlite3.Connection) -> int:
    return len(db.execute("PRAGMA foreign_key_check").fetchall())


def end(db: sqlite3.Connection) -> None:
    """Take back what is not committed; some errors of SQLite have done so already."""
    if db.in_transaction:
        db.execute("ROLLBACK")


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - Path.resolve would follow a symlink


def _connect(path: Path, mode: str, *, immutable: bool = False) -> sqlite3.Connection:
    uri = f"{path.as_uri()}?mode={mode}" + ("&immutable=1" if immutable else "")
    db = sqlite3.connect(
        uri,
        uri=True,
        timeout=BUSY_TIMEOUT,
        isolation_level=None,  # transactions are begun and ended by us alone
        cached_statements=_CACHE,
        check_same_thread=True,
    )
    db.execute("PRAGMA trusted_schema = OFF")
    db.execute("PRAGMA cell_size_check = ON")
    return db


def _open_writer(path: Path) -> Connection:
    db = _connect(path, "rw")
    try:
        _require_log(db, path)
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA recursive_triggers = OFF")
        db.execute("PRAGMA cache_size = -4000")
        db.execute("PRAGMA journal_size_limit = 33554432")
    except BaseException:
        db.close()
        raise
    return Connection(db, path, identity=_identity(path))


def _require_log(db: sqlite3.Connection, path: Path) -> None:
    (mode,) = db.execute("PRAGMA journal_mode = WAL").fetchone()
    if mode != "wal":
        raise Fault(FaultCode.IO_ERROR, path=str(path), detail=f"journal mode {mode}")


def _open_reader(path: Path) -> Connection:
    """A reader beside a writer where the folder can be written, else of the file as it is."""
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        # not mode=ro: a reader must be able to bring a log left by a crash into order
        return _reading(_connect(path, "rw"), path)
    if not _has_log(path):
        return _reading(_connect(path, "ro", immutable=True), path)
    try:
        return _reading(_connect(path, "ro"), path)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CANTOPEN:
            raise
        return _open_copy(path)


def _open_copy(path: Path) -> Connection:
    """A reader of a private copy: of a file on read-only media and the log a crash left beside it.

    SQLite cannot read the two without the index of the log (`-shm`), nor make one there. Whoever
    has the file open has one: so nobody has, and the files can be read as such without letting go
    of anybody's locks.
    """
    import shutil

    with _copy_of(path) as copy:
        try:
            for suffix in ("", "-wal"):
                with suppress(FileNotFoundError):
                    shutil.copyfile(f"{path}{suffix}", f"{copy}{suffix}")
        except OSError as error:
            raise os_fault(error, path) from error
        return _reading(_connect(copy, "rw"), path, copy=copy.parent)


def _open_migrated_copy(path: Path) -> Connection:
    """A reader of an older library: a private copy is migrated, the file stays as it is."""
    with _copy_of(path) as copy:
        with closing(_open_reader(path)) as opened, closing(sqlite3.connect(copy)) as db:
            opened.sqlite.backup(db)
        copied = _reading(_connect(copy, "rw"), path, copy=copy.parent)
        try:
            copied.sqlite.execute("PRAGMA query_only = OFF")
            migrate(copied)
            copied.sqlite.execute("PRAGMA query_only = ON")
        except BaseException:
            copied.sqlite.close()
            raise
        return copied


@contextmanager
def _copy_of(path: Path) -> Iterator[Path]:
    """The name for a private copy, in a folder of its own that stays unless something fails."""
    import shutil
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="banyan-"))
    try:
        yield folder / path.name
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _reading(db: sqlite3.Connection, path: Path, *, copy: Path | None = None) -> Connection:
    try:
        db.execute("PRAGMA query_only = ON")
        db.execute("PRAGMA cache_size = -4000")
        db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except BaseException:
        db.close()
        raise
    return Connection(db, path, copy=copy, identity=_identity(path))


def _identity(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return _MISSING
    return (found.st_dev, found.st_ino)


def _has_log(path: Path) -> bool:
    try:
        return Path(f"{path}-wal").stat().st_size > 0
    except OSError:
        return False


def publish(draft: Path, path: Path) -> None:
    """Give `draft` its name, never over a file that came to be in between."""
    try:
        os.link(draft, path)
    except FileExistsError as error:
        raise Fault(FaultCode.FILE_EXISTS, path=str(path)) from error
    except OSError:  # a file system without hard links
        if path.exists():
            raise Fault(FaultCode.FILE_EXISTS, path=str(path)) from None
        draft.replace(path)


def _require_library(path: Path) -> int:
    """Check the header and the schema without writing a byte; the schema version."""
    application, version = _identified(path)
    if application != APPLICATION_ID:
        raise Fault(FaultCode.NOT_A_LIBRARY, path=str(path))
    _require_version(path, version)
    with faults(path), closing(_peek(path)) as db:
        version = version_of(db)
        _require_version(path, version)
        schema = db.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
    digest, foreign = migrations.fingerprint(schema)
    if foreign:
        raise Fault(FaultCode.LIBRARY_UNTRUSTED, path=str(path), detail=", ".join(foreign[:5]))
    if digest != migrations.FINGERPRINTS.get(version):
        raise Fault(FaultCode.LIBRARY_UNTRUSTED, path=str(path), detail="schema")
    return version


def _require_version(path: Path, version: int) -> None:
    if version > migrations.SCHEMA_VERSION:
        raise Fault(
            FaultCode.LIBRARY_NEWER,
            path=str(path),
            found=version,
            known=migrations.SCHEMA_VERSION,
        )
    if version < 1:
        raise Fault(FaultCode.NOT_A_LIBRARY, path=str(path))


def _identified(path: Path) -> tuple[int, int]:
    """The application id and schema version in the file's header, whatever a log beside it says.

    Asked of SQLite: to open and close the file ourselves would let go of every lock that this
    process's connections hold on it, and the next program to close it would delete the log that
    they still write to (sqlite.org/howtocorrupt.html, 2.2).
    """
    if path.is_file() and os.access(path, os.R_OK):
        with suppress(sqlite3.Error), closing(_connect(path, "ro", immutable=True)) as db:
            application: int = db.execute("PRAGMA application_id").fetchone()[0]
            version: int = db.execute("PRAGMA user_version").fetchone()[0]
            return application, version
    header = _header(path)  # SQLite cannot open it, so nobody holds a lock on it
    if not header.startswith(_MAGIC) or len(header) < 100:
        raise Fault(FaultCode.NOT_A_LIBRARY, path=str(path))
    return int.from_bytes(header[68:72], "big"), int.from_bytes(header[60:64], "big")


def _header(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(100)
    except FileNotFoundError as error:
        raise Fault(FaultCode.LIBRARY_MISSING, path=str(path)) from error
    except IsADirectoryError as error:
        raise Fault(FaultCode.NOT_A_LIBRARY, path=str(path)) from error
    except OSError as error:
        raise os_fault(error, path) from error


def _peek(path: Path) -> sqlite3.Connection:
    """A connection that cannot change the file: nobody's log is brought in or removed."""
    if not _has_log(path):
        return _connect(path, "ro", immutable=True)
    if os.access(path.parent, os.W_OK):
        return _connect(path, "ro")
    return _connect(path, "ro", immutable=True)
