"""Makes a plan: reads every document once, compares it, resolves its links."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator

from notes.errors import Fault, FaultCode
from notes.importing import registry
from notes.importing.archives import open_inner, open_tree
from notes.importing.base import Draft, Finding, Refusal, WarningCode, refusal
from notes.importing.doubles import Doubles
from notes.importing.encoding import decode
from notes.importing.known import Known
from notes.importing.linking import links
from notes.importing.plan import Action, Cancelled, Plan, PlanItem, Progress, Unit
from notes.importing.registry import Format
from notes.importing.sources import Entry, FolderTree, Tree, read
from notes.importing.stubs import place_stubs, split_pages
from notes.links import FoundLink
from notes.model import LinkKind, SourceRecord

_KEPT = 30_000_000  # characters of documents that a plan keeps


class Planner:
    """Makes one plan."""

    def __init__(
        self,
        plan: Plan,
        known: Known,
        forced: Format | None,
        progress: Progress | None,
        cancelled: Cancelled | None,
    ) -> None:
        self.plan = plan
        self.known = known
        self.forced = forced
        self.progress = progress
        self.cancelled = cancelled
        self.doubles = Doubles()
        self.assets: list[Entry] = []
        self.seen: set[str] = set()
        self.budget = _KEPT

    def run(self) -> None:
        """Fill the plan. Raises `Fault(CANCELLED)`."""
        todo = [pair for root in self.plan.roots for pair in self._entries(root)]
        for done, (tree, entry, named) in enumerate(todo):
            if self.cancelled and self.cancelled():
                raise Fault(FaultCode.CANCELLED)
            if self.progress and done % 20 == 0:
                self.progress(done, len(todo), entry.source)
            self._take(tree, entry, named)
        self.known.follow_moves(self.plan.items)
        split_pages(self.plan, self.known.reader)
        place_stubs(self.plan, self.known.reader)
        self._resolve_links()
        self.known.describe(self.plan.items)
        claimed = {item.note_id for item in self.plan.items if item.note_id}
        self.doubles.tell(self.known.reader, claimed, self.cancelled)
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
        if not entries and not tree.refusals:
            self.plan.refusals.append(Refusal(root, FaultCode.EMPTY))
        yield from self._below(tree, entries, named)

    def _below(
        self, tree: Tree, entries: list[Entry], named: bool
    ) -> Iterator[tuple[Tree, Entry, bool]]:
        """A tree's files, those of archives in it too."""
        self.plan.refusals += tree.refusals
        self.plan.findings += tree.findings
        for entry in entries:
            if entry.source in self.seen:
                continue
            self.seen.add(entry.source)
            try:
                inner = open_inner(tree, entry)
            except Fault as fault:
                self.plan.refusals.append(refusal(entry.source, fault))
                continue
            if inner:
                yield from self._below(inner, inner.entries, named=False)
            else:
                yield tree, entry, named

    def _take(self, tree: Tree, entry: Entry, named: bool) -> None:
        """Read one file into the plan, or say why it stays outside."""
        try:
            chosen = self.plan.options.formats.get(entry.source)
            form = registry.by_name(chosen) if chosen else self.forced
            form = form or registry.detect(entry, tree)
            if form is None:
                self._leave_out(tree, entry, named)
                return
            record = self.known.sources.get(entry.source)
            if record and not form.is_container and self._is_same(tree, entry, record):
                return
            self.plan.units.append(Unit(tree, entry, form))
            for count, draft in enumerate(form.load()(entry, tree, self.plan.options)):
                self._add(draft)
                if count == 0:
                    self._keep(draft, form)
                else:  # what is kept stands for the whole unit
                    self.plan.kept.pop(len(self.plan.units) - 1, None)
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
            attachments=len(draft.files),
            findings=draft.findings,
            unit=len(self.plan.units) - 1,
            id=draft.id,
        )
        self.known.compare(item, draft, self.plan.units[-1])
        if draft.index:
            self.plan.pages.append(draft.index)
        else:
            self.doubles.add(item, draft)
        entry = self.plan.units[-1].entry
        self.plan.linker.add(
            entry, draft.source, draft.title, draft.aliases, draft.addresses, draft.moved
        )
        self.plan.items.append(item)

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
    """The links of the text, and the files of the note that the text does not show.

    Without those whose files and notes the reader itself found.
    """
    own = {*draft.links, *(file.target for file in draft.files)}
    found = [link for link in links(draft.body) if link.target not in own]
    shown = {link.target for link in found}
    more = (FoundLink(LinkKind.IMAGE, target) for target in draft.moved if target not in shown)
    return (*found, *more)
