"""Split a document into front matter and body, and read the front matter.

YAML between `---`, TOML between `+++`, JSON between `;;;` or bare braces; Hexo's form without an
opening fence. The block is kept verbatim; values become JSON types, dates the text as written.
"""

from __future__ import annotations

import json
import math
import re
import tomllib
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import cache
from typing import Any

import yaml

from notes.importing import broken

_LIMIT = 1_000_000  # characters of a block: what is longer is text between two rules
_NODES = 50_000  # values of a block, aliases expanded

_BLANK = re.compile(r"(?:[ \t]*\n)+")
_OPENER = re.compile(r"(-{3,}|\+\+\+|;;;)[ \t]*([A-Za-z]*)[ \t]*\n")
_KINDS = {"+++": "toml", ";;;": "json"}
_LANGUAGES = {"yaml": "yaml", "yml": "yaml", "toml": "toml", "json": "json"}
_KEY_LINE = re.compile(r"^[^\s#:\-][^:\n]*:(?:[ \t]|$)", re.MULTILINE)
_HEXO_LINE = re.compile(r"[A-Za-z_][\w-]*:(?:[ \t].*)?$|[ \t]+\S.*$|- .*$|#.*$|[ \t]*$")
_HEXO_FIRST = re.compile(r"(?:title|date|layout|tags|categories|id|author|permalink):(?:[ \t]|$)")


@dataclass(frozen=True, slots=True)
class Matter:
    """A document in two parts. `block`: verbatim, with its fences and the lines around them."""

    block: str
    body: str
    kind: str  # yaml, toml, json, "" for none, or the unknown language of the fence
    content: str = ""  # the block without its fences
    first_line: int = 1  # line number of the content's first line

    @property
    def fences(self) -> tuple[str, str]:
        """What stands in the block before and after its content."""
        start = 0
        for _ in range(self.first_line - 1):
            start = self.block.index("\n", start) + 1
        return self.block[:start], self.block[start + len(self.content) :]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a block could not be read whole; `line` counts from the document's first."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Properties:
    """What was read of a block."""

    values: Mapping[str, Any] = field(default_factory=dict)
    written: Mapping[str, Any] = field(default_factory=dict)
    """The same with every scalar as the text that was written (`tags: [1.10]` → `1.10`)."""
    problems: tuple[Problem, ...] = ()


def split(text: str) -> Matter:
    """Split `text` (LF line ends, no byte order mark) at the end of its front matter.

    Blank lines may stand before it, as Hugo and Hexo let them.
    """
    blank = _BLANK.match(text)
    if not blank:
        return _split(text)
    found = _split(text[blank.end() :])
    if not found.block:
        return Matter("", text, "")
    first_line = found.first_line + blank[0].count("\n")
    return replace(found, block=blank[0] + found.block, first_line=first_line)


def _split(text: str) -> Matter:
    match = _OPENER.match(text)
    if match:
        return _split_fenced(text, match)
    if text.startswith("{"):
        return _split_json(text)
    return _split_hexo(text)


def _split_fenced(text: str, opener: re.Match[str]) -> Matter:
    fence, language = opener[1], opener[2].lower()
    closer = _closer(fence).search(text, opener.end(), opener.end() + _LIMIT)
    if not closer:
        return Matter("", text, "")
    content = text[opener.end() : closer.start()]
    kind = _LANGUAGES.get(language, language) if language else _KINDS.get(fence, "yaml")
    if kind == "yaml" and not _is_yaml_matter(content):
        return Matter("", text, "")
    return Matter(text[: closer.end()], text[closer.end() :], kind, content, 2)


@cache
def _closer(fence: str) -> re.Pattern[str]:
    """The line that ends a block: the same fence; YAML's own end of a document as well."""
    ends = r"(?:---|\.\.\.)" if fence == "---" else re.escape(fence)
    return re.compile(rf"^{ends}[ \t]*(?:\n|\Z)", re.MULTILINE)


def _is_yaml_matter(content: str) -> bool:
    """Whether text between two `---` lines is a mapping rather than text between two rules."""
    if _KEY_LINE.search(content):
        return True
    try:
        value = yaml.load(content, Loader=_WrittenLoader)  # noqa: S506 - a safe loader of our own
    except (yaml.YAMLError, ValueError, RecursionError):
        return False
    return value is None or isinstance(value, dict)


def _split_json(text: str) -> Matter:
    try:
        value, end = json.JSONDecoder().raw_decode(text[:_LIMIT])
    except (ValueError, RecursionError):
        return Matter("", text, "")
    rest = re.compile(r"[ \t]*(?:\n(?:;;;[ \t]*(?:\n|\Z))?|\Z)").match(text, end)
    if not (isinstance(value, dict) and value and rest):
        return Matter("", text, "")
    return Matter(text[: rest.end()], text[rest.end() :], "json", text[:end], 1)


def _split_hexo(text: str) -> Matter:
    """Hexo's form: keys from the first line on, closed by `---` or `;;;`."""
    if not _HEXO_FIRST.match(text):
        return Matter("", text, "")
    closer = re.compile(r"^-{3,}[ \t]*(?:\n|\Z)", re.MULTILINE).search(text, 0, _LIMIT)
    if not closer:
        return Matter("", text, "")
    content = text[: closer.start()]
    if not all(_HEXO_LINE.match(line) for line in content.splitlines()):
        return Matter("", text, "")
    return Matter(text[: closer.end()], text[closer.end() :], "yaml", content, 1)


def parse(matter: Matter) -> Properties:
    """Read a block's keys and values. What is broken is read line by line, with the reason."""
    if not matter.kind or not matter.content.strip():
        return Properties()
    if matter.kind == "yaml":
        return _parse_yaml(matter)
    if matter.kind in {"toml", "json"}:
        try:
            values = (
                _parse_toml(matter.content) if matter.kind == "toml" else json.loads(matter.content)
            )
            plain = _mapping(values)
        except (ValueError, RecursionError) as error:
            line = getattr(error, "lineno", None) or _toml_line(str(error))
            reason = getattr(error, "msg", None) or str(error)
            values = broken.read_toml(matter.content, _parse_toml) if matter.kind == "toml" else {}
            problem = Problem(matter.first_line + line - 1, reason)
            return Properties(values, values, (problem,))
        return Properties(plain, plain)
    problem = Problem(matter.first_line - 1, f"language {matter.kind}")
    return Properties(problems=(problem,))


def _toml_line(message: str) -> int:
    found = re.search(r"at line (\d+)", message)
    return int(found[1]) if found else 1


# YAML


class _WrittenLoader(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc] # C or Python
    """Every scalar as the text that was written; unknown tags are let be."""


class _JsonLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc] # C or Python
    """YAML 1.1 types but dates, which stay the text as written; unknown tags are let be."""


def _construct_unknown(loader: Any, _suffix: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        is_word = not node.value and not node.style and node.tag.startswith("!")
        return node.tag if is_word else node.value  # `title: !important`
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_mapping(node, deep=True)


_JsonLoader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in _JsonLoader.yaml_implicit_resolvers.items()
}
_JsonLoader.add_constructor("tag:yaml.org,2002:timestamp", lambda _loader, node: node.value)
_JsonLoader.add_constructor("tag:yaml.org,2002:binary", lambda _loader, node: node.value)
for _loader in (_WrittenLoader, _JsonLoader):
    _loader.add_multi_constructor("!", _construct_unknown)
    _loader.add_multi_constructor("tag:yaml.org,2002:python/", _construct_unknown)


def _parse_yaml(matter: Matter) -> Properties:
    try:
        values, written = _load_yaml(matter.content)
    except _ERRORS as error:
        line, reason = _yaml_reason(error)
        values, written = _read_broken(matter.content)
        return Properties(values, written, (Problem(matter.first_line + line, reason),))
    return Properties(values, written)


_ERRORS = (yaml.YAMLError, ValueError, RecursionError, TypeError)
_TABS = re.compile(r"^\t+", re.MULTILINE)


def _read_broken(content: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Read what YAML refuses: first with tabs as spaces, two for each as Hexo does."""
    content = _TABS.sub(lambda tabs: "  " * len(tabs[0]), content)
    try:
        return _load_yaml(content)
    except _ERRORS:
        return broken.read_yaml(content, _load_yaml, _ERRORS)


def _load_yaml(content: str) -> tuple[dict[str, Any], dict[str, Any]]:
    value = yaml.load(content, Loader=_JsonLoader)  # noqa: S506 - a safe loader of our own
    if value is None:
        return {}, {}
    if not isinstance(value, dict):
        raise ValueError("not a mapping")  # noqa: TRY004 - the document's fault, not a caller's
    if not _needs_written(value):
        plain = _mapping(value)
        return plain, plain
    written = yaml.load(content, Loader=_WrittenLoader)  # noqa: S506 - a safe loader of our own
    return _mapping(value, written), _mapping(written)


_TEXT_KEYS = frozenset({
    "title", "category", "categories", "tags", "tag", "keywords", "aliases", "alias",
    "date", "created", "modified", "updated", "lastmod", "publishdate", "slug",
})  # fmt: skip


def _needs_written(value: dict[Any, Any]) -> bool:
    """Whether a key that is read as text has a value of another type (`tags: [1.10]`)."""
    for key, item in value.items():
        if not isinstance(key, str) or isinstance(item, float):
            return True
        if key.lower() in _TEXT_KEYS and not isinstance(item, str | None):
            if not isinstance(item, list) or not all(isinstance(one, str) for one in item):
                return True
        elif isinstance(item, dict):
            return True
    return False


def _yaml_reason(error: Exception) -> tuple[int, str]:
    """Line (from 0) and reason of a YAML error."""
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        return (mark.line if mark else 0), str(error.problem or error.context or "")
    if isinstance(error, RecursionError):
        return 0, "nested too deeply"
    return 0, str(error).split("\n", 1)[0]


# TOML

_TOML_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|\#[^\n]*'
    r"|(?P<date>(?<![\w.+-])\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?)?"
    r"(?:[Zz]|[+-]\d\d:\d\d)?(?![\w.-]|[ \t]*=)|(?<![\w.:+-])\d\d:\d\d:\d\d(?:\.\d+)?(?![\w:.-]))",
    re.DOTALL,
)


def _parse_toml(content: str) -> dict[str, Any]:
    """Read TOML with dates as the text that was written."""
    values = tomllib.loads(content)  # what is wrong is said of the text as it is
    quoted = _TOML_TOKEN.sub(
        lambda match: f'"{match["date"]}"' if match["date"] else match[0], content
    )
    try:
        return tomllib.loads(quoted)
    except tomllib.TOMLDecodeError:
        return values


# JSON types


def _mapping(value: Any, written: Any = None) -> dict[str, Any]:
    """`value` with JSON types only; ValueError for what is nested or shared beyond reason."""
    if not isinstance(value, dict):
        raise ValueError("not a mapping")  # noqa: TRY004 - the document's fault, not a caller's
    plain: dict[str, Any] = _json(value, written, _Budget())
    return plain


class _Budget:
    """Counts values, so that aliases of aliases cannot fill the memory."""

    def __init__(self) -> None:
        self.left = _NODES

    def spend(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise ValueError("too many values")


def _json(value: Any, written: Any, budget: _Budget, depth: int = 0) -> Any:
    budget.spend()
    if depth > 50:
        raise ValueError("nested too deeply")
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(written or value)
    if isinstance(value, Mapping):
        names = list(written) if isinstance(written, dict) and len(written) == len(value) else None
        return {
            _key(key, names[at] if names else None): _json(
                item, written[names[at]] if names else None, budget, depth + 1
            )
            for at, (key, item) in enumerate(value.items())
        }
    if isinstance(value, list | tuple | set):
        same = isinstance(written, list) and len(written) == len(value)
        return [
            _json(item, written[at] if same else None, budget, depth + 1)
            for at, item in enumerate(value)
        ]
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value)


def _key(key: Hashable, written: Any) -> str:
    if isinstance(key, str):
        return key
    if isinstance(written, str):
        return written
    return str(key).lower() if isinstance(key, bool) else str(key)
