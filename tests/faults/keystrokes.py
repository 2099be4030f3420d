"""`kill -9` while a person types into the real window: at most the last second is lost.

`python -m tests.faults.keystrokes LIBRARY SEED` types numbered words into a note, now and then into
another one, and prints each with its time; whoever kills it knows so what must be in the library.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

from notes.library import Library, Reader
from notes.model import NewNote
from tests.faults.kills import CHECKOUT, collect

NOTES = ("a", "b", "c")
PROMISED = 1.0  # s
_SLACK = 1.0  # s: what a machine that does much else may add
_FIRST = "始 "


def run(folder: Path, count: int, seed: int) -> list[str]:
    """Kill a window so often; what was wrong with the library afterwards."""
    chance = random.Random(seed)
    path = folder / "typing.banyan"
    with Library.open(path, create=True) as library:
        for note_id in NOTES:
            library.create_note(NewNote(note_id, _FIRST, id=note_id))
    found: list[str] = []
    worst = 0.0
    for number in range(count):
        problems, lost = judge(path, _kill_once(folder, path, seed * 10_000 + number, chance))
        worst = max(worst, lost)
        found += [f"kill {number}: {problem}" for problem in problems]
    sys.stdout.write(f"typing: {count} kills, at most the last {worst:.2f} s lost\n")
    return found


def _kill_once(folder: Path, path: Path, seed: int, chance: random.Random) -> list[str]:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "*=false"}
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        environment[f"XDG_{name}_HOME"] = str(folder / name.lower())
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.keystrokes", path, str(seed)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=CHECKOUT,
        env=environment,
    )
    lines: list[str] = []
    reader = threading.Thread(target=collect, args=(process, lines))
    reader.start()
    while not lines and process.poll() is None:
        time.sleep(0.01)
    time.sleep(chance.uniform(0.1, 3))
    process.kill()
    process.wait()
    reader.join()
    return lines


def judge(path: Path, lines: list[str]) -> tuple[list[str], float]:
    """What is wrong with a library after a kill, and how many seconds of typing are missing."""
    if not lines:
        return ["nothing was typed"], 0.0
    said = [json.loads(line) for line in lines if line.endswith("\n")]
    with Library.open(path) as library:
        found = [f"check: {problem}" for problem in library.check()]
        library.index_pending()
    lost = 0.0
    with Reader.open(path) as reader:
        for note_id in NOTES:
            body = reader.note(note_id).body
            words = re.findall(r"w\d+-\d+ ", body)
            if body != _FIRST + "".join(words):
                found.append(f"{note_id} is torn: {body[-60:]!r}")
            kept = set(words)
            typed = [event for event in said if event["note"] == note_id]
            missing = [event for event in typed if event["word"] not in kept]
            if any(event["word"] in kept for event in typed[len(typed) - len(missing) :]):
                found.append(f"{note_id}: a word is missing before one that is there")
            if missing:
                # to the last word, not the kill: the process may have waited for its turn between
                lost = max(lost, said[-1]["t"] - missing[0]["t"])
    if lost > PROMISED + _SLACK:
        found.append(f"what was typed {lost:.2f} s before is lost")
    return found, lost


def main(place: str, seed: str) -> None:
    """Type until killed."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QTextCursor
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from desktop.__main__ import Options
    from desktop.application import Application
    from desktop.instance import Instance
    from desktop.settings import Settings
    from desktop.trace import Trace

    path = Path(place)
    app = QApplication(["banyan"])
    settings = Settings(path.with_name("settings.ini"))
    settings.set_state("layout", "edit")
    instance = Instance(path)
    chance = random.Random(int(seed))
    options = Options(path, note=chance.choice(NOTES))
    application = Application(
        app, options, settings, "en", instance, instance.claim({}), Trace(None)
    )
    application.start()
    count = 0

    def type_a_word() -> None:
        nonlocal count
        note, editor = application.open_note, application.editor
        if note.note is None:
            return
        if chance.random() < 0.03:
            note.open(chance.choice(NOTES))
            return
        count += 1
        word = f"w{seed}-{count} "
        editor.moveCursor(QTextCursor.MoveOperation.End)
        QTest.keyClicks(editor, word)
        event = {"note": note.note_id, "word": word, "t": time.monotonic()}
        sys.stdout.write(json.dumps(event) + "\n")
        sys.stdout.flush()

    timer = QTimer(interval=30)
    timer.timeout.connect(type_a_word)

    def begin() -> None:
        if hasattr(application, "open_note"):
            waiting.stop()
            timer.start()

    waiting = QTimer(interval=10)
    waiting.timeout.connect(begin)
    waiting.start()
    app.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
