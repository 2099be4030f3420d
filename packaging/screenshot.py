"""Take the README's picture: the real window on a library made of the starter notes.

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
from pathlib import Path

HERE = Path(__file__).resolve().parent
STARTER = HERE.parent / "resources" / "starter"
BANYAN = [sys.executable, "-m", "notes.cli"]
WIDTH, HEIGHT = 1440, 900
WAIT_SECONDS = 40.0


def _wait(check: object, seconds: float = WAIT_SECONDS) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if check():  # type: ignore[operator]  # a plain callable, typed loosely for lambdas
            return True
        time.sleep(0.1)
    return False


def _library(folder: Path, language: str) -> tuple[Path, str]:
    """Import the starter notes; returns the file and the id of the note to show."""
    library = folder / "library.banyan"
    command = [*BANYAN, "import", str(STARTER / language), "--library", str(library), "--json"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    notes = json.loads(done.stdout)["created"]
    longest = max(notes, key=lambda note: len(note["tags"]))
    return library, longest["id"]


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
        screen = subprocess.Popen(
            [
                "Xvfb",
                "-displayfd",
                str(write),
                "-screen",
                "0",
                f"{WIDTH}x{HEIGHT}x24",
                "-nolisten",
                "tcp",
            ],
            pass_fds=[write],
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as pipe:
            environ["DISPLAY"] = f":{pipe.readline().strip()}"
        library, note = _library(folder, language)
        trace = folder / "trace.jsonl"
        command = [*BANYAN, "gui", "--library", str(library), "--note", note]
        command += ["--lang", language, "--theme", theme, "--maximized", "--trace", str(trace)]
        window = subprocess.Popen(command, env=environ)
        try:
            shown = _wait(
                lambda: trace.exists() and "note-open" in trace.read_text(encoding="utf-8")
            )
            if not shown:
                raise SystemExit("the window did not open the note")
            time.sleep(4)  # the preview paints after the note opens; nothing in the trace says so
            subprocess.run(["import", "-window", "root", str(target)], env=environ, check=True)
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
