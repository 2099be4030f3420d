"""Files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from notes.errors import Fault, FaultCode, os_fault


def holds_something(path: Path) -> bool:
    """Whether writing to `path` would take something away: an empty file holds nothing."""
    try:
        return path.is_dir() or path.lstat().st_size > 0
    except OSError:
        return False


def write_atomically(
    path: Path, data: bytes, *, overwrite: bool = False, durable: bool = True
) -> None:
    """Write `data` to `path` by way of a file beside it, so that it is there whole or not at all.

    `durable` waits until the disk has it, which is slow for many files. Raises `Fault`: FILE_EXISTS
    where `path` holds something and `overwrite` is not set.
    """
    if path.is_dir() or (not overwrite and holds_something(path)):
        raise Fault(FaultCode.FILE_EXISTS, path=str(path))
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(prefix=".banyan-", dir=path.parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            if durable:
                os.fsync(file.fileno())
        Path(temporary).chmod(0o666 & ~_umask())  # mkstemp gives 0600
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            with suppress(OSError):
                Path(temporary).unlink()
        raise os_fault(error, path) from error


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
