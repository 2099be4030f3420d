"""Compares our HTML with a specification's, leaving out what only we add or what shows no change.

Ids, `rel` and our own classes do not count, nor white space between blocks, the order of
attributes, or the way a character is escaped. Spans that only colour code are looked through.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from notes.rendering.words import words

_BLOCKS = words(
    "article aside blockquote body button canvas caption col colgroup dd del details div dl "
    "dt embed fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr "
    "iframe ins li map object ol output p pre progress script section style summary table "
    "tbody td textarea tfoot th thead tr ul video"
)
_IGNORED = frozenset({"id", "rel", "data-line"})
_VOID = frozenset({"br", "col", "hr", "img", "input", "wbr"})


class _Normaliser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.pre = 0
        self.spans: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "pre":
            self.pre += 1
        kept = sorted(
            (name, value or "")
            for name, value in attrs
            if name not in _IGNORED and (name != "class" or (value or "").startswith("language-"))
        )
        if tag == "span":
            self.spans.append(bool(kept))
            if not kept:
                return
        if tag in _BLOCKS:
            self._trim()
        self.parts.append(f"<{tag}{''.join(f' {n}={v!r}' for n, v in kept)}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if tag == "pre":
            self.pre -= 1
        if tag == "span" and self.spans and not self.spans.pop():
            return
        if tag in _BLOCKS:
            self._trim()
        self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self.pre:
            data = re.sub(r"\s+", " ", data)
            last = self.parts[-1] if self.parts else "<p>"
            if re.match(r"</?(\w+)", last) and (
                re.match(r"</?(\w+)", last)[1] in _BLOCKS or last == "<br>"  # type: ignore[index]
            ):
                data = data.lstrip()
            elif last.endswith(" "):
                data = data.lstrip(" ")
        if data:
            self.parts.append(data)

    def _trim(self) -> None:
        if self.parts and not self.pre and not self.parts[-1].startswith("<"):
            self.parts[-1] = self.parts[-1].rstrip()
            if not self.parts[-1]:
                self.parts.pop()


def normalise(html: str) -> str:
    """A form in which HTML that looks and means the same is the same text."""
    parser = _Normaliser()
    parser.feed(html)
    parser.close()
    return "".join(parser.parts).strip()
