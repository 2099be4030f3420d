"""`banyan` and `banyan gui`: the only command that loads Qt, and what it hands to the window."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from notes.commands.console import Console
from notes.commands.parser import parse

CHECKOUT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize(
    ("line", "flags"),
    [
        ([], {}),
        (["gui"], {}),
        (["--library", "x"], {"library": "x"}),
        (["--note", "n1", "--library=x"], {"note": "n1", "library": "x"}),
        (["--library", "x", "gui", "--lang", "zh_CN"], {"library": "x", "lang": "zh_CN"}),
        (["--trace", "t"], {"trace": "t"}),
    ],
)
def test_no_command_is_the_window(line: list[str], flags: dict[str, str]) -> None:
    command, arguments = parse(line, Console({}))
    assert command.name == "gui"
    assert {key: value for key, value in vars(arguments).items() if value} == flags


def run(*line: str, **variables: str) -> subprocess.CompletedProcess[str]:
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {key: value for key, value in os.environ.items() if key not in hidden}
    return subprocess.run(
        [sys.executable, "-P", "-m", "notes.cli", *line],
        cwd=CHECKOUT,
        env=environment | {"BANYAN_LANG": "en"} | variables,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.mark.skipif(sys.platform != "linux", reason="only here a display may be missing")
def test_without_a_display_it_says_so() -> None:
    ran = run("gui")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "There is no display" in ran.stderr
    assert ran.stderr.count("\n") == 1
    assert "没有可打开窗口的显示器" in run(BANYAN_LANG="zh_CN").stderr


def test_no_other_command_loads_qt(tmp_path: Path) -> None:
    program = (
        "import sys; from notes.cli import main\n"
        "code = main(sys.argv[1:])\n"
        "assert 'PySide6' not in sys.modules and 'desktop' not in sys.modules\n"
        "sys.exit(code)"
    )
    file = tmp_path / "a.md"
    file.write_text("# a\n")
    library = str(tmp_path / "l.banyan")
    lines = [
        ["import", str(file)],
        ["list", "--json"],
        ["export", "a", "--format", "html", "--output", str(tmp_path / "a.html")],
        ["render", str(file)],
    ]
    for line in lines:
        ran = subprocess.run(
            [sys.executable, "-c", program, *line],
            cwd=CHECKOUT,
            env=os.environ | {"BANYAN_LIBRARY": library},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert (ran.returncode, ran.stderr) == (0, ""), line
