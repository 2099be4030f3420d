"""Beside an open library other processes come and go; its log must outlive them."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

from notes.library import Library
from notes.model import NewNote
from notes.reader import Reader
from tests.faults import migrating

OTHER = """
import sys
from pathlib import Path
from notes.library import Library
from notes.model import NewNote
library = Library.open(Path(sys.argv[1]))
library.create_note(NewNote("from elsewhere"))
library.close()
"""


def test_the_log_stays_while_a_writer_and_readers_of_one_process_use_it(
    library_path: Path,
) -> None:
    log = Path(f"{library_path}-wal")
    with closing(Library.open(library_path, create=True)) as library:
        library.create_note(NewNote("before"))
        # Each opening looks at the file first; that must not let go of the writer's locks.
        with closing(Reader.open(library_path)) as reader, closing(Reader.open(library_path)):
            inode = log.stat().st_ino
            subprocess.run([sys.executable, "-c", OTHER, str(library_path)], check=True)
            assert log.stat().st_ino == inode
            library.create_note(NewNote("after"))
            assert reader.tree().all == 3
    with closing(Reader.open(library_path)) as reader:
        assert reader.tree().all == 3


def test_a_reader_of_an_older_library_leaves_the_locks_of_its_process_alone(
    library_path: Path,
) -> None:
    log = Path(f"{library_path}-wal")
    with closing(Library.open(library_path, create=True)) as library:
        library.create_note(NewNote("before"))
        with migrating.newer_release(), closing(Reader.open(library_path)) as reader:
            assert reader.tree().all == 1  # of a migrated copy, with what is in the log
        inode = log.stat().st_ino
        subprocess.run([sys.executable, "-c", OTHER, str(library_path)], check=True)
        assert log.stat().st_ino == inode
        library.create_note(NewNote("after"))
    with closing(Reader.open(library_path)) as reader:
        assert reader.tree().all == 3
