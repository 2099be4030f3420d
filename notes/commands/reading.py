"""Commands that only read: tree, list, show, history, search."""

from __future__ import annotations

import time
from contextlib import closing
from typing import TYPE_CHECKING

from notes.commands import shapes
from notes.commands.parser import WrongUsageError
from notes.errors import Fault, FaultCode
from notes.model import Scope, ScopeKind
from notes.places import library_path
from notes.reader import Reader

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable

    from notes.commands.console import Console
    from notes.model import NoteSummary, TreeNode

MATCH_START, MATCH_END = "\x02", "\x03"


def tree(arguments: Namespace, console: Console) -> int:
    """Categories and tags with counts."""
    with closing(Reader.open(library_path(arguments.library))) as reader:
        found = reader.tree()
    if arguments.json:
        console.json(
            {"categories": shapes.nodes(found.categories), "tags": shapes.nodes(found.tags)}
        )
        return 0
    for heading, roots in (("categories", found.categories), ("tags", found.tags)):
        console.say(f"say.{heading}")
        _print_nodes(roots, console, 1)
    console.say("say.totals", all=found.all, stubs=found.stubs, trashed=found.trashed)
    return 0


def _print_nodes(roots: Iterable[TreeNode], console: Console, depth: int) -> None:
    for node in roots:
        console.line(f"{'  ' * depth}{node.name}  {node.count}")
        _print_nodes(node.children, console, depth + 1)


def scope_of(arguments: Namespace) -> Scope:
    """The notes that `--category`, `--tag`, `--stubs`, `--trashed` name."""
    category = (arguments.category or "").strip("/")
    tag = (arguments.tag or "").strip("/")
    stubs = getattr(arguments, "stubs", False)
    if getattr(arguments, "trashed", False):
        return Scope(ScopeKind.TRASHED)
    if category:
        return Scope(ScopeKind.CATEGORY, category, tag=tag, stubs_only=stubs)
    if tag:
        return Scope(ScopeKind.TAG, tag, stubs_only=stubs)
    return Scope(ScopeKind.STUBS if stubs else ScopeKind.ALL)


def _below(path: str, parent: str) -> bool:
    return path == parent or path.startswith(parent + "/")


def _narrowed(found: list[NoteSummary], arguments: Namespace) -> list[NoteSummary]:
    """Those notes of the trash that the other options name."""
    category = (arguments.category or "").strip("/")
    tag = (arguments.tag or "").strip("/")
    return [
        note
        for note in found
        if (not category or _below("/".join(note.category), category))
        and (not tag or any(_below(path, tag) for path in note.tags))
        and (note.stub or not arguments.stubs)
    ]


def list_notes(arguments: Namespace, console: Console) -> int:
    """Notes, newest change first."""
    with closing(Reader.open(library_path(arguments.library))) as reader:
        try:
            ids = reader.note_ids(scope_of(arguments))
        except Fault as fault:
            if fault.code not in {FaultCode.CATEGORY_MISSING, FaultCode.TAG_MISSING}:
                raise
            console.fault(fault)  # no such place holds no notes: an answer, if an odd one
            ids = []
        if arguments.trashed:
            ids = [note.id for note in _narrowed(reader.summaries(ids), arguments)]
        if arguments.json:
            found = reader.notes_of(ids, texts=arguments.bodies)
            console.json_list(shapes.note(note, body=arguments.bodies) for note in found)
            return 0
        if arguments.bodies:
            for note in reader.notes_of(ids):
                _print_note(note, console)
                console.verbatim(note.body)
        else:
            for summary in reader.summaries(ids):
                _print_note(summary, console)
    if not ids:
        console.note("say.no-notes")
    return 0


def _print_note(note: NoteSummary, console: Console) -> None:
    place = [f"[{'/'.join(note.category)}]"] if note.category else []
    stub = [console.word("say.stub")] if note.stub else []
    tags = [f"#{tag}" for tag in note.tags]
    day = note.modified.astimezone().strftime("%Y-%m-%d %H:%M")
    console.line("  ".join([note.id, day, note.title, *place, *stub, *tags]))


def show(arguments: Namespace, console: Console) -> int:
    """One note: its Markdown, or everything."""
    with closing(Reader.open(library_path(arguments.library))) as reader:
        note = reader.note(reader.find(arguments.note))
    if arguments.json:
        console.json(shapes.note(note, body=True))
    else:
        console.verbatim(note.body)
    return 0


def history(arguments: Namespace, console: Console) -> int:
    """The kept states of a note, newest first."""
    with closing(Reader.open(library_path(arguments.library))) as reader:
        found = reader.history(reader.find(arguments.note))
    if arguments.json:
        console.json([shapes.revision(item) for item in found])
        return 0
    for item in found:
        day = item.modified.astimezone().strftime("%Y-%m-%d %H:%M:%S")
        reason = console.word(f"reason.{item.reason}")
        console.line(
            f"{item.id}  {day}  {console.word('say.characters', count=item.characters)}  {reason}"
        )
    return 0


def search(arguments: Namespace, console: Console) -> int:
    """Ranked hits."""
    query = " ".join(arguments.query)
    if arguments.limit < 0:
        raise WrongUsageError(console.word("usage.negative", name="--limit"))
    with closing(Reader.open(library_path(arguments.library))) as reader:
        start = time.perf_counter()
        page = reader.search(query, limit=arguments.limit)
        elapsed = (time.perf_counter() - start) * 1000
    if arguments.json:
        hits = [shapes.hit(hit) for hit in page.hits]
        console.json({"hits": hits, "total": page.total, "elapsed_ms": round(elapsed, 3)})
        return 0
    for hit in page.hits:
        place = f"  [{'/'.join(hit.category)}]" if hit.category else ""
        console.line(f"{hit.id}  {hit.title}{place}")
        if hit.snippet:
            console.marked(f"    {hit.snippet}", MATCH_START, MATCH_END)
    console.say("say.hits", shown=len(page.hits), total=page.total)
    return 0
