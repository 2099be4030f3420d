"""Chinese typed through a real fcitx5 into a real window."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from notes.library import Library
from notes.model import NewNote, Scope
from tests.bench.window import display

NEEDED = ("Xvfb", "dbus-daemon", "fcitx5", "fcitx5-remote", "xdotool")
PATIENCE = 30.0  # s
CHECKOUT = Path(__file__).resolve().parents[2]
PROFILE = """[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin
[Groups/0/Items/0]
Name=keyboard-us
[Groups/0/Items/1]
Name=pinyin
[GroupOrder]
0=Default
"""

missing = [name for name in NEEDED if not shutil.which(name)]
pytestmark = pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}")


def wait_for(happened: Callable[[], bool], what: str) -> None:
    """Ask until it is so."""
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a session with fcitx5 on a screen and a bus of its own."""
    profile = tmp_path / "config" / "fcitx5" / "profile"
    profile.parent.mkdir(parents=True)
    profile.write_text(PROFILE)
    settings = tmp_path / "config" / "banyan" / "settings.ini"
    settings.parent.mkdir()
    settings.write_text("[state]\nlayout=edit\n", encoding="utf-8")
    running = tmp_path / "run"
    running.mkdir(mode=0o700)
    with display() as screen:
        own = {f"XDG_{name}_HOME": str(tmp_path / name.lower()) for name in ("CONFIG", "DATA")}
        environment = {
            **os.environ,
            **own,
            "XDG_RUNTIME_DIR": str(running),
            "DISPLAY": screen,
            "QT_QPA_PLATFORM": "xcb",
            "XMODIFIERS": "@im=fcitx",
            "PYTHONPATH": str(CHECKOUT),
        }
        for name in ("QT_IM_MODULE", "QT_IM_MODULES", "WAYLAND_DISPLAY"):
            environment.pop(name, None)
        bus = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert bus.stdout is not None
        environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        method = subprocess.Popen(
            ["fcitx5", "--disable=wayland,cloudpinyin"],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield environment
        finally:
            for process in (method, bus):
                process.terminate()
                process.wait(10)
            bus.stdout.close()


def test_chinese_is_typed_and_saved_when_it_is_committed(
    desk: dict[str, str], library_path: Path, tmp_path: Path
) -> None:
    library = Library.open(library_path, create=True)
    library.create_note(NewNote("拼音"))
    (note_id,) = library.note_ids(Scope())
    trace = tmp_path / "trace.jsonl"
    window = subprocess.Popen(
        [
            *(sys.executable, "-m", "desktop", "--library", str(library_path)),
            *("--note", note_id, "--lang", "en", "--trace", str(trace)),
        ],
        env=desk,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

    def tool(*arguments: str) -> str:
        ran = subprocess.run(
            arguments, env=desk, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        return ran.stdout

    def body() -> str:
        return library.note(note_id).body

    try:
        wait_for(lambda: trace.exists() and "editor-ready" in trace.read_text(), "no window")
        wait_for(lambda: bool(tool("xdotool", "search", "--name", "拼音")), "no window's name")
        found = tool("xdotool", "search", "--name", "拼音").split()
        tool("xdotool", "windowfocus", "--sync", found[-1])

        def switched_on() -> bool:
            tool("fcitx5-remote", "-o")
            return tool("fcitx5-remote").strip() == "2"

        wait_for(switched_on, "fcitx5 does not answer")
        tool("xdotool", "type", "--delay", "60", "--", "- nihao ")
        wait_for(lambda: body() == "- 你好", "nothing was composed")
        tool("xdotool", "key", "Return")
        tool("xdotool", "type", "--delay", "60", "--", "zhongguo")
        time.sleep(1.5)  # longer than a key may stay unsaved
        assert "zhong" not in body()
        tool("xdotool", "key", "space")
        wait_for(lambda: body() == "- 你好\n- 中国", "the list did not go on")
        tool("xdotool", "type", "--delay", "60", "--", "shijie")
        tool("xdotool", "key", "Escape", "ctrl+z")
        wait_for(lambda: body() == "- 你好\n- ", "what was given up left a step to undo")
    finally:
        window.send_signal(signal.SIGTERM)
        window.wait(PATIENCE)
        library.close()
