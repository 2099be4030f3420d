"""A note as PDF: its page printed by a helper process that has the web engine."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self

from notes.errors import Fault, FaultCode
from notes.exporting.base import Document, ExportWarning, Finding
from notes.exporting.html import page

if TYPE_CHECKING:
    from types import TracebackType

    from notes.exporting.base import ExportOptions, Place
    from notes.model import Note
    from notes.reader import Reader

# The folder that holds the packages comes first, whatever lies in the working folder.
_START = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); "
    "from desktop.offscreen import main; sys.exit(main())"
)


def helper_command(*flags: str) -> list[str]:
    """The command that starts `desktop.offscreen`."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--offscreen", *flags]
    root = str(Path(__file__).resolve().parent.parent.parent)
    return [sys.executable, "-P", "-c", _START, root, *flags]


class Printer:
    """Makes PDFs of notes; the helper is started for the first and ends with the last.

    Where the web engine cannot start, notes are printed plainly, each with a finding. Raises
    `Fault(WEB_ENGINE)` where that cannot be done either.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._errors: IO[bytes] | None = None
        self._plain_because = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def __call__(
        self, reader: Reader, note: Note, place: Place, options: ExportOptions
    ) -> Document:
        """The note's PDF."""
        made = page(reader, note, place, options, theme="light")
        with tempfile.TemporaryDirectory(prefix="banyan-") as folder:
            html, pdf = Path(folder, "note.html"), Path(folder, "note.pdf")
            html.write_bytes(made.data)
            self._print(html, pdf)
            data = pdf.read_bytes()
        findings = made.findings
        if self._plain_because:
            values = {"detail": self._plain_because}
            findings += (Finding(ExportWarning.PDF_PLAIN, note.id, note.title, values),)
        return Document(data, made.files, findings)

    def _print(self, html: Path, pdf: Path) -> None:
        """Have a page printed; once more, plainly, where the helper dies over it."""
        error = self._ask(html, pdf)
        if error is None and not self._plain_because:
            self._plain_because = self._last_words()
            self._end()
            error = self._ask(html, pdf)
        if error is None or error or not pdf.exists():
            raise Fault(FaultCode.WEB_ENGINE, detail=error or self._last_words())

    def _ask(self, html: Path, pdf: Path) -> str | None:
        """The helper's answer: empty when it printed, None when it died."""
        process = self._process or self._start()
        assert process.stdin is not None  # noqa: S101 - opened as pipes
        assert process.stdout is not None  # noqa: S101
        try:
            process.stdin.write(json.dumps({"html": str(html), "pdf": str(pdf)}) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except BrokenPipeError:
            line = ""
        return str(json.loads(line).get("error", "")) if line else None

    def _start(self) -> subprocess.Popen[str]:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the helper
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            helper_command(*(["--plain"] if self._plain_because else [])),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
            encoding="utf-8",
        )
        return self._process

    def _last_words(self) -> str:
        """What the helper said last before it died."""
        if self._process:
            self._process.wait()
        if not self._errors:
            return "?"
        self._errors.seek(0)
        lines = self._errors.read().decode("utf-8", "replace").split("\n")
        said = [line.rpartition("] ")[2].strip() for line in lines if line.strip()]
        wanted = [line for line in said if "sandbox" in line.lower()]
        return (wanted or said or ["?"])[-1][:200]

    def _end(self) -> None:
        if self._process:
            assert self._process.stdin is not None  # noqa: S101 - opened as a pipe
            assert self._process.stdout is not None  # noqa: S101
            with suppress(BrokenPipeError):
                self._process.stdin.close()
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process.stdout.close()
        if self._errors:
            self._errors.close()
        self._process = self._errors = None
