"""Reading notes: one, many as rows of a list, their order, and the tree with its counts."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from notes.errors import Fault, FaultCode
from notes.model import Note, NoteSummary, Scope, ScopeKind, Sort, Tree, TreeNode
from notes.search.folding import fold, fold_title, sort_key
from notes.storage import names, places
from notes.storage.notes import TAGS
from notes.storage.times import DAY, Moment, now

_RECENT = 30 * DAY
_SUMMARY = (
    "SELECT n.id, n.title, n.excerpt, c.path, "
    + TAGS
    + ", n.created, n.created_offset, n.modified, n.modified_offset, n.stub, n.starred,"
    " n.trashed IS NOT NULL, n.protected, n.characters"
)
_FROM = " FROM note n LEFT JOIN category c ON c.id = n.category"
_TEXT = ", x.body, x.front_matter, x.properties, n.source, n.version"
_NO_TEXT = ", '', '', x.properties, n.source, n.version"
_WITH_TEXT = " JOIN note_text x ON x.note = n.number"
_AMONG = " WHERE n.id IN (SELECT value FROM json_each(?))"
_ORDER = {
    Sort.MODIFIED: ("n.modified DESC, n.id", "n.modified, n.id DESC"),
    Sort.CREATED: ("n.created DESC, n.id", "n.created, n.id DESC"),
    Sort.TITLE: ("n.title_sort, n.id", "n.title_sort DESC, n.id DESC"),
    Sort.CHARACTERS: ("n.characters DESC, n.id", "n.characters, n.id DESC"),
}


def note(db: sqlite3.Connection, note_id: str) -> Note:
    """A whole note. Raises `Fault(NOTE_MISSING)`."""
    row = db.execute(
        _SUMMARY + _TEXT + _FROM + _WITH_TEXT + " WHERE n.id = ?",
        (note_id,),
    ).fetchone()
    if row is None:
        raise Fault(FaultCode.NOTE_MISSING, reference=note_id)
    return _note(row)


def notes(db: sqlite3.Connection, ids: Sequence[str], *, texts: bool = True) -> list[Note]:
    """Notes in the order of `ids`, those left out that are gone by now.

    Without `texts` body and front matter are empty, whatever they are.
    """
    rows = db.execute(
        _SUMMARY + (_TEXT if texts else _NO_TEXT) + _FROM + _WITH_TEXT + _AMONG, (json.dumps(ids),)
    )
    found = {row[0]: _note(row) for row in rows}
    return [found[note_id] for note_id in ids if note_id in found]


def lengths(db: sqlite3.Connection) -> list[tuple[str, int]]:
    """Id and characters of every note that has text and is not in the trash."""
    return db.execute(
        "SELECT id, characters FROM note WHERE trashed IS NULL AND NOT stub AND characters > 0"
    ).fetchall()


def bodies(db: sqlite3.Connection, ids: Sequence[str]) -> list[tuple[str, str, str]]:
    """Id, title and body of notes; those that are gone by now are left out."""
    return db.execute(
        "SELECT n.id, n.title, x.body FROM note n JOIN note_text x ON x.note = n.number"
        " WHERE n.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    ).fetchall()


def summaries(db: sqlite3.Connection, ids: Sequence[str]) -> list[NoteSummary]:
    """Rows of a list in the order of `ids`; those that are gone by now are left out."""
    rows = db.execute(_SUMMARY + _FROM + _AMONG, (json.dumps(list(ids)),))
    found = {row[0]: NoteSummary(**_summary(row)) for row in rows}
    return [found[note_id] for note_id in ids if note_id in found]


def ids(db: sqlite3.Connection, scope: Scope, sort: Sort, *, reverse: bool) -> list[str]:
    """The ids of a scope's notes in order. Raises a fault for a missing category or tag."""
    where, values = condition(db, scope)
    order = _ORDER[sort][reverse]
    rows = db.execute(f"SELECT n.id FROM note n WHERE {where} ORDER BY {order}", values)
    return [row[0] for row in rows]


def condition(db: sqlite3.Connection, scope: Scope) -> tuple[str, dict[str, Any]]:
    """The SQL condition on note `n` that a scope stands for, and its values."""
    trashed = scope.kind is ScopeKind.TRASHED
    parts = ["n.trashed IS NOT NULL" if trashed else "n.trashed IS NULL"]
    values: dict[str, Any] = {}
    plain = {
        ScopeKind.STARRED: "n.starred",
        ScopeKind.UNCATEGORISED: "n.category IS NULL",
        ScopeKind.STUBS: "n.stub",
    }
    if scope.kind in plain:
        parts.append(plain[scope.kind])
    elif scope.kind is ScopeKind.RECENT:
        parts.append("n.modified >= :recent AND NOT n.stub")
        values["recent"] = now().instant - _RECENT
    elif scope.kind is ScopeKind.CATEGORY:
        places.require(db, "category", scope.value)
        parts.append(f"n.category IN (SELECT id FROM category WHERE {places.BELOW})")
        values["path"] = scope.value
    elif scope.kind is ScopeKind.BATCH:
        parts.append("n.id IN (SELECT note_id FROM batch_item WHERE batch = :batch)")
        values["batch"] = scope.value
    for name, tag in (("tag", scope.tag), ("own_tag", _own_tag(scope))):
        if tag:
            places.require(db, "tag", tag)
            parts.append(
                "n.number IN (SELECT note FROM note_tag WHERE tag IN"
                f" (SELECT id FROM tag WHERE {places.BELOW.replace(':path', ':' + name)}))"
            )
            values[name] = tag
    if scope.stubs_only:
        parts.append("n.stub")
    return " AND ".join(parts), values


def _own_tag(scope: Scope) -> str:
    return scope.value if scope.kind is ScopeKind.TAG else ""


def find(db: sqlite3.Connection, reference: str) -> str:
    """The id that an id or an unambiguous title means; notes in the trash come last."""
    reference = names.clean_text(reference)
    if db.execute("SELECT 1 FROM note WHERE id = ?", (reference,)).fetchone():
        return reference
    rows = db.execute(
        "SELECT n.id, n.title, n.trashed IS NOT NULL FROM note n WHERE n.title_key = :key"
        " OR n.number IN (SELECT note FROM alias WHERE key = :key) ORDER BY n.number",
        {"key": fold_title(reference)},
    ).fetchall()
    title = names.clean_title(reference)
    for trashed in (False, True):
        there = [row for row in rows if bool(row[2]) is trashed]
        exact = [row for row in there if row[1] == title]
        for found in (exact, there):
            if len(found) == 1:
                return str(found[0][0])
            if found:
                ids_found = ", ".join(row[0] for row in found[:10])
                raise Fault(FaultCode.NOTE_AMBIGUOUS, reference=reference, ids=ids_found)
    raise Fault(FaultCode.NOTE_MISSING, reference=reference)


def titles(db: sqlite3.Connection, prefix: str, limit: int) -> list[tuple[str, str]]:
    """(id, title) of notes whose folded title begins with `prefix`, then of those that hold it."""
    wanted = fold(prefix).strip()
    if not wanted:
        return db.execute(
            "SELECT id, title FROM note WHERE trashed IS NULL ORDER BY modified DESC, id LIMIT ?",
            (limit,),
        ).fetchall()
    key = fold_title(prefix)
    rows = db.execute(
        "SELECT n.id, n.title FROM note n WHERE n.trashed IS NULL"
        " AND (instr(n.title_key, :key) OR instr(n.title_sort, :sort))"
        " ORDER BY substr(n.title_key, 1, length(:key)) <> :key, length(n.title_key), n.id"
        " LIMIT :limit",
        {"key": key, "sort": sort_key(wanted), "limit": limit},
    )
    return rows.fetchall()


def tag_paths(db: sqlite3.Connection, prefix: str, limit: int) -> list[str]:
    """Tag paths one of whose names begins with `prefix` folded, the most used first."""
    wanted = fold(prefix).strip()
    rows = db.execute(
        "SELECT t.path, count(nt.note) FROM tag t LEFT JOIN note_tag nt ON nt.tag = t.id"
        " GROUP BY t.id ORDER BY 2 DESC, t.path"
    )
    ranked = []
    for path, _ in rows:
        folded = fold(path)
        if folded.startswith(wanted):
            ranked.append((0, path))
        elif f"/{wanted}" in folded:
            ranked.append((1, path))
        elif wanted in folded:
            ranked.append((2, path))
    ranked.sort(key=lambda item: item[0])
    return [path for _, path in ranked[:limit]]


def tree(db: sqlite3.Connection) -> Tree:
    """Categories, tags and the counts that the tree pane shows."""
    by_category = dict(
        db.execute(
            "SELECT category, count(*) FROM note INDEXED BY note_by_category"
            " WHERE trashed IS NULL GROUP BY category"
        )
    )
    categories = db.execute("SELECT id, path FROM category").fetchall()
    counts: dict[str, int] = defaultdict(int)
    for place, path in categories:
        for above in _lineage(path):
            counts[above] += by_category.get(place, 0)
    tags = db.execute("SELECT id, path FROM tag").fetchall()
    recent, starred, stubs, trashed = db.execute(
        "SELECT (SELECT count(*) FROM note WHERE trashed IS NULL AND modified >= ?"
        " AND NOT stub),"
        " (SELECT count(*) FROM note INDEXED BY note_starred WHERE starred AND trashed IS NULL),"
        " (SELECT count(*) FROM note INDEXED BY note_stub WHERE stub AND trashed IS NULL),"
        " (SELECT count(*) FROM note WHERE trashed IS NOT NULL)",
        (now().instant - _RECENT,),
    ).fetchone()
    return Tree(
        categories=_nodes(categories, counts),
        tags=_nodes(tags, _tag_counts(db, tags)),
        all=sum(by_category.values()),
        recent=recent,
        starred=starred,
        stubs=stubs,
        uncategorised=by_category.get(None, 0),
        trashed=trashed,
    )


def _tag_counts(db: sqlite3.Connection, tags: Iterable[tuple[int, str]]) -> dict[str, int]:
    """Notes of each tag and all below it, each once."""
    own = dict(db.execute("SELECT tag, count(*) FROM note_tag GROUP BY tag"))
    # the trash is subtracted: it is small, and asking every note whether it is in it is slow
    trashed = "FROM note n CROSS JOIN note_tag nt ON nt.note = n.number WHERE n.trashed NOTNULL"
    for tag, count in db.execute(f"SELECT nt.tag, count(*) {trashed} GROUP BY nt.tag"):
        own[tag] -= count
    counts = {path: own.get(tag, 0) for tag, path in tags}
    below = f"tag IN (SELECT id FROM tag WHERE {places.BELOW})"
    for path in {path.rpartition("/")[0] for path in counts} - {""}:
        every, gone = db.execute(
            f"SELECT (SELECT count(DISTINCT note) FROM note_tag WHERE {below}),"
            f" (SELECT count(DISTINCT n.number) {trashed} AND nt.{below})",
            {"path": path},
        ).fetchone()
        counts[path] = every - gone
    return counts


def _lineage(path: str) -> Iterator[str]:
    """The path and every path above it."""
    while path:
        yield path
        path = path.rpartition("/")[0]


def _nodes(rows: Iterable[tuple[int, str]], counts: dict[str, int]) -> tuple[TreeNode, ...]:
    below: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in rows:
        below[row[1].rpartition("/")[0]].append(row)

    def children(parent: str) -> tuple[TreeNode, ...]:
        ordered = sorted(below.get(parent, ()), key=lambda row: sort_key(row[1]))
        return tuple(
            TreeNode(
                id=place,
                name=path.rpartition("/")[2],
                path=path,
                count=counts.get(path, 0),
                children=children(path),
            )
            for place, path in ordered
        )

    return children("")


def _summary(row: Sequence[Any]) -> dict[str, Any]:
    created, created_offset, modified, modified_offset = row[5:9]
    stub, starred, trashed, protected = map(bool, row[9:13])
    return {
        "id": row[0],
        "title": row[1],
        "excerpt": row[2],
        "category": names.split(row[3]),
        "tags": tuple(row[4].split("\n")) if row[4] else (),
        "created": Moment(created, created_offset).as_datetime(),
        "modified": Moment(modified, modified_offset).as_datetime(),
        "stub": stub,
        "starred": starred,
        "trashed": trashed,
        "protected": protected,
        "characters": row[13],
    }


def _note(row: Sequence[Any]) -> Note:
    body, front_matter, properties, source, version = row[14:]
    return Note(
        **_summary(row),
        body=body,
        front_matter=front_matter,
        properties=json.loads(properties),
        source=source,
        version=version,
    )
