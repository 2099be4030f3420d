"""Text that could not be saved into the library, written to plain files instead."""

from __future__ import annotations

import os
from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING

from notes.errors import os_fault
from notes.exporting.names import safe_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def rescue(texts: Iterable[tuple[str, str]], folder: Path) -> list[Path]:
    """Write each (title, text) to a Markdown file of its own in `folder`; the files written.

    Nobody else can read them, and none replaces another. Raises `Fault`.
    """
    time = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return [_write(folder, f"{time} {safe_name(title)}", text) for title, text in texts]
    except OSError as error:
        raise os_fault(error, folder) from error


def _write(folder: Path, stem: str, text: str) -> Path:
    for number in count(1):
        path = folder / (f"{stem}.md" if number == 1 else f"{stem} ({number}).md")
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            continue
        try:
            with os.fdopen(
                handle, "w", encoding="utf-8", errors="surrogatepass", newline="\n"
            ) as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            path.unlink(missing_ok=True)  # half a text would pass for the whole
            raise
        return path
    raise AssertionError  # count never ends
