"""Commands around imports: import, undo, imports."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

from notes.commands import shapes
from notes.commands.parser import WrongUsageError
from notes.commands.texts import category_names
from notes.importing.base import Draft, ReadOptions
from notes.importing.plan import Action, Plan, PlanItem, make_plan
from notes.importing.run import ImportReport, apply_plan
from notes.library import Library
from notes.places import library_path
from notes.reader import Reader

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable
    from pathlib import Path

    from notes.commands.console import Console
    from notes.importing.base import Finding, Refusal
    from notes.model import Batch

FAILED, IN_PART, INTERRUPTED = 1, 3, 130
WARNINGS_SHOWN = 20  # `--json` has them all

# What a document's action makes of it; SAME leaves everything as it is.
_GROUPS = {
    Action.NEW: "created",
    Action.CONFLICT: "created",  # beside the note that was changed here
    Action.CHANGED: "updated",
    Action.MOVED: "updated",
    Action.FILLS: "filled",
}


def run(arguments: Namespace, console: Console) -> int:
    """Import files and folders."""
    options = ReadOptions(format=_format(arguments, console), into=category_names(arguments.into))
    path = library_path(arguments.library)
    with console.interruptible() as cancelled:
        plan = _plan(path, arguments.paths, options, console, cancelled)
        if arguments.dry_run:
            return _tell_plan(plan, arguments, console)
        if any(item.action is not Action.SAME and not item.skip for item in plan.items):
            with closing(Library.open(path, create=True)) as library:
                progress = _progress(console)
                report = apply_plan(library, plan, progress, cancelled)
                return _tell_report(report, library, arguments, console)
    report = ImportReport(
        unchanged=plan.count(Action.SAME),
        refused=plan.refusals,
        findings=list(plan.all_findings()),
    )
    return _tell_report(report, None, arguments, console)


def _format(arguments: Namespace, console: Console) -> str:
    from notes.importing.registry import names

    if arguments.format not in names():
        values = {"name": "--format", "value": arguments.format, "known": names()}
        raise WrongUsageError(console.word("usage.choice", **values))
    return str(arguments.format)


def _plan(
    path: Path,
    paths: list[str],
    options: ReadOptions,
    console: Console,
    cancelled: Callable[[], bool],
) -> Plan:
    if not path.exists():
        return make_plan(paths, None, options, _progress(console), cancelled)
    with closing(Reader.open(path)) as reader:
        return make_plan(paths, reader, options, _progress(console), cancelled)


def _progress(console: Console) -> Callable[[int, int, str], None]:
    return lambda done, total, _path: console.progress(done, total)


def _tell_report(
    report: ImportReport, library: Reader | None, arguments: Namespace, console: Console
) -> int:
    console.end_progress()

    def noted(ids: list[str]) -> list[dict[str, Any]]:
        return [shapes.note(note) for note in library.notes_of(ids, texts=False)] if library else []

    if arguments.json:
        console.json(
            {
                "batch": report.batch,
                "created": noted(report.created),
                "updated": noted(report.updated),
                "filled": noted(report.filled),
                "unchanged": report.unchanged,
                "attachments": report.attachments,
                **_outcome(report.refused, report.findings, console),
            }
        )
    else:
        console.say(
            "say.imported",
            created=len(report.created),
            updated=len(report.updated),
            filled=len(report.filled),
            unchanged=report.unchanged,
            attachments=report.attachments,
            refused=len(report.refused),
        )
        if report.batch:
            console.say("say.import-undo", batch=report.batch)
    _complain(report.refused, report.findings, arguments, console)
    if report.cancelled:
        return INTERRUPTED
    done = report.created or report.updated or report.filled or report.unchanged
    return 0 if not report.refused else IN_PART if done else FAILED


def _tell_plan(plan: Plan, arguments: Namespace, console: Console) -> int:
    console.end_progress()
    groups: dict[str, list[PlanItem]] = {"created": [], "updated": [], "filled": []}
    for item in plan.items:
        if item.action in _GROUPS and not item.skip:
            groups[_GROUPS[item.action]].append(item)
    findings = list(plan.all_findings())
    if arguments.json:
        drafts = _drafts(plan)
        console.json(
            {
                "batch": None,
                **{
                    group: [_planned(item, drafts.get(item.source)) for item in items]
                    for group, items in groups.items()
                },
                "unchanged": plan.count(Action.SAME),
                "attachments": sum(item.attachments for item in plan.items),
                **_outcome(plan.refusals, findings, console),
            }
        )
    else:
        console.say("say.import-planned")
        for group, items in groups.items():
            for item in items:
                place = f"  [{'/'.join(item.category)}]" if item.category else ""
                tags = "".join(f"  #{tag}" for tag in item.tags)
                stub = f"  {console.word('say.stub')}" if item.stub else ""
                heading = console.word(f"say.row-{group}")
                console.line(f"  {heading}{item.title}{place}{tags}{stub}")
        console.say(
            "say.imported",
            created=len(groups["created"]),
            updated=len(groups["updated"]),
            filled=len(groups["filled"]),
            unchanged=plan.count(Action.SAME),
            attachments=sum(item.attachments for item in plan.items),
            refused=len(plan.refusals),
        )
    _complain(plan.refusals, findings, arguments, console)
    return 0 if not plan.refusals else IN_PART if plan.items else FAILED


def _drafts(plan: Plan) -> dict[str, Draft]:
    """The documents read once more, for what a plan does not keep; their texts are let go."""
    drafts = {}
    for unit in plan.units:
        for draft in unit.format.load()(unit.entry, unit.tree, plan.options):
            draft.text = draft.body = ""
            draft.files = ()
            drafts[draft.source] = draft
    return drafts


def _planned(item: PlanItem, draft: Draft | None) -> dict[str, Any]:
    """A note as it would be."""
    modified = draft.modified if draft else item.created
    return {
        "id": item.note_id or item.id,
        "title": item.title,
        "category": list(item.category),
        "tags": list(item.tags),
        "created": item.created.isoformat() if item.created else None,
        "modified": modified.isoformat() if modified else None,
        "stub": item.stub,
        "starred": draft.starred if draft else False,
        "trashed": False,
        "source": item.source,
        "properties": dict(draft.properties) if draft else {},
        "action": item.action.value,
        "format": item.format,
        "encoding": item.encoding,
    }


def _outcome(
    refused: list[Refusal], findings: list[Finding], console: Console
) -> dict[str, list[dict[str, str]]]:
    return {
        "refused": [
            {"path": one.path, "reason": _reason(one, console), "code": one.code.value}
            for one in refused
        ],
        "warnings": [
            {"path": one.path, "message": _message(one, console), "code": one.code.value}
            for one in findings
        ],
    }


def _reason(refusal: Refusal, console: Console) -> str:
    return console.word(refusal.code.value, **{**refusal.values, "path": refusal.path})


def _message(finding: Finding, console: Console) -> str:
    return console.word(finding.code.value, **{**finding.values, "path": finding.path})


def _complain(
    refused: list[Refusal], findings: list[Finding], arguments: Namespace, console: Console
) -> None:
    for refusal in refused:
        console.complain(_reason(refusal, console))
    if arguments.json:
        return
    for finding in findings[:WARNINGS_SHOWN]:
        console.complain(_message(finding, console))
    if len(findings) > WARNINGS_SHOWN:
        console.note("say.more-warnings", count=len(findings) - WARNINGS_SHOWN)


def undo(arguments: Namespace, console: Console) -> int:
    """Take back one import. Exit code 3 where notes were kept, because they were edited since."""
    with closing(Library.open(library_path(arguments.library))) as library:
        result = library.undo_batch(arguments.batch)
    kept = [
        {"id": note_id, "reason": console.word(f"kept.{reason}")}
        for note_id, reason in result.kept.items()
    ]
    if arguments.json:
        removed, restored = list(result.removed), list(result.restored)
        console.json({"removed": removed, "restored": restored, "kept": kept})
    else:
        console.say(
            "say.undone",
            removed=len(result.removed),
            restored=len(result.restored),
            kept=len(kept),
        )
    for item in kept:
        console.note("say.kept", **item)
    return IN_PART if kept else 0


def history(arguments: Namespace, console: Console) -> int:
    """All imports, newest first."""
    with closing(Reader.open(library_path(arguments.library))) as reader:
        batches = reader.batches()
    if arguments.json:
        console.json([_batch(batch) for batch in batches])
        return 0
    for batch in batches:
        day = batch.started.astimezone().strftime("%Y-%m-%d %H:%M")
        undone = [console.word("say.batch-undone")] if batch.undone else []
        console.line("  ".join([batch.id, day, *batch.roots, *undone]))
    return 0


def _batch(batch: Batch) -> dict[str, Any]:
    return {
        "batch": batch.id,
        "started": batch.started.isoformat(),
        "finished": batch.finished.isoformat() if batch.finished else None,
        "roots": list(batch.roots),
        "undone": batch.undone,
    }
