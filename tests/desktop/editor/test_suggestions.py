from __future__ import annotations

import pytest

from desktop.editor.suggestions import suggest
from notes.library import Library, Reader
from notes.model import NewAttachment, NewNote


@pytest.fixture
def asked(library_path):
    with Library.open(library_path, create=True) as library:
        first = library.create_note(
            NewNote(title="微服务架构", body="# 一\n\n## 网关 #\n")
        ).created[0]
        library.create_note(NewNote(title="会议", body="## {{date}}", tags=("模板/会议",)))
        library.create_note(NewNote(title="微信", tags=("技术/容器",)))
        library.attach(first, NewAttachment("图.png", "图.png", b"x"))
        with Reader.open(library_path) as reader:
            yield lambda kind, prefix="": suggest(reader, kind, prefix, first)


def test_each_kind(asked):
    assert set(asked("note", "微")) == {"微服务架构", "微信"}
    assert set(asked("tag", "技术")) == {"技术", "技术/容器"}
    assert asked("heading", "微服务架构#网") == ["网关"]
    assert asked("heading", "没有#") == []
    assert asked("attachment", "图") == [("图.png", "图.png")]
    assert asked("template") == [("会议", "## {{date}}")]
    assert asked("other") == []
