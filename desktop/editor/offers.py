"""What the text before the cursor asks for, and what Banyan itself knows to offer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from desktop.editor.text import pattern


@dataclass(frozen=True, slots=True)
class Completion:
    """What the list shows, and what is put in; `text` alone serves for both."""

    text: str
    label: str = ""

    @property
    def shown(self) -> str:
        """The row's text."""
        return self.label or self.text


@dataclass(frozen=True, slots=True)
class Request:
    """What is completed: its kind, what is typed of it, and where that begins."""

    kind: str  # note, heading, attachment, tag, language, emoji
    prefix: str
    column: int  # where the typed part begins, in characters
    note: str = ""  # the note whose headings are asked for


_LEADS = (
    ("heading", pattern(r"(?<!!)\[\[(?P<note>[^\[\]|#]*)#(?P<prefix>[^\[\]|]*)$")),
    ("note", pattern(r"\[\[(?P<prefix>[^\[\]|#]*)$")),
    ("attachment", pattern(r"!\[[^\[\]]*\]\((?P<prefix>[^()\s]*)$")),
    ("attachment", pattern(r"!\[(?P<prefix>[^\[\]()]*)$")),
    ("tag", pattern(r"(?<![\w/&#\"'(=])#(?P<prefix>[\w\-/]+)$")),
    ("emoji", pattern(r"(?<![\w:])[:：](?P<prefix>[a-z0-9_+-]{2,})$")),
)
_FENCE = pattern(r"^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?:`{3,}|~{3,})(?P<prefix>[\w+#.-]*)$")


def request_at(before: str, *, in_code: bool, opens_fence: bool) -> Request | None:
    """What the text before the cursor asks for."""
    if opens_fence or not in_code:
        fence = _FENCE.match(before)
        if fence and fence["prefix"]:
            return Request("language", fence["prefix"], fence.start("prefix"))
    if in_code:
        return None
    for kind, lead in _LEADS:
        if match := lead.search(before[-200:]):
            shift = max(0, len(before) - 200)
            note = match["note"] if kind == "heading" else ""
            return Request(kind, match["prefix"], shift + match.start("prefix"), note)
    return None


@lru_cache(maxsize=1)
def languages() -> list[str]:
    """The names of fence languages: Pygments' first aliases, and the diagrams'."""
    from pygments.lexers import get_all_lexers

    names = {aliases[0] for _name, aliases, _files, _mimes in get_all_lexers() if aliases}
    return sorted(names | {"mermaid", "math"})


@lru_cache(maxsize=1)
def _emoji() -> list[tuple[str, str]]:
    from pymdownx import gemoji_db

    names = {name: row["unicode"] for name, row in gemoji_db.emoji.items() if "unicode" in row}
    names |= {alias: names[name] for alias, name in gemoji_db.aliases.items() if name in names}
    return sorted(
        (name.strip(":"), "".join(chr(int(part, 16)) for part in code.split("-")))
        for name, code in names.items()
    )


def emoji(prefix: str) -> list[Completion]:
    """Emoji whose short name begins with, then those that hold, a prefix."""
    rows = [
        (not name.startswith(prefix), len(name), name, symbol)
        for name, symbol in _emoji()
        if prefix in name
    ]
    return [Completion(symbol, f"{symbol}  {name}") for _no, _len, name, symbol in sorted(rows)]


def matching_languages(prefix: str) -> list[Completion]:
    """Languages that begin with, then those that hold, a prefix."""
    low = prefix.lower()
    names = sorted((not n.startswith(low), len(n), n) for n in languages() if low in n)
    return [Completion(name) for _no, _length, name in names]


def insertion(request: Request, chosen: str, text: str, column: int) -> tuple[str, int]:
    """What is put in for a choice, and how far the cursor moves on behind it."""
    after = text[column:]
    match request.kind:
        case "note" | "heading":
            return (chosen, 2) if after.startswith("]]") else (chosen + "]]", 0)
        case "tag":
            return (chosen, 1) if after.startswith(" ") else (chosen + " ", 0)
        case "attachment":
            return (chosen, 1) if after.startswith(")") else (chosen + ")", 0)
    return chosen, 0
