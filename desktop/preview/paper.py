"""Diagrams on paper: all drawn, and light, whatever the screen is, before a page is printed."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from desktop.preview.diagrams import DiagramPainter, as_picture

if TYPE_CHECKING:
    from desktop.preview.page import SealedPage

LIMIT = 30_000  # ms; then it is printed as it is
PAPER = "light"


class Paper(QObject):
    """Has the page's diagrams drawn for paper, then calls back."""

    def __init__(self, page: SealedPage, painter: DiagramPainter, parent: QObject) -> None:
        super().__init__(parent)
        self._page = page
        self._painter = painter
        self._then: list[Callable[[], None]] = []
        self._missing: set[str] = set()
        self._limit = QTimer(self, singleShot=True, interval=LIMIT)
        self._limit.timeout.connect(self._done)
        painter.drawn.connect(self._on_drawn)
        painter.refused.connect(self._on_answered)
        page.reported.connect(self._on_report)

    def prepare(self, then: Callable[[], None]) -> None:
        """Call `then` once the diagrams are there in light."""
        self._then.append(then)
        if len(self._then) == 1:
            self._limit.start()
            self._page.call("askForPaper")

    def _on_report(self, message: dict[str, Any]) -> None:
        if message["type"] == "paper-diagrams":
            sources = {str(found["hash"]): str(found["text"]) for found in message["sources"]}
            self._missing = set(sources)
            for name, source in sources.items():
                self._painter.draw(name, source, PAPER)
            self._look()
        elif message["type"] == "paper-ready":
            self._done()

    def _on_drawn(self, name: str, theme: str, svg: str) -> None:
        if theme == PAPER and name in self._missing:
            self._page.call("showOnPaper", json.dumps(name), json.dumps(as_picture(svg)))
            self._on_answered(name)

    def _on_answered(self, name: str, _detail: str = "") -> None:
        if name in self._missing:
            self._missing.discard(name)
            self._look()

    def _look(self) -> None:
        if self._then and not self._missing:
            self._page.call("finishPaper")

    def _done(self) -> None:
        self._limit.stop()
        self._missing.clear()
        waiting, self._then = self._then, []
        for then in waiting:
            then()
