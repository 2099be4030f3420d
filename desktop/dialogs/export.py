"""The export dialog: format, where to, what to keep; then progress and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.dialogs.base import Dialog, LinesPage, label
from desktop.dialogs.files import file_dialog
from desktop.dialogs.progress_page import ProgressPage
from notes.exporting.base import ExportOptions
from notes.exporting.names import safe_name
from notes.exporting.registry import FORMATS, Format

if TYPE_CHECKING:
    from desktop.dialogs.import_detail import Words
    from desktop.theme import Theme
    from notes.exporting.base import ExportReport


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What to write where."""

    format: str
    output: Path
    options: ExportOptions
    into_folder: bool


class ExportDialog(Dialog):
    """Asks how notes go out. The host exports on `export_requested`, then calls `show_report`."""

    export_requested = Signal(object)  # ExportRequest
    stop_requested = Signal()
    folder_requested = Signal(object)  # Path: show it in the file manager

    def __init__(
        self,
        theme: Theme,
        words: Words,
        parent: QWidget | None = None,
        *,
        count: int,
        title: str = "",
        folder: Path,
        language: str = "en",
        protected: int = 0,
    ) -> None:
        super().__init__(theme, parent, "")
        self.setWindowTitle(self.tr("Export"))
        self._words = words
        self._language = language
        self._single = count == 1
        self._name = safe_name(title) if self._single and title else ""
        self._running = False
        self._output = folder
        self.pages = QStackedWidget(self)
        self.progress = ProgressPage(theme, self)
        self.form = self._build_form(count, protected)
        self.report = self._build_report()
        for page in (self.form, self.progress, self.report):
            self.pages.addWidget(page)
        self.body.addWidget(self.pages, 1)
        self.cancel_button = self.add_cancel()
        self.accept_button = self.add_accept(self.tr("Export"))
        self.path.setText(str(self._suggested(folder)))
        self.path.textChanged.connect(lambda _text: self._check())
        self._format_chosen()
        self.fit(560, 420)

    # stages, called by the host

    def show_progress(self, done: int, total: int, what: str = "") -> None:
        """Show how far the export is."""
        self.progress.show_progress(done, total, what)

    def show_report(self, report: ExportReport) -> None:
        """Show what was written, what was not, and what is broken in it."""
        self._running = False
        self.pages.setCurrentWidget(self.report)
        self.report_heading.setText(self.tr("%n note(s) written", "", len(report.written)))
        self.report_where.setText(str(self._output))
        rows = [(one.code, one.values, one.title) for one in report.refused]
        rows += [(one.code.value, one.values, one.title) for one in report.warnings]
        self.report.show_lines(
            [self._words(code, {**values, "title": title}) for code, values, title in rows]
        )
        self._say_stage(done=True)

    def show_problem(self, text: str) -> None:
        """Say why nothing was written; the form stays to be mended."""
        self._running = False
        self.pages.setCurrentWidget(self.form)
        self.problem.setText(text)
        self._say_stage(done=False)

    # what the person does

    def accept(self) -> None:
        if self.pages.currentWidget() is self.report:
            super().accept()
        elif not self._running and self.accept_button.isEnabled():
            self._running = True
            request = self.request()
            self._output = request.output
            self.pages.setCurrentWidget(self.progress)
            self.progress.start(self.tr("Writing the notes…"))
            self._say_stage(done=False)
            self.export_requested.emit(request)

    def reject(self) -> None:
        if self._running:
            self.stop_requested.emit()
            self._running = False
        super().reject()

    def request(self) -> ExportRequest:
        """What the form says."""
        return ExportRequest(
            format=self._format().name,
            output=Path(self.path.text().strip()).expanduser(),
            options=ExportOptions(
                plain=self.plain.isChecked() and self._format().name == "markdown",
                remote_images=self.remote.isChecked() and self._format().name == "html",
                include_protected=self.protected.isChecked(),
                overwrite=self.overwrite.isChecked(),
                language=self._language,
            ),
            into_folder=not self._single,
        )

    # the form

    def _build_form(self, count: int, protected: int) -> QWidget:
        form = QWidget(self)
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.px("space", "s"))
        column.addWidget(label(self.tr("Export %n note(s)", "", count), "heading"))
        column.addSpacing(self.theme.px("space", "xs"))
        self._formats = QButtonGroup(form)
        for place, row in enumerate(FORMATS):
            choice = QRadioButton(self._format_words(row), form)
            choice.setChecked(place == 0)
            self._formats.addButton(choice, place)
            column.addWidget(choice)
        self._formats.idToggled.connect(lambda _id, on: self._format_chosen() if on else None)
        column.addSpacing(self.theme.px("space", "s"))
        caption = label(self.tr("File") if self._single else self.tr("Folder"), "section")
        column.addWidget(caption)
        where = QHBoxLayout()
        self.path = QLineEdit(form)
        self.path.setAccessibleName(caption.text())
        caption.setBuddy(self.path)
        browse = QPushButton(self.tr("Choose…"), form)
        browse.setAutoDefault(False)
        browse.clicked.connect(lambda _checked: self._browse())
        where.addWidget(self.path, 1)
        where.addWidget(browse)
        column.addLayout(where)
        self.problem = label("", "")
        self.problem.setObjectName("problem")
        column.addWidget(self.problem)
        self.plain = QCheckBox(self.tr("Without Banyan's own key in the front matter"), form)
        self.plain.setToolTip(
            self.tr("Then importing the files again makes new notes of them elsewhere.")
        )
        self.remote = QCheckBox(self.tr("Let pictures on other machines load"), form)
        self.protected = QCheckBox(
            self.tr("Include the %n note(s) with a password", "", protected), form
        )
        self.protected.setVisible(protected > 0)
        self.overwrite = QCheckBox(self.tr("Replace files that are there already"), form)
        for box in (self.plain, self.remote, self.protected, self.overwrite):
            column.addWidget(box)
        column.addStretch(1)
        return form

    def _build_report(self) -> LinesPage:
        page = LinesPage(self.theme, self.tr("To look at"), self)
        self.report_heading = label("", "heading")
        self.report_where = label("", "soft")
        show = QPushButton(self.tr("Show in the file manager"), page)
        show.setAutoDefault(False)
        show.clicked.connect(lambda _checked: self.folder_requested.emit(self._output))
        row = QHBoxLayout()
        row.addWidget(show)
        row.addStretch(1)
        page.top.addWidget(self.report_heading)
        page.top.addWidget(self.report_where)
        page.top.addLayout(row)
        return page

    def _format_words(self, row: Format) -> str:
        return {
            "markdown": self.tr("Markdown, with the front matter as it came and files beside it"),
            "html": self.tr("Web page (HTML), whole in one file"),
            "pdf": self.tr("PDF, to print or send"),
        }.get(row.name, row.name)

    def _format(self) -> Format:
        return FORMATS[max(0, self._formats.checkedId())]

    def _format_chosen(self) -> None:
        name = self._format().name
        self.plain.setVisible(name == "markdown")
        self.remote.setVisible(name == "html")
        if self._single:
            path = Path(self.path.text())
            if path.suffix in {row.suffix for row in FORMATS}:
                self.path.setText(str(path.with_suffix(self._format().suffix)))
        self._check()

    def _suggested(self, folder: Path) -> Path:
        if self._single:
            return folder / ((self._name or self.tr("Note")) + self._format().suffix)
        return folder / self.tr("Banyan notes")

    def _browse(self) -> None:
        start = self.path.text()
        chooser = file_dialog(self, self.tr("Export to"), start)
        if self._single:
            chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            chooser.setOption(QFileDialog.Option.DontConfirmOverwrite, on=True)
            chooser.selectFile(start)
        else:
            chooser.setFileMode(QFileDialog.FileMode.Directory)
            chooser.setOption(QFileDialog.Option.ShowDirsOnly, on=True)
        chooser.fileSelected.connect(self.path.setText)
        chooser.open()

    def _check(self) -> None:
        """Say at once what would be in the way: an empty path, a folder that is not there."""
        text = self.path.text().strip()
        path = Path(text).expanduser()
        problem = ""
        if text and not path.is_absolute():
            problem = self.tr("Give the whole path, from the root on.")
        elif self._single and text and path.is_dir():
            problem = self.tr("This is a folder: add the name of the file.")
        elif self._single and text and not path.parent.is_dir():
            problem = self.tr("There is no folder of this name.")
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.accept_button.setEnabled(bool(text) and not problem)

    def _say_stage(self, *, done: bool) -> None:
        self.problem.setVisible(bool(self.problem.text()))
        self.accept_button.setVisible(not self._running)
        self.accept_button.setText(self.tr("Close") if done else self.tr("Export"))
        self.cancel_button.setVisible(not done)
        self.cancel_button.setText(self.tr("Stop") if self._running else self.tr("Cancel"))
