"""Bytes → text: byte order mark, strict UTF-8, UTF-16/32 by shape, East Asian by common characters.

A legacy encoding decodes nearly any bytes, so candidates are compared by the share of characters
that people really write; that is right from a few characters on.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from notes.errors import Fault, FaultCode
from notes.importing.base import WarningCode
from notes.importing.characters import SIMPLIFIED, WIDE, common_share, is_frequent

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
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
    """The wide encoding in which `data` reads as text, if there is one: the most familiar."""
    best: tuple[float, str | None] = (-1.0, None)
    for name in WIDE:
        width = 4 if "32" in name else 2
        if len(data) % width:
            continue
        try:
            text = data[:_SAMPLE].decode(name)
            data.decode(name)
        except UnicodeDecodeError:
            continue
        if text and _plausible(text) >= 0.95 and (share := _familiar(text)) > best[0]:
            best = (share, name)
    return best[1]


def _familiar(text: str) -> float:
    """Share of characters that are ASCII or frequent in Chinese or Japanese."""
    return sum(
        char < "\x7f" or "\u3000" <= char <= "\u30ff" or is_frequent(char) for char in text
    ) / len(text)


def _plausible(text: str) -> float:
    """Share of characters that text is made of; Chinese only counts when some of it is common."""
    good = hanzi = common = 0
    for char in text:
        if "\u4e00" <= char <= "\u9fff":
            hanzi += 1
            # U+6100 is rather an `a` in the other order of bytes
            common += is_frequent(char) and (ord(char) & 0xFF > 0 or char in SIMPLIFIED)
        elif char in "\t\n\r\ufeff" or (char >= " " and unicodedata.category(char)[0] in "LNPSZM"):
            good += 1
    if hanzi and common < 0.7 * hanzi:
        hanzi = 0
    return (good + hanzi) / len(text)


# one or two bytes a character


def _legacy(data: bytes) -> Decoded:
    sample = _sample(data)
    score, name = _best(sample, (*_EAST_ASIAN, *(w for w in WIDE if len(data) % 2 == 0)))
    if score < _SURE:
        mixed = _by_lines(data)
        if mixed:
            return mixed
        sure_wide = name in WIDE and score >= 0.6
        if score < _KEEP or (_isolated(sample) > 0.6 and not sure_wide):
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
        best = max(best, (common_share(sample, name), name), key=lambda one: one[0])
    return best


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


_MARKS_OF_TEXT = "’‘“”„«»–—…°№"
_RUSSIAN = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфіїє"
_CENTRAL = "áčďéěíňóřšťúůýžąćęłńśźżőűöüäľĺŕțșăâî"
# the letters of the languages of each: accents among ASCII, then scripts, the common letters first
_ACCENTED = {
    "cp1252": "éèàçêâîôûùëïüößäñáíóúåæøãõœ",
    "cp1254": "ıişğçöüâ",
    "cp1250": _CENTRAL,
    "iso8859_2": _CENTRAL,
}
_SCRIPTS = {
    "cp1251": _RUSSIAN,
    "koi8_r": _RUSSIAN,
    "cp866": _RUSSIAN,
    "cp1253": "αοιετσνηυρπκμλςωδγχθφβξζψάέήίόύώ",
    "cp1255": "ולאמהרתבשדםכעחנקפצטגזיךןסףץ",
    "cp1256": "اليمنتربدعسهفوحكقجشةصىطخأضذزثظغئءؤإآ",
    "cp874": "กขคงจฉชซญดตถทธนบปผพภมยรลวศสหอะัาำิีึืุูเแโใไ่้๊์็",
}


def _single_byte(data: bytes, sample: bytes) -> Decoded:
    """Western, Cyrillic, Greek and other text: what gives the most of its common letters.

    Accents among ASCII letters are sought among the Latin encodings, whole words among the others.
    """
    alone = _isolated(sample)
    known = (_ACCENTED if alone > 0.2 else {}) | (_SCRIPTS if alone <= 0.5 else {})

    def share(name: str) -> float:
        text = sample.decode(name, "replace")
        foreign = [char for char in text if char > "\x7f"]
        common = sum(_weight(char, known[name]) for char in foreign)
        # capitals after small letters: another encoding of the script with its cases the other way
        odd = sum(one.islower() and other.isupper() for one, other in pairwise(text))
        return (common - 3 * odd - 2 * text.count("�")) / max(len(foreign), 1)

    name = max(known, key=share)
    text = data.decode(name, "replace")
    if "�" in text:
        return _damaged(text, name)
    return _done(text, name, WarningCode.ENCODING_GUESSED, encoding=name)


def _weight(char: str, letters: str) -> float:
    """How common a character is among `letters`; those of scripts stand in the order of use."""
    if char in _MARKS_OF_TEXT:
        return 1.0
    rank = letters.find(char)
    if rank >= 0:
        return 1.0 - 0.5 * rank / len(letters) if letters in _SCRIPTS.values() else 1.0
    return 0.6 if char.lower() in letters else 0.0


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
