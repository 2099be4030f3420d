"""Files that Banyan ships: icons, styles, preview page, translations, starter notes, messages."""

from __future__ import annotations


def text(*parts: str) -> str:
    """The UTF-8 text of a shipped file, named by its path below this package."""
    from importlib.resources import files  # costs start-up time that few commands need to spend

    return files(__name__).joinpath(*parts).read_text(encoding="utf-8")


def data(*parts: str) -> bytes:
    """The bytes of a shipped file, named by its path below this package."""
    from importlib.resources import files

    return files(__name__).joinpath(*parts).read_bytes()
