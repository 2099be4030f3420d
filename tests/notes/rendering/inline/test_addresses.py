"""What links, images, embeds and bare addresses become."""

# ruff: noqa: E501, ISC004 - a case a line

from __future__ import annotations

from urllib.parse import unquote

import pytest

from notes.rendering.markdown import RenderOptions, render

HASH = "ab" * 32
TARGETS = {
    "另一篇": "note:7",
    "dir/other.md": "note:8",
    "a.png": f"asset:{HASH}",
    "图 片.png": f"asset:{HASH}",
    "v.mp4": f"asset:{HASH}",
    "s.mp3": f"asset:{HASH}",
    "d.pdf": f"asset:{HASH}",
    '{{< ref "post.md" >}}': "note:9",
    "{% post_url 2020-01-02-x %}": "note:9",
    "{{ site.url }}/about": "note:9",
}


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("[[另一篇]]", '<a class="wiki" href="note:7">另一篇</a>'),
        ("[[另一篇|它]]", '<a class="wiki" href="note:7">它</a>'),
        ("[[另一篇#小节 一|它]]", '<a class="wiki" href="note:7#小节-一">它</a>'),
        ("[[另一篇#小节]]", '<a class="wiki" href="note:7#小节">另一篇 › 小节</a>'),
        ("[[#本页]]", '<a class="wiki" href="#本页">本页</a>'),
        ("[[没有]]", '<a class="wiki missing" data-target="没有">没有</a>'),
        ("[x](dir/other.md#h)", '<a class="wiki" href="note:8#h">x</a>'),
        ("[x](d.pdf)", f'<a href="note-asset:{HASH}">x</a>'),
        ('[x]({{< ref "post.md" >}})', '<a class="wiki" href="note:9">x</a>'),
        ("[x]({% post_url 2020-01-02-x %}#h)", '<a class="wiki" href="note:9#h">x</a>'),
        ("[x]({{ site.url }}/about)", '<a class="wiki" href="note:9">x</a>'),
        ("[x]({% post_url no %})", "[x]({% post_url no %})"),
        ("![[另一篇]]", '<a class="wiki embed" href="note:7">另一篇</a>'),
        ("![[a.png]]", f'<img src="note-asset:{HASH}" alt="a.png">'),
        ("![[a.png|300]]", f'<img src="note-asset:{HASH}" alt="a.png" width="300">'),
        ("![[a.png|说明|300x200]]",
         f'<img src="note-asset:{HASH}" alt="说明" width="300" height="200">'),
        ("![说明|300](a.png)", f'<img src="note-asset:{HASH}" alt="说明" width="300">'),
        ("![2024](a.png 'T')", f'<img src="note-asset:{HASH}" alt="2024" title="T">'),
        ("![x](图%20片.png)", f'<img src="note-asset:{HASH}" alt="x">'),
        ("![x](图 片.png)", f'<img src="note-asset:{HASH}" alt="x">'),
        ("![x](<图 片.png>)", f'<img src="note-asset:{HASH}" alt="x">'),
        ('<img src="a.png" width="50%" onclick="x">',
         f'<img src="note-asset:{HASH}" alt="" width="50%">'),
        ('<a href="另一篇#h">x</a>', '<a href="note:7#h">x</a>'),
        ("![[v.mp4]]", f'<video src="note-asset:{HASH}" controls=""></video>'),
        ("![[s.mp3]]", f'<audio src="note-asset:{HASH}" controls=""></audio>'),
        ("![字](b.png)", '<span class="missing" data-kind="image" data-target="b.png">字</span>'),
        ("![](b.png)", '<span class="missing" data-kind="image" data-target="b.png">b.png</span>'),
        ("![字](https://h.example/p/q.png)",
         '<a class="remote" href="https://h.example/p/q.png" data-name="q.png">h.example · 字</a>'),
        ("![](//h.example/q.png)",
         '<a class="remote" href="https://h.example/q.png" data-name="q.png">h.example · q.png</a>'),
        ("[![b](https://h.example/b.svg)](https://c.example)",
         '<a href="https://c.example"><span class="remote" data-name="b.svg"'
         ' data-target="https://h.example/b.svg">h.example · b</span></a>'),
        ('<video src="v.mp4" poster="https://h.example/p.png"></video>',
         f'<video src="note-asset:{HASH}"></video>'),
        ("[`x`]((https://h.example/x) 后", '<a href="https://h.example/x"><code>x</code></a> 后'),
        ("[https://a.example](https://b.example)", '<a href="https://b.example">https://a.example</a>'),
    ],
)  # fmt: skip
def test_with_a_library(source: str, html: str) -> None:
    result = unquote(render(source, targets=TARGETS))
    assert result.removeprefix("<p>").removesuffix("</p>") == html


def test_without_a_library_addresses_stay() -> None:
    assert render("![x](a.png) [y](b.md)") == (
        '<p><img src="a.png" alt="x"> <a href="b.md">y</a></p>'
    )
    assert render("[[x]]") == '<p><a class="wiki" data-target="x">x</a></p>'


def test_remote_images_where_asked_for() -> None:
    options = RenderOptions(remote_images=True)
    assert 'src="https://h.example/a.png"' in render(
        "![x](https://h.example/a.png)", options=options, targets={}
    )


@pytest.mark.parametrize(
    ("source", "address", "after"),
    [
        ("见https://a.example/b，后", "https://a.example/b", "，后"),
        ("以及https://a.example。", "https://a.example", "。"),
        ("（https://a.example/(x)）", "https://a.example/(x)", "）"),
        ("https://a.example/x_y_z?q=1&b=2.", "https://a.example/x_y_z?q=1&b=2", "."),
        ("https://a.example中文", "https://a.example", "中文"),
        ("**https://a.example/**", "https://a.example/", ""),
        ("(https://a.example)", "https://a.example", ")"),
        ("http://a.example:8080/x;", "http://a.example:8080/x", ";"),
    ],
)
def test_bare_addresses(source: str, address: str, after: str) -> None:
    html = render(source).replace("&amp;", "&")
    assert f'<a href="{address}">{address}</a>' in html
    assert f"</a>{after}" in html


def test_what_is_no_address() -> None:
    assert "<a" not in render("xhttps://a www. http:// a@b `https://a.example` ssh://a")
    assert '<a href="mailto:a@b.example">a@b.example</a>' in render("邮箱a@b.example。")
    assert '<a href="http://www.a.example">www.a.example</a>' in render("www.a.example")
