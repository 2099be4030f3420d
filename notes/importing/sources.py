"""Where documents come from: folders and archives as trees of entries, nothing outside them.

An archive is read in place, never unpacked. Paths that lead out of it, links, and sizes beyond
reason are refused.
"""

# A walk of 100,000 files: Path objects would cost more than the files themselves.
# ruff: noqa: PTH113, PTH116, PTH118
from __future__ import annotations

import os
import stat
import tarfile
import unicodedata
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
DEPTH_LIMIT = 60
_BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    EOFError,
    RuntimeError,  # zipfile: locked with a password
    NotImplementedError,  # zipfile: packed in a way it does not know
)
SKIPPED = frozenset({"node_modules", "__pycache__", "__MACOSX", "$RECYCLE.BIN"})


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
        raise os_fault(error, entry.source) from error
    except _BROKEN as error:
        raise Fault(FaultCode.UNREADABLE, path=entry.source, detail=str(error)) from error


def read(tree: Tree, entry: Entry, limit: int = TEXT_LIMIT) -> bytes:
    """All bytes of `entry`. Raises `Fault`: TOO_LARGE, UNREADABLE, NO_PERMISSION, FILE_MISSING."""
    if entry.size > limit:
        raise Fault(FaultCode.TOO_LARGE, path=entry.source, size=entry.size, limit=limit)
    with opened(tree, entry) as file:
        # not `limit + 1` at once: room for that much would be made for every small file
        data = file.read(entry.size + 1)
        if len(data) > entry.size:  # it has grown since, or its archive says less than it holds
            data += file.read(limit + 1 - len(data))
    if len(data) > limit:
        raise Fault(FaultCode.TOO_LARGE, path=entry.source, size=len(data), limit=limit)
    return data


def os_fault(error: OSError, path: str) -> Fault:
    """What the system says of the document at `path`."""
    if isinstance(error, PermissionError):
        return Fault(FaultCode.NO_PERMISSION, path=path)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Fault(FaultCode.FILE_MISSING, path=path)
    return Fault(FaultCode.UNREADABLE, path=path, detail=error.strerror or str(error))


def key_of(path: str) -> str:
    """Paths are the same whatever their composition and case."""
    return unicodedata.normalize("NFC", path).casefold()


def sort_key(path: str) -> tuple[str, ...]:
    """The order of a tree: folder by folder."""
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
        found.sort(key=lambda entry: sort_key(entry.path))
        return found

    @cached_property
    def is_vault(self) -> bool:
        """Whether the folder or one above it holds Obsidian's settings."""
        folder = Path(self.root)
        return any((place / ".obsidian").is_dir() for place in (folder, *folder.parents))

    @cached_property
    def _by_key(self) -> dict[str, Entry]:
        return {key_of(entry.path): entry for entry in self.entries}

    def _walk(self, folder: str, depth: int) -> Iterator[Entry]:
        where = os.path.join(self.root, folder) if folder else self.root
        try:
            with os.scandir(where) as found:
                items = list(found)
        except OSError as error:
            fault = os_fault(error, where)
            self.refusals.append(Refusal(where, fault.code, {"detail": error.strerror or ""}))
            return
        for item in items:
            path = f"{folder}/{item.name}" if folder else item.name
            if item.name.startswith(".") or item.name in SKIPPED:
                continue
            if item.is_symlink() and not self._inside(item.path):
                self.findings.append(Finding(WarningCode.LINK_SKIPPED, item.path))
            elif item.is_dir(follow_symlinks=False):
                if depth < DEPTH_LIMIT:
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
            fault = os_fault(error, source)
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
        found = self._by_key.get(key_of(path))
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
