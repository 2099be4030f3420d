"""Where documents come from: folders and archives as trees of entries, nothing outside them.

An archive is read in place, never unpacked. Paths that lead out of it, links, and sizes beyond
reason are refused.
"""

# A walk of 100,000 files: Path objects would cost more than the files themselves.
# ruff: noqa: PTH112, PTH113, PTH116, PTH118, PTH123
from __future__ import annotations

import os
import stat
import tarfile
import tempfile
import unicodedata
import weakref
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import IO, Protocol

from notes.errors import Fault, FaultCode
from notes.importing.base import Finding, Refusal, WarningCode

TEXT_LIMIT = 20_000_000  # bytes of one document
FILE_LIMIT = 100_000_000  # bytes of one attachment
_ARCHIVE_LIMIT = 8_000_000_000  # bytes of all entries, unpacked
_INNER_LIMIT = 2_000_000_000  # bytes of an archive inside an archive
_RATIO_LIMIT = 400  # unpacked to packed, for entries over a megabyte
_ENTRIES_LIMIT = 300_000
_DEPTH_LIMIT = 60
_BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    EOFError,
    RuntimeError,  # zipfile: locked with a password
    NotImplementedError,  # zipfile: packed in a way it does not know
)
_SKIPPED = frozenset({"node_modules", "__pycache__", "__MACOSX", "$RECYCLE.BIN"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a tree. `path`: from the tree's root, `/` between names."""

    path: str
    source: str  # the absolute path as given; inside an archive `/a/b.zip!/inner.md`
    size: int = 0
    modified: datetime | None = None

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.rpartition("/")[2]

    @property
    def stem(self) -> str:
        """The file's name without its last suffix."""
        head, dot, _ = self.name.rpartition(".")
        return head if dot and head else self.name

    @property
    def suffix(self) -> str:
        """The last suffix, lower case, with its dot."""
        head, dot, tail = self.name.rpartition(".")
        return f".{tail.lower()}" if dot and head else ""

    @property
    def folders(self) -> tuple[str, ...]:
        """Names of the folders that the file is in, from the tree's root."""
        return tuple(self.path.split("/")[:-1])


class SupportsClose(Protocol):
    """What can be closed."""

    def close(self) -> None:
        """Close it."""


class Tree(Protocol):
    """Files below one root."""

    @property
    def root(self) -> str:
        """The absolute path of the folder or archive."""
        ...

    @property
    def entries(self) -> list[Entry]:
        """The files to import, in the order of their names."""
        ...

    @property
    def refusals(self) -> list[Refusal]:
        """What could not be listed."""
        ...

    @property
    def findings(self) -> list[Finding]:
        """What was left out."""
        ...

    @property
    def is_vault(self) -> bool:
        """Whether it is an Obsidian vault or a part of one."""
        ...

    def find(self, path: str) -> Entry | None:
        """The file at `path`, whichever way its characters are composed; None outside the root."""
        ...

    def has(self, path: str) -> bool:
        """Whether a file or folder is at `path`, hidden ones too."""
        ...

    def open(self, entry: Entry) -> IO[bytes]:
        """Open for reading. Raises `Fault`."""
        ...


@contextmanager
def opened(tree: Tree, entry: Entry) -> Iterator[IO[bytes]]:
    """The file open for reading; what goes wrong with it meanwhile is a `Fault`."""
    try:
        with tree.open(entry) as file:
            yield file
    except OSError as error:
        raise _fault(error, entry.source) from error
    except _BROKEN as error:
        raise Fault(FaultCode.UNREADABLE, path=entry.source, detail=str(error)) from error


def read(tree: Tree, entry: Entry, limit: int = TEXT_LIMIT) -> bytes:
    """All bytes of `entry`. Raises `Fault`: TOO_LARGE, UNREADABLE, NO_PERMISSION, FILE_MISSING."""
    if entry.size > limit:
        raise Fault(FaultCode.TOO_LARGE, path=entry.source, size=entry.size, limit=limit)
    with opened(tree, entry) as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise Fault(FaultCode.TOO_LARGE, path=entry.source, size=len(data), limit=limit)
    return data


def _fault(error: OSError, path: str) -> Fault:
    if isinstance(error, PermissionError):
        return Fault(FaultCode.NO_PERMISSION, path=path)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Fault(FaultCode.FILE_MISSING, path=path)
    return Fault(FaultCode.UNREADABLE, path=path, detail=error.strerror or str(error))


def _key(path: str) -> str:
    """Paths are the same whatever their composition and case."""
    return unicodedata.normalize("NFC", path).casefold()


def _sort_key(path: str) -> tuple[str, ...]:
    return tuple(path.split("/"))


def join(folders: tuple[str, ...], path: str) -> str | None:
    """`path` as seen from `folders`; None where it leads out of the root."""
    parts = list(folders)
    for name in path.split("/"):
        if name == "..":
            if not parts:
                return None
            parts.pop()
        elif name not in {"", "."}:
            parts.append(name)
    return "/".join(parts)


class FolderTree:
    """A folder on disk; with `only`, one file of it to import and the rest to link to."""

    def __init__(self, root: str, only: str | None = None) -> None:
        self.root = root
        self.refusals: list[Refusal] = []
        self.findings: list[Finding] = []
        self._only = only
        self._real = os.path.realpath(root)

    @cached_property
    def entries(self) -> list[Entry]:
        """The files to import, in the order of their names."""
        if self._only is not None:
            entry = self._entry(self._only)
            return [entry] if entry else []
        found = list(self._walk("", 0))
        found.sort(key=lambda entry: _sort_key(entry.path))
        return found

    @cached_property
    def is_vault(self) -> bool:
        """Whether the folder or one above it holds Obsidian's settings."""
        folder = Path(self.root)
        return any((place / ".obsidian").is_dir() for place in (folder, *folder.parents))

    @cached_property
    def _by_key(self) -> dict[str, Entry]:
        return {_key(entry.path): entry for entry in self.entries}

    def _walk(self, folder: str, depth: int) -> Iterator[Entry]:
        where = os.path.join(self.root, folder) if folder else self.root
        try:
            with os.scandir(where) as found:
                items = list(found)
        except OSError as error:
            fault = _fault(error, where)
            self.refusals.append(Refusal(where, fault.code, {"detail": error.strerror or ""}))
            return
        for item in items:
            path = f"{folder}/{item.name}" if folder else item.name
            if item.name.startswith(".") or item.name in _SKIPPED:
                continue
            if item.is_symlink() and not self._inside(item.path):
                self.findings.append(Finding(WarningCode.LINK_SKIPPED, item.path))
            elif item.is_dir(follow_symlinks=False):
                if depth < _DEPTH_LIMIT:
                    yield from self._walk(path, depth + 1)
            elif entry := self._entry(path):
                yield entry

    def _inside(self, path: str) -> bool:
        """Whether a link leads to a file below the root; linked folders could go round."""
        real = os.path.realpath(path)
        return os.path.isfile(real) and real.startswith(self._real + os.sep)

    def _entry(self, path: str) -> Entry | None:
        source = os.path.join(self.root, path) if os.sep == "/" else str(Path(self.root, path))
        try:
            status = os.stat(source)
        except OSError as error:
            fault = _fault(error, source)
            self.refusals.append(Refusal(source, fault.code, {"detail": error.strerror or ""}))
            return None
        if not stat.S_ISREG(status.st_mode):
            if not stat.S_ISDIR(status.st_mode):
                values = {"detail": "not a regular file"}
                self.refusals.append(Refusal(source, FaultCode.UNREADABLE, values))
            return None
        modified = datetime.fromtimestamp(max(status.st_mtime, 0), UTC)
        return Entry(path, source, status.st_size, modified)

    def find(self, path: str) -> Entry | None:
        """The file at `path`; None outside the root."""
        found = self._by_key.get(_key(path))
        if found or self._only is None:
            return found
        source = os.path.join(self.root, path)
        if not self._inside(source) or any(part.startswith(".") for part in path.split("/")):
            return None
        return self._entry(path)

    def has(self, path: str) -> bool:
        """Whether a file or folder is at `path`, hidden ones too."""
        return os.path.lexists(os.path.join(self.root, path))

    def open(self, entry: Entry) -> IO[bytes]:
        """Open for reading, without waiting for a pipe that took the file's place."""
        handle = os.open(
            entry.source, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            os.close(handle)
            raise Fault(FaultCode.UNREADABLE, path=entry.source, detail="not a regular file")
        return os.fdopen(handle, "rb")


class _ArchiveTree:
    """What zip and tar share: safe paths, limits."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.refusals: list[Refusal] = []
        self.findings: list[Finding] = []
        self.entries: list[Entry] = []
        self._by_key: dict[str, Entry] = {}
        self._folders: set[str] = set()
        self._total = 0

    def _add(self, name: str, size: int, packed: int, modified: datetime | None) -> Entry | None:
        """Take a member in, or refuse it."""
        source = f"{self.root}!/{name}"
        path = _safe(name)
        if path is None:
            self.refusals.append(Refusal(source, FaultCode.OUTSIDE))
            return None
        if size > 1_000_000 and size > packed * _RATIO_LIMIT:
            self.refusals.append(Refusal(source, FaultCode.ARCHIVE_BOMB, {"size": size}))
            return None
        self._total += size
        if self._total > _ARCHIVE_LIMIT or len(self.entries) >= _ENTRIES_LIMIT:
            raise Fault(FaultCode.ARCHIVE_BOMB, path=self.root, size=self._total)
        parts = path.split("/")
        self._folders.update("/".join(parts[:count]) for count in range(1, len(parts)))
        entry = Entry(path, f"{self.root}!/{path}", size, modified)
        key = _key(path)
        if key in self._by_key and self._by_key[key].path == path:
            self.refusals.append(
                Refusal(source, FaultCode.UNREADABLE, {"detail": "the same name twice"})
            )
            return None
        self._by_key[key] = entry
        if any(part.startswith(".") or part in _SKIPPED for part in parts):
            return None
        self.entries.append(entry)
        return entry

    @cached_property
    def is_vault(self) -> bool:
        """Whether a folder of it holds Obsidian's settings."""
        return any(f"/{folder}".endswith("/.obsidian") for folder in self._folders)

    def find(self, path: str) -> Entry | None:
        """The file at `path`."""
        return self._by_key.get(_key(path))

    def has(self, path: str) -> bool:
        """Whether a file or folder is at `path`, hidden ones too."""
        return path in self._folders or _key(path) in self._by_key


def _safe(name: str) -> str | None:
    """A member's name as a path below the root; None where it leads elsewhere."""
    name = name.replace("\\", "/")
    if name.startswith("/") or "\0" in name or (len(name) > 1 and name[1] == ":"):
        return None
    parts = [part for part in name.split("/") if part not in {"", "."}]
    if not parts or ".." in parts or len(parts) > _DEPTH_LIMIT:
        return None
    return "/".join(parts)


def _close_with(tree: Tree, file: SupportsClose) -> None:
    """Close `file` when nobody needs the tree any more: a plan may be dropped at any time."""
    weakref.finalize(tree, file.close)


class ZipTree(_ArchiveTree):
    """A zip archive. Raises `Fault` at once for what is no readable zip."""

    def __init__(self, path: str, file: IO[bytes] | None = None) -> None:
        super().__init__(path)
        try:
            self._zip = zipfile.ZipFile(file or path)  # open as long as the tree is
        except OSError as error:
            raise _fault(error, path) from error
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise Fault(FaultCode.UNREADABLE, path=path, detail=str(error)) from error
        _close_with(self, self._zip)
        if file:
            _close_with(self, file)
        self._members: dict[str, zipfile.ZipInfo] = {}
        for info in self._zip.infolist():
            self._take(info)
        self.entries.sort(key=lambda entry: _sort_key(entry.path))

    def _take(self, info: zipfile.ZipInfo) -> None:
        if info.is_dir():
            return
        name = _zip_name(info)
        source = f"{self.root}!/{name}"
        if stat.S_ISLNK(info.external_attr >> 16):
            self.findings.append(Finding(WarningCode.LINK_SKIPPED, source))
            return
        if info.flag_bits & 1:
            self.refusals.append(Refusal(source, FaultCode.ENCRYPTED))
            return
        try:
            modified = datetime(*info.date_time).astimezone()
        except (ValueError, OverflowError, OSError):
            modified = None
        self._add(name, info.file_size, info.compress_size, modified)
        path = _safe(name)
        if path and (found := self.find(path)):
            self._members.setdefault(found.path, info)

    def open(self, entry: Entry) -> IO[bytes]:
        """Open for reading."""
        return self._zip.open(self._members[entry.path])


def _zip_name(info: zipfile.ZipInfo) -> str:
    """A member's name: UTF-8 where it is said, else what its bytes look like (Windows: GBK)."""
    if info.flag_bits & 0x800 or info.filename.isascii():
        return info.filename
    from notes.importing.encoding import decode

    try:
        return decode(info.filename.encode("cp437")).text
    except (UnicodeEncodeError, Fault):
        return info.filename


class TarTree(_ArchiveTree):
    """A tar archive, as Joplin's JEX is."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        try:
            self._tar = tarfile.open(path, "r:")  # noqa: SIM115 - open as long as the tree is
            members = self._tar.getmembers()
        except OSError as error:
            raise _fault(error, path) from error
        except (tarfile.TarError, EOFError, ValueError) as error:
            raise Fault(FaultCode.UNREADABLE, path=path, detail=str(error)) from error
        _close_with(self, self._tar)
        self._members: dict[str, tarfile.TarInfo] = {}
        for member in members:
            if member.isdir():
                continue
            if not member.isreg():
                source = f"{path}!/{member.name}"
                self.findings.append(Finding(WarningCode.LINK_SKIPPED, source))
                continue
            modified = datetime.fromtimestamp(max(member.mtime, 0), UTC)
            entry = self._add(member.name, member.size, max(member.size, 1), modified)
            if entry:
                self._members[entry.path] = member
        self.entries.sort(key=lambda entry: _sort_key(entry.path))

    def open(self, entry: Entry) -> IO[bytes]:
        """Open for reading."""
        file = self._tar.extractfile(self._members[entry.path])
        if file is None:
            raise Fault(FaultCode.UNREADABLE, path=entry.source, detail="not a regular file")
        return file


def open_tree(path: str) -> Tree | None:
    """The folder or archive at `path` as a tree; None for any other file. Raises `Fault`."""
    if os.path.isdir(path):
        return FolderTree(path)
    try:
        with open(path, "rb") as file:
            head = file.read(512)
    except OSError as error:
        raise _fault(error, path) from error
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return ZipTree(path)
    if head[257:262] == b"ustar":
        return TarTree(path)
    return None


def open_inner(tree: Tree, entry: Entry) -> Tree | None:
    """A zip inside a folder or another zip as a tree; None for any other file. Raises `Fault`."""
    if entry.suffix != ".zip" or entry.source.count("!/") > 1:
        return None
    if "!/" not in entry.source:
        return open_tree(entry.source)
    copy = tempfile.SpooledTemporaryFile(max_size=32_000_000)  # noqa: SIM115 - as above
    with opened(tree, entry) as file:
        while chunk := file.read(1 << 20):
            copy.write(chunk)
            if copy.tell() > _INNER_LIMIT:
                raise Fault(FaultCode.ARCHIVE_BOMB, path=entry.source, size=copy.tell())
    copy.seek(0)
    return ZipTree(entry.source, copy)
