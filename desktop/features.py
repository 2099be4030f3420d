"""Keeps PySide from reading the source of every module that the program imports."""

from __future__ import annotations

import sys
from typing import Any


def install() -> None:
    """Say of every module imported from now on that it takes none of PySide's optional features.

    PySide 6.11 looks for its own name in each module's source, to switch `snake_case` and
    `true_property` for that module. Banyan has neither, so what that costs, 0.1 ms a module and
    its source kept in memory by `linecache`, is for nothing. Without effect on a PySide that does
    it otherwise.
    """
    feature: Any = sys.modules.get("shibokensupport.feature")  # inside PySide, and came with it
    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = lambda _module: False
