"""What a note's links lead to, asked of a real library."""

from __future__ import annotations

from pathlib import Path

from notes.library import Library
from notes.model import NewAttachment, NewNote
from notes.reader import Reader
from notes.rendering.lookup import embeds_of, targets_of


def test_targets_and_embeds(tmp_path: Path) -> None:
    path = tmp_path / "a.banyan"
    picture = NewAttachment("p.png", "p.png", b"\x89PNG\r\n\x1a\n", "image/png")
    ids = {}
    with Library.open(path, create=True) as library:
        for title, body, protected in (
            ("丁", "![[戊]]", False),
            ("丙", "![[丁]] ![[锁]]", False),
            ("锁", "秘密", True),
            ("戊", "太深", False),
        ):
            new = NewNote(title, body, protected=protected)
            ids[title] = library.create_note(new).created[0]
        host = NewNote(
            "甲", "![[丙#节]] ![](p.png) [[丁]] [x](https://a.example)", attachments=(picture,)
        )
        ids["甲"] = library.create_note(host).created[0]
    with Reader.open(path) as reader:
        targets = targets_of(reader, ids["甲"])
        assert targets["丙"] == f"note:{ids['丙']}"
        assert targets["丁"] == f"note:{ids['丁']}"
        assert targets["p.png"].startswith("asset:")
        embeds = embeds_of(reader, ids["甲"])
        assert embeds.around == (ids["甲"],)
        assert set(embeds.notes) == {ids["丙"], ids["丁"], ids["锁"]}
        assert embeds.notes[ids["丙"]].targets["丁"] == f"note:{ids['丁']}"
        assert ids["锁"] not in embeds_of(reader, ids["甲"], protected=False).notes
