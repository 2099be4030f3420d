from __future__ import annotations

import pytest

from desktop.editor.offers import Completion, languages


@pytest.fixture
def asked(drawn):
    questions: list[tuple[str, str]] = []

    def source(kind, prefix, answer):
        questions.append((kind, prefix))
        answer([Completion("页面一"), ("页面二", "页面二 — 技术")])

    drawn.editor.completer_source = source
    return questions


def test_choosing_with_keys(drawn, asked, qtbot):
    drawn.set("see ¦")
    drawn.press("[", "[", "页")
    qtbot.waitUntil(drawn.editor.keys.completer.isVisible)
    assert asked[-1] == ("note", "页")
    drawn.press("Down", "Enter")
    assert drawn.get() == "see [[页面二]]¦"
    assert not drawn.editor.keys.completer.isVisible()


def test_escape_dismisses_until_something_else_is_asked(drawn, asked, qtbot):
    drawn.set("¦")
    drawn.press("#", "a")
    qtbot.waitUntil(drawn.editor.keys.completer.isVisible)
    drawn.press("Escape", "b")
    qtbot.wait(20)
    assert not drawn.editor.keys.completer.isVisible()
    drawn.press(" ", "#", "c")
    qtbot.waitUntil(drawn.editor.keys.completer.isVisible)
    drawn.press("Tab")
    assert drawn.get() == "#ab #页面一 ¦"


@pytest.mark.parametrize(
    ("key", "after"),
    [("Enter", "```python\n¦\n```"), ("Tab", "```python¦"), ("Down", "```python¦")],
)
def test_enter_behind_a_whole_language_begins_its_code(drawn, qtbot, key, after):
    drawn.set("¦")
    drawn.press("```python")
    qtbot.waitUntil(drawn.editor.keys.completer.isVisible)
    drawn.press(key)
    assert drawn.get() == after


def test_languages_are_offered_once_they_are_loaded_elsewhere(drawn, qtbot):
    languages.cache_clear()
    drawn.set("¦")
    drawn.press("```pyth")
    qtbot.waitUntil(drawn.editor.keys.completer.isVisible)
    assert drawn.editor.keys.completer._loader is not None


def test_emoji_replaces_its_colon(drawn, qtbot):
    drawn.set("¦")
    drawn.press(":smile")
    qtbot.waitUntil(drawn.editor.keys.completer.isVisible)
    drawn.press("Enter")
    assert drawn.get() == "😄¦"


def test_enter_without_suggestions_is_enter(drawn, qtbot):
    drawn.set("[[a¦")
    drawn.press("b")
    qtbot.wait(20)
    drawn.press("Enter")
    assert drawn.get() == "[[ab\n¦"


def test_headings_of_this_note(drawn, qtbot):
    drawn.set("# 目标\n\n## 其他\n\n[[#¦")
    drawn.press("目")
    qtbot.waitUntil(drawn.editor.keys.completer.isVisible)
    drawn.press("Enter")
    assert drawn.get().endswith("[[#目标]]¦")
