"""Messages between the render process and the one that started it.

A frame is two lengths (unsigned 32 bit, big endian), a JSON object of the first length and a text
of the second, both UTF-8. The text travels beside the object, so that megabytes of HTML pass
through the receiver without being parsed.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

_LENGTHS = struct.Struct(">II")
_MARK = struct.Struct("<Q16s")
MARK_SIZE = _MARK.size
"""Bytes of the file that says which block is in work."""


def digest(source: str) -> bytes:
    """The name of a block's source, 16 bytes."""
    return blake2b(source.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def read_mark(data: bytes) -> tuple[int, bytes]:
    """Serial number (0: nothing is being converted) and digest of the block in work."""
    serial, name = _MARK.unpack(data[:MARK_SIZE])
    return serial, name


def pack_mark(serial: int, name: bytes) -> bytes:
    """The opposite of `read_mark`."""
    return _MARK.pack(serial, name)


def pack(header: dict[str, Any], payload: str = "") -> bytes:
    """One message as bytes; lone halves of surrogate pairs pass through."""
    head = json.dumps(header).encode()
    body = payload.encode("utf-8", "surrogatepass")
    return _LENGTHS.pack(len(head), len(body)) + head + body


def utf16(text: str) -> str:
    """The text with characters beyond U+FFFF as two halves, so that it counts as an editor does."""
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) == 2 * len(text):
        return text
    halves = memoryview(units).cast("H")
    return "".join(map(chr, halves))


class FrameReader:
    """Cuts a stream of bytes into messages."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[tuple[dict[str, Any], str]]:
        """Take in bytes; yield (header, payload) for each message that is now whole."""
        self._buffer += data
        while len(self._buffer) >= _LENGTHS.size:
            head, body = _LENGTHS.unpack_from(self._buffer)
            start = _LENGTHS.size
            end = start + head + body
            if len(self._buffer) < end:
                return
            header = json.loads(self._buffer[start : start + head])
            payload = self._buffer[start + head : end].decode("utf-8", "surrogatepass")
            del self._buffer[:end]
            yield header, payload
