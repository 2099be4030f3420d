"""Templates and snippets: text with the date, the title and a place for the cursor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from desktop.editor.edits import insert
from desktop.editor.text import pattern, utf16_length
from desktop.language import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from desktop.editor.editor import MarkdownEditor

_FIELD = pattern(r"\{\{\s*(\w+)(?:\s*:\s*([^{}]{1,60}?))?\s*\}\}")
_DATE_PARTS = (
    ("YYYY", "%Y"),
    ("MM", "%m"),
    ("DD", "%d"),
    ("HH", "%H"),
    ("mm", "%M"),
    ("ss", "%S"),
)
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A name, to be translated in `Snippets`, and text with fields."""

    name: str
    text: str


SNIPPETS = (
    Snippet(QT_TRANSLATE_NOOP("Snippets", "Today's date"), "{{date}}"),
    Snippet(QT_TRANSLATE_NOOP("Snippets", "Date and time"), "{{date}} {{time}}"),
    Snippet(QT_TRANSLATE_NOOP("Snippets", "Callout"), "> [!NOTE] {{cursor}}\n> {{selection}}"),
    Snippet(
        QT_TRANSLATE_NOOP("Snippets", "Folded details"),
        "<details markdown>\n<summary>{{cursor}}</summary>\n\n{{selection}}\n\n</details>\n",
    ),
    Snippet(
        QT_TRANSLATE_NOOP("Snippets", "Diagram"),
        "```mermaid\nflowchart LR\n    A --> B{{cursor}}\n```\n",
    ),
    Snippet(QT_TRANSLATE_NOOP("Snippets", "Formula"), "$$\n{{selection}}{{cursor}}\n$$\n"),
    Snippet(
        QT_TRANSLATE_NOOP("Snippets", "Meeting"),
        "## {{date}} {{title}}\n\n- {{cursor}}\n\n### \n\n- [ ] \n",
    ),
)


def date_text(now: datetime, pattern: str) -> str:
    """A date by a pattern such as ``YYYY年MM月DD日 HH:mm``; ``ddd`` is the Chinese weekday."""
    for name, code in _DATE_PARTS:
        pattern = pattern.replace(name, now.strftime(code))
    return pattern.replace("ddd", "周" + _WEEKDAYS[now.weekday()])


def expand(
    template: str, now: datetime, *, title: str = "", selection: str = ""
) -> tuple[str, int]:
    """The text of a template, and where its cursor goes, in characters.

    Fields: ``{{date}}``, ``{{time}}``, ``{{date:YYYY/MM/DD}}``, ``{{title}}``, ``{{selection}}``,
    ``{{cursor}}``; anything else stays as it is.
    """
    pieces: list[str] = []
    length, last = 0, 0
    cursor: int | None = None

    def add(text: str) -> None:
        nonlocal length
        pieces.append(text)
        length += len(text)

    for field in _FIELD.finditer(template):
        add(template[last : field.start()])
        last = field.end()
        match field[1].lower():
            case "date":
                add(date_text(now, field[2] or "YYYY-MM-DD"))
            case "time":
                add(date_text(now, field[2] or "HH:mm"))
            case "title":
                add(title)
            case "selection":
                add(selection)
            case "cursor":
                cursor = length if cursor is None else cursor
            case _:
                add(field[0])
    add(template[last:])
    return "".join(pieces), length if cursor is None else cursor


def insert_template(editor: MarkdownEditor, template: str, title: str = "") -> None:
    """Put a template in place of the selection, its lines indented as the cursor's is."""
    cursor = editor.textCursor()
    start = cursor.selectionStart()
    selected = editor.document_text(start, cursor.selectionEnd())
    now = datetime.now().astimezone()
    text, at = expand(template, now, title=title, selection=selected)
    insert(editor, text)
    position = start + utf16_length(text[:at])
    editor.select(position, position)
    editor.ensureCursorVisible()
