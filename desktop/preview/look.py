"""The look of what the preview shows, made from the one token table."""

from __future__ import annotations

import contextlib
import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def _tokens() -> dict[str, Any]:
    text = resources.files("resources.theme").joinpath("tokens.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def surface_colour(theme: str) -> str:
    """The colour that the page stands on."""
    return str(_tokens()[theme]["surface"])


def content_style(theme: str) -> str:
    """The note's own CSS and the variables that the page's controls use."""
    content = ""
    with contextlib.suppress(ImportError):
        from notes.rendering.stylesheet import content_css

        content = content_css(theme)
    colours = _tokens()[theme]
    variables = "".join(
        f"--ui-{name.replace('_', '-')}: {value};" for name, value in colours.items()
    )
    return f":root {{ {variables} color-scheme: {theme}; }}\n{content}"
