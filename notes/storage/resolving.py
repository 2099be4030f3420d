"""What a link's target means: a file of its note, a document it came with, a title, an alias."""

from __future__ import annotations

import posixpath
import sqlite3
from typing import NamedTuple
from urllib.parse import unquote

from notes import links
from notes.model import LinkKind
from notes.search.folding import fold_title

Ends = tuple[int | None, str | None]
"""A note's number or an attachment's hash; at most one is set."""


class _Context(NamedTuple):
    """What a note's targets may mean to that note alone."""

    files: dict[str, str]  # target → hash
    documents: dict[str, str]  # target → source
    source: str | None


_NOWHERE = _Context({}, {}, None)


class Resolver:
    """Resolves targets against the library as it is; remembers, so of use while nothing changes."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._contexts: dict[int, _Context] = {}
        self._titles: dict[str, int | None] = {}

    def resolve(self, number: int | None, target: str, kind: LinkKind = LinkKind.WIKI) -> Ends:
        """What `target` means in a note."""
        if links.is_outside(target):
            return None, None
        context = _NOWHERE if number is None else self._context(number)
        if context.files:
            for form in (target, unquote(target), target.removeprefix("./")):
                if form in context.files:
                    return None, context.files[form]
        by_source = self._by_source(context, target)
        if by_source is not None:
            return by_source, None
        if target.startswith("note:"):
            return self._one("SELECT number FROM note WHERE id = :id", {"id": target[5:]}), None
        if kind is LinkKind.IMAGE:
            return None, None
        if target not in self._titles:
            self._titles[target] = self._by_title(target)
        return self._titles[target], None

    def _context(self, number: int) -> _Context:
        if number not in self._contexts:
            files = self._db.execute(
                "SELECT target, hash FROM note_attachment WHERE note = ?", (number,)
            )
            documents = self._db.execute(
                "SELECT target, source FROM link_source WHERE note = ?", (number,)
            )
            row = self._db.execute("SELECT source FROM note WHERE number = ?", (number,)).fetchone()
            source = None if row is None else row[0]
            self._contexts[number] = _Context(dict(files), dict(documents), source)
        return self._contexts[number]

    def _by_source(self, context: _Context, target: str) -> int | None:
        """By the document meant: as the importer found it, or relative to the note's own."""
        meant = context.documents.get(target)
        if meant is None and context.source is not None and ("/" in target or "." in target):
            folder = posixpath.dirname(context.source)
            meant = posixpath.normpath(posixpath.join(folder, unquote(target)))
        if meant is None:
            return None
        return self._one(
            "SELECT number FROM note WHERE source = :source AND trashed IS NULL ORDER BY number",
            {"source": meant},
        )

    def _by_title(self, target: str) -> int | None:
        """The oldest note: in the folder named, of the very title, of the folded, of an alias.

        A `/` may be part of a title: `[[TCP/IP]]`.
        """
        title = links.title_named(target)
        folder = unquote(target).replace("\\", "/").rpartition("/")[0].strip("./")
        values = {"key": fold_title(title), "title": title, "folder": f"/{folder}"}
        there = "FROM note n WHERE n.title_key = :key AND n.trashed IS NULL"
        if folder:
            found = self._one(
                f"SELECT n.number {there} AND n.category IN (SELECT id FROM category WHERE"
                " substr('/' || path, -length(:folder)) = :folder)"
                " ORDER BY n.title <> :title, n.number",
                values,
            )
            if found is not None:
                return found
        by_title = None
        for named in (unquote(target), title) if "/" in target else (title,):
            by_title = by_title or self._one(
                f"SELECT n.number {there} ORDER BY n.title <> :title, n.number",
                {"key": fold_title(named), "title": named},
            )
        return by_title or self._one(
            "SELECT n.number FROM alias a JOIN note n ON n.number = a.note"
            " WHERE a.key = :key AND n.trashed IS NULL ORDER BY n.number",
            values,
        )

    def _one(self, sql: str, values: dict[str, str]) -> int | None:
        row = self._db.execute(f"{sql} LIMIT 1", values).fetchone()
        return None if row is None else int(row[0])
