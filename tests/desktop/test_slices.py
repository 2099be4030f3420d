from __future__ import annotations

from PySide6.QtCore import QTimer

from desktop.slices import Slices
from tests.desktop.conftest import wait_until


def test_steps_run_in_their_order_with_turns_of_the_event_loop_between_them(qapp):
    slices = Slices()
    told: list[str] = []

    def first() -> None:
        told.append("first")
        QTimer.singleShot(0, lambda: told.append("key"))

    slices.add(first, lambda: told.append("second"))
    slices.add(lambda: told.append("third"))
    assert told == []
    wait_until(qapp, lambda: len(told) == 4)
    assert [step for step in told if step != "key"] == ["first", "second", "third"]
    assert told.index("key") < told.index("third")


def test_a_step_that_fails_keeps_none_of_the_others(qapp, monkeypatch):
    import sys

    errors: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: errors.append(kind))
    slices = Slices()
    told: list[str] = []

    def fail() -> None:
        raise ValueError

    slices.add(fail, lambda: told.append("after"))
    wait_until(qapp, lambda: bool(told))
    assert errors == [ValueError]


def test_what_is_added_when_all_is_done_is_done_too(qapp):
    slices = Slices()
    told: list[int] = []
    assert not slices.begun
    for number in range(2):
        slices.add(lambda number=number: told.append(number))
        assert slices.begun
        wait_until(qapp, lambda number=number: told[-1:] == [number])
