"""The formats that can come in, a row each: detected by content, overridable by name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from notes.errors import Fault, FaultCode
from notes.importing.base import Reader
from notes.importing.sources import Entry, Tree

HEAD = 4096
"""Bytes of a file by which its format is told."""

MARKDOWN_SUFFIXES = frozenset(
    {".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx", ".rmd", ".qmd"}
)
_TEXT_SUFFIXES = frozenset({".txt", ".text", ".org", ".rst", ".adoc", ".log", ""})
_HTML = re.compile(
    rb"(?is)\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b"
)

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
        module, _, function = self.reader.partition(":")
        reader: Reader = getattr(import_module(f"notes.importing.formats.{module}"), function)
        return reader


def _markdown(entry: Entry, _head: bytes, _tree: Tree) -> bool:
    return entry.suffix in MARKDOWN_SUFFIXES


def _text(entry: Entry, _head: bytes, _tree: Tree) -> bool:
    return entry.suffix in _TEXT_SUFFIXES or entry.name.isupper()


FORMATS: tuple[Format, ...] = (
    Format("markdown", "markdown:read", _markdown),
    Format("text", "text:read", _text),
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
        "canvas base excalidraw csv tsv gpx ics vcf eml",
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
    if entry.suffix not in MARKDOWN_SUFFIXES or re.fullmatch(r"[0-9a-f]{32}", entry.stem):
        with tree.open(entry) as file:
            head = file.read(HEAD)
    return next((row for row in FORMATS if row.detect(entry, head, tree)), None)
