"""What binds most tightly: code spans, escapes, character references, raw HTML, line ends."""

from __future__ import annotations

import html
import re
from bisect import bisect_left

from markdown.util import AtomicString

from notes.rendering.inline.emphasis import is_cjk
from notes.rendering.inline.nodes import Scan, element, raw
from notes.rendering.inline.raw_html import RawHtml

_ESCAPABLE = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# The group is not possessive: Python before 3.11.5 would take half of it (CPython issue 106052).
_COMMENT = re.compile(r"(?<![A-Za-z0-9%])%%(?!%)[^%]*+(?:%(?!%)[^%]*+)*%%(?![A-Za-z0-9%])")
_RUN = re.compile(r"`+")
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>\x00-\x20]*+)>")
_MAIL = re.compile(
    r"<([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]++@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*)>"
)


def take_escape(scan: Scan, start: int, _end: int) -> int:
    r"""A backslash: an escaped character, or a hard line break."""
    following = scan.text[start + 1 : start + 2]
    if following == "\n":
        scan.items.append(element("br"))
        return _skip_blanks(scan.text, start + 2)
    if following in _ESCAPABLE and following:
        scan.items.append(following)
        return start + 2
    scan.items.append("\\")
    return start + 1


def take_code(scan: Scan, start: int, end: int) -> int:
    """A code span, up to the next run of as many backticks."""
    if scan.backticks is None:
        runs: dict[int, list[int]] = {}
        for run in _RUN.finditer(scan.text):
            runs.setdefault(run.end() - run.start(), []).append(run.start())
        scan.backticks = runs
    length = end - start
    positions = scan.backticks.get(length, [])
    index = bisect_left(positions, end)
    if index == len(positions):
        scan.items.append(scan.text[start:end])
        return end
    code = scan.text[end : positions[index]].replace("\n", " ")
    if code[:1] == " " and code[-1:] == " " and code.strip(" "):
        code = code[1:-1]
    span = element("code")
    span.text = AtomicString(code)
    scan.items.append(span)
    return positions[index] + length


def take_comment(scan: Scan, start: int, end: int) -> int:
    """`%%…%%`, as Obsidian has it: not shown. `%A%%B%` and `100%%` are text."""
    found = _COMMENT.match(scan.text, start)
    if found is None:
        scan.items.append(scan.text[start:end])
        return end
    return found.end()


def take_reference(scan: Scan, start: int, end: int) -> int:
    """A character reference such as `&copy;`."""
    found = _REFERENCE.match(scan.text, start)
    character = html.unescape(found.group()) if found else ""
    if found is None or character == found.group():
        scan.items.append("&")
        return end
    scan.items.append("�" if character in ("", "\x00", "\x02", "\x03") else character)
    return found.end()


def take_angle(scan: Scan, start: int, end: int) -> int:
    """An address in angle brackets, or raw HTML."""
    text = scan.text
    if address := _AUTOLINK.match(text, start):
        scan.items.append(scan.markdown.addresses.autolink(address.group(1)))
        return address.end()
    if mail := _MAIL.match(text, start):
        scan.items.append(scan.markdown.addresses.autolink(mail.group(1), "mailto:"))
        return mail.end()
    if scan.html is None:
        scan.html = RawHtml(text, scan.markdown.addresses)
    if found := scan.html.match(start):
        scan.items.append(raw(found[0]))
        return found[1]
    scan.items.append("<")
    return end


def take_line_end(scan: Scan, start: int, end: int) -> int:
    """A line end: a break after two blanks or where the note asks for one, else white space.

    Between two lines of Chinese nothing is left: a space would show.
    """
    text = scan.text
    if not text[end:].strip() if end + 1 >= len(text) else False:
        return len(text)
    if (end - start > 2 and text[start:end].endswith("  \n")) or scan.markdown.options.line_breaks:
        scan.items.append(element("br"))
    else:
        following = _skip_blanks(text, end)
        wide = is_cjk(text[start - 1 : start] or " ") and is_cjk(
            text[following : following + 1] or " "
        )
        if not wide:
            scan.items.append("\n")
    return _skip_blanks(text, end)


def _skip_blanks(text: str, position: int) -> int:
    while position < len(text) and text[position] in " \t":
        position += 1
    return position
