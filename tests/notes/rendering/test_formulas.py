"""Formulas: what is read becomes MathML, what is not is said to be wrong and where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes.rendering.formulas import FormulaError, to_mathml
from notes.rendering.markdown import render


@pytest.mark.parametrize(
    "source",
    [
        r"E = mc^2",
        r"\frac{a}{b}",
        r"\sqrt[3]{x}",
        r"\sum_{i=1}^n i",
        r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
        r"\begin{aligned} a &= b \\ c &= d \end{aligned}",
        r"\begin{cases} 1 & x > 0 \\ 0 & \text{否则} \end{cases}",
        r"\left( \frac{1}{2} \right)",
        r"x < y \& z",
        r"\text{中文}",
        r"\mathbb{R} \to \mathcal{O}",
        r"\{ x \mid x > 0 \}",
        r"\R \rarr \N, \arg z, a \colonequals b",
        r"\begin{bmatrix} a & b \end{bmatrix}^{\dagger}",
        r"\begin{align} [a, b] &= c \end{align}",
        r"\begin{alignat}{2} a &= b \end{alignat}",
        r"\begin{dcases} 1 & x \end{dcases}",
    ],
)
def test_formula_is_read(source: str) -> None:
    assert to_mathml(source, display=False).startswith("<math")
    html = render(f"${source}$")
    assert "math-error" not in html
    assert '<math display="inline"' in html


@pytest.mark.parametrize(
    ("source", "kind", "piece"),
    [
        (r"\bad{x", "unbalanced-brace", "{"),
        ("x}", "unbalanced-brace", "}"),
        (r"\foo x", "unknown-command", r"\foo"),
        (r"\frac{a}", "missing-argument", ""),
        (r"\begin{matrix}a", "missing-end", "matrix"),
        (r"\begin{foo}a\end{foo}", "unknown-environment", "foo"),
        (r"\begin{pmatrix}1\end{bmatrix}", "missing-end", "bmatrix"),
        (r"\left( x", "unpaired-left", ""),
        ("x^", "missing-script", ""),
        ("x^2^3", "double-script", ""),
        ("a & b", "misplaced-ampersand", "&"),
        (r"\newcommand{\a}{\b\b}\a", "unknown-command", r"\newcommand"),
        (r"\href{javascript:alert(1)}{x}", "unknown-command", r"\href"),
        ("{" * 60 + "}" * 60, "too-deep", "{"),
        ("x" * 20_000, "too-long", ""),
        ("%", "missing-argument", ""),
    ],
)
def test_broken_formula_says_what_is_wrong(source: str, kind: str, piece: str) -> None:
    with pytest.raises(FormulaError) as caught:
        to_mathml(source, display=False)
    assert (caught.value.kind, caught.value.piece) == (kind, piece)


def test_broken_formula_is_shown_in_place() -> None:
    html = render(r"vor $\foo{x}$ nach")
    assert '<span class="math math-inline math-error" data-kind="unknown-command"' in html
    assert r'data-target="\foo">\foo{x}</span> nach' in html


def test_where_formulas_begin_and_end() -> None:
    assert "<math" not in render("价格 $5 到 $6，$5到$6，10 US$ 和 $")
    assert render("$$\na\n\nb\n$$").count("<math") == 0  # a blank line ends the paragraph
    assert '<div class="math math-block">\n<math display="block"' in render("$$\na = b\n$$")
    assert '<div class="math math-block">' in render("```math\na\n```")
    assert '<span class="math math-block">' in render("x $$a$$ y")
    assert "math-block" in render("- 引入\n  $$\n  a + b\n  $$,\n  则")
    assert render("$HOME/a} 和 $PATH/{b").count("math") == 0
    assert render(r"\$a\$ `$b$`").count("<math") == 0
    assert "<math" in render("设$x$为")


@given(st.text(alphabet="\\{}^_&ab12 $fracleftrightbegin()[]", max_size=40))
def test_any_formula_is_read_or_refused(source: str) -> None:
    try:
        mathml = to_mathml(source, display=True)
    except FormulaError:
        return
    assert mathml.startswith("<math")
