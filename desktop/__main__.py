"""Opens the window: flags, the display, the input method; everything else comes after."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from desktop.trace import Trace, process_start

if TYPE_CHECKING:
    from collections.abc import Sequence

_WITHOUT_DISPLAY = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs")


class Options(NamedTuple):
    """The flags of `banyan gui`."""

    library: Path
    note: str = ""
    lang: str = ""
    trace: Path | None = None


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window and answer the exit code."""
    options = _parse(sys.argv[1:] if argv is None else argv)
    try:
        trace = Trace(options.trace)
    except OSError as error:
        return _refuse("gui.trace", options.lang, path=str(options.trace), detail=error.strerror)
    trace("process-start", at=process_start())
    if not _has_display():
        return _refuse("gui.no-display", options.lang)
    _choose_input_method()
    from desktop.application import run

    return run(options, trace)


def _parse(argv: Sequence[str]) -> Options:
    import argparse

    parser = argparse.ArgumentParser(prog="banyan gui")
    parser.add_argument("--library", metavar="FILE")
    parser.add_argument("--note", metavar="ID", default="")
    parser.add_argument("--lang", choices=("zh_CN", "en"), default="")
    parser.add_argument("--trace", metavar="FILE", type=Path)
    found = parser.parse_args(argv)
    from notes.places import library_path

    return Options(library_path(found.library), found.note, found.lang, found.trace)


def _refuse(code: str, lang: str, **values: object) -> int:
    from resources.messages import language_from, word

    language = lang or language_from(os.environ)
    sys.stderr.write(f"banyan: {word(code, values, language)}\n")
    return 1


def _has_display() -> bool:
    """Whether Qt will find a screen; it would abort the process where it does not."""
    if not sys.platform.startswith(("linux", "freebsd")):
        return True
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if platform.startswith(_WITHOUT_DISPLAY):
        return True
    wayland = os.environ.get("WAYLAND_DISPLAY", "")
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR", "/nonexistent"))
    if wayland and not platform.startswith("xcb") and (runtime / wayland).exists():
        return True
    display = os.environ.get("DISPLAY", "")
    host, _, number = display.rpartition(":")
    if not number:
        return False
    if host not in {"", "unix"}:
        return True  # another machine's screen: Qt itself finds out
    return _answers(Path("/tmp/.X11-unix") / f"X{number.partition('.')[0]}")  # noqa: S108 - X11's own


def _answers(path: Path) -> bool:
    """Whether an X server listens at a socket; a file may be left of one that has ended."""
    try:
        bound = Path("/proc/net/unix").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return path.exists()
    return any(line.endswith((f" {path}", f"@{path}")) for line in bound.splitlines())


def _choose_input_method() -> None:
    """Speak ibus to fcitx where Qt's fcitx plugin is missing: fcitx5 answers that protocol too."""
    wanted = ("QT_IM_MODULES", "QT_IM_MODULE", "XMODIFIERS")
    if not any("fcitx" in os.environ.get(name, "") for name in wanted):
        return
    from PySide6.QtCore import QLibraryInfo

    from desktop.editor.input_method import input_environment

    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    os.environ.update(input_environment(os.environ, [plugins]))


if __name__ == "__main__":
    sys.exit(main())
