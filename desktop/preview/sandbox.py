"""Can the web engine start in its sandbox here? Found out in a child process, remembered.

Without its sandbox the engine is not used: a hole in it would be one in the person's account. The
variable QTWEBENGINE_DISABLE_SANDBOX=1 is the choice of whoever starts the application (and of the
tests); nothing here ever sets it.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import platformdirs
from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer

from notes.child import child_command

PROBE_LIMIT = 20_000  # ms

ROOT = "root"
FAILED = "failed"


def _fingerprint() -> dict[str, str]:
    return {
        "system": platform.platform(),
        "user": str(os.getuid()) if hasattr(os, "getuid") else "",
        "engine": pyside_version,
        "program": sys.executable,
    }


def _cache_file() -> Path:
    return Path(platformdirs.user_cache_dir("banyan")) / "sandbox.json"


def known_verdict() -> str | None:
    """Answer with an empty text if the engine may start, a reason if not, None if untried."""
    if os.environ.get("QTWEBENGINE_DISABLE_SANDBOX") == "1":
        return ""
    if sys.platform != "linux":
        return ""
    if os.geteuid() == 0:
        return ROOT
    with suppress(OSError, ValueError):
        stored = json.loads(_cache_file().read_text(encoding="utf-8"))
        # only success is remembered: what failed may have been mended since
        if stored == _fingerprint():
            return ""
    return None


def _remember() -> None:
    with suppress(OSError):
        file = _cache_file()
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(_fingerprint()), encoding="utf-8")


def find_out(parent: QObject, answer: Callable[[str], None]) -> None:
    """Call `answer` with "" or a reason, at once or when the child process has told."""
    verdict = known_verdict()
    if verdict is not None:
        answer(verdict)
        return
    process = QProcess(parent)
    environment = QProcessEnvironment.systemEnvironment()
    environment.insert("QT_QPA_PLATFORM", "offscreen")
    process.setProcessEnvironment(environment)
    process.setStandardOutputFile(QProcess.nullDevice())
    process.setStandardErrorFile(QProcess.nullDevice())
    answered = False

    def tell(works: bool) -> None:
        nonlocal answered
        if answered:
            return
        answered = True
        if works:
            _remember()
        answer("" if works else FAILED)

    def finished(code: int, status: QProcess.ExitStatus) -> None:
        tell(code == 0 and status == QProcess.ExitStatus.NormalExit)
        process.deleteLater()

    process.finished.connect(finished)
    process.errorOccurred.connect(lambda _error: tell(works=False))
    QTimer.singleShot(PROBE_LIMIT, process, process.kill)
    command = child_command("desktop.preview.probe")  # 0: a page could be loaded
    process.start(command[0], command[1:])
