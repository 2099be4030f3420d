"""What the page says in the person's language: put in by style, so that no note can say it."""

from __future__ import annotations

import json

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication


def _tr(text: str) -> str:
    return QCoreApplication.translate("Preview", text)


def _css(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("<", "\\3c ")


def page_texts() -> dict[str, str]:
    """The words of the page's own controls."""
    return {"copy": _tr("Copy"), "copied": _tr("Copied")}


_FORMULA_FAULTS = (  # kind, words, whether the piece of source follows
    ("unbalanced-brace", QT_TRANSLATE_NOOP("Preview", "a brace has no partner"), False),
    ("unknown-command", QT_TRANSLATE_NOOP("Preview", "unknown command: "), True),
    ("unknown-environment", QT_TRANSLATE_NOOP("Preview", "unknown environment: "), True),
    ("missing-end", QT_TRANSLATE_NOOP("Preview", "\\begin and \\end do not match: "), True),
    ("unpaired-left", QT_TRANSLATE_NOOP("Preview", "\\left and \\right do not match"), False),
    ("missing-argument", QT_TRANSLATE_NOOP("Preview", "an argument is missing"), False),
    ("missing-script", QT_TRANSLATE_NOOP("Preview", "nothing follows ^ or _"), False),
    (
        "double-script",
        QT_TRANSLATE_NOOP("Preview", "two scripts on one side of a symbol"),
        False,
    ),
    (
        "misplaced-ampersand",
        QT_TRANSLATE_NOOP("Preview", "& outside a matrix or alignment"),
        False,
    ),
    ("too-deep", QT_TRANSLATE_NOOP("Preview", "nested too deeply"), False),
    ("too-long", QT_TRANSLATE_NOOP("Preview", "too long for a formula"), False),
    ("unreadable", QT_TRANSLATE_NOOP("Preview", "cannot be read"), False),
)


def word_style() -> str:
    """CSS that words what is missing or went wrong, in place."""
    picture = _css(_tr("Picture not in the library: "))
    rows = [
        ("span.missing[data-kind=image]::before", picture),
        ("span.missing[data-kind=image]:not([data-bare])::after", '" (" attr(data-target) ")"'),
        ("a.wiki.missing::after", _css(" " + _tr("(no such note yet)"))),
        (
            "a.remote::before",
            _css(_tr("Picture on another site, not loaded – click to fetch it once: ")),
        ),
        (
            ".ui-halted[data-reason=slow]::before",
            _css(_tr("This part took longer than 2 seconds to show, so here is its source:")),
        ),
        (
            ".ui-halted[data-reason=failed]::before",
            _css(_tr("This part could not be shown, so here is its source:")),
        ),
        ("figure.diagram[data-error]::after", "attr(data-error)"),
    ]
    return "\n".join(f"{selector} {{ content: {value}; }}" for selector, value in rows)
