"""The long run of faults made on purpose.

    python -m tests.faults [KIND…] [--count N | --scale X] [--seed S]

`kills`: a real writer is killed (`-9`) N times at random moments (1,000), every fourth time a
migration too. `typing`: the real window is killed N times (200) while somebody types into it.
`writers`: two processes write to one library for N seconds (120). `damage`: N files damaged at
random (1,000) are used and recovered. `disk`: every write of a scenario fails in turn, once and
from then on (needs Linux and a C compiler; N bounds the places, spread evenly). `soak`: N steps of
use (20,000). `clock`: N steps while the clock jumps (2,000). `window`: N minutes of use of the real
window, compressed (480: a working day). Fuzzers, N seconds each (3,600): `readers` (damaged
documents of every format are imported), `open` (damaged libraries are opened and used), `query`,
`renderer`, `front-matter`.

All of them when no KIND is named; `--scale 0.1` takes a tenth of each. Prints a line or two a kind
and whatever was wrong; exit code 1 when anything was. Another seed takes other moments.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.faults import clock, damage, disk, fuzz, keystrokes, kills, soak, window
from tests.notes.importing import fuzz as readers

_AT_ONCE = 20
_HOUR = 3600  # s
_WAIT = 1800  # s for twenty files, each of which has a limit of processor time


def _damage(folder: Path, count: int, seed: int) -> list[str]:
    outcomes: dict[str, int] = {}
    found = []
    for first in range(seed * 1_000_000, seed * 1_000_000 + count, _AT_ONCE):
        place = folder / str(first)
        place.mkdir()
        try:
            for outcome, number in damage.run_apart(
                place, range(first, first + _AT_ONCE), timeout=_WAIT
            ).items():
                outcomes[outcome] = outcomes.get(outcome, 0) + number
        except (AssertionError, subprocess.TimeoutExpired) as error:
            found.append(str(error))
    sys.stdout.write(f"damage: {outcomes}\n")
    return found


def _open(folder: Path, seconds: int, seed: int) -> list[str]:
    """The opening, use and recovery of damaged files, for so long."""
    end, files = time.monotonic() + seconds, 0
    found: list[str] = []
    while time.monotonic() < end:
        first = 1_000_000_000 + seed * 1_000_000 + files
        place = folder / str(first)
        place.mkdir()
        try:
            damage.run_apart(place, range(first, first + _AT_ONCE), timeout=_WAIT)
        except (AssertionError, subprocess.TimeoutExpired) as error:
            found.append(str(error))
        files += _AT_ONCE
        shutil.rmtree(place)
    sys.stdout.write(f"open: {files} files\n")
    return found


def _disk(folder: Path, count: int, seed: int) -> list[str]:
    del seed
    if not sys.platform.startswith("linux") or disk.compiler() is None:
        sys.stdout.write("disk: left out, needs Linux and a C compiler\n")
        return []
    shares = None if count == 0 else range(0, 1000, max(1, 1000 // count))
    total, found = disk.fail_in_turn(folder, shares)
    migrated, more = disk.fail_a_migration(folder, shares)
    sys.stdout.write(f"disk: {total} writes met, {migrated} while migrating\n")
    return found + more


def _readers(folder: Path, count: int, seed: int) -> list[str]:
    found = []
    for wrong, files in readers.run(count, seed, folder):
        name = fuzz.keep_files(fuzz.FOUND, "readers", files)
        found.append(f"readers: {name}: {wrong.strip().splitlines()[-1]}")
    return found


def _fuzzer(name: str) -> Callable[[Path, int, int], list[str]]:
    return lambda folder, seconds, seed: fuzz.run(name, folder, seconds, seed)


KINDS: dict[str, tuple[int, Callable[[Path, int, int], list[str]]]] = {
    "kills": (1000, kills.kill_often),
    "typing": (200, keystrokes.run),
    "writers": (
        120,
        lambda folder, count, seed: kills.write_at_once(folder / "x.banyan", 2, count, seed),
    ),
    "damage": (1000, _damage),
    "disk": (0, _disk),
    "soak": (20_000, soak.run),
    "clock": (2000, clock.run),
    "window": (480, window.run),
    "readers": (_HOUR, _readers),
    "open": (_HOUR, _open),
    **{name: (_HOUR, _fuzzer(name)) for name in fuzz.FUZZERS},
}


def main() -> int:
    """Run one kind or all."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("--count", type=int)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if unknown := set(options.kinds) - set(KINDS):
        parser.error(f"no such kind: {', '.join(sorted(unknown))}")
    chosen = options.kinds or list(KINDS)
    wrong = False
    for kind in chosen:
        usual, run = KINDS[kind]
        count = options.count or (usual and max(1, round(usual * options.scale)))
        with tempfile.TemporaryDirectory(prefix="banyan-faults-") as folder:
            started = time.monotonic()
            found = run(Path(folder), count, options.seed)
            sys.stdout.write(
                f"{kind}: {len(found)} findings in {time.monotonic() - started:.0f} s\n"
            )
        for problem in found:
            sys.stdout.write(f"  {problem}\n")
        sys.stdout.flush()
        wrong = wrong or bool(found)
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
