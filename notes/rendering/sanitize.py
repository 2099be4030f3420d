"""The last wall before HTML is shown or written: what is not on the lists below does not pass.

Everything a note's text can say about HTML is decided here and nowhere else. The lists name what
the renderer makes and what writers use by hand (figure, details, kbd …). No style, no script, no
frame, no form, no handler; nothing that loads from another machine.
"""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from urllib.parse import unquote

import nh3
from pygments.token import STANDARD_TYPES

from notes.rendering import callouts
from notes.rendering.words import words

RESERVED_IDS = words(
    "ui-content ui-content-style ui-copy ui-hint ui-large ui-page-style ui-word-style"
)
"""Ids of the preview page's own elements: no note may use them (`# UI design` may have its own)."""


_TEXT_TAGS = words(
    "a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q rp rt ruby s samp small span "
    "strong sub sup time u var wbr"
)
_BLOCK_TAGS = words(
    "audio blockquote caption center col colgroup dd details div dl dt figcaption figure h1 h2 h3 "
    "h4 h5 h6 hr input li ol p pre section source summary table tbody td tfoot th thead tr ul "
    "video"
)
_MATH_TAGS = words(
    "math menclose mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot "
    "mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none "
    "semantics"
)
KEPT_TAGS = _TEXT_TAGS | _BLOCK_TAGS | _MATH_TAGS
"""Elements that may stand in the result."""

_DROPPED_WITH_CONTENT = words(
    "applet frameset iframe noembed noframes noscript object script style svg template title"
)
SWALLOWING_TAGS = _DROPPED_WITH_CONTENT | words("plaintext select textarea xmp")
"""Elements that take in all text up to their end tag, and without one the rest of the note."""

_MATH_ATTRIBUTES = words(
    "accent accentunder close columnalign columnlines columnspacing columnspan depth display "
    "displaystyle fence form frame height largeop linethickness lspace mathsize mathvariant "
    "maxsize minsize movablelimits notation open rowalign rowlines rowspacing rowspan rspace "
    "scriptlevel separator separators stretchy symmetric voffset width"
)
_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"class", "data-line", "dir", "id", "lang", "title"},
    "a": {"data-name", "data-target", "href", "name"},
    "audio": {"controls", "src"},
    "col": {"align", "span"},
    "colgroup": {"span"},
    "details": {"open"},
    "figure": {"data-hash", "data-kind", "data-title"},
    "img": {"alt", "height", "src", "width"},
    "input": {"checked"},
    "li": {"value"},
    "ol": {"reversed", "start", "type"},
    "source": {"src", "type"},
    "span": {"data-kind", "data-name", "data-target"},
    "div": {"align", "data-kind", "data-target"},
    "p": {"align"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "video": {"controls", "height", "loop", "muted", "poster", "src", "width"},
    **{tag: set(_MATH_ATTRIBUTES) for tag in _MATH_TAGS},
}

_CLASSES = words(
    "callout callout-content callout-title cjk code code-title diagram embed embed-title footnote "
    "footnote-backref footnote-ref footnotes hll math math-block math-error math-inline missing "
    "plain remote task toc wiki"
) | {f"callout-{kind}" for kind in callouts.KINDS}
_TOKEN_CLASSES = frozenset(name for name in STANDARD_TYPES.values() if name)
_LANGUAGE_CLASS = re.compile(r"language-[^\s\"'<>&]{1,64}")

_LINK_SCHEMES = frozenset({"ftp", "http", "https", "mailto", "note", "note-asset", "tel"})
_SCHEME = re.compile(r"([^/?#:]*):")
_IGNORED_BY_BROWSERS = re.compile(r"[\x00-\x20\x7f-\x9f]+")
_INVISIBLE = re.compile(r"[\xa0\u200b-\u200f\u2028-\u202f\ufeff]+")
_ASSET = re.compile(r"note-asset:[0-9a-f]{8,128}")
_INLINE_IMAGE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]*")
_LESS, _GREATER = "\ufdd0", "\ufdd1"
"""Stand for `<` and `>` in attributes until they can be escaped, which nh3 leaves undone."""
_NUMBER = re.compile(r"[0-9]{1,9}")
_LENGTH = re.compile(r"[0-9]{1,5}(?:px|%)?")
_NUMBERED = frozenset({"colspan", "data-line", "rowspan", "span", "start", "value"})


def is_remote(address: str) -> bool:
    """Whether showing this address would reach for another machine."""
    plain = _IGNORED_BY_BROWSERS.sub("", address).replace("\\", "/").lower()
    return plain.startswith(("http:", "https:", "//", "ftp:"))


def safe_link(address: str) -> str | None:
    """The address if a click on it can do no harm, else None.

    What only looks like a scheme, or only once it is decoded, is taken for one.
    """
    plain = _INVISIBLE.sub("", _IGNORED_BY_BROWSERS.sub("", unescape(unquote(address))))
    scheme = _SCHEME.match(plain)
    if scheme and scheme.group(1).isascii() and scheme.group(1).lower() not in _LINK_SCHEMES:
        return None
    return address


def _safe_source(tag: str, address: str, remote_images: bool) -> str | None:
    plain = _IGNORED_BY_BROWSERS.sub("", address)
    if _ASSET.fullmatch(plain):
        return plain
    if tag == "img" and _INLINE_IMAGE.fullmatch(plain):
        return plain
    if is_remote(plain):
        return address if tag == "img" and remote_images else None
    return None if _SCHEME.match(plain) else address


def _safe_classes(tag: str, value: str) -> str | None:
    allowed = _TOKEN_CLASSES | _CLASSES if tag == "span" else _CLASSES
    kept = [
        name
        for name in value.split()
        if name in allowed or (tag == "code" and _LANGUAGE_CLASS.fullmatch(name))
    ]
    return " ".join(kept) or None


def _filter(tag: str, attribute: str, value: str, remote_images: bool) -> str | None:
    kept = _allowed_value(tag, attribute, value, remote_images)
    if kept is not None and ("<" in kept or ">" in kept):
        return kept.replace("<", _LESS).replace(">", _GREATER)
    return kept


def _allowed_value(tag: str, attribute: str, value: str, remote_images: bool) -> str | None:
    match attribute:
        case "class":
            return _safe_classes(tag, value)
        case "id" | "name":
            return None if value.strip().lower() in RESERVED_IDS else value
        case "href":
            return safe_link(value)
        case "src" | "poster":
            return _safe_source(tag, value, remote_images)
        case "width" | "height" if tag not in _MATH_TAGS:
            return value if _LENGTH.fullmatch(value.strip()) else None
        case _ if attribute in _NUMBERED and tag not in _MATH_TAGS:
            return value if _NUMBER.fullmatch(value.strip()) else None
        case _:
            return value


def _filter_local(tag: str, attribute: str, value: str) -> str | None:
    return _filter(tag, attribute, value, remote_images=False)


def _filter_remote(tag: str, attribute: str, value: str) -> str | None:
    return _filter(tag, attribute, value, remote_images=True)


@cache
def _cleaner(remote_images: bool) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(KEPT_TAGS),
        clean_content_tags=set(_DROPPED_WITH_CONTENT),
        attributes=_ATTRIBUTES,
        attribute_filter=_filter_remote if remote_images else _filter_local,
        # a box that cannot be clicked, whatever the text made of the element
        set_tag_attribute_values={"input": {"type": "checkbox", "disabled": ""}},
        strip_comments=True,
        link_rel=None,
        url_schemes=set(_LINK_SCHEMES | {"data"}),
    )


def sanitize(html: str, *, remote_images: bool = False) -> str:
    """HTML with everything taken out that is not on this module's lists.

    `remote_images` lets `<img src="https://…">` stand, for an export that was asked to keep them.
    """
    clean = str(_cleaner(remote_images).clean(html))
    if _LESS in clean or _GREATER in clean:
        clean = clean.replace(_LESS, "&lt;").replace(_GREATER, "&gt;")
    return clean
