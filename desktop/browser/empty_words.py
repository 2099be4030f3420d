"""What the list says of a scope that holds no notes."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from notes.model import ScopeKind


def empty_words(kind: ScopeKind) -> tuple[str, str, str]:
    """The icon, the heading and the sentence below it (may be empty)."""
    translate = QCoreApplication.translate
    match kind:
        case ScopeKind.ALL:
            return (
                "note",
                translate("ListPane", "No notes yet"),
                translate("ListPane", "What you write or bring in is listed here."),
            )
        case ScopeKind.RECENT:
            return (
                "recent",
                translate("ListPane", "Nothing recent"),
                translate(
                    "ListPane", "Notes written or changed in the last 30 days are listed here."
                ),
            )
        case ScopeKind.STARRED:
            return (
                "star",
                translate("ListPane", "No starred notes"),
                translate(
                    "ListPane", "Click the star beside a title to keep that note at hand here."
                ),
            )
        case ScopeKind.CATEGORY:
            return (
                "folder",
                translate("ListPane", "Nothing in this category"),
                translate("ListPane", "Write a note here, or drag notes onto the category."),
            )
        case ScopeKind.TAG:
            return (
                "tag",
                translate("ListPane", "No note has this tag"),
                translate("ListPane", "Drag notes onto the tag, or add it below a note's title."),
            )
        case ScopeKind.UNCATEGORISED:
            return ("inbox", translate("ListPane", "Every note has its category"), "")
        case ScopeKind.STUBS:
            return (
                "stub",
                translate("ListPane", "Nothing waits to be written"),
                translate(
                    "ListPane",
                    "A stub is a title without text. Importing an index page makes one of"
                    " each title it lists, and a link to a note that is not there yet can"
                    " make one too.",
                ),
            )
        case ScopeKind.TRASHED:
            return (
                "trash",
                translate("ListPane", "The trash is empty"),
                translate("ListPane", "Notes that you delete wait here, and can be restored."),
            )
        case _:
            return ("import", translate("ListPane", "Nothing is left of this import"), "")
