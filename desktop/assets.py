"""Attachments for the preview: read when the page asks, the latest ones kept."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.preview.assets import Asset, AssetAnswer
    from desktop.session import Session
    from notes.library import Reader

_KEPT = 32_000_000  # bytes


class Assets:
    """Asks the session's readers; the GUI thread waits for nothing."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._kept: OrderedDict[str, Asset] = OrderedDict()
        self._size = 0
        self._asked: dict[str, list[AssetAnswer]] = {}

    def get(self, content_hash: str, answer: AssetAnswer) -> None:
        """Give the attachment with this content to `answer`; None when the library has none."""
        kept = self._kept.get(content_hash)
        if kept is not None:
            self._kept.move_to_end(content_hash)
            answer(kept)
            return
        waiting = self._asked.setdefault(content_hash, [])
        waiting.append(answer)
        if len(waiting) > 1:
            return

        def read(reader: Reader) -> Asset:
            return reader.attachment_data(content_hash), reader.attachment(content_hash).mime

        self._session.read(
            read,
            lambda found: self._found(content_hash, found),
            failed=lambda _error: self._tell(content_hash, None),
        )

    def _found(self, content_hash: str, found: Asset) -> None:
        self._kept[content_hash] = found
        self._size += len(found[0])
        while self._size > _KEPT and len(self._kept) > 1:
            self._size -= len(self._kept.popitem(last=False)[1][0])
        self._tell(content_hash, found)

    def _tell(self, content_hash: str, found: Asset | None) -> None:
        for answer in self._asked.pop(content_hash, ()):
            answer(found)
