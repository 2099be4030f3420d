"""The argument parsers made from the command table, worded in the person's language."""

from __future__ import annotations

import re
from argparse import SUPPRESS, Action, ArgumentParser, HelpFormatter, Namespace
from typing import TYPE_CHECKING, Any, NoReturn

from notes import __version__
from notes.commands.table import BY_NAME, COMMANDS, LIBRARY, Command
from resources.messages import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from notes.commands.console import Console

# argparse's own sentences → the code of ours. One that is not here is passed on as it is.
_COMPLAINTS = (
    (r"the following arguments are required: (?P<names>.+)", "usage.required"),
    (r"one of the arguments (?P<names>.+) is required", "usage.one-required"),
    (r"unrecognized arguments: (?P<names>.+)", "usage.unknown"),
    (r"argument (?P<name>\S+): expected (?:one|at least one) argument", "usage.value-missing"),
    (r"argument (?P<name>\S+): invalid int value: (?P<value>.+)", "usage.not-a-number"),
    (
        r"argument (?P<name>\S+): invalid choice: (?P<value>.+?) \(choose from (?P<known>.+)\)",
        "usage.choice",
    ),
    (r"argument (?P<name>\S+): not allowed with argument (?P<other>\S+)", "usage.together"),
    (r"argument (?P<name>\S+): ignored explicit argument (?P<value>.+)", "usage.no-value"),
    (r"ambiguous option: (?P<name>\S+) could match (?P<known>.+)", "usage.ambiguous"),
)


class WrongUsageError(Exception):
    """The command line cannot be understood; the text says how and what is right."""


class Parser(ArgumentParser):
    """A command's parser: raises `WrongUsageError`, words its help only when it is asked for."""

    def __init__(self, command: Command, console: Console) -> None:
        self._command = command
        self._console = console
        self.color = False  # from Python 3.14 on; the headings are ours
        super().__init__(
            prog=f"banyan {command.name}",
            add_help=False,
            allow_abbrev=False,
            formatter_class=lambda prog: _Help(console, prog),
        )
        self.add_argument("-h", "--help", action="help", default=SUPPRESS, help="help")
        for argument in (*command.arguments, *((LIBRARY,) if command.library else ())):
            self.add_argument(*argument.names, help=argument.key, **argument.settings)

    def format_help(self) -> str:
        """The help in the person's language."""
        self.description = self._console.word(f"help.{self._command.name}")
        self._optionals.title = self._console.word("help.options")
        self._positionals.title = self._console.word("help.arguments")
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        """Raise `WrongUsageError` in the person's words."""
        for pattern, code in _COMPLAINTS:
            if found := re.fullmatch(pattern, message, re.DOTALL):
                values: dict[str, Any] = found.groupdict()
                if known := values.get("known"):  # argparse writes them as Python would
                    values["known"] = [name.strip(" '") for name in known.split(",")]
                if value := values.get("value"):
                    values["value"] = value.strip("'")
                message = self._console.word(code, **values)
                if code == "usage.unknown":
                    first = found["names"].split()[0]
                    meant = _suggestion(first, self._option_string_actions, self._console)
                    message = sentences(message, meant)
                break
        see = self._console.word("usage.see", command=self.prog)
        raise WrongUsageError(sentences(message, see))


class _Help(HelpFormatter):
    """Help whose texts are looked up by their keys."""

    def __init__(self, console: Console, prog: str) -> None:
        super().__init__(prog, max_help_position=30, width=100)
        self._console = console

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        heading = prefix if prefix is not None else self._console.word("help.usage") + " "
        super().add_usage(usage, actions, groups, heading)

    def _get_help_string(self, action: Action) -> str | None:
        return self._console.word(f"help.{action.help}")


def parse(argv: Sequence[str], console: Console) -> tuple[Command, Namespace]:
    """The command that the arguments name, and its arguments; no command means `gui`.

    Raises `WrongUsageError`; `--help` and `--version` print and raise `SystemExit`.
    """
    name, rest = _split(list(argv))
    if name in {"-V", "--version"}:
        console.line(f"banyan {__version__}")
        raise SystemExit(0)
    if name in {"-h", "--help", "help"}:
        console.out.write(overview(console))
        raise SystemExit(0)
    command = BY_NAME.get(name)
    if command is None:
        meant = _suggestion(name, BY_NAME, console)
        see = console.word("usage.see", command="banyan")
        raise WrongUsageError(sentences(console.word("usage.command", name=name), meant, see))
    return command, Parser(command, console).parse_args(rest)


def _split(argv: list[str]) -> tuple[str, list[str]]:
    """The command's name and all other arguments; `--library FILE` may stand before the name."""
    before: list[str] = []
    rest = argv
    while rest and (rest[0] == "--library" or rest[0].startswith("--library=")):
        size = 2 if rest[0] == "--library" else 1
        before, rest = before + rest[:size], rest[size:]
    if rest and (not rest[0].startswith("-") or rest[0] in {"-h", "--help", "-V", "--version"}):
        return rest[0], before + rest[1:]
    return "gui", before + rest


def _suggestion(given: str, known: Iterable[str], console: Console) -> str:
    """A sentence that names the closest of the known words, if one is close."""
    from difflib import get_close_matches

    close = get_close_matches(given.lower(), list(known), 1, 0.55)
    return console.word("usage.meant", name=close[0]) if close else ""


def overview(console: Console) -> str:
    """The help of `banyan` itself: all commands."""
    options = (("-h, --help", "help"), ("-V, --version", "version"), ("--library FILE", "library"))
    return "\n".join(
        [
            f"{console.word('help.usage')} banyan [{console.word('help.command')}] …",
            "",
            console.word("help.banyan"),
            "",
            console.word("help.commands"),
            *(f"  {row.name:<10}{console.word(f'help.{row.name}')}" for row in COMMANDS),
            "",
            f"{console.word('help.options')}:",
            *(f"  {names:<16}{console.word(f'help.{key}')}" for names, key in options),
            "",
            console.word("help.exit-codes"),
            "",
        ]
    )
