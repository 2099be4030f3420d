"""Apply a plan: transactions of about a hundred notes, so that saving goes on between them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from notes.errors import Fault, FaultCode
from notes.importing.base import Draft, Finding, Refusal, WarningCode, refusal
from notes.importing.formats import index_page
from notes.importing.plan import Action, Cancelled, Plan, PlanItem, Progress, Unit
from notes.importing.sources import FILE_LIMIT, read
from notes.library import Library
from notes.model import Given, NewAttachment, NewNote

_NOTES = 100  # of a transaction
_BYTES = 16_000_000  # of a transaction


@dataclass(slots=True)
class ImportReport:
    """What an import did. Notes are named by their ids."""

    batch: str | None = None
    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    filled: list[str] = field(default_factory=list)
    unchanged: int = 0
    attachments: int = 0
    refused: list[Refusal] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    cancelled: bool = False


def apply_plan(
    library: Library,
    plan: Plan,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> ImportReport:
    """Do what the plan says. Cancelled: what was applied until then stays, whole."""
    return _Run(library, plan, progress, cancelled).run()


class _Run:
    def __init__(
        self,
        library: Library,
        plan: Plan,
        progress: Progress | None,
        cancelled: Cancelled | None,
    ) -> None:
        self.library = library
        self.plan = plan
        self.progress = progress
        self.cancelled = cancelled
        self.report = ImportReport(refused=list(plan.refusals), findings=list(plan.all_findings()))
        self.pending: list[tuple[str | None, NewNote]] = []
        self.actions: list[Action] = []
        self.places: list[Given | None] = []  # what the import itself gave, of each pending note
        self.placed: dict[str, Given] = {}
        self.bytes = 0
        self.files: set[str] = set()
        self.pages = {page.source: page for page in plan.pages}

    def run(self) -> ImportReport:
        todo = [item for item in self.plan.items if not item.skip]
        self.report.unchanged = sum(item.action is Action.SAME for item in todo)
        todo = [item for item in todo if item.action is not Action.SAME]
        if not todo:
            return self.report
        self.report.batch = self.library.begin_batch(self.plan.roots)
        done = 0
        for unit, items in self._by_unit(todo):
            if self.cancelled and self.cancelled():
                self.report.cancelled = True
                break
            self._apply(unit, items)
            done += len(items)
            if self.progress:
                self.progress(done, len(todo), unit.entry.source)
        self._flush()
        self.report.attachments = len(self.files)
        self.library.finish_batch(self.report.batch, self._as_json())
        return self.report

    def _by_unit(self, items: list[PlanItem]) -> Iterator[tuple[Unit, list[PlanItem]]]:
        by_unit: dict[int, list[PlanItem]] = {}
        for item in items:
            by_unit.setdefault(item.unit, []).append(item)
        for number in sorted(by_unit):
            yield self.plan.units[number], by_unit[number]

    def _apply(self, unit: Unit, items: list[PlanItem]) -> None:
        """Read a file again and put its documents into the transaction."""
        stubs = [item for item in items if item.is_listed]
        wanted = {item.source: item for item in items if not item.is_listed}
        try:
            for draft in self._drafts(unit, items[0].unit):
                item = wanted.pop(draft.source, None)
                if item is None:
                    continue
                if item.digest != draft.digest:
                    wanted[draft.source] = item
                    continue
                if page := self.pages.get(draft.source):
                    draft.body = index_page.body(page)  # its links follow a corrected split
                self._put(item, self._note(item, draft, unit), draft.body, self._given(item, draft))
        except Fault as fault:
            told = refusal(str(fault.values.get("path", unit.entry.source)), fault)
            if told not in self.report.refused:  # a container cut short was told by the plan
                self.report.refused.append(told)
            wanted.clear()
        for item in wanted.values():
            self.report.findings.append(Finding(WarningCode.CHANGED_SINCE_PLAN, item.source))
        for item in stubs:
            self._put(item, self._stub(item, unit), "")

    def _drafts(self, unit: Unit, number: int) -> Iterator[Draft]:
        """The unit's documents, read again unless the file is what the plan kept."""
        kept = self.plan.kept.pop(number, None)
        if kept and hashlib.sha256(read(unit.tree, unit.entry)).hexdigest() == kept.digest:
            return iter((kept,))
        return unit.format.load()(unit.entry, unit.tree, self.plan.options)

    def _given(self, item: PlanItem, draft: Draft) -> Given | None:
        """The place and tags that neither the document says nor the person chose, if there are."""
        own = ((*self.plan.options.into, *draft.category), draft.tags)
        if item.is_edited or (item.category, item.tags) == own:
            return None
        return Given((), item.category, tuple(tag for tag in item.tags if tag not in draft.tags))

    def _put(self, item: PlanItem, note: NewNote, body: str, given: Given | None = None) -> None:
        note_id = item.note_id
        if item.action is Action.CONFLICT:
            note_id = None  # the library's text stays as it is, the other comes beside it
        self.pending.append((note_id, note))
        self.actions.append(item.action)
        self.places.append(given)
        self.bytes += len(body) * 3 + sum(len(file.data) for file in note.attachments)
        if len(self.pending) >= _NOTES or self.bytes > _BYTES:
            self._flush()

    def _flush(self) -> None:
        """One transaction."""
        if not self.pending:
            return
        assert self.report.batch is not None  # noqa: S101 - begun before
        change = self.library.import_notes(self.report.batch, self.pending)
        self.report.created += change.created
        made = iter(change.created)
        for (note_id, _), given in zip(self.pending, self.places, strict=True):
            known = next(made) if note_id is None else note_id
            if given is not None:
                self.placed[known] = given
        filled = {
            note_id
            for (note_id, _), action in zip(self.pending, self.actions, strict=True)
            if action is Action.FILLS
        }
        for note_id in change.updated:
            (self.report.filled if note_id in filled else self.report.updated).append(note_id)
        self.pending, self.actions, self.places, self.bytes = [], [], [], 0

    def _note(self, item: PlanItem, draft: Draft, unit: Unit) -> NewNote:
        attachments, targets = self._linked(item, draft, unit)
        return NewNote(
            item.title,
            draft.body,
            first_body=draft.text if draft.text != draft.body else None,
            front_matter=draft.front_matter,
            properties=draft.properties,
            category=item.category,
            tags=item.tags,
            aliases=draft.aliases,
            created=draft.created,
            modified=draft.modified,
            stub=item.stub,
            starred=draft.starred,
            protected=draft.protected,
            source=draft.source,
            source_hash=draft.digest,
            id=draft.id if item.action is Action.NEW else None,
            attachments=attachments,
            targets=targets,
        )

    def _stub(self, item: PlanItem, unit: Unit) -> NewNote:
        digest = hashlib.sha256(item.title.encode()).hexdigest()
        return NewNote(
            item.title,
            category=item.category,
            tags=item.tags,
            created=unit.entry.modified,
            modified=unit.entry.modified,
            stub=True,
            source=item.source,
            source_hash=digest,
        )

    def _linked(
        self, item: PlanItem, draft: Draft, unit: Unit
    ) -> tuple[tuple[NewAttachment, ...], Mapping[str, str]]:
        """The files that the text shows, and which documents its links mean."""
        attachments: dict[str, NewAttachment] = {}
        targets = dict(draft.links)
        for file in draft.files:
            try:
                self._attach(attachments, file.target, file.name, file.load(), file.mime)
            except Fault as fault:
                self._refuse_file(item, file.target, fault)
        for link in item.links:
            if link.target in attachments or link.target in targets:
                continue
            target = self.plan.linker.resolve(link, unit.entry, unit.tree)
            if target.source:
                targets[target.written] = target.source
            elif target.entry:
                try:
                    data = read(unit.tree, target.entry, FILE_LIMIT)
                except Fault as fault:
                    self._refuse_file(item, target.written, fault)
                    continue
                self._attach(attachments, target.written, target.entry.name, data)
        return tuple(attachments.values()), targets

    def _attach(
        self, into: dict[str, NewAttachment], target: str, name: str, data: bytes, mime: str = ""
    ) -> None:
        into[target] = NewAttachment(target, name, data, mime)
        self.files.add(hashlib.sha256(data).hexdigest())

    def _refuse_file(self, item: PlanItem, target: str, fault: Fault) -> None:
        if fault.code is FaultCode.TOO_LARGE:
            values = {**fault.values, "target": target}
            values.pop("path", None)
            code = WarningCode.ATTACHMENT_TOO_LARGE
        else:
            code, values = WarningCode.IMAGE_MISSING, {"target": target}
        self.report.findings.append(Finding(code, item.source, values))

    def _as_json(self) -> Mapping[str, object]:
        """The report as the library keeps it: codes and values, to be worded when shown."""
        report = self.report
        return {
            "created": report.created,
            "updated": report.updated,
            "filled": report.filled,
            "unchanged": report.unchanged,
            "attachments": report.attachments,
            "cancelled": report.cancelled,
            "into": list(self.plan.options.into),
            "placed": {
                note_id: {"category": given.category, "tags": given.tags}
                for note_id, given in self.placed.items()
            },
            "refused": [
                {"path": one.path, "code": one.code.value, "values": _texts(one.values)}
                for one in report.refused
            ],
            "warnings": [
                {"path": one.path, "code": one.code.value, "values": _texts(one.values)}
                for one in report.findings
            ],
            "pages": [
                {
                    "source": page.source,
                    "lists": [
                        {"name": one.name, "titles": one.titles, "tag": one.tag}
                        for one in page.lists
                    ],
                }
                for page in self.plan.pages
            ],
        }


def _texts(values: Mapping[str, object]) -> dict[str, object]:
    return {
        key: value if isinstance(value, str | int | float | bool) else str(value)
        for key, value in values.items()
    }
