"""The note that is being written: loading, the autosave deadline, and changes made elsewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from desktop import operations
from desktop.operations import Draft, Saved
from desktop.save_state import SaveState
from notes.changes import Change
from notes.errors import Fault, FaultCode

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.editor.editor import MarkdownEditor
    from desktop.session import Session
    from desktop.trace import Trace
    from notes.model import Note

_DEADLINE = 400  # ms after the oldest key not yet saved; the rest of the second is for the writer
_RETRIES = (1_000, 2_000, 5_000, 10_000)  # ms after the first, second … failed save in a row


class OpenNote(QObject):
    """Binds one editor to one note at a time; owns the text that is not yet on disk."""

    arrived = Signal()
    """A note is about to be put into the editor: it should have its size, not to lay out twice."""
    loaded = Signal(object)
    """The `Note` whose text the editor now holds."""
    closed = Signal()
    """No note is open any more."""
    refreshed = Signal(object, bool)
    """The `Note` as it was changed elsewhere; whether its text was replaced in the editor."""
    titled = Signal(str)
    """The title that was edited, once it is saved."""
    state_changed = Signal(str)
    edited = Signal(int, int, int, str)
    """revision, position, removed, added: an edit of the text, for the preview."""
    text_taken = Signal(str)
    """The whole text, whenever it is taken for saving anyway: for counts."""
    saved = Signal()
    conflict = Signal(str)
    """The id of the note that keeps the other text, after a change made in two places."""
    recreated = Signal(str)
    """The note had been deleted for good while its text was not saved: the new note's id."""
    save_failed = Signal(object)
    open_failed = Signal(str, object)

    def __init__(
        self,
        session: Session,
        editor: MarkdownEditor,
        trace: Trace,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._editor = editor
        self._trace = trace
        self.note: Note | None = None
        self.revision = 0  # counts the edits in this window
        self._base = ""  # the stored text that the editor's text was written upon
        self._version = 0
        self._body_dirty = False
        self._title: str | None = None  # a title not yet saved
        self._drafts: dict[str, Draft] = {}  # handed to the writer and not yet confirmed
        self._failed_drafts: set[str] = set()  # notes left behind whose save failed
        self._due_when_saved = False
        self._failures = 0
        self._waiting: list[Callable[[bool], None]] = []
        self._loading = False
        self._deadline = QTimer(self, singleShot=True, interval=_DEADLINE)
        self._deadline.setTimerType(Qt.TimerType.PreciseTimer)
        self._deadline.timeout.connect(self._due)
        self._due_after_composing = False
        self.state = SaveState.NONE
        editor.edited.connect(self._edited)
        editor.composing.connect(self._composing)
        session.changed.connect(self._changed)

    @property
    def dirty(self) -> bool:
        """Whether there is text that is not on disk yet, of this note or of one left before."""
        return self._body_dirty or self._title is not None or bool(self._drafts)

    @property
    def note_id(self) -> str:
        """The open note's id; empty when there is none."""
        return self.note.id if self.note is not None else ""

    # Opening and closing

    def open(self, note_id: str, then: Callable[[], None] | None = None) -> None:
        """Save what is open and open another note; `then` is called when its text stands."""
        if self.note is not None and note_id == self.note.id:
            if then is not None:
                then()
            return
        self.save_now()

        def show(note: Note) -> None:
            self._load(note)
            if then is not None:
                then()

        def failed(error: Exception) -> None:
            self.open_failed.emit(note_id, error)

        if note_id in self._drafts:  # its last text is still in the writer's queue: read behind it
            self._session.write(lambda library: library.note(note_id), show, failed=failed)
        else:
            self._session.read(
                lambda reader: reader.note(note_id), show, topic="open-note", failed=failed
            )

    def close_note(self) -> None:
        """Save and show no note."""
        if self.note is None:
            return
        self.save_now()
        self.note = None
        self._loading = True
        self._editor.open_note("", "")
        self._loading = False
        self._editor.setReadOnly(True)
        self._set_state(SaveState.NONE)
        self.closed.emit()

    def _load(self, note: Note) -> None:
        self.save_now()
        draft = self._drafts.get(note.id)
        body = note.body if draft is None or draft.body is None else draft.body
        self.note = note
        self._base = note.body
        self._version = note.version
        self._body_dirty = False
        self._title = None
        self.arrived.emit()
        self._loading = True
        self._editor.open_note(note.id, body)
        self._loading = False
        read_only = self._session.read_only or note.trashed
        self._editor.setReadOnly(read_only)
        if draft is not None and draft.body is not None and body != note.body:
            self._body_dirty = True
            self._start_deadline()
        self._set_state(SaveState.READ_ONLY if read_only else SaveState.SAVED)
        self.loaded.emit(note)
        self._trace("note-open", id=note.id)

    # Edits

    def _edited(self, position: int, removed: int, added: str) -> None:
        if self._loading or self.note is None:
            return
        self.revision += 1
        self._trace("key", revision=self.revision)
        self._body_dirty = True
        self._start_deadline()
        self.edited.emit(self.revision, position, removed, added)

    def set_title(self, title: str) -> None:
        """The title was edited; it is saved like the text."""
        if self.note is None or title == (self.note.title if self._title is None else self._title):
            return
        self._title = title
        self._start_deadline()

    def _start_deadline(self) -> None:
        if not self._deadline.isActive():
            self._deadline.start()
        if self.state is not SaveState.FAILED:
            self._set_state(SaveState.UNSAVED)

    def _composing(self, active: bool) -> None:
        if not active and self._due_after_composing:
            self._due_after_composing = False
            self.save_now()

    def _due(self) -> None:
        if self._editor.is_composing():
            self._due_after_composing = True
        elif self.note_id in self._drafts:  # the writer is busy: `_saved` comes back here
            self._due_when_saved = True
        else:
            self.save_now()

    # Saving

    def save_now(self) -> None:
        """Hand the unsaved text to the writer."""
        self._deadline.stop()
        self._retry_left()
        note = self.note
        if note is None or not (self._body_dirty or self._title is not None):
            return
        body: str | None = None
        if self._body_dirty:
            body = self._editor.text()
            self.text_taken.emit(body)
        before = self._drafts.get(note.id)
        draft = Draft(
            note.id,
            (self._base, *before.texts()) if before is not None else (self._base,),
            self._version,
            body=body,
            title=self._title,
            revision=self.revision,
            first_title=note.title,
        )
        self._body_dirty = False
        self._title = None
        self._set_state(SaveState.SAVING)
        self._submit(draft)

    def flush(self, then: Callable[[bool], None]) -> None:
        """Save everything; `then` gets whether all of it is on disk."""
        self._waiting.append(then)
        self.save_now()
        self._answer_waiting()

    def unsaved_texts(self) -> list[tuple[str, str]]:
        """(title, text) of everything that is not on disk: what a rescue has to keep."""
        texts = {
            d.note_id: (d.title or d.first_title, d.texts()[-1]) for d in self._drafts.values()
        }
        if self.note is not None and (self._body_dirty or self._title is not None):
            texts[self.note.id] = (self._title or self.note.title, self._editor.text())
        return list(texts.values())

    def _submit(self, draft: Draft) -> None:
        self._drafts[draft.note_id] = draft
        copy_title = self.tr("{title} (changed elsewhere, {time})")
        self._session.write(
            lambda library: operations.save(library, draft, copy_title),
            lambda result: self._saved(draft, result[1]),
            origin=self,
            failed=lambda error: self._failed(draft, error),
        )

    def _saved(self, draft: Draft, saved: Saved) -> None:
        self._confirm(draft)
        if draft.body is not None:
            self._trace("saved", revision=draft.revision)
        self._failures = 0
        if self.note is not None and self.note.id == draft.note_id:
            self._version = max(self._version, saved.version)
            if draft.body is not None:
                self._base = draft.body
            if draft.title is not None:
                self.note = replace(self.note, title=draft.title)
                self.titled.emit(draft.title)
            if self._body_dirty or self._title is not None:
                self._set_state(SaveState.UNSAVED)
                if self._due_when_saved or not self._deadline.isActive():
                    self._due_when_saved = False
                    self.save_now()
            else:
                self._set_state(SaveState.SAVED)
        self.saved.emit()
        if saved.copy_id:
            self.conflict.emit(saved.copy_id)
        if saved.recreated_id:
            self.recreated.emit(saved.recreated_id)
        self._answer_waiting()

    def _confirm(self, draft: Draft) -> None:
        if self._drafts.get(draft.note_id) is draft:
            del self._drafts[draft.note_id]
            self._failed_drafts.discard(draft.note_id)

    # Failures: the text stays in `_drafts` and is tried again.

    def _failed(self, draft: Draft, error: Exception) -> None:
        if self._drafts.get(draft.note_id) is not draft:
            return  # a newer text of the note is on its way
        self._failed_drafts.add(draft.note_id)
        if self.note is not None and self.note.id == draft.note_id:
            # Back into the editor's hands, which has the newest text anyway.
            self._confirm(draft)
            self._body_dirty = self._body_dirty or draft.body is not None
            self._title = draft.title if self._title is None else self._title
        self._set_state(SaveState.FAILED)
        wait = _RETRIES[min(self._failures, len(_RETRIES) - 1)]
        self._failures += 1
        QTimer.singleShot(wait, self, self.save_now)
        self.save_failed.emit(error)
        self._answer_waiting(failed=True)

    def _retry_left(self) -> None:
        for note_id in tuple(self._failed_drafts):
            self._failed_drafts.discard(note_id)
            self._submit(self._drafts[note_id])

    def _answer_waiting(self, *, failed: bool = False) -> None:
        if self._waiting and (failed or not self.dirty):
            waiting, self._waiting = self._waiting, []
            for then in waiting:
                then(not self.dirty)

    # Changes made elsewhere

    def _changed(self, change: Change, origin: object) -> None:
        if self.note is None or origin is self or not change.touches(self.note.id):
            return
        note_id = self.note.id

        def failed(error: Exception) -> None:
            if isinstance(error, Fault) and error.code is FaultCode.NOTE_MISSING:
                self._gone(note_id)
            else:
                self._session.fault.emit(error)

        self._session.read(
            lambda reader: reader.note(note_id), self._refresh, topic="refresh-note", failed=failed
        )

    def _refresh(self, note: Note) -> None:
        if self.note is None or note.id != self.note.id or note.version < self._version:
            return
        replaced = False
        if self._body_dirty or note.id in self._drafts:
            if note.body != self._base:
                self.save_now()  # keeps both texts
        else:
            self._version = note.version
            if note.body != self._base:
                self._base = note.body
                self._loading = True
                self._editor.replace_text(note.body)
                self._loading = False
                replaced = True
        self.note = note
        read_only = self._session.read_only or note.trashed
        self._editor.setReadOnly(read_only)
        if not self.dirty:
            self._set_state(SaveState.READ_ONLY if read_only else SaveState.SAVED)
        self.refreshed.emit(note, replaced)

    def _gone(self, note_id: str) -> None:
        if self.note is None or self.note.id != note_id:
            return
        if self._body_dirty or self._title is not None:
            self.save_now()  # makes it anew
        else:
            self.close_note()

    def _set_state(self, state: SaveState) -> None:
        if state is not self.state:
            self.state = state
            self.state_changed.emit(state.value)
