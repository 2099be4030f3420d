"""What the page says in the person's language: put in by style, so that no note can say it."""

from __future__ import annotations

import json

from PySide6.QtCore import QCoreApplication

from resources.messages import table


def _css(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("<", "\\3c ")


def page_texts() -> dict[str, str]:
    """The words of the page's own controls; `more` and `diagram` are the simple preview's."""
    translate = QCoreApplication.translate
    return {
        "language": translate("Preview", "en", "The page's language: en, zh-Hans"),
        "copy": translate("Preview", "Copy"),
        "copied": translate("Preview", "Copied"),
        "lost": translate("Preview", "This note has no heading of that name."),
        "diagram": translate("Preview", "The simplified preview shows diagrams as text."),
        "more": translate("Preview", "The rest of this long note is not shown here."),
    }


def callout_titles() -> dict[str, str]:
    """What heads callouts that their author gave no title."""
    language = page_texts()["language"]
    return table("callout", "zh_CN" if language.startswith("zh") else "en")


def word_style() -> str:
    """CSS that words what is missing or went wrong, in place."""
    translate = QCoreApplication.translate
    picture = translate("Preview", "Picture not in the library: ")
    note = translate("Preview", "(no such note yet)")
    remote = translate("Preview", "Picture on another site, not loaded – click to fetch it once: ")
    slow = translate(
        "Preview", "This part took longer than 2 seconds to show, so here is its source:"
    )
    failed = translate("Preview", "This part could not be shown, so here is its source:")
    rows = {
        "span.missing[data-kind=image]::before": _css(picture),
        "span.missing[data-kind=image]:not([data-bare])::after": '" (" attr(data-target) ")"',
        "a.wiki.missing::after": _css(f" {note}"),
        "a.remote::before": _css(remote),
        ".ui-halted[data-reason=slow]::before": _css(slow),
        ".ui-halted[data-reason=failed]::before": _css(failed),
        "figure.diagram[data-error]::after": "attr(data-error)",
    }
    return "\n".join(f"{selector} {{ content: {value}; }}" for selector, value in rows.items())
