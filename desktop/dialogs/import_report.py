"""What an import did, and how to take it back."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QListView, QPushButton, QWidget

from desktop.browser.text import one_line
from desktop.dialogs.base import LinesPage, label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from desktop.dialogs.import_detail import Words
    from desktop.theme import Theme
    from notes.importing.run import ImportReport

SHOWN = 2_000  # lines of warnings; nobody reads more, and the report keeps them all
AT_ONCE = 50  # lines put into words, and laid out, before the window answers again


@dataclass(frozen=True, slots=True)
class Outcome:
    """An import's figures, from the run itself or from the report that the library keeps."""

    batch: str | None
    created: int = 0
    updated: int = 0
    filled: int = 0
    unchanged: int = 0
    attachments: int = 0
    cancelled: bool = False
    refused: Sequence[tuple[str, str, Mapping[str, Any]]] = field(default_factory=tuple)
    warnings: Sequence[tuple[str, str, Mapping[str, Any]]] = field(default_factory=tuple)


def of_run(report: ImportReport) -> Outcome:
    """The outcome of a run that has just ended."""
    return Outcome(
        batch=report.batch,
        created=len(report.created),
        updated=len(report.updated),
        filled=len(report.filled),
        unchanged=report.unchanged,
        attachments=report.attachments,
        cancelled=report.cancelled,
        refused=[(one.path, str(one.code), one.values) for one in report.refused],
        warnings=[(one.path, str(one.code), one.values) for one in report.findings],
    )


def of_batch(batch: str, report: Mapping[str, Any]) -> Outcome:
    """The outcome that the library has kept of an import."""

    def rows(key: str) -> list[tuple[str, str, Mapping[str, Any]]]:
        return [
            (str(one.get("path", "")), str(one.get("code", "")), one.get("values") or {})
            for one in report.get(key) or ()
        ]

    return Outcome(
        batch=batch,
        created=len(report.get("created") or ()),
        updated=len(report.get("updated") or ()),
        filled=len(report.get("filled") or ()),
        unchanged=int(report.get("unchanged") or 0),
        attachments=int(report.get("attachments") or 0),
        cancelled=bool(report.get("cancelled")),
        refused=rows("refused"),
        warnings=rows("warnings"),
    )


class ReportPage(LinesPage):
    """Figures, then what was left out and what to look at."""

    undo_requested = Signal(str)  # batch
    notes_requested = Signal(str)  # batch

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.lines.setAccessibleName(self.tr("To look at"))
        self.lines.setLayoutMode(QListView.LayoutMode.Batched)
        self.lines.setBatchSize(AT_ONCE)
        self._more: Iterator[str] = iter(())
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._show_more)
        self._words = words
        self._batch = ""
        self.heading = label("", "heading")
        self.figures = label("", "soft")
        self.lines_label = label("", "section")
        deeds = QHBoxLayout()
        self.show_notes = QPushButton(self.tr("Show these notes"), self)
        self.undo = QPushButton(self.tr("Take this import back"), self)
        for button in (self.show_notes, self.undo):
            button.setAutoDefault(False)
            deeds.addWidget(button)
        deeds.addStretch(1)
        self.show_notes.clicked.connect(lambda _checked: self.notes_requested.emit(self._batch))
        self.undo.clicked.connect(lambda _checked: self.undo_requested.emit(self._batch))
        self.top.addWidget(self.heading)
        self.top.addWidget(self.figures)
        self.top.addLayout(deeds)
        self.top.addWidget(self.lines_label)

    def show_outcome(self, outcome: Outcome, *, undone: bool = False) -> None:
        """Show an import's outcome."""
        self._batch = outcome.batch or ""
        wrote = outcome.created + outcome.updated + outcome.filled
        if outcome.cancelled:
            heading = self.tr("Stopped; %n note(s) had come in and stay", "", wrote)
        elif wrote:
            heading = self.tr("%n note(s) came in", "", wrote)
        else:
            heading = self.tr("Nothing new came in")
        self.heading.setText(heading)
        self.figures.setText(" · ".join(self._figures(outcome)))
        self.show_notes.setVisible(bool(outcome.batch) and wrote > 0 and not undone)
        self.undo.setVisible(bool(outcome.batch) and not undone)
        rows = [(*row, True) for row in outcome.refused] + [
            (*row, False) for row in outcome.warnings
        ]
        self._more = self._worded(rows)
        self.show_lines(list(islice(self._more, AT_ONCE)))
        self._later.start()
        self.lines_label.setText(self._lines_heading(len(outcome.refused), len(outcome.warnings)))
        self.lines_label.setVisible(bool(rows))

    def show_undone(self, removed: int, restored: int, kept: Sequence[tuple[str, str]]) -> None:
        """Show what taking the import back did; `kept`: title of each note kept, and why."""
        self.heading.setText(self.tr("The import was taken back"))
        parts = [self.tr("%n removed", "", removed)]
        if restored:
            parts.append(self.tr("%n as before", "", restored))
        self.figures.setText(" · ".join(parts))
        self.undo.hide()
        self.show_notes.hide()
        self._more = iter(())
        self.show_lines([f"{one_line(title)}: {reason}" for title, reason in kept])
        self.lines_label.setText(self.tr("%n note(s) stay", "", len(kept)))
        self.lines_label.setVisible(bool(kept))

    def _worded(self, rows: Sequence[tuple[str, str, Mapping[str, Any], bool]]) -> Iterator[str]:
        for path, code, values, refused in rows[:SHOWN]:
            text = self._words(code, {**values, "path": path})
            yield self.tr("Left out: %1").replace("%1", text) if refused else text
        if len(rows) > SHOWN:
            yield self.tr("… and %n more", "", len(rows) - SHOWN)

    def _show_more(self) -> None:
        lines = list(islice(self._more, AT_ONCE))
        if lines:
            self.lines.addItems(lines)
            self._later.start()

    def _figures(self, outcome: Outcome) -> list[str]:
        counted = [
            (outcome.created, self.tr("%n new", "", outcome.created)),
            (outcome.updated, self.tr("%n updated", "", outcome.updated)),
            (outcome.filled, self.tr("%n stub(s) filled", "", outcome.filled)),
            (outcome.unchanged, self.tr("%n unchanged", "", outcome.unchanged)),
            (outcome.attachments, self.tr("%n attachment(s)", "", outcome.attachments)),
        ]
        return [text for count, text in counted if count]

    def _lines_heading(self, refused: int, warnings: int) -> str:
        parts = []
        if refused:
            parts.append(self.tr("%n left out", "", refused))
        if warnings:
            parts.append(self.tr("%n to look at", "", warnings))
        return " · ".join(parts)
