"""A fuzzer over all readers.

    python -m tests.notes.importing.fuzz [--seconds N] [--seed S] [--keep FOLDER]

Small documents of every format are damaged (bytes changed, cut, doubled, nested, joined with each
other) and brought in. Each must come in or be refused within seconds of processor time; nothing
outside the folder may change. What breaks a reader is written to FOLDER (default `fuzz-found`);
exit code 1 then.
"""

from __future__ import annotations

import argparse
import io
import random
import sqlite3
import sys
import tarfile
import tempfile
import time
import traceback
import zipfile
from collections.abc import Iterator
from pathlib import Path

import psutil

from notes.importing.plan import Action, make_plan
from notes.importing.run import apply_plan
from notes.library import Library
from tests.faults.limit import TooLong, limit

LIMIT = 10.0
"""Seconds of processor time that a few small documents may take."""
_GROWTH = 40_000_000  # bytes; the library grows too
_WARM = 500  # folders

ID = "0123456789abcdef" * 2
MARKDOWN = (
    "---\ntitle: 标题 & 'x'\ndate: 2020-01-02 9:05:00 +0800\ntags: [a, 1.10, b/c]\n"
    "categories:\n- x\n- [y, z]\nnested: {a: &q [1, {b: *q}]}\n---\n\n# H\n\n[x](../y.md)\n"
    "![](<a b.png>) [[w|l]] `c`\n\n"
    '```py\nx\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n{% post_url a %} {{< ref "b" >}} [r]: /u\n'
)
TOML = '+++\ntitle = "T"\ndate = 2020-01-02T03:04:05Z\n[params]\nx = """\na\n"""\n+++\nbody\n'
JSON = '{"title": "T", "tags": ["a", {"b": [1, 2.5e300]}]}\n\nbody\n'
HEXO = "title: T\ndate: 2020-01-01\ntags:\n- a\n---\nbody\n"
INDEX = (
    "技术\n\n"
    + "学习网络 Spark 内存管理及调优 《a b》笔记 go并发 mysql 索引 为什么? " * 4
    + "\n\n标签\n\n"
    + "学习网络 mysql 索引 go并发 " * 6
    + "\n\n文章标题\n\n2018年09月26日\n\n  1. a\n    • b\n"
)
OUTLINE = "# cloud\nDocker\n- child\n  • x\n1、甲\n1\n2\n3\nint a;\nint b;\nint c;\n评论\n"
HTML = (
    "<!DOCTYPE html><html><head><title>T - S</title><meta charset=gbk></head><body><nav>n</nav>"
    "<article><h1>T</h1><pre class='lang-py'>x</pre><ul><li><input type=checkbox>a</ul>"
    "<table><tr><th align=right>a|b</table><img src='data:image/png;base64,AAAA'><math><annotation "
    "encoding='application/x-tex'>x</annotation></math></article></body></html>"
)
ENEX = (
    "<?xml version='1.0'?><en-export><note><title>T</title><created>20200102T030405Z</created>"
    "<tag>a</tag><content><![CDATA[<en-note><div>x<en-todo checked='true'/></div>"
    "<en-media hash='0' type='image/png'/></en-note>]]></content><resource><data encoding='base64'>"
    "AAAA</data><mime>image/png</mime></resource></note></en-export>"
)
JOPLIN = f"Title\n\nbody :/{ID}\n\nid: {ID}\nparent_id: {ID}\ncreated_time: 2020\ntype_: 1"
ZIM = (
    "Content-Type: text/x-zim-wiki\nCreation-Date: 2020-01-02T03:04:05+08:00\n\n====== T ======\n"
    "[[a:b|c]] {{./x.png}} //i// ''c'' '''\nv\n'''\n{{{code: lang=\"py\"\nx\n}}}\n[*] done @tag\n"
)
TOKENS = (
    b"---\n", b"+++\n", b"```\n", b"<div>", b"</", b"<!--", b"]]>", b"&a;", b"*a", b"&a [", b"{",
    b"[[", b"](", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\xe2\x80\xa8", b"../" * 8,
    b"\x1b$B", b"\\u0000", "《".encode(), "•".encode(), b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"9" * 400, b"\t", b": " * 50,
)  # fmt: skip


def _zip() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a/b.md", MARKDOWN)
        file.writestr("../up.md", "x")
        file.writestr(f"Page {ID}.md", "# P\n\nTags: a\n\nx\n")
        file.writestr("c.png", b"\x89PNG" + b"0" * 50)
    return data.getvalue()


def _tar() -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as file:
        for name, text in ((f"{ID}.md", JOPLIN), ("../up.md", "x")):
            info = tarfile.TarInfo(name)
            info.size = len(text.encode())
            file.addfile(info, io.BytesIO(text.encode()))
    return data.getvalue()


def _cherrytree() -> bytes:
    db = sqlite3.connect(":memory:")
    db.executescript(
        "CREATE TABLE node (node_id, name, txt, syntax, tags, ts_creation, ts_lastsave);"
        "CREATE TABLE children (node_id, father_id, sequence);"
        "CREATE TABLE codebox (node_id, offset, txt, syntax);"
        "INSERT INTO node VALUES (1, 'n', '<node><rich_text>x</rich_text></node>',"
        " 'custom-colors', 'a', 0, 0); INSERT INTO children VALUES (1, 1, 0);"
        "INSERT INTO codebox VALUES (1, 0, 'x', 'py');"
    )
    data = db.serialize()
    db.close()
    return data


def originals() -> list[tuple[str, bytes]]:
    """One document of each format: name and content."""
    texts = {
        "a.md": MARKDOWN, "b.md": TOML, "c.md": JSON, "d.md": HEXO, "e.txt": INDEX,
        "f.txt": OUTLINE, "g.html": HTML, "h.enex": ENEX, f"{ID}.md": JOPLIN, "i.txt": ZIM,
        f"Table {ID}.csv": 'a,b\n"x|\ny",2\n',
        "vx.json": '{"files": [{"name": "a.md", "tags": [1]}]}',
    }  # fmt: skip
    found = [(name, text.encode()) for name, text in texts.items()]
    found += [("j.txt", OUTLINE.encode("gb18030")), ("k.txt", INDEX.encode("utf-16"))]
    return [*found, ("l.zip", _zip()), ("m.jex", _tar()), ("n.ctb", _cherrytree())]


def damaged(pick: random.Random, data: bytes, others: list[tuple[str, bytes]]) -> bytes:
    """`data` after one to four accidents."""
    for _ in range(pick.randint(1, 4)):
        data = _accident(pick, data, others)
    return data[:200_000]


def _accident(pick: random.Random, data: bytes, others: list[tuple[str, bytes]]) -> bytes:
    at = pick.randrange(len(data) + 1)
    end = min(len(data), at + pick.randint(0, 40))
    before, inside, after = data[:at], data[at:end], data[end:]
    return pick.choice((
        lambda: before + pick.randbytes(pick.randint(1, 8)) + after,
        lambda: before,
        lambda: before + after,
        lambda: before + inside * pick.randint(2, 60) + after,
        lambda: before + pick.choice(TOKENS) * pick.choice((1, 1, 3, 500)) + inside + after,
        lambda: before + pick.choice(others)[1][:2000] + inside + after,
    ))()  # fmt: skip


def bring_in(folder: Path, library: Library) -> str:
    """Import a folder and take it back; what was wrong, empty when nothing was."""
    outside = sorted(path.name for path in folder.parent.iterdir())
    try:
        with limit(LIMIT):
            plan = make_plan([str(folder)], library)
            report = apply_plan(library, plan)
            again = make_plan([str(folder)], library)
            if report.batch:
                library.undo_batch(report.batch)
    except (Exception, TooLong):  # noqa: BLE001 - whatever escapes a reader is what is looked for
        return traceback.format_exc()
    if sorted(path.name for path in folder.parent.iterdir()) != outside:
        return "a file appeared outside the folder"
    if not (report.created or report.refused or report.findings or report.unchanged):
        return "" if all(path.name == "vx.json" for path in folder.iterdir()) else "vanished"
    new = [item for item in again.items if item.action is not Action.SAME]
    return f"the second time was another: {new[0].source}" if new else ""


def run(seconds: float, seed: int, work: Path) -> Iterator[tuple[str, dict[str, bytes]]]:
    """Fuzz for so long; each finding with the files that show it."""
    pick = random.Random(seed)
    documents = originals()
    library = Library.open(work / "library.banyan", create=True)
    end = time.monotonic() + seconds
    process, memory, number = psutil.Process(), 0, 0
    try:
        while time.monotonic() < end:
            number += 1
            if number == _WARM:
                memory = process.memory_info().rss
            folder = work / "in" / str(number)
            folder.mkdir(parents=True)
            files = {}
            for name, data in pick.sample(documents, 4):
                files[name] = damaged(pick, data, documents) if pick.random() < 0.9 else data
                (folder / name).write_bytes(files[name])
            wrong = bring_in(folder, library)
            for path in folder.iterdir():
                path.unlink()
            if wrong:
                yield wrong, files
        grown = process.memory_info().rss - memory if memory else 0
        sys.stdout.write(f"readers: {number} folders, {grown / 1e6:+.0f} MB\n")
        if grown > _GROWTH:
            yield f"memory grew by {grown / 1e6:.0f} MB over {number} folders", {}
    finally:
        library.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--keep", type=Path, default=Path("fuzz-found"))
    arguments = parser.parse_args()
    count = 0
    with tempfile.TemporaryDirectory() as work:
        for wrong, files in run(arguments.seconds, arguments.seed, Path(work)):
            place = arguments.keep / f"{arguments.seed}-{count}"
            place.mkdir(parents=True)
            for name, data in files.items():
                (place / name).write_bytes(data)
            (place / "why.log").write_text(wrong, "utf-8")
            sys.stdout.write(f"{place}: {wrong.strip().splitlines()[-1]}\n")
            count += 1
    sys.stdout.write(f"seed {arguments.seed}: {count} findings\n")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
