"""Counting words, each Chinese character one word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

# Han with its extensions, kana, and Hangul syllables: scripts written without spaces or, for
# Hangul, counted by the syllable as Korean word processors do.
CJK = (
    "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_CJK = re.compile(f"[{CJK}]")
_WORD = re.compile(rf"[^\W_{CJK}]+(?:['’.\-_][^\W_{CJK}]+)*")
_SPACE = re.compile(r"\s")

CHINESE_PER_MINUTE = 400
WORDS_PER_MINUTE = 220


@dataclass(frozen=True, slots=True)
class Statistics:
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
    running = RunningCount()
    running.append(text.split("\n"))
    return running.statistics


@dataclass(slots=True)
class RunningCount:
    """Counts kept line by line, so that an edit costs the lines it touches."""

    _lines: list[tuple[int, int, int, int]] = field(default_factory=list)
    _totals: list[int] = field(default_factory=lambda: [0, 0, 0, 0])

    def append(self, lines: Sequence[str]) -> None:
        """Count further lines at the end."""
        self.update(len(self._lines), 0, lines)

    def update(self, first: int, removed: int, lines: Sequence[str]) -> None:
        """Count `lines` in place of `removed` lines from line `first` on."""
        new = [_count_line(line) for line in lines]
        for sign, counts in ((-1, self._lines[first : first + removed]), (1, new)):
            for index, total in enumerate(zip(*counts, strict=True)):
                self._totals[index] += sign * sum(total)
        self._lines[first : first + removed] = new

    @property
    def counted(self) -> int:
        """How many lines have been counted."""
        return len(self._lines)

    @property
    def statistics(self) -> Statistics:
        """The counts so far."""
        empty = len(self._lines) == 1 and not self._totals[2]
        words, chinese, characters, visible = self._totals
        return Statistics(words, chinese, characters, visible, 0 if empty else len(self._lines))


def _count_line(line: str) -> tuple[int, int, int, int]:
    if not line:
        return (0, 0, 0, 0)
    chinese = 0 if line.isascii() else len(_CJK.findall(line))
    words = chinese + len(_WORD.findall(line))
    return (words, chinese, len(line), len(line) - len(_SPACE.findall(line)))
