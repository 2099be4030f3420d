"""HTML becomes Markdown without losses."""

from __future__ import annotations

import pytest

from notes.errors import Fault, FaultCode
from notes.importing.formats.hypertext import soup_of, take_data_images, to_markdown


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
