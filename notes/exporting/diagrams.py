"""Diagrams of an exported page, taken from the library or drawn by the helper, put in as pictures.

A picture is all that an SVG can be there: inside `<img>` it runs nothing and loads nothing.
"""

from __future__ import annotations

import base64
import html
import re
from typing import TYPE_CHECKING

from notes.exporting.base import ExportWarning, Finding
from notes.rendering.fences import diagram_hash
from resources.messages import word

if TYPE_CHECKING:
    from notes.exporting.helper import Helper
    from notes.exporting.page import Theme
    from notes.model import Note
    from notes.reader import Reader

_FIGURE = re.compile(
    r'(?P<open><figure class="diagram"[^>]*>)\s*'
    r'(?P<code><pre><code class="language-mermaid">(?P<source>[^<]*)</code></pre>)\s*</figure>'
)
_SIZE = re.compile(r'<svg[^>]*? viewBox="[-\d.]+ [-\d.]+ (?P<width>[\d.]+) (?P<height>[\d.]+)"')


class Drawing:
    """Draws the diagrams of one note; what cannot be drawn stays source, with a line why."""

    def __init__(
        self, reader: Reader, helper: Helper, note: Note, theme: Theme, language: str
    ) -> None:
        self.findings: list[Finding] = []
        self._reader = reader
        self._helper = helper
        self._note = note
        self._theme = theme
        self._language = language

    def fill(self, content: str) -> str:
        """The content with its diagrams drawn."""
        return _FIGURE.sub(self._figure, content) if 'class="diagram"' in content else content

    def _figure(self, match: re.Match[str]) -> str:
        source = html.unescape(match["source"])
        light = self._draw(source, "dark" if self._theme == "dark" else "default")
        dark = self._draw(source, "dark") if light and self._theme == "auto" else None
        if light is None:
            reason = self._failure
            values = {"detail": reason}
            code = ExportWarning.DIAGRAM_AS_SOURCE
            self.findings.append(Finding(code, self._note.id, self._note.title, values))
            line = html.escape(word("say.diagram-as-source", values, self._language))
            return f"{match['open']}{match['code']}<figcaption>{line}</figcaption></figure>"
        picture = f'<img src="{_address(light)}"{_size(light)} alt="{html.escape(source.strip())}">'
        if dark:
            preferred = "screen and (prefers-color-scheme: dark)"
            other = f'<source media="{preferred}" srcset="{_address(dark)}">'
            picture = f"<picture>{other}{picture}</picture>"
        return f"{match['open']}{picture}</figure>"

    def _draw(self, source: str, theme: str) -> str | None:
        """The SVG; None where it cannot be drawn, with the reason in `_failure`."""
        name = diagram_hash(source)
        kept = self._reader.diagram(f"{name}-dark" if theme == "dark" else name)
        if kept is not None:
            return kept
        answer = self._helper.ask({"diagram": source, "theme": theme})
        if answer is not None and "svg" in answer:
            return answer["svg"]
        self._failure = (answer or {}).get("error", self._helper.failure)
        return None


def _address(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def _size(svg: str) -> str:
    """The drawing's own size: its SVG says only that it fills what holds it."""
    found = _SIZE.search(svg)
    if not found:
        return ""
    return f' width="{float(found["width"]):.0f}" height="{float(found["height"]):.0f}"'
