"""Split lines of titles at the right spaces.

A title may hold spaces itself (`Spark 内存管理及调优`), so each space is judged: by the scripts and
words on both sides, by the words that begin and end titles, by what several lists prove (a word
that is followed by different words in two lists ends a title), and by the page's own habit of
writing spaces between Chinese and Latin; and each run of words is judged as a title, by its length
and by the titles that are known. The best split of a line is then found by dynamic programming.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from notes.importing.title_page import LONGEST, Page

_SURE = 60.0
_TOKEN = re.compile(
    r"(?:《[^《》]{0,80}》|【[^【】]{0,60}】|「[^「」]{0,60}」|『[^『』]{0,60}』"
    r"|（[^（）]{0,60}）|\([^()]{0,60}\)|\[[^][]{0,60}\]|“[^“”]{0,60}”|\S)+"
)


def tokens(line: str) -> list[str]:
    """The words of a line; what stands in brackets is never cut."""
    return _TOKEN.findall(line)


def split_lists(
    lines: Sequence[str], certain: Sequence[str] = (), known: Container[str] = frozenset()
) -> list[list[str]]:
    """The titles of each line, judged together.

    `certain`: titles beyond doubt; `known`: folded titles of documents that are there, which prove
    that a title stands here where they are more than a common word.
    """
    words = [tokens(line) for line in lines]
    page = Page(words, known)
    whole = [tokens(title) for title in certain if title]
    return [_split(one, page, whole) for one in words]


def _split(words: Sequence[str], page: Page, known: Sequence[Sequence[str]]) -> list[str]:
    if not words:
        return []
    gaps = [page.gap(words, at) for at in range(1, len(words))]
    _force(gaps, words, known)
    return [" ".join(words[start:end]) for start, end in _best(words, gaps, page)]


def _force(gaps: list[float], words: Sequence[str], known: Sequence[Sequence[str]]) -> None:
    """Known titles stand whole, with a cut before and after."""
    for title in known:
        for start in range(len(words) - len(title) + 1):
            if list(words[start : start + len(title)]) != list(title):
                continue
            for at in range(start, start + len(title) - 1):
                gaps[at] = -_SURE
            if start:
                gaps[start - 1] = _SURE
            if start + len(title) < len(words):
                gaps[start + len(title) - 1] = _SURE


def _best(words: Sequence[str], gaps: Sequence[float], page: Page) -> list[tuple[int, int]]:
    """The segments of the best split: cuts gain their gap's score, each segment its own."""
    count = len(words)
    before = [0.0] * (count + 1)  # sum of gap scores up to a word
    for at, gap in enumerate(gaps):
        before[at + 1] = before[at] + gap
    before[count] = before[count - 1]
    best = [0.0] + [-1e9] * count
    back = [0] * (count + 1)
    for end in range(1, count + 1):
        for start in range(max(0, end - LONGEST), end):
            inner = before[end - 1] - before[start]
            cut = gaps[start - 1] if start else 0.0
            score = best[start] + cut - inner + page.segment(words[start:end])
            if score > best[end]:
                best[end], back[end] = score, start
    found = []
    end = count
    while end:
        found.append((back[end], end))
        end = back[end]
    return found[::-1]
