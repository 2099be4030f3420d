"""Read the dates that documents state, and find dates in file names and under titles.

Where no offset is stated the local one is used; a date alone is 00:00 local.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

_WEEKDAY = "(?:星期|周|週)."
_PART = "凌晨|清晨|早上|上午|中午|下午|傍晚|晚上"
_ISO = re.compile(
    rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}})(?:[ \t]*{_WEEKDAY})?"
    rf"(?:(?:[Tt]|[ \t]+)(?:({_PART})[ \t]*)?(\d{{1,2}}):(\d{{1,2}})"
    r"(?::(\d{1,2})(?:[.,](\d{1,9}))?)?[ \t]*(AM|PM|am|pm)?"
    r"[ \t]*(Z|z|UTC|GMT|[+-]\d{1,2}(?::\d{1,2}|\d{2})?)?(?:[ \t]+[A-Z]{3,4})?)?"
)
_CHINESE = re.compile(
    r"(\d{4})[ \t]*年[ \t]*(\d{1,2})[ \t]*月[ \t]*(\d{1,2})[ \t]*[日号號]"
    rf"(?:[ \t]*{_WEEKDAY})?(?:[ \t]*({_PART})?[ \t]*(\d{{1,2}})[:时時點点](\d{{1,2}})"
    r"(?:[:分](\d{1,2})秒?)?分?)?"
)
_HAN_MONTHS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_CHINESE_WORDS = re.compile(
    rf"(?:{_WEEKDAY}[,，]?[ \t]*)?"
    rf"({'|'.join(reversed(_HAN_MONTHS))})月[ \t]*(\d{{1,2}})日?,?[ \t]+(\d{{4}})"
    rf"(?:[,，]?[ \t]*(\d{{1,2}}):(\d{{2}})(?::(\d{{2}}))?[ \t]*({_PART})?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z)?)?")
_DAY_FIRST = re.compile(
    r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:[ \t]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORDS = re.compile(
    r"(?:[A-Za-z]{3,9}\.?,?[ \t]+)??"
    r"(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)?[ \t]+(?P<m1>[A-Za-z]{3,9})\.?"
    r"|(?P<m2>[A-Za-z]{3,9})\.?[ \t]+(?P<d2>\d{1,2})(?:st|nd|rd|th)?),?[ \t]+(?P<y>\d{4})"
    r"(?:,?[ \t]+(?:at[ \t]+)?(?P<H>\d{1,2}):(?P<M>\d{2})(?::(?P<S>\d{2}))?"
    r"[ \t]*(?P<ap>[AaPp][Mm])?)?"
)
_IN_NAME = re.compile(
    r"(?<!\d)(\d{4})([-_.]?)(\d{2})\2(\d{2})(?!\d)|^(\d{4})-(\d{1,2})-(\d{1,2})(?=[-_ ])"
)


def read_date(text: str) -> datetime | None:
    """The moment that `text` states, aware; None when it is no date."""
    text = text.strip().strip("\"'").strip()
    if not text or len(text) > 60:
        return None
    for read in _READERS:
        try:
            found = read(text)
        except (ValueError, OverflowError, OSError, TypeError, IndexError):
            found = None
        if found:
            return found
    return None


def date_in_name(name: str) -> datetime | None:
    """The date in a file's name (`2018-09-26-title`, `20180926`), 00:00 local."""
    for match in _IN_NAME.finditer(name):
        try:
            found = _local(
                *(int(match[at] or match[more]) for at, more in ((1, 5), (3, 6), (4, 7)))
            )
        except (ValueError, OverflowError, OSError):
            continue
        if 1970 <= found.year <= 2100:
            return found
    return None


def strip_date(stem: str) -> str:
    """A file's name without the date in front, as Jekyll names its posts."""
    return re.sub(r"^\d{4}-\d{1,2}-\d{1,2}[-_ ]+", "", stem) or stem


def date_line(line: str) -> datetime | None:
    """The date that a line states alone, or with a word like 发布于 before it."""
    text = re.sub(
        r"^(?:发布于|發佈於|发表于|更新于|时间|日期|Posted on|Published|Date)[:：]?[ \t]*",
        "",
        line.strip(),
    )
    return read_date(text) if re.match(r"\d{4}\D|[A-Z][a-z]{2,8}\.? \d", text) else None


def _local(*parts: int) -> datetime:
    return datetime(*parts).astimezone()  # type: ignore[arg-type] # a date's parts in order


def _read_iso(text: str) -> datetime | None:
    match = _ISO.fullmatch(text)
    if not match:
        return None
    year, month, day, part, hour, minute, second, fraction, half, zone = match.groups()
    if hour is None:
        return _local(int(year), int(month), int(day))
    micro = int((fraction or "0").ljust(6, "0")[:6])
    clock = _clock(int(hour), half or part)
    naive = (int(year), int(month), int(day), clock, int(minute), int(second or 0), micro)
    return datetime(*naive, tzinfo=_zone(zone)) if zone else _local(*naive)


def _clock(hour: int, half: str | None) -> int:
    """The hour of the day: `half` is am, pm or the part of the day in Chinese."""
    if not half or hour > 12:
        return hour
    if half == "中午":
        return hour if hour > 9 else hour + 12
    return hour % 12 + (12 if half.lower() in {"pm", "下午", "傍晚", "晚上"} else 0)


def _zone(text: str) -> timezone:
    if text[0] not in "+-":
        return UTC
    hours, _, minutes = text[1:].partition(":")
    if len(hours) > 2:
        hours, minutes = hours[:-2], hours[-2:]
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return timezone(-offset if text[0] == "-" else offset)


def _read_chinese(text: str) -> datetime | None:
    match = _CHINESE.fullmatch(text)
    if not match:
        return None
    year, month, day, part, hour, minute, second = match.groups()
    clock = _clock(int(hour or 0), part)
    return _local(int(year), int(month), int(day), clock, int(minute or 0), int(second or 0))


def _read_chinese_words(text: str) -> datetime | None:
    """`星期五, 十月 7日 2022, 9:56:06 晚上`, as date libraries write it in Chinese."""
    match = _CHINESE_WORDS.fullmatch(text)
    if not match:
        return None
    month, day, year, hour, minute, second, part = match.groups()
    clock = _clock(int(hour or 0), part)
    date = (int(year), _HAN_MONTHS.index(month) + 1, int(day))
    return _local(*date, clock, int(minute or 0), int(second or 0))


def _read_number(text: str) -> datetime | None:
    """`20180926`, `20180926T120000Z`, seconds or milliseconds since 1970."""
    match = _COMPACT.fullmatch(text)
    if match:
        numbers = [int(part or 0) for part in match.groups()[:6]]
        if numbers[0] >= 1000 and 1 <= numbers[1] <= 12:
            return datetime(*numbers, tzinfo=UTC) if match[7] else _local(*numbers)  # type: ignore[arg-type,misc] # a date's parts
    if re.fullmatch(r"\d{9,10}|\d{12,13}", text):
        seconds = int(text) / (1000 if len(text) > 10 else 1)
        return datetime.fromtimestamp(seconds, UTC)
    return None


def _read_day_first(text: str) -> datetime | None:
    """`28/09/2021 20:57`; where day and month cannot be told apart the day is first."""
    match = _DAY_FIRST.fullmatch(text)
    if not match:
        return None
    first, _, second, *rest = match.groups()
    day, month, year, *clock = (int(part or 0) for part in (first, second, *rest))
    if month > 12:
        day, month = month, day
    return _local(year, month, day, *clock)


def _read_words(text: str) -> datetime | None:
    """`Jan 2, 2006`, `2 January 2006`, `Mon, Jan 2, 2006 3:04 PM`."""
    match = _WORDS.fullmatch(text)
    if not match:
        return None
    month = _MONTHS.index((match["m1"] or match["m2"])[:3].lower()) + 1
    hour = _clock(int(match["H"] or 0), match["ap"])
    day = int(match["d1"] or match["d2"])
    return _local(int(match["y"]), month, day, hour, int(match["M"] or 0), int(match["S"] or 0))


def _read_mail(text: str) -> datetime | None:
    """RFC 2822: `Mon, 02 Jan 2006 15:04:05 -0700`."""
    found = parsedate_to_datetime(text)
    return found if found.tzinfo else found.astimezone()


_READERS = (
    _read_iso,
    _read_chinese,
    _read_chinese_words,
    _read_number,
    _read_day_first,
    _read_words,
    _read_mail,
)
