"""Commands that keep a library safe: check, backup, recover."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from notes.commands import shapes
from notes.errors import Fault, FaultCode
from notes.files import holds_something
from notes.library import Library
from notes.model import Problem
from notes.places import library_path
from notes.reader import Reader

if TYPE_CHECKING:
    from argparse import Namespace

    from notes.commands.console import Console

_MENDABLE = {"index", "link"}
_BROKEN = {FaultCode.LIBRARY_DAMAGED, FaultCode.LIBRARY_UNTRUSTED}


def check(arguments: Namespace, console: Console) -> int:
    """The integrity of the library; mends the index and the links. Exit code 1: it is not sound."""
    path = library_path(arguments.library)
    try:
        with closing(Reader.open(path)) as reader:
            found = reader.check()
        if any(problem.kind in _MENDABLE for problem in found):
            found = _mended(path, found)
    except Fault as fault:
        if fault.code not in _BROKEN:
            raise
        found = [Problem("library", str(path), console.fault_text(fault))]
    bad = [problem for problem in found if not problem.mended]
    shown = [shapes.problem(problem, _message(problem, console)) for problem in found]
    if arguments.json:
        console.json({"ok": not bad, "problems": shown})
    else:
        for problem in shown:
            mended = console.word("say.mended") if problem["mended"] else ""
            console.line(f"{problem['kind']}  {problem['id']}  {problem['message']}  {mended}")
        if not bad:
            console.say("say.check-ok", path=path)
    if bad:
        console.note("say.check-bad", count=len(bad), path=path)
    return 1 if bad else 0


def _mended(path: Path, found: list[Problem]) -> list[Problem]:
    """What is left once the index and the links are made anew, where that can be done."""
    try:
        with closing(Library.open(path)) as library:
            return library.mend()
    except Fault:  # read-only, or too damaged: the findings stand
        return found


def _message(problem: Problem, console: Console) -> str:
    worded = console.word(f"problem.{problem.kind}", id=problem.id, detail=problem.message)
    return problem.message if worded.startswith("problem.") else worded


def backup(arguments: Namespace, console: Console) -> int:
    """Copy the library as it is now into a file."""
    target = Path(arguments.file)
    if holds_something(target):
        raise Fault(FaultCode.FILE_EXISTS, path=str(target))
    with closing(Library.open(library_path(arguments.library))) as library:
        library.backup(target)
    console.say("say.backed-up", path=target)
    return 0


def recover(arguments: Namespace, console: Console) -> int:
    """Save what can be read into a new library. Exit code 3 where something was lost."""
    output = Path(arguments.output)
    recovery = Library.recover(Path(arguments.backup), output)
    lost = [shapes.problem(problem, _message(problem, console)) for problem in recovery.lost]
    if arguments.json:
        console.json({"notes": recovery.notes, "whole": recovery.whole, "lost": lost})
    else:
        console.say("say.recovered", notes=recovery.notes, path=output)
    for problem in lost:
        console.note("say.lost", id=problem["id"] or problem["kind"], reason=problem["message"])
    return 3 if lost else 0
