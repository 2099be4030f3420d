"""Colours of fenced code: a whole fence is lexed by Pygments, in slices while nobody types.

Lexing a fence as a whole is what makes strings and comments over several lines right. While a
changed fence waits for that, unchanged lines keep their colours and the line typed in is lexed
alone.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import lru_cache
from threading import Thread
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from desktop.editor.structure import Region

Tokens = list[tuple[int, int, str]]
"""Start, end (characters of the line) and look of each coloured part of a line."""

SLICE = 0.006  # s of lexing in one go
LOADING = 15  # ms between looks whether a lexer has been loaded
PAUSE = 120  # ms without a key before a changed fence is lexed again
AT_ONCE = 1_200  # characters; a fence this small is lexed at the key
TOO_LONG = 400_000  # characters; such a fence stays plain

_FAMILIES = (
    ("Comment", "code.comment"),
    ("Keyword.Type", "code.type"),
    ("Keyword", "code.keyword"),
    ("Literal.String", "code.string"),
    ("Literal.Number", "code.number"),
    ("Literal", "code.string"),
    ("Name.Function", "code.name"),
    ("Name.Class", "code.type"),
    ("Name.Builtin", "code.name"),
    ("Name.Decorator", "code.number"),
    ("Name.Tag", "code.keyword"),
    ("Name.Attribute", "code.name"),
    ("Name.Exception", "code.type"),
    ("Name.Constant", "code.number"),
    ("Operator.Word", "code.keyword"),
    ("Operator", "code.operator"),
    ("Punctuation", "code.operator"),
    ("Generic.Inserted", "code.inserted"),
    ("Generic.Deleted", "code.deleted"),
    ("Generic.Heading", "code.keyword"),
    ("Generic.Subheading", "code.name"),
    ("Generic.Prompt", "code.comment"),
)


class FenceTokens:
    """A fence's coloured lines, and the same lines by their text."""

    serial = 0

    def __init__(self, source: list[str], lines: list[Tokens]) -> None:
        FenceTokens.serial += 1
        self.serial = FenceTokens.serial
        self.lines = lines
        self.by_text = dict(zip(source, lines, strict=False))


_loading: dict[str, Thread] = {}


@lru_cache(maxsize=64)
def lexer_for(language: str) -> Any | None:
    """The Pygments lexer of a language's name or alias, None where there is none."""
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language, stripnl=False, stripall=False, ensurenl=True)
    except ClassNotFound:
        return None


@lru_cache(maxsize=512)
def _family(token: Any) -> str | None:
    name = ".".join(token)
    for prefix, look in _FAMILIES:
        if name == prefix or name.startswith(prefix + "."):
            return look
    return None


def _lex(lexer: Any, source: str, lines: list[Tokens]) -> Iterator[None]:
    """Fill `lines` token by token; the caller may stop between any two."""
    lines.append([])
    column = 0
    for token, value in lexer.get_tokens(source):
        look = _family(token)
        for index, part in enumerate(value.split("\n")):
            if index:
                lines.append([])
                column = 0
            if look and part:
                lines[-1].append((column, column + len(part), look))
            column += len(part)
        yield


class FenceLexer(QObject):
    """Colours fences and calls `finished` after each."""

    def __init__(
        self,
        text_of: Callable[[Region], list[str]],
        finished: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._text_of = text_of
        self._finished = finished
        self._cache: dict[tuple[str, int], FenceTokens] = {}
        self._waiting: list[Region] = []
        self._job: Iterator[FenceTokens | None] | None = None
        self._region: Region | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._work)

    def line(self, region: Region, index: int, text: str) -> Tokens:
        """The colours of a fence's line, counted from 0 below its opening line."""
        if not region.info:
            return []
        if region.stale or region.tokens is None:
            self._request(region)
        tokens: FenceTokens | None = region.tokens
        if tokens is None:
            return []
        if not region.stale:
            return tokens.lines[index] if index < len(tokens.lines) else []
        known = tokens.by_text.get(text)
        return self._alone(region.info, text) if known is None else known

    def edited(self, region: Region) -> None:
        """Start over with a fence whose text has just changed."""
        if self._region is region:
            self._job = self._region = None
        if region in self._waiting:
            self._waiting.remove(region)

    def _request(self, region: Region) -> None:
        if region is self._region or region in self._waiting:
            return
        if region.tokens is not None and region.last - region.first < AT_ONCE // 10:
            source = self._text_of(region)
            if sum(map(len, source)) <= AT_ONCE:
                for tokens in self._lex_region(region, source):
                    if tokens:
                        region.tokens, region.stale = tokens, False
                return
        self._waiting.append(region)
        self._timer.start(0 if region.tokens is None else PAUSE)

    def _alone(self, language: str, text: str) -> Tokens:
        lexer = lexer_for(language)
        if lexer is None or len(text) > AT_ONCE:
            return []
        lines: list[Tokens] = []
        for _step in _lex(lexer, text, lines):
            pass
        return lines[0]

    def _lex_region(self, region: Region, source: list[str]) -> Iterator[FenceTokens | None]:
        lexer = lexer_for(region.info)
        text = "\n".join(source)
        if lexer is None or len(text) > TOO_LONG:
            yield FenceTokens([], [])
            return
        key = (region.info, hash(text))
        if key not in self._cache:
            lines: list[Tokens] = []
            for _step in _lex(lexer, text, lines):
                yield None
            while len(self._cache) >= 64:
                del self._cache[next(iter(self._cache))]
            self._cache[key] = FenceTokens(source, lines)
        yield self._cache[key]

    def _is_loaded(self, language: str) -> bool:
        """Whether a language's lexer is there; loading Pygments takes longer than one may wait."""
        thread = _loading.get(language)
        if thread is None:
            thread = _loading[language] = Thread(target=lexer_for, args=(language,), daemon=True)
            thread.start()
        return not thread.is_alive()

    def _work(self) -> None:
        deadline = time.perf_counter() + SLICE
        while time.perf_counter() < deadline:
            if self._job is None:
                if not self._waiting:
                    return
                if not self._is_loaded(self._waiting[0].info):
                    self._timer.start(LOADING)
                    return
                self._region = self._waiting.pop(0)
                self._job = self._lex_region(self._region, self._text_of(self._region))
            tokens = next(self._job, None)
            if tokens is not None and self._region is not None:
                self._region.tokens, self._region.stale = tokens, False
                self._job = self._region = None
                self._finished()
        if self._job is not None or self._waiting:
            self._timer.start(0)
