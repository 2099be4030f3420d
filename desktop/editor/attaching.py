"""Files and pictures for the note, read in a thread: a slow disk holds up nobody."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QObject, Signal
from PySide6.QtGui import QImage, QImageWriter

if TYPE_CHECKING:
    from desktop.editor.editor import MarkdownEditor

LARGEST = 50_000_000  # bytes of a file taken as an attachment

Read = tuple[str, bytes]
"""A file's name and content."""


class Attaching(QObject):
    """Reads what was pasted or dropped, one after the other, and offers it to the host."""

    _done = Signal(str, object)

    def __init__(self, editor: MarkdownEditor) -> None:
        super().__init__(editor)
        self._editor = editor
        self._pool = pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="attaching")
        self._done.connect(self._offer)
        self.destroyed.connect(lambda: pool.shutdown(wait=False))

    def picture(self, name: str, image: QImage) -> None:
        """Offer a picture as a PNG."""
        self._submit(lambda: (name, _png(image)))

    def file(self, path: Path) -> None:
        """Offer a file, or say why it is none that can be attached."""
        self._submit(lambda: _read(path))

    def _submit(self, work: Callable[[], Read | str]) -> None:
        self._pool.submit(self._run, self._editor.note.note_id, work)

    def _run(self, note_id: str, work: Callable[[], Read | str]) -> None:
        read = work()
        try:
            self._done.emit(note_id, read)
        except RuntimeError:  # the window was closed meanwhile
            return

    def _offer(self, note_id: str, read: Read | str) -> None:
        if isinstance(read, str):
            self._editor.refused.emit(read)
        elif note_id != self._editor.note.note_id:
            message = QCoreApplication.translate(
                "MarkdownEditor", "“{name}” was not attached: another note is open now."
            )
            self._editor.refused.emit(message.format(name=read[0]))
        else:
            self._editor.attachment_offered.emit(*read)


def attaching(editor: MarkdownEditor) -> Attaching:
    """The editor's reader of attachments, made when it is first wanted."""
    found = editor.findChild(Attaching)
    return found if isinstance(found, Attaching) else Attaching(editor)


def _read(path: Path) -> Read | str:
    """A file's name and content, or what is wrong with it as a sentence."""
    try:
        if not path.is_file():
            message = QCoreApplication.translate(
                "MarkdownEditor", "“{name}” is no file that can be attached."
            )
            return message.format(name=path.name)
        if path.stat().st_size > LARGEST:
            message = QCoreApplication.translate(
                "MarkdownEditor", "“{name}” is larger than 50 MB and was not attached."
            )
            return message.format(name=path.name)
        return path.name, path.read_bytes()
    except OSError as error:
        message = QCoreApplication.translate(
            "MarkdownEditor", "“{name}” could not be read: {reason}."
        )
        return message.format(name=path.name, reason=error.strerror)


def _png(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(data.data())
