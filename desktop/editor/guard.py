"""Keeps an error in a key or paint handler from ending the process."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

P = ParamSpec("P")


def guarded(method: Callable[P, None]) -> Callable[P, None]:
    """Hand what an overridden Qt method raises to `sys.excepthook`.

    PySide 6.11 on Python 3.11 crashes on exceptions that C code raises there (an IndexError, the
    ValueError of `int`), and with the process the last second of writing would go.
    """

    @wraps(method)
    def run(*arguments: P.args, **named: P.kwargs) -> None:
        try:
            method(*arguments, **named)
        except Exception:  # noqa: BLE001 - whatever it is, it is reported and not swallowed
            sys.excepthook(*sys.exc_info())

    return run
