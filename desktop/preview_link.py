"""Editor and preview as one: edits, scrolling, links and tasks go from the one to the other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextCursor

from notes.changes import Change, Kind
from notes.errors import Fault
from notes.rendering.lookup import Embeds, embeds_of, targets_of

if TYPE_CHECKING:
    from desktop.editor.editor import MarkdownEditor
    from desktop.open_note import OpenNote
    from desktop.preview.pane import PreviewPane
    from desktop.session import Session
    from desktop.trace import Trace
    from notes.library import Reader
    from notes.model import Note

_TASK = re.compile(r"^((?:\s|>)*(?:[-*+]|\d{1,9}[.)])\s+)\[([ xX])\]")


class PreviewLink(QObject):
    """Feeds a preview pane while it is there; the pane itself comes later than the window."""

    note_asked = Signal(str, str)
    """The id of a note to open and a fragment in it."""
    target_asked = Signal(str)
    """A link's target as written, whose note is not known here."""
    address_asked = Signal(str)
    picture_asked = Signal(str)
    """The address of a picture elsewhere, to be fetched into the library once."""
    unavailable = Signal(str)

    def __init__(
        self,
        session: Session,
        open_note: OpenNote,
        editor: MarkdownEditor,
        trace: Trace,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._open_note = open_note
        self._editor = editor
        self._trace = trace
        self._pane: PreviewPane | None = None
        self._following = False  # one of the two scrolls because the other did
        self.sync_scroll = True
        self._targets: dict[str, str] = {}
        self._embeds = Embeds()
        self._fragment = ""
        self._shown = ""  # the note that the pane holds; edits of another are not for it
        open_note.loaded.connect(self._loaded)
        open_note.closed.connect(self._closed)
        open_note.edited.connect(self._edited)
        open_note.refreshed.connect(self._refreshed)
        session.changed.connect(self._changed)
        editor.scrolled.connect(self._editor_scrolled)

    def attach(self, pane: PreviewPane) -> None:
        """Show the open note in `pane` from now on."""
        self._pane = pane
        pane.painted.connect(self._painted)
        pane.scrolled.connect(self._pane_scrolled)
        pane.task_toggled.connect(self._toggle_task)
        pane.wiki_link_activated.connect(self.target_asked)
        pane.note_link_activated.connect(self._note_link)
        pane.outside_link_activated.connect(self.address_asked)
        pane.fetch_image_requested.connect(self.picture_asked)
        pane.line_activated.connect(self._editor.go_to_line)
        pane.unavailable.connect(self.unavailable)
        self._loaded()

    def show_fragment(self, fragment: str) -> None:
        """Bring a heading of the note that is opened next, or is open, to the top."""
        self._fragment = fragment
        if self._pane is not None and self._shown == self._open_note.note_id and fragment:
            self._pane.go_to(fragment)

    def _loaded(self, _note: Note | None = None) -> None:
        """Ask where the note's links lead, and show it with them: so none seems missing first."""
        self._shown = ""
        if self._open_note.note_id:
            self._ask_targets(self._open_note.note_id)

    def _show(self, note_id: str) -> None:
        pane = self._pane
        if pane is None:
            return
        self._shown = note_id
        text, revision = self._editor.text(), self._open_note.revision
        pane.show_note(note_id, text, self._targets, revision, self._embeds)
        if self._fragment:
            pane.go_to(self._fragment)
            self._fragment = ""
        elif self.sync_scroll:
            pane.scroll_to_line(self._editor.top_line())

    def _closed(self) -> None:
        self._shown = ""
        if self._pane is not None:
            self._pane.clear()

    def _edited(self, revision: int, position: int, removed: int, added: str) -> None:
        if self._pane is not None and self._shown == self._open_note.note_id:
            self._pane.apply_edit(revision, position, removed, added)

    def _refreshed(self, note: Note, replaced: bool) -> None:
        if replaced:
            self._loaded(note)

    def _painted(self, revision: int) -> None:
        self._trace("preview-painted", revision=revision)

    def _changed(self, change: Change, origin: object) -> None:
        note_id = self._open_note.note_id
        relinked = change.kinds & {Kind.LINKS, Kind.ATTACHMENTS} or change.created or change.removed
        shown = (note_id, *self._embeds.notes)
        if note_id and self._pane is not None and (relinked or any(map(change.touches, shown))):
            self._ask_targets(note_id)

    def _ask_targets(self, note_id: str) -> None:
        def ask(reader: Reader) -> tuple[dict[str, str], Embeds]:
            return targets_of(reader, note_id), embeds_of(reader, note_id)

        def show(found: tuple[dict[str, str], Embeds]) -> None:
            if self._pane is None or note_id != self._open_note.note_id:
                return
            is_new = found != (self._targets, self._embeds)
            self._targets, self._embeds = found
            if self._shown != note_id:
                self._show(note_id)
            elif is_new:
                self._pane.set_targets(*found)

        def failed(error: Exception) -> None:
            if self._shown != note_id:
                show(({}, Embeds()))
            if not isinstance(error, Fault):
                self._session.fault.emit(error)

        self._session.read(ask, show, topic="targets", failed=failed)

    # Scrolling

    def _editor_scrolled(self, line: float) -> None:
        if self._pane is None or self._following or not self.sync_scroll:
            return
        if self._editor.isVisible() and self._shown == self._open_note.note_id:
            self._pane.scroll_to_line(line)

    def _pane_scrolled(self, line: float) -> None:
        if not self.sync_scroll:
            return
        self._following = True
        self._editor.scroll_to_line(line)
        self._following = False

    # Clicks

    def _note_link(self, note_id: str, fragment: str) -> None:
        if note_id in {"", self._open_note.note_id}:
            self.show_fragment(fragment)
        else:
            self.note_asked.emit(note_id, fragment)

    def _toggle_task(self, line: int, checked: bool) -> None:
        block = self._editor.document().findBlockByNumber(line)
        match = _TASK.match(block.text()) if block.isValid() else None
        if match is None or self._editor.isReadOnly():
            return
        with self._editor.edit_block() as cursor:
            start = block.position() + match.end(1) + 1
            cursor.setPosition(start)
            cursor.setPosition(start + 1, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText("x" if checked else " ")
