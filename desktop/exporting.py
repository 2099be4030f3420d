"""Notes go out: to files through the export dialog, and to paper."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices

from desktop.dialogs.base import while_open

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.dialogs.export import ExportDialog, ExportRequest
    from desktop.notices import Notices
    from desktop.open_note import OpenNote
    from desktop.preview.pane import PreviewPane
    from desktop.session import Session
    from desktop.settings import Settings
    from desktop.tasks import LongJob
    from desktop.theme import ThemeKeeper
    from notes.exporting.base import ExportReport
    from notes.model import NoteSummary, Scope


class Exporting(QObject):
    """Runs exports on a thread of their own."""

    def __init__(
        self,
        session: Session,
        window: QWidget,
        themes: ThemeKeeper,
        notices: Notices,
        settings: Settings,
        open_note: OpenNote,
        language: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._window = window
        self._themes = themes
        self._notices = notices
        self._settings = settings
        self._open_note = open_note
        self._language = language

    def export_scope(self, scope: Scope) -> None:
        """Export every note of a scope."""
        self._session.read(lambda reader: reader.note_ids(scope), self.export)

    def export(self, ids: Sequence[str]) -> None:
        """Ask how these notes shall go out, then write them."""
        if ids:
            self._open_note.flush(lambda _saved: self._ask(ids))

    def _ask(self, ids: Sequence[str]) -> None:
        self._session.read(
            lambda reader: reader.summaries(ids), lambda found: self._open_dialog(ids, found)
        )

    def _open_dialog(self, ids: Sequence[str], summaries: Sequence[NoteSummary]) -> None:
        from desktop.dialogs.export import ExportDialog

        dialog = ExportDialog(
            self._themes.theme,
            self._notices.word,
            self._window,
            count=len(ids),
            title=summaries[0].title if len(ids) == 1 and summaries else "",
            folder=self._usual_folder(),
            language=self._language,
            protected=sum(one.protected for one in summaries),
        )
        dialog.export_requested.connect(lambda request: self._run(dialog, ids, request))
        dialog.folder_requested.connect(
            lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
        )
        dialog.open()

    def _usual_folder(self) -> Path:
        """Where the last export went, else where documents lie; always a folder that exists."""
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        places = self._settings.state("export-folder"), QStandardPaths.writableLocation(documents)
        folders = (Path(place) for place in places if place)
        return next((folder for folder in folders if folder.is_dir()), Path.home())

    def _run(self, dialog: ExportDialog, ids: Sequence[str], request: ExportRequest) -> None:
        library = self._session.path
        self._settings.set_state("export-folder", str(request.output.parent))
        options = replace(request.options, line_breaks=self._settings.flag("preview/line_breaks"))

        def work(job: LongJob) -> ExportReport:
            from notes.exporting.run import export
            from notes.library import Reader

            with closing(Reader.open(library)) as reader:
                return export(
                    reader,
                    ids,
                    request.format,
                    request.output,
                    options,
                    into_folder=request.into_folder,
                    progress=lambda now, total: job.report(now, total, ""),
                    cancelled=job.cancelled,
                )

        job = self._session.tasks.run(
            work,
            while_open(dialog, dialog.show_report),
            while_open(dialog, lambda error: dialog.show_problem(self._notices.words(error))),
            while_open(dialog, dialog.show_progress),
        )
        dialog.stop_requested.connect(job.cancel)

    def print_note(self, pane: PreviewPane) -> None:
        """Print the open note as the preview shows it."""
        from PySide6.QtCore import Qt
        from PySide6.QtGui import QPageLayout
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter
        from PySide6.QtWidgets import QDialog

        from desktop.preview.sheet import page_layout

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageMargins(page_layout().margins(), QPageLayout.Unit.Millimeter)
        dialog = QPrintDialog(printer, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def printed(fine: bool) -> None:
            del printer_kept[:]
            if not fine:
                self._notices.warn("print", self.tr("The note could not be printed."))

        printer_kept = [printer]  # it must outlive the printing
        dialog.accepted.connect(lambda: pane.print_on(printer, printed))
        QDialog.open(dialog)  # its own `open` wants a slot
