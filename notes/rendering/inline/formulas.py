"""Formulas between dollars: `$…$` in the line, `$$…$$` on a line of their own."""

from __future__ import annotations

import re

from notes.rendering.formulas import display_formula, inline_formula
from notes.rendering.inline.nodes import Scan

_INLINE = re.compile(r"\$(?![\s$])((?:[^$\\]|\\.)*+)\$", re.DOTALL)
_SENTENCE = re.compile("[，。；、！？：]")  # that Chinese has between two prices
_TEX = re.compile(r"[\\^_]")
_DISPLAY = re.compile(r"\$\$((?:[^$\\]|\\.)++)\$\$", re.DOTALL)


def take_formula(scan: Scan, start: int, end: int) -> int:
    """A formula. A dollar before a space or after one is money, and so is `$5到$6`."""
    text = scan.text
    if end - start == 2:
        display = _DISPLAY.match(text, start)
        if display and display.group(1).strip():
            scan.items.append(display_formula(display.group(1), inside_text=True))
            return display.end()
        scan.items.append("$$")
        return end
    inline = _INLINE.match(text, start)
    if inline is None or text[inline.end() : inline.end() + 1].isdigit():
        scan.items.append("$")
        return end
    source = inline.group(1)
    sentence = "\\" not in source and _SENTENCE.search(source)
    if not source or source[-1].isspace() or sentence:
        scan.items.append("$")
        return end
    if len(source) > 2 and source[0] == source[-1] == "`":
        source = source[1:-1]
    formula = inline_formula(source)
    if "math-error" in formula.get("class", "") and not _TEX.search(source):
        scan.items.append("$")  # `$HOME/bin} … $PATH` is no formula gone wrong
        return end
    scan.items.append(formula)
    return inline.end()
