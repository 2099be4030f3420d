"""Tables of pipes and hyphens (GitHub Flavored Markdown, section 4.10)."""

from __future__ import annotations

import re

# Possessive where one character repeats, never around the group: Python before 3.11.5 then takes
# half a cell for a whole one (CPython issue 106052).
_DELIMITERS = re.compile(r"\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*\|?[ \t]*+$")
_CELL = re.compile(r"(?:[^|\\]|\\.|\\$)*+", re.DOTALL)


def is_delimiter_row(content: str) -> bool:
    """Whether the line can stand between a table's head and its body."""
    return ("|" in content or ":" in content) and _DELIMITERS.match(content) is not None


def split_row(content: str) -> list[str]:
    r"""The cells of a row; `\|` is a bar inside a cell."""
    content = content.strip()
    content = content.removeprefix("|")
    cells = []
    position = 0
    while True:
        cell = _CELL.match(content, position)
        end = cell.end() if cell else position
        cells.append(content[position:end].replace("\\|", "|").strip())
        if end >= len(content):
            break
        position = end + 1
        if position == len(content):  # the bar that closes the row
            break
    return cells


def alignments(delimiter_row: str) -> tuple[str, ...]:
    """`left`, `center`, `right` or nothing, a column each."""
    found = []
    for cell in split_row(delimiter_row):
        left, right = cell.startswith(":"), cell.endswith(":")
        found.append("center" if left and right else "left" if left else "right" if right else "")
    return tuple(found)
