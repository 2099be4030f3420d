"""The formats that notes go out in: a row each."""

from __future__ import annotations

from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from notes.errors import Fault, FaultCode

if TYPE_CHECKING:
    from notes.exporting.base import Exporter


@dataclass(frozen=True, slots=True)
class Format:
    """One format; `exporter` is `module:name`, loaded when first used.

    It names an `Exporter`, or a class of them whose objects are closed after the last note.
    """

    name: str
    suffix: str
    exporter: str

    def open(self) -> AbstractContextManager[Exporter]:
        """What makes the notes' documents."""
        module, _, name = self.exporter.partition(":")
        found = getattr(import_module(module), name)
        return closing(found()) if isinstance(found, type) else nullcontext(found)


FORMATS = (
    Format("markdown", ".md", "notes.exporting.markdown:document"),
    Format("html", ".html", "notes.exporting.html:Pages"),
    Format("pdf", ".pdf", "notes.exporting.pdf:Printer"),
)


def format_named(name: str) -> Format:
    """The format called `name`. Raises `Fault(FORMAT_UNKNOWN)`."""
    for row in FORMATS:
        if row.name == name:
            return row
    known = ", ".join(row.name for row in FORMATS)
    raise Fault(FaultCode.FORMAT_UNKNOWN, format=name, known=known)
