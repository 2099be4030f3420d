"""Drawn diagrams for the preview: kept in the library, so that each is drawn once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.session import Session
    from notes.library import Library

_CALM = 3000  # ms without a new drawing: one that is being typed is not kept at each key
_LATEST = 20


class LibraryDiagrams(QObject):
    """A `DiagramStore`: reads and writes through the session; the GUI thread waits for neither."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._drawn: dict[str, str] = {}  # that the library does not have yet
        self._calm = QTimer(self, singleShot=True, interval=_CALM)
        self._calm.timeout.connect(self.write)

    def get(self, key: str, answer: Callable[[str | None], None]) -> None:
        """Give the SVG to `answer`, at once or later; None where there is none."""
        if key in self._drawn:
            answer(self._drawn[key])
        else:
            self._session.read(
                lambda reader: reader.diagram(key), answer, failed=lambda _error: answer(None)
            )

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
        """Keep nothing more."""
        self._calm.stop()
