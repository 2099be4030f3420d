"""What of the look is needed before the page has its style."""

from __future__ import annotations

import tomllib
from functools import cache

import resources


@cache
def surface_colour(theme: str) -> str:
    """The colour that the page stands on, from the one token table."""
    tokens = tomllib.loads(resources.text("theme", "tokens.toml"))
    return str(tokens[theme]["surface"])
