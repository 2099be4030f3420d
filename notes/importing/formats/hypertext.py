"""HTML → Markdown, keeping code languages, task boxes and the alignment of tables."""

from __future__ import annotations

import base64
import binascii
import hashlib
import mimetypes
import re
from typing import Any
from urllib.parse import unquote, urljoin

from bs4 import BeautifulSoup, Tag
from markdownify import MarkdownConverter

from notes.errors import Fault, FaultCode
from notes.importing.base import File

_LANGUAGE = re.compile(
    r"(?i)(?:^|\s)(?:lang(?:uage)?|brush|highlight-source|sourcecode|source)[-: ]+([\w+#.-]+)"
)
_NOT_LANGUAGES = frozenset(
    {"code", "hljs", "highlight", "none", "plaintext", "text", "wrap", "line"}
)
_SCRIPT = re.compile(r"(?i)[\s\x00-\x1f]*(?:java|vb)script:")
_OPEN_LINK = re.compile(r"<a(\s[^<>]*?)/>")  # what browsers read as open
_DATA = re.compile(r"data:([\w.+/-]+)?(?:;[^,;]*)*;base64,(.*)", re.DOTALL)
_DEPTH = 300
_GUTTERS = (
    ".gutter, .lineno, .linenos, .line-numbers-rows, .line-number, .pre-numbering, .hljs-button,"
    " .code-snippet__line-index"
)
_LAZY = (
    "data-original", "data-actualsrc", "data-src", "data-lazy-src", "data-original-src", "data-url",
)  # fmt: skip
_PLACEHOLDER = re.compile(
    r"(?i)data:|.*\b(?:blank|loading|placeholder|spacer|lazy|pixel|transparent|grey)\b[^/]*$"
)
_REDIRECT = re.compile(
    r"https?://(?:links?\.[\w.-]+(?:/[^?]*)?|www\.[\w.-]+/(?:go-wild|url|action/GoToLink))"
    r"\?(?:.*&)?(?:target|url|to)=(.+)"
)
_SPACED = re.compile(r"\S\s+\S")  # browsers take what Markdown ends the address at
_CLOSES = {
    "li": {"li"}, "p": {"p"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "td": {"td", "th"},
    "th": {"td", "th"}, "tr": {"td", "th", "tr"},
}  # fmt: skip
_BLOCKS = ["pre", "ul", "ol", "table", "hr", "blockquote", "h1", "h2", "h3", "h4"]


_Base: Any = MarkdownConverter  # its methods are made at run time, so that none has a type
_STYLE = {
    "heading_style": "atx",
    "bullets": "-",
    "escape_underscores": False,
    "escape_misc": False,
}


class Converter(_Base):  # type: ignore[misc] # see above
    """markdownify, without its losses."""

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002 - its API
        """A fenced block with its language, without line numbers."""
        for gutter in el.select(_GUTTERS):
            gutter.decompose()
        for line_break in el.find_all("br"):
            line_break.replace_with("\n")
        for line in el.find_all("code", recursive=False)[:-1]:
            line.append("\n")  # each line its own element
        code = el.get_text().strip("\n")
        if not code.strip():
            return ""
        fence = "`" * max([2, *(len(run) for run in re.findall(r"`{3,}", code))]) + "`"
        return f"\n\n{fence}{_language(el)}\n{code}\n{fence}\n\n"

    def convert_input(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002 - its API
        """A task's box."""
        if str(el.get("type", "")).lower() != "checkbox":
            return ""
        return "[x] " if el.has_attr("checked") else "[ ] "

    def convert_mark(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002 - its API
        """Highlighted words."""
        return f"=={text}==" if text.strip() else text

    def convert_sub(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002 - its API
        """Markdown has no sign for it."""
        return f"<sub>{text}</sub>" if text.strip() else text

    def convert_sup(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002 - its API
        """Markdown has no sign for it."""
        return f"<sup>{text}</sup>" if text.strip() else text

    def convert_math(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002 - its API
        """The TeX that MathML was made from."""
        source = el.find("annotation", attrs={"encoding": "application/x-tex"})
        if not source:
            return text
        tex = source.get_text().strip()
        return f"\n\n$$\n{tex}\n$$\n\n" if el.get("display") == "block" else f"${tex}$"

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A cell on one line; bars inside it are text."""
        return str(super().convert_td(el, _cell(text), parent_tags))

    def convert_th(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A head cell on one line; bars inside it are text."""
        return str(super().convert_th(el, _cell(text), parent_tags))

    def convert_table(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """The table with its columns' alignment; as HTML where Markdown's cells cannot hold it."""
        if el.find(_BLOCKS):
            return f"\n\n{_kept(el)}\n\n"
        table = str(super().convert_table(el, text, parent_tags))
        row = el.find("tr")
        if not isinstance(row, Tag):
            return table
        rules = [_rule(cell) for cell in row.find_all(["td", "th"])]
        if all(rule == "---" for rule in rules):
            return table
        line = "| " + " | ".join(rules) + " |"
        return re.sub(r"(?m)^\|(?: -{3,} \|)+$", lambda _: line, table, count=1)


def _kept(table: Tag) -> str:
    """A table as plain HTML, without blank lines, which would end it."""
    for part in (table, *table.find_all(True)):
        keep = {"href", "src", "alt", "colspan", "rowspan", "align", "type", "checked"}
        part.attrs = {name: value for name, value in part.attrs.items() if name in keep}
    return re.sub(r"\n(?=\s*\n)", "&#10;", str(table))


def _cell(text: str) -> str:
    return re.sub(r"(?<!\\)\|", r"\\|", text.strip().replace("\n", " "))


def _rule(cell: Tag) -> str:
    style = str(cell.get("style", "")) + ";text-align:" + str(cell.get("align", ""))
    match = re.search(r"text-align:\s*(left|right|center)", style)
    return {"left": ":---", "right": "---:", "center": ":---:"}[match[1]] if match else "---"


def _classes(el: Tag) -> list[str]:
    found: Any = el.get("class") or []
    return [found] if isinstance(found, str) else [str(name) for name in found]


def _language(el: Tag) -> str:
    """The language that a code block's classes or attributes name."""
    code = el.find("code")
    places = [el, *([code] if isinstance(code, Tag) else []), *list(el.parents)[:3]]
    for place in places:
        if place.name in {"html", "body"}:  # what they name is a language that people speak
            break
        for name in ("data-lang", "data-language", "lang"):
            if isinstance(value := place.get(name), str) and re.fullmatch(r"[\w+#.-]{1,20}", value):
                return value.lower()
        classes = " ".join(_classes(place))
        match = _LANGUAGE.search(classes)
        if match and match[1].lower() not in _NOT_LANGUAGES:
            return match[1].lower()
        if match := re.search(r"(?:^|\s)(?:highlight|hljs)\s+([\w+#.-]+)", classes):
            return "" if match[1].lower() in _NOT_LANGUAGES else match[1].lower()
    return ""


def soup_of(html: str) -> BeautifulSoup:
    """The document's tree. Raises `Fault(UNREADABLE)` for what is nested beyond reason."""
    import warnings

    from bs4 import MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning
    from bs4.exceptions import ParserRejectedMarkup

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        try:
            soup = BeautifulSoup(_OPEN_LINK.sub(r"<a\1>", html), "html.parser")
        except (RecursionError, AssertionError, ParserRejectedMarkup) as error:
            raise Fault(FaultCode.UNREADABLE, detail=str(error)) from error
    _close(soup)
    depth = 0
    node: Any = soup
    while node is not None:  # the deepest first child is a quick sign of a made-up document
        node = next((child for child in node.children if isinstance(child, Tag)), None)
        depth += 1
        if depth > _DEPTH:
            raise Fault(FaultCode.UNREADABLE, detail="HTML nested too deeply")
    return soup


def _close(soup: BeautifulSoup) -> None:
    """End the elements whose end HTML lets be left out: the parser nests the next in them."""
    for element in soup.find_all(list(_CLOSES)):
        while (around := element.parent) is not None and around.name in _CLOSES[element.name]:
            around.insert_after(element)


def to_markdown(element: Tag) -> str:
    """The element's content as Markdown. Raises `Fault(UNREADABLE)`."""
    for copy in element.select(".katex-html, .MathJax_Preview, .MathJax"):
        copy.decompose()  # formulas are written twice: drawn, and as their source
    for table in element.find_all("table"):
        code = table.select_one("td.code pre, td.rouge-code pre, td.code")
        if code:  # line numbers beside lines
            code.name = "pre"
            table.replace_with(code)
            continue
        if _is_layout(table):
            table.name = "div"
            for part in table.find_all(["tbody", "thead", "tr", "td", "th"]):
                part.name = "div"
    for link in element.find_all("a", href=_SCRIPT):
        link.unwrap()
    for unseen in element.find_all(["script", "style", "template", "noscript", "head"]):
        if unseen.name == "script" and str(unseen.get("type", "")).startswith("math/tex"):
            sign = "$$" if "display" in str(unseen.get("type")) else "$"
            unseen.replace_with(f"{sign}{unseen.get_text().strip()}{sign}")
        else:
            unseen.decompose()
    try:
        text = str(Converter(**_STYLE).convert_soup(element))
    except RecursionError as error:
        raise Fault(FaultCode.UNREADABLE, detail="HTML nested too deeply") from error
    text = re.sub(r"[ \t]+\n", lambda match: "  \n" if match[0].startswith("  \n") else "\n", text)
    text = re.sub(r"(?m)^([ \t]*[-*+\d.]+ \[[ x]\]) +", r"\1 ", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


def _is_layout(table: Tag) -> bool:
    """Whether a table is a frame: one cell in each row, or headings and tables in cells."""
    rows = [len(row.find_all(["td", "th"], recursive=False)) for row in table.find_all("tr")]
    if max(rows, default=0) <= 1:
        return True
    return not table.find("th") and bool(table.find(["h1", "h2", "h3", "h4", "table"]))


def mend_addresses(element: Tag, base: str = "") -> None:
    """Pictures that a script would load get their address, links lose the page between."""
    for image in element.find_all("img"):
        source = str(image.get("src") or "").strip()
        if not source or _PLACEHOLDER.match(source):
            source = next((str(image[name]) for name in _LAZY if image.get(name)), source)
        if not source:
            image.decompose()
            continue
        source = f"https:{source}" if source.startswith("//") else source
        image["src"] = re.sub(r"\s", "%20", source)
    for link in element.find_all("a", href=_SPACED):
        link["href"] = re.sub(r"\s", "%20", str(link["href"]).strip())
    for link in element.find_all("a", href=_REDIRECT):
        target = unquote(str(_REDIRECT.match(str(link["href"]))[1]).partition("&")[0])  # type: ignore[index] # just found
        if target.startswith(("http://", "https://")):
            link["href"] = target
    if base.startswith(("http://", "https://")):
        for link in element.find_all("a", href=True):
            if not str(link["href"]).startswith("#"):
                link["href"] = urljoin(base, str(link["href"]))


def take_data_images(element: Tag) -> list[File]:
    """Pictures written into the page itself, as files that the page then names."""
    files: dict[str, File] = {}
    for image in element.find_all("img", src=_DATA):
        match = _DATA.match(str(image["src"]))
        if not match:
            continue
        try:
            data = base64.b64decode(re.sub(r"\s|%0A", "", match[2]), validate=False)
        except (binascii.Error, ValueError):
            continue
        suffix = mimetypes.guess_extension(match[1] or "") or ".png"
        name = f"image-{hashlib.sha256(data).hexdigest()[:12]}{suffix}"
        files[name] = File(name, name, lambda data=data: data, len(data), match[1] or "")  # type: ignore[misc] # bound now
        image["src"] = name
    return list(files.values())
