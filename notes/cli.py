"""The `banyan` command: reads the command line, runs one command, words what went wrong.

Exit codes: 0 done, 1 could not be done, 2 wrong usage, 3 done in part.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from notes.child import FLAG, run
from notes.commands.console import Console
from notes.commands.parser import WrongUsageError, parse
from notes.errors import Fault, os_fault

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from notes.commands.table import Command

FAILED = 1
WRONG_USAGE = 2
INTERRUPTED = 130  # what a shell expects of a program ended by Ctrl+C


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and answer its exit code."""
    if sys.argv[1:2] == [FLAG] and argv is None:
        run()
    console = Console()
    try:
        command, arguments = parse(sys.argv[1:] if argv is None else argv, console)
        code = _run(command, arguments, console)
        console.out.flush()
    except WrongUsageError as error:
        console.complain(str(error))
        return WRONG_USAGE
    except SystemExit as end:  # --help and --version
        return int(end.code or 0)
    except Fault as fault:
        console.fault(fault)
        return FAILED
    except BrokenPipeError:  # the reader has seen enough
        _drop_output()
        return 0
    except OSError as error:  # as a rule stdout itself, on a full disk
        _drop_output()
        console.fault(os_fault(error, Path(error.filename or "stdout")))
        return FAILED
    except KeyboardInterrupt:
        console.end_progress()
        return INTERRUPTED
    else:
        return code


def _drop_output() -> None:
    """See to it that what is still buffered does not fail once more at the exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(command: Command, arguments: Namespace, console: Console) -> int:
    try:
        return command.load()(arguments, console)
    except WrongUsageError as error:
        see = console.word("usage.see", command=f"banyan {command.name}")
        raise WrongUsageError(f"{error} {see}") from error


if __name__ == "__main__":
    sys.exit(main())
