"""Tidying of text that was scraped or typed without markup, each rule apart and switchable.

A rule never touches code. The text as read stays the first revision, so each change can be undone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from itertools import pairwise

from notes.importing.tidy_lists import is_numbered, item_of, mend_lists, prose_lines

_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]")


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of tidying: `apply` takes and gives the lines of a text."""

    name: str
    apply: Callable[[list[str]], list[str]]


@dataclass(frozen=True, slots=True)
class Step:
    """What one rule did."""

    rule: str
    before: str
    after: str


def tidy(text: str, rules: Collection[str]) -> tuple[str, tuple[str, ...]]:
    """The text after the rules named, and the names of those that changed it."""
    done = steps(text, rules)
    return (done[-1].after if done else text), tuple(step.rule for step in done)


def steps(text: str, rules: Collection[str]) -> list[Step]:
    """Each rule that changes the text, in order, for a diff."""
    found: list[Step] = []
    for rule in RULES:
        if rule.name not in rules:
            continue
        after = "\n".join(rule.apply(text.split("\n")))
        if after != text:
            found.append(Step(rule.name, text, after))
            text = after
    return found


# menus and footers of scraped pages

_CHROME = re.compile(
    r"(?i)[ \t]*(?:评论|發表評論|发表评论|添加评论|暂无评论|comments?|leave a comment"
    r"|share(?: this)?|分享(?:到.*)?"
    r"|打赏|赞赏|收藏|点赞|转发|举报|上一篇.*|下一篇.*|previous(?: post)?|next(?: post)?"
    r"|back to top|返回顶部"
    r"|related posts?|相关文章|猜你喜欢|table of contents|登录|注册|首页|关于(?:我|本站)?"
    r"|归档|友情链接"
    r"|powered by .*|copyright ©.*|© ?\d{4}.*|all rights reserved\.?|阅读(?:全文|更多)|read more"
    r"|skip to (?:main )?content|menu|home|about|search|archives?|tags?|categories|rss)[ \t]*"
)


def _is_chrome(line: str) -> bool:
    """Whether a line is made of a page's menu alone: `首页 | 归档`, `Home About`."""
    parts = re.split(r"[ \t|·•/»>]+", line.strip(" \t|·•/»>"))
    return _CHROME.fullmatch(line) is not None or (
        len(parts) > 1 and all(_CHROME.fullmatch(part) for part in parts)
    )


def _drop_chrome(lines: list[str]) -> list[str]:
    """Leave out what only a page's frame says, at both ends of the text."""
    start, end = 0, len(lines)
    while end > start and (not lines[end - 1].strip() or _is_chrome(lines[end - 1])):
        end -= 1
    while start < end and (not lines[start].strip() or _is_chrome(lines[start])):
        start += 1
    if start >= end or not any(map(_is_chrome, lines[:start] + lines[end:])):
        return lines
    tail = [""] if lines[-1] == "" else []
    return lines[start:end] + tail


# code

_CODE = re.compile(
    r".*[;{}]\s*$|\s*(?:import|from|package|func|def|class|public|private|const|let|var|return|#include"
    r"|if|for|while|else|elif|try|except|fi|done|echo|sudo|apt(?:-get)?|yum|pip|npm|docker|kubectl"
    r"|git|curl|cd|ls|mkdir|export)\b[\x20-\x7e]*$|\s*[$>#]\s[\x20-\x7e]+$|\s*[\w.]+\s*[:=]{1,2}=?\s*[\x21-\x7e]+$"
    r"|\s*[\w.]+\([\x20-\x7e]*\);?\s*$"
)
_STRONG = re.compile(
    r".*[;{}]\s*$|\s*(?:import \w|from \w+ import|def \w+\(|func \w*\(?"
    r"|public |private |#include|\$ )"
)


def _drop_line_numbers(lines: list[str]) -> list[str]:
    """Leave out the column of line numbers that stands before code copied from a page."""
    result: list[str] = []
    at = 0
    while at < len(lines):
        count = 0
        while at + count < len(lines) and lines[at + count].strip() == str(count + 1):
            count += 1
        following = [line for line in lines[at + count : at + count + count + 2] if line.strip()]
        if count >= 3 and sum(bool(_CODE.match(line)) for line in following) * 2 >= len(following):
            at += count
            continue
        result.append(lines[at])
        at += 1
    return result


def _fence_code(lines: list[str]) -> list[str]:
    """Put a fence around runs of lines that are code beyond doubt."""
    prose = prose_lines(lines)
    result: list[str] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and prose[end] and lines[end].strip() and _is_code(lines[end]):
            end += 1
        run = lines[at:end]
        if len(run) >= 3 and sum(bool(_STRONG.match(line)) for line in run) * 2 >= len(run):
            result += ["```", *run, "```"]
            at = end
            continue
        result.append(lines[at])
        at += 1
    return result


def _is_code(line: str) -> bool:
    return line.isascii() and _CODE.match(line) is not None and not is_numbered(line)


# headings and line breaks

_ENDS = "。，,；;：:！!、…"
_QUESTION = "？?"


def _bare_headings(lines: list[str]) -> list[str]:
    """Short lines that stand alone before a list or text and end without a stop, as headings.

    Only in a text that shows at least three, none of them a heading already; numbered sections
    where there are two.
    """
    prose = prose_lines(lines)
    if any(_HEADING.match(line) for line, is_prose in zip(lines, prose, strict=True) if is_prose):
        return lines
    found = [at for at in range(len(lines)) if prose[at] and _stands_as_heading(lines, at)]
    sure = sum(_leads_a_list(lines, at) for at in found)
    chosen = set(_sections(lines, prose))
    if sure >= 3 and sure * 4 >= len(found):
        chosen.update(found)
    return [f"## {line.strip()}" if at in chosen else line for at, line in enumerate(lines)]


_SECTION = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百\d]{1,4}[章节節部篇回讲講])"
    r"[^。，,；;：:！!、…]{1,30}"
)


def _sections(lines: list[str], prose: list[bool]) -> list[int]:
    """Lines such as `一、准备` and `第二章 开始` that each have text below them."""
    filled = [at for at in range(len(lines)) if lines[at].strip()]
    found = [at for at in filled if prose[at] and _SECTION.fullmatch(lines[at].rstrip())]
    below = dict(pairwise(filled))
    bare = {None, *found}  # nothing below, or only the next section
    if len(found) < 2 or any(below.get(at) in bare for at in found):
        return []
    return found


def _stands_as_heading(lines: list[str], at: int) -> bool:
    line = lines[at].strip()
    if not 2 <= len(line) <= 40 or lines[at][:1] in " \t\u3000" or line[-1] in _ENDS:
        return False
    if item_of(lines[at]) or re.search(r"https?://|^[>|!\[]|[。；;]", line):
        return False
    if not any(char.isalpha() for char in line):
        return False
    alone = (at == 0 or not lines[at - 1].strip()) and (
        at + 1 < len(lines) and not lines[at + 1].strip()
    )
    return alone and _next_block(lines, at) is not None and not _follows_heading(lines, at)


def _next_block(lines: list[str], at: int) -> str | None:
    return next((line for line in lines[at + 1 :] if line.strip()), None)


def _follows_heading(lines: list[str], at: int) -> bool:
    """Whether the next block is itself a short bare line: then this one is a link."""
    following = _next_block(lines, at)
    return following is not None and not item_of(following) and len(following.strip()) <= 12


def _leads_a_list(lines: list[str], at: int) -> bool:
    following = _next_block(lines, at)
    return following is not None and item_of(following) is not None


def _keep_line_breaks(lines: list[str]) -> list[str]:
    """Hard breaks between bare lines, and blank lines between them and lists or headings."""
    prose = prose_lines(lines)
    result: list[str] = []
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) and prose[at + 1] else ""
        if not prose[at] or not line.strip():
            result.append(line)
            continue
        if _is_indented_prose(line, result):
            line = line.strip()  # noqa: PLW2901 - as it goes on
        kind, next_kind = _kind(line), _kind(following)
        if kind == "bare" and next_kind == "bare" and not line.endswith(("  ", "\\")):
            is_wrapped = _OPEN.search(line) and following[:1].islower() and following[:1].isascii()
            result.append(line if is_wrapped else line.rstrip() + "  ")
            continue
        result.append(line)
        if next_kind and kind != next_kind:
            result.append("")
    return result


_OPEN = re.compile(r".{40,}[A-Za-z,;]$")  # a wrapped line of English that goes on in the next


def _is_indented_prose(line: str, before: list[str]) -> bool:
    """Whether an indent begins a paragraph, as in print, where Markdown would see code."""
    last = next((text for text in reversed(before) if text.strip()), "")
    alone = not before or not before[-1].strip()
    is_sentence = line.rstrip()[-1:] in '。！？.!?…”"' and " " in line.strip()
    return (
        alone
        and is_sentence
        and line.startswith(("    ", "\t"))
        and _kind(last) not in {"item", "more"}
        and not _CODE.match(line)
    )


def _kind(line: str) -> str:
    if not line.strip():
        return ""
    if _HEADING.match(line):
        return "heading"
    if item_of(line):
        return "item"
    return "table" if "|" in line else "more" if line[:1] in " \t" else "bare"


RULES: tuple[Rule, ...] = (
    Rule("chrome", _drop_chrome),
    Rule("line-numbers", _drop_line_numbers),
    Rule("code-fences", _fence_code),
    Rule("lists", mend_lists),
    Rule("headings", _bare_headings),
    Rule("line-breaks", _keep_line_breaks),
)
"""In the order in which they are applied."""

ALL = frozenset(rule.name for rule in RULES)
