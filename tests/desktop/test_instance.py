from __future__ import annotations

import pytest

from desktop import instance
from desktop.instance import Claim, Instance


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(instance, "_PATIENCE", 200)


def test_the_first_gets_the_lock_and_gives_it_back(qapp, library_path):
    first = Instance(library_path)
    assert first.claim({}) is Claim.FIRST
    first.release()
    second = Instance(library_path)
    assert second.claim({}) is Claim.FIRST
    second.release()


def test_a_lock_whose_holder_does_not_answer_is_foreign(qapp, library_path):
    holder = Instance(library_path)
    assert holder.claim({}) is Claim.FIRST
    assert Instance(library_path).claim({"note": "x"}) is Claim.FOREIGN
    holder.release()


def test_a_folder_that_cannot_be_made_cannot_be_locked(qapp, tmp_path):
    (tmp_path / "file").write_text("no folder")
    assert Instance(tmp_path / "file" / "library.banyan").claim({}) is Claim.UNLOCKABLE


def test_two_libraries_have_two_windows(qapp, tmp_path):
    one, two = Instance(tmp_path / "a.banyan"), Instance(tmp_path / "b.banyan")
    assert one.claim({}) is Claim.FIRST
    assert two.claim({}) is Claim.FIRST
    one.release()
    two.release()
