"""zlib, with an end to what a hostile library can make us unpack."""

from __future__ import annotations

import zlib

from notes.storage.times import DamagedError

_MOST = 1 << 29
"""Bytes: far more than any note, and less than what memory there is."""


def pack(data: bytes, level: int = 6) -> bytes:
    """Compress."""
    return zlib.compress(data, level)


def unpack(data: bytes) -> bytes:
    """What was packed. Raises `DamagedError` or `zlib.error` for anything else."""
    stream = zlib.decompressobj()
    found = stream.decompress(data, _MOST)
    if not stream.eof:
        raise DamagedError("compressed data without an end")
    return found
