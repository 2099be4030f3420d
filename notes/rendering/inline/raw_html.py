"""Raw HTML in a note, made fit to stand between ours.

Not the wall (that is `sanitize`), but what keeps a note readable: `List<String>` is text and not
an element, a `<title>` without an end does not swallow the rest of the note, and pictures, films
and links are looked up in the library as Markdown's are.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from notes.rendering.sanitize import KEPT_TAGS, SWALLOWING_TAGS, is_remote
from notes.rendering.structure.html_blocks import ATTRIBUTE
from notes.rendering.words import words

if TYPE_CHECKING:
    from notes.rendering.inline.addresses import Addresses

_TAG = re.compile(rf"<(/?)([A-Za-z][A-Za-z0-9-]*+)((?:{ATTRIBUTE})*+)\s*+/?>")
_ATTRIBUTE = re.compile(
    r"""([A-Za-z_:][\w.:-]*+)(?:\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]++)))?"""
)
_MEDIA = frozenset({"a", "audio", "img", "source", "video"})
_OTHER_TAGS = words(
    "acronym address applet area article aside base basefont big blink body button canvas data "
    "datalist dialog dir embed fieldset font footer form frame frameset g head header hgroup html "
    "image isindex keygen label legend link listing main map marquee menu menuitem meta meter nav "
    "nobr optgroup option output param path picture portal progress rtc search slot strike track "
    "tt"
)
"""Elements that HTML knows or knew and no note keeps: they vanish rather than show as text."""
_KNOWN = KEPT_TAGS | SWALLOWING_TAGS | _OTHER_TAGS
_PAIRS = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"))


class RawHtml:
    """Finds the tags and comments in a text and says what they become."""

    def __init__(self, text: str, addresses: Addresses) -> None:
        self._text = text
        self._addresses = addresses
        self._lower: str | None = None
        self._absent: set[str] = set()  # closers that do not come any more

    def match(self, start: int) -> tuple[str, int] | None:
        """The HTML that begins at a `<` and where it ends; None: the `<` is text."""
        text = self._text
        if tag := _TAG.match(text, start):
            html = self._take_tag(tag)
            return None if html is None else (html, tag.end())
        for opening, closing in _PAIRS:
            if text.startswith(opening, start):
                # `<!-->` and `<!--->` are comments too
                after = start + len(opening) - (2 if opening == "<!--" else 0)
                return self._up_to(closing, after)
        if text.startswith("<!", start) and text[start + 2 : start + 3].isalpha():
            return self._up_to(">", start)
        return None

    def _up_to(self, closing: str, after: int) -> tuple[str, int] | None:
        position = -1 if closing in self._absent else self._text.find(closing, after)
        if position < 0:
            self._absent.add(closing)
            return None
        return "", position + len(closing)  # comments and the like are left out

    def _take_tag(self, tag: re.Match[str]) -> str | None:
        name = tag.group(2).lower()
        if name not in _KNOWN:
            return None
        if tag.group(1):
            return tag.group()
        if name in SWALLOWING_TAGS and not self._is_closed(name, tag.end()):
            return None
        return self._localise(tag, name) if name in _MEDIA else tag.group()

    def _is_closed(self, name: str, position: int) -> bool:
        if self._lower is None:
            self._lower = self._text.lower()
        closing = f"</{name}>"
        if closing in self._absent or name == "plaintext":
            return False
        if self._lower.find(closing, position) < 0:
            self._absent.add(closing)
            return False
        return True

    def _localise(self, tag: re.Match[str], name: str) -> str:
        attributes = {
            key.lower(): unescape(double or single or bare)
            for key, double, single, bare in _ATTRIBUTE.findall(tag.group(3))
        }
        if name == "img":
            return self._image(attributes, tag.group())
        before = ""
        for key in ("href",) if name == "a" else ("src", "poster"):
            address = attributes.get(key, "")
            if key != "href" and is_remote(address):
                del attributes[key]
                if key == "src":
                    before = _html_of(self._addresses.remote(address, ""))
            elif found := self._addresses.find_place(address):
                attributes[key] = found
        body = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
        return f"{before}<{name}{body}>"

    def _image(self, attributes: dict[str, str], written: str) -> str:
        source = attributes.get("src", "").strip()
        if not source:
            return written
        size: dict[str, str] = {}
        for key in ("width", "height"):
            if key in attributes:
                size[key] = attributes[key]
        picture = self._addresses.picture(
            source, attributes.get("alt", ""), attributes.get("title"), size
        )
        return _html_of(picture)


def clean_block(html: str, addresses: Addresses) -> str:
    """A block of raw HTML with the tags that stay; a `<` that begins none of them is text."""
    matcher = RawHtml(html, addresses)
    parts = []
    position = 0
    while (start := html.find("<", position)) >= 0:
        parts.append(html[position:start])
        found = matcher.match(start)
        if found is None:
            parts.append("&lt;")
            position = start + 1
        else:
            parts.append(found[0])
            position = found[1]
    parts.append(html[position:])
    return "".join(parts)


def _html_of(made: Element) -> str:
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in made.items())
    if made.tag == "img":
        return f"<img{attributes}>"
    return f"<{made.tag}{attributes}>{escape(made.text or '')}</{made.tag}>"
