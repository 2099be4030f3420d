"""Which blocks of a body belong together: those between raw HTML tags that hold blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from notes.rendering.blocks import SourceBlock
from notes.rendering.structure.block import Kind

LONGEST_GROUP = 200
"""Blocks that raw HTML opened in one and closed in another may hold together."""

_HOLDERS = (
    "blockquote|center|del|details|div|dl|figure|ins|ol|section|summary|table|tbody|thead|tr|ul"
)
_HOLDER_TAG = re.compile(rf"<(/?)({_HOLDERS})\b[^<>]*?(/?)>", re.IGNORECASE)


@lru_cache(maxsize=4096)
def _holders(source: str) -> tuple[tuple[bool, str], ...]:
    """The tags in raw HTML that hold blocks: whether each closes, and its name."""
    return tuple(
        (bool(closing), name.lower())
        for closing, name, closed in _HOLDER_TAG.findall(source)
        if not closed
    )


def _follow(opened: list[str], source: str) -> None:
    """Take the tags of a source into account: `opened` is what is then open."""
    for closes, tag in _holders(source):
        if not closes:
            opened.append(tag)
        elif tag in opened:
            while opened.pop() != tag:
                pass


def group_end(blocks: Sequence[SourceBlock], first: int) -> int:
    """The block after the one that closes what raw HTML in `first` opens; `first` + 1: none."""
    opened: list[str] = []
    for index in range(first, min(first + LONGEST_GROUP, len(blocks))):
        if blocks[index].kind is Kind.HTML:
            _follow(opened, blocks[index].source)
        if not opened:
            return index + 1
    return first + 1
