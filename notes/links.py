"""Links as a note's text writes them: wiki links, embeds, Markdown links and images, HTML ones."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

from notes.model import LinkKind
from notes.search.folding import fold_title


class FoundLink(NamedTuple):
    """A link of a text; `target` as written, without fragment or title."""

    kind: LinkKind
    target: str


_CODE = re.compile(
    r"^[ \t>]*(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?<!`)(?P<ticks>`+)(?!`)[^\n]*?(?<!`)(?P=ticks)(?!`)"
    r"|<!--.*?-->",
    re.MULTILINE | re.DOTALL,
)
_WIKI = r"(?P<embed>!?)\[\[(?P<wiki>[^\[\]\n]{1,500})\]\]"
# a target in <…>, or without spaces and with balanced parentheses (one level), or with spaces
# as people write them: up to the closing parenthesis, a title left aside
_INLINE = (
    r"(?P<image>!?)\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*"
    r"(?:<(?P<angle>[^<>\n]*)>|(?P<inline>(?:[^()\n\"]|\([^()\n]*\))*?))"
    r"(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)"
)
_REFERENCE = r"^ {0,3}\[(?!\^)[^\[\]\n]+\]:[ \t]*<?(?P<reference>[^\s<>]+)>?"
_HTML = r"<(?P<tag>img|a|video|audio|source)\b[^<>]*?\b(?:src|href)\s*=\s*[\"'](?P<html>[^\"'<>\n]*)[\"']"
_LINK = re.compile("|".join((_WIKI, _INLINE, _REFERENCE, _HTML)), re.MULTILINE | re.IGNORECASE)
_SCHEME = re.compile(r"(?i)[a-z][a-z0-9+.-]+:|//|\\\\")
_DOCUMENT = re.compile(r"(?i)\.(?:md|markdown|mdown|mkd|txt|html?)$")
_LONGEST = 2000


def extract(text: str) -> list[FoundLink]:
    """Every different link of `text` in order; those in code and comments are none."""
    if "](" not in text and "[[" not in text and "]:" not in text and "<" not in text:
        return []
    plain = _CODE.sub(" ", text) if "`" in text or "~~~" in text or "<!--" in text else text
    found: dict[FoundLink, None] = {}
    for match in _LINK.finditer(plain):
        link = _link(match)
        if link.target and len(link.target) <= _LONGEST:
            found[link] = None
    return list(found)


def _link(match: re.Match[str]) -> FoundLink:
    group = match.groupdict()
    if (wiki := group["wiki"]) is not None:
        kind = LinkKind.EMBED if group["embed"] else LinkKind.WIKI
        # inside a table the bar is written `\|`
        return FoundLink(kind, wiki.partition("|")[0].rstrip("\\").partition("#")[0].strip())
    if (reference := group["reference"]) is not None:
        return FoundLink(LinkKind.LINK, without_fragment(reference))
    if (html := group["html"]) is not None:
        kind = LinkKind.LINK if group["tag"].lower() == "a" else LinkKind.IMAGE
        return FoundLink(kind, without_fragment(html.strip()))
    target = group["angle"] if group["angle"] is not None else group["inline"]
    kind = LinkKind.IMAGE if group["image"] else LinkKind.LINK
    return FoundLink(kind, without_fragment(target.strip()))


def without_fragment(target: str) -> str:
    """`target` without `#…`; an address outside keeps it."""
    return target if is_outside(target) else target.partition("#")[0]


def is_outside(target: str) -> bool:
    """Whether `target` leads out of the library: it has a scheme of its own, or names a host."""
    return _SCHEME.match(target) is not None and not target.startswith("note:")


def title_named(target: str) -> str:
    """The title that `target` names: its last part, without a document's ending."""
    last = unquote(target.replace("\\", "/")).rstrip("/").rpartition("/")[2]
    return _DOCUMENT.sub("", last)


def key(target: str) -> str:
    """The folded title that `target` names; empty for an address outside."""
    if is_outside(target) or target.startswith("note:"):
        return ""
    return fold_title(title_named(target))
