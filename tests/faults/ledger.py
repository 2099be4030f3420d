"""What a writer said of its texts, held against what its library holds."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from notes.errors import Fault, FaultCode
from notes.library import Library
from tests.faults.writer import digest


@dataclass
class Ledger:
    """The texts said to be done, and those of the step that was under way."""

    done: dict[str, str] = field(default_factory=dict)
    under_way: dict[str, str] = field(default_factory=dict)
    opened: bool = False
    fault: str = ""

    def read(self, lines: Iterable[str]) -> Ledger:
        """Take in a writer's lines; the last may be cut off by its end."""
        for line in lines:
            if not line.endswith("\n"):
                break
            said = json.loads(line)
            if "will" in said:
                self.under_way = said["will"]
            elif "done" in said:
                self.done |= said["done"]
                self.under_way = {}
            elif "fault" in said:
                self.fault = said["fault"]
            else:
                self.opened = True
        return self

    def problems(self, path: Path) -> list[str]:
        """What is not as it was said, and everything that the integrity check finds."""
        try:
            library = Library.open(path)
        except Fault as fault:
            if fault.code is FaultCode.LIBRARY_MISSING and not self.opened:
                return []
            return [f"does not open: {fault}"]
        with library:
            found = [
                f"check: {problem.kind} {problem.id} {problem.message}"
                for problem in library.check()
            ]
            found += self._differences(library)
            # and it can be written to
            library.index_pending(1000)
            library.set_setting("opened", str(library.sequence()))
        return found

    def _differences(self, library: Library) -> list[str]:
        found = []
        stored = dict(library._connection.sqlite.execute(
            "SELECT n.id, n.title || char(0) || x.body FROM note n JOIN note_text x"
            " ON x.note = n.number"
        ))  # fmt: skip
        held = {note_id: digest(*said.split("\0", 1)) for note_id, said in stored.items()}
        for note_id, wanted in self.done.items():
            now = held.get(note_id)
            if now not in (wanted, self.under_way.get(note_id)):
                found.append(f"{note_id}: said {wanted}, holds {now}")
        new = {n for n, said in self.under_way.items() if held.get(n) == said}
        if new and new != set(self.under_way):
            found.append(f"half of a step is there: {len(new)} of {len(self.under_way)}")
        return found
