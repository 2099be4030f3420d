"""TeX formulas to MathML, and what is wrong with those that cannot be read.

The library lets some broken TeX through without a word: an unknown command comes out as its name,
a missing argument as an empty place, an unknown environment as its cells in a row. Such formulas
are found before and after the conversion and shown as their source, with what is wrong as
`data-kind` and where as `data-target`; the style sheet says it in words.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from functools import lru_cache
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from notes.rendering.inline.nodes import element, raw
from notes.rendering.tex_names import COMMANDS, ENVIRONMENTS
from notes.rendering.words import words

_LONGEST = 10_000  # characters; a formula that long is not one
_DEEPEST = 40  # nested groups
_ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{([^{}]*)\}")
_ALIGNED = ("align", "gather", "equation", "multline")
_BRACKET_AFTER_BEGIN = re.compile(r"(\\begin\{(?:align|gather|equation)\*?\})\s*\[")
_COLUMN_COUNT = re.compile(r"(\\begin\{align(?:ed)?at\*?\})\s*\{[^{}]*\}")
_COMMAND = re.compile(r"\\[A-Za-z]+")
_ENVIRONMENTS = words(
    "align align* array bmatrix bmatrix* Bmatrix Bmatrix* cases gather gather* matrix matrix* "
    "multline pmatrix pmatrix* smallmatrix split substack vmatrix vmatrix* Vmatrix Vmatrix* "
    "equation equation*"
)
_REFUSED = re.compile(
    r"\\(newcommand|renewcommand|providecommand|def|gdef|edef|xdef|let|DeclareMathOperator"
    r"|require|href|url|style|class|cssId|html\w*|includegraphics|input|include)(?![A-Za-z])"
)
_UNKNOWN = re.compile(r"<m[ion]>(\\[A-Za-z]+)</m[ion]>")
_MISPLACED = "<mi>&</mi>"
_ARGUMENTS = {
    "mfrac": 2,
    "mroot": 2,
    "msub": 2,
    "msup": 2,
    "msubsup": 3,
    "munder": 2,
    "mover": 2,
    "munderover": 3,
}
_PROBLEMS: Mapping[str, str] = {
    "MissingEndError": "missing-end",
    "ExtraLeftOrMissingRightError": "unpaired-left",
    "MissingSuperScriptOrSubscriptError": "missing-script",
    "DoubleSubscriptsError": "double-script",
    "DoubleSuperscriptsError": "double-script",
    "NumeratorNotFoundError": "missing-argument",
    "DenominatorNotFoundError": "missing-argument",
    "NoAvailableTokensError": "missing-argument",
}


KINDS = frozenset(_PROBLEMS.values()) | words(
    "misplaced-ampersand too-deep too-long unbalanced-brace unknown-command unknown-environment "
    "unreadable"
)
"""What can be wrong with a formula; each has its words in the style sheet."""


class FormulaError(Exception):
    """A formula that cannot be read: the kind of problem and the piece of source it lies in."""

    def __init__(self, kind: str, piece: str = "") -> None:
        super().__init__(kind, piece)
        self.kind = kind
        self.piece = piece


def _check_groups(source: str) -> None:
    depth = 0
    for brace in re.findall(r"[{}]", re.sub(r"\\.", "", source, flags=re.DOTALL)):
        depth += 1 if brace == "{" else -1
        if depth < 0 or depth > _DEEPEST:
            raise FormulaError("unbalanced-brace" if depth < 0 else "too-deep", brace)
    if depth:
        raise FormulaError("unbalanced-brace", "{")
    if source.count(r"\left") > _DEEPEST:
        raise FormulaError("too-deep", r"\left")


def _check_environments(source: str) -> None:
    opened: list[str] = []
    for which, name in _ENVIRONMENT.findall(source):
        if which == "begin":
            if name not in _ENVIRONMENTS and name not in ENVIRONMENTS:
                raise FormulaError("unknown-environment", name)
            opened.append(name)
            if len(opened) > _DEEPEST:
                raise FormulaError("too-deep", name)
        elif not opened or opened.pop() != name:
            raise FormulaError("missing-end", name)
    if opened:
        raise FormulaError("missing-end", opened[-1])


def _prepare(source: str) -> str:
    """The source in the words that the library knows."""

    def environment(found: re.Match[str]) -> str:
        which, name = found.groups()
        name = ENVIRONMENTS.get(name, name)
        if name.startswith(_ALIGNED):
            return found.group().replace(found.group(2), name)
        # in a group, so that a script after it belongs to all of it
        return f"{{\\begin{{{name}}}" if which == "begin" else f"\\end{{{name}}}}}"

    source = _COLUMN_COUNT.sub(r"\1", source)
    source = _COMMAND.sub(lambda found: COMMANDS.get(found.group(), found.group()), source)
    source = _ENVIRONMENT.sub(environment, source)
    return _BRACKET_AFTER_BEGIN.sub(r"\1{}[", source)  # which else is taken for an option


def _check_result(mathml: str) -> None:
    if unknown := _UNKNOWN.search(mathml):
        raise FormulaError("unknown-command", unknown.group(1))
    if _MISPLACED in mathml:
        raise FormulaError("misplaced-ampersand", "&")
    try:
        tree = ET.fromstring(mathml)  # noqa: S314 - made by the library just now, no entities
    except ET.ParseError:
        raise FormulaError("unreadable") from None
    for node in tree.iter():
        expected = _ARGUMENTS.get(node.tag.rpartition("}")[2])
        if expected is not None and len(node) != expected:
            raise FormulaError("missing-argument")


@lru_cache(maxsize=2048)
def to_mathml(source: str, display: bool) -> str:
    """The MathML of a formula. Raises `FormulaError` for TeX that cannot be read."""
    from latex2mathml.converter import convert

    if len(source) > _LONGEST:
        raise FormulaError("too-long")
    if refused := _REFUSED.search(source):
        raise FormulaError("unknown-command", refused.group())
    _check_groups(source)
    _check_environments(source)
    try:
        mathml = str(convert(_prepare(source), display="block" if display else "inline"))
    except RecursionError:
        raise FormulaError("too-deep") from None
    except Exception as error:
        kind = _PROBLEMS.get(type(error).__name__, "unreadable")
        raise FormulaError(kind) from error
    _check_result(mathml)
    return mathml


def _place(tag: str, source: str, display: bool) -> Element:
    where = "math-block" if display else "math-inline"
    try:
        mathml = to_mathml(source.strip(), display)
    except FormulaError as problem:
        place = element(tag, class_=f"math {where} math-error", data_kind=problem.kind)
        if problem.piece:
            place.set("data-target", problem.piece)
        place.text = AtomicString(source.strip())
        return place
    return element(tag, [raw(mathml)], class_=f"math {where}")


def inline_formula(source: str) -> Element:
    """A formula in a line of text."""
    return _place("span", source, display=False)


def display_formula(source: str, *, inside_text: bool = False) -> Element:
    """A formula on lines of its own."""
    return _place("span" if inside_text else "div", source, display=True)
