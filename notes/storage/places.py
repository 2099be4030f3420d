"""Categories and tags: two tables of paths in which every ancestor has its own row."""

from __future__ import annotations

import sqlite3
from typing import Literal

from notes.errors import Fault, FaultCode
from notes.storage.names import clean_text

Table = Literal["category", "tag"]
_MISSING = {"category": FaultCode.CATEGORY_MISSING, "tag": FaultCode.TAG_MISSING}
_EXISTS = {"category": FaultCode.CATEGORY_EXISTS, "tag": FaultCode.TAG_EXISTS}
_CYCLE = {"category": FaultCode.CATEGORY_CYCLE, "tag": FaultCode.TAG_CYCLE}

BELOW = "(path = :path OR (path >= :path || '/' AND path < :path || '0'))"  # `0` follows `/`
"""SQL: this path and all below it."""


def find(db: sqlite3.Connection, table: Table, path: str) -> int | None:
    """The id of the place at `path`."""
    row = db.execute(f"SELECT id FROM {table} WHERE path = ?", (clean_text(path),)).fetchone()
    return None if row is None else int(row[0])


def require(db: sqlite3.Connection, table: Table, path: str) -> int:
    """The id of the place at `path`; raises a fault when there is none."""
    found = find(db, table, path)
    if found is None:
        raise Fault(_MISSING[table], path=path)
    return found


def below(db: sqlite3.Connection, table: Table, path: str) -> list[tuple[int, str]]:
    """(id, path) of the place and all below it, parents first."""
    return db.execute(
        f"SELECT id, path FROM {table} WHERE {BELOW} ORDER BY path",
        {"path": path},
    ).fetchall()


def ensure(db: sqlite3.Connection, table: Table, path: str) -> tuple[int, list[int]]:
    """The id of the place at `path`, and the ids of the places that had to be made for it."""
    found = find(db, table, path)
    if found is not None:
        return found, []
    made = []
    names = path.split("/")
    for depth in range(1, len(names) + 1):
        part = "/".join(names[:depth])
        if find(db, table, part) is None:
            cursor = db.execute(f"INSERT INTO {table} (path) VALUES (?)", (part,))
            made.append(int(cursor.lastrowid or 0))
    return made[-1], made


def create(db: sqlite3.Connection, table: Table, path: str) -> None:
    """Make a place; raises a fault when it is there already."""
    if find(db, table, path) is not None:
        raise Fault(_EXISTS[table], path=path)
    ensure(db, table, path)


def move(db: sqlite3.Connection, table: Table, path: str, new_path: str) -> None:
    """Give a place and all below it another path that is free."""
    require(db, table, path)
    if new_path == path:
        return
    if new_path.startswith(path + "/"):
        raise Fault(_CYCLE[table], path=path, into=new_path)
    if find(db, table, new_path) is not None:
        raise Fault(_EXISTS[table], path=new_path)
    parent = new_path.rpartition("/")[0]
    if parent:
        ensure(db, table, parent)
    for place, old in below(db, table, path):
        db.execute(
            f"UPDATE {table} SET path = ? WHERE id = ?",
            (new_path + old[len(path) :], place),
        )
