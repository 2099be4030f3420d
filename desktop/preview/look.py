"""The look of the page in a theme."""

from __future__ import annotations

from functools import cache
from typing import Literal

from resources.tokens import TOKENS


@cache
def surface_colour(theme: str) -> str:
    """The colour that the page stands on, from the one token table."""
    return str(TOKENS[theme]["surface"])


@cache
def page_style(theme: Literal["light", "dark"]) -> str:
    """The CSS of the page's content in a theme; on paper it is always light."""
    from notes.rendering.stylesheet import content_css

    if theme == "light":
        return content_css("light")
    return f"{content_css('dark')}\n@media print {{\n{content_css('light')}}}\n"
