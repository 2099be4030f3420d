"""Titles and categories from headings, first words, file names and folders."""

from __future__ import annotations

import re
import unicodedata

from notes.importing.dates import strip_date
from notes.importing.keys import clean_path
from notes.importing.sources import Entry
from notes.model import Path

INDEX_STEMS = frozenset({"index", "_index", "readme", "default", "目录"})
_NO_TITLE = re.compile(
    r"(?i)[\d\W_]*|\d*[_-]?[0-9a-f]{8,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|(?:untitled|new file|document|note|未命名|无标题|新建文本文档)[\s_()（）-]*\d*"
)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{4}年\d{1,2}月\d{1,2}日")
_SECTIONS = frozenset({"_posts", "_drafts", "_pages", "_notes"})
_ROOTS = frozenset({"content", "source", "contents"})
_POSTS = frozenset({"post", "posts", "blog", "articles"})
_LANGUAGE = re.compile(
    r"(?i)(?:zh|en|ja|ko|de|fr|es|ru|pt|it)(?:[-_](?:cn|tw|hk|hans|hant|us|gb|br))?"
)
_NOTION_ID = re.compile(r" [0-9a-f]{32}$")
_FENCE = re.compile(r"[ >]{0,8}(`{3,}|~{3,})")
_ATX = re.compile(r" {0,3}#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*$")
_LONGEST = 120


def is_title(stem: str) -> bool:
    """Whether a file's name says what is in it: a number and a hash do not."""
    if _DATE.fullmatch(stem):
        return True  # a page of a diary
    return not _NO_TITLE.fullmatch(stem) and stem.lower() not in INDEX_STEMS


def title_of_name(stem: str, *, slug: bool = False) -> str:
    """A file's name as a title, the date in front left aside; a slug's hyphens become spaces."""
    name = strip_date(stem)
    if slug or name != stem:
        name = re.sub(r"(?<=\w)-(?=\w)", " ", name)
    return unicodedata.normalize("NFC", name).strip()


def inline_text(text: str) -> str:
    """A heading's or sentence's words without its Markdown."""
    text = re.sub(r"!\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"!?\[\[(?:[^\]|]*\|)?([^\]|]*)\]\]", r"\1", text)
    text = re.sub(r"\s*\{#[^}]*\}\s*$", "", text)
    text = re.sub(r"(\*\*|__|~~|==|`)(.+?)\1", r"\2", text)
    text = re.sub(r"(?<!\w)([*_])(?!\s)(.+?)(?<!\s)\1(?!\w)", r"\2", text)
    return re.sub(r"\s+", " ", re.sub(r"<[^<>]+>", "", text)).strip()


def opening_heading(body: str) -> str:
    """The heading of the first level with which a text begins."""
    first, second = ([*re.sub(r"\A\s*\n", "", body[:5000]).split("\n", 2), ""])[:2]
    if found := _heading(first, "", 1):
        return found
    return "" if _ATX.match(second) else _heading(second, first, 1)


def first_heading(body: str) -> str:
    """The first heading outside code, of any level."""
    fence = ""
    previous = ""
    for line in body.split("\n", 400)[:400]:
        match = _FENCE.match(line)
        if fence:
            if match and match[1].startswith(fence):
                fence = ""
        elif match:
            fence = match[1]
        elif found := _heading(line, previous, 6):
            return found
        previous = "" if fence else line
    return ""


def _heading(line: str, previous: str, level: int) -> str:
    atx = _ATX.match(line)
    if atx and line.lstrip().index(" " if " " in line.lstrip() else "\t") <= level:
        return inline_text(atx[1])
    underline = line.strip()
    if previous.strip() and re.fullmatch(r"={2,}|-{3,}" if level > 1 else r"={2,}", underline):
        return inline_text(previous) if not re.match(r"\s*(?:[-*+>|]|\d+\.)\s", previous) else ""
    return ""


def first_sentence(body: str) -> str:
    """The first words that can stand for the whole: up to the first full stop."""
    for line in body.split("\n", 200)[:200]:
        text = inline_text(re.sub(r"^[\s>*+•·#-]+|^\s*\d+[.)、]\s+", "", line))
        if not any(char.isalnum() for char in text):
            continue
        if len(text) <= 40:
            return text
        end = re.search(r"[。！？!?；;]|\.(?=\s)|[，,](?=.{0,400})", text[8:60])
        return text[: 8 + end.start()].strip() if end else text[:_LONGEST].strip()
    return ""


def folder_category(entry: Entry) -> Path:
    """The folders as a category, without those that only say that posts are in them."""
    folders = _without_sections([_NOTION_ID.sub("", name) for name in entry.folders])
    is_site = len(folders) < len(entry.folders)
    if (
        folders
        and folders[0] in _ROOTS
        and (is_site or len(folders) > 1 or folders[0] != "contents")
    ):
        folders = folders[1:]
        if not is_site and folders and _LANGUAGE.fullmatch(folders[0]):
            folders = folders[1:]
    if folders and folders[0].lower() in _POSTS:
        folders = folders[1:]
    return clean_path(unicodedata.normalize("NFC", name) for name in folders)


def _without_sections(folders: list[str]) -> list[str]:
    """The folders without `source/_posts` and `content/post`, wherever a site lies in a folder."""
    kept: list[str] = []
    for name in folders:
        if name in _SECTIONS:
            kept = kept[:-1] if kept and kept[-1] in _ROOTS else kept
        elif name.lower() in _POSTS and len(kept) > 1 and kept[-1] == "content":
            kept.pop()
        elif name.lower() in _POSTS and len(kept) > 2 and _is_language(kept[-2:]):
            kept = kept[:-2]
        else:
            kept.append(name)
    return kept


def _is_language(folders: list[str]) -> bool:
    return folders[0] == "content" and bool(_LANGUAGE.fullmatch(folders[1]))
