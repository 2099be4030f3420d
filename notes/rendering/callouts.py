"""Callouts: `> [!NOTE] title` as in Obsidian and GitHub, and `!!! note "title"`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from notes.rendering.words import words

_FIRST_LINE = re.compile(r"\[!([^\]\s|]{1,40})(?:\|[^\]]{0,80})?\]([+-]?)(?:[ \t]+(.*))?$")

_SYNONYMS = {
    "summary": "abstract",
    "tldr": "abstract",
    "hint": "tip",
    "check": "success",
    "done": "success",
    "help": "question",
    "faq": "question",
    "attention": "warning",
    "fail": "failure",
    "missing": "failure",
    "error": "danger",
    "cite": "quote",
    "seealso": "info",
}
KINDS = words(
    "abstract bug caution danger example failure important info note question quote success tip "
    "todo warning"
)
"""Kinds with a look of their own."""


@dataclass(frozen=True, slots=True)
class Callout:
    """The head of a callout. `folded` is None where it cannot be folded."""

    kind: str  # one of `KINDS`
    title: str  # Markdown
    folded: bool | None = None


def kind_of(name: str) -> str:
    """The kind whose look a callout of that name takes."""
    name = name.lower()
    name = _SYNONYMS.get(name, name)
    return name if name in KINDS else "note"


_NO_TITLES: Mapping[str, str] = MappingProxyType({})


def parse_head(line: str, titles: Mapping[str, str] = _NO_TITLES) -> Callout | None:
    """The callout that the first line of a quote begins, if it begins one."""
    found = _FIRST_LINE.match(line.rstrip())
    if found is None:
        return None
    name, fold, title = found.groups()
    folded = {"+": False, "-": True}.get(fold)
    return Callout(kind_of(name), (title or "").strip() or default_title(name, titles), folded)


def default_title(name: str, titles: Mapping[str, str] = _NO_TITLES) -> str:
    """What a callout without a title is headed by: its name, as `titles` words it or as it is."""
    return titles.get(name.lower()) or name.replace("-", " ").capitalize()
