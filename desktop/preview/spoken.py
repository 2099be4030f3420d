"""What the page says by style, put into the HTML itself for a widget that knows no such style.

Reads `SELECTOR::before { content: "…" attr(…) }` and `::after`, as `content.css` and
`desktop.preview.words` write them: one element with classes and attributes, `:lang(zh)` before it
or not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(
    r"(:lang\(zh\) )?([a-z]*)((?:\.[\w-]+|\[[^\]]+\]|:not\(\[[\w-]+\]\))+)::(before|after)$"
)
_CONDITION = re.compile(
    r"\.([\w-]+)|:not\(\[([\w-]+)\]\)|\[([\w-]+)(?:=[\"']?([^\]\"']*)[\"']?)?\]"
)
_CONTENT = re.compile(r"content:\s*((?:\s*(?:\"(?:[^\"\\]|\\.)*\"|attr\([\w-]+\)))+)\s*(?:;|$)")
_PART = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|attr\(([\w-]+)\)")
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6}) ?|\\(.)")
_VOID = frozenset({"br", "hr", "img", "input", "source", "wbr", "col", "track"})
_BOXES = {True: "☑", False: "☐"}

Attributes = dict[str, str]


@dataclass(frozen=True, slots=True)
class _Saying:
    tag: str
    conditions: tuple[
        tuple[str, str, str, str], ...
    ]  # class, attribute not there, attribute, value
    place: str  # before, after
    parts: tuple[tuple[str, str], ...]  # text or attribute

    def fits(self, tag: str, attributes: Attributes) -> bool:
        if self.tag not in ("", tag):
            return False
        classes = attributes.get("class", "").split()
        return all(
            (name in classes)
            if name
            else (absent not in attributes)
            if absent
            else (there in attributes and (not value or attributes[there] == value))
            for name, absent, there, value in self.conditions
        )

    def text(self, attributes: Attributes) -> str:
        return "".join(attributes.get(name, "") if name else said for said, name in self.parts)


def _unescape(text: str) -> str:
    return _ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else m[2], text)


class Spoken:
    """The sayings of some CSS in a language (`en`, `zh-Hans`)."""

    def __init__(self, style: str, language: str) -> None:
        self._sayings = [
            saying
            for selectors, body in _RULE.findall(style)
            if (content := _CONTENT.search(body)) and re.search(r"\w", content[1])
            for selector in selectors.split(",")
            if (saying := _read(selector.strip(), content[1], language)) is not None
        ]

    def put_into(self, html: str) -> str:
        """The HTML with what is said written out, and task boxes as signs."""
        writer = _Writer(self)
        writer.feed(html)
        writer.close()
        return "".join(writer.written)

    def said(self, tag: str, attributes: Attributes, place: str) -> str:
        """The text before or after an element; the last rule counts."""
        found = ""
        for saying in self._sayings:
            if saying.place == place and saying.fits(tag, attributes):
                found = saying.text(attributes)
        return f"<small>{escape(found)}</small>" if found else ""  # Chinese is not slanted


def _read(selector: str, content: str, language: str) -> _Saying | None:
    found = _SELECTOR.match(selector)
    if found is None or (found[1] and not language.startswith("zh")):
        return None
    conditions = tuple(map(tuple, _CONDITION.findall(found[3])))
    parts = tuple((_unescape(said), name) for said, name in _PART.findall(content))
    return _Saying(found[2], conditions, found[4], parts)


class _Writer(HTMLParser):
    """Writes the sanitiser's well-formed HTML again."""

    def __init__(self, spoken: Spoken) -> None:
        super().__init__(convert_charrefs=False)
        self.written: list[str] = []
        self._spoken = spoken
        self._open: list[tuple[str, Attributes, int]] = []  # and where its content begins

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "input":
            self.written.append(_BOXES["checked" in attributes])
            return
        self.written.append(self.get_starttag_text() or "")
        self.written.append(self._spoken.said(tag, attributes, "before"))
        if tag not in _VOID:
            self._open.append((tag, attributes, len(self.written)))

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1][0] == tag:
            _, attributes, start = self._open.pop()
            inner = "".join(self.written[start:])
            if inner == escape(attributes.get("data-target", ""), quote=False):
                attributes = {**attributes, "data-bare": ""}
            self.written.append(self._spoken.said(tag, attributes, "after"))
        self.written.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.written.append(data)

    def handle_entityref(self, name: str) -> None:
        self.written.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.written.append(f"&#{name};")
