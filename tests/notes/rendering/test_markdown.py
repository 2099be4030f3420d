"""The whole way from Markdown to sanitised HTML."""

# ruff: noqa: E501, ISC004 - a case a line

from __future__ import annotations

import json
import os
import random
import re
import time
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes.rendering.markdown import RenderOptions, build_markdown, render
from notes.rendering.sanitize import sanitize
from tests.notes.rendering.spec import normalise

SHARED = Path(os.environ.get("BANYAN_SHARED", Path(__file__).parents[4] / "shared"))
FRONT_MATTER = re.compile(r"\A\ufeff?\s*---[ \t]*\n.*?\n---[ \t]*\n", re.DOTALL)


def _examples(name: str) -> list[dict[str, str]]:
    path = SHARED / "suites" / name
    if not path.is_file():
        pytest.skip(f"no specification's examples at {path}")
    examples: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    return examples


@pytest.mark.parametrize(
    ("name", "share"),
    [
        ("commonmark_spec/commonmark_spec.json", 0.905),
        ("gfm_spec/gfm_spec.json", 0.91),
        ("gfm_spec/gfm_extensions.json", 0.85),
    ],
)
def test_specification(name: str, share: float) -> None:
    """The rest is raw HTML that is not let through, and wiki links in double brackets."""
    examples = _examples(name)
    unlike = Counter(
        example["section"]
        for example in examples
        if normalise(render(example["markdown"])) != normalise(example["html"])
    )
    assert 1 - unlike.total() / len(examples) >= share, unlike
    for section in ("Lists", "List items", "Tables", "Fenced code blocks", "Task list items"):
        assert unlike[section] == 0


class _Lists(HTMLParser):
    """The nesting of lists and items, without their text."""

    def __init__(self) -> None:
        super().__init__()
        self.steps: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in ("ul", "ol", "li"):
            self.steps.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self.steps.append("/" + tag)


def _list_tree(html: str) -> list[str]:
    parser = _Lists()
    parser.feed(html)
    return parser.steps


def test_real_documents_have_the_lists_of_commonmark() -> None:
    markdown_it = pytest.importorskip("markdown_it").MarkdownIt("commonmark", {"html": True})
    markdown_it.enable(["table"])
    corpus = SHARED / "corpus"
    if not corpus.is_dir():
        pytest.skip(f"no corpus of real documents at {corpus}")
    files = sorted(corpus.glob("**/*.md"))
    different = []
    compared = 0
    for path in random.Random(7).sample(files, 120):
        text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
        text = FRONT_MATTER.sub("", text)[:15_000]
        theirs = _list_tree(sanitize(markdown_it.render(text)))
        ours = _list_tree(render(text).partition('<div class="footnote">')[0])
        compared += bool(theirs)
        if ours != theirs:
            different.append(path.name)
    assert compared > 40
    assert len(different) <= compared * 0.02, different


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("文字\n- 一\n- 二", "<p>文字</p><ul><li>一</li><li>二</li></ul>"),
        ("- a\n  - b\n    - c", "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li></ul>"),
        ("- a\n   - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("- a\n    - b", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("#标签 不是标题", "<p>#标签 不是标题</p>"),
        ("说明：\n| a | b |\n|---|:-:|\n| 1 | x \\| y |", "<p>说明：</p><table><thead><tr><th>a</th>"
         '<th align="center">b</th></tr></thead><tbody><tr><td>1</td><td align="center">x | y</td>'
         "</tr></tbody></table>"),
        ("| [[a\\|b]] |\n|-|\n| `x\\|y` |", '<table><thead><tr><th><a data-target="a">b</a></th></tr>'
         "</thead><tbody><tr><td><code>x|y</code></td></tr></tbody></table>"),
        ("- [ ] 一\n- [x] 二", '<ul><li><input disabled type="checkbox"> 一</li>'
         '<li><input checked disabled type="checkbox"> 二</li></ul>'),
        ("~~删~~ ==亮== 3~5 天，6~8", "<p><del>删</del> <mark>亮</mark> 3~5 天，6~8</p>"),
        ("词\n: 一\n: 二", "<dl><dt>词</dt><dd>一</dd><dd>二</dd></dl>"),
        ("词\n\n:   一\n\n    二\n\n其他", "<dl><dt>词</dt><dd><p>一</p><p>二</p></dd></dl><p>其他</p>"),
        ("中文\n换行\nEnglish\ntext", "<p>中文换行 English text</p>"),
        ("<kbd>A</kbd> H<sub>2</sub>O x<sup>2</sup>", "<p><kbd>A</kbd> H<sub>2</sub>O x<sup>2</sup></p>"),
        ("HTML\n\n*[HTML]: 超文本", '<p><abbr title="超文本">HTML</abbr></p>'),
        ("<div markdown=\"1\">\n**a**\n</div>", "<div><p><strong>a</strong></p></div>"),
        ('!!! tip "标题"\n    文字\n\n外', "<div><p>标题</p><div><p>文字</p></div></div><p>外</p>"),
        ("{% include a.html %} {{ site.url }} {{< b >}}",
         "<p>{% include a.html %} {{ site.url }} {{&lt; b &gt;}}</p>"),
        ("{% highlight text %}\n# *a*\n{% endhighlight %}",
         '<p>{% highlight text %}</p><pre><code class="language-text"># *a*\n</code></pre>'
         "<p>{% endhighlight %}</p>"),
        ("List<String> 和 <title>", "<p>List&lt;String&gt; 和 &lt;title&gt;</p>"),
        ("a <!-- b --> c <!-- d", "<p>a c &lt;!-- d</p>"),
    ],
)  # fmt: skip
def test_what_writers_use(source: str, html: str) -> None:
    assert normalise(render(source)) == normalise(html)


def test_headings_have_stable_chinese_ids() -> None:
    html = render("# 中文 标题 A\n\n## 中文 标题 A\n\n## `code` & *em*\n")
    assert re.findall(r'id="([^"]*)"', html) == ["中文-标题-a", "中文-标题-a_1", "code-em"]


def test_line_breaks_are_an_option() -> None:
    assert "<br>" not in render("一\n二")
    assert "<br>" in render("一\n二", options=RenderOptions(line_breaks=True))


def test_source_lines() -> None:
    html = render("# a\n\n- b\n  - c\n\n|x|\n|-|\n|y|\n", options=RenderOptions(source_lines=True))
    assert re.findall(r'<(\w+)[^>]* data-line="(\d+)"', html) == [
        ("h1", "0"), ("ul", "2"), ("li", "2"), ("ul", "3"), ("li", "3"),
        ("table", "5"), ("tr", "5"), ("tr", "7"),
    ]  # fmt: skip


def test_footnotes_are_numbered_as_they_are_met() -> None:
    html = render("a[^二] b[^1] c[^二] d[^none]\n\n[^1]: one\n[^二]: *two*\n\n    more\n[^3]:\n")
    assert re.findall(r'<sup id="([^"]*)"><a [^>]*>(\d)</a>', html) == [
        ("fnref:二", "1"), ("fnref:1", "2"), ("fnref2:二", "1"),
    ]  # fmt: skip
    assert "d[^none]" in html
    assert re.findall(r'<li id="([^"]*)"', html) == ["fn:二", "fn:1", "fn:3"]
    assert "<em>two</em>" in html
    assert "<p>more" in html


def test_footnotes_in_footnotes() -> None:
    html = render("x[^1]\n\n[^1]: a[^2]\n\n    [^2]: nested[^1]\n")
    assert html.count("<li id=") == 2
    assert render("[^1]: " * 500 + "\n\nx[^1]")


def test_footnotes_written_in_the_line() -> None:
    html = render(
        "一^[脚注 *x* [l](/u)] 二[^1] 三^[脚注 *x* [l](/u)]\n\n> 四^[另 一]\n\n[^1]: one\n"
    )
    assert re.findall(r'<sup id="[^"]*"><a [^>]*>(\d)</a>', html) == ["1", "2", "1", "3"]
    assert html.count("<li id=") == 3
    assert set(re.findall(r'href="#(fn:[^"]*)"', html)) == set(
        re.findall(r'<li id="([^"]*)"', html)
    )
    assert "<sup" not in render("a^[链 接](/u)")
    for text in ("^[a-z]+$", "x^[2]", "`^[a b]`", "\\\\^[a b", "^[open 一"):
        assert "<sup" not in render(text)
    nested = render("a[^1]\n\n[^1]: b^[c d]\n")
    assert nested.count("<li id=") == 1
    assert "^[c d]" in nested


def test_comments_are_hidden() -> None:
    assert render("前%%不 见%%后") == "<p>前后</p>"
    assert render("a\n\n%%\nx\n\n- y\n%%\n\nb") == "<p>a</p>\n<p>b</p>"
    assert "<code>a %%b%% c</code>" in render("`a %%b%% c`")
    for text in ("%A%%B% and %C%%D%", "100%% sure, 5%% not", "%%time", "a %% b"):
        assert render(text) == f"<p>{text}</p>"
    unclosed = render("%%\nx\n\n# y\n", options=RenderOptions(source_lines=True))
    assert "%%" in unclosed
    assert "<h1" in unclosed


def test_names_of_blocks_are_anchors() -> None:
    assert render("文字 ^ab-1") == '<p id="^ab-1">文字</p>'
    assert '<li id="^x1">a</li>' in render("- a ^x1\n- b")
    assert '<div id="^tab">\n</div>' in render("|a|\n|-|\n\n^tab")
    assert 'href="#^x1"' in render("[[#^x1]]")
    for text in ("x ^2", "x ^n", "a^bc", "^_^", "结果 ^"):
        assert render(text) == f"<p>{text}</p>"


def test_a_block_alone_with_what_the_document_defines() -> None:
    markdown = build_markdown(RenderOptions())
    markdown.reset()
    markdown.references["r"] = ("https://a.example", None)
    markdown.abbreviations.abbrs["X"] = "y"
    markdown.treeprocessors.deregister("footnote")
    markdown.footnotes.footnotes["1"] = "note"
    html = markdown.convert("[r] X [^1]")
    assert '<a href="https://a.example">r</a>' in html
    assert '<abbr title="y">X</abbr>' in html
    assert 'href="#fn:1"' in html


DEEP = {
    "quotes": ">" * 1000 + "x",
    "lists": "- " * 1000 + "x",
    "staircase": "".join("  " * depth + "- a\n" for depth in range(300)),
    "brackets": "[" * 3000 + "x" + "](u)" * 3000,
    "images": "![" * 2000 + "x" + "](u)" * 2000,
    "parentheses": "[a](" + "(" * 3000 + ")" * 3001,
    "emphasis": "*a **b " * 1000 + "c** d*" * 1000,
    "elements": "<div>" * 2000 + "x",
    "formula": "$x^2" + "{" * 3000 + "}" * 3000 + "$",
    "callouts": "> [!note]\n" * 30 + "> " * 60 + "[!tip] x",
    "admonitions": "".join("    " * depth + "!!! note\n" for depth in range(150)),
}


@pytest.mark.parametrize("name", DEEP)
def test_deep_nesting_ends_as_text(name: str) -> None:
    assert "x" in render(DEEP[name]) or "a" in render(DEEP[name])


LONG = ["[", "]", "![", "[[", "[a](", "[a](<b", '[a](b "', "`", "` ``", "*", "*a ", "*a _b ", "~~a ",
        "==a", "<", "<a ", "<!--", '<a b="', "<?", "&", "$a", "$$a", "\\", "| ", "> ", "- ", "1. ",
        "#", "=\n", " ", "\t", " \n", "http://a.b/)", "www.", "a@", "a@b.", "[^", "[^1]: a\n",
        "a\n: b\n", "```\n", "$$\n", "$$\na\n\n", "<div>\n", "<b>", "<title>", "[a]: <b\n", "中文**",
        "{% highlight a %}\n", "|a|\n|-|\n", "<select>", "[x]: /u\n[x] ", "![[a|"]  # fmt: skip


@pytest.mark.parametrize("unit", LONG)
def test_time_grows_with_length_only(unit: str) -> None:
    """A few thousand repetitions stay far from what anything quadratic would need."""
    source = (unit * 30_000)[:30_000]
    start = time.process_time()
    render(source)
    assert time.process_time() - start < 6


@given(
    st.text(alphabet=st.sampled_from("ab 中，。*_~=`$[]()!<>&|#-+.:\\\n\t1\"'{}%^"), max_size=200)
)
def test_no_text_breaks_the_renderer(source: str) -> None:
    html = render(source, targets={})
    assert sanitize(html) == html


def test_a_heading_may_name_its_own_id() -> None:
    html = render("# 概述 {#overview}\n\n## {#x}\n\n## a \\{#b}\n\n题 {#中文.1-a}\n---\n\n[TOC]\n")
    assert '<h1 id="overview">概述</h1>' in html
    assert "{#x}</h2>" in html
    assert '<h2 id="a-b">a {#b}</h2>' in html
    assert '<h2 id="中文.1-a">题</h2>' in html
    assert '<a href="#overview">概述</a>' in html
    assert "id=" not in render("# x {#ui-content}")


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("![](a.png =300x200)", '<img src="a.png" alt="" width="300" height="200">'),
        ("![树](a.png =300x)", '<img src="a.png" alt="树" width="300">'),
        ('![树](a.png "题" =30x)', '<img src="a.png" alt="树" title="题" width="30">'),
        ('![树](a.png =30x "题")', '<img src="a.png" alt="树" title="题" width="30">'),
        ("![树](a.png =x30)", '<img src="a.png" alt="树">'),
        ("![树](a.png=30x)", '<img src="a.png=30x" alt="树">'),
        ("[树](a.png =30x)", "[树](a.png =30x)"),
        ("![树](a.png =30)", "![树](a.png =30)"),
    ],
)
def test_a_picture_has_its_size_behind_its_address(source: str, made: str) -> None:
    assert render(source) == f"<p>{made}</p>"
