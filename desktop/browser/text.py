"""Outside text made fit for one line of a list: no line ends, no controls, no direction tricks."""

from __future__ import annotations

import html
import re
from datetime import date, datetime, timedelta
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

# C0 and C1 controls, line and paragraph separators, and the marks that would turn the direction
# of text which follows: a title must not be able to rewrite the row it stands in.
_BREAKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_TURNS = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_LONG_WORD = re.compile(r"\S{30,}")
_SNIPPET = re.compile("\x02(.*?)\x03", re.DOTALL)


def one_line(text: str, limit: int = 500) -> str:
    """The text on one line; what stands after `limit` characters is never shown."""
    return _BREAKS.sub(" ", _TURNS.sub("", text[: limit * 2])).strip()[:limit]


def tool_tip(text: str) -> str:
    """A tool tip that shows the text as it is: Qt would read markup in it otherwise."""
    return f"<p style='white-space:pre-wrap'>{html.escape(_TURNS.sub('', text[:2000]))}</p>"


def breakable(text: str) -> str:
    """The text for a label that wraps: nothing of a long address is cut off or turned around."""
    return _LONG_WORD.sub(lambda word: "\u200b".join(word[0]), _TURNS.sub("", text))


def menu_text(text: str, limit: int = 40) -> str:
    """Outside text inside a menu entry: `&` is a letter there, not a mnemonic."""
    line = one_line(text)
    return (line if len(line) <= limit else line[: limit - 1] + "…").replace("&", "&&")


class Marked(NamedTuple):
    """A snippet as plain text, and where its matches are: (start, length) in UTF-16 units."""

    text: str
    marks: tuple[tuple[int, int], ...]


def marked(snippet: str) -> Marked:
    """Read the U+0002 … U+0003 marks of a search snippet."""
    parts: list[str] = []
    marks: list[tuple[int, int]] = []
    length = 0
    last = 0

    def add(raw: str) -> int:
        nonlocal length
        clean = _BREAKS.sub(" ", _TURNS.sub("", raw))
        parts.append(clean)
        units = len(clean.encode("utf-16-le")) // 2
        length += units
        return units

    for found in _SNIPPET.finditer(snippet):
        add(snippet[last : found.start()])
        start = length
        marks.append((start, add(found.group(1))))
        last = found.end()
    add(snippet[last:])
    return Marked("".join(parts), tuple(marks))


def date_words(moment: datetime, today: date | None = None, locale: QLocale | None = None) -> str:
    """A date as a list shows it: the time today, "Yesterday", the day this year, else the date."""
    locale = locale or QLocale()
    local = moment.astimezone()
    day = local.date()
    today = today or datetime.now().astimezone().date()
    if day == today:
        return locale.toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)
    if day == today - timedelta(days=1):
        return QCoreApplication.translate("Dates", "Yesterday")
    qdate = QDate(day.year, day.month, day.day)
    if day.year == today.year:
        return locale.toString(qdate, QCoreApplication.translate("Dates", "MMM d"))
    return locale.toString(qdate, QCoreApplication.translate("Dates", "MMM d, yyyy"))


def moment_words(moment: datetime, locale: QLocale | None = None) -> str:
    """Date and time in full, for tool tips and tables."""
    locale = locale or QLocale()
    local = moment.astimezone()
    return (
        locale.toString(
            QDate(local.year, local.month, local.day),
            QCoreApplication.translate("Dates", "MMM d, yyyy"),
        )
        + " "
        + locale.toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)
    )
