"""What an import will do, before anything is written: made to be shown and changed.

A plan keeps no bodies: each document is read again when it is applied, and must be the same then.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from notes.errors import Fault, FaultCode
from notes.importing import registry
from notes.importing.base import (
    Draft,
    Finding,
    IndexPage,
    ReadOptions,
    Refusal,
    WarningCode,
    refusal,
)
from notes.importing.keys import unique
from notes.importing.linking import Linker, links
from notes.importing.registry import Format
from notes.importing.similar import Similar
from notes.importing.sources import Entry, FolderTree, Tree, open_tree, read
from notes.importing.stubs import place_stubs
from notes.library import Reader
from notes.links import FoundLink
from notes.model import LinkKind, Path, SourceRecord
from notes.search.folding import fold_title

Progress = Callable[[int, int, str], None]
"""Called with documents done, documents in all, and the one at hand."""
Cancelled = Callable[[], bool]
_KEPT = 30_000_000  # characters of documents that a plan keeps


class Action(StrEnum):
    """What applying the plan does with a document."""

    NEW = "new"
    SAME = "same"  # in the library already, unchanged outside
    CHANGED = "changed"  # changed outside since it came in, not in the library
    CONFLICT = "conflict"  # changed outside and in the library: both texts are kept
    FILLS = "fills"  # gives a stub its text
    MOVED = "moved"  # the same text at a new place, the old place gone


@dataclass(slots=True)
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
        """The warnings of the import and of every document in it."""
        yield from self.findings
        for item in self.items:
            yield from item.findings

    def count(self, action: Action) -> int:
        """How many documents the plan will treat so."""
        return sum(item.action is action and not item.skip for item in self.items)


class _Known:
    """What the library holds already, and what the plan has claimed of it."""

    def __init__(self, reader: Reader | None) -> None:
        self.reader = reader
        self.sources = dict(reader.sources()) if reader else {}
        self.stubs = dict(reader.stubs()) if reader else {}
        self.parts: dict[str, list[SourceRecord]] = {}  # notes that one file gave beside its own
        self._by_hash: dict[str, list[SourceRecord]] = {}
        for record in self.sources.values():
            if (whole := _whole(record.source)) in self.sources:
                self.parts.setdefault(whole, []).append(record)
            elif record.source_hash:
                self._by_hash.setdefault(record.source_hash, []).append(record)

    def moved(self, draft: Draft) -> SourceRecord | None:
        """The note of this content whose old place is gone; each is found once."""
        records = self._by_hash.get(draft.digest, [])
        for record in records:
            if not record.trashed and not _is_there(record.source):
                records.remove(record)
                return record
        return None


def _is_there(source: str) -> bool:
    """Whether the file that a source names, or is a part of, still exists."""
    path = source.partition("!/")[0]
    while path:
        if os.path.lexists(path):
            return True
        path = path.rpartition("#")[0]
    return False


def _whole(source: str) -> str:
    """The source of the file that `path#part` is a part of; empty for a whole file."""
    return source.partition("#")[0] if "#" in source else ""


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
    options = options or ReadOptions()
    forced = registry.by_name(options.format) if options.format else None
    roots = tuple(os.path.abspath(os.path.expanduser(path)) for path in paths)  # noqa: PTH100,PTH111
    plan = Plan(roots, options)
    _Planner(plan, _Known(reader), forced, progress, cancelled).run()
    return plan


class _Planner:
    """Makes one plan."""

    def __init__(
        self,
        plan: Plan,
        known: _Known,
        forced: Format | None,
        progress: Progress | None,
        cancelled: Cancelled | None,
    ) -> None:
        self.plan = plan
        self.known = known
        self.forced = forced
        self.progress = progress
        self.cancelled = cancelled
        self.texts: dict[bytes, str] = {}
        self.similar = Similar()
        self.assets: list[Entry] = []
        self.seen: set[str] = set()
        self.budget = _KEPT

    def run(self) -> None:
        todo = [pair for root in self.plan.roots for pair in self._entries(root)]
        for done, (tree, entry, named) in enumerate(todo):
            if self.cancelled and self.cancelled():
                raise Fault(FaultCode.CANCELLED)
            if self.progress and done % 20 == 0:
                self.progress(done, len(todo), entry.source)
            self._take(tree, entry, named)
        place_stubs(self.plan, self.known.reader)
        self._resolve_links()
        for item, other, percent in self.similar.pairs():
            values = {"other": other, "percent": percent}
            self.plan.items[item].findings.append(
                Finding(WarningCode.NEAR_DUPLICATE, self.plan.items[item].source, values)
            )
        if self.progress:
            self.progress(len(todo), len(todo), "")

    def _entries(self, root: str) -> Iterator[tuple[Tree, Entry, bool]]:
        """The files below a root; True with those that the person named."""
        if not os.path.lexists(root):
            self.plan.refusals.append(Refusal(root, FaultCode.FILE_MISSING))
            return
        try:
            tree = open_tree(root)
            if tree is None:
                folder, name = os.path.split(root)
                tree = FolderTree(folder, name)
                entries, named = tree.entries, True
            else:
                entries, named = tree.entries, False
        except Fault as fault:
            self.plan.refusals.append(refusal(root, fault))
            return
        self.plan.refusals += tree.refusals
        self.plan.findings += tree.findings
        if not entries and not tree.refusals:
            self.plan.refusals.append(Refusal(root, FaultCode.EMPTY))
        for entry in entries:
            if entry.source not in self.seen:
                self.seen.add(entry.source)
                yield tree, entry, named

    def _take(self, tree: Tree, entry: Entry, named: bool) -> None:
        """Read one file into the plan, or say why it stays outside."""
        try:
            form = self.forced or registry.detect(entry, tree)
            if form is None:
                self._leave_out(tree, entry, named)
                return
            record = self.known.sources.get(entry.source)
            if record and not form.is_container and self._is_same(tree, entry, record):
                return
            self.plan.units.append(Unit(tree, entry, form))
            for draft in form.load()(entry, tree, self.plan.options):
                self._add(draft)
                self._keep(draft, form)
        except Fault as fault:
            self.plan.refusals.append(refusal(str(fault.values.get("path", entry.source)), fault))
        except OSError as error:
            values = {"detail": error.strerror or str(error)}
            code = (
                FaultCode.NO_PERMISSION
                if isinstance(error, PermissionError)
                else FaultCode.UNREADABLE
            )
            self.plan.refusals.append(Refusal(entry.source, code, values))

    def _keep(self, draft: Draft, form: Format) -> None:
        size = len(draft.text)
        if not (form.is_container or draft.index or draft.files) and size <= self.budget:
            self.budget -= size
            self.plan.kept[len(self.plan.units) - 1] = draft

    def _leave_out(self, tree: Tree, entry: Entry, named: bool) -> None:
        if registry.is_asset(entry) and not named:
            self.assets.append(entry)
            return
        from notes.importing.encoding import decode

        data = read(tree, entry)
        if not data:
            raise Fault(FaultCode.EMPTY, path=entry.source)
        try:
            decode(data)
        except Fault as fault:
            raise Fault(fault.code, path=entry.source) from fault
        raise Fault(FaultCode.UNKNOWN_KIND, path=entry.source)

    def _is_same(self, tree: Tree, entry: Entry, record: SourceRecord) -> bool:
        """Whether the file is byte for byte what came in: then it need not be understood."""
        digest = hashlib.sha256(read(tree, entry)).hexdigest()
        if digest != record.source_hash:
            return False
        self.plan.linker.add(entry, entry.source, entry.stem, (), ())
        for part in self.known.parts.get(entry.source, ()):
            self._same(part.source, part, digest)
        self._same(entry.source, record, digest)
        return True

    def _same(self, source: str, record: SourceRecord, digest: str) -> None:
        item = PlanItem(source, "", action=Action.SAME, note_id=record.note_id, digest=digest)
        self.plan.items.append(item)

    def _add(self, draft: Draft) -> None:
        item = PlanItem(
            draft.source,
            draft.title,
            draft.format,
            (*self.plan.options.into, *draft.category),
            draft.tags,
            draft.created,
            stub=draft.stub,
            protected=draft.protected,
            encoding=draft.encoding,
            characters=len(draft.body),
            digest=draft.digest,
            tidied=draft.tidied,
            links=() if draft.index else _all_links(draft),
            findings=draft.findings,
            unit=len(self.plan.units) - 1,
            id=draft.id,
        )
        self._compare(item, draft)
        if draft.index:
            self.plan.pages.append(draft.index)
        else:
            self._look_for_doubles(item, draft)
        entry = self.plan.units[-1].entry
        self.plan.linker.add(
            entry, draft.source, draft.title, draft.aliases, draft.addresses, draft.moved
        )
        self.plan.items.append(item)

    def _compare(self, item: PlanItem, draft: Draft) -> None:
        """Whether the library knows the document, and what became of it since."""
        record = self.known.sources.get(draft.source)
        if record and record.source_hash == draft.digest:
            item.action, item.note_id = Action.SAME, record.note_id
        elif record and not record.trashed:
            item.note_id = record.note_id
            item.action = Action.CONFLICT if record.edited else Action.CHANGED
        elif draft.id and self._compare_own(item, draft):
            return
        elif moved := self.known.moved(draft):
            item.action, item.note_id = Action.MOVED, moved.note_id
        elif not draft.stub and (stub := self.known.stubs.pop(fold_title(draft.title), None)):
            self._fill(item, stub)
        if item.action is Action.CONFLICT:
            item.findings.append(Finding(WarningCode.CONFLICT, item.source))

    def _compare_own(self, item: PlanItem, draft: Draft) -> bool:
        """A document that Banyan itself exported: the same note, wherever the file is now."""
        if not self.known.reader or not draft.id:
            return False
        try:
            note = self.known.reader.note(draft.id)
        except Fault:
            return False
        item.note_id = note.id
        is_same = (note.title, note.body, note.front_matter, note.category, set(note.tags)) == (
            draft.title,
            draft.body,
            draft.front_matter,
            draft.category,
            set(draft.tags),
        )
        if is_same:
            item.action = Action.SAME
        elif draft.modified and note.modified <= draft.modified:
            item.action = Action.CHANGED
        else:
            item.action = Action.CONFLICT
            item.findings.append(Finding(WarningCode.CONFLICT, item.source))
        return True

    def _fill(self, item: PlanItem, stub: str) -> None:
        """The document takes the stub's place in the tree and keeps its tags."""
        assert self.known.reader is not None  # noqa: S101 - stubs come from it
        summary = self.known.reader.summaries([stub])[0]
        item.action, item.note_id = Action.FILLS, stub
        item.category = summary.category or item.category
        item.tags = unique([*summary.tags, *item.tags])

    def _look_for_doubles(self, item: PlanItem, draft: Draft) -> None:
        body = draft.text.strip()
        if len(body) < 20:
            return
        key = hashlib.blake2b(body.encode("utf-8", "replace"), digest_size=12).digest()
        other = self.texts.setdefault(key, draft.source)
        if other != draft.source:
            values = {"other": other}
            item.findings.append(Finding(WarningCode.DUPLICATE_TEXT, draft.source, values))
        else:
            self.similar.add(len(self.plan.items), draft.source, body)

    def _resolve_links(self) -> None:
        """Say which links and pictures lead nowhere, and which files nothing shows."""
        shown: set[str] = set()
        unread = False
        for item in self.plan.items:
            if item.unit < 0:
                unread = unread or not item.stub
                continue
            unit = self.plan.units[item.unit]
            for link in item.links:
                target = self.plan.linker.resolve(link, unit.entry, unit.tree)
                if target.entry:
                    shown.add(target.entry.source)
                    item.attachments += 1
                elif target.outside:
                    self._missing(item, WarningCode.LINK_OUTSIDE, target.written)
                elif not target.source and not self._in_library(target.written):
                    code = (
                        WarningCode.IMAGE_MISSING if target.is_image else WarningCode.LINK_MISSING
                    )
                    self._missing(item, code, target.written)
        if unread:
            return
        self.plan.findings += [
            Finding(WarningCode.NOT_A_DOCUMENT, entry.source)
            for entry in self.assets
            if entry.source not in shown
        ]

    def _missing(self, item: PlanItem, code: WarningCode, target: str) -> None:
        if target and not target.startswith("#"):
            item.findings.append(Finding(code, item.source, {"target": target}))

    def _in_library(self, target: str) -> bool:
        reader = self.known.reader
        return reader is not None and reader.resolve(target) is not None


def _all_links(draft: Draft) -> tuple[FoundLink, ...]:
    """The links of the text, and the files of the note that the text does not show."""
    found = links(draft.body)
    shown = {link.target for link in found}
    more = (FoundLink(LinkKind.IMAGE, target) for target in draft.moved if target not in shown)
    return (*found, *more)
