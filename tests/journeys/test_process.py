"""The window as a process of its own: started twice, ended, killed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from notes.library import Library, Reader
from notes.model import NewNote, Scope

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are Unix's")


class Windows:
    """Starts windows on one library and ends those that still stand."""

    def __init__(self, folder: Path, library: Path) -> None:
        self.folder = folder
        self.library = library
        self.processes: list[subprocess.Popen[str]] = []
        self.environment = {**os.environ, "XDG_CONFIG_HOME": str(folder / "config")}
        config = folder / "config" / "banyan"
        config.mkdir(parents=True)
        (config / "settings.ini").write_text("[state]\nlayout=edit\n", encoding="utf-8")

    def start(self, *flags: str) -> tuple[subprocess.Popen[str], Path]:
        trace = self.folder / f"trace-{len(self.processes)}.jsonl"
        command = [sys.executable, "-m", "desktop", "--library", str(self.library)]
        process = subprocess.Popen(
            [*command, "--trace", str(trace), *flags],
            env=self.environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.processes.append(process)
        return process, trace


@pytest.fixture
def windows(tmp_path: Path, library_path: Path) -> Iterator[Windows]:
    windows = Windows(tmp_path, library_path)
    yield windows
    for process in windows.processes:
        process.kill()
        process.wait()
        if process.stderr is not None:
            process.stderr.close()


@pytest.fixture
def ids(library_path: Path) -> list[str]:
    library = Library.open(library_path, create=True)
    made = [library.create_note(NewNote(title=t, body=t)).created[0] for t in ("One", "Two")]
    library.close()
    return made


def wait_for(trace: Path, event: str, times: int = 1) -> list[dict[str, object]]:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if trace.exists():
            events = [json.loads(line) for line in trace.read_text(encoding="utf-8").splitlines()]
            found = [one for one in events if one["event"] == event]
            if len(found) >= times:
                return found
        time.sleep(0.02)
    raise AssertionError(f"no {event}")


def test_sigterm_closes_it(windows, ids, library_path):
    process, trace = windows.start("--note", ids[0])
    wait_for(trace, "editor-ready")
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=15)
    assert process.returncode == 0
    assert "Traceback" not in errors
    assert not Path(f"{library_path}-lock").exists()
    again, trace = windows.start()  # as it was left: SIGTERM is how a session ends, too
    assert wait_for(trace, "note-open")[0]["id"] == ids[0]
    again.send_signal(signal.SIGTERM)
    again.communicate(timeout=15)


def test_a_second_start_hands_its_note_to_the_first(windows, ids):
    first, trace = windows.start("--note", ids[0])
    wait_for(trace, "note-open")
    second, second_trace = windows.start("--note", ids[1])
    second.communicate(timeout=30)
    assert second.returncode == 0
    events = [json.loads(line)["event"] for line in second_trace.read_text().splitlines()]
    assert events == ["process-start"]
    opened = wait_for(trace, "note-open", 2)
    assert [event["id"] for event in opened] == ids
    first.send_signal(signal.SIGTERM)
    first.communicate(timeout=15)
    assert first.returncode == 0


def test_after_a_kill_it_opens_again_without_a_question(windows, ids, library_path):
    process, trace = windows.start("--note", ids[0])
    wait_for(trace, "editor-ready")
    process.kill()
    process.communicate()
    again, trace = windows.start("--note", ids[1])
    wait_for(trace, "editor-ready")  # writable: the dead one's lock does not hold it back
    again.send_signal(signal.SIGTERM)
    again.communicate(timeout=15)
    with Reader.open(library_path) as reader:
        assert reader.note_ids(Scope())


@pytest.mark.skipif(not shutil.which("dbus-run-session"), reason="needs dbus-run-session")
def test_a_screen_reader_sees_the_window(windows, ids, library_path):
    """The whole tree over AT-SPI, as Orca reads it; in a process of the system's own Python."""
    helper = Path("/usr/libexec/at-spi-bus-launcher")
    python = "/usr/bin/python3"
    probe = [python, "-c", "import pyatspi"]
    if not helper.exists() or not Path(python).exists():
        pytest.skip("needs at-spi2-core")
    if subprocess.run(probe, capture_output=True, check=False).returncode:
        pytest.skip("needs python3-pyatspi")
    if not shutil.which("Xvfb"):
        pytest.skip("needs Xvfb: the offscreen platform speaks no AT-SPI")
    script = Path(__file__).with_name("at_spi.sh")
    done = subprocess.run(
        ["dbus-run-session", "--", "bash", str(script), sys.executable, str(library_path), ids[0]],
        env={**windows.environment, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=90,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])
    for name in ("File", "Categories and tags", "Search notes", "Title of the note", "Note text"):
        assert name in seen["names"], name
    assert seen["title"] == "One"
