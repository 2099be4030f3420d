"""Bytes → text: byte order mark, strict UTF-8, UTF-16/32 by shape, East Asian by common characters.

A legacy encoding decodes nearly any bytes, so candidates are compared by the share of characters
that people really write; that is right from a few characters on.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from notes.errors import Fault, FaultCode
from notes.importing.base import WarningCode
from notes.importing.characters import JAPANESE, SIMPLIFIED, TRADITIONAL

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_EAST_ASIAN = ("gb18030", "big5hkscs", "cp932", "euc_jp", "cp949")
_NAMES = {"big5hkscs": "big5", "cp932": "shift_jis", "cp949": "euc_kr", "utf-8-sig": "utf-8"}
_MAGIC = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\x7fELF",
    b"SQLite format 3\x00", b"\xd0\xcf\x11\xe0", b"7z\xbc\xaf", b"Rar!", b"MZ\x90", b"BZh",
    b"\xfd7zXZ", b"ID3", b"OggS", b"wOFF", b"wOF2", b"\x00\x00\x01\x00",
)  # fmt: skip
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\b\x1a\x1b"))
_SAMPLE = 60_000  # bytes looked at to choose
_SURE = 0.75  # share of common characters from which a choice is certain
_KEEP = 0.35  # below it the text is no East Asian text at all


@dataclass(frozen=True, slots=True)
class Decoded:
    r"""Text with LF line ends and no byte order mark. `warning` with `values`: what is in doubt."""

    text: str
    encoding: str
    warning: WarningCode | None = None
    values: tuple[tuple[str, object], ...] = ()


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Decode `data`, by `encoding` when the person chose one. Raises `Fault(BINARY)`."""
    if encoding:
        return _forced(data, encoding)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _marked(data, name)
    if data.startswith(_MAGIC):
        raise Fault(FaultCode.BINARY)
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls and not _is_utf8(data):
        wide = _by_shape(data)
        if wide:
            return _done(data.decode(wide), wide)
        if b"\0" in data or controls > 2 + len(data) // 200:
            raise Fault(FaultCode.BINARY)
    try:
        if b"\x1b$" in data and data.isascii():
            return _done(data.decode("iso2022_jp"), "iso2022_jp")
        return _done(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _legacy(data)


def _is_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8 beyond doubt: text in wide encodings never is, but for ASCII."""
    if b"\0" in data or data.isascii():
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _done(text: str, name: str, /, warning: WarningCode | None = None, **values: object) -> Decoded:
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(text, _NAMES.get(name, name), warning, tuple(values.items()))


def _forced(data: bytes, encoding: str) -> Decoded:
    try:
        text = data.decode(encoding, "replace")
    except LookupError as error:
        raise Fault(FaultCode.UNREADABLE, detail=encoding) from error
    return _damaged(text, encoding) if "�" in text else _done(text, encoding)


def _damaged(text: str, encoding: str) -> Decoded:
    return _done(text, encoding, WarningCode.ENCODING_DAMAGED, count=text.count("�"))


def _marked(data: bytes, name: str) -> Decoded:
    try:
        return _done(data.decode(name), name)
    except UnicodeDecodeError:
        if name == "utf-8-sig":
            rest = _legacy(data[len(codecs.BOM_UTF8) :])
            return Decoded(rest.text, rest.encoding, rest.warning, rest.values)
        return _damaged(data.decode(name, "replace"), name)


# UTF-16 and UTF-32 without a mark


def _by_shape(data: bytes) -> str | None:
    """The wide encoding in which `data` reads as text, if there is one."""
    for name in _WIDE:
        width = 4 if "32" in name else 2
        if len(data) % width:
            continue
        try:
            text = data[:_SAMPLE].decode(name)
            data.decode(name)
        except UnicodeDecodeError:
            continue
        if text and _plausible(text) >= 0.95:
            return name
    return None


def _plausible(text: str) -> float:
    """Share of characters that text is made of; Chinese only counts when some of it is common."""
    good = hanzi = common = 0
    for char in text:
        if "\u4e00" <= char <= "\u9fff":
            hanzi += 1
            common += char in SIMPLIFIED or char in TRADITIONAL or char in JAPANESE
        elif char in "\t\n\r\ufeff" or (char >= " " and unicodedata.category(char)[0] in "LNPSZM"):
            good += 1
    if hanzi and common < 0.3 * hanzi:
        hanzi = 0
    return (good + hanzi) / len(text)


# one or two bytes a character


def _legacy(data: bytes) -> Decoded:
    sample = _sample(data)
    score, name = _best(sample, (*_EAST_ASIAN, *(w for w in _WIDE if len(data) % 2 == 0)))
    if score < _SURE:
        mixed = _by_lines(data)
        if mixed:
            return mixed
        if score < _KEEP or _isolated(sample) > 0.6:
            return _single_byte(data, sample)
    text = data.decode(name, "replace")
    if "�" in text:
        return _damaged(text, name)
    if score < _KEEP + 0.1:
        return _done(text, name, WarningCode.ENCODING_GUESSED, encoding=_NAMES.get(name, name))
    return _done(text, name)


def _sample(data: bytes) -> bytes:
    """The lines with bytes beyond ASCII, up to the sample's size."""
    if len(data) <= _SAMPLE:
        return data
    lines: list[bytes] = []
    size = 0
    for line in data.split(b"\n"):
        if not line.isascii():
            lines.append(line[:_SAMPLE])
            size += len(line)
            if size > _SAMPLE:
                break
    return b"\n".join(lines)


def _best(sample: bytes, names: Iterable[str]) -> tuple[float, str]:
    """Score and name of the best candidate; at a tie the first."""
    best = (-9.0, "gb18030")
    for name in names:
        score = _score(sample, name)
        if score > best[0]:
            best = (score, name)
    return best


def _score(sample: bytes, name: str) -> float:
    """How much `sample` read as `name` is what people write: 1 is all common, below 0 nonsense."""
    japanese = name in {"cp932", "euc_jp"}
    text = [char for char in sample.decode(name, "replace") if char > "\x7f"][:4000]
    if not text:
        return -9.0
    total = 0.0
    for char in text:
        if "\u4e00" <= char <= "\u9fff":
            total += _hanzi(char, name)
        elif "\u3040" <= char <= "\u30ff":
            total += 1.0 if japanese or name in _WIDE else 0.2
        elif "\uac00" <= char <= "\ud7a3":
            total += 0.9 if name == "cp949" else -0.5
        elif char in "，。、；：？！“”‘’（）《》「」『』【】…—·～　":
            total += 1.0
        elif "\uff01" <= char <= "\uff5e":
            total += 0.7
        elif "\uff61" <= char <= "\uff9f":
            total -= 0.3
        elif char == "�":
            total -= 3.0
        else:
            total += _other(char)
    return total / len(text)


def _hanzi(char: str, name: str) -> float:
    if name == "gb18030":
        return 1.0 if char in SIMPLIFIED else 0.55 if char in TRADITIONAL else 0.15
    if name == "big5hkscs":
        return 1.0 if char in TRADITIONAL else 0.1
    if name == "cp949":
        return -0.2
    if name in _WIDE:
        return 1.0 if char in SIMPLIFIED or char in TRADITIONAL else 0.1
    return 0.9 if char in JAPANESE else 0.1


def _other(char: str) -> float:
    category = unicodedata.category(char)
    if category in {"Cc", "Cn", "Co", "Cs"}:
        return -2.0
    if "\u2000" <= char <= "\u2bff":  # dashes, arrows, circled numbers
        return 0.3
    return -0.4


def _isolated(sample: bytes) -> float:
    """Share of bytes beyond ASCII that stand alone, as accents in Western text do."""
    alone = total = run = 0
    for byte in (*sample, 0):
        if byte > 127:
            run += 1
        elif run:
            alone += run == 1
            total += run
            run = 0
    return alone / total if total else 0.0


_SINGLE = {
    "cp1252": "éèàçêâîôûùëïüößäñáíóúåæøÉÀ’“”–—•…°",
    "cp1251": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэф",
    "koi8_r": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэф",
}


def _single_byte(data: bytes, sample: bytes) -> Decoded:
    """Western or Cyrillic text: whichever gives the most of its common letters."""

    def share(name: str) -> float:
        text = [char for char in sample.decode(name, "replace") if char > "\x7f"]
        return sum(char in _SINGLE[name] for char in text) / max(len(text), 1)

    name = max(_SINGLE, key=share)
    text = data.decode(name, "replace")
    if "�" in text:
        return _damaged(text, name)
    return _done(text, name, WarningCode.ENCODING_GUESSED, encoding=name)


def _by_lines(data: bytes) -> Decoded | None:
    """UTF-8 with some lines of another encoding, or with damaged bytes; None when it is neither."""
    lines = data.split(b"\n")
    bad: list[int] = []
    good = 0
    for at, line in enumerate(lines):
        if line.isascii():
            continue
        try:
            good += len(line.decode("utf-8"))
        except UnicodeDecodeError:
            bad.append(at)
    if good < sum(len(lines[at]) for at in bad) / 2:
        return None
    score, name = _best(b"\n".join(lines[at] for at in bad), ("gb18030", "big5hkscs", "cp932"))
    other = name if score >= 0.5 else "utf-8"
    wrong = set(bad)
    text = "\n".join(
        line.decode(other if at in wrong else "utf-8", "replace") for at, line in enumerate(lines)
    )
    if other == "utf-8" or "�" in text:
        return _damaged(text, "utf-8")
    encoding = _NAMES.get(other, other)
    return _done(text, "utf-8", WarningCode.ENCODING_MIXED, encoding=encoding)
