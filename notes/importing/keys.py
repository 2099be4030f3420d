"""The front-matter keys that Banyan understands, each by its own rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from notes.importing.dates import read_date
from notes.model import Path

# Written in small letters without spaces, `-` and `_`: `date created`, `created_at`, `createTime`.
CREATED_KEYS = (
    "date", "created", "publishdate", "pubdate", "published", "createdat", "datecreated",
    "createdate", "creationdate", "createdtime", "createtime", "createddate", "ctime",
    "publishedat", "publishedon", "publishtime", "publisheddate", "datepublished", "postdate",
)  # fmt: skip
MODIFIED_KEYS = (
    "modified", "lastmod", "updated", "lastmodifiedat", "lastmodified", "updatedat", "modifiedat",
    "datemodified", "modifiedtime", "dateupdated", "updatetime", "updatedate", "updatedtime",
    "lastupdated", "lastupdate", "update", "mtime",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the known keys say. None and empty: nothing was said."""

    title: str = ""
    category: Path | None = None
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    created: datetime | None = None
    modified: datetime | None = None
    protected: bool = False
    starred: bool = False
    stub: bool = False
    id: str | None = None
    own_created: datetime | None = None
    own_modified: datetime | None = None
    addresses: tuple[str, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()  # key and text of dates not understood


def understand(values: Mapping[str, Any], written: Mapping[str, Any], flavour: str) -> Metadata:
    """Read the known keys. `written`: the same values as text; `flavour`: see `markdown.py`."""
    lower, typed = _lower(written), _lower(values)
    unread: list[tuple[str, str]] = []
    texts = {key: value for key, value in lower.items() if not isinstance(typed.get(key), bool)}
    created = _first_date(texts, CREATED_KEYS, unread)
    modified = _first_date(texts, MODIFIED_KEYS, unread)
    category, extra = _categories(lower, typed, flavour)
    tags = _tags(lower, typed, flavour)
    return Metadata(
        title=_title(lower.get("title"), typed.get("title")),
        category=category,
        tags=unique([*tags, *extra]),
        aliases=unique(
            _names(lower.get("aliases"), typed.get("aliases"), ",")
            or _names(lower.get("alias"), typed.get("alias"), ",")
        ),
        created=created,
        modified=modified,
        protected=_is_set(typed.get("password")),
        addresses=_addresses(lower),
        unread=tuple(unread),
    )


def _lower(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values by key in small letters.

    Those in Zola's `[taxonomies]` and in a `date` of several (`created`, `updated`, as Material for
    MkDocs has it) count where the same key is not beside them.
    """
    found: dict[str, Any] = {}
    for key, value in values.items():
        found.setdefault(key.lower(), value)
    for outer in ("taxonomies", "date"):
        inner = found.get(outer)
        if isinstance(inner, dict):
            for key, value in inner.items():
                found.setdefault(key.lower(), value)
    return found


def with_own_key(said: Metadata, own: Mapping[str, Any]) -> Metadata:
    """Banyan's own key wins over what other keys say."""
    changes: dict[str, Any] = {}
    if isinstance(own.get("id"), str | int):
        changes["id"] = str(own["id"])
    for key in ("created", "modified"):
        moment = read_date(str(own.get(key) or ""))
        if moment:
            changes[f"own_{key}"] = moment
    if "category" in own:
        value = own["category"]
        names = value if isinstance(value, list) else str(value or "").split("/")
        changes["category"] = clean_path(str(name) for name in names)
    if isinstance(own.get("tags"), list):
        changes["tags"] = unique(tag_path(str(tag)) for tag in own["tags"])
    if isinstance(own.get("title"), str):
        changes["title"] = own["title"]
    for key in ("starred", "stub"):
        if isinstance(own.get(key), bool):
            changes[key] = own[key]
    return replace(said, **changes)


# names


def clean_path(names: Iterable[str]) -> Path:
    """Names as a category may have them: no control characters, no empty ones."""
    return tuple(name for name in (clean_name(name) for name in names) if name)


def clean_name(name: str) -> str:
    """One name of a category or tag: spaces and control characters to one space."""
    return re.sub(r"[\s\x00-\x1f\x7f]+", " ", name).strip(" /")[:200].strip()


def category_path(text: str) -> Path:
    """`技术/Kubernetes` as a path."""
    return clean_path(text.split("/"))


def tag_path(text: str) -> str:
    """A tag as a library may have it: `/` nests, `#` in front removed."""
    return "/".join(clean_path(text.strip().lstrip("#").split("/")))


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """The names that are not empty, each once, in their order."""
    return tuple(dict.fromkeys(name for name in names if name))


_WIKI = re.compile(r"\[\[(?:[^\]|]*\|)?([^\]|]*)\]\]")


def _plain(text: str) -> str:
    """`[[Hosting]]` as `Hosting`."""
    return _WIKI.sub(lambda match: match[1], text).strip()


def _title(written: Any, typed: Any) -> str:
    if typed is None or not isinstance(written, str | int | float):
        return ""
    return re.sub(r"\s+", " ", str(written)).strip()


def _is_set(value: Any) -> bool:
    return value is not None and value is not False and value != ""


def _empty(typed: Any) -> bool:
    return typed is None or typed == "" or typed is False


def _names(written: Any, typed: Any, separators: str) -> list[str]:
    """A list's items, or a string cut at `separators` (a space among them: at white space)."""
    if _empty(typed):
        return []
    if isinstance(written, list):
        items = typed if isinstance(typed, list) and len(typed) == len(written) else written
        return [
            name
            for text, value in zip(written, items, strict=True)
            for name in _item_names(text, value)
        ]
    if isinstance(written, dict):
        return [str(key) for key in written]
    text = _plain(str(written))
    pattern = r"\s+" if " " in separators else "[" + re.escape(separators) + "]"
    return [part.strip().strip("\"'") for part in re.split(pattern, text)]


def _item_names(written: Any, typed: Any) -> list[str]:
    """The name of a list's item, or the names of a list in it (`- [Nginx]`)."""
    if isinstance(written, list):
        return _names(written, typed, "")
    return [] if isinstance(written, dict) or _empty(typed) else [_plain(str(written))]


_COMMAS = ",，、;；"


def _listed(written: Any, typed: Any, *, spaced: bool) -> list[str]:
    """Items of a plural key: at commas where there are any, else at spaces if the rule says so."""
    if isinstance(written, str) and not any(comma in written for comma in _COMMAS) and spaced:
        return _names(written, typed, " ")
    return _names(written, typed, _COMMAS)


def _tags(written: Mapping[str, Any], typed: Mapping[str, Any], flavour: str) -> list[str]:
    """`tags` and `tag`; where neither names any, `keywords`, which are written for search engines.

    In a string, commas divide; without one, spaces divide `keywords` and Jekyll's and Obsidian's
    `tags`, while `tag` and Hexo's `tags` are one name.
    """
    spaced = flavour in {"jekyll", "obsidian", "plain"}
    found = _listed(written.get("tags"), typed.get("tags"), spaced=spaced)
    found += _listed(written.get("tag"), typed.get("tag"), spaced=False)
    if not any(found):
        found = _listed(written.get("keywords"), typed.get("keywords"), spaced=True)
    return [tag_path(name) for name in found]


def _categories(
    written: Mapping[str, Any], typed: Mapping[str, Any], flavour: str
) -> tuple[Path | None, list[str]]:
    """The place, and the further categories that become tags.

    Hexo's list is one path (a list of lists: several), every other list is several. A string is
    one name (`category: design pattern`), commas divide; Jekyll's `categories: a b` is two.
    """
    for key in ("category", "categories"):
        value, kind = written.get(key), typed.get(key)
        if _empty(kind) or kind in ([], {}):
            continue
        if isinstance(value, list) and flavour == "hexo":
            paths = _hexo_paths(value)
        elif isinstance(value, list):
            paths = [category_path(name) for name in _names(value, kind, _COMMAS)]
        else:
            spaced = key == "categories" and flavour == "jekyll"
            paths = [category_path(name) for name in _listed(value, kind, spaced=spaced)]
        paths = [path for path in paths if path]
        if paths:
            return paths[0], [path_tag(path) for path in paths[1:]]
    return None, []


def _hexo_paths(value: list[Any]) -> list[Path]:
    if any(isinstance(item, list) for item in value):
        return [_joined(item if isinstance(item, list) else [item]) for item in value]
    return [_joined(value)]


def _joined(names: list[Any]) -> Path:
    return category_path("/".join(str(name) for name in names))


def path_tag(path: Path) -> str:
    """A category path as a tag path."""
    return "/".join(path)


def _first_date(
    written: Mapping[str, Any], keys: Iterable[str], unread: list[tuple[str, str]]
) -> datetime | None:
    folded: dict[str, tuple[str, Any]] = {}
    for key, value in written.items():
        folded.setdefault(re.sub(r"[\s_-]", "", key), (key, value))
    for name in keys:
        key, text = folded.get(name, (name, None))
        if not isinstance(text, str | int) or text in ("", "null", "~"):
            continue
        moment = read_date(str(text))
        if moment:
            return moment
        unread.append((key, str(text)))
    return None


def _addresses(written: Mapping[str, Any]) -> tuple[str, ...]:
    """Other names by which links may mean the document."""
    found = []
    for key in ("permalink", "url", "slug", "abbrlink"):
        value = written.get(key)
        if isinstance(value, str) and value.strip():
            found.append(value.strip())
    return tuple(found)
