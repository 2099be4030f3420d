"""Emphasis, strikethrough and highlighting, paired as CommonMark pairs `*` and `_`.

CommonMark's rule for what may open or close leaves `**重点。**后面` literal, since it takes Chinese
punctuation for the end of a word though no space ever follows it. Here Chinese, Japanese and
Korean characters, their punctuation included, never forbid a run to open or close.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from xml.etree.ElementTree import Element

from notes.rendering.inline.nodes import Bracket, Delimiter, Item, Node, Scan, append_text

_CJK = re.compile(
    "[\u1100-\u11ff\u2e80-\u303f\u3040-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f"
    "\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)
_MAX_DEPTH = 40
_TAGS = {("*", 1): "em", ("*", 2): "strong", ("_", 1): "em", ("_", 2): "strong"}
_PAIRED = {"~": "del", "=": "mark"}  # a run is used whole or not at all


@lru_cache(maxsize=4096)
def is_cjk(character: str) -> bool:
    """Whether a character belongs to Chinese, Japanese or Korean text, punctuation included."""
    return _CJK.match(character) is not None


@lru_cache(maxsize=4096)
def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _flanks(inner: str, outer: str) -> bool:
    """Whether a run with text `inner` on one side and `outer` on the other leans on `inner`."""
    if not inner or inner.isspace():
        return False
    if not _is_punctuation(inner) or is_cjk(inner):
        return True
    return not outer or outer.isspace() or _is_punctuation(outer) or is_cjk(outer)


def _is_word(character: str) -> bool:
    return bool(character) and not character.isspace() and not _is_punctuation(character)


def take_delimiters(scan: Scan, start: int, end: int) -> int:
    """Take a run of `*`, `_`, `~` or `==`."""
    text = scan.text
    character, count = text[start], end - start
    if character in _PAIRED and count > 2:
        scan.items.append(text[start:end])
        return end
    before, after = text[start - 1 : start], text[end : end + 1]
    opens, closes = _flanks(after, before), _flanks(before, after)
    if character == "_" or (character == "~" and count == 1):  # snake_case, 3~5
        opens = opens and not _is_word(before)
        closes = closes and not _is_word(after)
    scan.items.append(Delimiter(character, count, opens, closes))
    return end


def resolve(items: Sequence[Item]) -> list[Node]:
    """Pair the delimiters and build the elements; what finds no partner is text."""
    _pair([item for item in items if isinstance(item, Delimiter)])
    root = Element("root")
    stack = [root]
    skipped = 0  # elements that would nest too deeply
    for item in items:
        if isinstance(item, str):
            append_text(stack[-1], item)
        elif isinstance(item, Bracket):
            append_text(stack[-1], item.text)
        elif isinstance(item, Element):
            stack[-1].append(item)
        else:
            for _ in item.closed:
                if skipped:
                    skipped -= 1
                else:
                    _finish(stack.pop())
            if item.count:
                append_text(stack[-1], item.character * item.count)
            for tag in reversed(item.opened):
                if len(stack) > _MAX_DEPTH:
                    skipped += 1
                    continue
                inner = Element(tag)
                stack[-1].append(inner)
                stack.append(inner)
    return _contents(root)


def _finish(made: Element) -> None:
    """Mark emphasised Chinese: it has no italics and needs another look."""
    if made.tag == "em" and any(map(is_cjk, made.text or "")):
        made.set("class", "cjk")


def _contents(root: Element) -> list[Node]:
    nodes: list[Node] = [root.text] if root.text else []
    for child in root:
        tail, child.tail = child.tail, None
        nodes.append(child)
        if tail:
            nodes.append(tail)
    return nodes


class _Chain:
    """Delimiters in a row from which those that are done with are taken out."""

    def __init__(self, delimiters: list[Delimiter]) -> None:
        self.delimiters = delimiters
        self.before = [index - 1 for index in range(len(delimiters))]
        self.after = [index + 1 for index in range(len(delimiters))]

    def remove(self, index: int) -> None:
        before, after = self.before[index], self.after[index]
        if before >= 0:
            self.after[before] = after
        if after < len(self.delimiters):
            self.before[after] = before

    def remove_between(self, first: int, last: int) -> None:
        index = self.after[first]
        while index != last:
            self.remove(index)
            index = self.after[index]

    def find_opener(self, closer: int, bottom: int) -> int:
        """The nearest delimiter that the closer closes; `bottom` or less: none."""
        index = self.before[closer]
        while index > bottom and not _fit(self.delimiters[index], self.delimiters[closer]):
            index = self.before[index]
        return index


def _pair(delimiters: list[Delimiter]) -> None:
    """CommonMark's "process emphasis"; `bottoms` keeps it from looking twice in vain."""
    chain = _Chain(delimiters)
    bottoms: dict[tuple[str, bool, int], int] = {}
    current = 0
    while current < len(delimiters):
        closer = delimiters[current]
        following = chain.after[current]
        if not closer.closes:
            current = following
            continue
        paired = closer.character in _PAIRED
        kind = (closer.character, closer.opens, closer.length % 3)
        if paired:
            kind = (closer.character, False, closer.length)
        bottom = bottoms.get(kind, -1)
        found = chain.find_opener(current, bottom)
        if found <= bottom:
            bottoms[kind] = chain.before[current]
            if not closer.opens:
                chain.remove(current)
            current = following
            continue
        _use(delimiters[found], closer)
        chain.remove_between(found, current)
        if not delimiters[found].count:
            chain.remove(found)
        if not closer.count:
            chain.remove(current)
            current = following


def _fit(opener: Delimiter, closer: Delimiter) -> bool:
    if not opener.opens or opener.character != closer.character or not opener.count:
        return False
    if closer.character in _PAIRED:
        return opener.length == closer.length
    if (opener.closes or closer.opens) and (opener.length + closer.length) % 3 == 0:
        return opener.length % 3 == 0 and closer.length % 3 == 0
    return True


def _use(opener: Delimiter, closer: Delimiter) -> None:
    if closer.character in _PAIRED:
        used, tag = closer.count, _PAIRED[closer.character]
    else:
        used = 2 if opener.count >= 2 and closer.count >= 2 else 1
        tag = _TAGS[closer.character, used]
    opener.count -= used
    closer.count -= used
    opener.opened.append(tag)
    closer.closed.append(tag)
