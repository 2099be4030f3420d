"""Links within a page whose author wrote a heading's id as another program makes it."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import quote, unquote

_ID = re.compile(r'<[a-z][^<>]*? (?:id|name)="([^"]+)"')
_HEADING = re.compile(r'<h[1-6] id="([^"]+)"[^<>]*>(.*?)</h[1-6]>', re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_SIGNS = re.compile(r"[\W_]+")


def _plain(text: str) -> str:
    return _SIGNS.sub("-", text.lower()).strip("-")


class Fragments:
    """The places of a page by id, and its headings by what is alike but for signs."""

    def __init__(self, html: str) -> None:
        self._ids = set(map(unescape, _ID.findall(html)))
        self._alike: dict[str, str] = {}
        headings = [
            (unescape(name), unescape(_TAG.sub("", text))) for name, text in _HEADING.findall(html)
        ]
        for name, _ in headings:
            self._alike.setdefault(_plain(name), name)
        for name, text in headings:
            self._alike.setdefault(_plain(text), name)

    def mend(self, fragment: str) -> str:
        """The fragment (percent-encoded, without `#`) of the place that is meant."""
        wanted = unquote(fragment)
        if wanted in self._ids:
            return fragment
        found = self._alike.get(_plain(wanted))
        return quote(found) if found else fragment
