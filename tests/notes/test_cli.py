"""The command table, the command line itself, its words and its exit codes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from notes import __version__
from notes.commands.console import Console, one_line, printable, to_json
from notes.commands.parser import Parser
from notes.commands.table import COMMANDS, FORMATS, Command
from notes.exporting import registry
from resources.messages import LANGUAGES, messages

Banyan = Callable[..., Any]
CHECKOUT = Path(__file__).resolve().parent.parent.parent
NAMES = [command.name for command in COMMANDS]


# the table


@pytest.mark.parametrize("command", COMMANDS, ids=NAMES)
def test_a_command_is_worded_and_runs_something(command: Command) -> None:
    keys = [command.name, *(argument.key for argument in command.arguments)]
    for language in LANGUAGES:
        assert [key for key in keys if f"help.{key}" not in messages(language)] == []
    if command.name != "gui":
        assert callable(command.load())


@pytest.mark.parametrize("command", COMMANDS, ids=NAMES)
def test_a_command_is_documented(command: Command) -> None:
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    assert re.search(rf"`banyan {command.name}\b", readme)


@pytest.mark.parametrize("command", COMMANDS, ids=NAMES)
def test_a_command_has_a_test(command: Command) -> None:
    called = re.compile(rf"""banyan\(\s*"{command.name}"|"banyan", "{command.name}\"""")
    tests = [*CHECKOUT.glob("tests/**/test_cli*.py"), *CHECKOUT.glob("tests/desktop/**/test_*.py")]
    if command.name == "gui":
        assert (CHECKOUT / "tests" / "notes" / "test_cli_gui.py").exists()
    else:
        assert any(called.search(path.read_text(encoding="utf-8")) for path in tests)


def test_the_table_names_the_formats_that_are_registered() -> None:
    assert tuple(row.name for row in registry.FORMATS) == FORMATS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS, ids=NAMES)
def test_help(command: Command, language: str) -> None:
    text = Parser(command, Console({"BANYAN_LANG": language})).format_help()
    assert messages(language)[f"help.{command.name}"].split()[0] in text
    for argument in command.arguments:
        assert argument.names[0] in text or argument.settings["metavar"] in text
    assert "help." not in text


# the command line


@pytest.mark.parametrize("arguments", [["--version"], ["-V"]])
def test_version(banyan: Banyan, arguments: list[str]) -> None:
    ran = banyan(*arguments)
    assert (ran.code, ran.out) == (0, f"banyan {__version__}\n")


@pytest.mark.parametrize("language", LANGUAGES)
def test_overview_names_all_commands(banyan: Banyan, language: str) -> None:
    ran = banyan("--help", language=language)
    assert ran.code == 0
    assert [name for name in NAMES if f"  {name} " not in ran.out] == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["exprot"], "Did you mean “export”?"),
        (["Lits"], "Did you mean “list”?"),
        (["qqqqqqqq"], "There is no command “qqqqqqqq”."),
        (["list", "--categry", "x"], "Did you mean “--category”?"),
        (["list", "surplus"], "“surplus” is not an option"),
        (["undo"], "Something is missing: BATCH."),
        (["new"], "Something is missing: --title."),
        (["new", "--title"], "--title needs a value."),
        (["revert", "x", "one"], "needs a whole number, not “one”."),
        (["search", "x", "--limit", "many"], "--limit needs a whole number"),
        (["search", "x", "--limit", "-1"], "--limit cannot be less than zero."),
        (["export", "x", "--format", "docx", "--output", "o"], "choose from"),
        (["export", "--format", "html", "--output", "o"], "Name notes, or one of"),
        (["export", "x", "--all", "--format", "html", "--output", "o"], "Name notes, or one of"),
        (["export", "x", "--format", "html", "--output", "-", "--json"], "cannot both use stdout"),
        (["export", "--all", "--format", "html", "--output", "-"], "Only one note"),
        (["import", "x", "--format", "wordstar"], "choose from auto"),
        (["render", "--batch", "x"], "--batch reads from stdin"),
        (["edit", "x"], "Name what to change"),
        (["import"], "Something is missing: PATH."),
        (["list", "--json=yes"], "--json takes no value"),
    ],
)
def test_wrong_usage(banyan: Banyan, arguments: list[str], says: str) -> None:
    ran = banyan(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert ran.err.count("\n") == 1
    assert "--help”" in ran.err
    chinese = banyan(*arguments, language="zh_CN")
    assert chinese.code == 2
    assert re.search("[\u4e00-\u9fff]", chinese.err)
    assert "argument" not in chinese.err


READING = ["tree", "list", "imports", "check"]
ON_A_NOTE = ["show", "trash", "restore", "history"]


def test_only_some_commands_make_a_library(banyan: Banyan, library_path: Path) -> None:
    lines = [[name] for name in READING] + [[name, "x"] for name in ON_A_NOTE]
    lines += [
        ["edit", "x", "--title", "y"],
        ["revert", "x", "1"],
        ["search", "x"],
        ["undo", "x"],
        ["backup", "x"],
        ["export", "x", "--format", "html", "--output", "o"],
    ]
    for line in lines:
        ran = banyan(*line)
        assert (ran.code, ran.out) == (1, ""), line
        assert "There is no library at" in ran.err
        assert ran.err.count("\n") == 1
    assert not library_path.exists()
    assert banyan("new", "--title", "a").code == 0
    assert library_path.exists()


def test_the_library_is_named_by_option_before_variable(banyan: Banyan, tmp_path: Path) -> None:
    other = tmp_path / "other folder" / "其他.banyan"
    other.parent.mkdir()
    assert banyan("--library", other, "new", "--title", "before the command").code == 0
    assert banyan("new", "--title", "after it", "--library", other).code == 0
    assert banyan("new", "--title", "by the variable").code == 0
    titles = {note["title"] for note in banyan("list", "--json", f"--library={other}").json}
    assert titles == {"before the command", "after it"}


def test_a_file_that_is_no_library_stays_as_it_is(banyan: Banyan, library_path: Path) -> None:
    for content in (b"", b"text", b"SQLite format 3\0" + bytes(200), b"\xff" * 5000):
        library_path.write_bytes(content)
        for line in (["list"], ["new", "--title", "x"]):
            ran = banyan(*line)
            assert (ran.code, ran.out) == (1, ""), (content[:20], line)
            assert ran.err.count("\n") == 1
        assert library_path.read_bytes() == content


# what reaches a terminal

HOSTILE = "a\x1b[31mb\x07c\x9b2Jd\u202ee\u2028f\x00g\x7fh"


def test_nothing_hostile_is_printable() -> None:
    for shown in (one_line(HOSTILE), printable(HOSTILE), to_json({"x": HOSTILE})):
        assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u202e]", shown)
    assert printable("line\n\tnext") == "line\n\tnext"
    assert one_line("line\n\tnext") == "line\\x0a\\x09next"
    assert __import__("json").loads(to_json(HOSTILE + "\udcff")) == HOSTILE + "\udcff"


def test_hostile_titles_are_shown_as_text(banyan: Banyan, tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text('---\ntitle: "\\e[31mred\\x9b2J\\u202E"\ntags: ["\\e]0;x\\a"]\n---\n')
    for line in (["import", file], ["list"], ["tree"], ["search", "red"], ["list", "--json"]):
        ran = banyan(*line)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", ran.out + ran.err), line


def test_odd_arguments_are_refused_in_words(banyan: Banyan) -> None:
    for line in (
        ["new", "--title", "a", "--category", "a\x1bb"],
        ["new", "--title", "a", "--category", "a//b"],
        ["new", "--title", "a", "--tag", "a\nb"],
    ):
        ran = banyan(*line)
        assert (ran.code, ran.out) == (1, ""), line
        assert ran.err.count("\n") == 1
    # bytes that are no text in this locale: kept as far as a text can hold them
    for line in (["--title", "bad\udcff"], ["--title", "a", "--tag", "bad\udcff"]):
        assert banyan("new", *line).code in {0, 1}, line
    assert banyan("list", "--json").code == 0
    for query in ("bad\udcff", '"', "a AND", "*", "(", "-", "\x00", "title:"):
        assert banyan("search", query).code in {0, 1}, query
