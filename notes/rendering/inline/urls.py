"""Addresses that stand bare in the text (GitHub Flavored Markdown, section 6.9).

Other than there, an address also begins right after a Chinese character and ends where the next
one, or Chinese punctuation, begins.
"""

from __future__ import annotations

import re

from notes.rendering.inline.nodes import Scan

_DOMAIN = r"[A-Za-z0-9_-]++(?:\.[A-Za-z0-9_-]++)*"
_URL = re.compile(
    rf"(?:(?:https?|ftp)://|www\.){_DOMAIN}(?::\d{{1,5}})?(?:[/?#][!#-;=?-Z\\_a-~\u00c0-\u1fff]*+)?"
)
_MAIL = re.compile(r"(?:mailto:)?[A-Za-z0-9.+_-]++@[A-Za-z0-9_-]++(?:\.[A-Za-z0-9_-]++)+")
_ENTITY = re.compile(r"&[A-Za-z0-9]{1,32};$")
_TRAILING = "?!.,:*_~'\"|"


def _trim(address: str) -> str:
    """Leave off what ends the sentence rather than the address."""
    while address:
        if address[-1] in _TRAILING or (
            address[-1] == ")" and address.count(")") > address.count("(")
        ):
            address = address[:-1]
        elif address[-1] == ";":
            entity = _ENTITY.search(address)
            address = address[: entity.start()] if entity else address[:-1]
        else:
            break
    return address


def take_url(scan: Scan, start: int, end: int) -> int:
    """`https://…`, `http://…`, `ftp://…` or `www.…`."""
    found = _URL.match(scan.text, start)
    address = _trim(found.group()) if found else ""
    host = re.sub(r"^\w+://", "", address)
    host = re.split(r"[/?#:]", host)[0]
    labels = host.split(".")
    if not host or any("_" in label for label in labels[-2:]) or host == "www":
        scan.items.append(scan.text[start:end])
        return end
    prefix = "http://" if address.startswith("www.") else ""
    scan.items.append(scan.markdown.addresses.autolink(address, prefix))
    return start + len(address)


def take_mail(scan: Scan, start: int, end: int) -> int:
    """A mail address."""
    found = _MAIL.match(scan.text, start)
    address = found.group().rstrip(".") if found else ""
    if not address or address[-1] in "-_":
        scan.items.append(scan.text[start:end])
        return end
    prefix = "" if address.startswith("mailto:") else "mailto:"
    scan.items.append(scan.markdown.addresses.autolink(address, prefix))
    return start + len(address)
