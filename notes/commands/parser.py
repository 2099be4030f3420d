"""The argument parser made from the command table, worded in the person's language."""

from __future__ import annotations

import re
from argparse import SUPPRESS, ArgumentParser, HelpFormatter, Namespace
from difflib import get_close_matches
from typing import TYPE_CHECKING, NoReturn

from notes import __version__
from notes.commands.table import BY_NAME, COMMANDS, LIBRARY, Command

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
    """An argument parser that raises `WrongUsageError` and words its help."""

    def __init__(
        self, console: Console, prog: str, description: str, usage: str | None = None
    ) -> None:
        self._console = console
        self.color = False  # from Python 3.14 on; the headings are ours
        super().__init__(
            prog=prog,
            description=description,
            usage=usage,
            add_help=False,
            allow_abbrev=False,
            formatter_class=lambda prog: HelpFormatter(prog, max_help_position=30, width=100),
        )
        self._optionals.title = console.word("help.options")
        self._positionals.title = console.word("help.arguments")
        self.add_argument(
            "-h", "--help", action="help", default=SUPPRESS, help=console.word("help.help")
        )

    def format_usage(self) -> str:
        """The usage, headed in the person's language."""
        return self._headed(super().format_usage())

    def format_help(self) -> str:
        """The help, headed in the person's language."""
        return self._headed(super().format_help())

    def _headed(self, text: str) -> str:
        return text.replace("usage: ", self._console.word("help.usage") + " ", 1)

    def error(self, message: str) -> NoReturn:
        """Raise `WrongUsageError` in the person's words."""
        for pattern, code in _COMPLAINTS:
            if found := re.fullmatch(pattern, message, re.DOTALL):
                message = self._console.word(code, **found.groupdict())
                if code == "usage.unknown":
                    message += self.suggestion(
                        found["names"].split()[0], self._option_string_actions
                    )
                break
        raise WrongUsageError(f"{message} {self._console.word('usage.see', command=self.prog)}")

    def suggestion(self, given: str, known: Iterable[str]) -> str:
        """A sentence that names the closest of the known words, if one is close."""
        close = get_close_matches(given.lower(), list(known), 1, 0.55)
        return " " + self._console.word("usage.meant", name=close[0]) if close else ""


def parse(argv: Sequence[str], console: Console) -> tuple[Command, Namespace]:
    """The command that the arguments name, and its arguments; no command means `gui`.

    Raises `WrongUsageError`; `--help` and `--version` print and raise `SystemExit`.
    """
    top = _top(console)
    name, rest = _split(list(argv))
    if name is None:
        top.parse_args(rest)  # --help and --version end here
        name = "gui"
    command = BY_NAME.get(name)
    if command is None:
        message = console.word("usage.command", name=name) + top.suggestion(name, BY_NAME)
        raise WrongUsageError(f"{message} {console.word('usage.see', command='banyan')}")
    arguments = command_parser(command, console).parse_args(rest)
    return command, arguments


def _split(argv: list[str]) -> tuple[str | None, list[str]]:
    """The command's name and all other arguments; `--library FILE` may stand before the name."""
    before: list[str] = []
    rest = argv
    while rest and (rest[0] == "--library" or rest[0].startswith("--library=")):
        size = 2 if rest[0] == "--library" else 1
        before, rest = before + rest[:size], rest[size:]
    if not rest:
        return "gui", before
    if rest[0] in {"-h", "--help", "--version", "-V"}:
        return None, rest
    if rest[0].startswith("-"):
        return "gui", before + rest
    return rest[0], before + rest[1:]


def _top(console: Console) -> Parser:
    usage = f"banyan [{console.word('help.command')}] …"
    parser = Parser(console, "banyan", console.word("help.banyan"), usage)
    version, shown = f"banyan {__version__}", console.word("help.version")
    parser.add_argument("-V", "--version", action="version", version=version, help=shown)
    parser.add_argument(LIBRARY.names[0], metavar="FILE", help=console.word("help.library"))
    rows = [f"  {command.name:<10}{console.word(f'help.{command.name}')}" for command in COMMANDS]
    parser.epilog = "\n".join(
        [console.word("help.commands"), *rows, "", console.word("help.exit-codes")]
    )
    parser.formatter_class = _RawEpilog
    return parser


class _RawEpilog(HelpFormatter):
    """Leaves the lines of the command table alone."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return text if "\n" in text else super()._fill_text(text, width, indent)


def command_parser(command: Command, console: Console) -> Parser:
    """The parser of one command."""
    parser = Parser(console, f"banyan {command.name}", console.word(f"help.{command.name}"))
    exclusive = parser.add_mutually_exclusive_group()
    for argument in (*command.arguments, *((LIBRARY,) if command.library else ())):
        add = exclusive.add_argument if argument.exclusive else parser.add_argument
        add(*argument.names, help=console.word(f"help.{argument.key}"), **argument.settings)
    return parser
