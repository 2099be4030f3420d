"""A short share of the fuzzers, and every text that they ever found something with."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from notes.library import Library
from tests.faults import clock, fuzz
from tests.notes.importing import fuzz as readers


@pytest.mark.parametrize("name", fuzz.FUZZERS)
def test_no_text_breaks_it(name: str, tmp_path: Path) -> None:
    assert fuzz.run(name, tmp_path, seconds=3, seed=20_181, keep=tmp_path / "found") == []


def test_what_was_found_once_is_right_now(tmp_path: Path) -> None:
    for name in fuzz.FUZZERS:
        check, _ = fuzz.FUZZERS[name](tmp_path)
        for path in fuzz.FOUND.glob(f"{name}-*.txt"):
            assert fuzz.answer(check, path.read_text(encoding="utf-8")) == "", path.name


def test_what_broke_a_reader_once_comes_in_or_is_refused_now(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.banyan", create=True) as library:
        for place in fuzz.FOUND.glob("readers-*"):
            (tmp_path / "in").mkdir(exist_ok=True)
            copy = shutil.copytree(place, tmp_path / "in" / place.name)
            assert readers.bring_in(copy, library) == "", place.name


def test_files_that_broke_a_reader_are_kept_together(tmp_path: Path) -> None:
    name = fuzz.keep_files(tmp_path, "readers", {"a.md": b"\xff", "b.zip": b"PK"})
    kept = {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()}
    assert kept == {"a.md": b"\xff", "b.zip": b"PK"}


def test_what_is_wrong_is_found_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def check(text: str) -> str:
        return str(1 / len(text.strip("x")))[:0]

    monkeypatch.setitem(fuzz.FUZZERS, "broken", lambda _folder: (check, ("x",)))
    found = fuzz.run("broken", tmp_path, seconds=0.5, seed=1, keep=tmp_path / "found")
    assert any("ZeroDivisionError" in wrong for wrong in found)
    assert list((tmp_path / "found").glob("broken-*.txt"))


def test_a_clock_that_jumps_harms_nothing(tmp_path: Path) -> None:
    assert clock.run(tmp_path, steps=25, seed=1) == []
