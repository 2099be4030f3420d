"""Links of a name are found by their index, so that an import's time grows with its size alone."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from notes.library import Library
from notes.storage import links


def test_links_of_a_key_are_found_by_the_index(library_path: Path) -> None:
    Library.open(library_path, create=True).close()
    db = sqlite3.connect(library_path)
    plan = db.execute(
        f"EXPLAIN QUERY PLAN SELECT key FROM link WHERE {links._BY_KEY}", ("x",)
    ).fetchall()
    db.close()
    assert "link_by_key" in plan[0][3]
