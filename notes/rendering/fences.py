"""Fenced blocks: code with a title and marked lines, formulas, diagrams."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from notes.rendering.formulas import display_formula
from notes.rendering.highlight import highlight, parse_lines
from notes.rendering.inline.nodes import element, raw
from notes.rendering.structure.references import unescape

_LANGUAGE = re.compile(r"\{?\s*\.?([^\s{},=]+)(?!\S*=)")
_OPTION = re.compile(
    r"""([\w-]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|\[([^]]*)]|(\d[\d,-]*|[^\s{},]+))"""
)
_BRACED_LINES = re.compile(r"\{\s*([\d,\s-]+)\s*\}")
_TITLES = ("title", "name", "filename", "file", "caption")
_LINES = ("hl_lines", "hl_line", "highlight", "hl")
_FORMULAS = frozenset({"math", "latex-math", "katex"})
_DIAGRAMS = frozenset({"mermaid"})


@dataclass(frozen=True, slots=True)
class FenceInfo:
    """What stands after a fence's marks."""

    language: str = ""
    title: str = ""
    lines: frozenset[int] = frozenset()  # from 1


def parse_info(info: str) -> FenceInfo:
    """Read `py title="a.py" hl_lines="1 3"`, `js {1,3-5}`, `go {hl_lines=[1,"3-5"]}`."""
    info = unescape(info.strip())
    if not info:
        return FenceInfo()
    found = _LANGUAGE.match(info)
    language = found.group(1) if found else ""
    options = {
        name.lower(): double or single or listed.replace('"', "") or bare
        for name, double, single, listed, bare in _OPTION.findall(info)
    }
    title = next((options[name] for name in _TITLES if options.get(name)), "")
    lines = next((options[name] for name in _LINES if options.get(name)), "")
    if not lines and (braced := _BRACED_LINES.search(info)):
        lines = braced.group(1)
    name, colon, rest = language.partition(":")
    if colon and name and "." in rest and not title:
        language, title = name, rest
    return FenceInfo(language, title, parse_lines(lines))


def diagram_hash(source: str) -> str:
    """The name under which a drawn diagram is kept: SHA-256 of its source, hex."""
    return hashlib.sha256(source.strip().encode("utf-8", "surrogatepass")).hexdigest()


def code_block(code: str, info: str) -> Element:
    """`<pre><code>`, in a figure where it has a title."""
    parsed = parse_info(info)
    inner = Element("code")
    if parsed.language:
        inner.set("class", f"language-{parsed.language}")
    coloured = highlight(code, parsed.language, parsed.lines)
    if coloured is None:
        inner.text = AtomicString(code)
    else:
        inner.append(raw(coloured))
    block = element("pre", [inner])
    if not parsed.title:
        return block
    caption = element("figcaption", class_="code-title")
    caption.text = AtomicString(parsed.title)
    return element("figure", [caption, block], class_="code")


def fence(code: str, info: str) -> Element:
    """What a fenced block means: code, a formula, a diagram."""
    language = parse_info(info).language.lower()
    if language in _FORMULAS:
        return display_formula(code)
    if language in _DIAGRAMS and code.strip():
        inner = element("code", class_="language-mermaid")
        inner.text = AtomicString(code)
        drawing = element("pre", [inner])
        return element("figure", [drawing], class_="diagram", data_hash=diagram_hash(code))
    return code_block(code, info)
