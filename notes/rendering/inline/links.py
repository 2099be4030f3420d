"""Brackets: links, images, references, footnotes."""

from __future__ import annotations

import hashlib
import re
from xml.etree.ElementTree import Element

from markdown.inlinepatterns import InlineProcessor

from notes.rendering.inline.emphasis import is_cjk, resolve
from notes.rendering.inline.nodes import Bracket, Item, Scan
from notes.rendering.structure.references import (
    match_destination,
    match_title,
    normalise_label,
)

_LABEL = re.compile(r"\[((?:[^\\\[\]]|\\.){0,999}+)\]", re.DOTALL)
_SPACE = re.compile(r"[ \t]*\n?[ \t]*")
_DOUBLED = re.compile(r"\(\((https?://[^\s()<>]{1,2000})\)")
_TEMPLATE = re.compile(  # as site generators have it; text unless the library knows the place
    r"""\(\s*((?:\{\{[^{}\n]{1,300}\}\}|\{%[^{}\n]{1,300}%\}|[^\s(){}<>"']){1,300})\s*\)"""
)
_SPACED_FILE = re.compile(
    r"""\([ \t]*([^()\n<>"']{1,500}?\.[A-Za-z0-9]{1,5}(?:\#[^()\s]{0,200})?)"""
    r"""(?:[ \t]+"([^"\n]{0,500})")?[ \t]*\)"""
)
_SIZE = re.compile(r"=(\d{1,5})?x(\d{1,5})?[ \t]*(?=[)\"'])")  # `![](a.png =300x200)`, as in VNote
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,200}\]")
_INLINE_FOOTNOTE = re.compile(r"\^\[((?:[^\[\]\\]|\\.|\[[^\[\]]*+\])++)\](?!\()", re.DOTALL)
_MAX_LABEL = 999

_Found = tuple[str, str | None, int, str]
"""Address, title, the place after it, and a picture's size."""


def take_opening(scan: Scan, start: int, end: int) -> int:
    """`[` or `![`: remember it, or take a footnote's mark."""
    text = scan.text
    if text.startswith("![^", start):
        scan.items.append("!")
        start += 1
    if _FOOTNOTE.match(text, start):
        made = _ask_extensions(scan, text, start)
        if made is not None:
            scan.items.append(made[0])
            return made[1]
    bracket = Bracket(text[start:end], end, len(scan.items))
    scan.brackets.append(bracket)
    scan.items.append(bracket)
    return end


def take_inline_footnote(scan: Scan, start: int, end: int) -> int:
    """`^[text]`: a footnote where it is referred to. `^[a-z]+$` and `x^[2]` are text."""
    found = _INLINE_FOOTNOTE.match(scan.text, start)
    text = found.group(1).strip() if found else ""
    markdown = scan.markdown
    if found and markdown.takes_footnotes and any(map(_is_prose, text)):
        name = f"inline-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:10]}"
        markdown.footnotes.footnotes[name] = text
        made = _ask_extensions(scan, f"[^{name}]", 0)
        if made is not None:
            scan.items.append(made[0])
            return found.end()
    scan.items.append("^")
    return take_opening(scan, start + 1, end)


def _is_prose(character: str) -> bool:
    return character.isspace() or is_cjk(character)


def _ask_extensions(scan: Scan, text: str, start: int) -> tuple[Element, int] | None:
    """What the inline patterns of Python-Markdown's extensions, the footnotes', make of a text."""
    for pattern in scan.markdown.inlinePatterns:
        found = pattern.compiled_re.match(text, start)
        if found is None or not isinstance(pattern, InlineProcessor):
            continue
        made, _, after = pattern.handleMatch(found, text)
        if isinstance(made, Element) and after is not None:
            return made, int(after)
    return None


def take_closing(scan: Scan, start: int, end: int) -> int:
    """`]`: make a link or an image of what lies since the bracket that it closes, if it is one."""
    if not scan.brackets:
        scan.items.append("]")
        return end
    opening = scan.brackets.pop()
    found = None
    if opening.active:
        found = _match_address(scan, end, sized=opening.image) or _match_reference(
            scan, opening, start, end
        )
    if found is None:
        scan.items.append("]")
        return end
    address, title, after, size = found
    inner = [*scan.items[opening.index + 1 :], size]
    del scan.items[opening.index :]
    if opening.image:
        scan.items.append(scan.markdown.addresses.image(address, resolve(inner), title))
        return after
    content = resolve([_unlinked(item) for item in inner])
    scan.items.append(scan.markdown.addresses.link(address, content, title))
    for bracket in scan.brackets:
        if not bracket.image:
            bracket.active = False
    return after


def _unlinked(item: Item) -> Item:
    """A bare address inside a link is text."""
    if isinstance(item, Element) and item.tag == "a" and item.get("class") is None:
        return item.text or ""
    return item


def _skip(text: str, position: int) -> int:
    space = _SPACE.match(text, position)
    return space.end() if space else position


def _take_size(text: str, position: int) -> tuple[str, int]:
    """What `=300x200` says, as `|300x200` behind the words says it, and the place after it."""
    found = _SIZE.match(text, position)
    if found is None:
        return "", position
    width, height = found.groups()
    return (f"|{width}x{height}" if height else f"|{width}") if width else "", found.end()


def _match_address(scan: Scan, position: int, *, sized: bool) -> _Found | None:
    text = scan.text
    if not text.startswith("(", position):
        return None
    destination = match_destination(text, _skip(text, position + 1))
    if destination is not None:
        address, after = destination
        title, size = None, ""
        next_position = _skip(text, after)
        if sized and next_position > after:
            size, next_position = _take_size(text, next_position)
        if next_position > after and not text.startswith(")", next_position):
            titled = match_title(text, next_position)
            if titled is not None:
                title = titled[0]
                next_position = _skip(text, titled[1])
                if sized and not size:
                    size, next_position = _take_size(text, next_position)
        if text.startswith(")", next_position):
            return address, title, next_position + 1, size
    # not in the specification, but in documents: a bracket too many, a name with spaces
    template = _TEMPLATE.match(text, position)
    if template and scan.markdown.addresses.find_place(template.group(1)):
        return template.group(1), None, template.end(), ""
    if doubled := _DOUBLED.match(text, position):
        return doubled.group(1), None, doubled.end(), ""
    spaced = _SPACED_FILE.match(text, position)
    return (spaced.group(1), spaced.group(2), spaced.end(), "") if spaced else None


def _match_reference(scan: Scan, opening: Bracket, start: int, end: int) -> _Found | None:
    references = scan.markdown.references
    label = _LABEL.match(scan.text, end)
    after = label.end() if label else end
    if label and label.group(1):
        key = normalise_label(label.group(1))
    elif start - opening.after > _MAX_LABEL:
        return None
    else:
        key = normalise_label(scan.text[opening.after : start])
    found = references.get(key) if key else None
    return None if found is None else (found[0], found[1], after, "")
