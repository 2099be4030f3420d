"""What Banyan says to a person: one sentence a code, in English and Chinese.

Each language is a TOML file whose tables are groups. `fault`, `warning` and `export` hold the
codes of `notes.errors`, the importers and the exporters as they are; a text of any other table is
asked for as `table.key`. Texts name their values in braces: `{path}`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from resources import text as shipped

LANGUAGES = ("en", "zh_CN")
_PLAIN_TABLES = ("fault", "warning", "export")  # their codes are unique across the program
_SIZES = frozenset({"size", "limit"})  # values that are bytes


class _Values(dict[str, object]):
    """Values for a text; one that was not given shows as `?` rather than failing a message."""

    def __missing__(self, key: str) -> str:
        return "?"


@cache
def messages(language: str) -> Mapping[str, str]:
    """All texts of a language by code. An unknown language is English."""
    import tomllib

    name = language if language in LANGUAGES else "en"
    tables = tomllib.loads(shipped("messages", f"{name}.toml"))
    return {
        key if table in _PLAIN_TABLES else f"{table}.{key}": text
        for table, texts in tables.items()
        for key, text in texts.items()
    }


def table(name: str, language: str) -> dict[str, str]:
    """The texts of one table by their keys in it."""
    start = f"{name}."
    texts = messages(language).items()
    return {key.removeprefix(start): text for key, text in texts if key.startswith(start)}


def word(code: str, values: Mapping[str, object], language: str) -> str:
    """The sentence for `code` with `values` put in; the code itself where there is none."""
    text = messages(language).get(code)
    if text is None:
        details = ", ".join(f"{key}: {_shown(value)}" for key, value in values.items())
        return f"{code} ({details})" if details else code
    shown = {key: _shown(value, key, language) for key, value in values.items()}
    return text.format_map(_Values(shown))


def sentences(*parts: str) -> str:
    """Sentences one after the other; a full-width stop brings its own space."""
    joined = ""
    for part in filter(None, parts):
        gap = " " if joined and not joined.endswith(("。", "？", "！")) else ""
        joined += gap + part
    return joined


def _shown(value: object, key: str = "", language: str = "en") -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Iterable):
        return ("、" if language == "zh_CN" else ", ").join(map(str, value))
    if key in _SIZES and isinstance(value, int):
        return _size(value)
    return str(value)


def _size(count: int) -> str:
    """Bytes as a person counts them, in decimal units as file managers do."""
    for power, unit in ((3, "GB"), (2, "MB"), (1, "KB")):
        if count >= 1000**power:
            return f"{count / 1000**power:.3g} {unit}"
    return f"{count} B"


def language_from(environment: Mapping[str, str]) -> str:
    """The language that the environment asks for: `BANYAN_LANG`, else the locale's."""
    for variable in ("BANYAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(variable):
            return "zh_CN" if value.lower().startswith("zh") else "en"
    return "en"
