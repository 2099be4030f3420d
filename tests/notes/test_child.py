from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from notes.child import FLAG, child_command


def output(command: list[str], folder: Path) -> str:
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=30, check=False
    )
    assert done.returncode == 2, done.stderr
    return done.stderr


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder that itself holds `notes/`."""
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "__init__.py").write_text("raise SystemExit(9)", encoding="utf-8")
    return tmp_path


def test_a_module_of_this_code_is_started_from_anywhere(elsewhere: Path) -> None:
    assert "no-such-command" in output(child_command("notes.cli", "no-such-command"), elsewhere)


def test_a_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    program, *rest = child_command("notes.cli", "no-such-command")
    assert (program, rest[0]) == (sys.executable, FLAG)
    root = str(Path(__file__).resolve().parent.parent.parent)
    entry = "from notes.cli import main; sys.exit(main())"
    start = f"import sys; sys.path.insert(0, {root!r}); {entry}"
    assert "no-such-command" in output([sys.executable, "-c", start, *rest], tmp_path)


def test_only_modules_of_this_code_are_run(tmp_path: Path) -> None:
    command = child_command("antigravity")
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=30, check=False)
    assert done.returncode == 1
