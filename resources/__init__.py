"""Files that Banyan ships: icons, styles, preview page, translations, starter notes, messages."""

from __future__ import annotations

from pathlib import Path

# Not importlib.resources, which takes 10 ms to load: Banyan is always installed as files.
_ROOT = Path(__file__).parent


def path(*parts: str) -> Path:
    """A shipped file or folder, named by its path below this package."""
    return _ROOT.joinpath(*parts)


def text(*parts: str) -> str:
    """The UTF-8 text of a shipped file, named by its path below this package."""
    return path(*parts).read_text(encoding="utf-8")


def data(*parts: str) -> bytes:
    """The bytes of a shipped file, named by its path below this package."""
    return path(*parts).read_bytes()
