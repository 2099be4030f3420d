"""What a command says: results on stdout, one-line messages and progress on stderr.

All text from outside is hostile to a terminal: control characters, escape sequences and marks that
reverse the direction of writing are shown by their numbers.
"""

from __future__ import annotations

import io
import json
import os
import re
import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from notes.errors import Fault
from resources.messages import language_from, word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from types import FrameType

# C0 but the line end and tab, C1, line separators, direction marks, lone surrogates.
_HOSTILE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_HOSTILE_IN_LINE = re.compile(_HOSTILE.pattern[:-1] + "\t\n]")


def _number(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def printable(text: str) -> str:
    """The text with nothing in it that commands a terminal; lines and tabs stay."""
    return _HOSTILE.sub(_number, text)


def one_line(text: str) -> str:
    """The text as one line with nothing in it that commands a terminal."""
    return _HOSTILE_IN_LINE.sub(_number, text)


def to_json(value: object, *, indent: int | None = None) -> str:
    """The value as JSON in which nothing commands a terminal; it reads back the same."""
    plain = json.dumps(value, ensure_ascii=False, indent=indent)
    return re.sub(
        "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]",
        lambda match: f"\\u{ord(match[0]):04x}",
        plain,
    )


class Console:
    """The two streams of a command, in UTF-8 whatever the locale, and the person's language."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self.language = language_from(environment)
        self.out = _utf8(sys.stdout)
        self.err = _utf8(sys.stderr)
        self.on_terminal = self.out.isatty()
        self._progress_shown = False

    def word(self, code: str, **values: object) -> str:
        """A text of `resources.messages` in the person's language."""
        return word(code, values, self.language)

    def fault_text(self, fault: Fault) -> str:
        """What went wrong, as one line."""
        return one_line(word(fault.code.value, fault.values, self.language))

    def line(self, text: str = "") -> None:
        """Print one line of a result; the text may come from outside."""
        self.out.write(one_line(text) + "\n")

    def say(self, code: str, **values: object) -> None:
        """Print one worded line of a result."""
        self.line(self.word(code, **values))

    def verbatim(self, text: str) -> None:
        """Print a document: as it is into a file or pipe, made harmless on a terminal."""
        if not self.on_terminal:
            self.out.write(text)
        else:
            self.out.write(printable(text) + ("" if text.endswith("\n") else "\n"))

    def marked(self, text: str, start: str, end: str) -> None:
        """Print one line in which matches stand between `start` and `end`: bold on a terminal."""
        bold, plain = ("\x1b[1m", "\x1b[22m") if self.on_terminal else ("", "")
        parts = re.split(f"({re.escape(start)}|{re.escape(end)})", text)
        marks = {start: bold, end: plain}
        self.out.write("".join(marks.get(part, one_line(part)) for part in parts) + plain + "\n")

    def json(self, value: object) -> None:
        """Print the one JSON document of `--json`."""
        self.out.write(to_json(value, indent=2 if self.on_terminal else None) + "\n")

    def json_list(self, values: Iterable[object]) -> None:
        """Print a JSON array item by item, so that a long one need not fit into the memory."""
        indent = 2 if self.on_terminal else None
        separator = "["
        for value in values:
            self.out.write(separator + to_json(value, indent=indent))
            separator = ",\n"
        self.out.write("[]\n" if separator == "[" else "]\n")

    def note(self, code: str, **values: object) -> None:
        """Print one worded line on stderr."""
        self.complain(self.word(code, **values))

    def fault(self, fault: Fault) -> None:
        """Say what went wrong on stderr."""
        self.complain(self.fault_text(fault))

    def complain(self, text: str) -> None:
        """Print one line on stderr; the text may come from outside."""
        self.end_progress()
        self.err.write(f"banyan: {one_line(text)}\n")
        self.err.flush()

    def progress(self, done: int, total: int) -> None:
        """Show how far a long command is, on a terminal only."""
        if not self.err.isatty():
            return
        share = f"{done}/{total}" if total else str(done)
        self.err.write(f"\r\x1b[K{share}")
        self.err.flush()
        self._progress_shown = True

    @contextmanager
    def interruptible(self) -> Iterator[Callable[[], bool]]:
        """Ctrl+C ends the command at its next good moment; a second one ends it at once."""
        asked: list[int] = []

        def ask(number: int, _frame: FrameType | None) -> None:
            if asked:
                raise KeyboardInterrupt
            asked.append(number)

        if threading.current_thread() is not threading.main_thread():
            yield lambda: False
            return
        before = signal.signal(signal.SIGINT, ask)
        try:
            yield lambda: bool(asked)
        finally:
            signal.signal(signal.SIGINT, before)

    def end_progress(self) -> None:
        """Take the progress line away."""
        if self._progress_shown:
            self.err.write("\r\x1b[K")
            self.err.flush()
            self._progress_shown = False


def _utf8(stream: TextIO) -> TextIO:
    if isinstance(stream, io.TextIOWrapper):
        # A lone surrogate (an odd file name) is written as an escape, which JSON reads back.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    return stream
