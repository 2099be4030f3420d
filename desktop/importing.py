"""Documents come in: reading, the plan, applying, the report, and taking an import back."""

from __future__ import annotations

import gc
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.dialogs.base import while_open
from notes.errors import Fault, FaultCode
from notes.model import Scope, ScopeKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QFileDialog, QWidget

    from desktop.dialogs.batches import BatchesDialog
    from desktop.dialogs.coverage import CoveredTitle
    from desktop.dialogs.import_plan import ImportDialog
    from desktop.notices import Notices
    from desktop.session import Session
    from desktop.tasks import LongJob
    from desktop.theme import ThemeKeeper
    from notes.importing.base import ReadOptions
    from notes.importing.plan import Plan, PlanItem, Progress
    from notes.importing.run import ImportReport
    from notes.importing.tidy import Step
    from notes.library import Library, Reader
    from notes.model import NoteSummary, UndoResult


_SPARED = 500  # documents


class Importing(QObject):
    """Runs imports: reads and applies on a thread of its own, with a connection of its own.

    The plan is applied in transactions of about 100 notes; saves go in between them.
    """

    scope_asked = Signal(object)
    note_asked = Signal(str)

    def __init__(
        self,
        session: Session,
        window: QWidget,
        themes: ThemeKeeper,
        notices: Notices,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._window = window
        self._themes = themes
        self._notices = notices
        self._dialog: ImportDialog | None = None
        self._job: LongJob | None = None
        self._folder = ""  # where files were chosen last

    # Choosing

    def choose_files(self, scope: Scope | None = None) -> None:
        """Ask for files, then plan."""
        from PySide6.QtWidgets import QFileDialog

        from desktop.dialogs.files import file_dialog

        dialog = file_dialog(self._window, self.tr("Import files"), self._folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        self._choose(dialog, scope)

    def choose_folder(self, scope: Scope | None = None) -> None:
        """Ask for a folder, then plan."""
        from PySide6.QtWidgets import QFileDialog

        from desktop.dialogs.files import file_dialog

        dialog = file_dialog(self._window, self.tr("Import a folder"), self._folder)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        self._choose(dialog, scope)

    def _choose(self, dialog: QFileDialog, scope: Scope | None) -> None:
        def chosen(paths: list[str]) -> None:
            self._folder = dialog.directory().absolutePath()
            self.plan(paths, scope)

        dialog.filesSelected.connect(chosen)
        dialog.open()

    # Planning

    def plan(self, paths: Sequence[str], scope: Scope | None = None) -> None:
        """Read everything at `paths` and show what would be done with it."""
        if self._session.read_only:
            self._notices.fault(Fault(FaultCode.LIBRARY_READ_ONLY, path=str(self._session.path)))
            return
        if self._dialog is not None:
            self._dialog.raise_()
            return
        from desktop.dialogs.import_plan import ImportDialog
        from notes.importing.base import ReadOptions

        into = (
            tuple(scope.value.split("/"))
            if scope is not None and scope.kind is ScopeKind.CATEGORY
            else ()
        )
        dialog = ImportDialog(self._themes.theme, self._notices.word, self._window)
        self._dialog = dialog
        dialog.replan_requested.connect(lambda options: self._read(paths, options))
        dialog.stubs_requested.connect(self._place_stubs)
        dialog.apply_requested.connect(self._apply)
        dialog.stop_requested.connect(self._stop)
        dialog.compare_requested.connect(self._compare)
        dialog.tidying_requested.connect(self._show_tidying)
        dialog.undo_requested.connect(
            lambda batch: self._undo(batch, while_open(dialog, dialog.show_undone))
        )
        dialog.notes_requested.connect(self._show_batch)
        dialog.finished.connect(self._left)
        dialog.open()
        self._read(paths, ReadOptions(into=into))

    def _left(self) -> None:
        self._dialog = None
        gc.unfreeze()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _read(self, paths: Sequence[str], options: ReadOptions) -> None:
        library, word = self._session.path, self._notices.word
        before = self._dialog.plan() if self._dialog is not None else None

        def work(job: LongJob) -> tuple[Plan, list[str], list[str]]:
            from notes.importing.edits import carry_over
            from notes.importing.plan import make_plan
            from notes.library import Reader

            word("", {})  # so that the sentences are read here, not on the GUI thread
            with closing(Reader.open(library)) as reader:
                plan = make_plan(paths, reader, options, _spared(job.report), job.cancelled)
                if before is not None:
                    carry_over(before, plan, reader)
                return plan, reader.category_paths(), reader.tag_paths("", limit=10_000)

        def done(result: tuple[Plan, list[str], list[str]]) -> None:
            if self._dialog is not None:
                self._dialog.show_plan(*result)

        self._stop()
        if self._dialog is not None:
            self._dialog.start_reading()
        self._job = self._session.tasks.run(work, done, self._failed, self._progress)

    def _progress(self, now: int, total: int, what: str) -> None:
        if self._dialog is not None:
            self._dialog.show_progress(now, total, what)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Fault) and error.code is FaultCode.CANCELLED:
            return
        if self._dialog is not None:
            self._dialog.show_problem(self._notices.words(error))
        if not isinstance(error, Fault):
            self._notices.fault(error)

    def _place_stubs(self, plan: Plan) -> None:
        library = self._session.path

        def work(_job: LongJob) -> Plan:
            from notes.importing.stubs import place_stubs
            from notes.library import Reader

            with closing(Reader.open(library)) as reader:
                place_stubs(plan, reader)
            return plan

        def done(plan: Plan) -> None:
            if self._dialog is not None:
                self._dialog.show_plan(plan)

        self._job = self._session.tasks.run(work, done, self._failed)

    def _compare(self, item: PlanItem, other: str) -> None:
        """Show a document beside its double: a document, a note, or its own note, changed."""
        dialog = self._dialog
        plan = dialog.plan() if dialog is not None else None
        if dialog is None or plan is None:
            return
        from desktop.dialogs.compare import Twins, compare_documents

        library = self._session.path
        twin = next((one for one in plan.items if one.source == other), None)
        note_id = other.removeprefix("note:") if other.startswith("note:") else item.note_id
        kind = Twins.DOCUMENTS if twin is not None else Twins.NOTE if other else Twins.CONFLICT

        def work(_job: LongJob) -> tuple[str, str, NoteSummary | None]:
            from notes.importing.edits import draft_of
            from notes.library import Reader

            mine = draft_of(plan, item)
            text = mine.text if mine is not None else ""
            if twin is not None:
                theirs = draft_of(plan, twin)
                return text, theirs.text if theirs is not None else "", None
            with closing(Reader.open(library)) as reader:
                note = reader.note(note_id or "")
                return text, note.body, reader.summaries([note.id])[0]

        view = compare_documents(
            self._themes.theme,
            dialog,
            first=item.source,
            second=other if twin is not None else self.tr("In the library"),
            twins=kind,
        )
        read: list[NoteSummary | None] = []

        def show(result: tuple[str, str, NoteSummary | None]) -> None:
            left, right, summary = result
            read.append(summary)
            view.show_texts(left, right)

        def choose(what: str) -> None:
            from notes.importing.edits import merge, merge_into_note, settle

            if what == "merge" and twin is not None:
                merge(twin, into=item)
            elif what == "merge" and read and read[0] is not None:
                merge_into_note(item, read[0])
            else:
                item.skip = what == "skip"
            settle(item, other)
            dialog.page.model.refresh()
            dialog.page.table.setFocus()

        view.chosen.connect(choose)
        self._session.tasks.run(work, show, self._failed)

    def _show_tidying(self, item: PlanItem) -> None:
        """Show what each tidying rule did to a document."""
        dialog = self._dialog
        plan = dialog.plan() if dialog is not None else None
        if dialog is None or plan is None:
            return

        def work(_job: LongJob) -> list[Step]:
            from notes.importing.edits import tidying

            return tidying(plan, item)

        def done(steps: list[Step]) -> None:
            if self._dialog is dialog:
                dialog.show_tidying(item, steps)

        self._session.tasks.run(work, done, self._failed)

    # Applying

    def _apply(self, plan: Plan) -> None:
        library = self._session.path

        def work(job: LongJob) -> ImportReport:
            from notes.importing.run import apply_plan
            from notes.library import Library

            with closing(Library.open(library)) as own:
                return apply_plan(own, plan, _spared(job.report), job.cancelled)

        def done(report: ImportReport) -> None:
            from desktop.dialogs.import_report import of_run

            if self._dialog is not None:
                self._dialog.show_outcome(of_run(report))
            self._session.look_now()

        self._job = self._session.tasks.run(work, done, self._failed, self._progress)

    # Earlier imports

    def show_batches(self) -> None:
        """List the imports, to look at or take back."""
        from desktop.dialogs.batches import BatchesDialog

        dialog = BatchesDialog(self._themes.theme, self._notices.word, self._window)
        dialog.undo_requested.connect(lambda batch: self._undo_listed(batch, dialog))
        dialog.notes_requested.connect(self._show_batch)
        dialog.coverage_requested.connect(self._show_coverage)
        dialog.open()
        self._list_batches(dialog)

    def _list_batches(self, dialog: BatchesDialog) -> None:
        self._session.read(lambda reader: reader.batches(), while_open(dialog, dialog.show_batches))

    def _undo_listed(self, batch: str, dialog: BatchesDialog) -> None:
        def show(removed: int, restored: int, kept: Sequence[tuple[str, str]]) -> None:
            dialog.show_undone(batch, removed, restored, kept)
            self._list_batches(dialog)

        self._undo(batch, while_open(dialog, show))

    def _undo(
        self, batch: str, show: Callable[[int, int, Sequence[tuple[str, str]]], None]
    ) -> None:
        def done(result: tuple[UndoResult, dict[str, str]]) -> None:
            undone, titles = result
            kept = [
                (titles.get(note_id, note_id), self._notices.word(f"kept.{reason}", {}))
                for note_id, reason in undone.kept.items()
            ]
            show(len(undone.removed), len(undone.restored), kept)
            self._session.look_now()

        def work(library: Library) -> tuple[UndoResult, dict[str, str]]:
            undone = library.undo_batch(batch)
            titles = {s.id: s.title for s in library.summaries(list(undone.kept))}
            return undone, titles

        self._session.write(work, done)

    def _show_batch(self, batch: str) -> None:
        self.scope_asked.emit(Scope(ScopeKind.BATCH, batch))

    def _show_coverage(self, batch_id: str) -> None:
        from desktop.dialogs.coverage import CoverageDialog

        def show(found: tuple[str, list[CoveredTitle]]) -> None:
            name, titles = found
            dialog = CoverageDialog(self._themes.theme, name, self._window)
            dialog.note_requested.connect(self.note_asked)
            dialog.show_titles(titles)
            dialog.open()

        self._session.read(lambda reader: _coverage(reader, batch_id), show)


def _spared(report: Progress) -> Progress:
    """`report`, which also keeps the garbage collector from walking the whole plan again.

    Such a walk holds up the window for a tenth of a second and more.
    """
    spared = 0

    def told(done: int, total: int, what: str) -> None:
        nonlocal spared
        if done - spared >= _SPARED:
            spared = done
            gc.freeze()
        report(done, total, what)

    gc.freeze()
    return told


def _coverage(reader: Reader, batch_id: str) -> tuple[str, list[CoveredTitle]]:
    """The name of a batch's index page, and which of its titles are written."""
    from desktop.dialogs.coverage import CoveredTitle

    batch = next((one for one in reader.batches() if one.id == batch_id), None)
    pages = batch.report.get("pages", []) if batch is not None else []
    wanted = [
        (str(title), str(one["name"]))
        for page in pages
        for one in page["lists"]
        for title in one["titles"]
    ]
    ids = {title: reader.resolve(title) for title, _ in wanted}
    known = [note_id for note_id in ids.values() if note_id is not None]
    written = {s.id: not s.stub for s in reader.summaries(known)}
    titles = [
        CoveredTitle(title, name, note_id := ids[title], written.get(note_id or "", False))
        for title, name in wanted
    ]
    return (Path(str(pages[0]["source"])).name if pages else ""), titles
