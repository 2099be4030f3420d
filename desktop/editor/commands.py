"""The table of what the editor can do to a note, for menus, palette, shortcuts and help."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from desktop.editor import clipboard, folding, formatting, lines, lists, spacing, tables
from desktop.language import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from desktop.editor.editor import MarkdownEditor
    from desktop.editor.find_bar import FindBar

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


def _find(editor: MarkdownEditor, *, replace: bool = False) -> None:
    _bar(editor).open(replace=replace)


def _step(editor: MarkdownEditor, by: int) -> None:
    _bar(editor).step(by)


def _bar(editor: MarkdownEditor) -> FindBar:
    from desktop.editor.find_bar import FindBar

    return editor.findChild(FindBar) or FindBar(editor)


def _pick_heading(editor: MarkdownEditor) -> None:
    from desktop.editor.picker import pick_heading

    pick_heading(editor)


def _pick_snippet(editor: MarkdownEditor) -> None:
    from desktop.editor.picker import pick_snippet

    pick_snippet(editor)


def _insert_date(editor: MarkdownEditor) -> None:
    from desktop.editor.snippets import insert_template

    insert_template(editor, "{{date}}")


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
            editor.refused.emit(editor.tr("This note cannot be changed."))
        else:
            run(editor)

    return unless_read_only


EDITOR_COMMANDS: tuple[EditorCommand, ...] = (
    _row(
        "bold",
        QT_TRANSLATE_NOOP("EditorCommands", "Bold"),
        "Ctrl+B",
        partial(formatting.toggle_mark, mark="**"),
        FORMAT,
        "bold",
    ),
    _row(
        "italic",
        QT_TRANSLATE_NOOP("EditorCommands", "Italic"),
        "Ctrl+I",
        partial(formatting.toggle_mark, mark="*"),
        FORMAT,
        "italic",
    ),
    _row(
        "code",
        QT_TRANSLATE_NOOP("EditorCommands", "Code"),
        "Ctrl+`",
        formatting.toggle_code,
        FORMAT,
        "code",
    ),
    _row(
        "strike",
        QT_TRANSLATE_NOOP("EditorCommands", "Strikethrough"),
        "Ctrl+Shift+X",
        partial(formatting.toggle_mark, mark="~~"),
        FORMAT,
        "strike",
    ),
    _row(
        "highlight",
        QT_TRANSLATE_NOOP("EditorCommands", "Highlight"),
        "Ctrl+Shift+H",
        partial(formatting.toggle_mark, mark="=="),
        FORMAT,
        "",
    ),
    _row(
        "math",
        QT_TRANSLATE_NOOP("EditorCommands", "Formula"),
        "Ctrl+Alt+M",
        partial(formatting.toggle_mark, mark="$"),
        FORMAT,
        "",
    ),
    _row(
        "heading_1",
        QT_TRANSLATE_NOOP("EditorCommands", "Heading 1"),
        "Ctrl+1",
        partial(formatting.toggle_heading, level=1),
        FORMAT,
        "heading",
    ),
    _row(
        "heading_2",
        QT_TRANSLATE_NOOP("EditorCommands", "Heading 2"),
        "Ctrl+2",
        partial(formatting.toggle_heading, level=2),
        FORMAT,
        "",
    ),
    _row(
        "heading_3",
        QT_TRANSLATE_NOOP("EditorCommands", "Heading 3"),
        "Ctrl+3",
        partial(formatting.toggle_heading, level=3),
        FORMAT,
        "",
    ),
    _row(
        "heading_4",
        QT_TRANSLATE_NOOP("EditorCommands", "Heading 4"),
        "Ctrl+4",
        partial(formatting.toggle_heading, level=4),
        FORMAT,
        "",
    ),
    _row(
        "heading_5",
        QT_TRANSLATE_NOOP("EditorCommands", "Heading 5"),
        "Ctrl+5",
        partial(formatting.toggle_heading, level=5),
        FORMAT,
        "",
    ),
    _row(
        "heading_6",
        QT_TRANSLATE_NOOP("EditorCommands", "Heading 6"),
        "Ctrl+6",
        partial(formatting.toggle_heading, level=6),
        FORMAT,
        "",
    ),
    _row(
        "text",
        QT_TRANSLATE_NOOP("EditorCommands", "Plain Paragraph"),
        "Ctrl+Shift+0",
        partial(formatting.toggle_heading, level=0),
        FORMAT,
        "",
    ),
    _row(
        "heading_raise",
        QT_TRANSLATE_NOOP("EditorCommands", "Raise Heading Level"),
        "Ctrl+Alt+-",
        partial(formatting.change_heading, by=-1),
        FORMAT,
        "",
    ),
    _row(
        "heading_lower",
        QT_TRANSLATE_NOOP("EditorCommands", "Lower Heading Level"),
        "Ctrl+Alt+=",
        partial(formatting.change_heading, by=1),
        FORMAT,
        "",
    ),
    _row(
        "quote",
        QT_TRANSLATE_NOOP("EditorCommands", "Quote"),
        "Ctrl+Shift+.",
        formatting.toggle_quote,
        FORMAT,
        "quote",
    ),
    _row(
        "bullets",
        QT_TRANSLATE_NOOP("EditorCommands", "Bulleted List"),
        "Ctrl+Shift+8",
        lists.toggle_bullets,
        FORMAT,
        "list-bullet",
    ),
    _row(
        "numbers",
        QT_TRANSLATE_NOOP("EditorCommands", "Numbered List"),
        "Ctrl+Shift+7",
        lists.toggle_numbers,
        FORMAT,
        "list-number",
    ),
    _row(
        "task",
        QT_TRANSLATE_NOOP("EditorCommands", "Toggle Task"),
        "Ctrl+Return",
        lists.toggle_task,
        FORMAT,
        "task",
    ),
    _row(
        "nest",
        QT_TRANSLATE_NOOP("EditorCommands", "Nest Deeper"),
        "Ctrl+]",
        partial(lists.indent, by=1),
        FORMAT,
        "",
    ),
    _row(
        "unnest",
        QT_TRANSLATE_NOOP("EditorCommands", "Take Out One Level"),
        "Ctrl+[",
        partial(lists.indent, by=-1),
        FORMAT,
        "",
    ),
    _row(
        "renumber",
        QT_TRANSLATE_NOOP("EditorCommands", "Renumber List"),
        "",
        lists.renumber_list,
        FORMAT,
        "",
    ),
    _row(
        "spacing",
        QT_TRANSLATE_NOOP("EditorCommands", "Space Between Chinese and Latin"),
        "",
        spacing.space_text,
        FORMAT,
        "",
    ),
    _row(
        "link",
        QT_TRANSLATE_NOOP("EditorCommands", "Link"),
        "Ctrl+K",
        formatting.insert_link,
        INSERT,
        "link",
    ),
    _row(
        "table",
        QT_TRANSLATE_NOOP("EditorCommands", "Table"),
        "Ctrl+Alt+G",
        tables.insert_table,
        INSERT,
        "table",
    ),
    _row(
        "fence",
        QT_TRANSLATE_NOOP("EditorCommands", "Code Block"),
        "Ctrl+Alt+C",
        formatting.insert_fence,
        INSERT,
        "code-block",
    ),
    _row(
        "footnote",
        QT_TRANSLATE_NOOP("EditorCommands", "Footnote"),
        "Ctrl+Alt+N",
        formatting.insert_footnote,
        INSERT,
        "",
    ),
    _row(
        "rule",
        QT_TRANSLATE_NOOP("EditorCommands", "Horizontal Rule"),
        "",
        formatting.insert_rule,
        INSERT,
        "",
    ),
    _row(
        "date",
        QT_TRANSLATE_NOOP("EditorCommands", "Today's Date"),
        "Ctrl+;",
        _insert_date,
        INSERT,
        "",
    ),
    _row(
        "snippet",
        QT_TRANSLATE_NOOP("EditorCommands", "Template or Snippet…"),
        "Ctrl+Alt+S",
        _pick_snippet,
        INSERT,
        "",
    ),
    _row(
        "paste_plain",
        QT_TRANSLATE_NOOP("EditorCommands", "Paste as Plain Text"),
        "Ctrl+Shift+V",
        clipboard.paste_plain,
        INSERT,
        "",
    ),
    _row(
        "move_up",
        QT_TRANSLATE_NOOP("EditorCommands", "Move Lines Up"),
        "Alt+Up",
        partial(lines.move_lines, by=-1),
        LINES,
        "",
    ),
    _row(
        "move_down",
        QT_TRANSLATE_NOOP("EditorCommands", "Move Lines Down"),
        "Alt+Down",
        partial(lines.move_lines, by=1),
        LINES,
        "",
    ),
    _row(
        "duplicate",
        QT_TRANSLATE_NOOP("EditorCommands", "Duplicate Lines"),
        "Ctrl+D",
        lines.duplicate_lines,
        LINES,
        "",
    ),
    _row(
        "delete",
        QT_TRANSLATE_NOOP("EditorCommands", "Delete Lines"),
        "Ctrl+Shift+K",
        lines.delete_lines,
        LINES,
        "",
    ),
    _row(
        "join",
        QT_TRANSLATE_NOOP("EditorCommands", "Join Lines"),
        "Ctrl+J",
        lines.join_lines,
        LINES,
        "",
    ),
    _row(
        "sort",
        QT_TRANSLATE_NOOP("EditorCommands", "Sort Lines"),
        "",
        lines.sort_lines,
        LINES,
        "",
    ),
    _row(
        "line_below",
        QT_TRANSLATE_NOOP("EditorCommands", "New Line Below"),
        "Ctrl+Shift+Return",
        partial(lines.new_line, below=True),
        LINES,
        "",
    ),
    _row(
        "line_above",
        QT_TRANSLATE_NOOP("EditorCommands", "New Line Above"),
        "Ctrl+Alt+Return",
        partial(lines.new_line, below=False),
        LINES,
        "",
    ),
    _row(
        "table_align",
        QT_TRANSLATE_NOOP("EditorCommands", "Align Columns of the Table"),
        "",
        tables.align_table,
        TABLE,
        "",
    ),
    _row(
        "row_below",
        QT_TRANSLATE_NOOP("EditorCommands", "Add Row Below"),
        "",
        tables.add_row_below,
        TABLE,
        "",
    ),
    _row(
        "row_above",
        QT_TRANSLATE_NOOP("EditorCommands", "Add Row Above"),
        "",
        tables.add_row_above,
        TABLE,
        "",
    ),
    _row(
        "row_up",
        QT_TRANSLATE_NOOP("EditorCommands", "Move Row Up"),
        "",
        tables.move_row_up,
        TABLE,
        "",
    ),
    _row(
        "row_down",
        QT_TRANSLATE_NOOP("EditorCommands", "Move Row Down"),
        "",
        tables.move_row_down,
        TABLE,
        "",
    ),
    _row(
        "row_delete",
        QT_TRANSLATE_NOOP("EditorCommands", "Delete Row"),
        "",
        tables.delete_row,
        TABLE,
        "",
    ),
    _row(
        "column_after",
        QT_TRANSLATE_NOOP("EditorCommands", "Add Column After"),
        "",
        tables.add_column_after,
        TABLE,
        "",
    ),
    _row(
        "column_before",
        QT_TRANSLATE_NOOP("EditorCommands", "Add Column Before"),
        "",
        tables.add_column_before,
        TABLE,
        "",
    ),
    _row(
        "column_left",
        QT_TRANSLATE_NOOP("EditorCommands", "Move Column Left"),
        "",
        tables.move_column_left,
        TABLE,
        "",
    ),
    _row(
        "column_right",
        QT_TRANSLATE_NOOP("EditorCommands", "Move Column Right"),
        "",
        tables.move_column_right,
        TABLE,
        "",
    ),
    _row(
        "column_delete",
        QT_TRANSLATE_NOOP("EditorCommands", "Delete Column"),
        "",
        tables.delete_column,
        TABLE,
        "",
    ),
    _row(
        "align_left",
        QT_TRANSLATE_NOOP("EditorCommands", "Align Column Left"),
        "",
        tables.align_left,
        TABLE,
        "",
    ),
    _row(
        "align_center",
        QT_TRANSLATE_NOOP("EditorCommands", "Centre Column"),
        "",
        tables.align_center,
        TABLE,
        "",
    ),
    _row(
        "align_right",
        QT_TRANSLATE_NOOP("EditorCommands", "Align Column Right"),
        "",
        tables.align_right,
        TABLE,
        "",
    ),
    _row(
        "find",
        QT_TRANSLATE_NOOP("EditorCommands", "Find in Note"),
        "Ctrl+F",
        _find,
        FIND,
        "",
    ),
    _row(
        "replace",
        QT_TRANSLATE_NOOP("EditorCommands", "Find and Replace"),
        "Ctrl+H",
        partial(_find, replace=True),
        FIND,
        "",
    ),
    _row(
        "find_next",
        QT_TRANSLATE_NOOP("EditorCommands", "Find Next"),
        "F3",
        partial(_step, by=1),
        FIND,
        "",
    ),
    _row(
        "find_previous",
        QT_TRANSLATE_NOOP("EditorCommands", "Find Previous"),
        "Shift+F3",
        partial(_step, by=-1),
        FIND,
        "",
    ),
    _row(
        "headings",
        QT_TRANSLATE_NOOP("EditorCommands", "Go to Heading…"),
        "Ctrl+Shift+O",
        _pick_heading,
        FIND,
        "",
    ),
    _row(
        "fold",
        QT_TRANSLATE_NOOP("EditorCommands", "Fold or Unfold"),
        "Ctrl+Shift+[",
        folding.toggle_fold,
        FOLD,
        "",
    ),
    _row(
        "fold_all",
        QT_TRANSLATE_NOOP("EditorCommands", "Fold All Headings"),
        "",
        folding.fold_all,
        FOLD,
        "",
    ),
    _row(
        "unfold_all",
        QT_TRANSLATE_NOOP("EditorCommands", "Unfold All"),
        "",
        folding.unfold_all,
        FOLD,
        "",
    ),
)
