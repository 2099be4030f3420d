from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from desktop.editor.commands import EDITOR_COMMANDS
from desktop.editor.palette import CODE, Palette
from desktop.editor.picker import Picker
from desktop.editor.snippets import SNIPPETS, expand
from desktop.theme import tokens


def test_rows_are_whole():
    assert len({command.id for command in EDITOR_COMMANDS}) == len(EDITOR_COMMANDS)
    for command in EDITOR_COMMANDS:
        assert command.text
        assert command.menu
        if command.shortcut:
            assert not QKeySequence(command.shortcut).isEmpty()
    shortcuts = Counter(command.shortcut for command in EDITOR_COMMANDS if command.shortcut)
    assert max(shortcuts.values()) == 1


def test_every_command_runs_on_any_text(drawn, run):
    for text in ("¦", "a⟦b\nc⟧", "- 😀¦", "| a¦ |\n| - |", "```\n¦", "⟦中\n\n文⟧\n"):
        for command in EDITOR_COMMANDS:
            drawn.set(text)
            command.run(drawn.editor)
            drawn.get()
            for picker in drawn.editor.findChildren(Picker):
                picker.close()


def test_every_command_is_one_step(drawn, run):
    plain = str.maketrans("", "", "⟦⟧¦")
    for text in ("x\n1. a⟦b\n2. c⟧d\ny", "x\n| a¦ |b|\n|-|-|\n| c | 中 |\n"):
        for command in EDITOR_COMMANDS:
            drawn.set(text)
            command.run(drawn.editor)
            if drawn.editor.text() != text.translate(plain):
                assert drawn.undo().translate(plain) == text.translate(plain), command.id


def test_going_to_a_heading(drawn, run):
    drawn.set("¦# a\n\n## 目标\n\n## c")
    run(drawn.editor, "headings")
    picker = drawn.editor.findChild(Picker)
    assert picker.isVisible()
    field = picker.findChild(QLineEdit)
    field.setText("目")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert drawn.editor.textCursor().blockNumber() == 2


def test_templates():
    now = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
    text, cursor = expand(
        "{{date}} {{date:YYYY年M月}}|{{ title }}{{cursor}}!{{x}}", now, title="题"
    )
    assert text == "2024-05-06 2024年M月|题!{{x}}"
    assert text[cursor] == "!"
    assert expand("{{time}}{{date: ddd}}", now)[0] == "07:08周一"
    for snippet in SNIPPETS:
        expand(snippet.text, now)


def luminance(value: str) -> float:
    color = QColor(value)
    parts = (color.redF(), color.greenF(), color.blueF())
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_colour_can_be_read():
    for name in ("light", "dark"):
        theme = tokens(name)
        palette = Palette(theme, 15)
        for look, form in palette.formats.items():
            grounds = ["surface"]
            if look.startswith("code.") or look in {"code_line", "fence", "math", "key", "value"}:
                grounds = ["code"]
            if look == "marked":
                grounds = ["mark"]
            if form.foreground().style() == Qt.BrushStyle.NoBrush:
                continue
            for ground in grounds:
                pair = sorted(
                    (luminance(form.foreground().color().name()), luminance(theme[ground]))
                )
                assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5, (name, look, ground)
        assert set(CODE[name]) == set(CODE["light"])


def test_no_command_changes_a_read_only_note(drawn):
    for command in EDITOR_COMMANDS:
        drawn.set("| a¦ |\n| - |\n")
        drawn.editor.setReadOnly(True)
        command.run(drawn.editor)
        assert drawn.editor.text() == "| a |\n| - |\n"
        for picker in drawn.editor.findChildren(Picker):
            picker.close()
