"""A note as PDF: its page printed by the helper process."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from notes.errors import Fault, FaultCode
from notes.exporting.base import Document, ExportWarning, Finding
from notes.exporting.helper import Helper
from notes.exporting.html import Pages

if TYPE_CHECKING:
    from notes.exporting.base import ExportOptions, Place
    from notes.model import Note
    from notes.reader import Reader


class Printer(Pages):
    """Makes PDFs of notes.

    Where the web engine cannot start, notes are printed plainly, each with a finding. Raises
    `Fault(WEB_ENGINE)` where that cannot be done either.
    """

    def __init__(self) -> None:
        super().__init__(theme="light")
        self._plain: Helper | None = None

    def close(self) -> None:
        """End the helpers."""
        super().close()
        if self._plain:
            self._plain.close()

    def __call__(
        self, reader: Reader, note: Note, place: Place, options: ExportOptions
    ) -> Document:
        """The note's PDF."""
        made = super().__call__(reader, note, place, options)
        findings = made.findings
        with tempfile.TemporaryDirectory(prefix="banyan-") as folder:
            html, pdf = Path(folder, "note.html"), Path(folder, "note.pdf")
            html.write_bytes(made.data)
            job = {"html": str(html), "pdf": str(pdf)}
            answer = self.helper.ask(job)
            if answer is None:
                self._plain = self._plain or Helper("--plain")
                answer = self._plain.ask(job)
                values = {"detail": self.helper.failure}
                findings += (Finding(ExportWarning.PDF_PLAIN, note.id, note.title, values),)
            if answer is None or "error" in answer or not pdf.exists():
                detail = (answer or {}).get("error", self.helper.failure)
                raise Fault(FaultCode.WEB_ENGINE, detail=detail)
            return Document(pdf.read_bytes(), findings=findings)
