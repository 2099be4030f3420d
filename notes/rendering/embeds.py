"""Notes inside notes: `![[note]]` and `![[note#heading]]` alone in a paragraph or list item.

The text of the other note is converted and sanitised by itself, with its own links, before it is
put in: what it leaves open closes there. A note is shown in one that is itself shown in another,
and no deeper; what is deeper, or unknown here, stays a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

from notes.rendering.inline.addresses import slug
from notes.rendering.structure.block_ids import block_id
from notes.rendering.inline.nodes import element, plain_text, raw
from notes.rendering.inline.scanner import scan
from notes.rendering.structure.block import Block, Kind
from notes.rendering.structure.parser import Definitions, parse_blocks

if TYPE_CHECKING:
    from notes.rendering.markdown import NoteMarkdown

DEEPEST = 2
LONGEST = 200_000
"""Characters of other notes that one block shows at most."""

_TAG = re.compile(r"<[a-z][^<>]*>")
_OWN_PLACE = re.compile(r' (id="|href="#)')


@dataclass(frozen=True, slots=True)
class EmbeddedNote:
    """A note that another shows; `targets` are those of its own links."""

    title: str
    body: str
    targets: Mapping[str, str]


@dataclass(slots=True)
class _Allowance:
    left: int = LONGEST


@dataclass(frozen=True, slots=True)
class Embeds:
    """Notes by id, and the ids of those that are being shown, the outermost first."""

    notes: Mapping[str, EmbeddedNote] = field(default_factory=dict)
    around: tuple[str, ...] = ()
    _allowance: _Allowance = field(default_factory=_Allowance, compare=False)

    def begin(self) -> None:
        """A block begins: what it may show is counted anew, unless it is inside another's."""
        if len(self.around) <= 1:
            self._allowance.left = LONGEST

    def take(self, length: int) -> bool:
        """Whether so many characters more may be shown; if so, they are counted."""
        allowed = length <= self._allowance.left
        self._allowance.left -= length if allowed else 0
        return allowed

    def within(self, note_id: str) -> Embeds:
        """What the note shown here may show."""
        return Embeds(self.notes, (*self.around, note_id), self._allowance)


class EmbedTreeprocessor(Treeprocessor):
    """Puts notes in the place of the links that `Addresses.embed` made."""

    md: NoteMarkdown

    def run(self, root: Element) -> None:
        """Replace paragraphs of embeds, and embeds that begin a list item."""
        if not self.md.embeds.notes:
            return
        for parent in list(root.iter()):
            for index, child in enumerate(list(parent)):
                if child.tag == "p" and (links := _only_embeds(child)):
                    holder = element("div", self._all_shown(links))
                    if child.get("data-line"):
                        holder.set("data-line", child.get("data-line", ""))
                    parent[index] = holder
                elif parent.tag == "li" and index == 0 and _begins_item(parent, child):
                    parent[0] = self._shown(child)

    def _all_shown(self, links: Iterable[Element]) -> Iterator[Element]:
        for link in links:
            shown = self._shown(link)
            yield shown if shown.tag == "div" else element("p", [shown])

    def _shown(self, link: Element) -> Element:
        """What stands for an embed: the note, what is wrong with it, or the link itself."""
        link.tail = None
        embeds = self.md.embeds
        address = link.get("href", "")
        note_id, _, fragment = address.removeprefix("note:").partition("#")
        note = embeds.notes.get(note_id)
        if note is None or len(embeds.around) > DEEPEST:
            return link
        head = element("a", [note.title], class_="wiki embed-title", href=address)
        made = element("div", [element("p", [head])], class_="embed")
        problem = "cycle" if note_id in embeds.around else ""
        found = None if problem else _section(self.md, note, fragment)
        if not problem and found is None:
            problem = "no-section"
        if found is not None and not embeds.take(len(found[0])):
            problem = "long"
        if problem or found is None:
            made.set("data-kind", problem)
            made.set("data-target", fragment or note.title)
        else:
            made.append(raw(self._content(note_id, note, *found)))
        return made

    def _content(self, note_id: str, note: EmbeddedNote, text: str, outer: Definitions) -> str:
        from notes.rendering.document import render_body  # which is built on this module

        options = replace(self.md.options, source_lines=False)
        html = render_body(text, options, note.targets, self.md.embeds.within(note_id), outer)

        def set_apart(tag: re.Match[str]) -> str:
            return _OWN_PLACE.sub(rf" \g<1>{note_id}:", tag.group())

        return _TAG.sub(set_apart, html)


def _is_embed(node: Element) -> bool:
    classes = node.get("class", "").split()
    return node.tag == "a" and "embed" in classes and node.get("href", "").startswith("note:")


def _only_embeds(paragraph: Element) -> list[Element]:
    """The embeds of a paragraph that holds nothing else; else none."""
    if (paragraph.text or "").strip():
        return []
    for child in paragraph:
        if not (_is_embed(child) or child.tag == "br") or (child.tail or "").strip():
            return []
    return [child for child in paragraph if child.tag == "a"]


def _begins_item(item: Element, child: Element) -> bool:
    """Whether a tight item holds an embed and nothing beside it but lists."""
    if not _is_embed(child) or (item.text or "").strip() or (child.tail or "").strip():
        return False
    return all(other.tag in {"ol", "ul"} for other in item[1:])


def _section(
    markdown: NoteMarkdown, note: EmbeddedNote, fragment: str
) -> tuple[str, Definitions] | None:
    """The part of a note that a fragment means, and what the rest of it defines for that part."""
    lines = note.body.split("\n")
    document, defined = parse_blocks(lines)
    blocks = document.children
    if not fragment:
        first = blocks[0] if blocks else None
        if first and first.kind is Kind.HEADING and first.text.strip() == note.title:
            lines[: first.end + 1] = []  # the title is said above
        return "\n".join(lines), Definitions()
    span = (
        _block_named(blocks, lines, fragment[1:])
        if fragment.startswith("^")
        else _below_heading(markdown, blocks, fragment)
    )
    if span is None:
        return None
    text = "\n".join(lines[slice(*span)])
    footnotes = {name: note for name, note in defined.footnotes.items() if f"[^{name}]" in text}
    return text, Definitions(defined.references, footnotes, defined.abbreviations)


def _below_heading(
    markdown: NoteMarkdown, blocks: list[Block], fragment: str
) -> tuple[int, int | None] | None:
    """The lines of a heading's section."""
    start, level = None, 0
    for block in blocks:
        if block.kind is not Kind.HEADING:
            continue
        if start is not None and block.level <= level:
            return start, block.start
        if start is None and slug(plain_text(scan(block.text.strip(), markdown))) == fragment:
            start, level = block.start, block.level
    return None if start is None else (start, None)


def _block_named(blocks: list[Block], lines: list[str], name: str) -> tuple[int, int] | None:
    """The lines of the block, or list item, that `^name` ends; alone, it names what is before."""
    before: Block | None = None
    for block in _innermost_items(blocks):
        for number in range(block.start, block.end + 1):
            if block_id(lines[number]) == name:
                alone = block.start == block.end and lines[number].strip() == f"^{name}"
                meant = before if alone and before is not None else block
                return meant.start, meant.end + 1
        before = block
    return None


def _innermost_items(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks in order; for a list its items, those within items before these."""
    for block in blocks:
        if block.kind is Kind.LIST:
            for item in block.children:
                yield from _innermost_items(
                    child for child in item.children if child.kind is Kind.LIST
                )
                yield item
        else:
            yield block
