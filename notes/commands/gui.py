"""The command that opens the window."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import Namespace

    from notes.commands.console import Console


def run(arguments: Namespace, console: Console) -> int:
    """Open the window and answer its exit code."""
    del console  # the window words its own messages
    flags = ("library", "note", "lang", "trace")
    given = [(f"--{flag}", value) for flag in flags if (value := getattr(arguments, flag))]
    # By name: the core knows no desktop, and no other command may load Qt.
    desktop = import_module("desktop.__main__")
    code: int = desktop.main([text for pair in given for text in pair])
    return code
