"""Drawn diagrams for the preview: kept in the library, so that each is drawn once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from notes.errors import Fault

if TYPE_CHECKING:
    from desktop.session import Session
    from notes.library import Library, Reader

_CALM = 3000  # ms without a new drawing: one that is being typed is not kept at each key
_LATEST = 20


class LibraryDiagrams(QObject):
    """A `DiagramStore`: reads on the thread that asks, writes through the session."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._reader: Reader | None = None
        self._drawn: dict[str, str] = {}  # that the library does not have yet
        self._calm = QTimer(self, singleShot=True, interval=_CALM)
        self._calm.timeout.connect(self.write)

    def get(self, key: str) -> str | None:
        """The SVG, if it is there."""
        if key in self._drawn:
            return self._drawn[key]
        try:
            if self._reader is None:
                from notes.library import Reader

                self._reader = Reader.open(self._session.path)
            return self._reader.diagram(key)
        except Fault:
            return None

    def put(self, key: str, svg: str) -> None:
        """Keep an SVG; in a library that cannot be written, for a while."""
        self._drawn.pop(key, None)
        self._drawn[key] = svg
        while len(self._drawn) > _LATEST:
            del self._drawn[next(iter(self._drawn))]
        if not self._session.read_only:
            self._calm.start()

    def write(self) -> None:
        """Put into the library what was drawn last; what cannot be kept is drawn again."""
        drawn, self._drawn = self._drawn, {}

        def keep(library: Library) -> None:
            for key, svg in drawn.items():
                library.keep_diagram(key, svg)

        self._session.write(keep, failed=lambda _: None)

    def close(self) -> None:
        """Close the reader."""
        self._calm.stop()
        if self._reader is not None:
            self._reader.close()
