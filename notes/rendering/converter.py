"""One block of a body → sanitised HTML, as it comes out in the whole body.

What a block cannot know — which heading ids and footnote numbers stand before it — comes out as
marks, and is put in afterwards (`Piece.html`): so a number that changes converts nothing again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import unescape
from itertools import count

from notes.rendering.inline.addresses import slug
from notes.rendering.lookup import NO_EMBEDS, Embeds
from notes.rendering.markdown import NoteMarkdown, RenderOptions
from notes.rendering.sanitize import RESERVED_IDS, sanitize
from notes.rendering.structure.parser import Definitions, parse_blocks

_MARK = "\ue000"  # no heading's id holds it: only letters, digits, `-` and `_` are left in one
_HEADING_ID = re.compile(rf' id="([^"{_MARK}]*){_MARK}\d+"')
_FOOTNOTE = re.compile(
    r'<sup id="fnref\d*:([^"]*)"><a href="(#fn:[^"]*)" class="footnote-ref">\d+</a></sup>'
)
_NUMBERED_ID = re.compile(r"^(.*)_([0-9]+)$")
_HALF_PAIR = re.compile("[\ud800-\udfff]")


def join_pairs(text: str) -> str:
    """Text in UTF-16 units as text in characters; a half without its other becomes U+FFFD."""
    if not _HALF_PAIR.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


@dataclass(slots=True)
class Numbering:
    """What of a document's ids and numbers is given away, from its first block on."""

    headings: set[str] = field(default_factory=set)
    footnotes: dict[str, int] = field(default_factory=dict)  # id → references so far
    _numbers: dict[str, int] = field(default_factory=dict)  # id of a footnote → its number
    _tried: dict[tuple[str, int], int] = field(default_factory=dict)

    def heading(self, wanted: str) -> str:
        """The id a heading gets after others, numbered as Python-Markdown numbers them."""
        if wanted in self.headings or not wanted:
            numbered = _NUMBERED_ID.match(wanted)
            base, first = (
                (numbered.group(1), int(numbered.group(2)) + 1) if numbered else (wanted, 1)
            )
            number = self._tried.get((base, first), first)
            while f"{base}_{number}" in self.headings:
                number += 1
            self._tried[base, first] = number
            wanted = f"{base}_{number}"
        self.headings.add(wanted)
        return wanted

    def footnote(self, name: str) -> tuple[int, int]:
        """Number of a footnote, and how often it has been referred to, this time included."""
        self.footnotes[name] = times = self.footnotes.get(name, 0) + 1
        return self._numbers.setdefault(name, len(self._numbers) + 1), times


@dataclass(slots=True, eq=False)
class Piece:
    """A converted block; `marked` is its HTML with marks, if `numbered` any."""

    marked: str
    numbered: bool
    footnotes: Mapping[str, str] = field(default_factory=dict)  # `^[text]` in it: id → Markdown

    def html(self, numbering: Numbering) -> str:
        """The HTML with ids and numbers as they follow on those given away."""
        if not self.numbered:
            return self.marked

        def footnote(found: re.Match[str]) -> str:
            name, address = found.groups()
            number, times = numbering.footnote(unescape(name))
            again = str(times) if times > 1 else ""
            return (
                f'<sup id="fnref{again}:{name}"><a href="{address}" class="footnote-ref">'
                f"{number}</a></sup>"
            )

        return _FOOTNOTE.sub(footnote, _with_ids(self.marked, numbering))


def _with_ids(html: str, numbering: Numbering) -> str:
    def heading(found: re.Match[str]) -> str:
        made = numbering.heading(found.group(1))
        # the sanitiser saw the id with its mark: what it would take out is taken out here
        return "" if made.lower() in RESERVED_IDS else f' id="{made}"'

    return _HEADING_ID.sub(heading, html)


class Converter:
    """Converts blocks with what the document around them defines and where its links lead."""

    def __init__(
        self,
        options: RenderOptions,
        targets: Mapping[str, str] | None,
        embeds: Embeds = NO_EMBEDS,
    ) -> None:
        self.options = options
        self.targets = targets
        self.embeds = embeds
        self.definitions = Definitions()
        self._counter = count()
        self._blocks = self._markdown()
        self._blocks.treeprocessors.deregister("footnote")
        self._notes = self._markdown()
        self._notes.takes_footnotes = False  # their list stands by then

    def _markdown(self) -> NoteMarkdown:
        return NoteMarkdown(
            self.options, slugify=lambda text, _: f"{slug(text)}{_MARK}{next(self._counter)}"
        )

    def _prepare(self, markdown: NoteMarkdown) -> None:
        markdown.reset()
        markdown.targets = self.targets
        markdown.embeds = self.embeds
        self.embeds.begin()
        markdown.references.clear()
        markdown.references.update(self.definitions.references)
        markdown.footnotes.footnotes.clear()
        markdown.footnotes.footnotes.update(self.definitions.footnotes)
        abbreviations: dict[str, str] = vars(markdown.abbreviations)["abbrs"]  # not in the stubs
        abbreviations.clear()
        abbreviations.update(self.definitions.abbreviations)

    def convert(self, source: str) -> Piece:
        """Convert one block; raises what a hostile text may raise in the parsers."""
        self._prepare(self._blocks)
        html = sanitize(self._blocks.convert(source), remote_images=self.options.remote_images)
        numbered = _MARK in html or _FOOTNOTE.search(html) is not None
        found = self._blocks.footnotes.footnotes
        known = self.definitions.footnotes
        if len(found) == len(known):
            return Piece(html, numbered)
        return Piece(html, numbered, {name: found[name] for name in found if name not in known})

    def footnotes(self, numbering: Numbering, written: Mapping[str, str]) -> str:
        """The list of footnotes at the document's end, those `written` in its text included."""
        if not self.definitions.footnotes and not written:
            return ""
        markdown = self._notes
        self._prepare(markdown)
        markdown.footnotes.footnotes.update(written)
        extension = markdown.footnotes
        extension.footnote_order = list(numbering.footnotes)
        for name, times in numbering.footnotes.items():
            extension.found_refs[f"fnref:{name}"] = times
            again = ["", *map(str, range(2, times + 1))]
            extension.used_refs.update(f"fnref{number}:{name}" for number in again)
        html = sanitize(markdown.convert("x"), remote_images=self.options.remote_images)
        notes = html.partition("</p>")[2].lstrip("\n")
        return _with_ids(notes, numbering)


def definitions_in(source: str) -> Definitions | None:
    """What a block defines for the rest of the document."""
    if "]:" not in source:
        return None
    found = parse_blocks(source.split("\n"))[1]
    return found if found.references or found.footnotes or found.abbreviations else None


def merge(parts: Iterable[Definitions]) -> Definitions:
    """All definitions of a document; the first of a name counts."""
    merged = Definitions()
    for part in parts:
        merged.references = part.references | merged.references
        for name, text in part.footnotes.items():
            merged.footnotes.setdefault(name, text)  # their order is that of the list
        merged.abbreviations = part.abbreviations | merged.abbreviations
    return merged
