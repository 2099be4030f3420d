"""What went wrong, said in banners of the window; what was done, said in passing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop import messages
from notes.errors import Fault, FaultCode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop.window.main_window import MainWindow

_PASSING = (FaultCode.LIBRARY_GONE, FaultCode.DISK_FULL, FaultCode.IO_ERROR)


class Notices(QObject):
    """Words errors and shows them; one banner a matter."""

    note_asked = Signal(str)
    compare_asked = Signal(str)
    """Show the open note beside the note of this id, which keeps what was written elsewhere."""
    retry_asked = Signal()
    rescue_asked = Signal()
    """The text that cannot be saved shall go into files elsewhere."""
    copy_asked = Signal()
    """A copy of the library shall be written elsewhere."""
    lock_asked = Signal()
    """The lock of a window that does not answer shall be broken."""
    library_asked = Signal()
    """Another library shall be opened."""

    def __init__(
        self,
        window: MainWindow,
        language: str,
        crashes: messages.CrashReporter,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._language = language
        self._crashes = crashes
        crashes.happened.connect(self._crashed)

    def words(self, error: BaseException) -> str:
        """An error in the interface's language."""
        return messages.words(error, self._language)

    def word(self, code: str, values: Mapping[str, object]) -> str:
        """The sentence of a code, such as an import's warning."""
        from resources.messages import word

        return word(code, values, self._language)

    def tell(self, kind: str, text: str, choices: object = (), *, lasting: bool = False) -> None:
        """Say in passing what was done (kind: done, info), in place of what was said before.

        What is `lasting` stays until the next is said, or `hush`.
        """
        self._window.toast.say(kind, text, choices, lasting=lasting)  # type: ignore[arg-type] # a Qt signal brings it

    def hush(self) -> None:
        """What `tell` said is so no longer."""
        self._window.toast.leave()

    def warn(self, key: str, text: str, kind: str = "warning") -> None:
        """Say what is not as it should be (kind: warning, error)."""
        self._window.banners.show_banner(key, kind, text)

    def settle(self, key: str) -> None:
        """What `warn` said under this key is so no longer."""
        self._window.banners.close_banner(key)

    def fault(self, error: Exception) -> None:
        """Something asked for could not be done."""
        if isinstance(error, Fault):
            self._window.banners.show_banner(f"fault-{error.code}", "error", self.words(error))
        else:
            self._crashes.report(error)

    def save_failed(self, error: Exception) -> None:
        """The text is not on disk; it is kept and tried again."""
        text = self.tr("Your text is not saved yet: {reason} It is kept here and tried again.")
        self._window.banners.show_banner(
            "save",
            "error",
            text.format(reason=self.words(error)),
            [
                (self.tr("Try again now"), self.retry_asked.emit),
                (self.tr("Save the text elsewhere…"), self.rescue_asked.emit),
                (self.tr("Copy the library elsewhere…"), self.copy_asked.emit),
            ],
        )
        if not isinstance(error, Fault):
            self._crashes.report(error)

    def saved(self) -> None:
        """The text is on disk again: what kept it from there is over."""
        self._window.banners.close_banner("save")
        for code in _PASSING:
            self._window.banners.close_banner(f"fault-{code}")

    def conflict(self, copy_id: str) -> None:
        """The note was changed here and elsewhere."""
        self._window.banners.show_banner(
            "conflict",
            "warning",
            self.tr(
                "This note was changed elsewhere while you were writing. Your text stays here; "
                "the other one is kept as a note of its own."
            ),
            [
                (self.tr("Compare…"), lambda: self.compare_asked.emit(copy_id)),
                (self.tr("Show the other text"), lambda: self.note_asked.emit(copy_id)),
            ],
        )

    def read_only(self, *, foreign: bool) -> None:
        """The library can only be read."""
        choices: list[tuple[str, Callable[[], None]]] = []
        if foreign:
            choices.append((self.tr("Write here all the same…"), self.lock_asked.emit))
            text = self.tr(
                "This library is open for writing elsewhere, so here it can only be read. "
                "What is written there appears here."
            )
        else:
            text = self.tr("This library can only be read: its file or folder is write-protected.")
        self._window.banners.show_banner("read-only", "warning", text, choices)

    def refused(self, error: Exception) -> None:
        """The library cannot be opened at all."""
        self._window.show_note(shown=False)
        self._window.empty.show_page(
            "warning",
            self.tr("This library cannot be opened"),
            self.words(error),
            [(self.tr("Open another library…"), self.library_asked.emit)],
        )

    def open_failed(self, error: Exception) -> None:
        """A note could not be shown."""
        if isinstance(error, Fault) and error.code is FaultCode.NOTE_MISSING:
            self._window.banners.show_banner("open", "warning", self.words(error))
        else:
            self.fault(error)

    def _crashed(self, error: BaseException, report: str) -> None:

        def show() -> None:
            from PySide6.QtCore import QUrl
            from PySide6.QtGui import QDesktopServices

            QDesktopServices.openUrl(QUrl.fromLocalFile(report))

        choices = [(self.tr("Show the report"), show)] if report else []
        self._window.banners.show_banner("crash", "error", self.words(error), choices)
