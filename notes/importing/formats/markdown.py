"""Markdown files, with front matter or without: Jekyll, Hugo, Hexo, Obsidian, Zettlr, plain."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import Any

from notes.importing import front_matter, names
from notes.importing.base import DateFrom, Draft, ReadOptions, WarningCode
from notes.importing.dates import date_in_name
from notes.importing.documents import decoded
from notes.importing.keys import Metadata, tag_path, understand, unique, with_own_key
from notes.importing.sources import Entry, Tree
from notes.own_key import KEY, take

_INLINE_TAG = re.compile(r"(?:^|(?<=[\s(（，。、；：]))#([\w/-]*[^\W\d_][\w/-]*)", re.MULTILINE)
_CODE = re.compile(r"(?ms)^[ \t>]*(`{3,}|~{3,}).*?(?:^[ \t>]*\1|\Z)|`[^`\n]*`|<!--.*?-->")
_DOCUMENTS = frozenset({".md", ".markdown", ".html", ".htm", ".txt"})
_JEKYLL_NAME = re.compile(r"\d{4}-\d{1,2}-\d{1,2}-")


def read(entry: Entry, tree: Tree, options: ReadOptions) -> Iterator[Draft]:
    """One note: the body is everything after the front matter, as it was read."""
    draft, text = decoded(entry, tree, options)
    fill(draft, text, entry, tree)
    draft.format = "markdown"
    yield draft


def fill(draft: Draft, text: str, entry: Entry, tree: Tree) -> Metadata:
    """Put into `draft` all that the document's text says; what its keys say."""
    matter = front_matter.split(text)
    found = front_matter.parse(matter)
    for problem in found.problems:
        _warn(draft, matter.kind, problem)
    draft.front_matter, own = take(matter) if KEY in found.values else (matter.block, {})
    if own and draft.front_matter:
        found = front_matter.parse(front_matter.split(draft.front_matter))
    said = understand(
        _without_own(found.values),
        _without_own(found.written),
        flavour(entry, tree, found.values, matter.kind),
    )
    if own:
        said = with_own_key(said, own)
        draft.moved = _moved(own.get("attachments"))
    draft.properties = _without_own(found.values)
    draft.text = draft.body = matter.body
    apply_metadata(draft, said, entry, tree)
    if tree.is_vault:
        draft.tags = unique([*draft.tags, *inline_tags(draft.body)])
    return said


def inline_tags(body: str) -> list[str]:
    """Tags as Obsidian's text has them: `#tag` and `#a/b`, not in code, not only digits."""
    if "#" not in body:
        return []
    found = _INLINE_TAG.findall(_CODE.sub(" ", body))
    return [tag_path(tag) for tag in found if not tag.replace("/", "").isdigit()]


def _moved(value: Any) -> dict[str, str]:
    """Where an export of ours put the files that could not lie where the text says."""
    pairs = value.items() if isinstance(value, dict) else ()
    return {target: path for target, path in pairs if isinstance(path, str)}


def _without_own(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key != KEY}


def _warn(draft: Draft, kind: str, problem: front_matter.Problem) -> None:
    if kind in {"yaml", "toml", "json"}:
        draft.warn(WarningCode.FRONT_MATTER_BROKEN, line=problem.line, reason=problem.reason)
    else:
        draft.warn(WarningCode.FRONT_MATTER_LANGUAGE, language=kind)


def flavour(entry: Entry, tree: Tree, values: Mapping[str, Any], kind: str) -> str:
    """Whose rules the keys follow: jekyll, hugo, hexo, obsidian or plain."""
    path = entry.source.replace("\\", "/")
    if "/source/_posts/" in path and _is_octopress(entry, values):
        return "jekyll"
    if "/source/_posts/" in path or "/source/_drafts/" in path or tree.has("scaffolds"):
        return "hexo"
    if _JEKYLL_NAME.match(entry.name):
        return "jekyll"
    if "/_posts/" in path or ("/_drafts/" in path and "layout" not in values):
        return "hexo"  # Jekyll's posts have their date in their names
    if "/_drafts/" in path:
        return "jekyll"
    if "/content/" in path or kind == "toml" or "draft" in values:
        return "hugo"
    return "obsidian" if tree.is_vault else "plain"


def _is_octopress(entry: Entry, values: Mapping[str, Any]) -> bool:
    """Whether a post in Hexo's folder is one of Jekyll's: Octopress has them there too."""
    if not _JEKYLL_NAME.match(entry.name) or "abbrlink" in values:
        return False
    return entry.suffix == ".markdown" or values.get("layout") == "post"


def apply_metadata(draft: Draft, said: Metadata, entry: Entry, tree: Tree) -> None:
    """Title, place, tags and dates: what the keys say, else the text, the name and the folders."""
    draft.title = said.title or title(draft.text, entry, tree)
    folder = names.folder_category(entry)
    if said.category is not None:
        draft.category = said.category
    elif is_bundle(entry, tree):
        draft.category = folder[:-1]
    else:
        draft.category = folder
    draft.tags, draft.aliases = said.tags, said.aliases
    draft.protected, draft.starred, draft.stub = said.protected, said.starred, said.stub
    draft.id, draft.addresses = said.id, said.addresses
    for key, text in said.unread:
        draft.warn(WarningCode.DATE_UNREAD, key=key, text=text)
    if said.protected:
        draft.warn(WarningCode.PROTECTED)
    set_dates(draft, said, entry)


def set_dates(draft: Draft, said: Metadata, entry: Entry) -> None:
    """`created`: own key, date keys, the name, modified, the file's time; see the contract."""
    in_name = date_in_name(entry.stem) or (
        date_in_name(entry.folders[-1])
        if entry.folders and entry.stem.lower() in names.INDEX_STEMS
        else None
    )
    for moment, place in (
        (said.own_created, DateFrom.OWN),
        (said.created, DateFrom.KEY),
        (in_name, DateFrom.NAME),
        (said.modified, DateFrom.MODIFIED),
        (entry.modified, DateFrom.FILE),
    ):
        if moment:
            draft.created, draft.created_from = moment, place
            break
    # a blog fetched today was not changed today: what a document states counts before the file
    stated = draft.created if draft.created_from is not DateFrom.FILE else entry.modified
    draft.modified = said.own_modified or said.modified or stated


def title(body: str, entry: Entry, tree: Tree) -> str:
    """In a vault the file's name; elsewhere the heading at the start, else the file's name.

    Where the name says nothing: any heading, the folder, the first words.
    """
    if tree.is_vault:
        return unicodedata.normalize("NFC", entry.stem)
    if heading := names.opening_heading(body):
        return heading
    if names.is_title(entry.stem):
        return names.title_of_name(entry.stem)
    return (
        names.first_heading(body)
        or (names.title_of_name(entry.folders[-1]) if entry.folders else "")
        or names.first_sentence(body)
        or entry.stem
    )


def is_bundle(entry: Entry, tree: Tree) -> bool:
    """Whether `index.md` is the only document of its folder: then the folder is the post."""
    if entry.stem.lower() != "index" or not entry.folders:
        return False
    folder = list(entry.folders)
    at = bisect_left(tree.entries, folder, key=lambda other: other.path.split("/"))
    for other in tree.entries[at:]:
        parts = other.path.split("/")
        if parts[: len(folder)] != folder:
            return True
        if other.path != entry.path and other.suffix in _DOCUMENTS:
            return False
    return True
