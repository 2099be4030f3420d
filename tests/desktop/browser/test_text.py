from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QLocale

from desktop.browser.text import date_words, marked, menu_text, one_line, tool_tip

ENGLISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nb\tc", "a b c"),
        ("  a\u2028b\x85c ", "a b c"),
        ("a\x00\x1bb", "a b"),
        ("\u202eevil\u2066", "evil"),
        ("عنوان 中文", "عنوان 中文"),
        ("👩‍👩‍👧", "👩‍👩‍👧"),
    ],
)
def test_one_line(text: str, shown: str) -> None:
    assert one_line(text) == shown


def test_a_long_text_is_cut() -> None:
    assert len(one_line("长" * 10_000)) == 500


def test_tool_tips_show_markup_as_text() -> None:
    tip = tool_tip("<img src=x onerror=alert(1)>")
    assert "<img" not in tip
    assert "&lt;img" in tip


def test_menu_entries_have_no_accidental_mnemonics() -> None:
    assert menu_text("Q&A") == "Q&&A"
    assert menu_text("x" * 80).endswith("…")


def test_marks_are_counted_in_utf16() -> None:
    snippet = marked("🎉 a\x02Pod\x03 and \x02调度\x03")
    assert snippet.text == "🎉 aPod and 调度"
    assert snippet.marks == ((4, 3), (12, 2))


def test_marks_without_their_partner_do_no_harm() -> None:
    assert marked("a\x03b\x02c").marks == ()


def test_dates_are_said_as_one_would() -> None:
    now = datetime.now(UTC).astimezone()
    today = now.date()
    assert ":" in date_words(now, today, ENGLISH)
    assert date_words(now - timedelta(days=1), today, ENGLISH) == "Yesterday"
    noon = datetime(2026, 5, 4, 12, tzinfo=UTC)
    assert date_words(noon, date(2026, 12, 30), ENGLISH) == "May 4"
    assert date_words(noon, date(2027, 1, 1), ENGLISH) == "May 4, 2026"
