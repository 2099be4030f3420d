"""Lists in text without markup: items however they are marked, as Markdown's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_BULLET = re.compile(r"^([ \t\u3000]*)[•·●○◦▪▫■□◆◇‣⁃∙・][ \t\u3000]*(?=\S)")
_DASH = re.compile(r"^([ \t]*)[-*+][ \t]+(?=\S)")
_NUMBER = re.compile(r"^([ \t\u3000]*)([(（]?)([0-9０-９]{1,3})([.．、)）])[ \t\u3000]*(?=\S)")
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]")


def prose_lines(lines: list[str]) -> list[bool]:
    """For each line whether it is prose: not inside a fence, nor a fence itself."""
    found: list[bool] = []
    fence = ""
    for line in lines:
        match = _FENCE.match(line)
        if fence:
            found.append(False)
            if match and match[1].startswith(fence):
                fence = ""
        else:
            fence = match[1] if match else ""
            found.append(not match)
    return found


@dataclass(frozen=True, slots=True)
class Item:
    """A list item as read."""

    indent: int
    marker: str  # "-" or "1."
    text: str


def item_of(line: str) -> Item | None:
    """A list item however its marker is written; Markdown's own too."""
    for pattern in (_BULLET, _DASH):
        if match := pattern.match(line):
            return Item(_width(match[1]), "-", line[match.end() :].rstrip())
    match = _NUMBER.match(line)
    if match:
        if match[4] == "." and line[match.end() - 1] == "." and line[match.end()].isdigit():
            return None  # 3.14
        below = 1 if match[2] else 0  # （1） stands below 1、 where both are not indented
        text = line[match.end() :].rstrip()
        return Item(_width(match[1]) + below, f"{int(match[3])}.", text)
    return None


def is_numbered(line: str) -> bool:
    """Whether a line begins with a number as an item does."""
    return _NUMBER.match(line) is not None


def _width(space: str) -> int:
    return sum(4 if char == "\t" else 2 if char == "\u3000" else 1 for char in space)


def mend_lists(lines: list[str]) -> list[str]:
    """Bullets and numbers of any kind as Markdown's, nested by their indent, apart from prose."""
    if _is_outline(lines):
        lines = [re.sub(r"(?=\S)", "- ", line, count=1) for line in lines]
    elif not any(_BULLET.match(line) or _needs_mending(line) for line in lines):
        return lines
    prose = prose_lines(lines)
    result: list[str] = []
    at = 0
    while at < len(lines):
        if not prose[at] or not item_of(lines[at]):
            result.append(lines[at])
            at += 1
            continue
        end = _list_end(lines, prose, at)
        if result and result[-1].strip():
            result.append("")
        result += _nested(lines[at:end])
        at = end
        if at < len(lines) and lines[at].strip():
            result.append("")
    return result


def _needs_mending(line: str) -> bool:
    match = _NUMBER.match(line)
    return match is not None and (match[4] in "．、)）" or match[1] in {"  ", "\u3000"})


def _list_end(lines: list[str], prose: list[bool], start: int) -> int:
    """Where the list that begins at `start` ends; single blank lines inside it do not end it."""
    end = at = start
    while at < len(lines) and prose[at]:
        if not lines[at].strip():
            at += 1
            continue
        inside = item_of(lines[at]) or (_width(lines[at][: -len(lines[at].lstrip())]) >= 4)
        if not inside or at - end > 1:
            break
        at += 1
        end = at
    return end


def _nested(lines: list[str]) -> list[str]:
    """The items with the indent that Markdown wants: under the text of the item above."""
    result: list[str] = []
    levels: list[tuple[int, int]] = []  # indent as read, width of the text's column
    for line in lines:
        if not line.strip():
            result.append("")
            continue
        item = item_of(line)
        if not item:
            column = levels[-1][1] if levels else 0
            result.append(" " * column + line.strip())
            continue
        while levels and item.indent < levels[-1][0]:
            levels.pop()
        if levels and item.indent == levels[-1][0]:
            levels.pop()
        column = levels[-1][1] if levels else 0
        head = " " * column + item.marker + " "
        parts = _flattened(item.text)
        result.append(head + parts[0])
        result += [" " * len(head) + part for part in parts[1:]]
        levels.append((item.indent, len(head)))
    return result


def _flattened(text: str) -> list[str]:
    """An item whose own numbered list was flattened into its line: `x 1. a 2. b`."""
    found = list(re.finditer(r"(?:^|(?<=[\s。；;，,：:]))(\d{1,2})\.[ \t]+(?=\S)", text))
    if len(found) < 2 or [int(match[1]) for match in found] != list(range(1, len(found) + 1)):
        return [text]
    if found[0].start() == 0:
        return [text]
    ends = [match.start() for match in found[1:]] + [len(text)]
    return [
        text[: found[0].start()].rstrip(),
        *(
            f"{match[1]}. {text[match.end() : end].strip()}"
            for match, end in zip(found, ends, strict=True)
        ),
    ]


def _is_outline(lines: list[str]) -> bool:
    """Whether short lines stand below each other by their indent alone, a step at a time."""
    filled = [line for line in lines if line.strip()]
    if len(filled) < 4 or any(not _is_point(line) for line in filled):
        return False
    widths = [_width(line[: -len(line.lstrip())]) if line[0].isspace() else 0 for line in filled]
    unit = min((width for width in widths if width), default=0)
    steps = [after - before for before, after in pairwise(widths)]
    return (
        widths[0] == 0
        and unit > 1
        and sum(width > 0 for width in widths) * 3 >= len(widths)
        and all(width % unit == 0 for width in widths)
        and all(step <= unit for step in steps)
    )


def _is_point(line: str) -> bool:
    """Whether a line can be a point of an outline: no sentence, no code, no mark of its own."""
    text = line.strip()
    return (
        len(text) <= 60
        and text[-1] not in "。，,；;：:！!…."
        and not re.search(r"[;{}=<>|`]|\(\)|^[#>]|https?://", text)
        and item_of(line) is None
        and not _FENCE.match(line)
    )
