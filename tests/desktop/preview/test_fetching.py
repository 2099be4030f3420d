"""Fetching pictures once, from a server on this machine."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop.preview import fetching
from desktop.preview.fetching import PictureFetcher, picture_name
from tests.desktop.preview.test_pane import png

ANSWERS: dict[str, tuple[int, bytes, dict[str, str]]] = {}


class _Handler(http.server.BaseHTTPRequestHandler):
    cookies: list[str | None] = []  # noqa: RUF012

    def do_GET(self) -> None:
        status, body, headers = ANSWERS.get(self.path, (404, b"", {}))
        self.cookies.append(self.headers.get("Cookie"))
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Quiet."""


@pytest.fixture
def address() -> Iterator[str]:
    ANSWERS.clear()
    _Handler.cookies.clear()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_picture_comes_with_its_name_and_no_cookies(qtbot: QtBot, address: str) -> None:
    ANSWERS["/a%20b.jpg"] = (200, png(3, 2), {"Set-Cookie": "a=b"})
    fetcher = PictureFetcher()
    for _ in range(2):
        with qtbot.waitSignal(fetcher.fetched) as fetched:
            fetcher.fetch(f"{address}/a%20b.jpg")
    assert fetched.args == [f"{address}/a%20b.jpg", "a-b.png", png(3, 2)]
    assert _Handler.cookies == [None, None]


def test_a_redirection_is_followed(qtbot: QtBot, address: str) -> None:
    ANSWERS["/old"] = (302, b"", {"Location": "/new.png"})
    ANSWERS["/new.png"] = (200, png(3, 2), {})
    fetcher = PictureFetcher()
    with qtbot.waitSignal(fetcher.fetched) as fetched:
        fetcher.fetch(f"{address}/old")
    assert fetched.args[1] == "old.png"


@pytest.mark.parametrize(
    ("path", "reason"),
    [("/page", "no picture"), ("/gone", ""), ("/large", "larger")],
)
def test_what_cannot_be_fetched_is_said(
    qtbot: QtBot, address: str, path: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "LARGEST", 2_000)
    ANSWERS["/page"] = (200, b"<html><body>no</body></html>", {"Content-Type": "image/png"})
    ANSWERS["/large"] = (200, bytes(50_000), {})
    fetcher = PictureFetcher()
    with qtbot.waitSignal(fetcher.failed) as failed:
        fetcher.fetch(address + path)
    assert failed.args[0] == address + path
    assert reason in failed.args[1]


@pytest.mark.parametrize("wrong", ["file:///etc/passwd", "ftp://127.0.0.1/x", "data:image/png,x"])
def test_other_addresses_are_refused(qtbot: QtBot, wrong: str) -> None:
    fetcher = PictureFetcher()
    with qtbot.waitSignal(fetcher.failed):
        fetcher.fetch(wrong)


def test_names() -> None:
    assert picture_name("https://a.b/c/图%20(1).png?x=1", "png") == "图-1.png"
    assert picture_name("https://a.b/", "gif") == "picture.gif"
