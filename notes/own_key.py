"""Banyan's own key `banyan`, the last of a front matter: written by exports, taken back by imports.

It holds what a note has beyond its text: id, title where no other key gives it, created, modified,
category, tags, starred, stub, `attachments` (target as written → path of the file, where the two
differ) and `front_matter` (the whole block as text, where the block itself cannot take one more
key; empty where the other keys were made of the properties of a note that came in without a
block). `add` and `take` undo each other to the letter.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import yaml

from notes.importing.front_matter import Matter, parse, split

KEY = "banyan"
_YAML = re.compile(rf"^{KEY}:[ \t]*(?:\n[ \t]+.*)+\n", re.MULTILINE)
_TOML = re.compile(rf"^\[{KEY}\]\n(?:[^\[\n].*\n)*\Z", re.MULTILINE)
_JSON = re.compile(rf',?"{KEY}":')
# What JSON leaves as it is and YAML or TOML forbid in a quoted text.
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def quoted(value: str) -> str:
    """The text in double quotes, as JSON, YAML and TOML all read it."""
    plain = json.dumps(value, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", plain)


def add(block: str, values: Mapping[str, Any]) -> str:
    """The front matter `block` (empty: none) with the own key as its last.

    Values are texts, booleans, lists of texts and mappings of texts.
    """
    if block:
        matter = split(block)
        added = _added(matter, values)
        if added is not None and _holds(split(added), matter, values):
            return added
        values = {**values, "front_matter": block}
    return f"---\n{_as_yaml(values)}---\n"


def add_to_properties(properties: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    """A front matter of a note's properties, which had none, and the own key as its last."""
    return f"---\n{_dumped(properties)}{_as_yaml({**values, 'front_matter': ''})}---\n"


def of_properties(properties: Mapping[str, Any]) -> str:
    """A front matter of a note's properties, without the own key."""
    return f"---\n{_dumped(properties)}---\n"


def _dumped(properties: Mapping[str, Any]) -> str:
    plain = {key: value for key, value in properties.items() if key != KEY}
    dumped = yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=10_000)
    return str(dumped)


def _holds(added: Matter, matter: Matter, values: Mapping[str, Any]) -> bool:
    """Whether the key can be taken out again and did not break a block that was whole."""
    broken = len(parse(added).problems) > len(parse(matter).problems)
    return not broken and take(added) == (matter.block, dict(values))


def take(matter: Matter) -> tuple[str, dict[str, Any]]:
    """The front matter's block as it was before `add`, and the own key's values, empty if none."""
    values = parse(matter).values.get(KEY)
    if not isinstance(values, dict) or matter.kind not in {"yaml", "toml", "json"}:
        return matter.block, {}
    before, after = matter.fences
    if matter.kind == "json":
        content = _without_json(matter.content)
    else:
        content = (_YAML if matter.kind == "yaml" else _TOML).sub("", matter.content)
    own = dict(values)
    if "front_matter" in own:
        return str(own.pop("front_matter")), own
    return (before + content + after if content.strip() else ""), own


def _added(matter: Matter, values: Mapping[str, Any]) -> str | None:
    """The block with the own key put in; None where its language is not known."""
    before, after = matter.fences
    content = matter.content
    if matter.kind == "yaml":
        return before + content + _as_yaml(values) + after
    if matter.kind == "toml":
        rows = "".join(f"{key} = {_as_toml(value)}\n" for key, value in values.items())
        return f"{before}{content}[{KEY}]\n{rows}{after}"
    if matter.kind == "json":
        end = len(content[: content.rindex("}")].rstrip())
        comma = "" if content[:end].endswith("{") else ","
        row = f'{comma}"{KEY}":{json.dumps(values, ensure_ascii=False)}'
        return before + content[:end] + row + content[end:] + after
    return None


def _without_json(content: str) -> str:
    """JSON without the own key, wherever the text `"banyan":` really is that key."""
    for match in reversed(list(_JSON.finditer(content))):
        try:
            _, end = json.JSONDecoder().raw_decode(content, match.end())
            rest = content[: match.start()] + content[end:]
            if KEY not in json.loads(rest):
                return rest
        except ValueError:
            continue
    return content


def _as_yaml(values: Mapping[str, Any]) -> str:
    rows = [f"{KEY}:\n"]
    for key, value in values.items():
        if isinstance(value, Mapping):
            rows.append(f"  {key}:\n")
            rows += [f"    {quoted(name)}: {quoted(text)}\n" for name, text in value.items()]
        else:
            rows.append(f"  {key}: {_flow(value)}\n")
    return "".join(rows)


def _as_toml(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{quoted(k)} = {quoted(v)}" for k, v in value.items()) + "}"
    return _flow(value)


def _flow(value: Any) -> str:
    """A value as YAML and TOML both write it on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return quoted(value)
    return "[" + ", ".join(quoted(item) for item in value) + "]"
