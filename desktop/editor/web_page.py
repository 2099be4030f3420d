"""A copied part of a web page as clean Markdown."""

from __future__ import annotations

import re
from typing import Any

from markdownify import MarkdownConverter

from desktop.editor.formatting import link_destination
from desktop.editor.text import pattern

_UNWANTED = ("script", "style", "noscript", "iframe", "object", "form", "button", "svg", "meta")
_LANGUAGE = pattern(r"(?:^|\s)(?:language|lang|highlight-source|brush:?)[-\s]?([\w+#.-]+)")
_LIKE_A_MARK = pattern(r"(?m)^([ \t]*\d{0,9})((?<=\d)[.)]|(?<!\d)(?:#{1,6}|[-+*>]))(?=\s)")
_BAR = pattern(r"(?<!\\)\|")
_ANCHOR = pattern(r"^[#¶§🔗\s]*$")  # what leads from a heading to itself
_SCHEMES = ("http:", "https:", "mailto:", "ftp:", "#", "/", "./", "../")


class _Converter(MarkdownConverter):
    """ATX headings, fences with their language, ticked tasks, no dangerous addresses."""

    def convert_pre(self, el: Any, text: str, **_options: Any) -> str:
        source = el.get_text().strip("\n")
        if not source:
            return ""
        runs = [len(run) for run in re.findall("`{3,}", source)]
        fence = "`" * (max(runs, default=2) + 1)
        return f"\n\n{fence}{self._language(el)}\n{source}\n{fence}\n\n"

    def convert_p(self, el: Any, text: str, parent_tags: Any) -> str:
        # What reads like a mark at a paragraph's start was none on the page.
        convert = super().convert_p  # type: ignore[misc]  # left out of its stubs
        said = convert(el, text, parent_tags)
        return str(_LIKE_A_MARK.sub(r"\1\\\2", str(said)))

    def convert_td(self, el: Any, text: str, parent_tags: Any) -> str:
        cell = super().convert_td  # type: ignore[misc]  # left out of its stubs
        return str(cell(el, _in_cell(text), parent_tags))

    def convert_th(self, el: Any, text: str, parent_tags: Any) -> str:
        cell = super().convert_th  # type: ignore[misc]  # left out of its stubs
        return str(cell(el, _in_cell(text), parent_tags))

    def convert_mark(self, el: Any, text: str, **_options: Any) -> str:
        return f"=={text}==" if text.strip() else text

    def convert_input(self, el: Any, text: str, **_options: Any) -> str:
        if el.get("type") != "checkbox":
            return ""
        return "[x] " if el.has_attr("checked") else "[ ] "

    def convert_a(self, el: Any, text: str, **_options: Any) -> str:
        target = (el.get("href") or "").strip()
        if not text.strip() or not target.lower().startswith(_SCHEMES):
            return text
        label = " ".join(text.split())
        return target if label == target else f"[{label}]({link_destination(target)})"

    def convert_img(self, el: Any, text: str, **_options: Any) -> str:
        source = (el.get("src") or "").strip()
        label = " ".join(str(el.get("alt") or "").split())
        if not source.lower().startswith(("http:", "https:")):
            return label
        return f"![{label}]({link_destination(source)})"

    @staticmethod
    def _language(element: Any) -> str:
        for each in (element, *element.find_all("code", limit=1), element.parent):
            names = " ".join(each.get("class") or []) if each is not None else ""
            if match := _LANGUAGE.search(names):
                return match[1].lower()
        return ""


def _in_cell(text: str) -> str:
    return _BAR.sub(r"\|", text)


def to_markdown(html: str) -> str:
    """Convert HTML; what cannot be said in Markdown keeps its text."""
    from bs4 import BeautifulSoup

    fragment = re.search(r"<!--\s*StartFragment\s*-->(.*)<!--\s*EndFragment\s*-->", html, re.DOTALL)
    page = BeautifulSoup(fragment[1] if fragment else html, "html.parser")
    for unwanted in page.find_all(_UNWANTED):
        unwanted.decompose()
    # Browsers and Google Docs wrap what is copied in <b style="font-weight:normal">.
    for bold in page.find_all("b", style=re.compile(r"font-weight:\s*(?:normal|400)")):
        bold.unwrap()
    for link in page.select("h1 a, h2 a, h3 a, h4 a, h5 a, h6 a"):
        if "#" in str(link.get("href") or "") and _ANCHOR.match(link.get_text()):
            link.decompose()
    converter = _Converter(
        heading_style="ATX", bullets="-", escape_underscores=False, escape_asterisks=False
    )
    markdown = str(converter.convert_soup(page)).replace("\u00a0", " ")
    markdown = re.sub(r"(?m)^(\s*[-*+] \[[ x]\] ) +", r"\1", markdown)
    markdown = "\n".join(line.rstrip() for line in markdown.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", markdown).strip("\n")
