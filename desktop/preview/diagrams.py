"""Mermaid diagrams, drawn in a sealed page of their own and shown as pictures.

The page that draws holds no note: it has the program and one diagram's source at a time, in a
world apart, behind the same three walls. What it makes is shown by the preview as `<img>`, in which
an SVG runs nothing and loads nothing. It exists only while there is something to draw.
"""

from __future__ import annotations

import base64
import json
import re
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Protocol

import shiboken6
from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile, QWebEngineScript

import resources
from desktop.preview.page import switch_off
from desktop.preview.schemes import PAGE_ADDRESS

LIMIT = 8000  # ms for one diagram; then the page is thrown away
IDLE = 60_000  # ms after which the page goes
KEPT = 200
_WORLD = QWebEngineScript.ScriptWorldId.UserWorld.value
_SIZE = re.compile(r'<svg[^>]*? viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"')


def mermaid_options(theme: str) -> str:
    """How Mermaid draws, as JSON; `theme` is one of its own. Drawings are kept: one way for all."""
    options = {
        "startOnLoad": False,
        "securityLevel": "strict",
        "theme": theme,
        "htmlLabels": False,
        "flowchart": {"htmlLabels": False},
        "fontFamily": "sans-serif",
    }
    return json.dumps(options)


class DiagramStore(Protocol):
    """Keeps drawn diagrams by key: the hash of the source, and `-dark` after it for the dark."""

    def get(self, key: str, answer: Callable[[str | None], None]) -> None:
        """Give the SVG to `answer`, at once or later; None where there is none."""

    def put(self, key: str, svg: str) -> None:
        """Keep an SVG."""


class MemoryStore:
    """Keeps the latest diagrams while the program runs."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, str] = OrderedDict()

    def get(self, key: str, answer: Callable[[str | None], None]) -> None:
        """Give the SVG to `answer`; None where there is none."""
        answer(self._kept.get(key))

    def put(self, key: str, svg: str) -> None:
        """Keep an SVG, and drop the oldest when there are many."""
        self._kept[key] = svg
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)


def as_picture(svg: str) -> dict[str, Any]:
    """The address, width and height (CSS px) under which a page can show an SVG."""
    size = _SIZE.search(svg)
    width, height = (round(float(value)) for value in size.groups()) if size else (0, 0)
    data = base64.b64encode(svg.encode()).decode()
    return {"src": f"data:image/svg+xml;base64,{data}", "width": width, "height": height}


class _Page(QWebEnginePage):
    def acceptNavigationRequest(
        self, url: QUrl | str, kind: QWebEnginePage.NavigationType, is_main_frame: bool
    ) -> bool:
        del kind
        return is_main_frame and QUrl(url).toString() == PAGE_ADDRESS

    def javaScriptConsoleMessage(self, *message: Any) -> None:
        del message  # what Mermaid says comes as the error of its promise


class DiagramPainter(QObject):
    """Draws one diagram after the other, the newest first.

    `drawn(hash, theme, svg)`; `refused(hash, detail)`: what Mermaid says, or empty where it is not
    installed.
    """

    drawn = Signal(str, str, str)
    refused = Signal(str, str)

    def __init__(self, profile: QWebEngineProfile, store: DiagramStore, parent: QObject) -> None:
        super().__init__(parent)
        self._profile = profile
        self._store = store
        self._page: _Page | None = None
        self._waiting: OrderedDict[tuple[str, str], str] = OrderedDict()
        self._current: tuple[str, str] | None = None
        self._job = 0
        self._limit = QTimer(self, singleShot=True, interval=LIMIT)
        self._limit.timeout.connect(self._too_long)
        self._idle = QTimer(self, singleShot=True, interval=IDLE)
        self._idle.timeout.connect(self.close)
        self._poll = QTimer(self, interval=30)
        self._poll.timeout.connect(self._ask)

    def draw(self, name: str, source: str, theme: str) -> None:
        """Draw a diagram, or take it from the store; `theme` is `light` or `dark`."""

        def answer(kept: str | None) -> None:
            if not shiboken6.isValid(self):
                return
            if kept is not None:
                self.drawn.emit(name, theme, kept)
            else:
                self._queue(name, source, theme)

        self._store.get(_key(name, theme), answer)

    def _queue(self, name: str, source: str, theme: str) -> None:
        self._waiting[name, theme] = source
        self._waiting.move_to_end((name, theme))
        while len(self._waiting) > KEPT:
            self._waiting.popitem(last=False)
        self._next()

    def close(self) -> None:
        """Let the drawing page go."""
        self._idle.stop()
        self._limit.stop()
        self._poll.stop()
        self._current = None
        page, self._page = self._page, None
        if page is not None:
            shiboken6.delete(page)

    def _next(self) -> None:
        if self._current is not None or not self._waiting:
            return
        if self._page is None:
            self._open()
            return
        self._idle.start()
        self._current, source = self._waiting.popitem()
        options = mermaid_options("dark" if self._current[1] == "dark" else "default")
        self._job += 1
        self._page.runJavaScript(
            f"globalThis.answer = null; mermaid.initialize({options});"
            f"mermaid.render('diagram', {json.dumps(source)})"
            f".then((made) => {{ answer = {{job: {self._job}, svg: made.svg}}; }}, (error) =>"
            f" {{ answer = {{job: {self._job}, error: String(error.message || error)}}; }});",
            _WORLD,
        )
        self._limit.start()
        self._poll.start()

    def _open(self) -> None:
        try:
            program = resources.text("vendor", "mermaid", "mermaid.min.js")
        except FileNotFoundError:
            for name, _theme in self._waiting:
                self.refused.emit(name, "")
            self._waiting.clear()
            return
        page = self._page = _Page(self._profile, self)
        switch_off(page.settings())
        self._current = ("", "")  # busy until it has loaded

        def loaded(is_fine: bool) -> None:
            self._current = None
            if is_fine and self._page is page:
                page.runJavaScript(program, _WORLD)
                self._next()

        page.loadFinished.connect(loaded)
        page.load(QUrl(PAGE_ADDRESS))

    def _ask(self) -> None:
        if self._page is not None:
            self._page.runJavaScript("JSON.stringify(globalThis.answer)", _WORLD, self._answered)

    def _answered(self, answer: Any) -> None:
        made = json.loads(answer) if isinstance(answer, str) else None
        if made is None or made["job"] != self._job or self._current is None:
            return  # not yet, or asked about the diagram before
        (name, theme), self._current = self._current, None
        self._limit.stop()
        self._poll.stop()
        if "svg" in made:
            svg = str(made["svg"])
            self._store.put(_key(name, theme), svg)
            self.drawn.emit(name, theme, svg)
        else:
            self.refused.emit(name, str(made["error"]).split("\n")[0].rstrip(":")[:200])
        self._next()

    def _too_long(self) -> None:
        current = self._current
        self.close()
        if current is not None:
            self.refused.emit(current[0], f"> {LIMIT // 1000} s")
        self._next()


def _key(name: str, theme: str) -> str:
    return f"{name}-dark" if theme == "dark" else name
