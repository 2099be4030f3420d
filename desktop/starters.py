"""The starter notes that the window offers for an empty library."""

from __future__ import annotations

import resources
from notes.model import NewNote

_ORDER = ("welcome", "markdown", "finding", "importing")


def starter_notes(language: str) -> list[NewNote]:
    """The starter notes in `language`; the first line of each file is its title."""
    folder = language if resources.path("starter", language).is_dir() else "en"
    notes = []
    for name in _ORDER:
        title, _, body = resources.text("starter", folder, f"{name}.md").partition("\n")
        tag = "入门" if folder == "zh_CN" else "getting started"
        notes.append(NewNote(title=title.removeprefix("# "), body=body.lstrip("\n"), tags=(tag,)))
    return notes
