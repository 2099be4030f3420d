"""What can be seen at each space of an index page's lines, and of each run of words as a title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from notes.importing.title_weights import SPACED, WEIGHTS
from notes.search.folding import fold_title

LONGEST = 12
"""Words of a title at most."""

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_HAN = re.compile(f"[{_CJK}]")
_SUFFIX = re.compile(
    r"(?:源码|源代码|原理|简单|入门|学习|使用|实践|基础|深度|技术|常见|核心|性能)*"
    r"(?:学习|笔记|源码|分析|解析|浅析|详解|使用|应用|用法|入门|实践|实战|实现|泛谈|漫谈|简介|介绍|初识|初探"
    r"|小结|总结|原理|教程|指南|手册|细读|大杂烩|问题|方法|配置|安装|优化|组件|架构|设计|机制|索引|事务|模型"
    r"|体会|心得|篇|上|下|中|一|二|三|续|汇总|整理|记录|备忘|日志|速查|概述|概念|基础|进阶|踩坑|部署|搭建)"
    r"|[(（\[【].{1,8}[)）\]】]"
)
_ENDS = re.compile(
    r".*(?:学习|笔记|分析|解析|浅析|详解|使用|应用|用法|入门|实践|实战|实现|泛谈|漫谈|简介|介绍|初识|初探|小结"
    r"|总结|原理|教程|指南|手册|问题|方法|配置|安装|优化|设计|机制|模型|体会|心得|汇总|整理|记录|备忘|区别|对比"
    r"|过程|方案|技巧|概述|进阶|踩坑|部署|搭建|系统|管理|算法|平台|框架|编程|语言|协议|结构|[?？!！》)）])"
)
_STARTS = re.compile(
    r"(?:使用|如何|怎么|怎样|为什么|为何|什么是|深入|浅谈|浅析|谈谈|聊聊|关于|从|基于|一次|一个|一种|记|学习.|理解"
    r"|实现|解决|通过|利用|在|用|对|让|当|我|你|那些|再|重新|初识|初学|《|【|「|自定义|自己|\d{4}年?)"
)
_OPEN_END = re.compile(
    r".*(?:[的和与及在中对为是到从让把用之或给以将被、:：&+/—-]|——|以及|关于|使用|如何|实现)"
)
_CLOSED_START = re.compile(r"[的和与及中上里之为来等版类、:：)）&+/—~-]|——|以及")
_DANGLING = re.compile(r".*(?:——|[(（、：&+]|—)")
_WIDTHS = (4, 7, 10, 14, 18, 24, 32, 42, 56, 10_000)  # columns of a title, up to
_PAIRS = ("()", "（）", "《》", "【】", "「」", "『』", "[]", "“”", "‘’")
# A number is tried from its first digit only: from each, a long one would take for ever.
_SERIES = re.compile(r"(.+?)(?:[(（]|(?<![一二三四五六七八九十\d]))[一二三四五六七八九十\d]+[)）]")


@dataclass(frozen=True, slots=True)
class _Word:
    """What a word looks like."""

    kind: str  # L Latin only, H Chinese only, M both
    first: str  # L or H: the script that it begins with
    last: str


def _look(word: str) -> _Word:
    letters = [char for char in word if char.isalnum()]
    if not letters:
        return _Word("L", "L", "L")
    scripts = {"H" if _HAN.match(char) else "L" for char in letters}
    first = "H" if _HAN.match(letters[0]) else "L"
    last = "H" if _HAN.match(letters[-1]) else "L"
    return _Word("M" if len(scripts) > 1 else first, first, last)


class Page:
    """What the lists of one page show together."""

    def __init__(self, lists: Sequence[Sequence[str]], known: Container[str] = frozenset()) -> None:
        self.known = known
        self.count: Counter[str] = Counter()
        self.heads: Counter[str] = Counter()
        self._after: dict[str, set[str]] = {}
        self._before: dict[str, set[str]] = {}
        self._in: Counter[str] = Counter()  # lists that hold a word
        series: Counter[str] = Counter()
        for words in lists:
            self.count.update(words)
            self._in.update(set(words))
            for at, word in enumerate(words):
                self.heads[_head(word)] += 1
                self._after.setdefault(word, set()).add(
                    words[at + 1] if at + 1 < len(words) else ""
                )
                self._before.setdefault(word, set()).add(words[at - 1] if at else "")
                if match := _SERIES.fullmatch(word):
                    series[match[1]] += 1
        self._lists_with = _runs(lists)
        self.series = {stem for stem, times in series.items() if times >= 3}
        looks = {word: _look(word) for word in self.count}
        self._looks = looks
        self._whole = {word for word, look in looks.items() if len(word) >= 5 and look.kind != "L"}
        mixed = sum(self.count[word] for word, look in looks.items() if look.kind == "M")
        latin = sum(self.count[word] for word, look in looks.items() if look.kind == "L")
        self.spaced = latin / (latin + mixed) if latin + mixed else 0.5
        self.wide = min(max((self.spaced - 0.5) / 0.3, 0.0), 1.0)

    def look(self, word: str) -> _Word:
        """The looks of a word of the page."""
        return self._looks[word]

    def gap(self, words: Sequence[str], at: int) -> float:
        """How likely a title ends before word `at`: above 0 rather than not."""
        return self._weigh("bias", 1.0) + sum(
            self._weigh(name, value) for name, value in self.features(words, at)
        )

    def _weigh(self, name: str, value: float) -> float:
        """What a feature counts: where spaces stand between scripts, it may count otherwise."""
        return (WEIGHTS.get(name, 0.0) + self.wide * SPACED.get(name, 0.0)) * value

    def features(self, words: Sequence[str], at: int) -> Iterator[tuple[str, float]]:
        """What is seen at the space before word `at`."""
        left, right = words[at - 1], words[at]
        a, b = self.look(left), self.look(right)
        if _DANGLING.fullmatch(left) or self._is_series_part(left, right):
            yield "dangling", 1.0
            return
        pair = f"{a.kind}{a.last}-{b.kind}{b.first}"
        yield pair, 1.0
        yield f"{pair}*spaced", self.spaced
        yield from self._word_features(left, right, a, b)
        yield from self._run_features(words, at, a, b)
        yield from self._proof_features(left, right)
        yield from self._edge_features(words, at)
        if not any(map(str.isalnum, left)):
            yield "marks-left", 1.0
        if not any(map(str.isalnum, right)):
            yield "marks-right", 1.0
        if left.endswith((",", "，", "、", ";", "；")):
            yield "comma", 1.0
        yield f"left-{a.last}{_bucket(left)}", 1.0
        yield f"right-{b.first}{_bucket(right)}", 1.0

    def _word_features(
        self, left: str, right: str, a: _Word, b: _Word
    ) -> Iterator[tuple[str, float]]:
        if _SUFFIX.fullmatch(right):
            yield f"suffix-{a.last}", 1.0
        if a.last == "H" and _ENDS.fullmatch(left):
            yield "ends", 1.0
            yield "ends*spaced", self.spaced
        if _STARTS.match(right):
            yield "starts", 1.0
        if _OPEN_END.fullmatch(left):
            yield "open", 1.0
        if _CLOSED_START.match(right):
            yield "closed", 1.0
        if right.startswith("《"):
            yield "book", 1.0
        if left[-1] in "?？!！":
            yield "question", 1.0
        yield "long-left", min(len(left), 12) / 12 if a.kind == "H" else 0.0
        yield "long-right", min(len(right), 12) / 12 if b.kind == "H" else 0.0
        if a.last == b.first == "L":
            yield f"case-{left[-1].isupper()}-{right[0].isupper()}", 1.0
            yield "both-capital", float(left[0].isupper() and right[0].isupper())
        if left.isdigit() or re.fullmatch(r"v?[\d.]+", right):
            yield "number", 1.0

    def _run_features(
        self, words: Sequence[str], at: int, a: _Word, b: _Word
    ) -> Iterator[tuple[str, float]]:
        """What the words before and after say."""
        left, right = words[at - 1], words[at]
        run = 0
        while run < 3 and at - 2 - run >= 0 and self.look(words[at - 2 - run]).kind == "L":
            run += 1
        if a.kind == "L" and b.kind != "L" and run:
            yield f"latin-run-{b.first}", 1.0
        if a.kind == "L":
            if self.count[left] > self._in[left] or self.heads[_head(left)] > 2 * self._in[left]:
                yield "common-left", 1.0
            elif left.isupper() or not left.isascii():
                yield "acronym-left", 1.0
        if b.kind == "L" and self.count[right] > self._in[right]:
            yield "common-right", 1.0
        if b.first == "L" and self.heads[_head(right)] > 2:
            yield f"head-{a.kind}{a.last}", 1.0
        following = words[at + 1] if at + 1 < len(words) else ""
        if b.kind == "L" and following and _SUFFIX.fullmatch(following):
            yield "right-has-suffix", 1.0

    def _is_series_part(self, left: str, right: str) -> bool:
        """Whether `left` numbers a part of a series and `right` names it."""
        match = _SERIES.fullmatch(left)
        if not match or match[1] not in self.series or _SERIES.fullmatch(right):
            return False
        # only where the parts of the series do not follow each other bare
        return not any(
            (other := _SERIES.fullmatch(after)) and other[1] == match[1]
            for word in self.count
            if (own := _SERIES.fullmatch(word)) and own[1] == match[1]
            for after in self._after[word]
        )

    def _proof_features(self, left: str, right: str) -> Iterator[tuple[str, float]]:
        """What other places of the same words prove."""
        rare_left = self.count[left] == self._in[left]
        rare_right = self.count[right] == self._in[right]
        if rare_left and self._in[left] > 1:
            yield ("differs-after" if len(self._after[left]) > 1 else "same-after"), 1.0
        if rare_right and self._in[right] > 1:
            yield ("differs-before" if len(self._before[right]) > 1 else "same-before"), 1.0
        if not rare_left and len(self._after[left]) > 2 and self.look(left).kind != "L":
            yield "varied-after", 1.0

    def _edge_features(self, words: Sequence[str], at: int) -> Iterator[tuple[str, float]]:
        """Where words that another list holds as well cease to be followed by the same there."""
        before, after = tuple(words[max(0, at - 2) : at]), tuple(words[at : at + 2])
        across = (words[at - 1], words[at])
        together = across in self._lists_with
        if together:
            yield "together", 1.0
            return
        if before in self._lists_with and len(before) == 2:
            yield "run-ends", 1.0
        if after in self._lists_with and len(after) == 2:
            yield "run-begins", 1.0

    def segment(self, words: Sequence[str]) -> float:
        """How well the words stand as one title."""
        return sum(self._weigh(name, value) for name, value in self.segment_features(words))

    def segment_features(self, words: Sequence[str]) -> Iterator[tuple[str, float]]:
        """What is seen of the words as one title."""
        yield "words-many", float(max(0, len(words) - 7))
        text = " ".join(words)
        width = _width(text)
        size = next((limit for limit in _WIDTHS if width <= limit), _WIDTHS[-1])
        yield f"width-{size}", 1.0
        yield f"width-{size}*spaced", self.spaced
        if len(words) > 1:
            # where no spaces are written between scripts, a long word is a title already
            whole = sum(word in self._whole for word in words)
            yield "whole", max(0, whole - 1) * (1.0 - self.spaced) ** 2
            if len(self._lists_with.get(tuple(words), ())) > 1:
                yield "in-lists", 1.0
                if any(self.count[word] == self._in[word] for word in words):
                    yield "in-lists-rare", 1.0
        else:
            look = self.look(words[0])
            if _SUFFIX.fullmatch(words[0]):
                yield "suffix-alone", 1.0
            if look.kind == "L":
                rare = self.count[words[0]] == self._in[words[0]]
                yield ("latin-alone" if rare else "common-latin-alone"), 1.0
        if any(text.count(pair[0]) != text.count(pair[1]) for pair in _PAIRS):
            yield "unbalanced", 1.0
        if self.known and fold_title(text) in self.known:
            yield ("known-word" if len(words) == 1 else "known"), float(len(words))


def _bucket(word: str) -> int:
    return min(len(word), 9)


def _runs(lists: Sequence[Sequence[str]]) -> dict[tuple[str, ...], set[int]]:
    """Each run of words that could be one title, with the lists that hold it."""
    found: dict[tuple[str, ...], set[int]] = {}
    for number, words in enumerate(lists):
        for start in range(len(words)):
            for end in range(start + 2, min(start + LONGEST, len(words)) + 1):
                found.setdefault(tuple(words[start:end]), set()).add(number)
    return {run: held for run, held in found.items() if len(held) > 1}


def _width(text: str) -> int:
    """Columns: Chinese is two wide."""
    return len(text) + sum(char > "\u2e80" for char in text)


def _head(word: str) -> str:
    """The Latin word that a word begins with, folded."""
    match = re.match(r"[A-Za-z][A-Za-z0-9+#.]*", word)
    return match[0].casefold() if match else ""
