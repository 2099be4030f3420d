"""File names made from titles: safe on Windows, macOS and Linux, Chinese kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

LONGEST = 120  # bytes in UTF-8, suffix left out; file systems allow 255 for the whole name

# What Windows forbids, control and format characters (direction marks too), lone surrogates.
_FORBIDDEN = re.compile(
    '[<>:"/\\\\|?*\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]+'
)
_DEVICES = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE
)


def safe_name(title: str, *, fallback: str = "untitled") -> str:
    """A file name without suffix: no path, no device, no hidden file, at most `LONGEST` bytes."""
    name = _FORBIDDEN.sub("-", unicodedata.normalize("NFC", title))
    name = re.sub(r"\s+", " ", name).strip(" .-~")
    name = _cut(name, LONGEST).rstrip(" .-")
    if not name:
        return fallback
    return f"_{name}" if _DEVICES.fullmatch(name) else name


def _cut(text: str, size: int) -> str:
    """The start of the text, at most `size` bytes, never between a letter and its accents."""
    encoded = text.encode("utf-8")
    if len(encoded) <= size:
        return text
    cut = encoded[:size].decode("utf-8", "ignore")
    following = text[len(cut)]
    while cut and (unicodedata.combining(following) or following == "\u200d"):
        following, cut = cut[-1], cut[:-1]
    return cut


def folded(path: PurePosixPath | str) -> str:
    """The path as a file system that ignores case and accents' forms sees it."""
    return unicodedata.normalize("NFC", str(path)).casefold()


class Names:
    """Gives each file of one export a path of its own, which none of `folders` has."""

    def __init__(self, folders: Iterable[PurePosixPath]) -> None:
        self._taken = {folded(path) for folder in folders for path in (folder, *folder.parents)}

    def take(self, folder: PurePosixPath, stem: str, suffix: str) -> PurePosixPath:
        """`folder/stem.suffix`, numbered where another file or folder has that path."""
        path = folder / f"{stem}{suffix}"
        number = 2
        while folded(path) in self._taken:
            path = folder / f"{stem} ({number}){suffix}"
            number += 1
        self._taken.add(folded(path))
        return path

    def keep(self, path: str) -> bool:
        """Take exactly `path`; False if another file or folder has it."""
        if folded(path) in self._taken:
            return False
        self._taken.add(folded(path))
        return True
