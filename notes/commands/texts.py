"""Text that a person hands to a command, by file or through stdin."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from notes.errors import Fault, FaultCode, os_fault

if TYPE_CHECKING:
    from pathlib import Path

LIMIT = 50 * 1024 * 1024  # bytes; as for a document that is imported


def category_names(path: str | None) -> tuple[str, ...]:
    """A category path as names; an empty path is no category."""
    names = tuple(path.strip("/").split("/")) if path and path.strip("/") else ()
    if any(not name.strip() for name in names):
        raise Fault(FaultCode.NAME_INVALID, name=path)
    return names


def read_stdin() -> str:
    """All of stdin as text. Raises `Fault` where it is not UTF-8."""
    if sys.stdin is None:
        return ""
    data: bytes = sys.stdin.buffer.read(LIMIT + 1)
    return _text(data, "-")


def read_file(path: Path) -> str:
    """A UTF-8 text file. Raises `Fault` where it cannot be read or is something else."""
    try:
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except OSError as error:
        raise os_fault(error, path) from error
    return _text(data, str(path))


def _text(data: bytes, path: str) -> str:
    if len(data) > LIMIT:
        raise Fault(FaultCode.TOO_LARGE, path=path, size=len(data), limit=LIMIT)
    if b"\0" in data:
        raise Fault(FaultCode.BINARY, path=path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Fault(FaultCode.UNREADABLE, path=path, detail=f"UTF-8: {error}") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")
