from __future__ import annotations

import pytest

from desktop.settings import SECTIONS, SETTINGS, Settings


@pytest.fixture
def path(tmp_path):
    return tmp_path / "settings.ini"


@pytest.mark.parametrize("row", SETTINGS, ids=lambda row: row.key)
def test_every_setting_comes_back_as_it_was_set(qapp, path, row):
    if row.choices:
        value = row.choices[-1][0]
    elif isinstance(row.default, bool):
        value = not row.default
    elif isinstance(row.default, int):
        value = row.maximum
    else:
        value = "/a/b, c"
    settings = Settings(path)
    settings.set(row.key, value)
    settings.sync()
    again = Settings(path)
    assert again.value(row.key) == value
    assert type(again.value(row.key)) is type(row.default)


@pytest.mark.parametrize("row", SETTINGS, ids=lambda row: row.key)
def test_every_setting_belongs_to_a_section(row):
    assert row.key.split("/")[0] in {name for name, _ in SECTIONS}
    assert row.text


def test_nonsense_in_the_file_gives_the_default(qapp, path):
    path.write_text(
        "[editor]\nfont_size=huge\nwrap=perhaps\n[appearance]\ntheme=pink\n[preview]\nzoom=99999\n",
        encoding="utf-8",
    )
    settings = Settings(path)
    assert settings.number("editor/font_size") == 15
    assert settings.flag("editor/wrap") is True
    assert settings.text("appearance/theme") == "system"
    assert settings.number("preview/zoom") == 300


def test_a_kept_text_with_commas_comes_back_whole(qapp, path):
    settings = Settings(path)
    settings.set_state("library", '{"a": [1, 2], "b": "x, y"}')
    settings.sync()
    assert Settings(path).state("library") == '{"a": [1, 2], "b": "x, y"}'


def test_a_shortcut_can_be_taken_away_and_given_back(qapp, path):
    settings = Settings(path)
    assert settings.shortcut("note.new", "Ctrl+N") == "Ctrl+N"
    settings.set_shortcut("note.new", "")
    assert settings.shortcut("note.new", "Ctrl+N") == ""
    settings.set_shortcut("note.new", None)
    assert settings.shortcut("note.new", "Ctrl+N") == "Ctrl+N"
