"""A working day in the real window, compressed: what the process holds must not grow.

`python -m tests.faults.window FOLDER ROUNDS SEED`: a round is about a minute of use: a note opened,
a paragraph typed, the text saved; every few rounds a search, another category, a dialog.
480 rounds are eight hours.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from tests.faults.kills import CHECKOUT

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.application import Application

NOTES = 400
_GROWTH = 12_000_000  # bytes in the second half; the library itself and its caches grow too
_WARM = 200  # rounds until the caches are full; fewer are allowed more


def run(folder: Path, rounds: int, seed: int) -> list[str]:
    """Use a window for so many rounds in a process of its own; what grew or failed."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "*=false"}
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        environment[f"XDG_{name}_HOME"] = str(folder / name.lower())
    ran = subprocess.run(
        [sys.executable, "-m", "tests.faults.window", folder, str(rounds), str(seed)],
        capture_output=True,
        text=True,
        check=False,
        cwd=CHECKOUT,
        env=environment,
    )
    if ran.returncode:
        return [f"window: ended with {ran.returncode}: {ran.stderr[-2000:]}"]
    half, end = json.loads(ran.stdout.splitlines()[-1])
    sys.stdout.write(f"window: after half {half}, at the end {end}\n")
    found = []
    if end["bytes"] - half["bytes"] > _GROWTH * (1 if rounds > _WARM else 3):
        found.append(f"memory grew from {half['bytes']} to {end['bytes']}")
    found += [
        f"{name} grew from {half[name]} to {end[name]}"
        for name in ("handles", "threads", "widgets", "children")
        if end[name] > half[name] + 2
    ]
    if end["said"]:
        found.append(f"said {end['said']}: {ran.stderr[-2000:]}")
    return found


def main(place: str, rounds: str, seed: str) -> None:
    """Use the window, and print what the process holds after half the rounds and at the end."""
    from PySide6.QtWidgets import QApplication

    from desktop.__main__ import Options
    from desktop.application import Application
    from desktop.instance import Instance
    from desktop.settings import Settings
    from desktop.trace import Trace
    from tests.faults import damage

    folder = Path(place)
    path = folder / "window.banyan"
    damage.make(path, int(seed), notes=NOTES)
    app = QApplication(["banyan"])
    settings = Settings(folder / "settings.ini")
    settings.set_state("layout", "edit")
    settings.set("safety/mirror_folder", str(folder / "mirror"))
    instance = Instance(path)
    options = Options(path)
    claim = instance.claim({})
    application = Application(app, options, settings, "en", instance, claim, Trace(None))
    application.start()
    _until(app, lambda: application.desk is not None and application.browsing.tree is not None)
    chance, marks = random.Random(int(seed)), []
    for number in range(int(rounds)):
        _minute(app, application, chance, number)
        if number in (int(rounds) // 2, int(rounds) - 1):
            marks.append(_held(application))
    application.window.close()
    _until(app, lambda: not application.window.isVisible())
    application.end()
    sys.stdout.write("\n" + json.dumps(marks) + "\n")


def _minute(
    app: QApplication, application: Application, chance: random.Random, number: int
) -> None:
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QDialog

    from notes.model import Scope, ScopeKind

    note = application.open_note
    note_id = f"n{chance.randrange(NOTES)}"
    note.open(note_id)
    try:
        _until(app, lambda: note.note_id == note_id)
    except TimeoutError as error:
        said = application.window.banners.texts()
        raise TimeoutError(
            f"round {number}: {note_id} asked for, {note.note_id} open; {said}"
        ) from error
    QTest.keyClicks(application.editor, "events are facts ")
    application.editor.insertPlainText("事件溯源\n")
    _until(app, lambda: not note.dirty)
    if number % 3 == 0:
        application.list.search.setText(chance.choice(("溯源", "k8s", "facts", "")))
    if number % 5 == 0:
        application.browsing.show_scope(
            Scope(ScopeKind.CATEGORY, f"技术/c{number % 4}") if number % 2 else Scope()
        )
    if number % 7 == 0:
        name = chance.choice(("preferences", "palette", "note.history", "about", "export"))
        application.actions[name].trigger()
        _for(app, 0.1)
        application.desk.finder.hide()
        for dialog in application.window.findChildren(QDialog):
            dialog.close()
    _for(app, 0.02)


def _held(application: Application) -> dict[str, object]:
    import gc

    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QApplication

    gc.collect()
    process = psutil.Process()
    return {
        "bytes": process.memory_info().rss,
        "handles": process.num_fds() if os.name == "posix" else process.num_handles(),
        "threads": process.num_threads(),
        "widgets": len(QApplication.allWidgets()),
        "children": len(application.findChildren(QObject)),
        "said": application.window.banners.texts(),
    }


def _until(app: QApplication, true: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not true():
        if time.monotonic() > end:
            raise TimeoutError
        _for(app, 0.005)


def _for(app: QApplication, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        app.processEvents()
        time.sleep(0.001)


if __name__ == "__main__":
    main(*sys.argv[1:])
