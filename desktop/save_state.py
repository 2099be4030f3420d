"""How it stands with the open note's text."""

from __future__ import annotations

from enum import StrEnum


class SaveState(StrEnum):
    """What the status line says of the note's text."""

    NONE = "none"  # no note is open
    SAVED = "saved"
    UNSAVED = "unsaved"
    SAVING = "saving"
    FAILED = "failed"
    READ_ONLY = "read-only"
