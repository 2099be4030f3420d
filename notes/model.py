"""What a library holds, as frozen values. Times are aware datetimes; ids are text made once.

Named tuples where nothing forbids it: they are made in a fifth of the time that a dataclass takes,
and every command and every start of the window pays for all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

Path = tuple[str, ...]
"""A category's names from the root; empty: no category."""


@dataclass(frozen=True, slots=True)
class NoteSummary:
    """One row of a list: all that a list shows, and no more."""

    id: str
    title: str
    excerpt: str  # the first words of the body as plain text, at most 200 characters
    category: Path
    tags: tuple[str, ...]  # tag paths, `/` between names
    created: datetime
    modified: datetime
    stub: bool = False
    starred: bool = False
    trashed: bool = False
    protected: bool = False  # its front matter has a password: kept out of exports unless asked
    characters: int = 0


@dataclass(frozen=True, slots=True)
class Note(NoteSummary):
    """A whole note. `version` grows by one at each write and guards against overwriting."""

    body: str = ""  # everything after the front matter, line ends `\n`
    front_matter: str = ""  # the block verbatim, fences and the line end after them included
    properties: Mapping[str, Any] = field(default_factory=dict)  # front matter as read, JSON types
    source: str | None = None
    version: int = 1


class Given(NamedTuple):
    """What an import gave a note of itself, which neither its document says nor the person."""

    into: Path = ()  # the category that took in all others
    category: Path | None = None  # such as the one of the stub that the note fills
    tags: tuple[str, ...] = ()


class NewAttachment(NamedTuple):
    """A file that belongs to a note; `target` is how the note's text names it."""

    target: str
    name: str
    data: bytes
    mime: str = ""  # found from the content when empty


@dataclass(frozen=True, slots=True)
class NewNote:
    """A note to be made. Dates left out are the time of writing."""

    title: str
    body: str = ""
    first_body: str | None = None  # the text as read, where `body` is a tidied form of it
    front_matter: str = ""
    properties: Mapping[str, Any] = field(default_factory=dict)
    category: Path = ()
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    created: datetime | None = None
    modified: datetime | None = None
    stub: bool = False
    starred: bool = False
    protected: bool = False
    source: str | None = None
    source_hash: str = ""  # SHA-256 of the source's bytes, hex
    id: str | None = None
    attachments: tuple[NewAttachment, ...] = ()
    targets: Mapping[str, str] = field(default_factory=dict)
    """Link targets as written → `source` of the document they mean (resolved after the batch)."""


@dataclass(frozen=True, slots=True)
class TreeNode:
    """A category or tag. `count`: notes there and below, stubs too, each once, trash left out."""

    id: int
    name: str
    path: str  # names from the root, `/` between them
    count: int
    children: tuple[TreeNode, ...] = ()


class Tree(NamedTuple):
    """All that the tree pane shows."""

    categories: tuple[TreeNode, ...]
    tags: tuple[TreeNode, ...]
    all: int
    recent: int
    starred: int
    stubs: int
    uncategorised: int
    trashed: int


class ScopeKind(StrEnum):
    """Which notes a list shows. All but TRASHED leave the trash out."""

    ALL = "all"
    RECENT = "recent"  # modified in the last 30 days; titles without text yet are not among them
    STARRED = "starred"
    CATEGORY = "category"  # value: category path; what is below is included
    TAG = "tag"  # value: tag path; what is below is included
    UNCATEGORISED = "uncategorised"
    STUBS = "stubs"
    TRASHED = "trashed"
    BATCH = "batch"  # value: import batch id


class Scope(NamedTuple):
    """A node of the tree, or two at once: `--category P --tag T` narrows by both."""

    kind: ScopeKind = ScopeKind.ALL
    value: str = ""
    tag: str = ""  # narrows further to a tag
    stubs_only: bool = False


class Sort(StrEnum):
    """Order of a list; ties fall back to the id, so that the order is always the same."""

    MODIFIED = "modified"  # newest first
    CREATED = "created"  # newest first
    TITLE = "title"  # natural order, folded
    CHARACTERS = "characters"  # longest first


class Attachment(NamedTuple):
    """A file kept once by its content. `hash`: SHA-256 in hex."""

    hash: str
    name: str
    mime: str
    size: int  # bytes


class LinkKind(StrEnum):
    """How the text wrote a link."""

    WIKI = "wiki"
    EMBED = "embed"
    LINK = "link"
    IMAGE = "image"


class Link(NamedTuple):
    """A link from one note. Both ends None: not found, or an address outside."""

    source_id: str
    kind: LinkKind
    target: str  # as written, without fragment or title
    note_id: str | None = None
    attachment: str | None = None  # hash


class Revision(NamedTuple):
    """One kept state of a note's text; `reason` says why it was kept."""

    id: int
    note_id: str
    modified: datetime
    characters: int
    reason: str  # first, pause, import, tidy, replace, revert, conflict, edit


class RevisionText(NamedTuple):
    """The text of a revision."""

    title: str
    front_matter: str
    body: str


class Hit(NamedTuple):
    """A search hit; a higher score is better.

    `snippet` and `marked_title` mark matches with U+0002 … U+0003.
    """

    id: str
    title: str
    category: Path
    tags: tuple[str, ...]
    snippet: str
    score: float
    marked_title: str = ""


class SearchPage(NamedTuple):
    """The first hits and how many there are in all."""

    hits: tuple[Hit, ...]
    total: int


class Problem(NamedTuple):
    """One finding of the integrity check. `mended`: put right during the check."""

    kind: str
    id: str
    message: str
    mended: bool = False


class Recovery(NamedTuple):
    """What came out of a backup or a damaged file; `lost`: what could not be read of it."""

    notes: int
    lost: tuple[Problem, ...] = ()
    whole: bool = False  # the file was sound and was copied as it is
    read: bool = True  # anything of it was readable


class SourceRecord(NamedTuple):
    """What is known of a document that was imported before."""

    note_id: str
    source: str
    source_hash: str
    first_body: str | None = None
    edited: bool = False  # the note was changed here since it came in
    trashed: bool = False


class Batch(NamedTuple):
    """One import. `report` is the plan's outcome as JSON."""

    id: str
    started: datetime
    finished: datetime | None
    roots: tuple[str, ...]
    report: Mapping[str, Any]
    undone: bool = False


class UndoResult(NamedTuple):
    """What taking a batch back did; `kept`: note id → why it was kept."""

    removed: tuple[str, ...]
    restored: tuple[str, ...]
    kept: Mapping[str, str]
