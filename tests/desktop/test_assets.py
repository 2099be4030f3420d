from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop import assets
from desktop.assets import Assets
from desktop.preview.assets import Asset
from desktop.session import Session
from notes.library import Library
from notes.model import NewAttachment, NewNote
from tests.desktop.conftest import wait_until


@pytest.fixture
def hashes(library_path: Path, note_id: str) -> list[str]:
    """The hashes of two pictures in the library."""
    del note_id
    with Library.open(library_path) as library:
        names = ("a.png", "b.png")
        pictures = tuple(NewAttachment(n, n, n.encode(), "image/png") for n in names)
        note = library.create_note(
            NewNote(title="t", body="![](a.png) ![](b.png)", attachments=pictures)
        ).created[0]
        return [library.attachments(note)[name].hash for name in names]


def test_attachments_come_from_the_readers(
    qapp: QApplication, session: Session, hashes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "_KEPT", 5)  # one of the two
    source = Assets(session)
    found: list[Asset | None] = []
    source.get(hashes[0], found.append)
    source.get(hashes[0], found.append)
    assert found == []
    wait_until(qapp, lambda: len(found) == 2)
    assert found == [(b"a.png", "image/png")] * 2
    source.get(hashes[0], found.append)
    assert len(found) == 3, "what is kept is given at once"
    source.get(hashes[1], found.append)
    wait_until(qapp, lambda: len(found) == 4)
    source.get(hashes[0], found.append)
    assert len(found) == 4, "the oldest went"
    wait_until(qapp, lambda: len(found) == 5)


def test_what_the_library_does_not_have(qapp: QApplication, session: Session) -> None:
    found: list[Asset | None] = []
    Assets(session).get("0" * 64, found.append)
    wait_until(qapp, lambda: found == [None])
