"""Counting words, each Chinese character one word."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import NamedTuple

from desktop.editor.text import pattern

# Han with its extensions, kana, and Hangul syllables: scripts written without spaces or, for
# Hangul, counted by the syllable as Korean word processors do.
CJK = (
    "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_CJK = pattern(f"[{CJK}]")
_WORD = pattern(rf"[^\W_{CJK}]+(?:['’.\-_][^\W_{CJK}]+)*")
_Counts = tuple[int, int, int, int]
_SPACE = pattern(r"\s")

CHINESE_PER_MINUTE = 400
WORDS_PER_MINUTE = 220


class Statistics(NamedTuple):
    """Counts of a text; `words` holds each Chinese character as one."""

    words: int = 0
    chinese: int = 0
    characters: int = 0  # without line ends
    visible: int = 0  # characters that are not space
    lines: int = 0

    @property
    def minutes(self) -> int:
        """About how long reading takes, at least one minute for any text."""
        if not self.words:
            return 0
        latin = self.words - self.chinese
        return max(1, round(self.chinese / CHINESE_PER_MINUTE + latin / WORDS_PER_MINUTE))


def count(text: str) -> Statistics:
    """Count a whole text."""
    lines = text.split("\n")
    running = RunningCount(len(lines))
    running.count(lines, float("inf"))
    return running.statistics


class RunningCount:
    """Counts kept line by line; lines that changed are counted later, some at a time."""

    def __init__(self, lines: int = 0) -> None:
        self._lines: list[_Counts | None] = [None] * lines
        self._totals = [0, 0, 0, 0]

    def change(self, first: int, removed: int, added: int) -> None:
        """Put `added` lines, not counted yet, in place of `removed` lines from `first` on."""
        for counts in self._lines[first : first + removed]:
            self._add(counts, -1)
        self._lines[first : first + removed] = [None] * added

    def count(self, lines: Sequence[str], seconds: float) -> bool:
        """Count lines of the text `lines` for a while; answers whether all are counted."""
        deadline = time.perf_counter() + seconds
        index = 0
        while time.perf_counter() < deadline:
            for _step in range(50):
                try:
                    index = self._lines.index(None, index)
                except ValueError:
                    return True
                counts = _count_line(lines[index])
                self._lines[index] = counts
                self._add(counts, 1)
        return False

    @property
    def statistics(self) -> Statistics:
        """The counts so far."""
        words, chinese, characters, visible = self._totals
        empty = len(self._lines) == 1 and not characters
        return Statistics(words, chinese, characters, visible, 0 if empty else len(self._lines))

    def _add(self, counts: _Counts | None, sign: int) -> None:
        for index, value in enumerate(counts or ()):
            self._totals[index] += sign * value


def _count_line(line: str) -> _Counts:
    if not line:
        return (0, 0, 0, 0)
    chinese = 0 if line.isascii() else len(_CJK.findall(line))
    words = chinese + len(_WORD.findall(line))
    return (words, chinese, len(line), len(line) - len(_SPACE.findall(line)))
