"""Commands around imports: import, undo, imports, and what a person is told of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Banyan = Callable[..., Any]


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    (folder / "随笔" / "deep").mkdir(parents=True)
    (folder / "a.md").write_text(
        "---\ntitle: 第一篇\ndate: 2020-02-03\ntags: [x/y]\nnumber: 1.10\n---\n"
        "![](p.png) [b](b.md)\n",
        encoding="utf-8",
    )
    (folder / "p.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(20))
    (folder / "b.md").write_text("# 第二篇\n\ntext\n", encoding="utf-8")
    (folder / "随笔" / "deep" / "c.md").write_text("# 第三篇\n", encoding="utf-8")
    return folder


def test_import_shapes(banyan: Banyan, documents: Path) -> None:
    report = banyan("import", documents, "--json").json
    assert report.keys() == {
        "batch", "created", "updated", "filled", "unchanged", "attachments", "refused", "warnings",
    }  # fmt: skip
    assert isinstance(report["batch"], str)
    by_title = {note["title"]: note for note in report["created"]}
    assert by_title.keys() == {"第一篇", "第二篇", "第三篇"}
    first = by_title["第一篇"]
    assert first["source"] == str(documents / "a.md")
    assert first["created"].startswith("2020-02-03T00:00:00")
    assert first["tags"] == ["x/y"]
    assert first["properties"]["number"] == 1.1
    assert "body" not in first
    assert by_title["第三篇"]["category"] == ["随笔", "deep"]
    assert (report["unchanged"], report["attachments"], report["refused"]) == (0, 1, [])
    again = banyan("import", documents, "--json").json
    assert (again["created"], again["updated"], again["unchanged"]) == ([], [], 3)


def test_a_dry_run_writes_nothing(banyan: Banyan, documents: Path, library_path: Path) -> None:
    plan = banyan("import", documents, "--dry-run", "--json", "--into", "收件/箱")
    assert plan.code == 0
    assert not library_path.exists()
    assert plan.json["batch"] is None
    by_title = {note["title"]: note for note in plan.json["created"]}
    assert by_title["第三篇"]["category"] == ["收件", "箱", "随笔", "deep"]
    assert by_title["第一篇"]["properties"]["number"] == 1.1
    banyan("new", "--title", "x")
    before = library_path.read_bytes()
    shown = banyan("import", documents, "--dry-run")
    assert "new      第一篇  #x/y" in shown.out
    assert library_path.read_bytes() == before


def test_changed_documents_and_undo(banyan: Banyan, documents: Path) -> None:
    first = banyan("import", documents, "--json").json
    (documents / "b.md").write_text("# 第二篇\n\nchanged\n", encoding="utf-8")
    second = banyan("import", documents, "--json").json
    assert [note["title"] for note in second["updated"]] == ["第二篇"]
    assert second["unchanged"] == 2
    listed = banyan("imports", "--json").json
    assert [batch["batch"] for batch in listed] == [second["batch"], first["batch"]]
    undone = banyan("undo", second["batch"], "--json")
    assert undone.code == 0
    assert undone.json == {
        "removed": [], "restored": [second["updated"][0]["id"]], "kept": [],
    }  # fmt: skip
    assert banyan("show", "第二篇").out.endswith("text\n")
    edited = next(note["id"] for note in first["created"] if note["title"] == "第一篇")
    banyan("edit", edited, "--body-file", "-", stdin="mine")
    partly = banyan("undo", first["batch"], "--json")
    assert partly.code == 3
    assert len(partly.json["removed"]) == 2
    assert partly.json["kept"] == [{"id": edited, "reason": "its text was changed since"}]
    assert [note["id"] for note in banyan("list", "--json").json] == [edited]
    assert "(taken back)" in banyan("imports").out


def test_undo_of_no_import(banyan: Banyan) -> None:
    banyan("new", "--title", "x")
    ran = banyan("undo", "nothing")
    assert (ran.code, ran.out) == (1, "")
    assert "There is no import “nothing”" in ran.err


def test_what_cannot_be_read_is_refused_and_the_rest_comes_in(
    banyan: Banyan, documents: Path
) -> None:
    (documents / "empty.md").write_bytes(b"")
    (documents / "binary.md").write_bytes(bytes(range(256)) * 8)
    (documents / "gbk.md").write_bytes("# 编码\n\n这是一段中文的文字，内容不短。\n".encode("gbk"))
    report = banyan("import", documents, documents / "nope.md", "--json")
    assert report.code == 3
    assert len(report.json["created"]) == 4
    reasons = {Path(one["path"]).name: one["reason"] for one in report.json["refused"]}
    assert reasons.keys() == {"empty.md", "binary.md", "nope.md"}
    assert "is empty" in reasons["empty.md"]
    assert "is not text" in reasons["binary.md"]
    assert "There is no file at" in reasons["nope.md"]
    assert "编码" in {note["title"] for note in report.json["created"]}
    assert "没有可读的内容" in banyan("import", documents / "empty.md", language="zh_CN").err


def test_nothing_at_all_comes_in(banyan: Banyan, tmp_path: Path, library_path: Path) -> None:
    ran = banyan("import", tmp_path / "nope")
    assert ran.code == 1
    assert "There is no file at" in ran.err
    assert not library_path.exists()


def test_odd_file_names_are_printed_safely(banyan: Banyan, documents: Path) -> None:
    import os

    name = os.fsencode(documents) + b"/odd \xff\x1b[31m.md"
    try:
        with open(name, "wb") as file:  # noqa: PTH123 - a name that is no text
            file.write(b"# odd\n\ntext\n")
    except OSError:
        pytest.skip("this file system takes no such names")
    report = banyan("import", documents, "--json")
    assert len(report.json["created"]) == 4
    assert "\x1b" not in report.out + banyan("list").out
