"""Zip and tar archives as trees, read in place, never unpacked.

Paths that lead out, links, locked members and sizes beyond reason are refused.
"""

# As in `sources`: Path objects cost more than the files themselves.
# ruff: noqa: PTH112, PTH123
from __future__ import annotations

import os
import stat
import tarfile
import tempfile
import weakref
import zipfile
from datetime import UTC, datetime
from functools import cached_property
from typing import IO, Protocol

from notes.errors import Fault, FaultCode
from notes.importing.base import Finding, Refusal, WarningCode
from notes.importing.sources import (
    DEPTH_LIMIT,
    SKIPPED,
    Entry,
    FolderTree,
    Tree,
    key_of,
    opened,
    os_fault,
    sort_key,
)

_ARCHIVE_LIMIT = 8_000_000_000  # bytes of all entries, unpacked
_RATIO_LIMIT = 400  # unpacked to packed, for entries over a megabyte
_INNER_LIMIT = 2_000_000_000  # bytes of an archive inside an archive
_ENTRIES_LIMIT = 300_000


class SupportsClose(Protocol):
    """What can be closed."""

    def close(self) -> None:
        """Close it."""


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
        key = key_of(path)
        if key in self._by_key and self._by_key[key].path == path:
            self.refusals.append(
                Refusal(source, FaultCode.UNREADABLE, {"detail": "the same name twice"})
            )
            return None
        self._by_key[key] = entry
        if any(part.startswith(".") or part in SKIPPED for part in parts):
            return None
        self.entries.append(entry)
        return entry

    @cached_property
    def is_vault(self) -> bool:
        """Whether a folder of it holds Obsidian's settings."""
        return any(f"/{folder}".endswith("/.obsidian") for folder in self._folders)

    def find(self, path: str) -> Entry | None:
        """The file at `path`."""
        return self._by_key.get(key_of(path))

    def has(self, path: str) -> bool:
        """Whether a file or folder is at `path`, hidden ones too."""
        return path in self._folders or key_of(path) in self._by_key


def _safe(name: str) -> str | None:
    """A member's name as a path below the root; None where it leads elsewhere."""
    name = name.replace("\\", "/")
    if name.startswith("/") or "\0" in name or (len(name) > 1 and name[1] == ":"):
        return None
    parts = [part for part in name.split("/") if part not in {"", "."}]
    if not parts or ".." in parts or len(parts) > DEPTH_LIMIT:
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
            raise os_fault(error, path) from error
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise Fault(FaultCode.UNREADABLE, path=path, detail=str(error)) from error
        _close_with(self, self._zip)
        if file:
            _close_with(self, file)
        self._members: dict[str, zipfile.ZipInfo] = {}
        for info in self._zip.infolist():
            self._take(info)
        self.entries.sort(key=lambda entry: sort_key(entry.path))

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
        try:
            return self._zip.open(self._members[entry.path])
        except UnicodeDecodeError as error:  # its own header names it in broken UTF-8
            raise zipfile.BadZipFile(str(error)) from error


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
            raise os_fault(error, path) from error
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
        self.entries.sort(key=lambda entry: sort_key(entry.path))

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
        raise os_fault(error, path) from error
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
