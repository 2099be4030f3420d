"""What a scan collects, and how it becomes the content of an element."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

if TYPE_CHECKING:
    from notes.rendering.inline.raw_html import RawHtml
    from notes.rendering.markdown import NoteMarkdown

Node = str | Element
RAW = "raw-html"
"""Tag of an element whose text is HTML and is written as it stands."""


@dataclass(slots=True, eq=False)
class Delimiter:
    """A run of `*`, `_`, `~` or `=` that may open or close emphasis."""

    character: str
    count: int
    opens: bool
    closes: bool
    length: int = 0  # of the whole run
    opened: list[str] = field(default_factory=list)  # tags, the innermost first
    closed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.length = self.count


@dataclass(slots=True, eq=False)
class Bracket:
    """An opening `[` or `![` that waits for its `]`."""

    text: str
    after: int  # position behind it
    index: int  # in the scan's items
    active: bool = True

    @property
    def image(self) -> bool:
        """Whether it opens an image."""
        return self.text.startswith("!")


Item = Node | Delimiter | Bracket


@dataclass(slots=True)
class Scan:
    """One text being scanned. Handlers append to `items` and answer where to go on."""

    text: str
    markdown: NoteMarkdown
    items: list[Item] = field(default_factory=list)
    brackets: list[Bracket] = field(default_factory=list)
    html: RawHtml | None = None  # made when the first `<` is met
    backticks: Mapping[int, list[int]] | None = None  # length → positions of the runs


def element(tag: str, content: Iterable[Node] = (), /, **attributes: str) -> Element:
    """An element with content; a trailing `_` of an attribute's name is dropped, `_` is `-`."""
    made = Element(tag, {k.rstrip("_").replace("_", "-"): v for k, v in attributes.items()})
    attach(made, content)
    return made


def raw(html: str) -> Element:
    """HTML that is written as it stands (and sanitised with the rest)."""
    made = Element(RAW)
    made.text = AtomicString(html)
    return made


def attach(parent: Element, content: Iterable[Node]) -> None:
    """Append text and elements to an element."""
    for node in content:
        if isinstance(node, str):
            append_text(parent, node)
        else:
            parent.append(node)


def append_text(parent: Element, text: str) -> None:
    """Append text after whatever an element already holds."""
    if len(parent):
        last = parent[-1]
        last.tail = (last.tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def plain_text(nodes: Iterable[Node]) -> str:
    """The text that a reader would see: what an image's `alt` needs."""
    parts = []
    for node in nodes:
        if isinstance(node, str):
            parts.append(node)
        elif node.tag == "img":
            parts.append(node.get("alt", ""))
        elif node.tag == "br":
            parts.append("\n")
        elif node.tag != RAW:
            parts.append(node.text or "")
            for child in node:
                parts.append(plain_text([child]))
                parts.append(child.tail or "")
    return "".join(parts)
