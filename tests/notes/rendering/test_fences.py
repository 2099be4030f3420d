"""Fenced code: languages, titles, marked lines, diagrams."""

from __future__ import annotations

import hashlib

import pytest

from notes.rendering.fences import FenceInfo, parse_info
from notes.rendering.highlight import highlight, parse_lines
from notes.rendering.markdown import render


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        ("", FenceInfo()),
        ("python", FenceInfo("python")),
        ("c++", FenceInfo("c++")),
        (
            'go {linenos=table,hl_lines=[1,"3-4"],linenostart=199}',
            FenceInfo("go", "", frozenset({1, 3, 4})),
        ),
        ("go {hl_lines=[2 4]}", FenceInfo("go", "", frozenset({2, 4}))),
        ("py hl_lines=1,3-4 title=a.py", FenceInfo("py", "a.py", frozenset({1, 3, 4}))),
        ('py title="a b.py" hl_lines="1 3-4"', FenceInfo("py", "a b.py", frozenset({1, 3, 4}))),
        ("js {1,3-5}", FenceInfo("js", "", frozenset({1, 3, 4, 5}))),
        ("js{2}", FenceInfo("js", "", frozenset({2}))),
        ("{.python title=x}", FenceInfo("python", "x")),
        ("{ .yaml }", FenceInfo("yaml")),
        ("go:main.go", FenceInfo("go", "main.go")),
        ("ruby startline=3 $%@#$", FenceInfo("ruby")),
        ("title='只有标题'", FenceInfo("", "只有标题")),
    ],
)
def test_info(info: str, expected: FenceInfo) -> None:
    assert parse_info(info) == expected


def test_title_and_marked_lines() -> None:
    html = render('```python title="a<b.py" {2}\nx = 1\ny = 2\n```')
    assert html.startswith('<figure class="code">')
    assert '<figcaption class="code-title">a&lt;b.py</figcaption>' in html
    assert '<span class="hll"><span class="n">y</span>' in html
    assert html.count('class="hll"') == 1


def test_every_language_is_known_by_its_names() -> None:
    from pygments.lexers import get_all_lexers

    names = [aliases[0] for _, aliases, _, _ in get_all_lexers() if aliases]
    assert len(names) > 400
    for name in names[::10]:
        assert highlight("x = 1\n", name) is not None, name


def test_code_comes_out_as_it_went_in() -> None:
    code = '\n\n  a\t<b> & "c"\n\n    中文 \n\n'
    for language in ("", "python", "nosuchlanguage", "html"):
        html = render(f"```{language}\n{code}```")
        text = html.partition("<code")[2].partition(">")[2].rpartition("</code>")[0]
        import re
        from html import unescape

        assert unescape(re.sub(r"<[^>]*>", "", text)) == code


def test_long_code_stays_plain() -> None:
    assert highlight("x = 1\n" * 50_000, "python") is None


def test_lines() -> None:
    assert parse_lines("1,3-5 7") == {1, 3, 4, 5, 7}
    assert len(parse_lines("1-999999")) <= 5002
    assert parse_lines("5-1") == frozenset()


def test_diagram_keeps_its_source() -> None:
    source = "graph TD\n  A-->B"
    html = render(f"```mermaid\n{source}\n```")
    digest = hashlib.sha256(source.encode()).hexdigest()
    assert f'<figure class="diagram" data-hash="{digest}">' in html
    assert "A--&gt;B" in html
