"""What the page says in the person's language: put in by style, so that no note can say it."""

from __future__ import annotations

import json

from PySide6.QtCore import QCoreApplication


def _tr(text: str) -> str:
    return QCoreApplication.translate("Preview", text)


def _css(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("<", "\\3c ")


def page_texts() -> dict[str, str]:
    """The words of the page's own controls."""
    return {"copy": _tr("Copy"), "copied": _tr("Copied")}


def word_style() -> str:
    """CSS that words what is missing or went wrong, in place."""
    rows = [
        (
            "span.missing[data-kind=image]::before",
            _css(_tr("Picture not in the library: ")) + " attr(data-target)",
        ),
        ("a.wiki.missing::after", _css(" " + _tr("(no such note yet)"))),
        (
            "a.remote::before",
            _css(_tr("Picture on another site, not loaded – click to fetch it once: ")),
        ),
        (
            ".ui-halted[data-reason=slow]::before",
            _css(_tr("This part took longer than 2 seconds to show, so here is its source:")),
        ),
        ("figure.diagram[data-error]::after", "attr(data-error)"),
    ]
    return "\n".join(f"{selector} {{ content: {value}; }}" for selector, value in rows)
