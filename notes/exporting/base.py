"""What an export needs to know and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Protocol

from notes.exporting.names import folded

if TYPE_CHECKING:
    from notes.model import Note
    from notes.reader import Reader


class ExportWarning(StrEnum):
    """What a person should know of a note that went out; each has the value `title` too."""

    IMAGE_GONE = "export-image-missing"  # target: the note shows a picture that is nowhere
    LINK_GONE = "export-link-missing"  # target: the note links to what does not exist
    LINK_LEFT_OUT = "export-link-left-out"  # target: the note linked to is not in this export
    REMOTE_IMAGE = "export-remote-image"  # target: a picture on another machine, now a link
    KEY_KEPT = "export-key-kept"  # key: could not be changed in the front matter
    FILE_MOVED = "export-file-moved"  # target: the file lies elsewhere than the text says
    PDF_PLAIN = "export-pdf-plain"  # detail: why the web engine could not start
    DIAGRAM_AS_SOURCE = "export-diagram-source"  # detail: a diagram that could not be drawn


class RefusalReason(StrEnum):
    """Why a note did not go out; a fault's code is the other kind of reason."""

    PROTECTED = "export-protected"


@dataclass(frozen=True, slots=True)
class Finding:
    """One warning: `code` picks the words, `values` fill them."""

    code: ExportWarning
    note_id: str
    title: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refused:
    """A note that did not go out, and why; `code` picks the words."""

    note_id: str
    title: str
    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How notes go out."""

    plain: bool = False  # Markdown without Banyan's own key
    remote_images: bool = False  # HTML that may load pictures from other machines
    line_breaks: bool = False  # a single line end in a paragraph is shown as one (HTML, PDF)
    include_protected: bool = False
    overwrite: bool = False
    language: str = "en"  # of the few words that an export adds


@dataclass(frozen=True, slots=True)
class Written:
    """One note's file."""

    note_id: str
    path: Path


@dataclass(slots=True)
class ExportReport:
    """What an export did."""

    written: list[Written] = field(default_factory=list)
    attachments: int = 0  # files beside the notes
    refused: list[Refused] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)


class Place:
    """Where notes go: `folder` is the export's root, `paths` the file of each note in it."""

    def __init__(self, folder: Path, paths: Mapping[str, PurePosixPath]) -> None:
        self.folder = folder
        self.paths = paths
        self._claimed: dict[str, str] = {folded(path): "" for path in paths.values()}

    def claim(self, note_id: str, path: str, content_hash: str) -> bool:
        """Take `path`, relative to the note's folder, for a content; False if another has it."""
        place = folded(self.paths[note_id].parent / path)
        return self._claimed.setdefault(place, content_hash) == content_hash


@dataclass(frozen=True, slots=True)
class Document:
    """One note ready to be written. `files`: path relative to the note's folder → content hash."""

    data: bytes
    files: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


class Exporter(Protocol):
    """Makes a note's document; raises `Fault` where it cannot."""

    def __call__(
        self, reader: Reader, note: Note, place: Place, options: ExportOptions
    ) -> Document:
        """The document of one note."""
        ...


Progress = Callable[[int, int], None]
"""Called with the notes done and all notes."""
