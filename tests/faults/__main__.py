"""The long run of faults made on purpose.

    python -m tests.faults [kills|writers|damage|disk|soak|readers|all] [--count N] [--seed S]

`kills`: a real writer is killed (`-9`) N times at random moments (1,000). `writers`: two processes
write to one library for N seconds (120). `damage`: N files damaged at random (1,000) are used and
recovered. `disk`: every write of a scenario fails in turn, once and from then on (needs Linux and a
C compiler; N bounds the places, spread evenly). `soak`: N steps of use (20,000). `readers`: damaged
documents of every format are imported for N seconds (3,600). Prints one line a
kind and whatever was wrong; exit code 1 when anything was. Another seed takes other moments.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.faults import damage, disk, kills, soak
from tests.notes.importing import fuzz

_AT_ONCE = 20


def _damage(folder: Path, count: int, seed: int) -> list[str]:
    outcomes: dict[str, int] = {}
    found = []
    for first in range(seed * 1_000_000, seed * 1_000_000 + count, _AT_ONCE):
        place = folder / str(first)
        place.mkdir()
        try:
            for outcome, number in damage.run_apart(
                place, range(first, first + _AT_ONCE), timeout=600
            ).items():
                outcomes[outcome] = outcomes.get(outcome, 0) + number
        except AssertionError as error:
            found.append(str(error))
    sys.stdout.write(f"damage: {outcomes}\n")
    return found


def _disk(folder: Path, count: int, seed: int) -> list[str]:
    del seed
    if not sys.platform.startswith("linux") or disk.compiler() is None:
        sys.stdout.write("disk: left out, needs Linux and a C compiler\n")
        return []
    shares = None if count == 0 else range(0, 1000, max(1, 1000 // count))
    total, found = disk.fail_in_turn(folder, shares)
    sys.stdout.write(f"disk: {total} writes met\n")
    return found


def _readers(folder: Path, count: int, seed: int) -> list[str]:
    return [wrong for wrong, _ in fuzz.run(count, seed, folder)]


KINDS: dict[str, tuple[int, Callable[[Path, int, int], list[str]]]] = {
    "kills": (1000, kills.kill_often),
    "writers": (
        120,
        lambda folder, count, seed: kills.write_at_once(folder / "x.banyan", 2, count, seed),
    ),
    "damage": (1000, _damage),
    "disk": (0, _disk),
    "soak": (20_000, soak.run),
    "readers": (3600, _readers),
}


def main() -> int:
    """Run one kind or all."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("kind", nargs="?", default="all", choices=[*KINDS, "all"])
    parser.add_argument("--count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chosen = list(KINDS) if options.kind == "all" else [options.kind]
    wrong = False
    for kind in chosen:
        count, run = KINDS[kind]
        with tempfile.TemporaryDirectory(prefix="banyan-faults-") as folder:
            started = time.monotonic()
            found = run(Path(folder), options.count or count, options.seed)
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
