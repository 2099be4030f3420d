"""Text that could not be saved into the library, written to plain files instead."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def rescue(texts: Iterable[tuple[str, str]], folder: Path) -> list[Path]:
    """Write each (title, text) to a Markdown file of its own in `folder`; the files written."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    written = []
    time = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
    for number, (title, text) in enumerate(texts, 1):
        name = "".join(c if c.isalnum() or c in " -_" else "_" for c in title)[:60].strip()
        path = folder / f"{time}-{number} {name or 'note'}.md"
        path.write_text(text, encoding="utf-8")
        written.append(path)
    return written
