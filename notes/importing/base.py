"""What a reader finds in a document: the `Draft`, and warnings as a code with values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from notes.errors import Fault, FaultCode
from notes.model import Path

if TYPE_CHECKING:
    from notes.importing.sources import Entry, Tree


class WarningCode(StrEnum):
    """What a person should know of a document that came in. Values are the placeholders.

    Each has the value `path` besides those named here.
    """

    FRONT_MATTER_BROKEN = "front-matter-broken"  # line, reason: the block stays as text
    FRONT_MATTER_LANGUAGE = "front-matter-language"  # language: not YAML, TOML or JSON; kept
    DATE_UNREAD = "date-unread"  # key, text: the date could not be understood
    ENCODING_GUESSED = "encoding-guessed"  # encoding: not certain; change it in the plan
    ENCODING_MIXED = "encoding-mixed"  # encoding: some lines were in this one, the rest UTF-8
    ENCODING_DAMAGED = "encoding-damaged"  # count: bytes that no encoding explains, shown as �
    DUPLICATE_TEXT = "duplicate-text"  # other: another document of this import, equal text
    NEAR_DUPLICATE = "near-duplicate"  # other, percent: nearly the same lines
    NEAR_NOTE = "near-note"  # note, title, percent: nearly the lines of a note of the library
    LINK_MISSING = "link-missing"  # target: no such document; the text stays as it was
    IMAGE_MISSING = "image-missing"  # target: no such file; the text stays as it was
    LINK_OUTSIDE = "link-outside"  # target: leads out of the folder or archive
    ATTACHMENT_TOO_LARGE = "attachment-too-large"  # target, size, limit (bytes)
    PROTECTED = "protected"  # has a password: stays out of exports unless asked
    NAME_MENDED = "name-mended"  # name, mended: a category or tag name that is not allowed
    NOT_A_DOCUMENT = "not-a-document"  # a file beside the documents that none of them shows
    LINK_SKIPPED = "link-skipped"  # a symbolic link that leads out of the folder
    INDEX_SPLIT = "index-split"  # list, titles: a line was split by judgement; check it
    CONFLICT = "conflict"  # changed outside and here: both texts are kept
    CHANGED_SINCE_PLAN = "changed-since-plan"  # the file is not what the plan saw
    PART_UNREAD = "part-unread"  # detail: a part of a container that could not be read
    ENCRYPTED_PART = "encrypted-part"  # detail: a part that is locked with a password


@dataclass(frozen=True, slots=True)
class Finding:
    """One warning: `code` picks the words, `values` fill them."""

    code: WarningCode
    path: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A document that did not come in, and why."""

    path: str
    code: FaultCode
    values: Mapping[str, object] = field(default_factory=dict)


class DateFrom(StrEnum):
    """Where a draft's `created` was found."""

    OWN = "own"  # Banyan's own key
    KEY = "key"
    NAME = "name"  # the file's name, or under a scraped page's title
    MODIFIED = "modified"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class File:
    """An attachment not read yet: `load` gives its bytes when it is stored."""

    target: str  # as the text names it
    name: str
    load: Callable[[], bytes]
    size: int = 0
    mime: str = ""


@dataclass(slots=True)
class Draft:
    """Everything found in one document. `text` is the body as read, `body` the tidied form."""

    source: str
    title: str
    text: str = ""
    body: str = ""
    digest: str = ""  # SHA-256 of the source's bytes, hex
    format: str = ""
    encoding: str = ""
    front_matter: str = ""
    properties: Mapping[str, Any] = field(default_factory=dict)
    category: Path = ()
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    created: datetime | None = None
    created_from: DateFrom = DateFrom.FILE
    modified: datetime | None = None
    starred: bool = False
    protected: bool = False
    stub: bool = False
    id: str | None = None  # from Banyan's own key
    addresses: tuple[str, ...] = ()  # other names that links may use: permalink, slug, own id
    files: tuple[File, ...] = ()  # attachments that the format itself brings
    links: Mapping[str, str] = field(default_factory=dict)  # target → source, known by the format
    moved: Mapping[str, str] = field(default_factory=dict)  # target → where an export put the file
    findings: list[Finding] = field(default_factory=list)
    index: IndexPage | None = None
    tidied: tuple[str, ...] = ()  # names of the tidying rules that changed the text

    def warn(self, code: WarningCode, **values: object) -> None:
        """Note something that the person should know."""
        self.findings.append(Finding(code, self.source, values))


@dataclass(slots=True)
class IndexList:
    """One list of an index page: the line as read, and the titles it was split into."""

    name: str
    line: str
    titles: list[str]
    is_tag: bool = False
    tag: str = ""  # the one tag of a tag list


@dataclass(slots=True)
class IndexPage:
    """The lists of an index page, in the order of the page, and the title of its article."""

    source: str
    lists: list[IndexList]
    article: str = ""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How documents are read; the plan lets the person change them.

    `encoding` and `tidy` None: by the content and by the kind of document.
    """

    format: str | None = None
    encoding: str | None = None
    encodings: Mapping[str, str] = field(default_factory=dict)  # source → encoding
    formats: Mapping[str, str] = field(default_factory=dict)  # source of a file → format
    tidy: frozenset[str] | None = None  # names of rules
    tidy_markdown: bool = False
    into: Path = ()  # the category that takes in all others


class Reader(Protocol):
    """Reads one document (or a container of many) into drafts, the same ones each time."""

    def __call__(self, entry: Entry, tree: Tree, options: ReadOptions) -> Iterator[Draft]:
        """Yield drafts; raises `Fault` where the document cannot be read at all."""
        ...


def refusal(path: str, fault: Fault) -> Refusal:
    """The fault as a refusal of the document at `path`."""
    return Refusal(path, fault.code, {k: v for k, v in fault.values.items() if k != "path"})
