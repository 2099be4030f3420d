"""What links of a document mean: another document of the import, or a file beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from notes.importing.dates import strip_date
from notes.importing.sources import Entry, Tree, join
from notes.links import FoundLink, extract, is_outside
from notes.model import LinkKind
from notes.search.folding import fold_title

_SUFFIXES = ("", ".md", ".markdown", ".txt", ".html", "/index.md", "/_index.md", "/README.md")
_PUBLIC = ("static", "public", "source", "assets", "content", "themes/static")
_LIQUID_SITE = re.compile(
    r"\{\{-?\s*(?:site|page)\.(?:base_?)?url\s*-?\}\}|%PUBLIC_URL%|<%[-=]?\s*BASE_PATH\s*%>",
    re.IGNORECASE,
)
_LIQUID_FILTER = re.compile(r"\{\{-?\s*[\"']([^\"']*)[\"']\s*\|[^}]*\}\}")
_NAMED = re.compile(
    r"\{%-?\s*(?:post_url|link|post_link|post_path)\s+[\"']?([^\s\"'%]+)[^%]*%\}"
    r"|\{\{[<%]\s*(?:rel)?ref\s+(?:path=)?[\"']?([^\"'>%]+?)[\"']?\s*[>%]\}\}"
)
_ASSET = re.compile(r"\{%-?\s*asset_(?:img|path|link)\s+(?:[a-z-]+\s+)?([^\s%]+)[^%]*%\}")
_SHORTCODE = re.compile(
    r"\{\{[<%]\s*(?:figure|img|image|video|audio)\b[^>%}]*?\bsrc=[\"']([^\"']+)[\"'][^}]*\}\}"
)
_OWN_ADDRESS = re.compile(r"https?://[^/]+(/[^\s]*)")


@dataclass(frozen=True, slots=True)
class Target:
    """A link as the text names it. Found: `source` of a document, or the `entry` of a file."""

    written: str
    is_image: bool
    source: str | None = None
    entry: Entry | None = None
    outside: bool = False  # leads out of the folder or archive


class Linker:
    """All documents of an import, by every name that a link may use."""

    def __init__(self) -> None:
        self._paths: dict[str, str] = {}  # source of the entry → source of the note
        self._names: dict[str, list[tuple[str, str]]] = {}  # folded stem → path, source
        self._titles: dict[str, str] = {}
        self._addresses: dict[str, str] = {}
        self._files: dict[int, dict[str, list[Entry]]] = {}
        self._moved: dict[str, Mapping[str, str]] = {}  # source of the entry → target → path

    def add(
        self,
        entry: Entry,
        source: str,
        title: str,
        aliases: tuple[str, ...],
        addresses: tuple[str, ...],
        moved: Mapping[str, str] | None = None,
    ) -> None:
        """Make a document known; `moved` says where files lie that its links do not name."""
        if moved:
            self._moved[entry.source] = moved
        self._paths.setdefault(entry.source, source)
        for stem in {entry.stem, strip_date(entry.stem)}:
            self._names.setdefault(fold_title(stem), []).append((entry.path, source))
        for name in (title, *aliases):
            self._titles.setdefault(fold_title(name), source)
        for address in addresses:
            self._addresses.setdefault(_address(address), source)

    def resolve(self, link: FoundLink, entry: Entry, tree: Tree) -> Target:
        """What a link of the document at `entry` means."""
        image = link.kind in {LinkKind.IMAGE, LinkKind.EMBED}
        moved = self._moved.get(entry.source, {}).get(link.target)
        if moved and (file := self._file(moved, entry, tree)):
            return Target(link.target, image, entry=file)
        return self._resolve(link.target, link.kind, image, entry, tree)

    def _resolve(
        self, written: str, kind: LinkKind, image: bool, entry: Entry, tree: Tree
    ) -> Target:
        if kind in {LinkKind.WIKI, LinkKind.EMBED}:
            return self._wiki(written, kind, entry, tree)
        named = _NAMED.search(written)
        if named:
            return Target(written, image, self._named(named[1] or named[2], entry, tree))
        asset = _ASSET.fullmatch(written) or _SHORTCODE.fullmatch(written)
        path = _path(asset[1] if asset else written)
        if not path:
            return Target(written, image)
        return self._path(written, path, image, entry, tree)

    def _wiki(self, written: str, kind: LinkKind, entry: Entry, tree: Tree) -> Target:
        embed = kind is LinkKind.EMBED
        path = written.replace("\\", "/")
        found = self._document(path, entry, tree) or self._by_name(path)
        if found:
            return Target(written, False, found)
        file = self._file(path, entry, tree) or self._anywhere(path.rpartition("/")[2], tree)
        if file:
            return Target(written, embed, entry=file)
        return Target(written, embed and "." in path, self._titles.get(fold_title(path)))

    def _named(self, name: str, entry: Entry, tree: Tree) -> str | None:
        name = unquote(name).split("#")[0]
        return self._document(name.lstrip("/"), entry, tree) or self._by_name(name)

    def _path(self, written: str, path: str, image: bool, entry: Entry, tree: Tree) -> Target:
        if not image:
            found = self._document(path, entry, tree) or self._addresses.get(_address(path))
            if not found and (path.startswith("/") or path.endswith((".html", "/"))):
                found = self._by_name(re.sub(r"(?:\.html?|/)$", "", path))
            if found:
                return Target(written, image, found)
        file = self._file(path, entry, tree)
        if not file and "/" not in path:
            file = self._anywhere(path, tree)
        if file and (source := self._paths.get(file.source)):
            return Target(written, image, source)
        outside = not path.startswith("/") and join(entry.folders, path) is None
        return Target(written, image, entry=file, outside=outside and not file)

    def _document(self, path: str, entry: Entry, tree: Tree) -> str | None:
        for place in self._places(path, entry):
            for suffix in _SUFFIXES:
                if (file := tree.find(place + suffix)) and file.source in self._paths:
                    return self._paths[file.source]
        return None

    def _by_name(self, path: str) -> str | None:
        """The document of that name: the one whose folders fit, else the only one, else any."""
        parts = path.rstrip("/").split("/")
        found = self._names.get(fold_title(re.sub(r"(?i)\.(?:md|markdown)$", "", parts[-1])), [])
        if not found:
            return None
        wanted = "/".join(parts[:-1]).casefold()
        for place, source in found:
            if wanted and place.rpartition("/")[0].casefold().endswith(wanted):
                return source
        return found[0][1]

    def _file(self, path: str, entry: Entry, tree: Tree) -> Entry | None:
        for place in self._places(path, entry):
            if file := tree.find(place):
                return file
        if not path.startswith("/"):  # Hexo's folder of a post's own pictures
            folder = join((*entry.folders, entry.stem), path)
            return tree.find(folder) if folder else None
        return None

    def _places(self, path: str, entry: Entry) -> Iterator[str]:
        """Where a path may mean: from the document's folder, or from the site's root."""
        if not path.startswith("/"):
            place = join(entry.folders, path)
            if place:
                yield place
            rest = path
        else:
            rest = path.lstrip("/")
        for count in range(len(entry.folders), -1, -1):
            above = entry.folders[:count]
            higher = path.startswith("/") or count < len(entry.folders)
            if higher and (place := join(above, rest)):
                yield place
            if path.startswith("/"):
                for folder in _PUBLIC:
                    yield "/".join((*above, folder, rest))

    def _anywhere(self, name: str, tree: Tree) -> Entry | None:
        """A file of that name in any folder, as Obsidian finds attachments."""
        files = self._files.get(id(tree))
        if files is None:
            files = self._files[id(tree)] = {}
            for entry in tree.entries:
                files.setdefault(entry.name.casefold(), []).append(entry)
        found = files.get(name.casefold(), [])
        return found[0] if found else None


def links(body: str) -> tuple[FoundLink, ...]:
    """Links that stay inside, as `notes.links` finds them, and shortcodes of site generators."""
    found = [link for link in extract(body) if not is_outside(link.target)]
    if "{{" in body or "{%" in body:
        seen = {link.target for link in found}
        for pattern, kind in (
            (_NAMED, LinkKind.LINK),
            (_ASSET, LinkKind.IMAGE),
            (_SHORTCODE, LinkKind.IMAGE),
        ):
            for match in pattern.finditer(body):
                if not any(match[0] in other for other in seen):
                    seen.add(match[0])
                    found.append(FoundLink(kind, match[0]))
    return tuple(found)


def _path(written: str) -> str:
    """The path that a target means: Liquid, query and percent signs away. Empty: no path."""
    text = _LIQUID_FILTER.sub(lambda match: match[1], written)
    site = _LIQUID_SITE.sub("", text)
    if site != text:
        text = "/" + site.lstrip("/")
    if "{{" in text or "{%" in text or is_outside(text):
        return ""
    path = unquote(text).replace("\\", "/")
    return re.sub(r"[?#].*$", "", path) if re.search(r"\.\w+[?#]", path) else path.split("#")[0]


def _address(text: str) -> str:
    """A permalink as it is compared: without host, slashes at its ends, `.html`, `index`."""
    match = _OWN_ADDRESS.fullmatch(text)
    path = unquote(match[1] if match else text)
    return re.sub(r"(?:/?index)?(?:\.html?)?/*$", "", path.strip("/")).casefold()
