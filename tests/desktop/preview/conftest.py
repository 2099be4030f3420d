"""A real pane with a real page; asking the page; a local server that counts what reaches it."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from desktop.preview.assets import AssetAnswer
from desktop.preview.pane import PreviewPane
from desktop.preview.schemes import register_schemes

register_schemes()

ASSETS: dict[str, tuple[bytes, str]] = {}
LATER = 5  # ms: as from a thread


def asset(content_hash: str, answer: AssetAnswer) -> None:
    """What `ASSETS` holds, a moment after it is asked for."""
    QTimer.singleShot(LATER, lambda: answer(ASSETS.get(content_hash)))


ISOLATED = 1  # the world of the page's own script


@pytest.fixture
def assets() -> Iterator[dict[str, tuple[bytes, str]]]:
    ASSETS.clear()
    yield ASSETS
    ASSETS.clear()


@pytest.fixture(scope="session")
def session_pane(qapp: QObject) -> Iterator[PreviewPane]:
    """One page for all tests that only look at notes: starting one takes half a second."""
    pane = PreviewPane(asset)
    pane.resize(800, 600)
    pane.show()
    yield pane
    pane.shut_down()
    pane.deleteLater()


class Shown:
    """A pane and questions to its page."""

    def __init__(self, pane: PreviewPane, qtbot: QtBot) -> None:
        self.pane = pane
        self.qtbot = qtbot
        self.revision = 0

    def note(self, text: str, targets: dict[str, str] | None = None) -> None:
        """Show a note and wait until all of it is there."""
        self.revision += 1
        with self.qtbot.waitSignal(self.pane.painted, timeout=15_000):
            self.pane.show_note(f"n{self.revision}", text, targets or {}, self.revision)
        self.settle()

    def edit(self, position: int, removed: int, added: str) -> None:
        self.revision += 1
        revision = self.revision
        with self.qtbot.waitSignal(
            self.pane.painted, timeout=15_000, check_params_cb=lambda painted: painted == revision
        ):
            self.pane.apply_edit(revision, position, removed, added)
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.pane.is_rendering, timeout=15_000)

    def ask(self, script: str) -> Any:
        """The value of an expression in the page's isolated world."""
        return ask(self.pane.page, script, self.qtbot)


def ask(page: Any, script: str, qtbot: QtBot) -> Any:
    answers: list[Any] = []
    page.runJavaScript(f"JSON.stringify([{script}])", ISOLATED, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=10_000)
    return json.loads(answers[0])[0]


@pytest.fixture
def shown(session_pane: PreviewPane, qtbot: QtBot) -> Shown:
    """The session's pane; call `note` first."""
    made = Shown(session_pane, qtbot)
    made.revision = 1000 * (1 + hash(qtbot) % 1000)
    return made


@pytest.fixture
def make_pane(qtbot: QtBot) -> Iterator[Callable[..., PreviewPane]]:
    """A pane of a test's own."""
    panes: list[PreviewPane] = []

    def make() -> PreviewPane:
        pane = PreviewPane(asset)
        panes.append(pane)
        qtbot.addWidget(pane)
        pane.resize(600, 400)
        return pane

    yield make
    for pane in panes:
        pane.shut_down()


class Server:
    """Listens on this machine and remembers what was asked for."""

    def __init__(self) -> None:
        self.hits: list[str] = []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.hits.append(self.path)
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"x")

            do_POST = do_HEAD = do_GET  # noqa: N815  # the library's names

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Quiet."""

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}/"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.stop()
