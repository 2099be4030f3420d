"""Times as they are stored: microseconds since 1970 in UTC, and the offset they came with."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
DAY = 86_400_000_000
"""Microseconds in a day."""


class DamagedError(Exception):
    """A stored value is not what the program wrote."""


class Moment(NamedTuple):
    """A stored time: microseconds since 1970 in UTC, offset from UTC in seconds."""

    instant: int
    offset: int

    def as_datetime(self) -> datetime:
        """The aware time with the offset it came with."""
        try:
            zone = timezone(timedelta(seconds=self.offset)) if self.offset else UTC
            return (_EPOCH + timedelta(microseconds=self.instant)).astimezone(zone)
        except (OverflowError, ValueError, TypeError) as error:
            raise DamagedError(f"time {self.instant!r} {self.offset!r}") from error


def now() -> Moment:
    """The time it is, with the local offset."""
    instant = time.time_ns() // 1000
    return Moment(instant, time.localtime(instant // 1_000_000).tm_gmtoff)


def moment(value: datetime) -> Moment:
    """Store `value`; without a zone it is taken for local time."""
    if value.tzinfo is None:
        value = value.astimezone()
    offset = value.utcoffset() or timedelta()
    return Moment((value - _EPOCH) // _MICROSECOND, round(offset.total_seconds()))
