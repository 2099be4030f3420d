"""What links, images and embeds become, given what the library knows of their targets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit
from xml.etree.ElementTree import Element

from markdown.extensions.toc import slugify_unicode
from markdown.util import AtomicString

from notes.rendering.inline.nodes import Node, element, plain_text
from notes.rendering.sanitize import is_remote

if TYPE_CHECKING:
    from notes.rendering.markdown import NoteMarkdown

_IMAGE_NAMES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".bmp", ".avif", ".ico", ".tiff")
_VIDEO_NAMES = (".mp4", ".webm", ".ogv", ".mov", ".mkv")
_AUDIO_NAMES = (".mp3", ".wav", ".m4a", ".ogg", ".flac", ".opus", ".aac")
_SIZE = re.compile(r"(\d{1,5})(?:x(\d{1,5}))?")
_KEPT = ";/?:@&=+$,-_.!~*'()#%"
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def slug(heading: str) -> str:
    """The id of a heading with this text."""
    return slugify_unicode(heading, "-")


def encode(address: str) -> str:
    """An address as it is written in HTML: what no address may hold is percent-encoded."""
    if address.startswith("#"):
        return address.replace(" ", "%20")
    return quote(_LONE_PERCENT.sub("%25", address), safe=_KEPT)


class Addresses:
    """Makes the elements that point somewhere.

    `targets` maps targets as written (no fragment, no title) to `note:<id>` or `asset:<hash>`;
    None: there is no library, and relative addresses stay as they are.
    """

    def __init__(self, markdown: NoteMarkdown) -> None:
        self._markdown = markdown
        self.targets: Mapping[str, str] | None = None

    def _find(self, target: str) -> str | None:
        targets = self.targets or {}
        for form in (target, unquote(target), quote(target, safe="/")):
            if form in targets:
                return targets[form]
        return None

    def find_place(self, address: str) -> str | None:
        """Where a relative address leads in the library, as an address; None: nowhere known."""
        path, hash_mark, fragment = address.partition("#")
        found = self._find(path) if path and not _SCHEME.match(path) else None
        if found is None:
            return None
        return found + hash_mark + fragment if found.startswith("note:") else "note-" + found

    # links
    def autolink(self, address: str, prefix: str = "") -> Element:
        """A link whose text is its address."""
        link = element("a", href=prefix + encode(address))
        link.text = AtomicString(address)
        return link

    def link(self, address: str, content: Iterable[Node], title: str | None) -> Element:
        """A link as Markdown writes it."""
        made = element("a", content)
        self._point(made, address)
        if title is not None:
            made.set("title", title)
        for remote in made.iter("a"):  # a link cannot hold a link
            if remote is not made:
                remote.tag = "span"
                remote.set("data-target", remote.attrib.pop("href", ""))
        return made

    def _point(self, link: Element, address: str) -> None:
        place = self.find_place(address)
        if place and place.startswith("note:"):
            link.set("class", "wiki")
        link.set("href", place or encode(address))

    def wiki_link(self, target: str, words: str) -> Element:
        """`[[target#heading|words]]`."""
        path, _, heading = target.partition("#")
        path = path.strip()
        heading = heading.rsplit("#", 1)[-1].strip()
        fragment = f"#{heading if heading.startswith('^') else slug(heading)}" if heading else ""
        shown = words or (" › ".join(part for part in (path, heading) if part))
        link = element("a", class_="wiki")
        link.text = AtomicString(shown)
        found = self._find(path) if path else None
        if not path:
            link.set("href", fragment)
        elif found is None:
            link.set("data-target", target)
            if self.targets is not None:
                link.set("class", "wiki missing")
        elif found.startswith("note:"):
            link.set("href", found + fragment)
        else:
            link.set("href", "note-" + found)
        return link

    # pictures, sound, film, notes inside notes
    def image(self, address: str, content: Iterable[Node], title: str | None) -> Element:
        """An image as Markdown writes it; `![words|300](…)` gives a width, as in Obsidian."""
        words, size = _split_size(plain_text(content))
        return self.picture(address, words, title, size)

    def picture(
        self, address: str, words: str, title: str | None, size: Mapping[str, str]
    ) -> Element:
        """The picture, or what stands in its place: a link where it is remote, or a mark."""
        if is_remote(address) and not self._markdown.options.remote_images:
            return self.remote(address, words, title)
        path = address.partition("#")[0]
        found = None if _SCHEME.match(address) else self._find(path)
        if found and found.startswith("asset:"):
            source = "note-" + found
        elif self.targets is not None and not is_remote(address) and not _SCHEME.match(address):
            return self._missing("image", path, words)
        else:
            source = encode(address)
        image = element("img", src=source, alt=words)
        if title is not None:
            image.set("title", title)
        for name, value in size.items():
            image.set(name, value)
        return image

    def remote(self, address: str, words: str, title: str | None = None) -> Element:
        """A link in the place of a picture that is not loaded: its host and name."""
        plain = re.sub(r"[\x00-\x20]", "", address).replace("\\", "/")
        if plain.startswith("//"):
            plain = f"https:{plain}"
        parts = _split(plain)
        host, path = parts
        name = unquote(path.rstrip("/").rsplit("/", 1)[-1]) or words or host
        link = element("a", class_="remote", href=encode(plain), data_name=name)
        link.text = AtomicString(f"{host} · {words or name}")
        if title is not None:
            link.set("title", title)
        return link

    def _missing(self, kind: str, target: str, words: str) -> Element:
        place = element("span", class_="missing", data_kind=kind, data_target=target)
        place.text = AtomicString(words or unquote(target))
        return place

    def embed(self, target: str, words: str) -> Element:
        """`![[target|words]]`: a picture, sound, film, or a note inside this one."""
        path, _, _fragment = target.partition("#")
        path = path.strip()
        lower = path.lower()
        found = self._find(path)
        caption, size = _split_size(words, alone=True)
        if is_remote(path) or lower.endswith(_IMAGE_NAMES):
            if self.targets is None and not is_remote(path):
                return self._missing("image", path, caption)
            return self.picture(path, caption or path.rsplit("/", 1)[-1], None, size)
        if found and found.startswith("asset:"):
            for tag, names in (("video", _VIDEO_NAMES), ("audio", _AUDIO_NAMES)):
                if lower.endswith(names):
                    return element(tag, src="note-" + found, controls="")
        link = self.wiki_link(target, words)
        link.set("class", f"{link.get('class', 'wiki')} embed")
        return link


def _split(address: str) -> tuple[str, str]:
    """Host and path; what cannot be parsed is all host."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address, ""
    return parts.netloc.rpartition("@")[2] or address, parts.path


def _split_size(words: str, *, alone: bool = False) -> tuple[str, dict[str, str]]:
    """Words and the size that may follow them after a bar; `alone`: or stand for them."""
    before, bar, last = words.rpartition("|")
    size = _SIZE.fullmatch(last.strip()) if bar or alone else None
    if size is None:
        return words, {}
    named = {"width": size.group(1)}
    if size.group(2):
        named["height"] = size.group(2)
    return before.strip(), named
