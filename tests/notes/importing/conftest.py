"""A library of its own for each test, and short ways to bring documents in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from notes.importing.base import ReadOptions
from notes.importing.plan import Plan, make_plan
from notes.importing.run import ImportReport, apply_plan
from notes.library import Library
from notes.model import Note, Scope, ScopeKind


@pytest.fixture
def library(library_path: Path) -> Iterator[Library]:
    library = Library.open(library_path, create=True)
    yield library
    library.close()


@pytest.fixture
def bring_in(library: Library) -> Callable[..., ImportReport]:
    """Plan and apply at once."""

    def run(*paths: Path, options: ReadOptions | None = None) -> ImportReport:
        return apply_plan(library, make_plan([str(path) for path in paths], library, options))

    return run


@pytest.fixture
def plan_of(library: Library) -> Callable[..., Plan]:
    def run(*paths: Path, options: ReadOptions | None = None) -> Plan:
        return make_plan([str(path) for path in paths], library, options)

    return run


@pytest.fixture
def titled(library: Library) -> Callable[[str], Note]:
    """The note of that title."""

    def find(title: str) -> Note:
        return library.note(library.find(title))

    return find


@pytest.fixture
def all_notes(library: Library) -> Callable[[], list[Note]]:
    return lambda: list(library.notes(Scope(ScopeKind.ALL)))


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Write a file below the folder `in`, which it returns."""

    def put(name: str, content: str | bytes) -> Path:
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path / "in"

    return put
