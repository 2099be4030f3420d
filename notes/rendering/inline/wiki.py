"""`[[note]]`, `[[note#heading|words]]`, `![[note]]`, `![[image.png|300]]`."""

from __future__ import annotations

import re

from notes.rendering.inline.links import take_opening
from notes.rendering.inline.nodes import Scan
from notes.rendering.structure.references import normalise_label

_WIKI = re.compile(r"!?\[\[([^\[\]\n|]{1,500})(?:\\?\|([^\[\]\n]{0,500}))?\]\]")


def take_wiki_link(scan: Scan, start: int, end: int) -> int:
    """A wiki link or embed; a label that the document defines is CommonMark's link."""
    found = _WIKI.match(scan.text, start)
    inner = found.group(1) if found else ""
    if found is None or not inner.strip() or inner.startswith("^"):
        return _plain_brackets(scan, start, end)
    if normalise_label(inner) in scan.markdown.references:
        return _plain_brackets(scan, start, end)
    target = inner.removesuffix("\\").strip()
    words = (found.group(2) or "").strip()
    addresses = scan.markdown.addresses
    if scan.text[start] == "!":
        scan.items.append(addresses.embed(target, words))
    else:
        scan.items.append(addresses.wiki_link(target, words))
    return found.end()


def _plain_brackets(scan: Scan, start: int, end: int) -> int:
    middle = end - 1
    take_opening(scan, start, middle)
    return middle
