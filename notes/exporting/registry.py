"""The formats that notes go out in: a row each."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from notes.errors import Fault, FaultCode

if TYPE_CHECKING:
    from notes.exporting.base import Exporter


@dataclass(frozen=True, slots=True)
class Format:
    """One format; `exporter` is `module:function`, loaded when first used."""

    name: str
    suffix: str
    exporter: str

    def load(self) -> Exporter:
        """The function that makes a note's document."""
        module, _, function = self.exporter.partition(":")
        loaded: Exporter = getattr(import_module(module), function)
        return loaded


FORMATS = (
    Format("markdown", ".md", "notes.exporting.markdown:document"),
    Format("html", ".html", "notes.exporting.html:document"),
    Format("pdf", ".pdf", "notes.exporting.pdf:document"),
)


def format_named(name: str) -> Format:
    """The format called `name`. Raises `Fault(FORMAT_UNKNOWN)`."""
    for row in FORMATS:
        if row.name == name:
            return row
    known = ", ".join(row.name for row in FORMATS)
    raise Fault(FaultCode.FORMAT_UNKNOWN, format=name, known=known)
