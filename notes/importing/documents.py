"""What the readers of single text documents share."""

from __future__ import annotations

import hashlib

from notes.errors import Fault, FaultCode
from notes.importing.base import Draft, ReadOptions
from notes.importing.encoding import decode
from notes.importing.sources import Entry, Tree, read


def digest(data: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def decoded(entry: Entry, tree: Tree, options: ReadOptions) -> tuple[Draft, str]:
    """A draft with what the bytes alone say, and the text. Raises `Fault`."""
    data = read(tree, entry)
    if not data:
        raise Fault(FaultCode.EMPTY, path=entry.source)
    draft = Draft(entry.source, "", digest=digest(data))
    try:
        result = decode(data, options.encodings.get(entry.source, options.encoding))
    except Fault as fault:
        raise Fault(fault.code, **{"path": entry.source, **fault.values}) from fault
    draft.encoding = result.encoding
    if result.warning:
        draft.warn(result.warning, **dict(result.values))
    if not result.text.strip():
        raise Fault(FaultCode.EMPTY, path=entry.source)
    return draft, result.text
