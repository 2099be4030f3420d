"""File names from titles."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes.exporting.names import LONGEST, Names, folded, safe_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("榕树的气根", "榕树的气根"),
        ("CI/CD: how?", "CI-CD- how"),
        ("../../etc/passwd", "etc-passwd"),
        (".hidden", "hidden"),
        ("trailing. ", "trailing"),
        ("con", "_con"),
        ("COM1.txt", "_COM1.txt"),
        ("console", "console"),
        ("a\x1b[31mb\u202ec", "a-[31mb-c"),
        ("two\n lines", "two- lines"),
        ("???", "untitled"),
        ("", "untitled"),
        ("C++", "C++"),
    ],
)
def test_safe_name(title: str, name: str) -> None:
    assert safe_name(title) == name


@given(st.text(max_size=300))
def test_a_name_is_always_safe(title: str) -> None:
    name = safe_name(title)
    assert 0 < len(name.encode()) <= LONGEST + 1
    assert not set(name) & set('<>:"/\\|?*\0\n\x7f')
    assert name[0] not in ". "
    assert name[-1] not in ". "
    assert safe_name(name) == name


def test_long_names_are_cut_between_letters() -> None:
    assert safe_name("榕" * 100) == "榕" * (LONGEST // 3)
    accented = safe_name("a" * (LONGEST - 1) + "x\u0323\u0323\u0323")
    assert accented == "a" * (LONGEST - 1)


def test_clashes_are_numbered() -> None:
    names = Names([PurePosixPath("技术"), PurePosixPath("b.md", "deep")])
    root = PurePosixPath()
    taken = [names.take(root, stem, ".md") for stem in ("A", "a", "é", "e\u0301", "b")]
    assert [str(path) for path in taken] == [
        "A.md",
        "a (2).md",
        "é.md",
        "e\u0301 (2).md",
        "b (2).md",
    ]
    assert len({folded(path) for path in taken}) == 5
