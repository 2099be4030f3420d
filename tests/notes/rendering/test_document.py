"""A note being edited: the page's blocks end up as those of a note opened afresh."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notes.rendering.document import LiveDocument, Patch, RenderedBlock
from notes.rendering.markdown import RenderOptions, build_markdown
from notes.rendering.sanitize import sanitize

OPTIONS = RenderOptions()


class Page:
    """What a page does with patches."""

    def __init__(self, document: LiveDocument) -> None:
        self.document = document
        self.blocks: list[RenderedBlock] = []
        self.fill()

    def take(self, patch: Patch) -> int:
        for first, removed, inserted in patch.splices:
            assert first + removed <= len(self.blocks)
            self.blocks[first : first + removed] = inserted
        return sum(len(inserted) for _, _, inserted in patch.splices)

    def fill(self) -> int:
        sent = self.take(self.document.update(0, lambda: False))
        assert not self.document.pending
        return sent

    @property
    def html(self) -> str:
        return "\n".join(b.html.strip("\n") for b in self.blocks if b.html and b.html.strip("\n"))


def opened(text: str, **kwargs: object) -> Page:
    return Page(LiveDocument(text, OPTIONS, {}, **kwargs))  # type: ignore[arg-type]


def plain(html: str) -> str:
    return re.sub(r"\s*\n\s*", "\n", html).strip()


def whole(text: str) -> str:
    markdown = build_markdown(OPTIONS)
    markdown.targets = {}
    return plain(sanitize(markdown.convert(text)))


CASES = {
    "headings of one name": "# 一\n\n## 一\n\n> # 一\n\n# 一_1\n",
    "footnotes": "[^x] b[^y]c[^x]\n\n[^y]: why[^z]\n\n# h\n\nd[^z]\n\n[^x]: ex\n    m\n\n[^z]: z\n",
    "references": "[a] [b][a] ![c][a]\n\n- [A]\n\n[a]: <http://x.y> 'title'\n",
    "abbreviations": "HTML and HTML5\n\n- HTML\n\n*[HTML]: Hyper Text\n",
    "details over blocks": "<details>\n<summary>s</summary>\n\n- a\n\n**b**\n\n</details>\n\nc\n",
    "div in div": '<div align="center">\n\n<div>\n\na\n\n</div>\n\n</div>\n\nb\n',
    "definitions": "term\n:   one\n\n    two\n\nother\n: three\n\ntext\n",
    "tabs and windows line ends": "- a\n\t- b\n\n\tc\n",
    "astral": "😀 **粗**\n\n# 😀\n",
    "empty": "",
    "blank": "\n\n \n",
}


@pytest.mark.parametrize("name", CASES)
def test_blocks_come_out_as_in_the_whole(name: str) -> None:
    assert plain(opened(CASES[name]).html) == whole(CASES[name])


def test_a_real_library_of_notes_comes_out_as_whole(corpus: Path) -> None:
    files = sorted(p for p in corpus.rglob("*.md") if p.stat().st_size < 30_000)
    files = random.Random(3).sample(files, 60)
    different = []
    for file in files:
        text = file.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n")
        if plain(opened(text).html) != whole(text):
            different.append(file.name)
    assert len(different) <= len(files) * 0.02, different


EDITS = [
    "", "\n", "\n\n", "# 一\n\n", "[^x]", "[^x]: 注\n\n", "[a]", "[a]: http://z\n\n", "HTML ", "- ",
    "*[HTML]: H\n\n", "```\n", "<details>\n\n", "</details>\n\n", "> ", ": d\n", "x", "|a|\n|-|\n",
    "[TOC]\n\n", "^[行 内]", "%%\n", " ^id\n", "<del>\n\n", "</del>\n\n",
]  # fmt: skip


@settings(max_examples=80)
@given(st.sampled_from(sorted(CASES)), st.data())
def test_after_edits_the_page_shows_what_a_fresh_page_would(name: str, data: st.DataObject) -> None:
    text = CASES[name].encode("utf-16-le").decode("utf-16-le")
    page = opened(text)
    for _ in range(data.draw(st.integers(1, 5))):
        position = data.draw(st.integers(0, len(text)))
        removed = data.draw(st.integers(0, min(8, len(text) - position)))
        added = data.draw(st.sampled_from(EDITS))
        page.document.edit(position, removed, added)
        text = text[:position] + added + text[position + removed :]
        page.fill()
        assert page.document.text == text
        fresh = opened(text)
        assert page.blocks == fresh.blocks


def test_a_key_sends_one_block() -> None:
    text = "\n\n".join(f"## 标题 {n}\n\n段落 {n}[^{n}]\n\n[^{n}]: 注 {n}" for n in range(200))
    page = opened(text)
    page.document.edit(text.index("段落 100"), 0, "字")
    assert page.fill() == 1


def test_a_new_heading_of_the_same_name_renumbers_those_after_it() -> None:
    page = opened("文\n\n# 一\n\n文\n\n# 一\n")
    page.document.edit(0, 0, "# 一\n\n")
    page.fill()
    assert re.findall('id="([^"]*)"', page.html) == ["一", "一_1", "一_2"]


def test_a_definition_changes_only_what_uses_it() -> None:
    text = "[a]\n\n[b]\n\n文\n\n[a]: http://one\n[b]: http://b\n"
    page = opened(text)
    page.document.edit(text.index("one"), 3, "two")
    assert page.fill() == 2  # the block that uses it, and the one it stands in
    assert 'href="http://two"' in page.html


def test_changed_targets_are_looked_up_again() -> None:
    page = opened("[[页]]\n\n文\n\n![图](a%20b.png)\n")
    page.document.set_targets({"页": "note:7", "a b.png": "asset:" + "0" * 64})
    assert page.fill() == 2
    assert 'href="note:7"' in page.html
    assert f'src="note-asset:{"0" * 64}"' in page.html


def test_the_line_looked_at_comes_first() -> None:
    text = "\n\n".join(f"段落 {n}" for n in range(100))
    document = LiveDocument(text, OPTIONS, {})
    patch = document.update(120, lambda: True)
    shown = [n for n, block in enumerate(patch.splices[0][2]) if block.html]
    assert shown == list(range(60, 68))
    assert document.pending


def test_a_hopeless_block_is_shown_as_source() -> None:
    page = opened("一 <b>\n\n二 &\n\n三\n", is_hopeless=lambda source: "二" in source)
    assert '<div class="ui-halted" data-reason="slow"><pre>二 &amp;' in page.html
    assert "<p>三</p>" in page.html


def test_whoever_watches_is_told_of_each_block() -> None:
    told: list[str] = []
    opened("一\n\n二\n", begin=told.append)
    assert [source for source in told if source.strip("\0")][:2] == ["一\n\n", "二\n"]
    assert told[-1] == ""
