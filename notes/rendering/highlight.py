"""Colours for code: Pygments' classes, and the two palettes that go with the themes."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pygments.formatter import Formatter
    from pygments.lexer import Lexer

LONGEST = 200_000
"""Code longer than this, in characters, stays plain: colours are not worth the wait."""

_HIGHLIGHTED_LINES = 5000


@lru_cache(maxsize=256)
def _lexer(language: str) -> Lexer | None:
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language, stripnl=False, stripall=False, ensurenl=False)
    except ClassNotFound:
        return None


@lru_cache(maxsize=16)
def _formatter(lines: frozenset[int]) -> Formatter[str]:
    from pygments.formatters.html import HtmlFormatter

    return HtmlFormatter(nowrap=True, hl_lines=sorted(lines))


def highlight(code: str, language: str, lines: frozenset[int] = frozenset()) -> str | None:
    """Code as HTML with a class on each token; `lines` (from 1) are wrapped in `hll`.

    None where there is nothing to colour: no such language, or too much code. Nothing is guessed.
    """
    if not language or len(code) > LONGEST:
        return None
    lexer = _lexer(language.lower())
    if lexer is None:
        return None
    from pygments import highlight as run

    result = str(run(code, lexer, _formatter(lines)))
    # the formatter ends every line; the code itself may not
    return result if code.endswith("\n") else result.removesuffix("\n")


def parse_lines(text: str) -> frozenset[int]:
    """Line numbers from `1,3-5` or `1 3-5`."""
    numbers: set[int] = set()
    for first, last in re.findall(r"(\d{1,6})(?:\s*-\s*(\d{1,6}))?", text):
        end = min(int(last or first), int(first) + _HIGHLIGHTED_LINES)
        numbers.update(range(int(first), end + 1))
        if len(numbers) > _HIGHLIGHTED_LINES:
            break
    return frozenset(numbers)
