"""The schema, as append-only migrations; `SCHEMA_VERSION` is `PRAGMA user_version` of the newest.

A released migration is never changed: a change is a new migration, tested with a library file
that the release before it wrote. All pending ones run in one transaction, so that a file is of
the old version or of the new one and never between.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

SCHEMA_VERSION = 1

SEARCH_TABLE = """CREATE VIRTUAL TABLE search USING fts5(
    title, body, content='', columnsize=1,
    tokenize="ascii tokenchars '!""#$%&''()*+,-./:;<=>?@[\\]^_`{|}~'"
)"""

_V1 = [
    """CREATE TABLE state (
        key TEXT PRIMARY KEY, -- what the library knows of itself: its id, the search fold's version
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE setting (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE category (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        path TEXT NOT NULL UNIQUE -- every ancestor has its own row
    ) STRICT""",
    """CREATE TABLE tag (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        path TEXT NOT NULL UNIQUE
    ) STRICT""",
    """CREATE TABLE note (
        number INTEGER PRIMARY KEY AUTOINCREMENT, -- the full-text index knows notes by it
        id TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        title_key TEXT NOT NULL, -- notes.search.folding.fold_title
        title_sort TEXT NOT NULL, -- notes.search.folding.sort_key
        excerpt TEXT NOT NULL,
        category INTEGER REFERENCES category (id),
        created INTEGER NOT NULL, -- microseconds since 1970, UTC
        created_offset INTEGER NOT NULL, -- seconds
        modified INTEGER NOT NULL,
        modified_offset INTEGER NOT NULL,
        stub INTEGER NOT NULL,
        starred INTEGER NOT NULL,
        protected INTEGER NOT NULL,
        trashed INTEGER, -- when, or null
        characters INTEGER NOT NULL,
        source TEXT,
        source_hash TEXT NOT NULL,
        imported_version INTEGER, -- `version` right after the last import
        version INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX note_by_modified ON note (trashed, modified DESC, id)",
    "CREATE INDEX note_by_category ON note (category, trashed, modified DESC, id)",
    "CREATE INDEX note_by_title_key ON note (title_key)",
    "CREATE INDEX note_by_source ON note (source) WHERE source IS NOT NULL",
    "CREATE INDEX note_stub ON note (title_key, id) WHERE stub AND trashed IS NULL",
    "CREATE INDEX note_starred ON note (modified DESC, id) WHERE starred AND trashed IS NULL",
    """CREATE TABLE note_text (
        note INTEGER PRIMARY KEY REFERENCES note (number) ON DELETE CASCADE,
        front_matter TEXT NOT NULL,
        properties TEXT NOT NULL, -- JSON object
        body TEXT NOT NULL,
        checksum INTEGER NOT NULL -- notes.storage.notes.checksum
    ) STRICT""",
    """CREATE TABLE alias (
        note INTEGER NOT NULL REFERENCES note (number) ON DELETE CASCADE,
        key TEXT NOT NULL, -- folded like title_key
        name TEXT NOT NULL,
        PRIMARY KEY (note, key)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX alias_by_key ON alias (key)",
    """CREATE TABLE note_tag (
        note INTEGER NOT NULL REFERENCES note (number) ON DELETE CASCADE,
        tag INTEGER NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        PRIMARY KEY (note, tag)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX note_tag_by_tag ON note_tag (tag, note)",
    """CREATE TABLE attachment (
        hash TEXT PRIMARY KEY, -- SHA-256, hex
        mime TEXT NOT NULL,
        size INTEGER NOT NULL,
        data BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE note_attachment (
        note INTEGER NOT NULL REFERENCES note (number) ON DELETE CASCADE,
        target TEXT NOT NULL, -- as the text names it
        name TEXT NOT NULL,
        hash TEXT NOT NULL REFERENCES attachment (hash),
        PRIMARY KEY (note, target)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX note_attachment_by_hash ON note_attachment (hash)",
    """CREATE TABLE link (
        note INTEGER NOT NULL REFERENCES note (number) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        kind TEXT NOT NULL,
        target TEXT NOT NULL,
        key TEXT NOT NULL, -- folded title that it names; empty: an address outside
        to_note INTEGER REFERENCES note (number) ON DELETE SET NULL,
        attachment TEXT,
        PRIMARY KEY (note, position)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX link_by_key ON link (key) WHERE key <> ''",
    "CREATE INDEX link_to_note ON link (to_note) WHERE to_note IS NOT NULL",
    """CREATE TABLE link_source (
        note INTEGER NOT NULL REFERENCES note (number) ON DELETE CASCADE,
        target TEXT NOT NULL,
        source TEXT NOT NULL, -- the document that the target meant where the note came from
        PRIMARY KEY (note, target)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX link_source_by_source ON link_source (source)",
    """CREATE TABLE link_stale (
        key TEXT PRIMARY KEY -- links of this key are to be resolved anew
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE revision (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        note INTEGER NOT NULL REFERENCES note (number) ON DELETE CASCADE,
        started INTEGER NOT NULL, -- when the first edit in it was made
        made INTEGER NOT NULL,
        made_offset INTEGER NOT NULL,
        characters INTEGER NOT NULL,
        reason TEXT NOT NULL,
        base INTEGER REFERENCES revision (id), -- data is a difference from this one's text
        data BLOB -- null: the text that the note has now
    ) STRICT""",
    "CREATE INDEX revision_by_note ON revision (note, id)",
    "CREATE INDEX revision_by_base ON revision (base) WHERE base IS NOT NULL",
    """CREATE TABLE batch (
        id TEXT PRIMARY KEY,
        started INTEGER NOT NULL,
        started_offset INTEGER NOT NULL,
        finished INTEGER,
        finished_offset INTEGER,
        roots TEXT NOT NULL, -- JSON array
        report TEXT NOT NULL, -- JSON object
        undone INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE batch_item (
        batch TEXT NOT NULL REFERENCES batch (id) ON DELETE CASCADE,
        note_id TEXT NOT NULL,
        version INTEGER NOT NULL, -- of the note once it was imported
        before BLOB, -- zlib-compressed JSON of the note before; null: it was made
        PRIMARY KEY (batch, note_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX batch_item_by_note ON batch_item (note_id)",
    """CREATE TABLE batch_place (
        batch TEXT NOT NULL REFERENCES batch (id) ON DELETE CASCADE,
        kind TEXT NOT NULL, -- category or tag
        place INTEGER NOT NULL,
        PRIMARY KEY (batch, kind, place)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE change (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        made INTEGER NOT NULL,
        data TEXT NOT NULL -- JSON: created, updated, removed, kinds
    ) STRICT""",
    """CREATE TABLE stale (
        note INTEGER PRIMARY KEY, -- its text is newer than the full-text index
        indexed BLOB -- zlib-compressed JSON array of the columns as indexed; null: not indexed
    ) STRICT""",
    """CREATE TABLE diagram (
        hash TEXT PRIMARY KEY,
        svg TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    SEARCH_TABLE,
]

FINGERPRINTS = {1: "0b65f94de2a16c9b55268b38bb94fad7669a224fe0256471eb62dcf4d2896d82"}
"""Schema version → `fingerprint` of the schema that the migrations make."""

_SEARCH_SHADOWS = {f"search_{part}" for part in ("data", "idx", "docsize", "config", "content")}
# sqlite-utils' own record of migrations; statistics of ANALYZE; counters of AUTOINCREMENT
_OWN = {"_sqlite_migrations", "sqlite_stat1", "sqlite_stat4", "sqlite_sequence"}
_OWN_INDEXES = "idx__sqlite_migrations_"


def fingerprint(schema: Iterable[tuple[str, str, str, str | None]]) -> tuple[str, list[str]]:
    """A digest of the (type, name, table, sql) rows that are ours, and the names that are not.

    SQLite's own helper tables are left out of the digest: their text differs between its versions.
    """
    foreign = []
    digest = hashlib.sha256()
    for kind, name, table, sql in sorted(schema, key=lambda row: (row[0], row[1])):
        if kind in ("trigger", "view"):
            foreign.append(name)
        elif not _is_helper(kind, name, table):
            digest.update(f"{kind}\0{name}\0{sql}\0".encode("utf-8", "surrogatepass"))
    return digest.hexdigest(), foreign


def _is_helper(kind: str, name: str, table: str) -> bool:
    if kind == "table":
        return name in _OWN or name in _SEARCH_SHADOWS
    return name.startswith("sqlite_autoindex_") or (table in _OWN and name.startswith(_OWN_INDEXES))


def _library(db: Database) -> None:
    for statement in _V1:
        db.execute(statement)


STEPS: dict[str, Callable[[Database], None]] = {"v1_library": _library}
"""The migrations in their order, by the names that library files keep of those applied."""


def migrate(connection: sqlite3.Connection) -> None:
    """Apply every pending migration inside the transaction that the caller has begun."""
    from sqlite_utils import Database, Migrations

    migrations = Migrations("banyan")
    for name, step in STEPS.items():
        migrations(name=name)(step)
    # each in a savepoint of our transaction
    migrations.apply(Database(connection, recursive_triggers=False, execute_plugins=False))
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    made = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
    if fingerprint(made) != (FINGERPRINTS[SCHEMA_VERSION], []):
        raise RuntimeError("the migrations made a schema that would not be opened again")
