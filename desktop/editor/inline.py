"""What a line of Markdown marks within itself: code, emphasis, links, tags, mathematics.

Every pattern is bounded and the pairing of delimiters is a stack, so that a hostile line costs
time in proportion to its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop.editor.text import pattern

Span = tuple[int, int, str]
"""Start, end (characters of the line) and the name of a look."""

URL = r"(?:https?|ftp)://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]{1,2000}"

_TOKEN = pattern(
    rf"""
    \\[!-/:-@\[-`{{-~]
  | (?P<ticks>`+)
  | (?P<wiki>!?\[\[[^\[\]\n]{{1,400}}\]\])
  | (?P<footnote>\[\^[^\]\s]{{1,100}}\]:?)
  | (?P<link>!?\[(?:[^\[\]\\`]|\\.){{0,400}}\]
        (?:\((?:[^()\s]|\([^()\s]{{0,200}}\)|[ ](?=[^"\s]))
            {{0,1000}}(?:\s+"[^"]{{0,200}}")?\)|\[[^\[\]]{{0,200}}\]))
  | (?P<auto><(?:https?|mailto|ftp):[^\s<>]{{1,1000}}>)
  | (?P<html><!--[^\n]{{0,1000}}?-->|</?[A-Za-z][\w-]{{0,30}}(?:\s[^<>]{{0,500}})?/?>)
  | (?P<url>{URL})
  | (?P<math>\$\$[^$]{{1,1000}}\$\$|\$(?![\s$])[^$`\n]{{0,300}}?(?<![\s\\])\$(?![\d$]))
  | (?P<run>\*+|_+|~~+|==+)
  | (?P<tag>(?<![\w/&#"'(=])\#(?=[\w/-]*[^\W\d_])[\w/\-]{{1,100}})
    """,
    re.VERBOSE,
)
_TARGET = pattern(r"\](?=[(\[])")
_CJK = pattern("[\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]")
_URL_END = ".,;:!?'\"*_~"
_LOOK = {"*": "emphasis", "_": "emphasis", "~": "struck", "=": "marked"}


def spans(text: str) -> list[Span]:
    """The looks of a line's parts; parts may overlap, later ones lie on top."""
    found: list[Span] = []
    openers: list[tuple[int, int, str]] = []  # start, length, character
    for match in _tokens(text):
        kind = match.lastgroup
        start, end = match.span()
        if kind == "run":
            _pair(text, start, end, openers, found)
        elif kind == "code":
            continue
        elif kind:
            found += _look(kind, text, start, end)
    found += _code_spans(text)
    return found


def link_target(text: str, column: int) -> str | None:
    """The target of the link at a column of the line, as written; None outside a link."""
    for match in _tokens(text):
        if match.start() <= column <= match.end():
            whole = match[0]
            match match.lastgroup:
                case "wiki":
                    return whole.strip("![]").split("|", 1)[0].strip()
                case "link":
                    target = whole[whole.rindex("](") + 2 : -1] if "](" in whole else ""
                    target = target.split(' "', 1)[0].strip()
                    return target.strip("<>") or None
                case "auto":
                    return whole.strip("<>")
                case "url":
                    return whole.rstrip(_URL_END)
                case "tag":
                    return whole
    return None


def destination_at(text: str, column: int) -> tuple[int, int] | None:
    """Where the address of the ``[…](…)`` at a column stands; None outside one."""
    for match in _tokens(text):
        if match.lastgroup == "link" and match.start() < column < match.end():
            target = match[0].rfind("](")
            if target >= 0:
                start = match.start() + target + 2
                address = text[start : match.end() - 1].split(' "', 1)[0]
                return start, start + len(address)
    return None


def _code_ranges(text: str) -> list[tuple[int, int]]:
    """Code spans: a run of backticks up to the next run of the same length."""
    if "`" not in text:
        return []
    runs = [(m.start(), len(m[0])) for m in re.finditer(r"`+", text)]
    later: dict[int, list[int]] = {}
    for index in range(len(runs) - 1, -1, -1):
        later.setdefault(runs[index][1], []).append(index)
    ranges: list[tuple[int, int]] = []
    index = 0
    while index < len(runs):
        start, length = runs[index]
        candidates = later[length]
        while candidates and candidates[-1] <= index:
            candidates.pop()
        escaped = start > 0 and text[start - 1] == "\\"
        if candidates and not escaped:
            closer = candidates.pop()
            ranges.append((start, runs[closer][0] + length))
            index = closer
        index += 1
    return ranges


def _code_spans(text: str) -> Iterator[Span]:
    for start, end in _code_ranges(text):
        marks = len(text[start:end]) - len(text[start:end].lstrip("`"))
        yield start, end, "code"
        yield start, start + marks, "faint"
        yield end - marks, end, "faint"


def _tokens(text: str) -> Iterator[re.Match[str]]:
    """Every token outside code spans."""
    position = 0
    for start, end in [*_code_ranges(text), (len(text), len(text))]:
        yield from (m for m in _TOKEN.finditer(text, position, start) if m.lastgroup != "ticks")
        position = end


def _look(kind: str, text: str, start: int, end: int) -> Iterator[Span]:
    match kind:
        case "wiki" | "footnote":
            width = 1 if kind == "footnote" else 3 if text[start] == "!" else 2
            yield start, end, "link"
            yield start, start + width, "faint"
            yield end - min(width, 2), end, "faint"
        case "link":
            opening = start + (2 if text[start] == "!" else 1)
            target = _TARGET.search(text, opening, end)
            middle = target.start() if target else end - 1
            yield start, opening, "faint"
            yield opening, middle, "link"
            yield middle, end, "target"
        case "auto":
            yield start, end, "target"
        case "url":
            while end > start and text[end - 1] in _URL_END:
                end -= 1
            yield start, end, "target"
        case "html":
            yield start, end, "comment" if text.startswith("<!--", start) else "html"
        case _:
            yield start, end, kind


def _pair(
    text: str, start: int, end: int, openers: list[tuple[int, int, str]], found: list[Span]
) -> None:
    mark, length = text[start], end - start
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if mark in "~=" and length != 2:
        return
    opens, closes = not after.isspace(), not before.isspace()
    if mark == "_":  # within a word it is a letter, as in snake_case
        opens = opens and not _latin(before)
        closes = closes and not _latin(after)
    if closes:
        for index in range(len(openers) - 1, max(-1, len(openers) - 20), -1):
            at, width, kind = openers[index]
            if kind != mark or at + width == start:
                continue
            used = min(width, length, 3)
            del openers[index:]
            if width > used:
                openers.append((at, width - used, kind))
            inner = (at + width, start)
            found.append((*inner, _emphasis(mark, used, text[inner[0] : inner[1]])))
            found.append((at + width - used, at + width, "faint"))
            found.append((start, start + used, "faint"))
            if length > used:
                _pair(text, start + used, end, openers, found)
            return
    if opens and length <= 3:
        openers.append((start, length, mark))


def _latin(character: str) -> bool:
    return character.isalnum() and not _CJK.match(character)


def _emphasis(mark: str, used: int, inner: str) -> str:
    if mark in "~=":
        return _LOOK[mark]
    if used == 1:
        # Chinese has no italics; a slanted sans is no substitute.
        return "stressed" if _CJK.search(inner) else "emphasis"
    return "strong" if used == 2 or _CJK.search(inner) else "strong_emphasis"


def plain_ranges(text: str) -> list[tuple[int, int]]:
    """The parts of a line that are prose: no code, mathematics, addresses, tags or HTML."""
    taken = _code_ranges(text)
    for match in _tokens(text):
        start, end = match.span()
        match match.lastgroup:
            case "link":
                target = _TARGET.search(text, start, end)
                taken.append((target.start() if target else start, end))
            case "wiki" | "footnote" | "auto" | "html" | "url" | "math" | "tag":
                taken.append((start, end))
    ranges: list[tuple[int, int]] = []
    last = 0
    for start, end in sorted(taken):
        if start > last:
            ranges.append((last, start))
        last = max(last, end)
    if last < len(text):
        ranges.append((last, len(text)))
    return ranges
