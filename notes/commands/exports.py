"""The command that writes notes to files."""

from __future__ import annotations

import os
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from notes.commands.parser import WrongUsageError
from notes.commands.reading import scope_of
from notes.exporting.base import ExportOptions, ExportReport, ExportWarning
from notes.exporting.run import export
from notes.places import library_path
from notes.reader import Reader

if TYPE_CHECKING:
    from argparse import Namespace

    from notes.commands.console import Console

FAILED, IN_PART = 1, 3
WARNINGS_SHOWN = 20  # `--json` has them all
_LESSER = {ExportWarning.PDF_PLAIN, ExportWarning.DIAGRAM_AS_SOURCE}  # not what was asked for


def run(arguments: Namespace, console: Console) -> int:
    """Write notes to Markdown, HTML or PDF."""
    by_scope = not arguments.notes
    ways = (arguments.notes, arguments.category, arguments.tag, arguments.all)
    if sum(map(bool, ways)) != 1:
        raise WrongUsageError(console.word("usage.which-notes"))
    to_stdout = arguments.output == "-"
    if to_stdout and arguments.json:
        raise WrongUsageError(console.word("usage.stdout-and-json"))
    if to_stdout and (by_scope or len(arguments.notes) != 1 or arguments.format == "pdf"):
        raise WrongUsageError(console.word("usage.one-to-stdout"))
    options = ExportOptions(
        plain=arguments.plain,
        remote_images=arguments.remote_images,
        line_breaks=arguments.line_breaks,
        include_protected=arguments.include_protected,
        language=console.language,
        overwrite=arguments.overwrite,
    )
    with closing(Reader.open(library_path(arguments.library))) as reader:
        if by_scope:
            ids = reader.note_ids(scope_of(arguments))
        else:
            ids = [reader.find(reference) for reference in arguments.notes]
        if not ids:
            console.note("say.nothing-exported")
            return FAILED
        if to_stdout:
            return _to_stdout(reader, ids, arguments, options, console)
        output = Path(arguments.output)
        folder = by_scope or len(ids) > 1 or output.is_dir() or _names_folder(arguments.output)
        report = export(
            reader,
            ids,
            arguments.format,
            output,
            options,
            into_folder=folder,
            progress=console.progress,
        )
    return _tell(report, arguments, console)


def _names_folder(output: str) -> bool:
    return output.endswith(("/", os.sep))


def _to_stdout(
    reader: Reader,
    ids: list[str],
    arguments: Namespace,
    options: ExportOptions,
    console: Console,
) -> int:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "note")
        report = export(reader, ids, arguments.format, file, options, into_folder=False)
        if report.written:
            console.verbatim(file.read_text(encoding="utf-8"))
    _complain(report, console)
    return FAILED if report.refused else 0


def _tell(report: ExportReport, arguments: Namespace, console: Console) -> int:
    console.end_progress()
    if arguments.json:
        console.json(
            {
                "written": [
                    {"id": item.note_id, "path": str(item.path.absolute())}
                    for item in report.written
                ],
                "attachments": report.attachments,
                "refused": [
                    {
                        "id": item.note_id,
                        "title": item.title,
                        "reason": console.word(item.code, title=item.title, **item.values),
                    }
                    for item in report.refused
                ],
                "warnings": [
                    {
                        "id": item.note_id,
                        "title": item.title,
                        "code": item.code.value,
                        "message": console.word(item.code, title=item.title, **item.values),
                    }
                    for item in report.warnings
                ],
            }
        )
    else:
        console.say(
            "say.exported",
            count=len(report.written),
            attachments=report.attachments,
            path=arguments.output,
        )
    _complain(report, console)
    if report.refused and not report.written:
        return FAILED
    lesser = any(warning.code in _LESSER for warning in report.warnings)
    return IN_PART if report.refused or lesser else 0


def _complain(report: ExportReport, console: Console) -> None:
    for refused in report.refused:
        console.note(refused.code, title=refused.title, **refused.values)
    for warning in report.warnings[:WARNINGS_SHOWN]:
        console.note(warning.code, title=warning.title, **warning.values)
    if len(report.warnings) > WARNINGS_SHOWN:
        console.note("say.more-warnings", count=len(report.warnings) - WARNINGS_SHOWN)
