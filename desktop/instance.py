"""One window a library: the first holds a lock and listens; a second hands its arguments over."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QFile, QLockFile, QObject, QThread, Signal

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtNetwork import QLocalServer

_PATIENCE = 3000  # ms for the first window to answer; it may be just starting


class Claim(StrEnum):
    """What became of the wish to be the library's one window."""

    FIRST = "first"
    HANDED_OVER = "handed-over"  # another window took the arguments
    FOREIGN = "foreign"  # locked, and whoever holds the lock does not answer
    UNLOCKABLE = "unlockable"  # no lock can be kept here, as in a folder that is read-only


def break_lock(library: Path) -> None:
    """Take away a lock whose holder is gone for good, as a machine that was lost."""
    QFile.remove(_lock_file(library))


def _lock_file(library: Path) -> str:
    return f"{library}-lock"


class Instance(QObject):
    """The lock beside the library file, and the server that further starts speak to."""

    asked = Signal(dict)
    """The arguments of a further start: bring the window to the front."""

    def __init__(self, library: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._lock = QLockFile(_lock_file(library))
        self._lock.setStaleLockTime(0)  # stale only when its process is gone, not by its age
        self._server: QLocalServer | None = None

    def claim(self, arguments: dict[str, str]) -> Claim:
        """Become the first, or hand `arguments` to the window that is."""
        try:
            self._library.parent.mkdir(parents=True, exist_ok=True)
        except OSError:
            return Claim.UNLOCKABLE
        if self._lock.tryLock(0):
            return Claim.FIRST
        if self._lock.error() is not QLockFile.LockError.LockFailedError:
            return Claim.UNLOCKABLE
        deadline = QDeadlineTimer(_PATIENCE)
        while not deadline.hasExpired():
            if self._hand_over(arguments):
                return Claim.HANDED_OVER
            if self._lock.tryLock(0):
                return Claim.FIRST
            QThread.msleep(100)
        return Claim.FOREIGN

    def listen(self) -> None:
        """Take the arguments of further starts; once the window stands."""
        from PySide6.QtNetwork import QLocalServer

        server = QLocalServer(self)
        # Others of this machine must not steer the window.
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self._name())
        server.newConnection.connect(self._connected)
        server.listen(self._name())
        self._server = server

    def release(self) -> None:
        """Stop listening and give the lock back."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _name(self) -> str:
        import hashlib

        try:
            place = str(self._library.resolve())
        except OSError:
            place = str(self._library)
        return "banyan-" + hashlib.sha256(place.encode("utf-8", "surrogatepass")).hexdigest()[:24]

    def _hand_over(self, arguments: dict[str, str]) -> bool:
        import json

        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name())
        if not socket.waitForConnected(500):
            return False
        socket.write(json.dumps(arguments).encode() + b"\n")
        socket.waitForBytesWritten(500)
        answered = socket.waitForReadyRead(1500) and bytes(socket.readAll().data()) == b"ok\n"
        socket.disconnectFromServer()
        return answered

    def _connected(self) -> None:
        assert self._server is not None  # noqa: S101 - the signal is the server's own
        socket = self._server.nextPendingConnection()
        socket.disconnected.connect(socket.deleteLater)

        import json

        def read() -> None:
            if not socket.canReadLine():
                return
            try:
                arguments = json.loads(bytes(socket.readLine().data()))
            except ValueError:
                arguments = {}
            socket.write(b"ok\n")
            socket.flush()
            if isinstance(arguments, dict):
                self.asked.emit({str(k): str(v) for k, v in arguments.items()})

        socket.readyRead.connect(read)
        read()
