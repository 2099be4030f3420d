"""The commands, declared once: the parser, `--help`, the README's table and the tests follow it.

What a command and its arguments mean is worded in `resources/messages`, as `help.<key>`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from argparse import Namespace

    from notes.commands.console import Console


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument: its names, the key of its help text, and what argparse needs to know of it."""

    names: tuple[str, ...]
    key: str
    settings: Mapping[str, Any] = field(default_factory=dict)


def text(given: str) -> str:
    """An argument as text: bytes that are none in the locale's encoding become `?`."""
    return given.encode("utf-8", "replace").decode()


def _arg(*names: str, key: str, **settings: Any) -> Argument:
    return Argument(names, key, {"type": text, **settings})


def _file(*names: str, key: str, **settings: Any) -> Argument:
    """A file's name may be any bytes."""
    return Argument(names, key, {"metavar": "FILE", **settings})


def _flag(name: str, *, key: str = "") -> Argument:
    return Argument((name,), key or name.removeprefix("--"), {"action": "store_true"})


@dataclass(frozen=True, slots=True)
class Command:
    """One command; `handler` is `module:function`, loaded when the command runs."""

    name: str
    handler: str
    arguments: tuple[Argument, ...] = ()
    library: bool = True  # whether it works on a library

    def load(self) -> Callable[[Namespace, Console], int]:
        """The function that runs the command and answers its exit code."""
        module, _, function = self.handler.partition(":")
        loaded: Callable[[Namespace, Console], int] = getattr(import_module(module), function)
        return loaded


JSON = _flag("--json")
LIBRARY = _file("--library", key="library")
NOTE = _arg("note", key="note", metavar="NOTE")

FORMATS = ("markdown", "html", "pdf")  # of exports; `notes.exporting.registry` has a row for each

COMMANDS = (
    Command(
        "gui",
        "notes.commands.gui:run",
        (
            _arg("--note", key="gui-note", metavar="ID"),
            _arg("--lang", key="lang", choices=("zh_CN", "en")),
            _file("--trace", key="trace"),
        ),
    ),
    Command(
        "import",
        "notes.commands.imports:run",
        (
            _file("paths", key="paths", metavar="PATH", nargs="+"),
            _arg("--into", key="into", metavar="CATEGORY"),
            _arg("--format", key="import-format", metavar="NAME", default="auto"),
            _flag("--dry-run"),
            JSON,
        ),
    ),
    Command(
        "undo", "notes.commands.imports:undo", (_arg("batch", key="batch", metavar="BATCH"), JSON)
    ),
    Command("imports", "notes.commands.imports:history", (JSON,)),
    Command("tree", "notes.commands.reading:tree", (JSON,)),
    Command(
        "list",
        "notes.commands.reading:list_notes",
        (
            _arg("--category", key="category-filter", metavar="PATH"),
            _arg("--tag", key="tag-filter", metavar="PATH"),
            _flag("--stubs"),
            _flag("--trashed"),
            _flag("--bodies"),
            JSON,
        ),
    ),
    Command("show", "notes.commands.reading:show", (NOTE, JSON)),
    Command(
        "new",
        "notes.commands.writing:new",
        (
            _arg("--title", key="title", metavar="TITLE", required=True),
            _arg("--category", key="category", metavar="PATH", default=""),
            _arg("--tag", key="tag", metavar="PATH", action="append", dest="tags", default=[]),
            JSON,
        ),
    ),
    Command(
        "edit",
        "notes.commands.writing:edit",
        (
            NOTE,
            _arg("--title", key="title", metavar="TITLE"),
            _arg("--category", key="new-category", metavar="PATH"),
            _arg("--tag", key="new-tag", metavar="PATH", action="append", dest="tags"),
            _file("--body-file", key="body-file"),
            JSON,
        ),
    ),
    Command("trash", "notes.commands.writing:trash", (NOTE, JSON)),
    Command("restore", "notes.commands.writing:restore", (NOTE, JSON)),
    Command("history", "notes.commands.reading:history", (NOTE, JSON)),
    Command(
        "revert",
        "notes.commands.writing:revert",
        (NOTE, _arg("revision", key="revision", metavar="REVISION", type=int), JSON),
    ),
    Command(
        "search",
        "notes.commands.reading:search",
        (
            _arg("query", key="query", metavar="QUERY", nargs="+"),
            _arg("--limit", key="limit", metavar="N", type=int, default=20),
            JSON,
        ),
    ),
    Command(
        "export",
        "notes.commands.exports:run",
        (
            _arg("notes", key="notes", metavar="NOTE", nargs="*"),
            _arg("--category", key="category-filter", metavar="PATH"),
            _arg("--tag", key="tag-filter", metavar="PATH"),
            _flag("--all"),
            _arg("--format", key="export-format", choices=FORMATS, required=True),
            _file("--output", key="output", metavar="PATH", required=True),
            _flag("--plain"),
            _flag("--remote-images"),
            _flag("--line-breaks"),
            _flag("--include-protected"),
            _flag("--overwrite"),
            JSON,
        ),
    ),
    Command(
        "render",
        "notes.commands.render:run",
        (
            _file("file", key="render-file", nargs="?"),
            _flag("--standalone"),
            _flag("--batch", key="render-batch"),
        ),
        library=False,
    ),
    Command("check", "notes.commands.safety:check", (JSON,)),
    Command("backup", "notes.commands.safety:backup", (_file("file", key="backup-file"),)),
    Command(
        "recover",
        "notes.commands.safety:recover",
        (
            _file("backup", key="backup-source", metavar="BACKUP"),
            _file("--output", key="recover-output", required=True),
            JSON,
        ),
        library=False,
    ),
)
BY_NAME = {command.name: command for command in COMMANDS}
