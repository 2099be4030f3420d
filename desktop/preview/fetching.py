"""Pictures on other sites, fetched once because the person asked for it. Nothing else connects."""

from __future__ import annotations

import http.client
import re
import urllib.error
import urllib.request
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from PySide6.QtCore import QMimeDatabase, QObject, QRunnable, QThreadPool, Signal

LARGEST = 20_000_000  # bytes
PATIENCE = 20.0  # s without anything coming in
AT_ONCE = 4
_NOT_IN_NAMES = re.compile(r"[^\w.\-]+")


def picture_name(address: str, suffix: str) -> str:
    """A file name for a picture at an address: plain enough to stand in Markdown as it is."""
    last = PurePosixPath(unquote(urlsplit(address).path)).name
    stem = _NOT_IN_NAMES.sub("-", PurePosixPath(last).stem).strip("-.")[:80]
    return f"{stem or 'picture'}.{suffix}"


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows to http and https only, and never from the latter to the former."""

    max_redirections = 5

    def redirect_request(
        self, req: urllib.request.Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        allowed = ("https",) if req.type == "https" else ("http", "https")
        if urlsplit(newurl).scheme not in allowed:
            raise urllib.error.URLError("unsafe redirection")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class _Fetch(QRunnable):
    def __init__(self, fetcher: PictureFetcher, address: str) -> None:
        super().__init__()
        self._fetcher = fetcher
        self._address = address

    def run(self) -> None:
        data, problem = b"", ""
        opener = urllib.request.OpenerDirector()
        for handler in (
            urllib.request.ProxyHandler,
            urllib.request.HTTPHandler,
            urllib.request.HTTPSHandler,
            urllib.request.HTTPErrorProcessor,
            urllib.request.HTTPDefaultErrorHandler,
            _Redirects,
        ):
            opener.add_handler(handler())
        opener.addheaders = [("User-Agent", "Banyan")]
        try:
            with opener.open(self._address, timeout=PATIENCE) as reply:
                data = reply.read(LARGEST + 1)
        except (OSError, ValueError, http.client.HTTPException) as error:
            problem = str(getattr(error, "reason", "") or error) or type(error).__name__
        self._fetcher.came.emit(self._address, data, problem)


class PictureFetcher(QObject):
    """Fetches pictures by http and https, without cookies, in the background.

    `fetched(address, name, data)`; `failed(address, reason)`, the reason in words.
    """

    fetched = Signal(str, str, bytes)
    failed = Signal(str, str)
    came = Signal(str, bytes, str)
    """From the thread that fetched: address, data, problem."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(AT_ONCE)
        self._under_way: set[str] = set()
        self.came.connect(self._judge)

    def fetch(self, address: str) -> None:
        """Fetch a picture, unless that is being done already."""
        if urlsplit(address).scheme not in ("http", "https"):
            self.failed.emit(address, self.tr("only http and https addresses are fetched"))
        elif address not in self._under_way:
            self._under_way.add(address)
            self._pool.start(_Fetch(self, address))

    def _judge(self, address: str, data: bytes, problem: str) -> None:
        self._under_way.discard(address)
        if problem:
            self.failed.emit(address, problem)
        elif len(data) > LARGEST:
            size = LARGEST // 1_000_000
            self.failed.emit(address, self.tr("it is larger than {size} MB").format(size=size))
        else:
            kind = QMimeDatabase().mimeTypeForData(data)
            if kind.name().startswith("image/"):
                name = picture_name(address, kind.preferredSuffix() or "img")
                self.fetched.emit(address, name, data)
            else:
                self.failed.emit(address, self.tr("what is there is no picture"))
