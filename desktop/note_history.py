"""The history of the open note: its revisions, what changed, and bringing text back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.dialogs.base import while_open
from notes.model import RevisionText

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.editor.editor import MarkdownEditor
    from desktop.open_note import OpenNote
    from desktop.session import Session
    from desktop.theme import ThemeKeeper
    from notes.library import Reader
    from notes.model import Note, Revision


class NoteHistory(QObject):
    """Fills the history dialog and carries out what is chosen in it."""

    def __init__(
        self,
        session: Session,
        window: QWidget,
        themes: ThemeKeeper,
        open_note: OpenNote,
        editor: MarkdownEditor,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._window = window
        self._themes = themes
        self._open_note = open_note
        self._editor = editor

    def show(self) -> None:
        """Save the open note, then show its revisions."""
        if self._open_note.note is not None:
            self._open_note.flush(lambda _saved: self._open())

    def compare(self, copy_id: str) -> None:
        """Show the open note beside the note that keeps the text written elsewhere."""
        note = self._open_note.note
        if note is None:
            return
        from desktop.dialogs.compare import compare_conflict

        def show(theirs: Note) -> None:
            dialog = compare_conflict(
                self._themes.theme, self._window, note.title, self._editor.text(), theirs.body
            )
            dialog.chosen.connect(lambda choice: self._keep(choice, note.id, theirs))

        self._session.read(lambda reader: reader.note(copy_id), show)

    def _keep(self, choice: str, note_id: str, theirs: Note) -> None:
        """Keep one text: the other note goes into the trash, what is replaced can be undone."""
        if choice == "both" or self._open_note.note_id != note_id:
            return
        if choice == "theirs":
            self._editor.replace_text(theirs.body)
        self._session.write(lambda library: library.trash_notes([theirs.id]))

    def _open(self) -> None:
        note = self._open_note.note
        if note is None:
            return
        from desktop.dialogs.history import HistoryDialog

        note_id = note.id
        dialog = HistoryDialog(self._themes.theme, note.title, self._window)
        dialog.text_requested.connect(
            lambda revision: self._session.read(
                lambda reader: reader.revision_text(note_id, revision),
                while_open(dialog, lambda text: dialog.show_text(revision, text)),
            )
        )
        dialog.restore_requested.connect(
            lambda revision: self._session.write(lambda library: library.revert(note_id, revision))
        )
        dialog.part_requested.connect(self._editor.replace_text)
        dialog.open()

        def ask(reader: Reader) -> tuple[list[Revision], RevisionText]:
            now = reader.note(note_id)
            return reader.history(note_id), RevisionText(now.title, now.front_matter, now.body)

        self._session.read(ask, while_open(dialog, lambda found: dialog.show_revisions(*found)))
