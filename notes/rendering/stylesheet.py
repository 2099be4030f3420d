"""The style of a note's content, for the preview and for exports alike."""

from __future__ import annotations

from functools import cache
from typing import Literal

import resources
from notes.rendering.highlight import highlight_css
from resources.tokens import TOKENS

Theme = Literal["light", "dark"]


def _families(names: list[str]) -> str:
    return ", ".join(
        name if name.endswith("serif") or name == "monospace" else f'"{name}"' for name in names
    )


def _lengths() -> str:
    values = {
        **{name: f"{size}px" for name, size in TOKENS["space"].items()},
        **{f"radius-{name}": f"{size}px" for name, size in TOKENS["radius"].items()},
        "body-size": f"{TOKENS['type']['body']}px",
        "line-height": str(TOKENS["type"]["line_height"]),
        "measure": f"{TOKENS['type']['measure']}em",
        "body-font": _families(TOKENS["font"]["body"]),
        "mono-font": _families(TOKENS["font"]["mono"]),
    }
    return "".join(f" --{name}: {value};" for name, value in values.items())


def _colours(theme: Theme) -> str:
    variables = "".join(
        f" --{name.replace('_', '-')}: {value};" for name, value in TOKENS[theme].items()
    )
    return f":root {{ color-scheme: {theme};{variables} }}\n{highlight_css(theme)}"


@cache
def content_css(theme: Literal["light", "dark", "auto"] = "auto") -> str:
    """CSS of a note's content; `auto` follows what the reader's system prefers.

    Paper is light, whatever the screen is. No theme lies under another: each has colours for kinds
    of code that the other leaves alone.
    """
    if theme == "light":
        colours = _colours("light")
    else:
        dark = "screen" if theme == "dark" else "screen and (prefers-color-scheme: dark)"
        light = "print" if theme == "dark" else "print, (prefers-color-scheme: light)"
        colours = (
            f"@media {light} {{\n{_colours('light')}}}\n@media {dark} {{\n{_colours('dark')}}}\n"
        )
    return f":root {{{_lengths()} }}\n{colours}{resources.text('theme', 'content.css')}"
