"""Judges HTML that came out of the sanitiser by rules of its own, with another parser."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote

import resources
from notes.rendering.words import words

_FORBIDDEN_TAGS = words(
    "animate animatetransform applet base bgsound body button embed feimage foreignobject "
    "form frame frameset handler head html iframe image isindex keygen layer link listener "
    "maction marquee meta mglyph malignmark noembed noframes noscript object option param "
    "picture plaintext portal script select set slot style svg template textarea title track "
    "use xml xmp annotation-xml"
)
_FORBIDDEN_ATTRIBUTES = words(
    "action allow archive autofocus background cite classid code codebase contenteditable "
    "data dynsrc formaction http-equiv imagesizes imagesrcset is loading longdesc lowsrc "
    "manifest nonce part ping popovertarget profile rel slot src-doc srcdoc srcset style "
    "tabindex target usemap xlink:href xml:base xmlns:xlink"
)
PAGE_IDS = frozenset(
    name
    for path in ("page.html", "page.css", "blocks.js", "events.js", "lines.js", "parts.js")
    for name in re.findall(r"""(?:id="|#|["'])(ui-[a-z-]+)""", resources.text("preview", path))
    if name not in ("ui-halted", "ui-long", "ui-paper", "ui-part", "ui-shown")  # classes
)
_SCHEMES = frozenset({"", "http", "https", "mailto", "note", "note-asset", "tel", "ftp"})
_SCHEME = re.compile(r"([^/?#:]*):")
_RASTER = re.compile(r"data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]*")


def _scheme(address: str) -> str:
    """The scheme as a browser would find it, after all it ignores."""
    plain = re.sub(
        r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\ufeff]", "", unescape(unquote(address))
    )
    found = _SCHEME.match(plain)
    return found.group(1).lower() if found and found.group(1).isascii() else ""


def _takes_over(name: str, value: str) -> bool:
    """Whether an id or class is one of the page's own."""
    if name in ("id", "name"):
        return value.strip().lower() in PAGE_IDS
    return name == "class" and any(part.lower().startswith("ui-") for part in value.split())


class _Judge(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _FORBIDDEN_TAGS:
            self.faults.append(f"<{tag}>")
        values = {name: value or "" for name, value in attrs}
        if tag == "input" and (values.get("type") != "checkbox" or "disabled" not in values):
            self.faults.append(f"<input {values}>")
        for name, value in values.items():
            self._attribute(tag, name, value)

    handle_startendtag = handle_starttag

    def _attribute(self, tag: str, name: str, value: str) -> None:
        plain = re.sub(r"[\x00-\x20]", "", value).replace("\\", "/")
        if name.startswith("on") or name in _FORBIDDEN_ATTRIBUTES:
            self.faults.append(f"{tag} {name}={value!r}")
        elif name == "href" and (tag != "a" or _scheme(value) not in _SCHEMES):
            self.faults.append(f"{tag} href={value!r}")
        elif name in ("src", "poster"):
            local = _scheme(value) == "" and not plain.startswith("//")
            asset = re.fullmatch(r"note-asset:[0-9a-f]+", plain)
            if not (local or asset or (tag == "img" and _RASTER.fullmatch(plain))):
                self.faults.append(f"{tag} {name}={value!r}")
        elif _takes_over(name, value):
            self.faults.append(f"{tag} {name}={value!r}")

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.faults.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"<?{data}>")


def faults_in(html: str) -> list[str]:
    """All that could run, load, send, lead away or take over the page; empty for good HTML."""
    judge = _Judge()
    judge.feed(html)
    judge.close()
    if re.search(r"<[^\"<>]*(?:\"[^\"]*\"[^\"<>]*)*[<]", html):
        judge.faults.append("a tag within a tag")
    return judge.faults
