"""A page of ranked hits for what a person typed."""

from __future__ import annotations

import heapq
import sqlite3

from notes.model import Hit, Scope, SearchPage
from notes.search import fulltext
from notes.search.folding import fold_title
from notes.search.fulltext import Waiting
from notes.search.query import parse
from notes.search.snippets import Marker
from notes.storage import lists

_TITLE_BONUS = 1000.0  # a note whose title is the query comes first


def search(
    db: sqlite3.Connection,
    text: str,
    *,
    limit: int,
    offset: int,
    scope: Scope | None,
    waiting: Waiting,
) -> SearchPage:
    """The hits `offset` … `offset + limit` of a query, best first, and how many there are."""
    query = parse(text)
    if not query:
        return SearchPage((), 0)
    hits = _inside(db, scope or Scope(), fulltext.find(db, query, waiting))
    named = {
        row[0]
        for row in db.execute("SELECT number FROM note WHERE title_key = ?", (fold_title(text),))
    }
    if named:
        hits = [(number, score + _TITLE_BONUS * (number in named)) for number, score in hits]
    page = heapq.nsmallest(offset + limit, hits, key=lambda hit: (-hit[1], hit[0]))[offset:]
    marker = Marker(query)
    return SearchPage(
        tuple(hit for number, score in page for hit in _hit(db, number, score, marker)), len(hits)
    )


def _inside(
    db: sqlite3.Connection, scope: Scope, hits: list[tuple[int, float]]
) -> list[tuple[int, float]]:
    if scope == Scope():  # the trash is small, the library is not
        trash = {row[0] for row in db.execute("SELECT number FROM note WHERE trashed NOTNULL")}
        return [hit for hit in hits if hit[0] not in trash] if trash else hits
    where, values = lists.condition(db, scope)
    rows = db.execute(f"SELECT n.number FROM note n WHERE {where}", values)
    inside = {row[0] for row in rows}
    return [hit for hit in hits if hit[0] in inside]


def _hit(db: sqlite3.Connection, number: int, score: float, marker: Marker) -> list[Hit]:
    row = db.execute(
        "SELECT n.id, x.body FROM note n JOIN note_text x ON x.note = n.number WHERE n.number = ?",
        (number,),
    ).fetchone()
    if row is None:
        return []
    (summary,) = lists.summaries(db, [row[0]])
    snippet = marker.snippet(row[1], summary.excerpt)
    return [
        Hit(
            summary.id,
            summary.title,
            summary.category,
            summary.tags,
            snippet,
            score,
            marker.mark(summary.title),
        )
    ]
