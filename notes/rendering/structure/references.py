"""Link reference definitions: `[label]: address "title"` (CommonMark 0.31, section 4.7)."""

from __future__ import annotations

import html
import re

_LABEL = re.compile(r"\[((?:[^\\\[\]]|\\.){1,999}+)\]:", re.DOTALL)
_BLANK = re.compile(r"[ \t]*\n?[ \t]*")
_ANGLED = re.compile(r"<((?:[^<>\n\\]|\\.)*+)>")
_TITLE = re.compile(
    r""""((?:[^"\\]|\\.)*+)"|'((?:[^'\\]|\\.)*+)'|\(((?:[^()\\]|\\.)*+)\)""", re.DOTALL
)
_LINE_END = re.compile(r"[ \t]*(?:\n|$)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])|&(?:#[xX]?[0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")
_PARENTHESES = 32  # nested in an address, as other implementations allow


def normalise_label(label: str) -> str:
    """The form in which labels are compared."""
    return " ".join(label.split()).casefold()


def unescape(text: str) -> str:
    """Text with backslash escapes and character references resolved."""
    if "\\" not in text and "&" not in text:
        return text
    return _ESCAPE.sub(lambda m: m.group(1) or html.unescape(m.group()), text)


def match_destination(text: str, position: int) -> tuple[str, int] | None:
    """The link destination at a position, its escapes resolved, and the position after it."""
    if text.startswith("<", position):
        angled = _ANGLED.match(text, position)
        return (unescape(angled.group(1)), angled.end()) if angled else None
    depth = 0
    index = position
    length = len(text)
    while index < length:
        character = text[index]
        if character == "\\" and index + 1 < length and text[index + 1] in "()\\":
            index += 1
        elif character == "(":
            depth += 1
            if depth > _PARENTHESES:
                return None
        elif character == ")":
            if depth == 0:
                break
            depth -= 1
        elif character <= " " or character == "\x7f":
            break
        index += 1
    if depth:
        return None
    return unescape(text[position:index]), index


def match_title(text: str, position: int) -> tuple[str, int] | None:
    """The quoted link title at a position and the position after it."""
    title = _TITLE.match(text, position)
    if title is None:
        return None
    return unescape(title.group(title.lastindex or 0)), title.end()


def _skip_blank(text: str, position: int) -> int:
    blank = _BLANK.match(text, position)
    return blank.end() if blank else position


def _line_end(text: str, position: int) -> int | None:
    end = _LINE_END.match(text, position)
    return end.end() if end else None


def take_definition(text: str) -> tuple[str, str, str | None, int] | None:
    """Label (normalised), address, title and length of the definition a paragraph begins with."""
    found = _LABEL.match(text)
    if found is None or not found.group(1).strip():
        return None
    start = _skip_blank(text, found.end())
    destination = match_destination(text, start)
    if destination is None or destination[1] == start:
        return None
    address, after = destination
    label = normalise_label(found.group(1))
    before_title = _skip_blank(text, after)
    if before_title > after:
        title = match_title(text, before_title)
        if title is not None:
            end = _line_end(text, title[1])
            if end is not None:
                return label, address, title[0], end
    end = _line_end(text, after)
    return None if end is None else (label, address, None, end)
