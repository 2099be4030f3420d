from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextLayout

from desktop.editor.editor import MarkdownEditor
from desktop.editor.text import utf16_length
from desktop.theme import Theme

TEXT = st.text(st.sampled_from("ab中\n😀`#- \u00a0\u2028"), max_size=30)
SAME_EDITOR = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)


@SAME_EDITOR
@given(TEXT, TEXT)
def test_replacing_ends_in_exactly_the_text(drawn, old, new):
    drawn.set("¦" + old)
    drawn.editor.replace_text(new)
    assert drawn.get().replace("¦", "") == new
    assert drawn.editor.document().toRawText().replace("\u2029", "\n") == new
    drawn.editor.undo()
    assert drawn.editor.text() == old


@SAME_EDITOR
@given(TEXT, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 8), TEXT), max_size=5))
def test_what_is_signalled_adds_up(drawn, text, edits):
    drawn.set("¦" + text)
    for start, length, new in edits:
        now = drawn.editor.text()
        ends = (utf16_length(now[:start]), utf16_length(now[: start + length]))
        drawn.editor.select(*ends)
        cursor = drawn.editor.textCursor()
        cursor.insertText(new)
        drawn.editor.viewport().grab()
    drawn.get()
    for _edit in edits:
        drawn.editor.undo()
    drawn.get()


def test_replacing_keeps_the_cursor(drawn):
    drawn.set("one\ntwo¦\nthree")
    drawn.editor.replace_text("zero\none\ntwo\nthree")
    assert drawn.get() == "zero\none\ntwo¦\nthree"


def test_each_note_has_its_own_undo(drawn):
    editor = drawn.editor
    drawn.open("a", "first")
    editor.select(5, 5)
    drawn.press("x")
    drawn.open("b", "second")
    editor.undo()
    assert editor.text() == "second"
    drawn.open("a", "firstx")
    assert editor.textCursor().position() == 6
    editor.undo()
    assert editor.text() == "first"


def test_a_note_changed_elsewhere_is_shown_changed_and_can_be_undone(drawn):
    editor = drawn.editor
    drawn.open("a", "old")
    drawn.open("b", "")
    drawn.open("a", "new")
    assert editor.text() == "new"
    assert drawn.edits == []
    editor.undo()
    assert editor.text() == "old"


def test_opening_is_no_edit(drawn):
    drawn.editor.open_note("c", "text\n" * 50)
    drawn.editor.viewport().grab()
    drawn.editor.set_theme(Theme.named("dark"))
    drawn.editor.set_font_size(20)
    drawn.editor.viewport().grab()
    assert drawn.edits == []
    assert not drawn.editor.document().isUndoAvailable()


def formats_of(editor: MarkdownEditor, line: int) -> list[QTextLayout.FormatRange]:
    editor.viewport().grab()
    return editor.document().findBlockByNumber(line).layout().formats()


def test_a_string_over_several_lines_is_coloured_as_one(drawn, qtbot):
    drawn.set('¦text\n```python\nx = """one\ntwo three\n"""\n```')
    string = drawn.editor.looks().formats["code.string"].foreground().color()

    def coloured() -> bool:
        return any(
            each.format.foreground().color() == string and each.length == 9
            for each in formats_of(drawn.editor, 3)
        )

    qtbot.waitUntil(coloured, timeout=3000)
    drawn.editor.select(9, 9)
    drawn.editor.go_to_line(3)
    drawn.press("x")
    assert any(e.format.foreground().color() == string for e in formats_of(drawn.editor, 3))


def test_opening_a_fence_recolours_what_follows(drawn):
    drawn.set("¦\n# heading\n")
    assert any(f.format.fontWeight() == 700 for f in formats_of(drawn.editor, 1))
    drawn.press("`", "`", "`")
    assert not any(f.format.fontWeight() == 700 for f in formats_of(drawn.editor, 1))
    drawn.press("Backspace")
    assert any(f.format.fontWeight() == 700 for f in formats_of(drawn.editor, 1))


def test_the_space_below_the_text_belongs_to_no_line(drawn):
    drawn.set("```\ncode¦")
    pitch = drawn.editor.note.layout.pitch
    assert [rect.height() for _block, rect in drawn.editor.visible_blocks()] == [pitch, pitch]


def test_lines_are_found_again_after_scrolling(drawn):
    drawn.editor.open_note("long", "\n".join(f"line {n} " + "字" * (n % 90) for n in range(500)))
    drawn.editor.viewport().grab()
    lines: list[float] = []
    drawn.editor.scrolled.connect(lines.append)
    for line in (10, 250, 400):
        drawn.editor.scroll_to_line(line)
        drawn.editor.viewport().grab()
        assert abs(lines[-1] - line) < 1
    drawn.editor.go_to_line(300)
    assert drawn.editor.textCursor().blockNumber() == 300
    assert drawn.editor.viewport().rect().contains(drawn.editor.cursorRect())


def test_focus_mode_dims_the_other_paragraphs(drawn):
    drawn.set("one¦\nstill one\n\ntwo")
    faint = drawn.editor.looks().color("text_faint")
    drawn.editor.set_focus_mode(True)
    assert not formats_of(drawn.editor, 1)
    assert formats_of(drawn.editor, 3)[-1].format.foreground().color() == faint
    drawn.editor.go_to_line(3)
    assert not formats_of(drawn.editor, 3)
    assert formats_of(drawn.editor, 0)
    drawn.editor.set_focus_mode(False)
    assert not formats_of(drawn.editor, 0)


def test_typewriter_mode_keeps_the_line_in_the_middle(drawn):
    drawn.editor.open_note("long", "line\n" * 200)
    drawn.editor.set_typewriter_mode(True)
    for line in (50, 199):
        drawn.editor.go_to_line(line)
        middle = drawn.editor.viewport().height() / 2
        assert abs(drawn.editor.cursorRect().center().y() - middle) < 60


def test_settings(drawn):
    editor = drawn.editor
    editor.open_note("wide", "字" * 300)
    editor.viewport().grab()
    assert editor.document().firstBlock().lineCount() > 5
    editor.set_wrap(False)
    editor.viewport().grab()
    assert editor.document().firstBlock().lineCount() == 1
    assert editor.horizontalScrollBar().maximum() > 1000
    editor.set_wrap(True)
    editor.set_line_numbers(True)
    editor.set_measure(0)
    editor.viewport().grab()
    assert editor.note.layout.column > 650


def test_ctrl_click_follows_a_link(drawn, qtbot):
    drawn.set("¦see [[页面|名]] and more")
    with qtbot.waitSignal(drawn.editor.link_activated) as link:
        drawn.click_at(7, Qt.KeyboardModifier.ControlModifier)
    assert link.args == ["页面"]


def test_statistics_are_told_and_kept_up(drawn, qtbot):
    with qtbot.waitSignal(drawn.editor.statistics_changed) as first:
        drawn.editor.open_note("n", "两个字 and words\n")
    assert (first.args[0].words, first.args[0].chinese) == (5, 3)
    drawn.editor.select(0, 0)
    with qtbot.waitSignal(drawn.editor.statistics_changed) as second:
        drawn.press("好")
    assert second.args[0].words == 6


def test_state_comes_back(drawn):
    drawn.editor.open_note("s", "# a\n\nbody\n\n# b\n\nmore")
    drawn.editor.select(2, 2)
    from desktop.editor import folding

    folding.fold(drawn.editor, 4)
    state = drawn.editor.cursor_state()
    drawn.editor.open_note("other", "")
    drawn.editor.forget_note("s")
    drawn.editor.open_note("s", "# a\n\nbody\n\n# b\n\nmore")
    drawn.editor.restore_cursor_state(state)
    assert drawn.editor.textCursor().position() == 2
    assert folding.is_folded(drawn.editor, 4)


def test_a_read_only_note_takes_no_key(drawn):
    drawn.set("- a¦")
    drawn.editor.setReadOnly(True)
    drawn.press("Enter", "Tab", "(", "x", "Backspace")
    assert drawn.editor.text() == "- a"


def test_undo_goes_word_by_word(drawn):
    drawn.set("¦")
    drawn.press("one two three")
    assert [drawn.undo() for _step in range(3)] == ["one two¦", "one¦", "¦"]
    drawn.editor.redo()
    drawn.editor.redo()
    assert drawn.get() == "one two¦"


def test_undo_takes_the_cursor_back(drawn, run):
    drawn.set("first\n\n- one¦\n- two")
    run(drawn.editor, "bold")
    drawn.press("Enter")
    drawn.undo()
    assert drawn.undo() == "first\n\n- one¦\n- two"


def test_the_cursor_stays_in_view(drawn, qtbot):
    drawn.open("long", "- line\n" * 100)
    drawn.editor.go_to_line(99)
    drawn.press("End", "Enter", "x", "Enter", "y")
    for _again in range(40):
        drawn.press("Enter", "z")
        assert drawn.editor.viewport().rect().contains(drawn.editor.cursorRect())


def test_an_error_in_a_handler_is_reported_and_ends_nothing(drawn, monkeypatch):
    reported: list[type] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, *_rest: reported.append(kind))
    drawn.set("a¦")
    monkeypatch.setattr(drawn.editor.keys, "take", lambda _event: int("x"))
    drawn.press("x")
    assert reported == [ValueError]
    assert drawn.editor.text() == "a"
