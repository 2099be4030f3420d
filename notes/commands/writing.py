"""Commands that change notes: new, edit, trash, restore, revert."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from notes.commands import shapes
from notes.commands.parser import WrongUsageError
from notes.commands.texts import category_names, read_file, read_stdin
from notes.library import Library
from notes.model import NewNote
from notes.places import library_path

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from notes.changes import Change
    from notes.commands.console import Console


def _tags(given: list[str]) -> tuple[str, ...]:
    """Tag paths, each once; `--tag ""` names none."""
    return tuple(dict.fromkeys(path for path in given if path))


def new(arguments: Namespace, console: Console) -> int:
    """A note whose body is stdin."""
    if sys.stdin is not None and sys.stdin.isatty():
        console.note("say.type-body")
    note = NewNote(
        title=arguments.title,
        body=read_stdin(),
        category=category_names(arguments.category),
        tags=_tags(arguments.tags),
    )
    with closing(Library.open(library_path(arguments.library), create=True)) as library:
        change = library.create_note(note)
        _tell(library, change.created[0], arguments, console)
    return 0


def edit(arguments: Namespace, console: Console) -> int:
    """Change what is named, leave the rest."""
    named = (arguments.title, arguments.category, arguments.tags, arguments.body_file)
    if all(value is None for value in named):
        raise WrongUsageError(console.word("usage.nothing-to-change"))
    body = None
    if arguments.body_file is not None:
        body = read_stdin() if arguments.body_file == "-" else read_file(Path(arguments.body_file))
    with closing(Library.open(library_path(arguments.library))) as library:
        note_id = library.find(arguments.note)
        library.update_note(
            note_id,
            title=arguments.title,
            body=body,
            category=None if arguments.category is None else category_names(arguments.category),
            tags=None if arguments.tags is None else _tags(arguments.tags),
        )
        _tell(library, note_id, arguments, console)
    return 0


def trash(arguments: Namespace, console: Console) -> int:
    """Put a note into the trash."""
    return _change(arguments, console, lambda library, note: library.trash_notes([note]))


def restore(arguments: Namespace, console: Console) -> int:
    """Bring a note back out of the trash."""
    return _change(arguments, console, lambda library, note: library.restore_notes([note]))


def revert(arguments: Namespace, console: Console) -> int:
    """Give a note the text of an earlier revision; the text until now is kept as another."""
    return _change(
        arguments, console, lambda library, note: library.revert(note, arguments.revision)
    )


def _change(
    arguments: Namespace, console: Console, operation: Callable[[Library, str], Change]
) -> int:
    with closing(Library.open(library_path(arguments.library))) as library:
        note_id = library.find(arguments.note)
        operation(library, note_id)
        _tell(library, note_id, arguments, console)
    return 0


def _tell(library: Library, note_id: str, arguments: Namespace, console: Console) -> None:
    """The note as JSON, else its id, which other commands take."""
    if arguments.json:
        console.json(shapes.note(library.note(note_id), body=True))
    else:
        console.line(note_id)
