"""The formats that can come in, a row each: detected by content, overridable by name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from notes.errors import Fault, FaultCode
from notes.importing.base import Reader
from notes.importing.sources import Entry, Tree, opened, read

HEAD = 4096
"""Bytes of a file by which its format is told."""

MARKDOWN_SUFFIXES = frozenset(
    {".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx", ".rmd", ".qmd"}
)
_TEXT_SUFFIXES = frozenset({".txt", ".text", ".org", ".rst", ".adoc", ".log", ""})
_HTML = re.compile(
    rb"(?is)\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b"
)

_HEX = re.compile(r"[0-9a-f]{32}")
_NOTION = re.compile(r".*[ _][0-9a-f]{32}(?:_all)?")
_SQLITE = b"SQLite format 3\0"

Detect = Callable[[Entry, bytes, Tree], bool]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of document. `reader`: module and function, loaded when first used."""

    name: str
    reader: str
    detect: Detect
    is_container: bool = False  # one file, many notes

    def load(self) -> Reader:
        """The reader."""
        return _load(self.reader)


@cache
def _load(name: str) -> Reader:
    module, _, function = name.partition(":")
    reader: Reader = getattr(import_module(f"notes.importing.formats.{module}"), function)
    return reader


def _markdown(entry: Entry, _head: bytes, _tree: Tree) -> bool:
    return entry.suffix in MARKDOWN_SUFFIXES


def _text(entry: Entry, _head: bytes, _tree: Tree) -> bool:
    return entry.suffix in _TEXT_SUFFIXES


def _html(entry: Entry, head: bytes, _tree: Tree) -> bool:
    return entry.suffix in {".html", ".htm", ".xhtml"} or _HTML.match(head) is not None


def _enex(entry: Entry, head: bytes, _tree: Tree) -> bool:
    return entry.suffix == ".enex" or b"<en-export" in head


def _joplin(entry: Entry, _head: bytes, tree: Tree) -> bool:
    if entry.suffix != ".md" or not _HEX.fullmatch(entry.stem):
        return False
    from notes.importing.formats.joplin import ITEM

    return ITEM.fullmatch(read(tree, entry)) is not None


def _notion(entry: Entry, _head: bytes, _tree: Tree) -> bool:
    return entry.suffix == ".md" and _NOTION.fullmatch(entry.stem) is not None


def _notion_table(entry: Entry, _head: bytes, _tree: Tree) -> bool:
    return entry.suffix == ".csv" and _NOTION.fullmatch(entry.stem) is not None


def _zim(_entry: Entry, head: bytes, _tree: Tree) -> bool:
    return head.startswith(b"Content-Type: text/x-zim-wiki")


def _vnote(entry: Entry, _head: bytes, tree: Tree) -> bool:
    folder = "/".join((*entry.folders, ""))
    return entry.suffix in MARKDOWN_SUFFIXES and (
        tree.find(f"{folder}vx.json") is not None or tree.has(f"{folder}_vnote.json")
    )


def _cherrytree(entry: Entry, head: bytes, _tree: Tree) -> bool:
    return head.startswith(_SQLITE) and (entry.suffix in {".ctb", ".ctx"} or b"codebox" in head)


def _library(_entry: Entry, head: bytes, _tree: Tree) -> bool:
    return head.startswith(_SQLITE) and head[68:72] == b"BANY"


def _never(_entry: Entry, _head: bytes, _tree: Tree) -> bool:
    """An index page is a kind of text, told apart by its reader; the name is for `--format`."""
    return False


FORMATS: tuple[Format, ...] = (
    Format("banyan", "library:read", _library, is_container=True),
    Format("cherrytree", "cherrytree:read", _cherrytree, is_container=True),
    Format("enex", "enex:read", _enex, is_container=True),
    Format("joplin", "joplin:read", _joplin),
    Format("notion", "notion:read", _notion),
    Format("notion-table", "notion:read_table", _notion_table),
    Format("zim", "zim:read", _zim),
    Format("vnote", "vnote:read", _vnote),
    Format("markdown", "markdown:read", _markdown),
    Format("html", "html:read", _html),
    Format("text", "text:read", _text),
    Format("index", "text:read_index", _never),
)
"""In the order in which they are asked: the special before the general."""

_ASSETS = frozenset(
    f".{suffix}"
    for group in (
        "png jpg jpeg gif webp avif svg bmp ico tif tiff heic psd ai sketch vsdx drawio",
        "mp3 m4a wav ogg flac mp4 mov webm mkv avi",
        "pdf doc docx xls xlsx ppt pptx key pages numbers odt ods epub tex bib opml",
        "zip gz tgz tar 7z rar woff woff2 ttf otf eot",
        "css scss less js ts map json yml yaml toml xml lock py sh rb go rs c h cpp java ipynb",
        "canvas base excalidraw csv tsv gpx ics vcf eml zim srt conf ini",
    )
    for suffix in group.split()
)


def is_asset(entry: Entry) -> bool:
    """Whether a file is of a kind that stands beside documents rather than being one."""
    return entry.suffix in _ASSETS


def names() -> tuple[str, ...]:
    """The names that `--format` takes."""
    return ("auto", *(row.name for row in FORMATS))


def by_name(name: str) -> Format | None:
    """The row of that name; None for `auto`. Raises `Fault(FORMAT_UNKNOWN)`."""
    if name == "auto":
        return None
    for row in FORMATS:
        if row.name == name:
            return row
    raise Fault(FaultCode.FORMAT_UNKNOWN, format=name, known=", ".join(names()))


def detect(entry: Entry, tree: Tree) -> Format | None:
    """The format of a file by its content and name; None when it is no document."""
    head = b""
    if entry.suffix not in MARKDOWN_SUFFIXES:
        with opened(tree, entry) as file:
            head = file.read(HEAD)
    return next((row for row in FORMATS if row.detect(entry, head, tree)), None)
