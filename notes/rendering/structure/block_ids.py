"""Names of blocks: ` ^name` at the end of a paragraph or item, ` {#name}` at that of a heading.

The former are Obsidian's, hold a letter and are two characters long at least: `x ^2` and `x ^n`
are text.
"""

from __future__ import annotations

import re

_BLOCK_ID = re.compile(r"(?:^|[ \t]+)\^(?=[0-9-]*[A-Za-z])([A-Za-z0-9-]{2,60})[ \t]*$")
_HEADING_ID = re.compile(r"(?<=\S)[ \t]+\{#([\w.:-]{1,100})\}$")


def block_id(line: str) -> str | None:
    """The name that a line ends with."""
    found = _BLOCK_ID.search(line) if "^" in line else None
    return found.group(1) if found else None


def take_block_id(lines: list[str]) -> str | None:
    """Take the name off the end of a paragraph's lines."""
    found = _BLOCK_ID.search(lines[-1]) if lines and "^" in lines[-1] else None
    if found is None:
        return None
    lines[-1] = lines[-1][: found.start()]
    if not lines[-1]:
        lines.pop()
    return found.group(1)


def split_heading(text: str) -> tuple[str, str]:
    """A heading's text, and its id where `{#id}` ends it, as Hugo, kramdown and Pandoc write it."""
    text = text.strip()
    named = _HEADING_ID.search(text)
    return (text[: named.start()], named.group(1)) if named else (text, "")
