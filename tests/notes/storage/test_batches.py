"""Imports taken back: what was made goes, what was changed is as before, what was edited stays."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from notes.errors import Fault, FaultCode
from notes.library import Library
from notes.model import NewAttachment, NewNote, Scope, ScopeKind


@pytest.fixture
def library(tmp_path: Path):
    with Library.open(tmp_path / "library.banyan", create=True) as opened:
        yield opened
        assert opened.check() == []


def bring_in(library: Library, *items: tuple[str | None, NewNote]) -> tuple[str, list[str]]:
    batch = library.begin_batch(["/docs"])
    change = library.import_notes(batch, items)
    library.finish_batch(batch, {})
    return batch, [*change.created, *change.updated]


def test_what_an_import_made_goes_with_its_places(library: Library) -> None:
    file = NewAttachment("a.png", "a.png", b"picture")
    new = NewNote("t", "![](a.png)", category=("新", "下"), tags=("x/y",), attachments=(file,))
    batch, (note_id,) = bring_in(library, (None, new))
    assert library.note_ids(Scope(ScopeKind.BATCH, batch)) == [note_id]
    result = library.undo_batch(batch)
    assert (result.removed, result.restored, result.kept) == ((note_id,), (), {})
    assert library.category_paths() == ["技术", "架构"]
    assert library.tag_paths() == []
    assert library.batches()[0].undone
    assert library.undo_batch(batch).removed == ()  # again changes nothing


def test_an_edited_note_is_kept_and_named(library: Library) -> None:
    batch, (edited, plain) = bring_in(library, (None, NewNote("a", "1")), (None, NewNote("b")))
    library.update_note(edited, body="2")
    library.star_notes([plain], True)
    result = library.undo_batch(batch)
    assert (result.removed, dict(result.kept)) == ((plain,), {edited: "edited"})
    assert library.note(edited).body == "2"


def test_a_filled_stub_keeps_its_place_and_becomes_a_stub_again(library: Library) -> None:
    stub = library.create_note(NewNote("重构", category=("架构",), tags=("K",), stub=True)).created[
        0
    ]
    before = library.note(stub)
    new = NewNote("《重构》", "text", tags=("new",), source="/x.md", source_hash="1")
    batch, _ = bring_in(library, (stub, new))
    filled = library.note(stub)
    assert (filled.stub, filled.category, filled.tags) == (False, ("架构",), ("K", "new"))
    assert library.sources()["/x.md"].note_id == stub
    assert library.undo_batch(batch).restored == (stub,)
    after = library.note(stub)
    assert (after.stub, after.title, after.body, after.tags) == (True, "重构", "", ("K",))
    assert (after.source, after.modified) == (None, before.modified)
    assert library.search("text").total == 0


def test_an_updated_note_gets_its_old_text_back(library: Library) -> None:
    made = datetime(2020, 1, 1, tzinfo=UTC)
    old = NewNote("t", "old 溯源", source="/a.md", source_hash="1", created=made, aliases=("别名",))
    first, (note_id,) = bring_in(library, (None, old))
    assert not library.sources()["/a.md"].edited
    new = NewNote("t2", "new", first_body="new raw", source="/a.md", source_hash="2")
    second, _ = bring_in(library, (note_id, new))
    assert [revision.reason for revision in library.history(note_id)] == ["tidy", "import", "first"]
    assert library.sources()["/a.md"].source_hash == "2"
    library.undo_batch(second)
    note = library.note(note_id)
    assert (note.title, note.body, note.created) == ("t", "old 溯源", made)
    record = library.sources()["/a.md"]
    assert (record.source_hash, record.edited) == ("1", False)
    assert library.find("别名") == note_id
    assert library.search("溯源").total == 1
    assert library.undo_batch(first).removed == (note_id,)


def test_an_import_drops_what_no_name_can_hold(library: Library) -> None:
    new = NewNote("a\x00b\nc", "x", category=("a/b", "c\nd", " "), tags=("//", "x//y", "\x01"))
    _, (note_id,) = bring_in(library, (None, new))
    note = library.note(note_id)
    assert (note.title, note.category, note.tags) == ("a b c", ("a", "b", "c d"), ("x/y",))


def test_a_missing_batch_is_a_fault(library: Library) -> None:
    for call in (library.undo_batch, lambda batch: library.finish_batch(batch, {})):
        with pytest.raises(Fault) as caught:
            call("none")
        assert caught.value.code is FaultCode.BATCH_MISSING
