"""Pictures of other sites, brought into the library where the person asks for it."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from PySide6.QtCore import QObject

from notes.model import NewAttachment

if TYPE_CHECKING:
    from desktop.editor.editor import MarkdownEditor
    from desktop.notices import Notices
    from desktop.open_note import OpenNote
    from desktop.preview.fetching import PictureFetcher
    from desktop.session import Session


class Pictures(QObject):
    """Fetches pictures, keeps them with their note and lets its text point to them."""

    def __init__(
        self,
        session: Session,
        open_note: OpenNote,
        editor: MarkdownEditor,
        notices: Notices,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._open_note = open_note
        self._editor = editor
        self._notices = notices
        self._fetcher: PictureFetcher | None = None
        self._wanted: dict[str, str] = {}  # address → the note that shows it

    def fetch(self, address: str) -> None:
        """Fetch a picture that the open note shows."""
        if self._fetcher is None:
            from desktop.preview.fetching import PictureFetcher

            self._fetcher = PictureFetcher(self)
            self._fetcher.fetched.connect(self._fetched)
            self._fetcher.failed.connect(self._failed)
        self._wanted[address] = self._open_note.note_id
        self._fetcher.fetch(address)

    def _fetched(self, address: str, name: str, data: bytes) -> None:
        note_id = self._wanted.pop(address, "")
        if not note_id:
            return
        new = NewAttachment(target=name, name=name, data=bytes(data))
        self._session.write(
            lambda library: library.attach(note_id, new),
            lambda result: self._point_at(note_id, address, result[1]),
        )

    def _point_at(self, note_id: str, address: str, target: str) -> None:
        if note_id == self._open_note.note_id and not self._editor.isReadOnly():
            self._editor.replace_text(point_at(self._editor.text(), address, target))

    def _failed(self, address: str, reason: str) -> None:
        self._wanted.pop(address, None)
        text = self.tr("The picture {address} could not be fetched: {reason}.")
        self._notices.warn("picture", text.format(address=address, reason=reason.rstrip(".")))


def point_at(text: str, address: str, target: str) -> str:
    """The text with the pictures at an address shown from a file of the note instead."""
    forms = {address, unquote(address), html.escape(address)}
    written = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    picture = re.compile(rf"""(!\[[^\]\n]*\]\([ \t]*<?|\bsrc=["'])(?:{written})(?=[\s)>"'])""")
    return picture.sub(lambda found: found.group(1) + target, text)
