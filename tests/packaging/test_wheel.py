"""The installed wheel starts in a folder that itself holds `notes/` and `desktop.py`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT

SHIPPED = ("notes", "desktop", "resources")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of what is shipped: a build leaves files where it runs."""
    source = tmp_path_factory.mktemp("source")
    ignored = shutil.ignore_patterns("__pycache__")
    for name in SHIPPED:
        shutil.copytree(CHECKOUT / name, source / name, ignore=ignored)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(CHECKOUT / name, source)
    target = tmp_path_factory.mktemp("wheel")
    build = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(target),
        ".",
    ]
    done = subprocess.run(build, cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    return next(target.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of an environment that holds the wheel; its dependencies by path."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    python = next(home.glob("bin/python")) if os.name != "nt" else home / "Scripts" / "python.exe"
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    done = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=True)
    packages = Path(done.stdout.strip())
    install = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--quiet",
        "--no-deps",
    ]
    subprocess.run([*install, str(wheel)], check=True, capture_output=True)
    # A .pth line adds the folder but reads no .pth in it: the checkout's own install stays unseen.
    (packages / "dependencies.pth").write_text(
        sysconfig.get_path("purelib") + "\n", encoding="utf-8"
    )
    return python.parent


@pytest.fixture
def odd_folder(tmp_path: Path) -> Path:
    """A folder with things named as our packages are, each of which fails when imported."""
    (tmp_path / "notes").mkdir()
    for name in ("notes/__init__.py", "desktop.py", "resources.py", "markdown.py"):
        (tmp_path / name).write_text(
            "raise SystemExit('imported from the wrong place')\n", encoding="utf-8"
        )
    return tmp_path


def test_wheel_holds_everything_that_is_shipped(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    for name in SHIPPED:
        for file in (CHECKOUT / name).rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                assert file.relative_to(CHECKOUT).as_posix() in packed
    assert not [name for name in packed if name.startswith("tests/")]


def test_wheel_starts_beside_folders_with_our_names(installed: Path, odd_folder: Path) -> None:
    environ = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    environ["BANYAN_LIBRARY"] = str(odd_folder / "library.banyan")

    def banyan(*arguments: str, text: str = "") -> str:
        done = subprocess.run(
            [installed / "banyan", *arguments],
            cwd=odd_folder,
            env=environ,
            input=text,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert "0." in banyan("--version")
    banyan("new", "--title", "榕树", text="# 气根\n")
    assert "气根" in banyan("show", "榕树")
    assert "<h1" in banyan("render", "-", text="# 气根\n")


def test_window_starts_beside_folders_with_our_names(installed: Path, odd_folder: Path) -> None:
    environ = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    trace = odd_folder / "trace.jsonl"
    process = subprocess.Popen(
        [installed / "banyan", "gui", "--library", "library.banyan", "--trace", str(trace)],
        cwd=odd_folder,
        env=environ,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        for _ in range(300):
            if trace.exists() and "window-shown" in trace.read_text(encoding="utf-8"):
                break
            try:
                process.wait(0.1)
                break
            except subprocess.TimeoutExpired:
                continue
        process.terminate()
        _, errors = process.communicate(timeout=20)
    finally:
        process.kill()
    assert "wrong place" not in errors
    assert trace.exists(), errors
    assert "window-shown" in trace.read_text(encoding="utf-8"), errors
    assert process.returncode == 0, errors
