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


_STYLES = {"light": "xcode", "dark": "monokai"}
"""Pygments' styles all of whose colours reach 4.5 : 1 on the themes' code background (tested)."""


@lru_cache(maxsize=2)
def highlight_css(theme: str) -> str:
    """CSS rules that colour the classes of `highlight` for the theme `light` or `dark`."""
    from pygments.styles import get_style_by_name
    from pygments.token import STANDARD_TYPES

    rules: dict[str, list[str]] = {}
    for token, style in get_style_by_name(_STYLES[theme]):
        name = STANDARD_TYPES.get(token)
        parts = [f"color: #{style['color']};"] if style["color"] else []
        parts += ["font-weight: 650;"] if style["bold"] else []
        parts += ["font-style: italic;"] if style["italic"] else []
        if name and parts and name != "err":  # half-typed code is not to be marked as wrong
            rules.setdefault(" ".join(parts), []).append(f"pre .{name}")
    return "".join(f"{', '.join(names)} {{ {look} }}\n" for look, names in rules.items())
