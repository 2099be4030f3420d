"""Regular expressions that are compiled when first used: no start waits for them."""

from __future__ import annotations

import re
from typing import Any, cast


class _Lazy:
    def __init__(self, expression: str, flags: int) -> None:
        self._source = (expression, flags)

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(*self._source), name)
        self.__dict__[name] = value
        return value


def pattern(expression: str, flags: int = 0) -> re.Pattern[str]:
    """The regular expression, compiled when first used; compiling takes up to some ms."""
    return cast("re.Pattern[str]", _Lazy(expression, flags))
