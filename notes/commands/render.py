"""The command that turns Markdown into the preview's HTML."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from notes.commands.parser import WrongUsageError
from notes.commands.texts import read_file, read_stdin
from notes.errors import Fault, FaultCode

if TYPE_CHECKING:
    from argparse import Namespace

    from notes.commands.console import Console


def run(arguments: Namespace, console: Console) -> int:
    """Markdown to sanitised HTML on stdout; front matter is left out, as the preview does."""
    if arguments.batch:
        if arguments.file or arguments.standalone:
            raise WrongUsageError(console.word("usage.batch-alone"))
        return _batch(console)

    from notes.importing.front_matter import parse, split
    from notes.rendering.markdown import render

    path = Path(arguments.file or "-")
    matter = split(read_stdin() if str(path) == "-" else read_file(path))
    content = render(matter.body)
    if arguments.standalone:
        from notes.exporting.page import Page

        title = parse(matter).values.get("title") or path.stem.strip("-")
        content = Page(title=str(title), content=content).html()
    console.verbatim(content)
    return 0


def _batch(console: Console) -> int:
    """Turn stdin `[{"id", "markdown"}]` into `[{"id", "html"}]`; each text is a body."""
    from notes.rendering.markdown import render

    try:
        jobs = json.loads(read_stdin())
        texts = [(job["id"], "".join([job["markdown"]])) for job in jobs]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        detail = f'[{{"id", "markdown"}}]: {error}'
        raise Fault(FaultCode.UNREADABLE, path="-", detail=detail) from error
    results = []
    for done, (key, text) in enumerate(texts):
        console.progress(done, len(texts))
        results.append({"id": key, "html": render(text)})
    console.end_progress()
    console.json(results)
    return 0
