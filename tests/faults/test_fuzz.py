"""A short share of the fuzzers, and every text that they ever found something with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults import clock, fuzz


@pytest.mark.parametrize("name", fuzz.FUZZERS)
def test_no_text_breaks_it(name: str, tmp_path: Path) -> None:
    assert fuzz.run(name, tmp_path, seconds=3, seed=20_181, keep=tmp_path / "found") == []


def test_what_was_found_once_is_right_now(tmp_path: Path) -> None:
    for name in fuzz.FUZZERS:
        check, _ = fuzz.FUZZERS[name](tmp_path)
        for path in fuzz.FOUND.glob(f"{name}-*.txt"):
            assert fuzz.answer(check, path.read_text(encoding="utf-8")) == "", path.name


def test_what_is_wrong_is_found_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def check(text: str) -> str:
        return str(1 / len(text.strip("x")))[:0]

    monkeypatch.setitem(fuzz.FUZZERS, "broken", lambda _folder: (check, ("x",)))
    found = fuzz.run("broken", tmp_path, seconds=0.5, seed=1, keep=tmp_path / "found")
    assert any("ZeroDivisionError" in wrong for wrong in found)
    assert list((tmp_path / "found").glob("broken-*.txt"))


def test_a_clock_that_jumps_harms_nothing(tmp_path: Path) -> None:
    assert clock.run(tmp_path, steps=25, seed=1) == []
