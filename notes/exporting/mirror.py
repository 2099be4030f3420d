"""A library as a folder of plain Markdown files, kept up to date and readable without Banyan.

The mirror touches only files that it wrote: a manifest beside them names each with its digest.
What somebody else put there or changed stays as it is, and the note goes to a name beside it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from notes.errors import Fault, FaultCode, os_fault
from notes.exporting.base import Document, ExportOptions, Place
from notes.exporting.markdown import document
from notes.exporting.names import Names, folded, safe_name
from notes.files import write_atomically
from notes.model import Scope, Sort

if TYPE_CHECKING:
    from notes.model import NoteSummary
    from notes.reader import Reader

MANIFEST = ".banyan-mirror.json"
_SUFFIX = ".md"
_AT_ONCE = 100  # notes whose files are announced in the manifest before they are written


@dataclass(slots=True)
class MirrorReport:
    """What bringing a mirror up to date did; `kept`: others' files that were in the way."""

    folder: Path
    written: int = 0
    removed: int = 0
    kept: list[Path] = field(default_factory=list)


def update(
    reader: Reader, folder: Path, *, cancelled: Callable[[], bool] = lambda: False
) -> MirrorReport:
    """Bring the mirror of a library, a folder of its own inside `folder`, up to date.

    `cancelled` is asked before each hundred notes; what is left is done the next time. Raises
    `Fault` where a file cannot be written.
    """
    root, manifest = _find(reader, folder)
    return _Update(reader, root, manifest, cancelled).run()


@dataclass(slots=True)
class _Manifest:
    """What the mirror wrote. Paths are relative to its folder, `/` between names."""

    library: str
    path: str
    sequence: int = 0
    notes: dict[str, str] = field(default_factory=dict)  # id → its file
    beside: dict[str, dict[str, str]] = field(default_factory=dict)  # id → path beside → digest
    files: dict[str, list[Any]] = field(default_factory=dict)  # path → digest, size, time
    coming: dict[str, str] = field(default_factory=dict)  # path → digest of what is being written

    def save(self, root: Path) -> None:
        data = {name: getattr(self, name) for name in self.__slots__}
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        write_atomically(root / MANIFEST, text.encode(), overwrite=True, durable=False)


def _load(root: Path) -> _Manifest | None:
    """The manifest of a folder; None: there is none that can be read."""
    try:
        data = json.loads((root / MANIFEST).read_bytes())
        found = _Manifest(**data)
        maps: tuple[object, ...] = (found.notes, found.beside, found.files, found.coming)
        if not (isinstance(found.sequence, int) and all(isinstance(one, dict) for one in maps)):
            return None
    except (OSError, ValueError, TypeError):
        return None
    return found


def _find(reader: Reader, folder: Path) -> tuple[Path, _Manifest]:
    """The library's own folder inside `folder`: no two libraries share one."""
    stem = safe_name(reader.path.stem)
    identity, path = reader.identity(), str(reader.path)
    for number in range(1, 1000):
        root = folder / (stem if number == 1 else f"{stem} ({number})")
        found = _load(root)
        if found is None:
            try:
                taken = root.exists() and any(root.iterdir())
            except OSError as error:
                raise os_fault(error, root) from error
            if not taken:
                return root, _Manifest(identity, path)
        elif found.library == identity and (found.path == path or not Path(found.path).exists()):
            found.path = path  # moved with all that it holds
            return root, found
    raise Fault(FaultCode.FILE_EXISTS, path=str(folder / stem))


class _Update:
    """One bringing up to date."""

    def __init__(
        self, reader: Reader, root: Path, manifest: _Manifest, cancelled: Callable[[], bool]
    ) -> None:
        self._reader = reader
        self._root = root
        self._manifest = manifest
        self._cancelled = cancelled
        self._report = MirrorReport(root)

    def run(self) -> MirrorReport:
        manifest, reader = self._manifest, self._reader
        now = reader.sequence()  # asked first: what changes from here on is seen the next time
        oldest_first = reader.note_ids(Scope(), Sort.CREATED, reverse=True)
        summaries = reader.summaries(oldest_first)
        touched = self._touched(summaries)
        paths = self._paths(summaries)
        place = Place(self._root, {note_id: PurePosixPath(p) for note_id, p in paths.items()})
        due = []
        for note_id, path in paths.items():
            if note_id in touched or path != manifest.notes.get(note_id) or self._gone(note_id):
                due.append(note_id)
            else:
                for relative, digest in manifest.beside.get(note_id, {}).items():
                    place.claim(note_id, relative, digest)
        left = iter(due)
        while chunk := list(islice(left, _AT_ONCE)):
            if self._cancelled():
                return self._report
            self._write_notes(chunk, place)
        self._remove_old(paths)
        if due or manifest.sequence != now or self._report.removed:
            manifest.sequence = now
            manifest.save(self._root)
        return self._report

    def _touched(self, summaries: Iterable[NoteSummary]) -> set[str]:
        known = self._manifest.sequence
        if not known or known > self._reader.sequence():  # the library was put back to an old state
            return {note.id for note in summaries}
        change = self._reader.changes_since(known)
        return {*change.created, *change.updated}

    # where each note goes

    def _paths(self, summaries: Iterable[NoteSummary]) -> dict[str, str]:
        """A path for each note; one that has a fitting one keeps it."""
        wanted = {
            note.id: (PurePosixPath(*map(safe_name, note.category)), safe_name(note.title))
            for note in summaries
        }
        names = Names({parent for parent, _ in wanted.values()})
        paths: dict[str, str] = {}
        for note_id, (parent, stem) in wanted.items():
            known = self._manifest.notes.get(note_id, "")
            if known and _fits(known, parent, stem) and self._is_ours(known) and names.keep(known):
                paths[note_id] = known
        for note_id, (parent, stem) in wanted.items():
            while note_id not in paths:
                path = str(names.take(parent, stem, _SUFFIX))
                if self._is_ours(path):
                    paths[note_id] = path
        return paths

    def _is_ours(self, path: str) -> bool:
        """Whether `path` may be written: nothing is there, or what the mirror itself wrote."""
        target = self._root / path
        try:
            found = target.lstat()
        except OSError:
            return True
        known = self._manifest.files.get(path)
        if known is not None and known[1:] == [found.st_size, found.st_mtime_ns]:
            return True
        digests = {self._manifest.coming.get(path), known[0] if known is not None else None}
        with suppress(OSError):
            if not target.is_symlink() and _digest(target.read_bytes()) in digests:
                return True
        if target not in self._report.kept:
            self._report.kept.append(target)
        return False

    def _gone(self, note_id: str) -> bool:
        path = PurePosixPath(self._manifest.notes[note_id])
        files = (path, *(path.parent / relative for relative in self._manifest.beside[note_id]))
        return not all((self._root / file).exists() for file in files)

    # files

    def _write_notes(self, ids: Iterable[str], place: Place) -> None:
        """Write some notes; a crash at any moment leaves files that are known as the mirror's."""
        manifest = self._manifest
        made: list[tuple[str, Document]] = []
        for note_id in ids:
            with _unless_missing():
                note = self._reader.note(note_id)
                made.append((note_id, document(self._reader, note, place, ExportOptions())))
        manifest.coming = {str(place.paths[n]): _digest(found.data) for n, found in made} | {
            path: digest for n, found in made for path, digest in _beside(place.paths[n], found)
        }
        manifest.save(self._root)
        for note_id, found in made:
            path = place.paths[note_id]
            kept = {}
            for (file, digest), relative in zip(_beside(path, found), found.files, strict=True):
                if self._is_ours(file):
                    self._write_beside(file, digest)
                    kept[relative] = digest
            self._write(str(path), found.data)
            manifest.notes[note_id] = str(path)
            manifest.beside[note_id] = kept
            self._report.written += 1
        manifest.coming = {}

    def _write_beside(self, path: str, digest: str) -> None:
        known = self._manifest.files.get(path)
        if known is None or known[0] != digest or not (self._root / path).exists():
            with _unless_missing():
                self._write(path, self._reader.attachment_data(digest))

    def _write(self, path: str, data: bytes) -> None:
        target = self._root / path
        self._require_inside(target)
        write_atomically(target, data, overwrite=True, durable=False)
        found = target.stat()
        self._manifest.files[path] = [_digest(data), found.st_size, found.st_mtime_ns]

    def _require_inside(self, target: Path) -> None:
        """Raise `Fault(OUTSIDE)` where a folder of the mirror has become a link to elsewhere."""
        parent = target.parent
        while parent != self._root and parent != parent.parent:
            if parent.is_symlink():
                raise Fault(FaultCode.OUTSIDE, path=str(parent))
            parent = parent.parent

    def _remove_old(self, paths: Mapping[str, str]) -> None:
        """Delete the files of notes that are gone or elsewhere now, unless changed by others."""
        manifest = self._manifest
        for note_id in set(manifest.notes) - set(paths):
            del manifest.notes[note_id]
            manifest.beside.pop(note_id, None)
        live = {folded(path) for path in manifest.notes.values()}
        for note_id, files in manifest.beside.items():
            parent = PurePosixPath(manifest.notes[note_id]).parent
            live.update(folded(parent / relative) for relative in files)
        for path in [path for path in manifest.files if folded(path) not in live]:
            target = self._root / path
            if target.exists() and self._is_ours(path):
                self._require_inside(target)
                try:
                    target.unlink(missing_ok=True)
                except OSError as error:
                    raise os_fault(error, target) from error
                self._report.removed += 1
                self._remove_empty(target.parent)
            del manifest.files[path]

    def _remove_empty(self, folder: Path) -> None:
        with suppress(OSError):  # not empty
            while folder != self._root:
                folder.rmdir()
                folder = folder.parent


def _fits(path: str, parent: PurePosixPath, stem: str) -> bool:
    """Whether `path` is `parent/stem.md`, numbered or not."""
    known = PurePosixPath(path)
    numbered = rf"{re.escape(stem)}( \(\d+\))?{re.escape(_SUFFIX)}"
    return known.parent == parent and re.fullmatch(numbered, known.name) is not None


def _beside(path: PurePosixPath, found: Document) -> list[tuple[str, str]]:
    return [(str(path.parent / relative), digest) for relative, digest in found.files.items()]


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()  # as attachments are named


@contextmanager
def _unless_missing() -> Iterator[None]:
    """Go on where a note or file was deleted since it was listed."""
    try:
        yield
    except Fault as fault:
        if fault.code not in (FaultCode.NOTE_MISSING, FaultCode.ATTACHMENT_MISSING):
            raise
