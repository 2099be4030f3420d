"""Composing as fcitx5 and ibus do it: the sequences were written down from the real ones."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt


def pinyin(drawn, *preedits: str, commit: str = "") -> None:
    """Compose letter by letter and commit: fcitx5 sends an empty event after what it commits."""
    for preedit in preedits:
        drawn.compose(preedit)
    drawn.commit(commit)
    drawn.commit("")


@pytest.fixture
def states(drawn) -> list[bool]:
    said: list[bool] = []
    drawn.editor.composing.connect(said.append)
    return said


def preedits(editor) -> list[str]:
    """What each line shows that is not in the note."""
    document = editor.document()
    blocks = map(document.findBlockByNumber, range(document.blockCount()))
    return [block.layout().preeditAreaText() for block in blocks]


def test_composing_is_shown_and_told_once_committed(drawn, states):
    drawn.set("**中**¦\n尾")
    for part in ("n", "ni", "ni hao"):
        drawn.compose(part)
        drawn.editor.viewport().grab()
    assert drawn.editor.is_composing()
    assert drawn.edits == []
    assert drawn.editor.text() == "**中**\n尾"
    assert drawn.editor.textCursor().block().layout().preeditAreaText() == "ni hao"
    drawn.commit("你好")
    assert states == [True, False]
    assert drawn.edits == [(5, 0, "你好")]
    assert drawn.get() == "**中**你好¦\n尾"
    assert drawn.undo() == "**中**¦\n尾"


def test_composed_text_keeps_its_underline_among_the_colours(drawn):
    drawn.set("**粗**¦ **重**")
    drawn.compose("ni")
    drawn.editor.viewport().grab()
    layout = drawn.editor.textCursor().block().layout()
    at = layout.preeditAreaPosition()
    underlined = [f for f in layout.formats() if f.format.fontUnderline()]
    assert [(f.start, f.length) for f in underlined] == [(at, 2)]
    bold = [f.start for f in layout.formats() if f.format.fontWeight() == 700]
    assert bold == [2, at + 2 + 3]


def test_escape_gives_up(drawn, states):
    drawn.set("a¦b")
    pinyin(drawn, "s", "sh")
    assert drawn.get() == "a¦b"
    assert drawn.edits == []
    assert states == [True, False]


def test_composing_in_place_of_a_selection_is_one_step(drawn):
    drawn.set("a⟦bc⟧d")
    pinyin(drawn, "n", "ni", commit="你")
    assert drawn.get() == "a你¦d"
    assert drawn.undo().replace("¦", "") == "abcd"


def test_a_selection_comes_back_when_composing_is_given_up(drawn):
    drawn.set("a⟦bc⟧d")
    pinyin(drawn, "n", "ni")
    assert drawn.get() == "a⟦bc⟧d"
    pinyin(drawn, "n", commit="你")
    assert drawn.get() == "a你¦d"


def test_an_edit_between_is_a_step_of_its_own(drawn, run):
    drawn.set("a ⟦bc⟧ d")
    drawn.compose("n")
    run(drawn.editor, "bold")
    pinyin(drawn, "ni", commit="你")
    assert drawn.get() == "a **你¦** d"
    assert drawn.undo() == "a **¦** d"


@pytest.mark.parametrize(
    ("before", "keys", "after", "undone"),
    [
        ("1. 一¦\n2. 三", ["Enter"], "1. 一\n2. 你好¦\n3. 三", "1. 一\n2. ¦\n3. 三"),
        ("```python\nx¦\n```", ["Enter"], "```python\nx\n你好¦\n```", "```python\nx\n¦\n```"),
        ("> 一¦", ["Enter"], "> 一\n> 你好¦", "> 一\n> ¦"),
        ("¦", ["("], "(你好¦)", "(¦)"),
        ("a⟦b\nc⟧d", [], "a你好¦d", None),
        ("| a | b |\n|---|---|\n| ¦ |  |", [], "| a | b |\n|---|---|\n| 你好¦ |  |", None),
    ],
)
def test_in_lists_code_quotes_pairs_and_tables(drawn, before, keys, after, undone):
    drawn.set(before)
    drawn.press(*keys)
    pinyin(drawn, "n", "ni", "ni h", "ni hao", commit="你好")
    assert drawn.get() == after
    if undone:
        assert drawn.undo() == undone


def test_a_cell_composed_in_is_aligned_at_tab(drawn):
    drawn.set("| a | b |\n|---|---|\n| ¦ |  |")
    pinyin(drawn, "zhong", "zhong wen", commit="中文")
    drawn.press("Tab")
    pinyin(drawn, "biao", commit="表")
    drawn.press("Tab")
    assert drawn.get() == ("| a    | b   |\n| ---- | --- |\n| 中文 | 表  |\n| ¦     |     |")


def test_punctuation_that_is_committed_is_paired(drawn):
    drawn.set("¦")
    pinyin(drawn, commit="“")
    pinyin(drawn, "n", commit="你")
    pinyin(drawn, commit="”")
    assert drawn.get() == "“你”¦"
    drawn.set("⟦书⟧")
    pinyin(drawn, commit="《")
    assert drawn.get() == "《⟦书⟧》"


@pytest.mark.parametrize("text", ["other", "a\nb"])
def test_another_note_does_not_take_over_what_is_composed(drawn, states, text):
    drawn.set("a¦")
    drawn.compose("ni hao")
    drawn.open("other", text)
    assert preedits(drawn.editor) == [""] * (text.count("\n") + 1)
    assert states == [True, False]
    drawn.open("note", "a")
    assert preedits(drawn.editor) == [""]
    assert drawn.get() == "a¦"


def test_a_note_changed_elsewhere_ends_composing(drawn, states):
    drawn.set("one\ntwo¦")
    drawn.compose("ni")
    drawn.editor.open_note("note", "one\nnew\ntwo")
    assert preedits(drawn.editor) == ["", "", ""]
    assert states == [True, False]


def test_nothing_is_suggested_while_composing(drawn, qtbot):
    asked: list[str] = []
    drawn.editor.completer_source = lambda _kind, prefix, _answer: asked.append(prefix)
    drawn.set("¦")
    drawn.press("[[")
    qtbot.waitUntil(lambda: asked == [""])
    asked.clear()
    drawn.compose("zhong")
    qtbot.wait(20)
    assert asked == []
    pinyin(drawn, commit="中")
    qtbot.waitUntil(lambda: asked == ["中"])


def test_the_candidates_stand_at_the_cursor(drawn, editor):
    """Also beside line numbers, in a larger text, in a wrapped line, and scrolled."""
    editor.set_line_numbers(True)
    editor.set_top_inset(40)
    editor.set_font_size(22)
    drawn.set("\n".join(["行"] * 60) + "\n" + "很长的一段" * 40 + "¦")
    editor.ensureCursorVisible()
    for preedit in ("", "ni hao"):
        if preedit:
            drawn.compose(preedit)
        query = Qt.InputMethodQuery.ImCursorRectangle
        asked = editor.inputMethodQuery(query).toRect()
        asked.translate(-editor.viewport().pos())
        assert editor.viewport().rect().contains(asked.center())
        shown = editor.cursorRect()
        assert abs(asked.x() - shown.x()) <= 2
        assert abs(asked.y() - shown.y()) <= 2
        lines = editor.textCursor().block().layout()
        assert lines.lineCount() > 3
