from __future__ import annotations

import re
from importlib.resources import files

import pytest

import resources
from desktop.icons import application_icon, icon
from desktop.theme import Theme, ThemeKeeper, tokens

SURFACES = ("window", "pane", "surface", "raised", "hover", "selected", "accent_soft")
TEXTS = ("text", "text_soft", "text_faint")


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("text", TEXTS)
def test_text_can_be_read_on_every_surface(theme, surface, text):
    colours = tokens(theme)
    if text == "text_faint" and surface in {"selected", "hover", "accent_soft"}:
        assert _contrast(colours[text], colours[surface]) >= 4.0
    else:
        assert _contrast(colours[text], colours[surface]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_style_sheet_leaves_no_token_open(qapp, theme):
    sheet = Theme.named(theme).style_sheet()
    assert "$" not in sheet
    assert re.findall(r"#[0-9a-f]{6}", sheet)


def test_both_themes_have_the_same_tokens():
    assert tokens("light").keys() == tokens("dark").keys()


def test_every_icon_draws_something_and_in_the_themes_colour(qapp):
    folder = files(resources).joinpath("icons")
    names = [entry.name.removesuffix(".svg") for entry in folder.iterdir()]
    assert len(names) > 50
    for name in names:
        picture = icon(name, Theme.named("light"), "danger").pixmap(16, 16).toImage()
        colours = {
            picture.pixelColor(x, y).name()
            for x in range(picture.width())
            for y in range(picture.height())
            if picture.pixelColor(x, y).alpha() > 60
        }
        assert any(colour.startswith("#b") for colour in colours), name


def test_the_applications_own_icon_has_colours(qapp):
    picture = application_icon().pixmap(32, 32).toImage()
    assert picture.pixelColor(4, 16).name() == tokens("light")["accent"]
    assert len(application_icon().availableSizes()) > 4


def test_the_choice_of_a_theme_is_told_once(qapp):
    keeper = ThemeKeeper(qapp, "light")
    heard: list[str] = []
    keeper.changed.connect(lambda theme: heard.append(theme.name))
    keeper.choose("dark")
    keeper.choose("dark")
    keeper.choose("light")
    assert heard == ["dark", "light"]
    qapp.setStyleSheet("")
