"""The five seeds come in, are found, and go out again as they came."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from notes.cli import main

Run = Callable[..., Any]


@pytest.fixture
def run(library_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command that must go well; its JSON where it was asked for, else its text."""
    monkeypatch.setenv("BANYAN_LIBRARY", str(library_path))

    def command(*line: object) -> Any:
        out = io.BytesIO()
        with monkeypatch.context() as streams:
            streams.setattr(sys, "stdout", io.TextIOWrapper(out, "utf-8"))
            assert main([str(part) for part in line]) == 0
            sys.stdout.flush()
            text = out.getvalue().decode()
        return json.loads(text) if "--json" in line else text

    return command


def test_seeds_in_and_out(run: Run, seeds: Path, tmp_path: Path) -> None:
    report = run("import", seeds, "--json")
    assert not report["refused"]
    written = [note for note in report["created"] if not note["stub"]]
    stubs = [note for note in report["created"] if note["stub"]]
    by_source = {Path(note["source"] or "").name[:3]: note for note in written}
    assert by_source["000"]["title"] == "Programming ecosystem"
    assert by_source["004"]["title"] == "2022 年终总结"
    assert by_source["004"]["category"] == ["随笔"]
    assert by_source["004"]["tags"] == ["record"]
    assert len(stubs) > 300
    from_index = [note for note in written if "/003_" in (note["source"] or "")]
    assert len(from_index) == 2  # the article, and the page with its lists
    article = next(note for note in from_index if "#" in note["source"])
    assert article["created"].startswith("2018-09-26")
    again = run("import", seeds, "--json")
    assert (again["batch"], again["created"], again["updated"]) == (None, [], [])

    categories = {node["name"]: node["count"] for node in run("tree", "--json")["categories"]}
    assert categories["技术"] > 100
    assert categories["架构"] > 50
    assert len(run("list", "--stubs", "--json")) == len(stubs)
    assert run("search", "熔断", "--json")["total"] + run("search", "架构", "--json")["total"] > 0
    hits = run("search", "浦东", "--json")["hits"]
    assert [hit["title"] for hit in hits] == ["2022 年终总结"]

    for number in ("000", "004"):
        source = next(seeds.glob(f"{number}_*"))
        target = tmp_path / f"{number}.md"
        note = by_source[number]["id"]
        run("export", note, "--format", "markdown", "--plain", "--output", target)
        assert target.read_bytes() == source.read_bytes()

    out = tmp_path / "out"
    run("export", "--all", "--format", "markdown", "--output", out)
    before = {note["id"]: note for note in run("list", "--bodies", "--json")}
    other = tmp_path / "other.banyan"
    run("import", out, "--json", "--library", other)
    after = {note["id"]: note for note in run("list", "--bodies", "--json", "--library", other)}
    assert after.keys() == before.keys()
    for note_id, note in after.items():
        old = before[note_id]
        assert note | {"source": old["source"]} == old

    undone = run("undo", report["batch"], "--json")
    assert (len(undone["removed"]), undone["kept"]) == (len(report["created"]), [])
    assert run("list", "--json") == []
