"""The style of notes: complete, self-contained, and readable in both themes."""

from __future__ import annotations

import re
from typing import Literal

import pytest

from notes.rendering.callouts import KINDS
from notes.rendering.formulas import KINDS as FORMULA_FAULTS
from notes.rendering.highlight import highlight_css
from notes.rendering.stylesheet import _colours, content_css
from resources.tokens import TOKENS

THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def _luminance(colour: str) -> float:
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [x / 12.92 if x <= 0.03928 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_code_colours_can_be_read(theme: Literal["light", "dark"]) -> None:
    colours = set(re.findall(r"color: (#[0-9A-Fa-f]{6})", highlight_css(theme)))
    assert len(colours) > 4
    for colour in colours:
        assert _contrast(colour, TOKENS[theme]["code"]) >= 4.5, colour


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read_where_it_stands(theme: Literal["light", "dark"]) -> None:
    colours = TOKENS[theme]
    pairs = [("text", "surface"), ("text_soft", "surface"), ("link", "surface"), ("text", "mark"),
             ("text", "code"), ("text_soft", "code"), ("danger", "danger_soft")]  # fmt: skip
    for kind in ("info", "special", "warning", "danger", "accent"):
        pairs += [(kind, f"{kind}_soft"), ("text", f"{kind}_soft")]
    for text, ground in pairs:
        assert _contrast(colours[text], colours[ground]) >= 4.5, (text, ground)


@pytest.mark.parametrize("theme", ["light", "dark", "auto"])
def test_style_needs_nothing_from_elsewhere(theme: Literal["light", "dark", "auto"]) -> None:
    css = content_css(theme)
    assert "url(" not in css
    assert "@import" not in css
    assert "</" not in css
    assert css.count("{") == css.count("}")
    used = set(re.findall(r"var\(--([a-z-]+)", css))
    assert used <= set(re.findall(r"--([a-z-]+):", css))


@pytest.mark.parametrize("theme", ["dark", "auto"])
def test_paper_is_light_and_no_theme_lies_under_another(theme: Literal["dark", "auto"]) -> None:
    css = content_css(theme)
    light, dark = re.findall(r"@media ([^{]*) {\n:root { color-scheme", css)
    assert light.startswith("print")
    assert dark.startswith("screen")
    assert ("prefers-color-scheme: dark" in dark) == (theme == "auto")
    outside = css.replace(f"@media {light} {{\n{_colours('light')}}}\n", "").replace(
        f"@media {dark} {{\n{_colours('dark')}}}\n", ""
    )
    assert TOKENS["light"]["surface"] not in outside
    assert TOKENS["dark"]["surface"] not in outside
    assert highlight_css("light")[:40] not in outside


def test_every_fault_of_a_formula_has_words_in_both_languages() -> None:
    css = content_css("light")
    for kind in FORMULA_FAULTS:
        assert css.count(f'.math-error[data-kind="{kind}"]::after') == 2, kind


def test_every_callout_has_a_look() -> None:
    css = content_css("light")
    for kind in KINDS - {"info"}:  # the look that the others deviate from
        assert f".callout-{kind}" in css, kind
