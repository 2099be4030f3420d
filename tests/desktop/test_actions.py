from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence

import resources
from desktop.actions import ACTIONS, MENUS, Needs, editor_rows, plain
from desktop.editor.commands import CONTEXT, EDITOR_COMMANDS
from desktop.settings import SETTINGS

ROWS = [*ACTIONS, *(r for r in editor_rows(EDITOR_COMMANDS, CONTEXT))]


def _translations() -> dict[tuple[str, str], tuple[str, bool]]:
    root = ET.fromstring(resources.text("translations", "banyan_zh_CN.ts"))
    found = {}
    for context in root.iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            text = "".join(translation.itertext()).strip()
            key = (context.findtext("name"), message.findtext("source"))
            found[key] = (text, translation.get("type") != "unfinished")
    return found


TRANSLATIONS = _translations()


def test_no_two_actions_share_a_shortcut():
    keys = Counter(QKeySequence(row.shortcut).toString() for row in ROWS if row.shortcut)
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_shortcut_is_one_that_qt_knows():
    for row in ROWS:
        if row.shortcut:
            assert not QKeySequence(row.shortcut).isEmpty(), row.id
            assert QKeySequence(row.shortcut).toString(), row.id


def test_no_two_rows_share_an_id():
    assert len({row.id for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_every_action_stands_in_a_menu_and_is_translated(row):
    assert row.menu in {menu for menu, _ in MENUS}
    for text in filter(None, (row.text, row.help, row.submenu)):
        translated, finished = TRANSLATIONS[row.context, text]
        assert translated, text
        assert finished, text
    if row.icon:
        assert resources.text("icons", f"{row.icon}.svg")


@pytest.mark.parametrize("row", SETTINGS, ids=lambda row: row.key)
def test_every_setting_is_translated(row):
    for text in filter(None, (row.text, row.help)):
        assert TRANSLATIONS["Settings", text][0], text


def test_needs_hold_together():
    assert Needs.NOTHING in Needs.LIBRARY
    assert (Needs.LIBRARY | Needs.NOTE) in (Needs.LIBRARY | Needs.NOTE | Needs.WRITABLE)
    assert (Needs.LIBRARY | Needs.WRITABLE) not in Needs.LIBRARY


def test_mnemonics_are_taken_off():
    assert plain("&New note") == "New note"
    assert plain("新建笔记(&N)") == "新建笔记"
    assert plain("Q && A") == "Q && A"
