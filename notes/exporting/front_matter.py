"""Change values of a front matter's keys and leave every other character as it came.

The value's own span in the block is replaced and the block read again: a change that alters
anything else, or that the block's language cannot take, is not made.
"""

from __future__ import annotations

import json
import re
import tomllib

import yaml

from notes.importing.front_matter import parse, split
from notes.own_key import quoted

Value = str | list[str]


def change_value(block: str, key: str, value: Value) -> str | None:
    """The block with the top-level `key` set to `value`; None where that cannot be done."""
    matter = split(block)
    read = parse(matter)
    if read.problems or key not in read.values:
        return None
    edit = {"yaml": _in_yaml, "toml": _in_toml, "json": _in_json}.get(matter.kind)
    content = edit(matter.content, key, value) if edit else None
    if content is None:
        return None
    before, after = matter.fences
    changed = before + content + after
    now = parse(split(changed))
    rest = {name: item for name, item in now.values.items() if name != key}
    right = value in (now.values.get(key), now.written.get(key))
    same = rest == {name: item for name, item in read.values.items() if name != key}
    return changed if right and same else None


# YAML


def _in_yaml(content: str, key: str, value: Value) -> str | None:
    try:
        root = yaml.compose(content, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        return None
    for name, node in root.value:
        if name.value == key:
            return _yaml_replaced(content, name, node, value)
    return None


def _yaml_replaced(content: str, name: yaml.Node, node: yaml.Node, value: Value) -> str:
    start, end = node.start_mark.index, _end(node)
    text = content[start:end]
    if isinstance(value, list) and value and isinstance(node, yaml.SequenceNode):
        items = {item.value: content[item.start_mark.index : _end(item)] for item in _scalars(node)}
        style = next((item.style for item in _scalars(node)), None)
        written = [items.get(text) or _scalar(text, style, flow=True) for text in value]
        if node.flow_style:
            new = f"[{', '.join(written)}]"
        else:
            new = f"\n{' ' * node.start_mark.column}".join(f"- {item}" for item in written)
        return content[:start] + new + content[end:]
    if isinstance(value, list):
        new = f"[{', '.join(_scalar(item, None, flow=True) for item in value)}]"
    else:
        style = node.style if isinstance(node, yaml.ScalarNode) else None
        new = _scalar(value, style, flow=False)
    block = isinstance(node, yaml.CollectionNode) and not node.flow_style
    if block or "\n" in text or start == end:  # the new value follows the colon
        start = content.index(":", name.end_mark.index) + 1
        new = " " + new
    return content[:start] + new + text[len(text.rstrip("\n")) :] + content[end:]


def _scalars(node: yaml.SequenceNode) -> list[yaml.ScalarNode]:
    return [item for item in node.value if isinstance(item, yaml.ScalarNode)]


def _end(node: yaml.Node) -> int:
    """Where the value's own text ends: PyYAML's end of a block lies at the next key."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


def _scalar(text: str, style: str | None, *, flow: bool) -> str:
    """The text as a YAML scalar: in the quotes that stood there, else plain where that is safe."""
    single_line = text.isprintable()
    if style == "'" and single_line:
        return "'" + text.replace("'", "''") + "'"
    if style != '"' and single_line:
        sample = f"[{text}]" if flow else f"key: {text}"
        try:
            read = yaml.safe_load(sample)
        except (yaml.YAMLError, ValueError):
            read = None
        if read == ([text] if flow else {"key": text}):
            return text
    return quoted(text)


# TOML


def _in_toml(content: str, key: str, value: Value) -> str | None:
    """Replace the value of `key = …` that stands before the first table."""
    lines = content.splitlines(keepends=True)
    for at, line in enumerate(lines):
        if line.startswith("["):
            return None
        head = re.match(rf"""[ \t]*(?:{re.escape(key)}|"{re.escape(key)}")[ \t]*=[ \t]*""", line)
        if not head:
            continue
        for end in range(at + 1, len(lines) + 1):
            if _is_toml("".join(lines[at:end])):
                new = quoted(value) if isinstance(value, str) else json.dumps(value)
                if isinstance(value, list):
                    new = f"[{', '.join(map(quoted, value))}]"
                comment = _toml_comment("".join(lines[at:end])[head.end() :])
                rest = "".join(lines[end:])
                return "".join(lines[:at]) + head[0] + new + comment + rest
        return None
    return None


def _is_toml(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


def _toml_comment(value: str) -> str:
    """What follows the value in its last line: white space, a comment, the line end."""
    for match in re.finditer(r"[ \t]*(?:#[^\n]*)?\n?\Z|[ \t]*#[^\n]*\n?\Z", value):
        if _is_toml(f"key = {value[: match.start()]}\n"):
            return match[0]
    return "\n"


# JSON


def _in_json(content: str, key: str, value: Value) -> str | None:
    decoder = json.JSONDecoder()
    space = re.compile(r"[\s,:]*")
    at = content.index("{") + 1
    while True:
        at = space.match(content, at).end()  # type: ignore[union-attr] # matches the empty text too
        if content[at : at + 1] != '"':
            return None
        name, at = decoder.raw_decode(content, at)
        start = space.match(content, at).end()  # type: ignore[union-attr] # as above
        _, at = decoder.raw_decode(content, start)
        if name == key:
            return content[:start] + json.dumps(value, ensure_ascii=False) + content[at:]
