"""The table of what the editor can do to a note, for menus, palette, shortcuts and help."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.language import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from desktop.editor.editor import MarkdownEditor

CONTEXT = "EditorCommands"
"""The translation context of `text` and `menu`."""


@dataclass(frozen=True, slots=True)
class EditorCommand:
    """One row: `text` and `menu` are to be translated in CONTEXT; `icon` may be empty."""

    id: str
    text: str
    shortcut: str
    run: Callable[[MarkdownEditor], object]
    menu: str
    icon: str = ""
    edits: bool = True  # it changes the note, so a read-only one refuses it


FORMAT = QT_TRANSLATE_NOOP("EditorCommands", "Format")
INSERT = QT_TRANSLATE_NOOP("EditorCommands", "Insert")
LINES = QT_TRANSLATE_NOOP("EditorCommands", "Lines")
TABLE = QT_TRANSLATE_NOOP("EditorCommands", "Table")
FOLD = QT_TRANSLATE_NOOP("EditorCommands", "Fold")
FIND = QT_TRANSLATE_NOOP("EditorCommands", "Find")


def _load(function: str, *arguments: object, **named: object) -> Callable[[MarkdownEditor], object]:
    """A function of this package, `module.function`; its module is loaded when it is first run."""
    module, _dot, name = function.rpartition(".")

    def run(editor: MarkdownEditor) -> object:
        loaded = import_module(f"desktop.editor.{module}")
        return getattr(loaded, name)(editor, *arguments, **named)

    return run


def _row(
    name: str,
    text: str,
    shortcut: str,
    run: Callable[[MarkdownEditor], object],
    menu: str,
    icon: str = "",
) -> EditorCommand:
    edits = menu not in {FOLD, FIND}
    guarded = _guarded(run) if edits else run
    return EditorCommand(f"editor.{name}", text, shortcut, guarded, menu, icon, edits)


def _guarded(run: Callable[[MarkdownEditor], object]) -> Callable[[MarkdownEditor], object]:
    def unless_read_only(editor: MarkdownEditor) -> None:
        if editor.isReadOnly():
            editor.refused.emit(
                QCoreApplication.translate("MarkdownEditor", "This note cannot be changed.")
            )
        else:
            run(editor)

    return unless_read_only


EDITOR_COMMANDS: tuple[EditorCommand, ...] = (
    _row(
        "bold",
        QT_TRANSLATE_NOOP("EditorCommands", "Bold"),
        "Ctrl+B",
        _load("marks.toggle_mark", mark="**"),
        FORMAT,
        "bold",
    ),
    _row(
        "italic",
        QT_TRANSLATE_NOOP("EditorCommands", "Italic"),
        "Ctrl+I",
        _load("marks.toggle_mark", mark="*"),
        FORMAT,
        "italic",
    ),
    _row(
        "code",
        QT_TRANSLATE_NOOP("EditorCommands", "Code"),
        "Ctrl+`",
        _load("marks.toggle_code"),
        FORMAT,
        "code",
    ),
    _row(
        "strike",
        QT_TRANSLATE_NOOP("EditorCommands", "Strikethrough"),
        "Ctrl+Shift+X",
        _load("marks.toggle_mark", mark="~~"),
        FORMAT,
        "strike",
    ),
    _row(
        "highlight",
        QT_TRANSLATE_NOOP("EditorCommands", "Highlight"),
        "Ctrl+Shift+H",
        _load("marks.toggle_mark", mark="=="),
        FORMAT,
        "",
    ),
    _row(
        "math",
        QT_TRANSLATE_NOOP("EditorCommands", "Formula"),
        "Ctrl+Alt+M",
        _load("marks.toggle_mark", mark="$"),
        FORMAT,
        "",
    ),
    _row(
        "heading_1",
        QT_TRANSLATE_NOOP("EditorCommands", "Heading 1"),
        "Ctrl+1",
        _load("formatting.toggle_heading", level=1),
        FORMAT,
        "heading",
    ),
    _row(
        "heading_2",
        QT_TRANSLATE_NOOP("EditorCommands", "Heading 2"),
        "Ctrl+2",
        _load("formatting.toggle_heading", level=2),
        FORMAT,
        "",
    ),
    _row(
        "heading_3",
        QT_TRANSLATE_NOOP("EditorCommands", "Heading 3"),
        "Ctrl+3",
        _load("formatting.toggle_heading", level=3),
        FORMAT,
        "",
    ),
    _row(
        "heading_4",
        QT_TRANSLATE_NOOP("EditorCommands", "Heading 4"),
        "Ctrl+4",
        _load("formatting.toggle_heading", level=4),
        FORMAT,
        "",
    ),
    _row(
        "heading_5",
        QT_TRANSLATE_NOOP("EditorCommands", "Heading 5"),
        "Ctrl+5",
        _load("formatting.toggle_heading", level=5),
        FORMAT,
        "",
    ),
    _row(
        "heading_6",
        QT_TRANSLATE_NOOP("EditorCommands", "Heading 6"),
        "Ctrl+6",
        _load("formatting.toggle_heading", level=6),
        FORMAT,
        "",
    ),
    _row(
        "text",
        QT_TRANSLATE_NOOP("EditorCommands", "Plain paragraph"),
        "Ctrl+Shift+0",
        _load("formatting.toggle_heading", level=0),
        FORMAT,
        "",
    ),
    _row(
        "heading_raise",
        QT_TRANSLATE_NOOP("EditorCommands", "Raise heading level"),
        "Ctrl+Alt+-",
        _load("formatting.change_heading", by=-1),
        FORMAT,
        "",
    ),
    _row(
        "heading_lower",
        QT_TRANSLATE_NOOP("EditorCommands", "Lower heading level"),
        "Ctrl+Alt+=",
        _load("formatting.change_heading", by=1),
        FORMAT,
        "",
    ),
    _row(
        "quote",
        QT_TRANSLATE_NOOP("EditorCommands", "Quote"),
        "Ctrl+Shift+.",
        _load("formatting.toggle_quote"),
        FORMAT,
        "quote",
    ),
    _row(
        "bullets",
        QT_TRANSLATE_NOOP("EditorCommands", "Bulleted list"),
        "Ctrl+Shift+8",
        _load("markers.toggle_bullets"),
        FORMAT,
        "list-bullet",
    ),
    _row(
        "numbers",
        QT_TRANSLATE_NOOP("EditorCommands", "Numbered list"),
        "Ctrl+Shift+7",
        _load("markers.toggle_numbers"),
        FORMAT,
        "list-number",
    ),
    _row(
        "task",
        QT_TRANSLATE_NOOP("EditorCommands", "Toggle task"),
        "Ctrl+Return",
        _load("markers.toggle_task"),
        FORMAT,
        "task",
    ),
    _row(
        "nest",
        QT_TRANSLATE_NOOP("EditorCommands", "Nest deeper"),
        "Ctrl+]",
        _load("nesting.indent", by=1),
        FORMAT,
        "",
    ),
    _row(
        "unnest",
        QT_TRANSLATE_NOOP("EditorCommands", "Take out one level"),
        "Ctrl+[",
        _load("nesting.indent", by=-1),
        FORMAT,
        "",
    ),
    _row(
        "renumber",
        QT_TRANSLATE_NOOP("EditorCommands", "Renumber list"),
        "",
        _load("markers.renumber_list"),
        FORMAT,
        "",
    ),
    _row(
        "spacing",
        QT_TRANSLATE_NOOP("EditorCommands", "Space between Chinese and Latin"),
        "",
        _load("spacing.space_text"),
        FORMAT,
        "",
    ),
    _row(
        "link",
        QT_TRANSLATE_NOOP("EditorCommands", "Link"),
        "Ctrl+K",
        _load("formatting.insert_link"),
        INSERT,
        "link",
    ),
    _row(
        "table",
        QT_TRANSLATE_NOOP("EditorCommands", "Table"),
        "Ctrl+Alt+G",
        _load("tables.insert_table"),
        INSERT,
        "table",
    ),
    _row(
        "fence",
        QT_TRANSLATE_NOOP("EditorCommands", "Code block"),
        "Ctrl+Alt+C",
        _load("formatting.insert_fence"),
        INSERT,
        "code-block",
    ),
    _row(
        "footnote",
        QT_TRANSLATE_NOOP("EditorCommands", "Footnote"),
        "Ctrl+Alt+N",
        _load("formatting.insert_footnote"),
        INSERT,
        "",
    ),
    _row(
        "rule",
        QT_TRANSLATE_NOOP("EditorCommands", "Horizontal rule"),
        "",
        _load("formatting.insert_rule"),
        INSERT,
        "",
    ),
    _row(
        "date",
        QT_TRANSLATE_NOOP("EditorCommands", "Today's date"),
        "Ctrl+;",
        _load("snippets.insert_template", "{{date}}"),
        INSERT,
        "",
    ),
    _row(
        "snippet",
        QT_TRANSLATE_NOOP("EditorCommands", "Template or snippet…"),
        "Ctrl+Alt+S",
        _load("picker.pick_snippet"),
        INSERT,
        "",
    ),
    _row(
        "paste_plain",
        QT_TRANSLATE_NOOP("EditorCommands", "Paste as plain text"),
        "Ctrl+Shift+V",
        _load("clipboard.paste_plain"),
        INSERT,
        "",
    ),
    _row(
        "move_up",
        QT_TRANSLATE_NOOP("EditorCommands", "Move lines up"),
        "Alt+Up",
        _load("lines.move_lines", by=-1),
        LINES,
        "",
    ),
    _row(
        "move_down",
        QT_TRANSLATE_NOOP("EditorCommands", "Move lines down"),
        "Alt+Down",
        _load("lines.move_lines", by=1),
        LINES,
        "",
    ),
    _row(
        "duplicate",
        QT_TRANSLATE_NOOP("EditorCommands", "Duplicate lines"),
        "Ctrl+D",
        _load("lines.duplicate_lines"),
        LINES,
        "",
    ),
    _row(
        "delete",
        QT_TRANSLATE_NOOP("EditorCommands", "Delete lines"),
        "Ctrl+Shift+K",
        _load("lines.delete_lines"),
        LINES,
        "",
    ),
    _row(
        "join",
        QT_TRANSLATE_NOOP("EditorCommands", "Join lines"),
        "Ctrl+J",
        _load("lines.join_lines"),
        LINES,
        "",
    ),
    _row(
        "sort",
        QT_TRANSLATE_NOOP("EditorCommands", "Sort lines"),
        "",
        _load("lines.sort_lines"),
        LINES,
        "",
    ),
    _row(
        "line_below",
        QT_TRANSLATE_NOOP("EditorCommands", "New line below"),
        "Ctrl+Shift+Return",
        _load("lines.new_line", below=True),
        LINES,
        "",
    ),
    _row(
        "line_above",
        QT_TRANSLATE_NOOP("EditorCommands", "New line above"),
        "Ctrl+Alt+Return",
        _load("lines.new_line", below=False),
        LINES,
        "",
    ),
    _row(
        "table_align",
        QT_TRANSLATE_NOOP("EditorCommands", "Align columns of the table"),
        "",
        _load("tables.align_table"),
        TABLE,
        "",
    ),
    _row(
        "row_below",
        QT_TRANSLATE_NOOP("EditorCommands", "Add row below"),
        "",
        _load("tables.add_row_below"),
        TABLE,
        "",
    ),
    _row(
        "row_above",
        QT_TRANSLATE_NOOP("EditorCommands", "Add row above"),
        "",
        _load("tables.add_row_above"),
        TABLE,
        "",
    ),
    _row(
        "row_up",
        QT_TRANSLATE_NOOP("EditorCommands", "Move row up"),
        "",
        _load("tables.move_row_up"),
        TABLE,
        "",
    ),
    _row(
        "row_down",
        QT_TRANSLATE_NOOP("EditorCommands", "Move row down"),
        "",
        _load("tables.move_row_down"),
        TABLE,
        "",
    ),
    _row(
        "row_delete",
        QT_TRANSLATE_NOOP("EditorCommands", "Delete row"),
        "",
        _load("tables.delete_row"),
        TABLE,
        "",
    ),
    _row(
        "column_after",
        QT_TRANSLATE_NOOP("EditorCommands", "Add column after"),
        "",
        _load("tables.add_column_after"),
        TABLE,
        "",
    ),
    _row(
        "column_before",
        QT_TRANSLATE_NOOP("EditorCommands", "Add column before"),
        "",
        _load("tables.add_column_before"),
        TABLE,
        "",
    ),
    _row(
        "column_left",
        QT_TRANSLATE_NOOP("EditorCommands", "Move column left"),
        "",
        _load("tables.move_column_left"),
        TABLE,
        "",
    ),
    _row(
        "column_right",
        QT_TRANSLATE_NOOP("EditorCommands", "Move column right"),
        "",
        _load("tables.move_column_right"),
        TABLE,
        "",
    ),
    _row(
        "column_delete",
        QT_TRANSLATE_NOOP("EditorCommands", "Delete column"),
        "",
        _load("tables.delete_column"),
        TABLE,
        "",
    ),
    _row(
        "align_left",
        QT_TRANSLATE_NOOP("EditorCommands", "Align column left"),
        "",
        _load("tables.align_left"),
        TABLE,
        "",
    ),
    _row(
        "align_center",
        QT_TRANSLATE_NOOP("EditorCommands", "Centre column"),
        "",
        _load("tables.align_center"),
        TABLE,
        "",
    ),
    _row(
        "align_right",
        QT_TRANSLATE_NOOP("EditorCommands", "Align column right"),
        "",
        _load("tables.align_right"),
        TABLE,
        "",
    ),
    _row(
        "find",
        QT_TRANSLATE_NOOP("EditorCommands", "Find in note"),
        "Ctrl+F",
        _load("find_bar.open_bar"),
        FIND,
        "",
    ),
    _row(
        "replace",
        QT_TRANSLATE_NOOP("EditorCommands", "Find and replace"),
        "Ctrl+H",
        _load("find_bar.open_bar", replace=True),
        FIND,
        "",
    ),
    _row(
        "find_next",
        QT_TRANSLATE_NOOP("EditorCommands", "Find next"),
        "F3",
        _load("find_bar.step", by=1),
        FIND,
        "",
    ),
    _row(
        "find_previous",
        QT_TRANSLATE_NOOP("EditorCommands", "Find previous"),
        "Shift+F3",
        _load("find_bar.step", by=-1),
        FIND,
        "",
    ),
    _row(
        "headings",
        QT_TRANSLATE_NOOP("EditorCommands", "Go to heading…"),
        "Ctrl+Shift+O",
        _load("picker.pick_heading"),
        FIND,
        "",
    ),
    _row(
        "fold",
        QT_TRANSLATE_NOOP("EditorCommands", "Fold or unfold"),
        "Ctrl+Shift+[",
        _load("folding.toggle_fold"),
        FOLD,
        "",
    ),
    _row(
        "fold_all",
        QT_TRANSLATE_NOOP("EditorCommands", "Fold all headings"),
        "",
        _load("folding.fold_all"),
        FOLD,
        "",
    ),
    _row(
        "unfold_all",
        QT_TRANSLATE_NOOP("EditorCommands", "Unfold all"),
        "",
        _load("folding.unfold_all"),
        FOLD,
        "",
    ),
)
