"""What differs between two texts: by line, and by word inside the lines that changed."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from notes.search.folding import UNSPACED

# A word, one character of a script without spaces, or one other character.
_WORD = re.compile(rf"[^\W_{UNSPACED}]+|\s+|.", re.DOTALL)
_LONGEST_LINE = 4_000  # characters; longer lines are marked whole
_CONTEXT = 3  # unchanged lines shown around a change


@dataclass(frozen=True, slots=True)
class Hunk:
    """Lines `old_start:old_end` became `new_start:new_end`; one of the two may be empty."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


@dataclass(frozen=True, slots=True)
class DiffRow:
    """One line of a diff. `sign`: `-`, `+`, a space, or `…` for `skipped` unchanged lines."""

    sign: str
    text: str = ""
    hunk: int = -1
    marks: tuple[tuple[int, int], ...] = ()  # (start, length) of what differs, in UTF-16 units
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Diff:
    """Two texts compared by lines."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    hunks: tuple[Hunk, ...]

    def restored(self, chosen: Collection[int]) -> str:
        """The new text with the chosen hunks put back to what they were in the old one."""
        lines: list[str] = []
        at = 0
        for number, hunk in enumerate(self.hunks):
            lines += self.new[at : hunk.new_start]
            if number in chosen:
                lines += self.old[hunk.old_start : hunk.old_end]
            else:
                lines += self.new[hunk.new_start : hunk.new_end]
            at = hunk.new_end
        return "\n".join([*lines, *self.new[at:]])

    def counts(self) -> tuple[int, int]:
        """Lines added and lines removed."""
        added = sum(hunk.new_end - hunk.new_start for hunk in self.hunks)
        return added, sum(hunk.old_end - hunk.old_start for hunk in self.hunks)


def diff(old: str, new: str) -> Diff:
    """Compare two texts."""
    old_lines, new_lines = tuple(old.split("\n")), tuple(new.split("\n"))
    start = 0
    shorter = min(len(old_lines), len(new_lines))
    while start < shorter and old_lines[start] == new_lines[start]:
        start += 1
    end = 0
    while end < shorter - start and old_lines[-1 - end] == new_lines[-1 - end]:
        end += 1
    matcher = SequenceMatcher(
        None,
        old_lines[start : len(old_lines) - end],
        new_lines[start : len(new_lines) - end],
        autojunk=len(old_lines) > 2_000,
    )
    hunks = tuple(
        Hunk(start + a, start + b, start + c, start + d)
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    )
    return Diff(old_lines, new_lines, hunks)


def rows(found: Diff, *, by_word: bool = True) -> list[DiffRow]:
    """The diff one below the other: changes with a few lines around them."""
    result: list[DiffRow] = []
    at = 0
    for number, hunk in enumerate(found.hunks):
        _unchanged(result, found.new[at : hunk.new_start], first=at == 0)
        result += _changed(found, hunk, number, by_word=by_word)
        at = hunk.new_end
    _unchanged(result, found.new[at:], first=False, last=True)
    return result


def _unchanged(
    into: list[DiffRow], lines: Sequence[str], *, first: bool, last: bool = False
) -> None:
    head = 0 if first else _CONTEXT
    tail = 0 if last else _CONTEXT
    if len(lines) <= head + tail + 1:
        into += (DiffRow(" ", line) for line in lines)
        return
    into += (DiffRow(" ", line) for line in lines[:head])
    into.append(DiffRow("…", skipped=len(lines) - head - tail))
    into += (DiffRow(" ", line) for line in lines[len(lines) - tail :])


def _changed(found: Diff, hunk: Hunk, number: int, *, by_word: bool) -> list[DiffRow]:
    old = found.old[hunk.old_start : hunk.old_end]
    new = found.new[hunk.new_start : hunk.new_end]
    old_marks, new_marks = line_marks(old, new) if by_word else ({}, {})
    removed = [DiffRow("-", line, number, old_marks.get(i, ())) for i, line in enumerate(old)]
    added = [DiffRow("+", line, number, new_marks.get(i, ())) for i, line in enumerate(new)]
    return removed + added


Marks = dict[int, tuple[tuple[int, int], ...]]


def line_marks(old: Sequence[str], new: Sequence[str]) -> tuple[Marks, Marks]:
    """Which words differ, for each line of a hunk; lines are compared in their order."""
    old_marks: Marks = {}
    new_marks: Marks = {}
    for place, (before, after) in enumerate(zip(old, new, strict=False)):
        if max(len(before), len(after)) > _LONGEST_LINE:
            continue
        old_marks[place], new_marks[place] = word_marks(before, after)
    return old_marks, new_marks


def word_marks(
    before: str, after: str
) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    """The words of two lines that differ; nothing where the lines have too little in common."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < 0.3:
        return (), ()
    spans: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        for into, words, start, end in ((spans[0], old, a, b), (spans[1], new, c, d)):
            if end > start:
                into.append((_units("".join(words[:start])), _units("".join(words[start:end]))))
    return tuple(spans[0]), tuple(spans[1])


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def side_by_side(found: Diff) -> tuple[list[DiffRow], list[DiffRow]]:
    """Both texts whole, line beside line; `…` rows fill the shorter side of a change."""
    left: list[DiffRow] = []
    right: list[DiffRow] = []
    at = 0
    for number, hunk in enumerate(found.hunks):
        same = [DiffRow(" ", line) for line in found.new[at : hunk.new_start]]
        left += same
        right += same
        changed = _changed(found, hunk, number, by_word=True)
        removed = [row for row in changed if row.sign == "-"]
        added = [row for row in changed if row.sign == "+"]
        height = max(len(removed), len(added))
        filler = DiffRow("…", hunk=number)
        left += removed + [filler] * (height - len(removed))
        right += added + [filler] * (height - len(added))
        at = hunk.new_end
    same = [DiffRow(" ", line) for line in found.new[at:]]
    return left + same, right + same
