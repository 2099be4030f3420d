"""PySide6 6.12.0 on Python 3.11 loses a reference to None on every call that returns None."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject


def test_calls_that_return_none_lose_no_reference() -> None:
    object_ = QObject()
    before = sys.getrefcount(None)
    for _ in range(200):
        object_.setObjectName("banyan")
    # Other code may let go of a few in the meantime; the fault loses one at each call.
    assert sys.getrefcount(None) > before - 100
