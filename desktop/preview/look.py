"""The look of the page in a theme."""

from __future__ import annotations

from functools import cache

from resources.tokens import TOKENS


@cache
def surface_colour(theme: str) -> str:
    """The colour that the page stands on, from the one token table."""
    return str(TOKENS[theme]["surface"])
