"""Editor and preview together: what the render process is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.editor.editor import MarkdownEditor
from desktop.open_note import OpenNote
from desktop.preview.pane import PreviewPane
from desktop.preview_link import PreviewLink
from desktop.session import Session
from desktop.trace import Trace
from notes.library import Library
from notes.model import NewNote
from tests.desktop.conftest import wait_until


class Linked:
    """A link and a pane that is never shown: what would be rendered can be looked at."""

    def __init__(self, session: Session, note: OpenNote, editor: MarkdownEditor) -> None:
        self.pane = PreviewPane(lambda _hash, answer: answer(None))
        self.link = PreviewLink(session, note, editor, Trace(None))
        self.told: list[tuple[str, dict[str, str]]] = []
        client = self.pane._client
        opened, targeted = client.open, client.set_targets

        def open_(note_id, text, targets, revision, embeds):
            self.told.append((text, dict(targets)))
            opened(note_id, text, targets, revision, embeds)

        def set_targets(targets, embeds):
            self.told.append(("targets", dict(targets)))
            targeted(targets, embeds)

        client.open, client.set_targets = open_, set_targets
        self.link.attach(self.pane)

    @property
    def text(self) -> str:
        return self.pane._client._text


@pytest.fixture
def editor(qtbot: QtBot) -> MarkdownEditor:
    editor = MarkdownEditor()
    qtbot.addWidget(editor)
    return editor


@pytest.fixture
def open_note(session: Session, editor: MarkdownEditor) -> OpenNote:
    return OpenNote(session, editor, Trace(None))


@pytest.fixture
def linked(session: Session, open_note: OpenNote, editor: MarkdownEditor) -> Iterator[Linked]:
    linked = Linked(session, open_note, editor)
    yield linked
    linked.pane.shut_down()
    linked.pane.deleteLater()


@pytest.fixture
def pair(library_path: Path, note_id: str) -> tuple[str, str]:
    """A note that links to another, and that other."""
    with Library.open(library_path) as library:
        return library.create_note(NewNote(title="links", body="See [[第一篇]].\n")).created[
            0
        ], note_id


def test_a_note_is_shown_with_its_targets_and_never_without(
    qapp: QApplication, open_note: OpenNote, linked: Linked, pair: tuple[str, str]
) -> None:
    open_note.open(pair[0])
    wait_until(qapp, lambda: bool(linked.told))
    assert linked.told == [("See [[第一篇]].\n", {"第一篇": f"note:{pair[1]}"})]
    open_note.open(pair[1])
    wait_until(qapp, lambda: len(linked.told) == 2)
    assert linked.told[1] == ("正文 one\n", {})


def test_what_is_written_before_a_note_is_shown_is_shown_once(
    qapp: QApplication,
    open_note: OpenNote,
    editor: MarkdownEditor,
    linked: Linked,
    pair: tuple[str, str],
) -> None:
    open_note.open(pair[1])
    wait_until(qapp, lambda: bool(linked.told))

    def write(_note: object) -> None:  # at once, while the targets are being read
        editor.insertPlainText("new ")

    open_note.loaded.connect(write)
    open_note.open(pair[0])
    wait_until(qapp, lambda: len(linked.told) == 2)
    assert linked.text == editor.text() == "new See [[第一篇]].\n"
    editor.insertPlainText("and ")
    assert linked.text == editor.text()
    wait_until(qapp, lambda: not open_note.dirty)
