"""A short run of the fuzzer; the long one is `python -m tests.notes.importing.fuzz`."""

from __future__ import annotations

from pathlib import Path

from tests.notes.importing import fuzz


def test_no_damaged_document_breaks_a_reader(tmp_path: Path) -> None:
    assert [wrong for wrong, _ in fuzz.run(4.0, 20_181, tmp_path)] == []
