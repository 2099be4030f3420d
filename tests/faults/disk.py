"""A disk that fails at every write in turn, or is full: old state or new, never between."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.faults.kills import start
from tests.faults.ledger import Ledger

SOURCE = Path(__file__).with_name("failing_disk.c")
SEED, STEPS = 4, 14
EXPECTED = {"disk-full", "io-error", "library-damaged"}
"""The faults that a failing disk may be told as."""


def compiler() -> str | None:
    """A C compiler, where there is one."""
    return shutil.which("cc") or shutil.which("gcc")


def build(folder: Path) -> Path:
    """The library to preload."""
    built = folder / "failing_disk.so"
    command = [compiler() or "cc", "-shared", "-fPIC", "-O1", "-o", built, SOURCE, "-ldl"]
    subprocess.run(command, check=True, capture_output=True)
    return built


@dataclass(frozen=True)
class Failure:
    """The write that fails, how, and whether all after it do."""

    at: int
    error: int = errno.EIO
    lasting: bool = False


def run(shim: Path, folder: Path, failure: Failure) -> tuple[int, list[str]]:
    """One writer on a new library; (writes met, what was wrong afterwards)."""
    place = folder / f"{failure.at}-{failure.error}-{failure.lasting}"
    place.mkdir()
    library, count = place / "x.banyan", folder / "count"
    environment = os.environ | {
        "LD_PRELOAD": str(shim),
        "BANYAN_FAIL_UNDER": str(place),
        "BANYAN_FAIL_AT": str(failure.at),
        "BANYAN_FAIL_ERRNO": str(failure.error),
        "BANYAN_FAIL_COUNT": str(count),
    }
    if failure.lasting:
        environment["BANYAN_FAIL_LASTING"] = "1"
    process = start(library, SEED, STEPS, env=environment, stderr=subprocess.PIPE)
    said, errors = process.communicate(timeout=1800)
    ledger = Ledger().read(said.splitlines(keepends=True))
    found = [f"{failure}: {problem}" for problem in ledger.problems(library)]
    if process.returncode not in (0, 3):
        found.append(f"{failure}: ended with {process.returncode}: {errors[-2000:]}")
    if ledger.fault and ledger.fault not in EXPECTED:
        found.append(f"{failure}: told as {ledger.fault}")
    if failure.lasting and failure.at and process.returncode == 0 and failure.at < 20:
        found.append(f"{failure}: nothing was noticed")
    left = [path.name for path in place.iterdir() if path.name.startswith(".")]
    if left:
        found.append(f"{failure}: left {left}")
    shutil.rmtree(place)
    return int(count.read_text()), found


def fail_in_turn(folder: Path, chosen: Iterable[int] | None = None) -> tuple[int, list[str]]:
    """Fail at each of the writes (or at the chosen shares of them, in thousandths)."""
    shim = build(folder)
    total, found = run(shim, folder, Failure(0))
    if total < 50:
        found.append(f"only {total} writes met: the shim does not see them")
    places = range(1, total + 1)
    if chosen is not None:
        places = sorted({max(1, total * share // 1000) for share in chosen})  # type: ignore[assignment]
    for at in places:
        for error, lasting in ((errno.EIO, False), (errno.ENOSPC, True)):
            found += run(shim, folder, Failure(at, error, lasting))[1]
    return total, found
