"""What a person typed → the terms to look for.

Words stand for themselves and all must be there; `"…"` holds words together. Any text is a query:
a quotation mark without its second is a character like another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from notes.patterns import pattern as regex
from notes.search.folding import GAP, UNSPACED, WORD, lazy, tokens

_PART = regex(r'"([^"]+)"|(\S+)')
# a sentence's punctuation came along with the word; that of code (`.net`, `C++`) is meant
_BEFORE = regex(r"^[「」『』《》〈〉“”‘’（【、，。！？；：]+")
_AFTER = regex(r"[「」『』《》〈〉“”‘’）】、，。！？；：,.;:!?…]+$")
_WORD_END = rf"{WORD}\Z"
_UNSPACED = f"[{UNSPACED}]"


class Term(NamedTuple):
    """A phrase of tokens; with `prefix` the last one may be the beginning of a word."""

    tokens: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """All terms must be found; none: the query was empty and finds nothing."""

    terms: tuple[Term, ...]

    def __bool__(self) -> bool:
        return bool(self.terms)


def parse(text: str) -> Query:
    """The query that `text` means. Never raises."""
    terms: dict[Term, None] = {}
    for match in _PART.finditer(text):
        quoted, plain = match.groups()
        term = _term(quoted, exact=True) if quoted is not None else _term(plain, exact=False)
        if term.tokens:
            terms[term] = None
    return Query(tuple(terms))


def _term(text: str, *, exact: bool) -> Term:
    if not exact:
        bare = _AFTER.sub("", _BEFORE.sub("", text))
        if lazy(_UNSPACED).search(bare) or lazy(WORD).search(bare):
            text = bare
    found = tuple(tokens(text.strip()))
    prefix = not exact and bool(found) and bool(lazy(_WORD_END).search(found[-1]))
    return Term(found, prefix)


def match_expression(query: Query) -> str:
    """The query in FTS5's language; every token is quoted, so that none is an operator."""
    return " AND ".join(_phrase(term) for term in query.terms)


def _phrase(term: Term) -> str:
    quoted = '"' + " ".join(token.replace('"', '""') for token in term.tokens) + '"'
    return f"{quoted} *" if term.prefix else quoted


def pattern(term: Term) -> str:
    """A regular expression that finds the term in folded text (`folding.fold`)."""
    parts = []
    for before, token in zip(("", *term.tokens), term.tokens, strict=False):
        if before and not (lazy(_UNSPACED).match(before) and lazy(_UNSPACED).match(token)):
            parts.append(r"\s*")
        parts.append(r"\s+" if token == GAP else re.escape(token))
    head = rf"(?<!{WORD})" if lazy(WORD).match(term.tokens[0]) else ""
    ends_in_word = lazy(_WORD_END).search(term.tokens[-1])
    tail = rf"(?!{WORD})" if ends_in_word and not term.prefix else ""
    return head + "".join(parts) + tail
