"""Faults of the environment and of what was asked, apart from bugs.

A fault carries a code and values, never a sentence: the command line and the
desktop word it from `resources/messages` in the person's language.
"""

from __future__ import annotations

import errno
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class FaultCode(StrEnum):
    """What went wrong. Each code has one message per language, with the values as placeholders."""

    LIBRARY_MISSING = "library-missing"  # path
    NOT_A_LIBRARY = "not-a-library"  # path
    LIBRARY_NEWER = "library-newer"  # path, found, known
    LIBRARY_DAMAGED = "library-damaged"  # path, detail
    LIBRARY_UNTRUSTED = "library-untrusted"  # path, detail: an object that Banyan did not make
    LIBRARY_LOCKED = "library-locked"  # path
    LIBRARY_READ_ONLY = "library-read-only"  # path
    LIBRARY_GONE = "library-gone"  # path: moved, deleted or unmounted while open
    DISK_FULL = "disk-full"  # path
    IO_ERROR = "io-error"  # path, detail
    NO_PERMISSION = "no-permission"  # path
    FILE_MISSING = "file-missing"  # path
    FILE_EXISTS = "file-exists"  # path
    NOTE_MISSING = "note-missing"  # reference
    NOTE_AMBIGUOUS = "note-ambiguous"  # reference, ids
    NOTE_CONFLICT = "note-conflict"  # id: the note changed since it was read
    CATEGORY_MISSING = "category-missing"  # path
    CATEGORY_EXISTS = "category-exists"  # path
    CATEGORY_CYCLE = "category-cycle"  # path, into
    TAG_MISSING = "tag-missing"  # path
    TAG_EXISTS = "tag-exists"  # path
    TAG_CYCLE = "tag-cycle"  # path, into
    NAME_INVALID = "name-invalid"  # name: empty, or holds a `/` or a control character
    REVISION_MISSING = "revision-missing"  # id, revision
    BATCH_MISSING = "batch-missing"  # batch
    WEB_ENGINE = "web-engine"  # detail: it cannot start, so that no PDF can be made
    ATTACHMENT_MISSING = "attachment-missing"  # hash
    QUERY_INVALID = "query-invalid"  # query, detail
    FORMAT_UNKNOWN = "format-unknown"  # format, known
    UNREADABLE = "unreadable"  # path, detail
    TOO_LARGE = "too-large"  # path, size, limit (bytes)
    BINARY = "binary"  # path
    EMPTY = "empty"  # path
    ARCHIVE_BOMB = "archive-bomb"  # path, size: unpacked it would be far larger than it should
    ENCRYPTED = "encrypted"  # path: locked with a password
    UNKNOWN_KIND = "unknown-kind"  # path: a kind of file that no reader knows
    OUTSIDE = "outside"  # path: leads out of the folder or archive it came in
    CANCELLED = "cancelled"


class Fault(Exception):  # noqa: N818 - a fault of the environment, not an error of the program
    """Something that could not be done, for a reason outside the program.

    `code` picks the message, `values` fill its placeholders (all text or numbers).
    """

    def __init__(self, code: FaultCode, **values: object) -> None:
        super().__init__(code.value, values)
        self.code = code
        self.values = values

    def __str__(self) -> str:
        details = ", ".join(f"{key}={value!r}" for key, value in self.values.items())
        return f"{self.code.value}({details})"


_CODES = {
    errno.ENOSPC: FaultCode.DISK_FULL,
    errno.EDQUOT: FaultCode.DISK_FULL,
    errno.EFBIG: FaultCode.DISK_FULL,
    errno.EACCES: FaultCode.NO_PERMISSION,
    errno.EPERM: FaultCode.NO_PERMISSION,
    errno.EROFS: FaultCode.NO_PERMISSION,
    errno.ENOENT: FaultCode.FILE_MISSING,
    errno.ENOTDIR: FaultCode.FILE_MISSING,
    errno.EEXIST: FaultCode.FILE_EXISTS,
    errno.EISDIR: FaultCode.UNREADABLE,
}


def os_fault(error: OSError, path: Path) -> Fault:
    """The fault that an operating system's error stands for, about the file `path`."""
    code = _CODES.get(error.errno or 0, FaultCode.IO_ERROR)
    return Fault(code, path=str(path), detail=error.strerror or str(error))
