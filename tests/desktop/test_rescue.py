from __future__ import annotations

import stat
import sys

import pytest

from desktop.rescue import rescue
from notes.errors import Fault


def test_each_text_gets_a_file_that_replaces_none(tmp_path):
    folder = tmp_path / "rescued"
    texts = [("同名", "one\n"), ("同名", "two\n"), ("../up\0<b>", "three\n"), ("", "four\n")]
    first, again = rescue(texts, folder), rescue(texts[:1], folder)
    assert len({*first, *again}) == 5
    assert all(path.parent == folder for path in first)
    assert [path.read_text(encoding="utf-8") for path in first] == [text for _, text in texts]


@pytest.mark.skipif(sys.platform == "win32", reason="no such permissions there")
def test_nobody_else_can_read_them(tmp_path):
    (path,) = rescue([("t", "x")], tmp_path / "rescued")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_made_is_a_fault(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(Fault):
        rescue([("t", "x")], tmp_path / "file" / "below")


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_half_a_text_is_not_left_behind(tmp_path):
    import resource
    import signal

    folder = tmp_path / "rescued"
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        with pytest.raises(Fault):
            rescue([("t", "x" * 10_000)], folder)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert list(folder.iterdir()) == []
