"""What an import will do, before anything is written: made to be shown and changed.

A plan keeps no bodies: each document is read again when it is applied, and must be the same then.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from notes.importing import registry
from notes.importing.base import Draft, Finding, IndexPage, ReadOptions, Refusal
from notes.importing.linking import Linker
from notes.importing.registry import Format
from notes.importing.sources import Entry, Tree
from notes.links import FoundLink
from notes.model import Path
from notes.reader import Reader

Progress = Callable[[int, int, str], None]
"""Called with documents done, documents in all, and the one at hand."""
Cancelled = Callable[[], bool]


class Action(StrEnum):
    """What applying the plan does with a document."""

    NEW = "new"
    SAME = "same"  # in the library already, unchanged outside
    CHANGED = "changed"  # changed outside since it came in, not in the library
    CONFLICT = "conflict"  # changed outside and in the library: both texts are kept
    FILLS = "fills"  # gives a stub its text
    MOVED = "moved"  # the same text at a new place, the old place gone


@dataclass(slots=True, eq=False)
class PlanItem:
    """One note of the plan. The person may change title, category, tags and skip."""

    source: str
    title: str
    format: str = ""
    category: Path = ()
    tags: tuple[str, ...] = ()
    created: datetime | None = None
    action: Action = Action.NEW
    note_id: str | None = None
    skip: bool = False
    stub: bool = False
    protected: bool = False
    encoding: str = ""
    characters: int = 0
    digest: str = ""
    tidied: tuple[str, ...] = ()
    links: tuple[FoundLink, ...] = ()
    attachments: int = 0
    findings: list[Finding] = field(default_factory=list)
    unit: int = -1
    id: str | None = None  # Banyan's own, from an export
    is_edited: bool = False  # the title, category or tags are the person's

    @property
    def is_listed(self) -> bool:
        """Whether it is a stub that an index page lists, with no document of its own."""
        return self.stub and self.format == "index"


@dataclass(frozen=True, slots=True)
class Unit:
    """A file that is read as a whole: most hold one document, containers many."""

    tree: Tree
    entry: Entry
    format: Format


@dataclass(slots=True)
class Plan:
    """All that an import will do."""

    roots: tuple[str, ...]
    options: ReadOptions
    items: list[PlanItem] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    pages: list[IndexPage] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    linker: Linker = field(default_factory=Linker)
    kept: dict[int, Draft] = field(default_factory=dict)
    """By unit: small documents, so that most need not be understood twice; bounded."""

    def all_findings(self) -> Iterator[Finding]:
        """The warnings of the import and of every document in it that is not left out."""
        yield from self.findings
        for item in self.items:
            if not item.skip:
                yield from item.findings

    def count(self, action: Action) -> int:
        """How many documents the plan will treat so."""
        return sum(item.action is action and not item.skip for item in self.items)


def make_plan(
    paths: Sequence[str],
    reader: Reader | None,
    options: ReadOptions | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Plan:
    """Read everything at `paths` and compare it with the library (None: there is none yet).

    Raises `Fault`: FILE_MISSING for a path that is not there, FORMAT_UNKNOWN, CANCELLED.
    """
    from notes.importing.known import Known
    from notes.importing.planner import Planner

    options = options or ReadOptions()
    forced = registry.by_name(options.format) if options.format else None
    roots = tuple(os.path.abspath(os.path.expanduser(path)) for path in paths)  # noqa: PTH100,PTH111
    plan = Plan(roots, options)
    Planner(plan, Known(reader), forced, progress, cancelled).run()
    return plan
