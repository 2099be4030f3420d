"""Front matter that its language refuses, read key by key: what can be read is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

_YAML_KEY = re.compile(r"([^\s#:：\-\[{\"'][^:：]*?)[ \t]*(?::(?:[ \t]+(.*))?|：(.*))$")
# a colon without its space counts where the key is one that everybody writes
_KNOWN_KEY = re.compile(
    r"(title|date|tags?|categor(?:y|ies)|updated|author|layout|description|keywords):(\S.*)$"
)
_TOML_KEY = re.compile(r"[ \t]*([\w-]+)[ \t]*=[ \t]*(.*)$")

Load = Callable[[str], tuple[dict[str, Any], dict[str, Any]]]
"""Reads YAML: the values, and the same as written. Raises what `errors` names."""


def read_yaml(
    content: str, load: Load, errors: tuple[type[Exception], ...]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Each key with the lines that belong to it; a value that cannot be read is its text."""
    values: dict[str, Any] = {}
    written: dict[str, Any] = {}
    for key, chunk in _yaml_chunks(content):
        try:
            one, one_written = load("\n".join([f"{key}: {chunk[0]}", *chunk[1:], ""]))
            values.update(one)
            written.update(one_written)
        except errors:
            values[key] = written[key] = _as_text(chunk)
    return values, written


def _yaml_chunks(content: str) -> list[tuple[str, list[str]]]:
    """Keys, each with what stands after its colon and the lines below."""
    found: list[tuple[str, list[str]]] = []
    for line in content.split("\n"):
        match = _KNOWN_KEY.match(line) or _YAML_KEY.match(line)
        if match:
            groups = [group for group in match.groups() if group is not None]
            found.append((match[1], [groups[1].strip() if len(groups) > 1 else ""]))
        elif found:
            found[-1][1].append(line)
    return found


def _as_text(chunk: list[str]) -> str:
    """The text of an unreadable value, quotes around it removed."""
    text = "\n".join(line.strip() for line in chunk).strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1]
    return text


def read_toml(content: str, load: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    """The keys before the first table one by one, then each table that can be read."""
    values: dict[str, Any] = {}
    for chunk in _toml_chunks(content):
        try:
            one = load("\n".join(chunk) + "\n")
        except ValueError:
            match = _TOML_KEY.match(chunk[0])
            one = {match[1]: _as_text([match[2], *chunk[1:]])} if match else {}
        for key, value in one.items():
            before = values.get(key)
            values[key] = before + value if isinstance(before, list) else value
    return values


def _toml_chunks(content: str) -> list[list[str]]:
    found: list[list[str]] = []
    in_table = False
    for line in content.split("\n"):
        starts_table = line.startswith("[") and line.rstrip().endswith("]")
        in_table = in_table or starts_table
        if starts_table or (not in_table and _TOML_KEY.match(line)):
            found.append([line])
        elif found:
            found[-1].append(line)
    return found
