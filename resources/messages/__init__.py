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
    return text.format_map(_Values({key: _shown(value) for key, value in values.items()}))


def _shown(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Iterable):
        return ", ".join(map(str, value))
    return str(value)


def language_from(environment: Mapping[str, str]) -> str:
    """The language that the environment asks for: `BANYAN_LANG`, else the locale's."""
    for variable in ("BANYAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(variable):
            return "zh_CN" if value.lower().startswith("zh") else "en"
    return "en"
