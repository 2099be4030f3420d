"""HTML becomes Markdown without losses."""

from __future__ import annotations

import pytest

from notes.errors import Fault, FaultCode
from notes.importing.formats.hypertext import (
    mend_addresses,
    soup_of,
    take_data_images,
    to_markdown,
)


def convert(html: str) -> str:
    return to_markdown(soup_of(html)).strip("\n")


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<h2>标题 <em>x</em></h2><p>a <b>b</b></p>", "## 标题 *x*\n\na **b**"),
        ('<pre><code class="language-py">a = `1`\n</code></pre>', "```py\na = `1`\n```"),
        ("<pre>````\nx</pre>", "`````\n````\nx\n`````"),
        (
            (
                '<figure class="highlight java"><table><tr><td class="gutter"><pre>1<br>2</pre>'
                '</td><td class="code"><pre>int a;<br>int b;</pre></td></tr></table></figure>'
            ),
            "```java\nint a;\nint b;\n```",
        ),
        ('<div class="highlight-source-rust"><pre>fn</pre></div>', "```rust\nfn\n```"),
        (
            "<ul><li><input type=checkbox checked> a</li><li><input type=checkbox> b</li></ul>",
            "- [x] a\n- [ ] b",
        ),
        (
            (
                "<table><tr><th align=left>a|b</th><th style='text-align: right'>c</th></tr>"
                "<tr><td>1</td><td>2<br>3</td></tr></table>"
            ),
            "| a\\|b | c |\n| :--- | ---: |\n| 1 | 2 3 |",
        ),
        ("<p>H<sub>2</sub>O <mark>m</mark> <del>d</del></p>", "H<sub>2</sub>O ==m== ~~d~~"),
        ('<p>x <script type="math/tex">a_1</script></p><script>alert(1)</script>', "x $a_1$"),
        ('<a href="https://x.org/?a=1">t</a>', "[t](https://x.org/?a=1)"),
        ("<blockquote><p>q</p></blockquote>", "> q"),
        ('<html lang="zh-Hans"><body><pre><code>a</code></pre></body></html>', "```\na\n```"),
        ('<a href="https://x.org"/>t</a> <a href="javascript:x()">u</a>', "[t](https://x.org) u"),
        ("<table><tr><td><pre>a</pre></td></tr></table>", "```\na\n```"),
        (
            '<table class="x"><tr><td><ul><li>a</li></ul></td><td>b</td></tr></table>',
            "<table><tr><td><ul><li>a</li></ul></td><td>b</td></tr></table>",
        ),
        (
            (
                '<span class="katex"><math><annotation encoding="application/x-tex">a_1'
                '</annotation></math><span class="katex-html">a1</span></span>'
            ),
            "$a_1$",
        ),
        (
            '<pre><code class="lang-c">a;</code><ul class="pre-numbering"><li>1</ul></pre>',
            "```c\na;\n```",
        ),
        ("<pre><code>a</code><code>b</code></pre>", "```\na\nb\n```"),
        ("<ul><li>a<li>b<ul><li>c</ul></ul><p>d<p>e", "- a\n- b\n  - c\n\nd\n\ne"),
        (
            "<table><tr><th>a<th>b<tr><td>1<td>2</table>",
            "| a | b |\n| --- | --- |\n| 1 | 2 |",
        ),
        ("<table><tr><td><h2>a</h2></td><td>b</td></tr></table>", "## a\n\nb"),
        ("<table><tr><td><p>a</p></td></tr><tr><td>b</td></tr></table>", "a\n\nb"),
    ],
)
def test_elements(html: str, markdown: str) -> None:
    assert convert(html) == markdown


def test_pictures_in_the_page_become_files() -> None:
    soup = soup_of('<img src="data:image/png;base64,aGVsbG8=" alt="x"><img src="data:,x">')
    files = take_data_images(soup)
    assert [file.load() for file in files] == [b"hello"]
    assert f"![x]({files[0].target})" in to_markdown(soup)


def test_what_is_nested_beyond_reason_is_refused() -> None:
    with pytest.raises(Fault) as caught:
        to_markdown(soup_of("<div>" * 5000 + "x"))
    assert caught.value.code is FaultCode.UNREADABLE
    with pytest.raises(Fault):
        to_markdown(soup_of("<p>x</p>" + "<b><i>" * 3000 + "x"))


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (
            '<img src="data:image/gif;base64,R0lGOD" data-src="https://x.org/a.png">',
            "https://x.org/a.png",
        ),
        ('<img data-original-src="//x.org/a.png">', "https://x.org/a.png"),
        ('<img src="/img/loading.gif" data-original="b.png">', "b.png"),
        ('<img src="page files/a b.png">', "page%20files/a%20b.png"),
        ('<img src="page_files/640.png" data-src="https://x.org/a.png">', "page_files/640.png"),
    ],
)
def test_pictures_that_a_script_would_load(html: str, markdown: str) -> None:
    soup = soup_of(html)
    mend_addresses(soup)
    assert to_markdown(soup).strip() == f"![]({markdown})"


def test_links_lose_the_page_between_and_follow_the_base() -> None:
    soup = soup_of(
        '<a href="https://link.example.cn/?target=https%3A//x.org/b%3Fc">a</a>'
        ' <a href="https://www.example.cn/share?url=https%3A//x.org">b</a>'
        ' <a href="other.html">c</a> <a href="#d">d</a>'
    )
    mend_addresses(soup, "https://base.org/x/")
    assert to_markdown(soup).strip() == (
        "[a](https://x.org/b?c) [b](https://www.example.cn/share?url=https%3A//x.org)"
        " [c](https://base.org/x/other.html) [d](#d)"
    )


def test_a_long_list_without_ends_is_no_deep_document() -> None:
    assert convert("<ul>" + "<li>a" * 2000 + "</ul>") == "\n".join(["- a"] * 2000)
