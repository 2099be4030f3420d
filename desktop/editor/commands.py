"""The table of what the editor can do to a note, for menus, palette, shortcuts and help."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP

from desktop.editor import clipboard, formatting

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


_FORMAT = QT_TRANSLATE_NOOP("EditorCommands", "Format")
_INSERT = QT_TRANSLATE_NOOP("EditorCommands", "Insert")
_LINES = QT_TRANSLATE_NOOP("EditorCommands", "Lines")
_TABLE = QT_TRANSLATE_NOOP("EditorCommands", "Table")
_VIEW = QT_TRANSLATE_NOOP("EditorCommands", "View")
_FIND = QT_TRANSLATE_NOOP("EditorCommands", "Find")

EDITOR_COMMANDS: tuple[EditorCommand, ...] = (
    EditorCommand(
        "editor.bold",
        QT_TRANSLATE_NOOP("EditorCommands", "Bold"),
        "Ctrl+B",
        partial(formatting.toggle_mark, mark="**"),
        _FORMAT,
        "bold",
    ),
    EditorCommand(
        "editor.italic",
        QT_TRANSLATE_NOOP("EditorCommands", "Italic"),
        "Ctrl+I",
        partial(formatting.toggle_mark, mark="*"),
        _FORMAT,
        "italic",
    ),
    EditorCommand(
        "editor.paste_plain",
        QT_TRANSLATE_NOOP("EditorCommands", "Paste as Plain Text"),
        "Ctrl+Shift+V",
        clipboard.paste_plain,
        _INSERT,
    ),
)
