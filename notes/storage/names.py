"""Names, ids and texts as they may be stored."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from notes.errors import Fault, FaultCode
from notes.model import Path
from notes.patterns import pattern
from notes.storage.times import Moment

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32
_START = 1_577_836_800_000_000  # 2020-01-01, so that eight digits of milliseconds last until 2054
_CONTROL = pattern("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_ID = pattern(r"[A-Za-z0-9._-]{1,64}")
_LONGEST = 250
_DEEPEST = 40


def new_id(moment: Moment, after: str = "") -> str:
    """An id for something made at `moment`: thirteen characters, in order of time.

    Of several made at once each comes `after` the one before, so that lists keep their order.
    """
    import secrets

    value = max(moment.instant - _START, 0) // 1000 << 25 | secrets.randbits(25)
    last = 0
    for letter in after:
        last = last * 32 + _ALPHABET.index(letter)
    if last >> 25 >= value >> 25:
        value = last + 1 + secrets.randbits(10)
    digits: list[str] = []
    for _ in range(13):
        value, digit = divmod(value, 32)
        digits.append(_ALPHABET[digit])
    return "".join(reversed(digits))


def is_id(text: str) -> bool:
    """Whether a note from elsewhere may keep `text` as its id."""
    return _ID.fullmatch(text) is not None


def clean_text(text: str) -> str:
    """`text` with what UTF-8 cannot hold (lone surrogates) replaced by U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def clean_title(title: str) -> str:
    """A title on one line."""
    return _CONTROL.sub(" ", clean_text(title)).strip()


def require_name(name: str) -> str:
    """`name` as a category's or tag's name. Raises `Fault(NAME_INVALID)`."""
    cleaned = unicodedata.normalize("NFC", clean_text(name)).strip()
    if not cleaned or "/" in cleaned or _CONTROL.search(cleaned) or len(cleaned) > _LONGEST:
        raise Fault(FaultCode.NAME_INVALID, name=name)
    return cleaned


def require_path(names: Iterable[str]) -> str:
    """The stored form of a path of names. Raises `Fault(NAME_INVALID)`."""
    parts = [require_name(name) for name in names]
    if len(parts) > _DEEPEST:
        raise Fault(FaultCode.NAME_INVALID, name="/".join(parts))
    return "/".join(parts)


def tag_path(path: str) -> str:
    """The stored form of a tag written by a person. Raises `Fault(NAME_INVALID)`."""
    return require_path(path.split("/"))


def lenient_path(names: Iterable[str]) -> str:
    """The stored form of a path found in a document: what no name can hold is left out."""
    parts = (part for name in names for part in name.split("/"))
    cleaned = (
        _CONTROL.sub(" ", unicodedata.normalize("NFC", clean_text(part))).strip()[:_LONGEST].strip()
        for part in parts
    )
    return "/".join([part for part in cleaned if part][:_DEEPEST])


def split(path: str | None) -> Path:
    """A stored path's names."""
    return tuple(path.split("/")) if path else ()
