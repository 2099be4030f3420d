"""Attachments: files kept once by their content, named by the notes that hold them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping

from notes.changes import Kind
from notes.errors import Fault, FaultCode
from notes.model import Attachment, NewAttachment
from notes.storage.names import clean_text, clean_title
from notes.storage.transaction import Transaction

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
)
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f#^\[\]()%]+')


def _sha256(data: bytes) -> str:
    import hashlib

    return hashlib.sha256(data).hexdigest()


def keep(tx: Transaction, number: int, attachment: NewAttachment) -> str:
    """Store a file under its target for a note (replacing what had that target); its hash."""
    digest = _sha256(attachment.data)
    known = tx.db.execute("SELECT 1 FROM attachment WHERE hash = ?", (digest,)).fetchone()
    if known is None:
        mime = attachment.mime or mime_of(attachment.name, attachment.data)
        tx.db.execute(
            "INSERT INTO attachment (hash, mime, size, data) VALUES (?, ?, ?, ?)",
            (digest, mime, len(attachment.data), attachment.data),
        )
    tx.db.execute(
        "INSERT INTO note_attachment (note, target, name, hash) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (note, target) DO UPDATE SET name = excluded.name, hash = excluded.hash",
        (number, clean_text(attachment.target), clean_title(attachment.name), digest),
    )
    tx.kinds.add(Kind.ATTACHMENTS)
    return digest


def free_target(db: sqlite3.Connection, number: int, attachment: NewAttachment) -> str:
    """A target for a new file that no other file of the note has, safe in a Markdown link."""
    wanted = attachment.target or attachment.name
    safe = _UNSAFE.sub("-", clean_title(wanted)).strip(" .-").replace(" ", "-") or "file"
    digest = _sha256(attachment.data)
    taken = of_note(db, number)
    stem, dot, ending = safe.rpartition(".")
    if not dot:
        stem, ending = safe, ""
    target, count = safe, 1
    while target in taken and taken[target].hash != digest:
        count += 1
        target = f"{stem}-{count}{dot}{ending}"
    return target


def of_note(db: sqlite3.Connection, number: int) -> Mapping[str, Attachment]:
    """Target as written → attachment."""
    rows = db.execute(
        "SELECT na.target, na.hash, na.name, a.mime, a.size FROM note_attachment na"
        " JOIN attachment a ON a.hash = na.hash WHERE na.note = ?",
        (number,),
    )
    return {target: Attachment(*row) for target, *row in rows}


def get(db: sqlite3.Connection, content_hash: str) -> Attachment:
    """What is known of a file. Raises `Fault(ATTACHMENT_MISSING)`."""
    row = db.execute(
        "SELECT a.hash, ifnull((SELECT name FROM note_attachment WHERE hash = a.hash LIMIT 1), ''),"
        " a.mime, a.size FROM attachment a WHERE a.hash = ?",
        (content_hash,),
    ).fetchone()
    if row is None:
        raise Fault(FaultCode.ATTACHMENT_MISSING, hash=content_hash)
    return Attachment(*row)


def data(db: sqlite3.Connection, content_hash: str) -> bytes:
    """A file's bytes. Raises `Fault(ATTACHMENT_MISSING)`."""
    row = db.execute("SELECT data FROM attachment WHERE hash = ?", (content_hash,)).fetchone()
    if row is None:
        raise Fault(FaultCode.ATTACHMENT_MISSING, hash=content_hash)
    return bytes(row[0])


def drop_unused(tx: Transaction) -> None:
    """Delete the files that no note holds any more."""
    cursor = tx.db.execute(
        "DELETE FROM attachment WHERE hash NOT IN (SELECT hash FROM note_attachment)"
    )
    if cursor.rowcount > 0:
        tx.kinds.add(Kind.ATTACHMENTS)


def mime_of(name: str, content: bytes) -> str:
    """A file's type by its content where that tells, else by its name."""
    import mimetypes

    by_name = mimetypes.guess_type(name)[0]
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    for magic, mime in _MAGIC:
        if content.startswith(magic):
            # a zip by content may be a document by name
            return by_name if mime == "application/zip" and by_name else mime
    head = content[:1000].lstrip().lower()
    if b"<svg" in head and head.startswith((b"<svg", b"<?xml", b"<!--", b"<!doctype svg")):
        return "image/svg+xml"
    return by_name or "application/octet-stream"
