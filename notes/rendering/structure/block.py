"""The blocks that a document consists of."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto


class Kind(StrEnum):
    """What a block is."""

    DOCUMENT = "document"
    QUOTE = "quote"
    LIST = "list"
    ITEM = "item"
    DEFINITIONS = "definitions"
    TERM = "term"
    DEFINITION = "definition"
    ADMONITION = "admonition"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    RULE = "rule"
    CODE = "code"  # by indentation
    FENCE = "fence"
    HTML = "html"
    TABLE = "table"
    MATH = "math"
    COMMENT = "comment"
    FOOTNOTE = "footnote"


CONTAINERS = frozenset({Kind.DOCUMENT, Kind.QUOTE, Kind.ITEM, Kind.DEFINITION, Kind.ADMONITION})
"""Kinds that hold any block."""

ACCEPTS_LINES = frozenset(
    {
        Kind.PARAGRAPH,
        Kind.CODE,
        Kind.FENCE,
        Kind.HTML,
        Kind.TABLE,
        Kind.MATH,
        Kind.COMMENT,
        Kind.FOOTNOTE,
    }
)
"""Kinds that hold text lines."""

MAX_DEPTH = 40
"""Containers nested deeper than this are shown as text: no parser or page needs more."""


@dataclass(slots=True, eq=False)
class Block:
    """A block, its lines in the source (from 0, `end` included) and what it holds."""

    kind: Kind
    start: int
    end: int
    parent: Block | None = None
    children: list[Block] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    open: bool = True
    depth: int = 0

    level: int = 0  # of a heading
    info: str = ""  # of a fence; kind and title of an admonition; id of a footnote
    marker: str = ""  # a list's `-`, `+`, `*`, `.` or `)`; a fence's character
    width: int = 0  # columns up to an item's content; a fence's length
    indent: int = 0  # of a fence
    number: int | None = None  # that an ordered list starts with
    tight: bool = True
    closed: bool = False  # a comment: its end was found
    closer: str = ""  # what ends a raw HTML block; empty: a blank line
    alignments: tuple[str, ...] = ()  # of a table's columns

    @property
    def text(self) -> str:
        """The lines of a leaf as one text."""
        return "\n".join(self.lines)

    def holds(self, kind: Kind) -> bool:
        """Whether a block of that kind may stand directly in this one."""
        if self.kind in CONTAINERS:
            return kind not in (Kind.ITEM, Kind.TERM, Kind.DEFINITION)
        if self.kind is Kind.LIST:
            return kind is Kind.ITEM
        return self.kind is Kind.DEFINITIONS and kind in (Kind.TERM, Kind.DEFINITION)


class Started(Enum):
    """What a start did."""

    NOTHING = auto()
    CONTAINER = auto()
    LEAF = auto()
    LINE_DONE = auto()
