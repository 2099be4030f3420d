"""Attachments for the preview: read when the page asks, the latest ones kept."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from notes.errors import Fault

if TYPE_CHECKING:
    from pathlib import Path

    from notes.library import Reader

_KEPT = 64_000_000  # bytes


class Assets:
    """Answers hash → (data, MIME type) from a reader of its own, on the thread that asks."""

    def __init__(self, library: Path) -> None:
        self._library = library
        self._reader: Reader | None = None
        self._kept: OrderedDict[str, tuple[bytes, str]] = OrderedDict()
        self._size = 0

    def get(self, content_hash: str) -> tuple[bytes, str] | None:
        """The attachment with this content; None when the library has none."""
        found = self._kept.get(content_hash)
        if found is not None:
            self._kept.move_to_end(content_hash)
            return found
        try:
            if self._reader is None:
                from notes.library import Reader

                self._reader = Reader.open(self._library)
            mime = self._reader.attachment(content_hash).mime
            found = (self._reader.attachment_data(content_hash), mime)
        except Fault:
            return None
        self._kept[content_hash] = found
        self._size += len(found[0])
        while self._size > _KEPT and len(self._kept) > 1:
            self._size -= len(self._kept.popitem(last=False)[1][0])
        return found

    def close(self) -> None:
        """Close the reader."""
        if self._reader is not None:
            self._reader.close()
