"""Damaged library files: opened, salvaged or refused; never a crash, never silent loss."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from notes.errors import Fault
from notes.library import Library, Reader
from notes.model import NewAttachment, NewNote, Scope
from tests.faults.kills import CHECKOUT
from tests.faults.limit import TooLong, limit
from tests.faults.writer import text

NOTES = 60
LIMIT = 60.0
"""Seconds of processor time that the use or the recovery of one file may take."""


def make(path: Path, seed: int, notes: int = NOTES) -> dict[str, list[str]]:
    """A library to damage; note id → [title, body]."""
    chance = random.Random(seed)
    with Library.open(path, create=True) as library:
        batch = library.begin_batch(["/x"])
        items = [
            NewNote(
                f"标题 {number}",
                text(chance, chance.choice((40, 400, 4000))) + f" [[标题 {number + 1}]] ![](p)",
                id=f"n{number}",
                created=datetime(2020, 1, 1, tzinfo=UTC),
                first_body="as read" if number % 3 == 0 else None,
                category=("技术", f"c{number % 4}"),
                tags=(f"t{number % 9}",),
                properties={"k": [number]},
                attachments=(NewAttachment("p", "p.png", chance.randbytes(9000)),),
            )
            for number in range(notes)
        ]
        library.import_notes(batch, [(None, new) for new in items])
        library.finish_batch(batch, {})
        for note_id in library.note_ids(Scope())[::5]:
            library.update_note(note_id, body=text(chance, 300))
        return {n: [library.note(n).title, library.note(n).body] for n in library.note_ids(Scope())}


def damage(path: Path, chance: random.Random) -> None:
    """Overwrite bytes, a run or pages, or cut the file off."""
    data = bytearray(path.read_bytes())
    kind = chance.choice(("bytes", "bits", "run", "page", "zeros", "cut", "swap"))
    if kind == "bytes":
        for _ in range(chance.choice((1, 10, 200))):
            data[chance.randrange(len(data))] = chance.randrange(256)
    elif kind == "bits":
        for _ in range(chance.choice((1, 5, 50))):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    elif kind == "cut":
        del data[chance.randrange(len(data)) :]
    elif kind == "swap":
        one, two = (chance.randrange(len(data) // 4096) * 4096 for _ in range(2))
        data[one : one + 4096], data[two : two + 4096] = (
            data[two : two + 4096],
            data[one : one + 4096],
        )
    else:
        length = {"run": chance.randrange(1, 3000)}.get(kind, 4096)
        start = chance.randrange(max(1, len(data) - length))
        if kind != "run":
            start -= start % 4096
        filling = bytes(length) if kind == "zeros" else chance.randbytes(length)
        data[start : start + length] = filling
    path.write_bytes(data)


def use(path: Path) -> str:
    """Ask and do what a window asks and does; only faults may come of it."""
    for door in (Reader, Library):
        try:
            opened = door.open(path)
        except Fault:
            continue
        try:
            _use(opened)
        finally:
            opened.close()
    return ""


def _use(opened: Reader) -> None:
    questions = [
        opened.tree,
        lambda: opened.search("溯源 k8s"),
        lambda: opened.summaries(opened.note_ids(Scope())),
        lambda: list(opened.notes(Scope())),
        lambda: [
            opened.revision_text(note_id, revision.id)
            for note_id in opened.note_ids(Scope())[:20]
            for revision in opened.history(note_id)
        ],
        lambda: [opened.links(note_id) for note_id in opened.note_ids(Scope())],
        opened.sources,
        opened.batches,
        opened.check,
        lambda: opened.changes_since(0),
        lambda: opened.titles("标"),
    ]
    if isinstance(opened, Library):
        library = opened
        questions += [
            lambda: library.create_note(NewNote("new", "new 溯源")),
            lambda: library.update_note(library.note_ids(Scope())[0], body="changed"),
            lambda: library.trash_notes(library.note_ids(Scope())[:2]),
            library.index_pending,
            library.mend,
        ]
    for question in questions:
        try:
            question()
        except (Fault, IndexError) as error:
            if isinstance(error, IndexError) and "list index" not in str(error):
                raise


def salvage(path: Path, whole: dict[str, list[str]]) -> str:
    """Recover, and hold what came out against what was in; `refused`, `whole` or `part`."""
    output = path.with_suffix(".recovered")
    before = path.read_bytes()
    try:
        result = Library.recover(path, output)
    except Fault:
        return "refused"
    finally:
        assert path.read_bytes() == before, "the damaged file was touched"
    with Reader.open(output) as reader:
        assert reader.check() == [], "what was recovered is not sound"
        saved = {n.id: [n.title, n.body] for n in reader.notes(Scope())}
    output.unlink()
    named = {problem.id for problem in result.lost}
    unsaid = [n for n, said in whole.items() if saved.get(n) != said and n not in named]
    # a note that is gone altogether cannot be named by its id, but must be counted
    gone = sum(problem.kind == "note" for problem in result.lost)
    assert len(unsaid) <= gone, f"silent loss of {unsaid}"
    return "whole" if result.whole else "part"


def run(folder: Path, seeds: range) -> dict[str, int]:
    """Damage one library once per seed; how each came out. Raises what must not happen."""
    source = folder / "sound.banyan"
    whole = make(source, seeds.start)
    outcomes: dict[str, int] = {}
    for seed in seeds:
        for work in (use, lambda path: salvage(path, whole)):
            path = folder / "damaged.banyan"
            for suffix in ("", "-wal", "-shm"):
                Path(f"{path}{suffix}").unlink(missing_ok=True)
            shutil.copyfile(source, path)
            damage(path, random.Random(seed))
            try:
                with limit(LIMIT):
                    outcome = work(path)
                if outcome:
                    outcomes[outcome] = outcomes.get(outcome, 0) + 1
            except (Exception, TooLong) as error:
                raise AssertionError(f"seed {seed}: {error!r}") from error
    return outcomes


def run_apart(folder: Path, seeds: range, timeout: float) -> dict[str, int]:
    """The same in a process of its own: a crash or hang of it is a finding, not the end."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.faults.damage", folder, str(seeds.start), str(seeds.stop)],
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
        cwd=CHECKOUT,
    )
    assert ran.returncode == 0, f"{ran.returncode}: {ran.stderr[-3000:]}"
    outcomes: dict[str, int] = json.loads(ran.stdout)
    return outcomes


if __name__ == "__main__":
    place, first, last = sys.argv[1:]
    sys.stdout.write(json.dumps(run(Path(place), range(int(first), int(last)))))
