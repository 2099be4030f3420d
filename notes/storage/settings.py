"""Settings and drawn diagrams: what a library keeps by key."""

from __future__ import annotations

import sqlite3

from notes.changes import Kind
from notes.search import fulltext
from notes.storage.transaction import Transaction

DIAGRAMS_KEPT = 400
FIRST_CATEGORIES = ("技术", "架构")


def begin(db: sqlite3.Connection) -> None:
    """The first rows of a new library."""
    import secrets

    db.execute("INSERT INTO state (key, value) VALUES ('library', ?)", (secrets.token_hex(16),))
    fulltext.remember_fold_version(db)
    db.executemany("INSERT INTO category (path) VALUES (?)", [(c,) for c in FIRST_CATEGORIES])


def identity(db: sqlite3.Connection) -> str:
    """The library's own mark, made once."""
    row = db.execute("SELECT value FROM state WHERE key = 'library'").fetchone()
    return "" if row is None else str(row[0])


def get(db: sqlite3.Connection, key: str, default: str) -> str:
    """A setting's value."""
    row = db.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
    return default if row is None else str(row[0])


def put(tx: Transaction, key: str, value: str) -> None:
    """Keep a setting."""
    cursor = tx.db.execute(
        "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key)"
        " DO UPDATE SET value = excluded.value WHERE value <> excluded.value",
        (key, value),
    )
    if cursor.rowcount:
        tx.kinds.add(Kind.SETTINGS)


def diagram(db: sqlite3.Connection, source_hash: str) -> str | None:
    """A drawn diagram's SVG."""
    row = db.execute("SELECT svg FROM diagram WHERE hash = ?", (source_hash,)).fetchone()
    return None if row is None else str(row[0])


def keep_diagram(tx: Transaction, source_hash: str, svg: str) -> None:
    """Keep a drawn diagram; where there are very many, a part of them goes."""
    tx.db.execute(
        "DELETE FROM diagram WHERE hash < '4' AND (SELECT count(*) FROM diagram) >= ?",
        (DIAGRAMS_KEPT,),
    )
    tx.db.execute(
        "INSERT INTO diagram (hash, svg) VALUES (?, ?)"
        " ON CONFLICT (hash) DO UPDATE SET svg = excluded.svg",
        (source_hash, svg),
    )
