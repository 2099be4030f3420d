"""How this program starts a part of itself as a process of its own.

The only place that knows: a frozen program, whose executable is no interpreter, starts itself and
names the module; `notes.cli` hands that to `run`.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

FLAG = "--run-module"
# The folder that holds the packages comes first, whatever lies in the working folder.
_START = "import sys; sys.path.insert(0, sys.argv.pop(1)); from notes.child import run; run()"


def child_command(module: str, *arguments: str) -> list[str]:
    """The command that calls `main()` of a module of this very code, wherever it lies."""
    if getattr(sys, "frozen", False):
        return [sys.executable, FLAG, module, *arguments]
    root = str(Path(__file__).resolve().parent.parent)
    return [sys.executable, "-P", "-c", _START, root, module, *arguments]


def run() -> None:
    """Be the module that `sys.argv` names first; ends the process with its exit code."""
    if sys.argv[1] == FLAG:
        del sys.argv[1]
    package, _, _ = sys.argv[1].partition(".")
    if package not in {"notes", "desktop"}:
        raise ValueError(sys.argv[1])
    sys.exit(import_module(sys.argv.pop(1)).main())
