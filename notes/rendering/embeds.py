"""Notes inside notes: `![[note]]` and `![[note#heading]]` alone in a paragraph or list item.

The text of the other note is converted and sanitised by itself, with its own links, before it is
put in: what it leaves open closes there. A note is shown in one that is itself shown in another,
and no deeper; what is deeper, or unknown here, stays a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

from notes.rendering.inline.addresses import slug
from notes.rendering.inline.nodes import element, plain_text, raw
from notes.rendering.inline.scanner import scan
from notes.rendering.lookup import DEEPEST, EmbeddedNote
from notes.rendering.structure.block import Block, Kind
from notes.rendering.structure.block_ids import block_id, split_heading
from notes.rendering.structure.parser import Definitions, parse_blocks

if TYPE_CHECKING:
    from notes.rendering.markdown import NoteMarkdown

_TAG = re.compile(r"<[a-z][^<>]*>")
_OWN_PLACE = re.compile(r' (id="|href="#)')


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
                    shown = self._all_shown(links)
                    made = shown[0] if len(shown) == 1 else element("div", shown)
                    if child.get("data-line"):
                        made.set("data-line", child.get("data-line", ""))
                    parent[index] = made
                elif parent.tag == "li" and index == 0 and _begins_item(parent, child):
                    parent[0] = self._shown(child)

    def _all_shown(self, links: Iterable[Element]) -> list[Element]:
        shown = [self._shown(link) for link in links]
        return [made if made.tag == "div" else element("p", [made]) for made in shown]

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
        text, name = split_heading(block.text)
        if start is None and fragment in (name, slug(plain_text(scan(text, markdown)))):
            start, level = block.start, block.level
    return None if start is None else (start, None)


def _block_named(blocks: list[Block], lines: list[str], name: str) -> tuple[int, int] | None:
    """The lines of the block, or list item, that `^name` ends; alone, it names what is before."""
    number = next((number for number, line in enumerate(lines) if block_id(line) == name), None)
    before: Block | None = None
    for block in blocks:
        if number is not None and block.start <= number <= block.end:
            alone = block.start == block.end and lines[number].strip() == f"^{name}"
            meant = before if alone and before else _item_at(block, number)
            return meant.start, meant.end + 1
        before = block
    return None


def _item_at(block: Block, number: int) -> Block:
    """The innermost list item, or else the block, that holds a line."""
    while block.kind in (Kind.LIST, Kind.ITEM):
        inner = (child for child in block.children if child.start <= number <= child.end)
        found = next((child for child in inner if child.kind in (Kind.LIST, Kind.ITEM)), None)
        if found is None:
            break
        block = found
    return block
