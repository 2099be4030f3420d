"""Commands on notes: new, show, edit, list, tree, trash, restore, history, revert, search."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

Banyan = Callable[..., Any]
KEYS = {
    "id", "title", "category", "tags", "created", "modified", "stub", "starred", "trashed",
    "source", "properties",
}  # fmt: skip


def make(banyan: Banyan, title: str, *more: str, body: str = "text\n") -> str:
    ran = banyan("new", "--title", title, *more, stdin=body)
    assert ran.code == 0, ran.err
    return str(ran.out.strip())


def test_new_and_show(banyan: Banyan) -> None:
    body = "\ufeff# 气根\r\n\r\n榕树 𠀀 😀\r"
    placed = ("--category", "技术/植物", "--tag", "云/根", "--tag", "b")
    ran = banyan("new", "--title", "榕树", *placed, "--json", stdin=body)
    assert ran.code == 0
    note = ran.json
    assert note.keys() == KEYS | {"body"}
    assert note["category"] == ["技术", "植物"]
    assert sorted(note["tags"]) == ["b", "云/根"]
    assert note["body"] == "# 气根\n\n榕树 𠀀 😀\n"
    assert (note["source"], note["properties"], note["stub"]) == (None, {}, False)
    assert datetime.fromisoformat(note["created"]).tzinfo is not None
    assert banyan("show", "榕树").out == note["body"]
    assert banyan("show", note["id"], "--json").json == note


def test_list_is_newest_first_and_narrows(banyan: Banyan) -> None:
    ids = [
        make(banyan, "a", "--category", "技术/K8s", "--tag", "云/k8s"),
        make(banyan, "b", "--category", "技术", "--tag", "云"),
        make(banyan, "c", "--category", "随笔", "--tag", "云/k8s"),
    ]
    a, b, c = ids

    def listed(*more: str) -> list[str]:
        found = banyan("list", "--json", *more).json
        assert all(note.keys() == KEYS for note in found)
        return [note["id"] for note in found]

    assert listed() == [c, b, a]
    assert listed("--category", "技术") == [b, a]
    assert listed("--category", "技术/K8s") == [a]
    assert listed("--tag", "云") == [c, b, a]
    assert listed("--tag", "云/k8s", "--category", "技术") == [a]
    banyan("edit", a, "--title", "a again")
    assert listed() == [a, c, b]
    assert banyan("list", "--json", "--bodies").json[0]["body"] == "text\n"
    assert a in banyan("list").out
    nowhere = banyan("list", "--category", "nowhere", "--json")
    assert (nowhere.code, nowhere.json) == (0, [])
    assert "no category “nowhere”" in nowhere.err


def test_tree(banyan: Banyan) -> None:
    make(banyan, "a", "--category", "技术/K8s", "--tag", "云/k8s")
    tree = banyan("tree", "--json").json
    assert tree.keys() == {"categories", "tags"}
    technique = next(node for node in tree["categories"] if node["name"] == "技术")
    assert technique["count"] == 1
    assert technique["children"] == [
        {"name": "K8s", "path": "技术/K8s", "count": 1, "children": []}
    ]
    assert [node["path"] for node in tree["tags"][0]["children"]] == ["云/k8s"]
    shown = banyan("tree").out
    assert "  技术  1\n    K8s  1\n" in shown


def test_edit_changes_what_is_named(banyan: Banyan, tmp_path: Path) -> None:
    note = make(banyan, "a", "--category", "技术", "--tag", "x", body="one\n")
    before = banyan("show", note, "--json").json
    after = banyan("edit", note, "--title", "b", "--json").json
    assert after["title"] == "b"
    assert {key: after[key] for key in ("category", "tags", "body")} == {
        key: before[key] for key in ("category", "tags", "body")
    }
    file = tmp_path / "body.md"
    file.write_bytes(b"two\r\n")
    assert banyan("edit", note, "--body-file", file, "--json").json["body"] == "two\n"
    assert banyan("edit", note, "--body-file", "-", "--json", stdin="three").json["body"] == "three"
    cleared = banyan("edit", note, "--category", "", "--tag", "", "--json").json
    assert (cleared["category"], cleared["tags"]) == ([], [])
    moved = banyan("edit", note, "--category", "x/y", "--tag", "p", "--tag", "q/r", "--json").json
    assert (moved["category"], sorted(moved["tags"])) == (["x", "y"], ["p", "q/r"])


@pytest.mark.parametrize("data", [b"a\0b", b"\xff\xfe\xfa", b"\xd5\xe2"])
def test_a_body_that_is_no_utf8_text_is_refused(
    banyan: Banyan, tmp_path: Path, data: bytes
) -> None:
    note = make(banyan, "a")
    file = tmp_path / "body"
    file.write_bytes(data)
    for ran in (
        banyan("edit", note, "--body-file", file),
        banyan("edit", note, "--body-file", "-", stdin=data),
        banyan("new", "--title", "b", stdin=data),
    ):
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.count("\n") == 1
    assert banyan("show", note).out == "text\n"
    assert len(banyan("list", "--json").json) == 1


def test_a_body_file_that_cannot_be_read(banyan: Banyan, tmp_path: Path) -> None:
    note = make(banyan, "a")
    missing = banyan("edit", note, "--body-file", tmp_path / "nope")
    folder = banyan("edit", note, "--body-file", tmp_path)
    assert missing.code == folder.code == 1
    assert "There is no file at" in missing.err
    assert str(tmp_path) in folder.err


def test_notes_are_named_by_id_or_unambiguous_title(banyan: Banyan) -> None:
    first, second = make(banyan, "same"), make(banyan, "same")
    ambiguous = banyan("show", "same")
    assert ambiguous.code == 1
    assert first in ambiguous.err
    assert second in ambiguous.err
    missing = banyan("show", "nothing")
    assert (missing.code, missing.out) == (1, "")
    assert "No note is called “nothing”" in missing.err
    assert "没有名为“nothing”的笔记" in banyan("show", "nothing", language="zh_CN").err


def test_trash_and_restore(banyan: Banyan) -> None:
    note = make(banyan, "a", "--category", "技术")
    other = make(banyan, "b", "--tag", "x")
    assert banyan("trash", note, "--json").json["trashed"] is True
    assert banyan("trash", other).out == f"{other}\n"
    assert banyan("list", "--json").json == []
    assert [item["id"] for item in banyan("list", "--trashed", "--json").json] == [other, note]
    narrowed = banyan("list", "--trashed", "--category", "技术", "--json").json
    assert [item["id"] for item in narrowed] == [note]
    restored = banyan("restore", note, "--json").json
    assert (restored["trashed"], restored["category"]) == (False, ["技术"])


def test_history_and_revert(banyan: Banyan) -> None:
    note = make(banyan, "a", body="one")
    banyan("edit", note, "--body-file", "-", stdin="two two")
    history = banyan("history", note, "--json").json
    assert [set(item) >= {"revision", "modified", "characters"} for item in history]
    assert history[-1]["characters"] == 3
    assert history[0]["characters"] == 7
    assert "as first read" in banyan("history", note).out
    first = history[-1]["revision"]
    assert banyan("revert", note, first, "--json").json["body"] == "one"
    wrong = banyan("revert", note, 999_999)
    assert wrong.code == 1
    assert "no revision 999999" in wrong.err


def test_search(banyan: Banyan) -> None:
    make(banyan, "事件溯源", body="用事件溯源实现 idempotent 的服务")
    make(banyan, "别的", body="nothing here")
    for query in ("溯源", "溯", "idem", "事件"):
        found = banyan("search", query, "--json").json
        assert found.keys() == {"hits", "total", "elapsed_ms"}
        assert [hit["title"] for hit in found["hits"]] == ["事件溯源"], query
    hit = found["hits"][0]
    assert hit.keys() == {"id", "title", "category", "tags", "snippet", "score"}
    assert "\x02" in hit["snippet"]
    assert banyan("search", "溯源", "--limit", "0", "--json").json["total"] == 1
    shown = banyan("search", "事件", "溯源").out
    assert "事件溯源" in shown
    assert "\x02" not in shown
    assert "1 of 1 hits" in shown
