"""One self-contained HTML page: a note's content with its style, its policy, its own head."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Theme = Literal["light", "dark", "auto"]  # auto: as the reader's system
_CJK = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_HEADING = re.compile(r"\s*<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_KANA = re.compile("[\u3040-\u30ff]")

# What the page itself may do: show its own pictures and style, nothing else. Links still work.
_POLICY = (
    "default-src 'none'; img-src data:{remote}; style-src 'unsafe-inline'; font-src data:; "
    "base-uri 'none'; form-action 'none'"
)
_HEADER_CSS = """
.note > h1:first-child { margin-bottom: 0.2em; }
.note-meta { font-size: 0.85em; opacity: 0.75; margin: 0 0 2em; }
a.wiki:not([href]):not(.missing) { color: inherit; border: none; text-decoration: none; }
@media print { body { background: none; } }
"""


def _escaped(text: str) -> str:
    """The text for HTML: escaped, control characters and direction marks shown as �."""
    hostile = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
    return html.escape(re.sub(hostile, "\ufffd", text))


@dataclass(frozen=True, slots=True)
class Page:
    """A page. `content` is sanitised HTML; everything else is text and is escaped here."""

    title: str
    content: str
    category: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    created: datetime | None = None
    modified: datetime | None = None
    theme: Theme = "auto"
    remote_images: bool = False

    def html(self) -> str:
        """The whole page, in UTF-8."""
        from notes.rendering.stylesheet import content_css

        policy = _POLICY.format(remote=" https: http:" if self.remote_images else "")
        scheme = "light dark" if self.theme == "auto" else self.theme
        return (
            f'<!DOCTYPE html>\n<html lang="{self._language()}">\n<head>\n'
            '<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f'<meta name="color-scheme" content="{scheme}">\n'
            '<meta name="referrer" content="no-referrer">\n'
            '<meta name="generator" content="Banyan">\n'
            f"{self._said()}"
            f"<title>{_escaped(self.title)}</title>\n"
            f"<style>\n{content_css(self.theme)}{_HEADER_CSS}</style>\n"
            f'</head>\n<body>\n<main class="note">\n{self._body()}\n</main>\n'
            "</body>\n</html>\n"
        )

    def _said(self) -> str:
        """What the page says of itself to other programs, and to Banyan when it comes back."""
        said = [("section", "/".join(self.category)), *(("tag", tag) for tag in self.tags)]
        for name, moment in (("published_time", self.created), ("modified_time", self.modified)):
            said.append((name, moment.isoformat() if moment else ""))
        return "".join(
            f'<meta property="article:{name}" content="{_escaped(text)}">\n'
            for name, text in said
            if text
        )

    def _body(self) -> str:
        """Title, place and content; a title that the content begins with is not said twice."""
        day = self.created.strftime("%Y-%m-%d") if self.created else ""
        parts = [" / ".join(self.category), *(f"#{tag}" for tag in self.tags), day]
        place = " · ".join(_escaped(part) for part in parts if part)
        meta = f'<p class="note-meta">{place}</p>\n' if place else ""
        first = _HEADING.match(self.content)
        if first and self._is_title(first[1]):
            return f"{first[0]}\n{meta}{self.content[first.end() :]}"
        heading = f'<h1 class="note-title">{_escaped(self.title)}</h1>\n' if self.title else ""
        return f"{heading}{meta}{self.content}"

    def _is_title(self, heading: str) -> bool:
        shown = html.unescape(_TAG.sub("", heading))
        return shown.split() == _TAG.sub("", self.title).split()

    def _language(self) -> str:
        """What the page is written in, for fonts, line breaks and readers aloud."""
        text = self.title + self.content
        if _KANA.search(text):
            return "ja"
        return "zh-Hans" if _CJK.search(text) else "en"
