"""Finding in a text and replacing, so that no pattern can keep the window waiting.

Matching runs in a thread with the interpreter free and a time limit: both are what the `regex`
package gives and `re` does not.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

import regex
from PySide6.QtCore import QObject, Signal

from desktop.editor.statistics import CJK

TIME_LIMIT = 2.0  # s
MOST = 20_000  # matches; beyond, counting stops

_GROUP = re.compile(r"\\(\d|g<\w+>|[nt\\])|\$(\d|\{\w+\}|\$|&)")
_ESCAPES = {r"\n": "\n", r"\t": "\t", r"\\": "\\", "$$": "$"}
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for; `span` limits it to a part of the text, in characters."""

    text: str
    is_regex: bool = False
    case: bool = False
    word: bool = False
    span: tuple[int, int] | None = None

    def pattern(self) -> regex.Pattern[str]:
        """The pattern; raises `regex.error` where it is none."""
        text = self.text if self.is_regex else regex.escape(self.text, literal_spaces=True)
        if self.word:  # Chinese has no words of its own here, and ends those beside it
            text = rf"(?<![^\W{CJK}])(?:{text})(?![^\W{CJK}])"
        flags = regex.MULTILINE | (0 if self.case else regex.IGNORECASE)
        return regex.compile(text, flags)


@dataclass(frozen=True, slots=True)
class Found:
    """Matches as pairs of UTF-16 positions; `error` is what `regex` says of a bad pattern."""

    query: Query
    spans: list[tuple[int, int]] = field(default_factory=list)
    error: str = ""
    error_at: int = 0  # the character of the pattern
    timed_out: bool = False
    more: bool = False  # there are more matches than `spans`


class Units:
    """Turns character positions of a text into UTF-16 positions and back."""

    def __init__(self, text: str) -> None:
        self._astral = [match.start() for match in _ASTRAL.finditer(text)]
        self._units = [position + index for index, position in enumerate(self._astral)]

    def position(self, character: int) -> int:
        """The UTF-16 position of a character."""
        return character + bisect_left(self._astral, character)

    def character(self, position: int) -> int:
        """The character at a UTF-16 position."""
        return position - bisect_left(self._units, position)


def _fault(error: regex.error) -> tuple[str, int]:
    """What is wrong with a pattern, and at which character."""
    return str(getattr(error, "msg", error)), int(getattr(error, "pos", 0) or 0)


def find(query: Query, text: str) -> Found:
    """Every match that is not empty; bounded in number and time."""
    try:
        pattern = query.pattern()
    except regex.error as error:
        said, at = _fault(error)
        return Found(query, error=said, error_at=at)
    start, end = query.span or (0, len(text))
    units = Units(text)
    spans: list[tuple[int, int]] = []
    try:
        for match in pattern.finditer(text, start, end, timeout=TIME_LIMIT, concurrent=True):
            if match.end() > match.start():
                if len(spans) == MOST:
                    return Found(query, spans, more=True)
                spans.append((units.position(match.start()), units.position(match.end())))
    except TimeoutError:
        return Found(query, spans, timed_out=True)
    return Found(query, spans)


def replacement(query: Query, match: regex.Match[str], template: str) -> str:
    r"""What a match becomes; a regular expression's may hold ``$1``, ``\1``, ``$&``, ``\n``."""
    if not query.is_regex:
        return template

    def part(mark: re.Match[str]) -> str:
        if mark[0] in _ESCAPES:
            return _ESCAPES[mark[0]]
        name = mark[1].removeprefix("g").strip("<>") if mark[1] else mark[2].strip("{}")
        try:
            group = match.group(0 if name == "&" else int(name) if name.isdigit() else name)
        except (IndexError, regex.error):
            return mark[0]
        return str(group or "")

    return _GROUP.sub(part, template)


@dataclass(frozen=True, slots=True)
class Replaced:
    """What is to be replaced in `text`: start and end in UTF-16 units, and what comes there."""

    text: str
    parts: list[tuple[int, int, str]] = field(default_factory=list)
    error: str = ""
    error_at: int = 0
    timed_out: bool = False

    def result(self) -> str:
        """The text with all of it replaced."""
        units = Units(self.text)
        pieces: list[str] = []
        last = 0
        for start, end, new in self.parts:
            pieces += (self.text[last : units.character(start)], new)
            last = units.character(end)
        return "".join([*pieces, self.text[last:]])


def replace_all(query: Query, text: str, template: str) -> Replaced:
    """Every match with what it becomes; bounded in time, and then nothing is replaced."""
    start, end = query.span or (0, len(text))
    units = Units(text)
    parts: list[tuple[int, int, str]] = []
    try:
        pattern = query.pattern()
        for match in pattern.finditer(text, start, end, timeout=TIME_LIMIT, concurrent=True):
            if match.end() > match.start():
                new = replacement(query, match, template)
                parts.append((units.position(match.start()), units.position(match.end()), new))
    except regex.error as error:
        said, at = _fault(error)
        return Replaced(text, error=said, error_at=at)
    except TimeoutError:
        return Replaced(text, timed_out=True)
    return Replaced(text, parts)


class Finder(QObject):
    """Finds and replaces in a thread; only the answer to the latest question is given."""

    found = Signal(object)
    replaced = Signal(object)
    _done = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="find")
        self._serial = 0
        self._running: Future[None] | None = None
        self._done.connect(self._take)

    def ask(self, query: Query, text: str) -> None:
        """Look for a query; `found` answers, unless something else is asked before."""
        self._submit(lambda: find(query, text))

    def replace(self, query: Query, text: str, template: str) -> None:
        """Work out what to replace; `replaced` answers, unless something else is asked before."""
        self._submit(lambda: replace_all(query, text, template))

    def _submit(self, work: Callable[[], Found | Replaced]) -> None:
        self._serial += 1
        if self._running is not None:
            self._running.cancel()
        self._running = self._pool.submit(self._run, self._serial, work)

    def forget(self) -> None:
        """Let no answer come any more."""
        self._serial += 1

    def close(self) -> None:
        """End the thread once its search is over."""
        self._serial += 1
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _run(self, serial: int, work: Callable[[], Found | Replaced]) -> None:
        answer = work()
        try:
            self._done.emit(serial, answer)
        except RuntimeError:  # the window was closed meanwhile
            return

    def _take(self, serial: int, answer: Found | Replaced) -> None:
        if serial == self._serial:
            (self.found if isinstance(answer, Found) else self.replaced).emit(answer)
