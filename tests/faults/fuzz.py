"""Fuzzers: damaged texts for the query language, the renderer and front matter.

Each input must be answered within seconds of processor time and leave no more memory behind than
before. What breaks a part is written to `found/` beside this file, from where the tests run it for
ever after.
"""

from __future__ import annotations

import json
import random
import sys
import time
import traceback
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psutil

from tests.faults.limit import TooLong, limit
from tests.notes.importing.fuzz import HEXO, INDEX, JSON, MARKDOWN, OUTLINE, TOML, damaged

FOUND = Path(__file__).with_name("found")
LIMIT = 10.0
"""Seconds of processor time that one small text may take."""
_GROWTH = 40_000_000  # bytes; caches fill while the first thousand texts go through
_WARM = 1_000
_LONGEST = 20_000  # characters

Check = Callable[[str], str]
"""What is wrong with the answer to a text; empty when nothing is."""

_QUERIES = (
    "溯源 k8s", '"事件溯源" -foo', "C++ .net", 'tag:云 "a" OR b', "NEAR(a b, 3)", "a* ^b {c d}: e",
    "ａｂｃ ⾯ é é", '""" \'\' ((( AND NOT', "架构" * 40, "%_\\ [a-z] ?*", "k8s\0\x02\x03\x1b",
)  # fmt: skip
_MARKS = (
    "# h\n\n- a\n  - b\n\n1. x\n\n> [!note] q\n> r\n\n| a | b |\n|---|:-:|\n| `x|y` | **z** |\n",
    "**重点。**后面 *a **b* c** ~~d~~ ==e== [x](<a b> 'c') ![p](q.png) [[w|l#h]] ![[e|3]]\n",
    "a[^1] b[^z]\n\n[^1]: x\n    y\n\n[^z]: [^1]\n\n*[HTML]: h\n\nHTML\n\nTerm\n: d\n\n: e\n",
    "$a_1$ $$\n\\frac{1}{2}\n$$ \\(x\\) \\[ y \\]\n\n```mermaid\ngraph TD; A-->B\n```\n",
    "<div>\n<p>\n\n*x*\n</div>\n<script>alert(1)</script><!-- c --><a href='javascript:x'>y</a>\n",
    "~~~py {1} title='x'\nprint()\n~~~\n\n    code\n\n***\n\n[r]: http://a.b 'c'\n[r] <http://c.d>\n",
)
_MATTERS = (MARKDOWN, TOML, JSON, HEXO, "---\na: [1, {b: &x *x}]\nc: !!python/object:os x\n---\n")


def query(folder: Path) -> tuple[Check, tuple[str, ...]]:
    """The query language, asked of a library."""
    from notes.library import Library, Reader
    from tests.faults import damage

    path = folder / "query.banyan"
    damage.make(path, 1, notes=40)
    reader = Reader.open(path)

    def check(text: str) -> str:
        page = reader.search(text[:400])
        if len(page.hits) > page.total:
            return f"{len(page.hits)} hits of {page.total}"
        return "" if text.strip() or not page.hits else "nothing asked, something found"

    with closing(Library.open(path)) as library:
        library.index_pending()
    return check, _QUERIES


def renderer(_folder: Path) -> tuple[Check, tuple[str, ...]]:
    """Markdown to HTML, judged by the tests' own judge of hostile HTML."""
    from notes.rendering.markdown import render
    from tests.notes.rendering.hostile import faults_in

    def check(text: str) -> str:
        return "; ".join(faults_in(render(text, targets={})))

    return check, (*_MARKS, MARKDOWN, INDEX, OUTLINE)


def front_matter(_folder: Path) -> tuple[Check, tuple[str, ...]]:
    """Front matter split off, read, and a key of it written."""
    from notes.exporting.front_matter import change_value
    from notes.importing.front_matter import parse, split

    def check(text: str) -> str:
        matter = split(text)
        if matter.block + matter.body != text:
            return "block and body are not the text"
        json.dumps(dict(parse(matter).values))
        changed = change_value(matter.block, "title", "新 'x': [y]") if matter.block else None
        if changed is not None and parse(split(changed)).values.get("title") != "新 'x': [y]":
            return "another title was written"
        return ""

    return check, _MATTERS


FUZZERS = {"query": query, "renderer": renderer, "front-matter": front_matter}


def run(name: str, folder: Path, seconds: float, seed: int, keep: Path = FOUND) -> list[str]:
    """Fuzz a part for so long; what was wrong, each with its text kept as a file in `keep`."""
    check, originals = FUZZERS[name](folder)
    chance = random.Random(seed)
    sources = [(str(number), text.encode()) for number, text in enumerate(originals)]
    process, memory = psutil.Process(), 0
    found: list[str] = []
    count, slowest = 0, 0.0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        count += 1
        data = damaged(chance, chance.choice(sources)[1], sources)
        text = data.decode("utf-8", "replace").replace("\r", "\n")[:_LONGEST]
        started = time.process_time()
        wrong = answer(check, text)
        slowest = max(slowest, time.process_time() - started)
        if wrong:
            found.append(_keep(keep, name, text, wrong))
        if count == _WARM:
            memory = process.memory_info().rss
    grown = process.memory_info().rss - memory if memory else 0
    sys.stdout.write(f"{name}: {count} texts, slowest {slowest:.2f} s, {grown / 1e6:+.0f} MB\n")
    if grown > _GROWTH:
        found.append(f"{name}: memory grew by {grown / 1e6:.0f} MB over {count} texts")
    return found


def answer(check: Check, text: str) -> str:
    """What is wrong with the answer to a text; whatever escapes is, and an answer too late."""
    try:
        with limit(LIMIT):
            return check(text)
    except (Exception, TooLong):  # noqa: BLE001 - whatever escapes is what is looked for
        return traceback.format_exc()


def keep_files(keep: Path, name: str, files: dict[str, bytes]) -> str:
    """Keep the files that broke a part together in a folder; the folder's name."""
    place = keep / f"{name}-{zlib.crc32(repr(files).encode()):08x}"
    place.mkdir(parents=True, exist_ok=True)
    for file, data in files.items():
        (place / file).write_bytes(data)
    return place.name


def _keep(keep: Path, name: str, text: str, wrong: str) -> str:
    keep.mkdir(parents=True, exist_ok=True)
    path = keep / f"{name}-{zlib.crc32(text.encode()):08x}.txt"
    path.write_text(text, encoding="utf-8")
    return f"{name}: {path.name}: {wrong.strip().splitlines()[-1]}"
