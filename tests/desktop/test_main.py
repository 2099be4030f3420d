from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from desktop.trace import Trace, process_start


@pytest.fixture
def environment():
    return {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY"}}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have a display")
@pytest.mark.parametrize("display", ["", ":4711", "unix:4711"])
def test_without_a_display_it_says_so_in_one_line(environment, tmp_path, display):
    environment["QT_QPA_PLATFORM"] = ""
    environment["DISPLAY"] = display
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "--library", str(tmp_path / "x.banyan")],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "display" in done.stderr
    assert not (tmp_path / "x.banyan").exists()


def test_a_trace_that_cannot_be_written_is_told(environment, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "--trace", str(tmp_path / "no" / "where")],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert done.returncode == 1
    assert "trace" in done.stderr


def test_the_trace_holds_one_object_a_line(tmp_path):
    path = tmp_path / "trace.jsonl"
    trace = Trace(path)
    trace("key", revision=1)
    trace("search-typed", query="溯\n源")
    lines = path.read_text(encoding="utf-8").splitlines()
    trace.close()
    assert [json.loads(line)["event"] for line in lines] == ["key", "search-typed"]
    assert json.loads(lines[1])["query"] == "溯\n源"


def test_the_start_of_the_process_lies_before_now():
    import time

    assert 0 < time.monotonic() - process_start() < 3600


def test_starting_imports_nothing_that_the_first_window_does_not_show(environment):
    code = (
        "import sys; import desktop.__main__, desktop.application;"
        "print(' '.join(sorted(m for m in sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    loaded = set(done.stdout.split())
    late = {
        "markdown",
        "pygments",
        "nh3",
        "sqlite_utils",
        "platformdirs",
        "ruamel",
        "PySide6.QtWebEngineCore",
        "PySide6.QtWebEngineWidgets",
        "PySide6.QtPrintSupport",
        "PySide6.QtNetwork",
        "notes.library",
        "notes.importing.plan",
        "desktop.desk",
        "desktop.dialogs.base",
    }
    assert loaded & late == set()
