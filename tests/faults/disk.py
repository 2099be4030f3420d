"""A disk that fails at every write in turn, or is full: old state or new, never between."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from notes.library import Reader
from tests.faults import damage, migrating
from tests.faults.kills import CHECKOUT, start
from tests.faults.ledger import Ledger

SOURCE = Path(__file__).with_name("failing_disk.c")
SEED, STEPS = 4, 14
EXPECTED = {"disk-full", "io-error", "library-damaged"}
"""The faults that a failing disk may be told as."""
_WAYS = ((errno.EIO, False), (errno.ENOSPC, True))  # once; from then on


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


def _environment(shim: Path, place: Path, failure: Failure, count: Path) -> dict[str, str]:
    environment = os.environ | {
        "LD_PRELOAD": str(shim),
        "BANYAN_FAIL_UNDER": str(place),
        "BANYAN_FAIL_AT": str(failure.at),
        "BANYAN_FAIL_ERRNO": str(failure.error),
        "BANYAN_FAIL_COUNT": str(count),
    }
    if failure.lasting:
        environment["BANYAN_FAIL_LASTING"] = "1"
    return environment


def run(shim: Path, folder: Path, failure: Failure) -> tuple[int, list[str]]:
    """One writer on a new library; (writes met, what was wrong afterwards)."""
    place = folder / f"{failure.at}-{failure.error}-{failure.lasting}"
    place.mkdir()
    library, count = place / "x.banyan", folder / "count"
    environment = _environment(shim, place, failure, count)
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


def _places(total: int, chosen: Iterable[int] | None) -> Iterable[int]:
    if chosen is None:
        return range(1, total + 1)
    return sorted({max(1, total * share // 1000) for share in chosen})


def fail_in_turn(folder: Path, chosen: Iterable[int] | None = None) -> tuple[int, list[str]]:
    """Fail at each of the writes (or at the chosen shares of them, in thousandths)."""
    shim = build(folder)
    total, found = run(shim, folder, Failure(0))
    if total < 50:
        found.append(f"only {total} writes met: the shim does not see them")
    for at in _places(total, chosen):
        for error, lasting in _WAYS:
            found += run(shim, folder, Failure(at, error, lasting))[1]
    return total, found


def fail_a_migration(folder: Path, chosen: Iterable[int] | None = None) -> tuple[int, list[str]]:
    """The same while the next release opens, backs up and migrates a library."""
    shim = build(folder)
    source = folder / "source.banyan"
    damage.make(source, SEED, notes=12)
    with Reader.open(source) as reader:
        wanted = migrating.texts(reader)
    total, found = _migrate(shim, source, Failure(0), wanted)
    for at in _places(total, chosen):
        for error, lasting in _WAYS:
            found += _migrate(shim, source, Failure(at, error, lasting), wanted)[1]
    return total, found


def _migrate(
    shim: Path, source: Path, failure: Failure, wanted: migrating.Texts
) -> tuple[int, list[str]]:
    place = source.parent / f"migrated-{failure.at}-{failure.error}"
    place.mkdir()
    path = place / "x.banyan"
    shutil.copyfile(source, path)
    count = source.parent / "count"
    ran = subprocess.run(
        [sys.executable, "-m", "tests.faults.migrating", path],
        capture_output=True,
        text=True,
        check=False,
        cwd=CHECKOUT,
        env=_environment(shim, place, failure, count),
    )
    found = [f"migrating, {failure}: {problem}" for problem in migrating.problems(path, wanted)]
    if ran.returncode not in (0, 3) or (ran.returncode and not failure.at):
        found.append(f"migrating, {failure}: ended with {ran.returncode}: {ran.stderr[-2000:]}")
    elif ran.returncode == 3:
        told = json.loads(ran.stdout.splitlines()[-1])["fault"]
        if told not in EXPECTED:
            found.append(f"migrating, {failure}: told as {told}")
    shutil.rmtree(place)
    return int(count.read_text()), found
