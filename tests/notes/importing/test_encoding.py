"""Bytes become the text that was meant."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes.errors import Fault, FaultCode
from notes.importing.base import WarningCode
from notes.importing.encoding import decode

CHINESE = (
    "今天我们来谈谈分布式系统的一致性。为什么网络会分区？因为机器会坏，线路会断，时钟也不准。\n"
    "解决的方法有很多：主从复制、法定人数、共识算法，每一种都有自己的代价，没有免费的午餐。\n"
    "写日志的时候先写内存还是先写磁盘，这是一个老问题，答案要看数据丢了会怎么样。\n"
)
TRADITIONAL = (
    "今天我們來談談分散式系統的一致性。為什麼網路會斷線？因為機器會壞，時鐘也不準。\n"
    "解決的方法有很多，每一種都有自己的代價，沒有白吃的午餐，請大家想清楚再動手寫程式。\n"
)
JAPANESE = (
    "今日はデータベースの話をします。トランザクションとは何か、なぜ必要なのかを考えましょう。\n"
)


@pytest.mark.parametrize(
    "encoding", ["gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_simplified_chinese(encoding: str) -> None:
    assert decode(CHINESE.encode(encoding)).text == CHINESE


@pytest.mark.parametrize("encoding", ["big5", "utf-16-le", "utf-32-be"])
def test_traditional_chinese(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding)).text == TRADITIONAL


@pytest.mark.parametrize("encoding", ["shift_jis", "euc_jp", "iso2022_jp", "utf-16-be"])
def test_japanese(encoding: str) -> None:
    assert decode(JAPANESE.encode(encoding)).text == JAPANESE


def test_short_texts_are_right() -> None:
    pick = random.Random(7)
    for text, encoding, length in ((CHINESE, "gb18030", 10), (TRADITIONAL, "big5", 12)):
        words = text.replace("\n", "")
        wrong = 0
        for _ in range(200):
            start = pick.randrange(len(words) - length)
            part = words[start : start + length]
            wrong += decode(part.encode(encoding)).text != part
        assert wrong <= 6, encoding


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("You don’t have to — we’ll see “why” when they’re done, won’t we…", "cp1252"),
        ("It’s the reader’s own copy, isn’t it?", "cp1252"),
        ("Voilà: résumé, naïveté, über, España, façade", "latin-1"),
        ("印刷待ちのキューにあるファイルを消す", "cp932"),
        ("ステップが正常に終了した場合", "cp932"),
        ("デフォルトの値は dis", "cp932"),
        ("한국어로 쓴 문서도 제대로 읽어야 한다. 그렇지 않으면 쓸 수 없다.", "cp949"),
        ("获得磁盘当前的配额", "gbk"),
        ("本模块检测依赖的库", "gb18030"),
        ("Teaching with cat emojis 😺", "gb18030"),
        ("- 🎉 done", "utf-16-le"),
        ("儘量減少標點符號的使用", "big5"),
        ("裝置驅動程式的縮寫", "gb18030"),
        ("网络核心协议栈的实现", "utf-16-be"),
        ("网络核心协议栈的实现", "utf-16-le"),
        ("m は、印刷待ちのキ", "utf-16-le"),
        ("HEAD 段落里包含", "utf-16-be"),
        ("ヨーロッパの言語 (Latin-9)", "utf-16-le"),
        ("Привет, это обычный русский текст.", "cp1251"),
    ],
)
def test_short_texts_of_any_language(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_mark_and_line_ends() -> None:
    assert decode(b"\xef\xbb\xbfa\r\nb\rc\n").text == "a\nb\nc\n"
    assert decode("a\ufeffb\u2028c\x85d".encode()).text == "a\ufeffb\u2028c\x85d"


def test_mixed_lines_are_both_read() -> None:
    data = CHINESE.encode() * 3 + "这一行是别的编码".encode("gbk") + b"\n"
    found = decode(data)
    assert found.text.endswith("这一行是别的编码\n")
    assert found.warning is WarningCode.ENCODING_MIXED


def test_damaged_bytes_are_counted_and_the_rest_is_kept() -> None:
    data = CHINESE.encode() + b"abc \xff\xfe def\n"
    found = decode(data)
    assert found.text.startswith(CHINESE)
    assert found.warning is WarningCode.ENCODING_DAMAGED
    assert dict(found.values)["count"] == found.text.count("�") > 0


def test_western_text_is_a_guess_and_says_so() -> None:
    found = decode("Café à la crème, déjà vu — naïve".encode("cp1252"))
    assert found.text.startswith("Café à la crème")
    assert found.warning is WarningCode.ENCODING_GUESSED


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Η ταχύτητα του φωτός είναι σταθερή. Καλημέρα σας!", "cp1253"),
        ("שלום עולם, מה שלומכם היום? זהו מסמך קצר.", "cp1255"),
        ("Bu kısa yazı Türkçe: şöyle güzel bir gün, İstanbul.", "cp1254"),
        ("Привет, мир! Это короткий текст.", "cp1251"),
        ("Привет, мир! ЭТО КОРОТКИЙ ТЕКСТ.", "koi8_r"),
        ("Привет, мир! Это короткий текст.", "cp866"),
        ("Příliš žluťoučký kůň úpěl ďábelské ódy.", "cp1250"),
        ("Zażółć gęślą jaźń, pchnąć w tę łódź jeża.", "iso8859_2"),
        ("مرحبا بالعالم، هذا نص قصير.", "cp1256"),
        ("สวัสดีชาวโลก วันนี้อากาศดี", "cp874"),
        ("São Paulo é ótimo, não é? Größe schön", "cp1252"),
    ],
)
def test_other_scripts_are_a_guess_and_say_so(text: str, encoding: str) -> None:
    found = decode(text.encode(encoding))
    assert (found.text, found.warning) == (text, WarningCode.ENCODING_GUESSED)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n....",
        b"PK\x03\x04....",
        b"a\0b\0\0c",
        bytes(range(256)) * 4,
        b"%PDF-1.7 x",
    ],
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(Fault) as caught:
        decode(data)
    assert caught.value.code is FaultCode.BINARY


def test_the_person_may_choose() -> None:
    assert decode("中文".encode("gbk"), "gb18030").text == "中文"
    with pytest.raises(Fault):
        decode(b"x", "no-such-encoding")


@given(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), max_size=300
    )
)
def test_utf8_is_always_itself(text: str) -> None:
    assert decode(text.encode()).text == text


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        found = decode(data)
    except Fault as fault:
        code = fault.code
    else:
        code = FaultCode.BINARY
        assert isinstance(found.text, str)
    assert code is FaultCode.BINARY
