"""Tidying of text that was scraped or typed without markup, each rule apart and switchable.

A rule never touches code. The text as read stays the first revision, so each change can be undone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_BULLET = re.compile(r"^([ \t\u3000]*)[•·●○◦▪▫■□◆◇‣⁃∙・][ \t\u3000]*(?=\S)")
_DASH = re.compile(r"^([ \t]*)[-*+][ \t]+(?=\S)")
_NUMBER = re.compile(r"^([ \t\u3000]*)([0-9０-９]{1,3})([.．、)）])[ \t\u3000]*(?=\S)")
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


def _prose(lines: list[str]) -> list[bool]:
    """For each line whether it is prose: not inside a fence, nor a fence itself."""
    found: list[bool] = []
    fence = ""
    for line in lines:
        match = _FENCE.match(line)
        if fence:
            found.append(False)
            if match and match[1].startswith(fence):
                fence = ""
        else:
            fence = match[1] if match else ""
            found.append(not match)
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


def _drop_chrome(lines: list[str]) -> list[str]:
    """Leave out what only a page's frame says, at both ends of the text."""
    start, end = 0, len(lines)
    while end > start and (not lines[end - 1].strip() or _CHROME.fullmatch(lines[end - 1])):
        end -= 1
    while start < end and (not lines[start].strip() or _CHROME.fullmatch(lines[start])):
        start += 1
    if start >= end or not any(_CHROME.fullmatch(line) for line in lines[:start] + lines[end:]):
        return lines
    tail = [""] if lines[-1] == "" else []
    return lines[start:end] + tail


# code

_CODE = re.compile(
    r".*[;{}]\s*$|\s*(?:import|from|package|func|def|class|public|private|const|let|var|return|#include"
    r"|if|for|while|else|elif|try|except|fi|done|echo|sudo|apt(?:-get)?|yum|pip|npm|docker|kubectl"
    r"|git|curl|cd|ls|mkdir|export)\b[\x20-\x7e]*$|\s*[$>#]\s[\x20-\x7e]+$|\s*[\w.]+\s*[:=]{1,2}=?\s*[\x21-\x7e]+$"
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
    prose = _prose(lines)
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
    return line.isascii() and _CODE.match(line) is not None and not _NUMBER.match(line)


# lists


@dataclass(frozen=True, slots=True)
class _Item:
    indent: int
    marker: str  # "-" or "1."
    text: str


def _item(line: str) -> _Item | None:
    """A list item however its marker is written; Markdown's own too."""
    for pattern in (_BULLET, _DASH):
        if match := pattern.match(line):
            return _Item(_width(match[1]), "-", line[match.end() :].rstrip())
    match = _NUMBER.match(line)
    if match and (match[1] or match[3] in ".．、)"):
        if match[3] == "." and line[match.end() - 1] == "." and line[match.end()].isdigit():
            return None  # 3.14
        return _Item(_width(match[1]), f"{int(match[2])}.", line[match.end() :].rstrip())
    return None


def _width(space: str) -> int:
    return sum(4 if char == "\t" else 2 if char == "\u3000" else 1 for char in space)


def _mend_lists(lines: list[str]) -> list[str]:
    """Bullets and numbers of any kind as Markdown's, nested by their indent, apart from prose."""
    if not any(_BULLET.match(line) or _needs_mending(line) for line in lines):
        return lines
    prose = _prose(lines)
    result: list[str] = []
    at = 0
    while at < len(lines):
        if not prose[at] or not _item(lines[at]):
            result.append(lines[at])
            at += 1
            continue
        end = _list_end(lines, prose, at)
        if result and result[-1].strip():
            result.append("")
        result += _nested(lines[at:end])
        at = end
        if at < len(lines) and lines[at].strip():
            result.append("")
    return result


def _needs_mending(line: str) -> bool:
    match = _NUMBER.match(line)
    return match is not None and (match[3] in "．、)）" or match[1] in {"  ", "\u3000"})


def _list_end(lines: list[str], prose: list[bool], start: int) -> int:
    """Where the list that begins at `start` ends; single blank lines inside it do not end it."""
    end = at = start
    while at < len(lines) and prose[at]:
        if not lines[at].strip():
            at += 1
            continue
        inside = _item(lines[at]) or (_width(lines[at][: -len(lines[at].lstrip())]) >= 4)
        if not inside or at - end > 1:
            break
        at += 1
        end = at
    return end


def _nested(lines: list[str]) -> list[str]:
    """The items with the indent that Markdown wants: under the text of the item above."""
    result: list[str] = []
    levels: list[tuple[int, int]] = []  # indent as read, width of the text's column
    for line in lines:
        if not line.strip():
            result.append("")
            continue
        item = _item(line)
        if not item:
            column = levels[-1][1] if levels else 0
            result.append(" " * column + line.strip())
            continue
        while levels and item.indent < levels[-1][0]:
            levels.pop()
        if levels and item.indent == levels[-1][0]:
            levels.pop()
        column = levels[-1][1] if levels else 0
        head = " " * column + item.marker + " "
        parts = _flattened(item.text)
        result.append(head + parts[0])
        result += [" " * len(head) + part for part in parts[1:]]
        levels.append((item.indent, len(head)))
    return result


def _flattened(text: str) -> list[str]:
    """An item whose own numbered list was flattened into its line: `x 1. a 2. b`."""
    found = list(re.finditer(r"(?:^|(?<=[\s。；;，,：:]))(\d{1,2})\.[ \t]+(?=\S)", text))
    if len(found) < 2 or [int(match[1]) for match in found] != list(range(1, len(found) + 1)):
        return [text]
    if found[0].start() == 0:
        return [text]
    ends = [match.start() for match in found[1:]] + [len(text)]
    return [
        text[: found[0].start()].rstrip(),
        *(
            f"{match[1]}. {text[match.end() : end].strip()}"
            for match, end in zip(found, ends, strict=True)
        ),
    ]


# headings and line breaks

_ENDS = "。，,；;：:！!、…"
_QUESTION = "？?"


def _bare_headings(lines: list[str]) -> list[str]:
    """Short lines that stand alone before a list or text and end without a stop, as headings.

    Only in a text that shows at least three, none of them a heading already.
    """
    prose = _prose(lines)
    if any(_HEADING.match(line) for line, is_prose in zip(lines, prose, strict=True) if is_prose):
        return lines
    found = [at for at in range(len(lines)) if prose[at] and _stands_as_heading(lines, at)]
    sure = sum(_leads_a_list(lines, at) for at in found)
    if sure < 3 or sure * 4 < len(found):
        return lines
    chosen = set(found)
    return [f"## {line.strip()}" if at in chosen else line for at, line in enumerate(lines)]


def _stands_as_heading(lines: list[str], at: int) -> bool:
    line = lines[at].strip()
    if not 2 <= len(line) <= 40 or lines[at][:1] in " \t\u3000" or line[-1] in _ENDS:
        return False
    if _item(lines[at]) or re.search(r"https?://|^[>|!\[]|[。；;]", line):
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
    return following is not None and not _item(following) and len(following.strip()) <= 12


def _leads_a_list(lines: list[str], at: int) -> bool:
    following = _next_block(lines, at)
    return following is not None and _item(following) is not None


def _keep_line_breaks(lines: list[str]) -> list[str]:
    """Hard breaks between bare lines, and blank lines between them and lists or headings."""
    prose = _prose(lines)
    result: list[str] = []
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) and prose[at + 1] else ""
        if not prose[at] or not line.strip():
            result.append(line)
            continue
        kind, next_kind = _kind(line), _kind(following)
        if kind == "bare" and next_kind == "bare" and not line.endswith(("  ", "\\")):
            result.append(line.rstrip() + "  ")
            continue
        result.append(line)
        if next_kind and kind != next_kind:
            result.append("")
    return result


def _kind(line: str) -> str:
    if not line.strip():
        return ""
    if _HEADING.match(line):
        return "heading"
    if _item(line):
        return "item"
    return "table" if "|" in line else "more" if line[:1] in " \t" else "bare"


RULES: tuple[Rule, ...] = (
    Rule("chrome", _drop_chrome),
    Rule("line-numbers", _drop_line_numbers),
    Rule("code-fences", _fence_code),
    Rule("lists", _mend_lists),
    Rule("headings", _bare_headings),
    Rule("line-breaks", _keep_line_breaks),
)
"""In the order in which they are applied."""

ALL = frozenset(rule.name for rule in RULES)
