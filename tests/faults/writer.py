"""A process that writes to a library as a person does, and says what is safe.

`python -m tests.faults.writer LIBRARY SEED [STEPS]` prints a JSON line before each step (`will`:
what the notes it touches are to hold) and one after it (`done`). Whoever kills it knows so which
texts must be there: those done, and of the step under way all of the old or all of the new.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
from pathlib import Path

from notes.errors import Fault
from notes.library import Library
from notes.model import NewAttachment, NewNote

WORDS = "事件溯源架构云原生分布式内存管理重构测试笔记abc C++ k8s foo-bar\n，。"


def text(chance: random.Random, length: int) -> str:
    """Some text in two scripts."""
    return "".join(chance.choices(WORDS, k=length))


def digest(title: str, body: str) -> str:
    """What stands for a note's text in the lines printed."""
    return hashlib.sha256(f"{title}\0{body}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Writer:
    """Takes steps at random; each is one operation of the library."""

    def __init__(self, library: Library, seed: int, *, long: float = 0.02) -> None:
        """`long`: the share of saves that leave a note too long to be indexed at once."""
        self._library = library
        self._chance = random.Random(seed)
        self._bodies: dict[str, str] = {}
        self._seed = seed
        self._long = long
        self._count = 0

    def step(self) -> None:
        """One step, announced and then said to be done."""
        self._count += 1
        steps = (self._type, self._type, self._type, self._create, self._bring_in, self._place)
        others = (self._back_up, self._index, self._attach, self._trash)
        self._chance.choice((*steps, *others) if self._bodies else (self._create,))()

    def _say(self, what: str, texts: dict[str, str]) -> None:
        sys.stdout.write(json.dumps({what: texts}) + "\n")
        sys.stdout.flush()

    def _pick(self) -> str:
        return self._chance.choice(list(self._bodies))

    def _new(self) -> NewNote:
        self._count += 1
        body = text(self._chance, self._chance.choice((50, 500, 3000)))
        return NewNote(
            f"w{self._seed}",
            f"{body} [[w{self._seed}]]",
            id=f"w{self._seed}-{self._count}",
            tags=(f"t{self._count % 7}", f"a/b{self._count % 3}"),
            category=("技术", f"c{self._count % 5}"),
        )

    def _create(self) -> None:
        new = self._new()
        assert new.id is not None
        self._say("will", {new.id: digest(new.title, new.body)})
        self._library.create_note(new)
        self._bodies[new.id] = new.body
        self._say("done", {new.id: digest(new.title, new.body)})

    def _type(self) -> None:
        note_id = self._pick()
        body = self._bodies[note_id]
        for _ in range(5):
            place = self._chance.randrange(len(body) + 1)
            body = body[:place] + text(self._chance, 3) + body[place:]
            if self._chance.random() < self._long:
                body += text(self._chance, 70_000)  # long: indexed later
            texts = {note_id: digest(f"w{self._seed}", body)}
            self._say("will", texts)
            self._library.update_note(note_id, body=body)
            self._bodies[note_id] = body
            self._say("done", texts)

    def _bring_in(self) -> None:
        items = [self._new() for _ in range(20)]
        texts = {new.id: digest(new.title, new.body) for new in items if new.id}
        batch = self._library.begin_batch(["/x"])
        self._say("will", texts)
        self._library.import_notes(batch, [(None, new) for new in items])
        self._bodies.update((new.id, new.body) for new in items if new.id)
        self._say("done", texts)
        self._library.finish_batch(batch, {})

    def _place(self) -> None:
        self._library.tag_notes([self._pick()], add=[f"t{self._count}"])
        self._library.move_notes([self._pick()], ("架构",))
        self._library.search("溯源 k8s")

    def _back_up(self) -> None:
        target = self._library.path.parent / f"backup-{self._seed}-{self._count}.banyan"
        self._library.backup(target)
        target.unlink()

    def _index(self) -> None:
        self._library.index_pending()

    def _attach(self) -> None:
        data = self._chance.randbytes(20_000)
        self._library.attach(self._pick(), NewAttachment("", "p.png", data))

    def _trash(self) -> None:
        note_id = self._pick()
        self._library.trash_notes([note_id])
        if self._chance.random() < 0.5:
            self._library.restore_notes([note_id])


def main(path: str, seed: str, steps: str = "0") -> int:
    """Write until killed, or for so many steps; 3: a fault of the environment ended it."""
    try:
        with Library.open(Path(path), create=True) as library:
            writer = Writer(library, int(seed))
            sys.stdout.write(json.dumps({"open": True}) + "\n")
            sys.stdout.flush()
            count = 0
            while not int(steps) or count < int(steps):
                writer.step()
                count += 1
    except Fault as fault:
        sys.stdout.write(json.dumps({"fault": fault.code.value}) + "\n")
        sys.stdout.flush()
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
