"""Library files as releases wrote them, each with what it holds.

`python -m tests.notes.storage.stored` writes the one of the schema as it is now into `libraries/`;
once a schema is released its file is never written again.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from notes.library import Library, Reader
from notes.model import NewAttachment, NewNote, Scope, ScopeKind
from notes.storage import migrations

LIBRARIES = Path(__file__).with_name("libraries")
_CHINA = timezone(timedelta(hours=8))


def make(path: Path) -> None:
    """A library with rows in every table."""
    with Library.open(path, create=True) as library:
        batch = library.begin_batch(["/旧笔记", "/b.zip"])
        library.import_notes(batch, [(None, new) for new in _imported()])
        library.finish_batch(batch, {"created": 3, "warnings": [{"path": "x", "message": "m"}]})
        again = library.begin_batch(["/旧笔记"])
        library.import_notes(again, [("sourcing", _sourcing("事件溯源，改过的。\n"))])
        library.finish_batch(again, {"updated": 1})
        _write(library)
        library.set_setting("trash_days", "90")
        library.keep_diagram("a" * 64, "<svg xmlns='http://www.w3.org/2000/svg'/>")
        # what an import that was killed and a large note leave for later
        library.import_notes(library.begin_batch(["/多"]), [(None, new) for new in _many()])
        library.update_note("long", body="很长的笔记 longest " * 40, defer_index=True)


def _sourcing(body: str) -> NewNote:
    return NewNote(
        "事件溯源",
        body,
        id="sourcing",
        first_body="\ufeff事件溯源\n\n" + body,
        front_matter="---\ntitle: 事件溯源\ndate: 2018-09-26 21:00:00 +0800\nx: [1, {y: ~}]\n---\n",
        properties={"title": "事件溯源", "x": [1, {"y": None}]},
        category=("技术", "架构"),
        tags=("云原生/kubernetes", "ddd"),
        aliases=("Event Sourcing",),
        created=datetime(2018, 9, 26, 21, tzinfo=_CHINA),
        source="/旧笔记/事件溯源.md",
        source_hash="0" * 64,
    )


def _imported() -> list[NewNote]:
    return [
        _sourcing(
            "事件溯源，先写下来的。[[CQRS|读写分开]] ![图](p.png) [外](https://example.org)\n"
        ),
        NewNote(
            "CQRS",
            "[back](事件溯源.md) ![[事件溯源]]\n",
            id="cqrs",
            protected=True,
            starred=True,
            attachments=(NewAttachment("p.png", "图.png", b"\x89PNG\r\n\x1a\n" + bytes(40)),),
            source="/b.zip!/CQRS.md",
            targets={"事件溯源.md": "/旧笔记/事件溯源.md"},
        ),
        NewNote("待写：内存管理", id="stub", stub=True, category=("技术",)),
        NewNote("long", "short yet", id="long"),
    ]


def _many() -> list[NewNote]:
    links = NewNote("links", "[[常用]] " * 210, id="links")
    return [links, NewNote("常用", "used by many", id="used")]


def _write(library: Library) -> None:
    for text in ("one", "two", "三"):
        library.update_note("cqrs", body=f"{text} [[事件溯源]] ![](p.png)\n")
        library.keep_revision("cqrs", "pause")
    (gone,) = library.create_note(NewNote("扔掉的", "trash", id="trashed", tags=("旧",))).created
    library.trash_notes([gone])
    library.create_category(("空的", "类别"))
    library.create_note(NewNote("emoji 👩\u200d🔬 \x01 \u202e", "a\u2028b", id="strange"))


def held(reader: Reader) -> dict[str, Any]:
    """What must read the same in every later release."""
    ids = sorted([*reader.note_ids(Scope()), *reader.note_ids(Scope(ScopeKind.TRASHED))])
    return {
        "notes": {note_id: _note(reader, note_id) for note_id in ids},
        "categories": reader.category_paths(),
        "tags": reader.tag_paths(),
        "batches": [
            [b.id, b.started.isoformat(), list(b.roots), dict(b.report), b.finished is None]
            for b in reader.batches()
        ],
        "sources": sorted(reader.sources()),
        "setting": reader.setting("trash_days"),
        "diagram": reader.diagram("a" * 64),
        "identity": reader.identity(),
        "found": {
            query: [hit.id for hit in reader.search(query).hits]
            for query in ("溯源", "tag:ddd", "used")
        },
    }


def _note(reader: Reader, note_id: str) -> dict[str, Any]:
    note = reader.note(note_id)
    first = reader.first_text(note_id)
    return {
        "text": [note.title, note.front_matter, note.body, dict(note.properties)],
        "place": [list(note.category), list(note.tags), note.source],
        "times": [note.created.isoformat(), note.modified.isoformat()],
        "is": [note.stub, note.starred, note.trashed],
        "first": [first.title, first.front_matter, first.body],
        "history": [
            [r.id, r.modified.isoformat(), r.reason, reader.revision_text(note_id, r.id).body]
            for r in reader.history(note_id)
        ],
        "links": [
            [link.kind.value, link.target, link.note_id, link.attachment]
            for link in reader.links(note_id)
            if note_id != "links"
        ],
        "attachments": {
            target: [a.name, a.mime, reader.attachment_data(a.hash).hex()]
            for target, a in reader.attachments(note_id).items()
        },
    }


def main() -> None:
    """Write the file of today's schema and what it holds."""
    LIBRARIES.mkdir(exist_ok=True)
    path = LIBRARIES / f"v{migrations.SCHEMA_VERSION}.banyan"
    if path.exists():
        sys.exit(f"{path} is there: a release wrote it")
    make(path)
    with Reader.open(path) as reader:
        text = json.dumps(held(reader), ensure_ascii=False, indent=1)
    text = text.replace("\u202e", "\\u202e")  # it would turn an editor's line around
    path.with_suffix(".json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
