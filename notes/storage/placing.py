"""What can be done to the category and tag trees, and what it does to their notes."""

from __future__ import annotations

from collections.abc import Iterable

from notes.changes import Kind
from notes.errors import Fault, FaultCode
from notes.model import Path
from notes.storage import links, names, notes, places
from notes.storage.transaction import Transaction


def create_category(tx: Transaction, path: Path) -> None:
    """Make an empty category. Raises `Fault(CATEGORY_EXISTS)`."""
    wanted = names.require_path(path)
    if not wanted:
        raise Fault(FaultCode.NAME_INVALID, name="")
    places.create(tx.db, "category", wanted)
    tx.kinds.add(Kind.CATEGORIES)


def move_category(tx: Transaction, path: Path, new_path: Path) -> None:
    """Give a category and all below it another path."""
    old, new = "/".join(path), names.require_path(new_path)
    parent = new.rpartition("/")[0]
    if parent and old != new:
        places.require(tx.db, "category", parent)
    places.move(tx.db, "category", old, new)
    if old != new:
        _moved(tx, _in_category(tx, new))
        tx.kinds.add(Kind.CATEGORIES)


def delete_category(tx: Transaction, path: Path, *, trash_notes: bool) -> None:
    """Delete a category with all below it; what is in the trash loses its category too."""
    old = "/".join(path)
    places.require(tx.db, "category", old)
    ids = _in_category(tx, old)
    tx.db.execute(
        "UPDATE note SET category = NULL WHERE category IN"
        f" (SELECT id FROM category WHERE {places.BELOW})",
        {"path": old},
    )
    _moved(tx, ids)
    if trash_notes:
        notes.trash(tx, ids, trashed=True)
    tx.db.execute(f"DELETE FROM category WHERE {places.BELOW}", {"path": old})
    tx.kinds.add(Kind.CATEGORIES)


def create_tag(tx: Transaction, path: str) -> None:
    """Make an unused tag. Raises `Fault(TAG_EXISTS)`."""
    places.create(tx.db, "tag", names.tag_path(path))
    tx.kinds.add(Kind.TAGS)


def rename_tag(tx: Transaction, path: str, new_path: str) -> None:
    """Give a tag and all below it another path; tags that are there already take the notes in."""
    new = names.tag_path(new_path)
    places.require(tx.db, "tag", path)
    if new == path:
        return
    if new.startswith(path + "/"):
        raise Fault(FaultCode.TAG_CYCLE, path=path, into=new)
    _touch(tx, _with_tag(tx, path))
    if places.find(tx.db, "tag", new) is None:
        places.move(tx.db, "tag", path, new)
    else:
        for tag, old in places.below(tx.db, "tag", path):
            _merge(tx, tag, places.ensure(tx.db, "tag", new + old[len(path) :])[0])
    tx.kinds.add(Kind.TAGS)


def delete_tag(tx: Transaction, path: str) -> None:
    """Delete a tag and all below it."""
    places.require(tx.db, "tag", path)
    _touch(tx, _with_tag(tx, path))
    tx.db.execute(f"DELETE FROM tag WHERE {places.BELOW}", {"path": path})
    tx.kinds.add(Kind.TAGS)


def _merge(tx: Transaction, tag: int, into: int) -> None:
    if tag == into:
        return
    tx.db.execute("UPDATE OR IGNORE note_tag SET tag = ? WHERE tag = ?", (into, tag))
    tx.db.execute("DELETE FROM tag WHERE id = ?", (tag,))


def _in_category(tx: Transaction, path: str) -> list[str]:
    rows = tx.db.execute(
        f"SELECT id FROM note WHERE category IN (SELECT id FROM category WHERE {places.BELOW})",
        {"path": path},
    )
    return [row[0] for row in rows]


def _with_tag(tx: Transaction, path: str) -> list[str]:
    rows = tx.db.execute(
        "SELECT DISTINCT n.id FROM note n JOIN note_tag nt ON nt.note = n.number WHERE nt.tag IN"
        f" (SELECT id FROM tag WHERE {places.BELOW})",
        {"path": path},
    )
    return [row[0] for row in rows]


def _touch(tx: Transaction, ids: Iterable[str]) -> None:
    for note_id in ids:
        tx.update(note_id, Kind.META)


def _moved(tx: Transaction, ids: Iterable[str]) -> None:
    """Notes came to be elsewhere: a link that names a place too may now mean another."""
    _touch(tx, ids)
    for note_id in ids:
        links.resolve_again(tx, links.names_of(tx.db, notes.number_of(tx.db, note_id)))
