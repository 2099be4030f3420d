"""The limit tells what hangs from what waits."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import suppress

import pytest

from tests.faults.kills import CHECKOUT
from tests.faults.limit import TooLong, limit


def spend(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_what_waits_for_its_turn_does_not_hang() -> None:
    with limit(0.2):
        time.sleep(0.4)


@pytest.mark.skipif(sys.platform == "win32", reason="no such alarms there")
def test_what_hangs_is_stopped_and_no_part_can_take_it_for_a_fault_of_its_own() -> None:
    def hang() -> None:
        while True:
            with suppress(Exception):  # as a reader's last resort would
                sum(range(100))

    with pytest.raises(TooLong), limit(0.1):
        hang()


def test_what_took_too_long_without_hearing_the_alarm_is_said_afterwards() -> None:
    def take_long() -> None:
        with suppress(TooLong):
            spend(1)
        spend(0.1)

    with pytest.raises(TooLong), limit(0.05):
        take_long()


@pytest.mark.skipif(sys.platform == "win32", reason="no such alarms there")
def test_code_that_hears_no_alarm_ends_with_its_stack_printed() -> None:
    hang = """
from itertools import repeat
from tests.faults.limit import limit
with limit(0.1):
    sum(repeat(0))
"""
    ran = subprocess.run(
        [sys.executable, "-c", hang], capture_output=True, text=True, check=False, cwd=CHECKOUT
    )
    assert ran.returncode < 0
    assert "line 5 in <module>" in ran.stderr
