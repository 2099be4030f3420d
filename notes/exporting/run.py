"""Write notes to files: all or nothing, nothing replaced unasked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from notes.errors import Fault, FaultCode
from notes.exporting.base import (
    Document,
    ExportOptions,
    ExportReport,
    Place,
    Progress,
    RefusalReason,
    Refused,
    Written,
)
from notes.exporting.names import Names, safe_name
from notes.exporting.registry import Format, format_named
from notes.files import holds_something, write_atomically

if TYPE_CHECKING:
    from notes.model import NoteSummary
    from notes.reader import Reader

_DEFAULT = ExportOptions()


def export(
    reader: Reader,
    ids: Sequence[str],
    format_name: str,
    output: Path,
    options: ExportOptions = _DEFAULT,
    *,
    into_folder: bool | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ExportReport:
    """Write the notes `ids` to `output`: one to that file, several to that folder by category.

    `into_folder` None: a folder where there are several notes or `output` is one. Raises `Fault`:
    FILE_EXISTS before anything is written; what else stops it takes back what was written.
    """
    row = format_named(format_name)
    report = ExportReport()
    going = _going(reader, ids, options, report)
    if into_folder is None:
        into_folder = len(ids) > 1 or output.is_dir()
    if into_folder:
        place = Place(output, _paths(going, row))
    else:
        place = Place(output.parent, {note.id: PurePosixPath(output.name) for note in going})
    _refuse_existing(place, options)
    writer = _Writer(place, options)
    try:
        with row.open() as export_one:
            for done, summary in enumerate(going):
                if cancelled and cancelled():
                    raise Fault(FaultCode.CANCELLED)  # noqa: TRY301 - takes back what was written
                if progress:
                    progress(done, len(going))
                document = export_one(reader, reader.note(summary.id), place, options)
                writer.write(reader, summary.id, document)
                report.written.append(Written(summary.id, place.folder / place.paths[summary.id]))
                report.warnings.extend(document.findings)
    except BaseException:
        writer.take_back()
        raise
    report.attachments = writer.attachments
    return report


def _going(
    reader: Reader, ids: Sequence[str], options: ExportOptions, report: ExportReport
) -> list[NoteSummary]:
    going = []
    for summary in reader.summaries(list(dict.fromkeys(ids))):
        if summary.protected and not options.include_protected:
            report.refused.append(Refused(summary.id, summary.title, RefusalReason.PROTECTED))
        else:
            going.append(summary)
    return going


def _paths(going: Sequence[NoteSummary], row: Format) -> dict[str, PurePosixPath]:
    """A path for each note: folders by category, names by title, each one once."""
    folders = {
        note.category: PurePosixPath(*(safe_name(name) for name in note.category)) for note in going
    }
    names = Names(folders.values())
    return {
        note.id: names.take(folders[note.category], safe_name(note.title), row.suffix)
        for note in going
    }


def _refuse_existing(place: Place, options: ExportOptions) -> None:
    for relative in place.paths.values():
        path = place.folder / relative
        if path.is_dir() or (not options.overwrite and holds_something(path)):
            raise Fault(FaultCode.FILE_EXISTS, path=str(path))


class _Writer:
    """Writes files and remembers them, so that they can be taken back."""

    def __init__(self, place: Place, options: ExportOptions) -> None:
        self._place = place
        self._options = options
        self._made: list[Path] = []
        self.attachments = 0

    def write(self, reader: Reader, note_id: str, document: Document) -> None:
        """Write a note's file and those beside it."""
        path = self._place.folder / self._place.paths[note_id]
        for relative, content_hash in document.files.items():
            beside = path.parent / relative
            if beside not in self._made:
                self._write_beside(beside, reader.attachment_data(content_hash))
        self._write(path, document.data)

    def _write_beside(self, path: Path, data: bytes) -> None:
        with suppress(OSError):
            if path.is_file() and path.read_bytes() == data:
                self.attachments += 1
                return
        self._write(path, data)
        self.attachments += 1

    def _write(self, path: Path, data: bytes) -> None:
        new = not holds_something(path)
        missing = [parent for parent in (path.parent, *path.parents) if not parent.exists()]
        alone = len(self._place.paths) == 1
        write_atomically(path, data, overwrite=self._options.overwrite, durable=alone)
        self._made.extend(reversed(dict.fromkeys(missing)))
        if new:
            self._made.append(path)

    def take_back(self) -> None:
        """Delete the files and folders that were made."""
        for path in reversed(self._made):
            with suppress(OSError):
                if path.is_dir():
                    path.rmdir()
                else:
                    path.unlink()
