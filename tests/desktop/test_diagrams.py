"""Drawn diagrams are kept in the library."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.diagrams import LibraryDiagrams
from desktop.session import Session
from notes.reader import Reader
from tests.desktop.conftest import wait_until


def test_a_drawing_is_there_at_once_and_after_a_restart(
    qapp: QApplication, session: Session, library_path: Path
) -> None:
    store = LibraryDiagrams(session)
    answers: list[str | None] = []
    store.get("a" * 64, answers.append)
    assert not answers, "the GUI thread asks no library"
    wait_until(qapp, lambda: bool(answers))
    assert answers.pop() is None
    store.put("a" * 64, "<svg>甲</svg>")
    store.get("a" * 64, answers.append)
    assert answers.pop() == "<svg>甲</svg>"
    store.write()
    with Reader.open(library_path) as reader:
        wait_until(qapp, lambda: reader.diagram("a" * 64) is not None)
    later = LibraryDiagrams(session)
    later.get("a" * 64, answers.append)
    wait_until(qapp, lambda: bool(answers))
    assert answers.pop() == "<svg>甲</svg>"
    store.close()
    later.close()
