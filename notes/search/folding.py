"""What counts as the same text: folding, tokens, and the keys of titles.

A token is a word (letters and digits), one character of a script written without spaces, or one
punctuation mark. Nothing but whitespace is left out, so that a phrase of tokens is found exactly
where the text has it: 追溯，源 does not hold 溯源, and `C` is not `C++`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from unicodedata import is_normalized, normalize

FOLD_VERSION = 1
"""Grows whenever `tokens` answers otherwise; a library indexed by another is indexed again."""

# Scripts written without spaces (Chinese, Japanese, Thai, Lao, Burmese, Khmer), and Korean, whose
# particles stick to the words: each character is a token.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029"
    "\u3031-\u3035\u3038-\u303c\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3105-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c"
    "\uac00-\ud7fb\uf900-\ufaff\U0001b000-\U0001b167\U00020000-\U0003ffff"
)
WORD = rf"[^\W_{UNSPACED}]"
GAP = "\u2423"
"""The token for whitespace between two unspaced characters."""


@cache
def lazy(pattern: str) -> re.Pattern[str]:
    """The compiled pattern; those with `UNSPACED` take long to compile, and start-up needs none."""
    return re.compile(pattern)


_UNSPACED_RUN = rf"([{UNSPACED}]+)"
_SPACED_TOKEN = rf"{WORD}{{1,200}}|\S"  # a longer word is several
_TOKEN = rf"[{UNSPACED}]|{_SPACED_TOKEN}"
_GAP = rf"\s(?<=[{UNSPACED}]\s)\s*(?=[{UNSPACED}])"
# Characters that show nothing and must not hide a word: soft hyphen, zero-width space and joiners,
# direction marks, variation selectors, byte order mark, and the control characters. One at a time:
# with a `+` behind it the search takes thrice as long.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_RULE = re.compile(r"([-=*#~.+_|—─…·])\1{3,}")

# Radicals that stand for the character itself in text copied out of PDFs. NFKC folds the Kangxi
# radicals (U+2F00) but only two of these. Source: Unicode's EquivalentUnifiedIdeograph.txt.
_RADICALS = str.maketrans(
    "⺁⺄⺅⺆⺈⺉⺋⺌⺍⺎⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺠⺡⺢⺣⺤⺥⺦⺨⺩⺪⺫⺬⺭⺮⺯⺱⺲⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻏⻐⻑⻒⻓⻔⻕"
    "⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻲",
    "厂乙亻冂㔾刂㔾小小兀尢尣巳幺彑彐忄㣺扌攵旡日月歺民氵氺灬爫爫丬犭王疋目示礻竹糹网网网罓羊羊羋耂肀聿月臼艹艹虎衤覀西见角𧢲讠贝⻊车辶辶阝钅長镸长门𨸏"
    "阝雨青韦页风飞食飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龟",
)
_RADICAL = re.compile("[\u2e80-\u2ef3]")

# What NFKC changes in nearly every Chinese text. Replaced first, most texts are normalised, and
# to see that takes a twentieth of the time of normalising.
_WIDE = [(char, normalize("NFKC", char)) for char in "，：；？！（）…～\u3000\xa0"]


def fold(text: str) -> str:
    """The form in which two texts are compared: NFKC, no case, nothing invisible."""
    if text.isascii():
        return _INVISIBLE.sub("", text).lower()
    folded = _compatible(_compatible(_INVISIBLE.sub("", text)).casefold())
    return folded.translate(_RADICALS) if _RADICAL.search(folded) else folded


def _compatible(text: str) -> str:
    """NFKC."""
    for char, plain in _WIDE:
        text = text.replace(char, plain)
    return text if is_normalized("NFKC", text) else normalize("NFKC", text)


def tokens(text: str) -> list[str]:
    """The tokens of `text`, in order."""
    return lazy(_TOKEN).findall(_to_cut(text))


@lru_cache(maxsize=8)  # a save takes out what the save before it put in
def token_text(text: str) -> str:
    """The tokens of `text` with white space between them, as the full-text index takes them.

    In half the time of cutting them one by one: unspaced characters are set apart all at once.
    """
    parts = lazy(_UNSPACED_RUN).split(_to_cut(text))  # every second one is a run; none holds NUL
    parts[::2] = " ".join(lazy(_SPACED_TOKEN).findall("\0".join(parts[::2]))).split("\0")
    if len(parts) > 1:
        parts[1::2] = _set_apart("\0".join(parts[1::2])).split("\0")
    return " ".join(parts)


def _to_cut(text: str) -> str:
    """`text` folded, with tokens for gaps."""
    # a rule of a hundred hyphens is three hyphens: rules and table borders would fill the index
    short = _RULE.sub(lambda rule: rule[0][:3], fold(text))
    return lazy(_GAP).sub(GAP, short)


def _set_apart(text: str) -> str:
    """A space after each character, without an object for each."""
    codes = text.encode("utf-32-le", "surrogatepass")
    spaced = bytearray(" ".encode("utf-32-le") * (2 * len(text)))
    for byte in range(3):  # the fourth of a code point is 0
        spaced[byte::8] = codes[byte::4]
    return spaced.decode("utf-32-le", "surrogatepass")


_TITLE_DROPPED = re.compile(r"[^\w\s+#]|_")
_TITLE_SPACE = re.compile(r"\s+")
_INNER_SPACE = rf"(?<!{WORD})\s|\s(?!{WORD})"


def fold_title(title: str) -> str:
    """The key under which titles are the same: NFKC, case and punctuation folded, 《》 left aside.

    A space counts only between two words. A title of nothing but punctuation keeps it.
    """
    folded = fold(title)
    spaced = _TITLE_SPACE.sub(" ", _TITLE_DROPPED.sub(" ", folded)).strip()
    return lazy(_INNER_SPACE).sub("", spaced) or folded.strip()


_DIGITS = re.compile(r"\d+")


def sort_key(title: str) -> str:
    """A text whose plain order is the natural order of titles: case folded, 2 before 10."""
    return _DIGITS.sub(lambda match: f"{len(match[0].lstrip('0')):03d}{match[0]}", fold(title))
