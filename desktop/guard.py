"""Keeps an error in an overridden Qt method from ending the process."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from types import FunctionType
from typing import Any

from PySide6.QtCore import QObject


def install() -> None:
    """Guard every Qt method that a class overrides from now on.

    PySide 6.11 on Python 3.11 crashes on an exception that C code raised (an IndexError, the
    ValueError of `int`) when it leaves an overridden method, and with the process the last second
    of writing would go. Slots are not affected. Reported to `sys.excepthook`, an error in one
    paint event costs that paint alone. Every class is reached, also one that is loaded late,
    because `__init_subclass__` is asked of Qt's own base class.
    """
    # Qt's stubs know neither the method nor that it may be set.
    QObject.__init_subclass__ = classmethod(_guard_overrides)  # type: ignore[assignment, arg-type]


def _guard_overrides(cls: type, **arguments: object) -> None:
    super(QObject, cls).__init_subclass__(**arguments)  # type: ignore[misc]  # cls is a QObject
    bases = [base for base in cls.__mro__[1:] if base.__module__.startswith("PySide6.")]
    for name, member in list(vars(cls).items()):
        overrides = any(name in vars(base) for base in bases)
        if overrides and isinstance(member, FunctionType) and not name.startswith("__"):
            setattr(cls, name, _guarded(member))


def _guarded(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def run(*arguments: Any, **named: Any) -> Any:
        try:
            return method(*arguments, **named)
        except Exception:  # noqa: BLE001 - whatever it is, it is reported and not swallowed
            sys.excepthook(*sys.exc_info())
            return None

    return run
