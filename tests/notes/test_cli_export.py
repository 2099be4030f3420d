"""Commands that give notes away: export, render, check, backup, recover."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Banyan = Callable[..., Any]


def make(banyan: Banyan, title: str, *more: str, body: str = "text\n") -> str:
    return str(banyan("new", "--title", title, *more, stdin=body).out.strip())


def test_one_note_to_a_file(banyan: Banyan, tmp_path: Path) -> None:
    note = make(banyan, "榕树", body="# 气根\n")
    target = tmp_path / "new folder" / "a.md"
    ran = banyan("export", note, "--format", "markdown", "--output", target, "--json")
    assert ran.code == 0
    assert ran.json == {
        "written": [{"id": note, "path": str(target)}],
        "attachments": 0, "refused": [], "warnings": [],
    }  # fmt: skip
    assert target.read_text(encoding="utf-8").endswith("---\n# 气根\n")
    plain = banyan("export", note, "--format", "markdown", "--output", "-", "--plain")
    assert plain.out == "# 气根\n"
    assert "1 notes" in banyan("export", note, "--format", "html", "--output", tmp_path).out
    assert (tmp_path / "榕树.html").exists()


def test_several_notes_to_a_folder_by_category(banyan: Banyan, tmp_path: Path) -> None:
    first = make(banyan, "a", "--category", "技术/云")
    second = make(banyan, "b/c", "--tag", "x")
    make(banyan, "d")
    out = tmp_path / "out"

    def exported(*which: str) -> set[str]:
        ran = banyan("export", *which, "--format", "markdown", "--output", out, "--overwrite")
        assert ran.code == 0
        found = {path.relative_to(out).as_posix() for path in out.rglob("*.md")}
        for path in out.rglob("*.md"):
            path.unlink()
        return found

    assert exported("--all") == {"技术/云/a.md", "b-c.md", "d.md"}
    assert exported("--category", "技术") == {"技术/云/a.md"}
    assert exported("--tag", "x") == {"b-c.md"}
    assert exported(first, second) == {"技术/云/a.md", "b-c.md"}


def test_an_export_replaces_nothing_unasked(banyan: Banyan, tmp_path: Path) -> None:
    note = make(banyan, "a")
    target = tmp_path / "a.md"
    target.write_text("mine")
    ran = banyan("export", note, "--format", "markdown", "--output", target)
    assert (ran.code, ran.out) == (1, "")
    assert "already exists" in ran.err
    assert target.read_text() == "mine"
    again = banyan("export", note, "--format", "markdown", "--output", target, "--overwrite")
    assert again.code == 0


def test_what_is_broken_or_left_out_is_said(banyan: Banyan, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "s.md").write_text("---\ntitle: s\npassword: x\n---\nsecret\n")
    (tmp_path / "in" / "b.md").write_text("# b\n\n![](gone.png)\n")
    banyan("import", tmp_path / "in")
    out = tmp_path / "out"
    ran = banyan("export", "--all", "--format", "html", "--output", out, "--json")
    assert ran.code == 3
    assert [one["title"] for one in ran.json["refused"]] == ["s"]
    assert "--include-protected" in ran.json["refused"][0]["reason"]
    assert "gone.png" in ran.json["warnings"][0]["message"]
    assert ran.err.count("\n") == 2
    alone = banyan("export", "s", "--format", "html", "--output", tmp_path / "s.html")
    assert alone.code == 1
    assert not (tmp_path / "s.html").exists()
    with_it = banyan(
        "export", "s", "--format", "html", "--output", tmp_path / "s.html", "--include-protected"
    )
    assert with_it.code == 0


def test_nothing_to_export(banyan: Banyan, tmp_path: Path) -> None:
    make(banyan, "a")
    for which in (["--category", "nowhere"], ["nothing"]):
        ran = banyan("export", *which, "--format", "html", "--output", tmp_path / "out")
        assert (ran.code, ran.out) == (1, "")
        assert not (tmp_path / "out").exists()


def test_export_to_pdf(banyan: Banyan, tmp_path: Path) -> None:
    note = make(banyan, "榕树", body="# 气根\n")
    ran = banyan("export", note, "--format", "pdf", "--output", tmp_path / "a.pdf")
    assert ran.code == 0, ran.err
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")


# render


def test_render_a_file(banyan: Banyan, tmp_path: Path) -> None:
    file = tmp_path / "榕树.md"
    file.write_text("---\ntitle: 气根 <b>\n---\n# 一\n\n<script>x</script>\n", encoding="utf-8")
    ran = banyan("render", file)
    assert ran.code == 0
    assert ">一</h1>" in ran.out
    assert "<script" not in ran.out
    assert "title:" not in ran.out
    page = banyan("render", file, "--standalone").out
    assert page.startswith("<!DOCTYPE html>")
    assert "<title>气根 &lt;b&gt;</title>" in page
    for line in (["render", "-"], ["render"]):
        assert ">一</h1>" in banyan(*line, stdin="# 一\n").out
    remote = banyan("render", "-", stdin="![x](https://example.org/x.png)").out
    assert 'class="remote"' in remote
    assert "src=" not in remote


def test_render_many_at_once(banyan: Banyan) -> None:
    jobs = [{"id": 1, "markdown": "# a"}, {"id": "b", "markdown": "---\nx: 1\n---\n"}]
    ran = banyan("render", "--batch", stdin=json.dumps(jobs))
    assert [job["id"] for job in ran.json] == [1, "b"]
    assert ">a</h1>" in ran.json[0]["html"]
    assert "<hr" in ran.json[1]["html"]  # a body has no front matter
    for wrong in ("", "[", "{}", '[{"id": 1}]', "[1]", '[{"id": 1, "markdown": 2}]', "[" * 9999):
        refused = banyan("render", "--batch", stdin=wrong)
        assert (refused.code, refused.out) in {(1, ""), (0, "[]\n")}, wrong
    assert banyan("render", "--batch", stdin="{}").code in {0, 1}


@pytest.mark.parametrize("content", [b"\0\1", b"\xff\xfe\xfa\xfb"])
def test_render_of_what_is_no_text(banyan: Banyan, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.md"
    file.write_bytes(content)
    for ran in (banyan("render", file), banyan("render", "-", stdin=content)):
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.count("\n") == 1
    missing = banyan("render", tmp_path / "nope.md")
    assert "There is no file at" in missing.err


# check, backup, recover


def test_check_of_a_sound_library(banyan: Banyan, library_path: Path) -> None:
    make(banyan, "a", body="[[b]]")
    assert banyan("check", "--json").json == {"ok": True, "problems": []}
    assert str(library_path) in banyan("check").out


def test_check_finds_and_mends(banyan: Banyan, library_path: Path) -> None:
    make(banyan, "a", body="[[b]] 榕树")
    db = sqlite3.connect(library_path)
    db.execute("DELETE FROM link")
    db.commit()
    db.close()
    ran = banyan("check", "--json")
    assert ran.code == 0
    assert ran.json["ok"] is True
    assert [(one["kind"], one["mended"]) for one in ran.json["problems"]] == [("link", True)]
    assert banyan("check", "--json").json["problems"] == []


def test_check_of_a_damaged_library(banyan: Banyan, library_path: Path) -> None:
    for number in range(30):
        make(banyan, f"note {number}", body="文字 text " * 200)
    data = bytearray(library_path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 6000] = os.urandom(6000)
    library_path.write_bytes(data)
    ran = banyan("check", "--json")
    assert ran.code == 1
    assert ran.json["ok"] is False
    assert ran.json["problems"]
    assert {"kind", "id", "message"} <= ran.json["problems"][0].keys()
    assert "banyan recover" in ran.err


def test_backup(banyan: Banyan, tmp_path: Path) -> None:
    make(banyan, "a", body="榕树")
    copy = tmp_path / "copy.banyan"
    assert banyan("backup", copy).code == 0
    assert banyan("list", "--library", copy).out.endswith("a\n")
    again = banyan("backup", copy)
    assert (again.code, again.out) == (1, "")
    assert "already exists" in again.err


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere"
)
def test_a_read_only_library_can_be_read(banyan: Banyan, library_path: Path) -> None:
    make(banyan, "a", body="榕树")
    library_path.chmod(0o400)
    assert banyan("list", "--json").code == 0
    ran = banyan("new", "--title", "b")
    assert (ran.code, ran.out) == (1, "")
    assert "cannot be written to" in ran.err


def test_recover(banyan: Banyan, library_path: Path, tmp_path: Path) -> None:
    for number in range(40):
        make(banyan, f"note {number}", body=f"文字 {number} " * 300)
    whole = tmp_path / "whole.banyan"
    ran = banyan("recover", library_path, "--output", whole, "--json")
    assert (ran.code, ran.json) == (0, {"notes": 40, "whole": True, "lost": []})
    data = bytearray(library_path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 9000] = b"\xa5" * 9000
    library_path.write_bytes(data)
    saved = tmp_path / "saved.banyan"
    ran = banyan("recover", library_path, "--output", saved)
    assert ran.code in {0, 3}
    assert library_path.read_bytes() == data
    assert banyan("check", "--library", saved, "--json").json["ok"] is True
    assert len(banyan("list", "--library", saved, "--json").json) > 20
    again = banyan("recover", library_path, "--output", saved)
    assert (again.code, "already exists" in again.err) == (1, True)
    (tmp_path / "text").write_text("no library")
    for nothing in (tmp_path / "text", tmp_path / "nope"):
        ran = banyan("recover", nothing, "--output", tmp_path / "x.banyan")
        assert (ran.code, ran.out) == (1, "")
        assert not (tmp_path / "x.banyan").exists()
