"""Small questions about text: UTF-16 units, shared ends."""

from __future__ import annotations

from notes.patterns import pattern

__all__ = [
    "common_prefix",
    "common_suffix",
    "pattern",
    "utf16_column",
    "utf16_length",
    "utf16_offsets",
]


def utf16_length(text: str) -> int:
    """How many UTF-16 units a text has."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf16_column(text: str, column: int) -> int:
    """How many UTF-16 units the first `column` characters have."""
    return utf16_length(text[:column])


def utf16_offsets(text: str) -> list[int]:
    """For each character of the text, and its end, how many UTF-16 units stand before it."""
    offsets = [0]
    for character in text:
        offsets.append(offsets[-1] + (2 if character > "\uffff" else 1))
    return offsets


def common_prefix(one: str, other: str) -> int:
    """How many characters two texts share at the start, found by halving."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def common_suffix(one: str, other: str) -> int:
    """How many characters two texts share at the end, found by halving."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[len(one) - middle : len(one) - low] == other[len(other) - middle : len(other) - low]:
            low = middle
        else:
            high = middle - 1
    return low
