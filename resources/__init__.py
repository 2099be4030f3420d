"""Files that Banyan ships: icons, styles, preview page, translations, starter notes, messages."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


@cache
def _root() -> Traversable:
    from importlib.resources import files  # costs start-up time that few commands need to spend

    return files(__name__)


def text(*parts: str) -> str:
    """The UTF-8 text of a shipped file, named by its path below this package."""
    return _root().joinpath(*parts).read_text(encoding="utf-8")


def data(*parts: str) -> bytes:
    """The bytes of a shipped file, named by its path below this package."""
    return _root().joinpath(*parts).read_bytes()
