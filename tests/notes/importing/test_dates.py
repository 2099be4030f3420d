"""Dates as documents write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes.importing.dates import date_in_name, date_line, read_date, strip_date

EAST = timezone(timedelta(hours=8))


def local(*parts: int) -> datetime:
    return datetime(*parts).astimezone()  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2020-01-02", local(2020, 1, 2)),
        ("2020-1-2", local(2020, 1, 2)),
        ("2020/01/02", local(2020, 1, 2)),
        ("2020-01-02 9:05:00", local(2020, 1, 2, 9, 5)),
        ("2020-01-02T09:05:07+08:00", datetime(2020, 1, 2, 9, 5, 7, tzinfo=EAST)),
        ("2020-01-02 09:05:07 +0800", datetime(2020, 1, 2, 9, 5, 7, tzinfo=EAST)),
        ("2020-01-02T09:05:07.000Z", datetime(2020, 1, 2, 9, 5, 7, tzinfo=UTC)),
        (
            "2019-05-01 16:54-07:00",
            datetime(2019, 5, 1, 16, 54, tzinfo=timezone(timedelta(hours=-7))),
        ),
        ('"2020-01-02"', local(2020, 1, 2)),
        ("2018年09月26日", local(2018, 9, 26)),
        ("2018 年 9 月 26 日 10:30", local(2018, 9, 26, 10, 30)),
        ("28/09/2021 20:57", local(2021, 9, 28, 20, 57)),
        ("Jan 2, 2006", local(2006, 1, 2)),
        ("2 January 2006", local(2006, 1, 2)),
        ("May 1, 2020 3:00 PM", local(2020, 5, 1, 15)),
        ("Mon, 02 Jan 2006 15:04:05 +0800", datetime(2006, 1, 2, 15, 4, 5, tzinfo=EAST)),
        ("2020-07-14 上午9:45:56", local(2020, 7, 14, 9, 45, 56)),
        ("2020/7/14 下午 3:20", local(2020, 7, 14, 15, 20)),
        ("2016/12/7 星期三  21:04:51+0800", datetime(2016, 12, 7, 21, 4, 51, tzinfo=EAST)),
        ("2020-07-14 周二", local(2020, 7, 14)),
        ("2020年7月14日 晚上9:45", local(2020, 7, 14, 21, 45)),
        ("2020年7月14日 中午12:05", local(2020, 7, 14, 12, 5)),
        ("星期五, 十月 7日 2022, 9:56:06 晚上", local(2022, 10, 7, 21, 56, 6)),
        ("星期日, 九月 22日 2024, 11:46:24 中午", local(2024, 9, 22, 11, 46, 24)),
        ("星期日, 十二月 1日 2024, 12:06:24 凌晨", local(2024, 12, 1, 0, 6, 24)),
        ("Thu., Sep. 5, 2024, 1:16:12 pm", local(2024, 9, 5, 13, 16, 12)),
        ("02-11-2025", local(2025, 11, 2)),
        (
            "2023-9-26T21:13:7.744+8:0",
            datetime(2023, 9, 26, 21, 13, 7, 744000, tzinfo=EAST),
        ),
        ("20180926", local(2018, 9, 26)),
        ("20180926T101112Z", datetime(2018, 9, 26, 10, 11, 12, tzinfo=UTC)),
        ("1500000000", datetime.fromtimestamp(1500000000, UTC)),
        ("1500000000000", datetime.fromtimestamp(1500000000, UTC)),
    ],
)
def test_reads(text: str, moment: datetime) -> None:
    found = read_date(text)
    assert found == moment
    assert found is not None
    assert found.tzinfo is not None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2015-XX-XX",
        "{{date}}",
        "2015-13-01",
        "2015-02-30",
        "十三月 1日 2024",
        "2020-01-01 25:00",
        "yesterday",
        "12",
        "3.14",
        "a" * 100,
    ],
)
def test_refuses(text: str) -> None:
    assert read_date(text) is None


def test_in_names() -> None:
    assert date_in_name("2018-09-26-some-title") == local(2018, 9, 26)
    assert date_in_name("日记 20180926") == local(2018, 9, 26)
    assert date_in_name("2017-2-5-no-zeroes") == local(2017, 2, 5)
    assert date_in_name("version 2017-2-5") is None
    assert date_in_name("000_a7102e51af1f6414") is None
    assert date_in_name("9999-99-99") is None
    assert strip_date("2018-09-26-some-title") == "some-title"


def test_alone_in_a_line() -> None:
    assert date_line("发布于 2018-09-26") == local(2018, 9, 26)
    assert date_line("2018 was a good year") is None
    assert date_line("2018") is None


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = read_date(text)
    assert found is None or found.tzinfo is not None
