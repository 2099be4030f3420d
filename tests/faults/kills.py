"""`kill -9` at random moments, and two writers at once."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

from notes.library import Reader
from tests.faults import migrating
from tests.faults.ledger import Ledger

CHECKOUT = Path(__file__).resolve().parents[2]
_MIGRATED = 4  # kills: after so many another one hits a migration


def start(path: Path, seed: int, steps: int = 0, **values: object) -> subprocess.Popen[str]:
    """A writer on a library."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.writer", str(path), str(seed), str(steps)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=CHECKOUT,
        **values,  # type: ignore[call-overload]
    )


def kill_often(folder: Path, count: int, seed: int) -> list[str]:
    """Kill a writer `count` times at random moments; what was wrong with the library afterwards.

    A library is used for ten kills, so that small and larger ones are met. Now and then a copy of
    it is opened by a release to come, which is killed while it migrates.
    """
    chance = random.Random(seed)
    found: list[str] = []
    ledger, path = Ledger(), folder / "kill-0.banyan"
    for number in range(count):
        if number % 10 == 0:
            ledger, path = Ledger(), folder / f"kill-{number}.banyan"
        process = start(path, seed * 100_000 + number)
        lines: list[str] = []
        reader = threading.Thread(target=collect, args=(process, lines))
        reader.start()
        if chance.random() < 0.8:  # otherwise while it opens, or makes the library
            _wait_for(lines, process)
        time.sleep(chance.random() * 0.4)
        process.kill()
        process.wait()
        reader.join()
        ledger.read(lines)
        found += [f"kill {number}: {problem}" for problem in ledger.problems(path)]
        if number % _MIGRATED == _MIGRATED - 1 and path.exists():
            place = folder / f"migrated-{number}"
            problems = _kill_a_migration(path, place, chance)
            found += [f"kill {number}, migrating: {problem}" for problem in problems]
        ledger = Ledger(done=_settled(ledger, path), opened=ledger.opened)
    return found


def _kill_a_migration(library: Path, place: Path, chance: random.Random) -> list[str]:
    """Kill the next release while it opens a copy; what is wrong with what is left."""
    place.mkdir()
    path = place / "x.banyan"
    shutil.copyfile(library, path)  # the check before this has closed it: there is no log
    with Reader.open(path) as reader:
        wanted = migrating.texts(reader)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.migrating", path],
        stdout=subprocess.PIPE,
        text=True,
        cwd=CHECKOUT,
    )
    assert process.stdout is not None
    with process.stdout:
        if chance.random() < 0.7:  # otherwise while it opens or backs up
            process.stdout.readline()
            time.sleep(chance.random() * 0.05)
        else:
            time.sleep(chance.random())
        process.kill()
        process.wait()
    problems = migrating.problems(path, wanted)
    shutil.rmtree(place)
    return problems


def write_at_once(path: Path, writers: int, seconds: float, seed: int) -> list[str]:
    """Let several processes write to one library; what was lost."""
    processes = [start(path, seed + number) for number in range(writers)]
    collected: list[list[str]] = [[] for _ in processes]
    readers = [
        threading.Thread(target=collect, args=pair)
        for pair in zip(processes, collected, strict=True)
    ]
    for reader in readers:
        reader.start()
    for lines, process in zip(collected, processes, strict=True):
        _wait_for(lines, process)
    time.sleep(seconds)
    for process in processes:
        process.kill()
    for process, reader in zip(processes, readers, strict=True):
        process.wait()
        reader.join()
    found = []
    for number, lines in enumerate(collected):
        ledger = Ledger().read(lines)
        if ledger.fault:
            found.append(f"writer {number}: {ledger.fault}")
        if not ledger.done:
            found.append(f"writer {number} wrote nothing")
        found += [f"writer {number}: {problem}" for problem in ledger.problems(path)]
    return found


def collect(process: subprocess.Popen[str], lines: list[str]) -> None:
    """Take in what a process prints until it ends."""
    assert process.stdout is not None
    with process.stdout as stream:
        lines.extend(stream)


def _wait_for(lines: list[str], process: subprocess.Popen[str]) -> None:
    while not lines and process.poll() is None:
        time.sleep(0.005)


def _settled(ledger: Ledger, path: Path) -> dict[str, str]:
    """The texts that the next kill must leave; what was under way counts if it is there."""
    if not path.exists():
        return {}
    with_step = ledger.done | ledger.under_way
    return with_step if not Ledger(done=with_step, opened=True).problems(path) else ledger.done
