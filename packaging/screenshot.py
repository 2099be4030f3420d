"""Take the README's pictures: the real window on a library made of `packaging/demo`.

`make screenshot` writes packaging/pictures/window-light.png and window-dark.png. Needs Xvfb and
ImageMagick's `import`; starts a virtual screen of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
BANYAN = [sys.executable, "-m", "notes.cli"]
FRAME = 32  # px that the first window leaves for its frame
WIDTH, HEIGHT = 1280, 800 + FRAME
WAIT_SECONDS = 40.0


def _wait(check: Callable[[], bool], seconds: float = WAIT_SECONDS) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if check():
            return True
        time.sleep(0.1)
    return False


def _library(folder: Path) -> tuple[Path, str]:
    """Import the demonstration notes; returns the file and the id of the note to show."""
    library = folder / "library.banyan"
    command = [*BANYAN, "import", str(HERE / "demo"), "--library", str(library), "--json"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    notes = json.loads(done.stdout)["created"]
    return library, max(notes, key=lambda note: note["created"])["id"]


def _settings(folder: Path, theme: str) -> None:
    file = folder / "banyan" / "settings.ini"
    file.parent.mkdir()
    file.write_text(f"[appearance]\ntheme={theme}\n", encoding="utf-8")


def _picture(theme: str, language: str, target: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environ = {
            **os.environ,
            "XDG_CONFIG_HOME": name,
            "XDG_DATA_HOME": name,
            "QT_SCALE_FACTOR": "1",
        }
        environ.pop("QT_QPA_PLATFORM", None)
        if os.geteuid() == 0:
            environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
        read, write = os.pipe()
        size = f"{WIDTH}x{HEIGHT}x24"
        screen = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp"],
            pass_fds=[write],
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as pipe:
            environ["DISPLAY"] = f":{pipe.readline().strip()}"
        library, note = _library(folder)
        _settings(folder, theme)
        trace = folder / "trace.jsonl"
        command = [*BANYAN, "gui", "--library", str(library), "--note", note]
        command += ["--lang", language, "--trace", str(trace)]
        window = subprocess.Popen(command, env=environ, stderr=subprocess.DEVNULL)
        try:
            if not _wait(lambda: trace.exists() and "preview-painted" in trace.read_text("utf-8")):
                raise SystemExit("the window did not show the note")
            time.sleep(3)  # formulas, colours and the list's pages follow the first paint
            crop = ["-crop", f"{WIDTH}x{HEIGHT - FRAME}+0+0", "+repage"]
            take = ["import", "-window", "root", *crop, str(target)]
            subprocess.run(take, env=environ, check=True)
        finally:
            window.terminate()
            window.wait(20)
            screen.terminate()
            screen.wait(20)


def main() -> int:
    """Take both pictures, or say what is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lang", default="zh_CN", choices=("zh_CN", "en"))
    parser.add_argument("--output", type=Path, default=HERE / "pictures")
    chosen = parser.parse_args()
    for tool in ("Xvfb", "import"):
        if not shutil.which(tool):
            print(f"{tool} is missing: sudo apt-get install xvfb imagemagick", file=sys.stderr)
            return 1
    chosen.output.mkdir(exist_ok=True)
    for theme in ("light", "dark"):
        _picture(theme, chosen.lang, chosen.output / f"window-{theme}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
