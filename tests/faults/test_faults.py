"""A short share of the faults made on purpose; `python -m tests.faults` takes the long run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults import damage, disk, keystrokes, kills, soak, window


def test_no_acknowledged_save_is_lost_to_a_kill(tmp_path: Path) -> None:
    assert kills.kill_often(tmp_path, count=8, seed=1) == []


def test_two_processes_write_to_one_library(tmp_path: Path) -> None:
    assert kills.write_at_once(tmp_path / "x.banyan", writers=2, seconds=2, seed=1) == []


def test_damaged_files_are_opened_salvaged_or_refused(tmp_path: Path) -> None:
    outcomes = damage.run_apart(tmp_path, range(100, 106), timeout=120)
    assert sum(outcomes.values()) == 6
    assert outcomes.get("part", 0) >= 3  # most are worth salvaging


_FULL = """
import resource, sys
from pathlib import Path
from notes.errors import Fault
from notes.library import Library
from notes.model import NewNote
with Library.open(Path(sys.argv[1]), create=True) as library:
    note_id = library.create_note(NewNote("t", "kept")).created[0]
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, hard))
    for _ in range(2):
        try:
            library.update_note(note_id, body="x y " * 200_000)
        except Fault as fault:
            print(fault.code.value)
    print(library.note(note_id).body)
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    library.update_note(note_id, body="saved again")
    print(library.search("saved").total, library.check())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on files' sizes there")
def test_saving_goes_on_once_there_is_room_again(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _FULL, tmp_path / "x.banyan"],
        capture_output=True,
        text=True,
        check=False,
        cwd=kills.CHECKOUT,
    )
    assert ran.stdout.splitlines() == ["io-error", "io-error", "kept", "1 []"], ran.stderr


@pytest.mark.skipif(
    not sys.platform.startswith("linux") or disk.compiler() is None,
    reason="needs Linux and a C compiler",
)
def test_a_failing_disk_leaves_the_old_state_or_the_new(tmp_path: Path) -> None:
    total, found = disk.fail_in_turn(tmp_path, chosen=[1, 30, 180, 500, 930])
    assert found == []
    assert total > 200


@pytest.mark.skipif(
    not sys.platform.startswith("linux") or disk.compiler() is None,
    reason="needs Linux and a C compiler",
)
def test_a_disk_that_fails_while_migrating_leaves_the_old_state_or_the_new(tmp_path: Path) -> None:
    total, found = disk.fail_a_migration(tmp_path, chosen=[1, 400, 950])
    assert found == []
    assert total > 50


def test_use_does_not_grow_what_a_process_holds(tmp_path: Path) -> None:
    assert soak.run(tmp_path, steps=60, seed=3, long=0) == []


def test_use_of_the_window_does_not_grow_what_it_holds(tmp_path: Path) -> None:
    assert window.run(tmp_path, rounds=10, seed=3) == []


def test_a_window_that_is_killed_loses_no_more_than_the_last_second(tmp_path: Path) -> None:
    assert keystrokes.run(tmp_path, count=3, seed=1) == []
