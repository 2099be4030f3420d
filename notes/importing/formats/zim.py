"""Pages of a Zim notebook: its wiki text as Markdown.

Source of the format: https://zim-wiki.org/manual/Help/Wiki_Syntax.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from notes.importing import names
from notes.importing.base import DateFrom, Draft, ReadOptions
from notes.importing.dates import read_date
from notes.importing.documents import decoded
from notes.importing.formats import markdown
from notes.importing.keys import Metadata, clean_path, tag_path, unique
from notes.importing.sources import Entry, Tree, join

HEAD = b"Content-Type: text/x-zim-wiki"
_HEADER = re.compile(r"([\w-]+):[ \t]*(.*)\n")
_HEADING = re.compile(r"(={2,6})[ \t]+(.*?)[ \t]+={2,6}[ \t]*")
_LINK = re.compile(r"\[\[([^\[\]|]++)(?:\|([^\[\]]*+))?\]\]")
_IMAGE = re.compile(r"\{\{([^{}\n]++)\}\}")
_VERBATIM = re.compile(r"''(.+?)''")
# Bounded: a long line of marks that nothing closes is not read to its end for each of them.
_INLINE = (
    (re.compile(r"(?<![:/\w])//(?=\S)(.{1,300}?)(?<=\S)//(?![/\w])"), r"*\1*"),
    (re.compile(r"__(?=\S)(.{1,300}?)(?<=\S)__"), r"==\1=="),
    (re.compile(r"_\{([^{}]{1,300})\}"), r"<sub>\1</sub>"),
    (re.compile(r"\^\{([^{}]{1,300})\}"), r"<sup>\1</sup>"),
)
_BOX = re.compile(r"^(\t*)\[([ *x><])\][ \t]+")
_BULLET = re.compile(r"^(\t*)\*[ \t]+")
_LETTER = re.compile(r"^(\t*)([a-zA-Z]|\d+)\.[ \t]+")
_TAG = re.compile(r"(?<![\w@])@([\w-]+)")
_OBJECT = re.compile(r"\{\{\{(\w++):?([^\n]*+)\n")
_OBJECT_END = re.compile(r"\n?\}\}\}[ \t]*+$", re.MULTILINE)


def read(entry: Entry, tree: Tree, options: ReadOptions) -> Iterator[Draft]:
    """A page; pages below it make it the note of their folder."""
    draft, text = decoded(entry, tree, options)
    draft.format = "zim"
    header, body = _split(text)
    draft.text = body
    draft.title, draft.body = _convert(body, entry)
    draft.title = draft.title or entry.stem.replace("_", " ")
    folders = [name.replace("_", " ") for name in names.folder_category(entry)]
    page = "/".join((*entry.folders, entry.stem)) + "/"
    if any(other.path.startswith(page) and other.suffix == ".txt" for other in tree.entries):
        folders.append(entry.stem.replace("_", " "))
    draft.category = clean_path(folders)
    plain = re.sub(r"'''.*?'''|''.*?''", "", body, flags=re.DOTALL)
    draft.tags = unique(tag_path(tag) for tag in _TAG.findall(plain))
    draft.properties = header
    said = Metadata(
        created=read_date(header.get("Creation-Date", "")),
        modified=read_date(header.get("Modification-Date", "")),
    )
    markdown.set_dates(draft, said, entry)
    if draft.created_from is DateFrom.FILE:
        draft.modified = entry.modified
    yield draft


def _split(text: str) -> tuple[dict[str, str], str]:
    header: dict[str, str] = {}
    at = 0
    while match := _HEADER.match(text, at):
        header[match[1]] = match[2].strip()
        at = match.end()
    return header, text[at:].removeprefix("\n")


def _convert(body: str, entry: Entry) -> tuple[str, str]:
    """Title (the first heading) and the page as Markdown."""
    title = ""
    body = _objects_as_fences(body)
    lines: list[str] = []
    verbatim = fence = False
    for line in body.split("\n"):
        if line.strip() == "'''":
            verbatim = not verbatim
            lines.append("```")
        elif verbatim or fence or line.startswith("```"):
            fence = fence != line.startswith("```") and not verbatim
            lines.append(line)
        elif match := _HEADING.fullmatch(line):
            title = title or match[2]
            lines.append("#" * (7 - len(match[1])) + " " + _inline(match[2], entry))
        else:
            lines.append(_line(line, entry))
    return title, "\n".join(lines)


def _objects_as_fences(body: str) -> str:
    """`{{{code: lang="python"`, lines, `}}}` as a fence; one that nothing ends stays as it is."""
    made, at = [], 0
    while (start := _OBJECT.search(body, at)) and (end := _OBJECT_END.search(body, start.end())):
        language = re.search(r'lang="?([\w+#.-]+)', start[2])
        name = language[1] if language else "" if start[1] == "code" else start[1]
        content = body[start.end() : end.start()]
        made.append(f"{body[at : start.start()]}```{name}\n{content}\n```")
        at = end.end()
    return "".join(made) + body[at:]


def _line(line: str, entry: Entry) -> str:
    if match := _BOX.match(line):
        sign = "x" if match[2] in "*x" else " "
        head = "  " * len(match[1]) + f"- [{sign}] "
    elif match := _BULLET.match(line):
        head = "  " * len(match[1]) + "- "
    elif match := _LETTER.match(line):
        number = match[2] if match[2].isdigit() else str(ord(match[2].lower()) - 96)
        head = "   " * len(match[1]) + f"{number}. "
    else:
        return _inline(line.lstrip("\t") if line[:1] == "\t" else line, entry)
    return head + _inline(line[match.end() :], entry)


def _inline(text: str, entry: Entry) -> str:
    """Links and emphasis; what is between '' is code and stays as it is."""
    parts = _VERBATIM.split(text)
    return "".join(
        f"`{part}`" if at % 2 else _marked_up(part, entry) for at, part in enumerate(parts)
    )


def _marked_up(text: str, entry: Entry) -> str:
    kept: list[str] = []

    def keep(found: str) -> str:
        """What is written once is not marked up again."""
        kept.append(found)
        return f"\x00{len(kept) - 1}\x00"

    text = _IMAGE.sub(lambda match: keep(_image(match, entry)), text)
    text = _LINK.sub(lambda match: keep(_link(match, entry)), text)
    for pattern, form in _INLINE:
        text = pattern.sub(form, text)
    return re.sub("\x00(\\d+)\x00", lambda match: kept[int(match[1])], text)


def _image(match: re.Match[str], entry: Entry) -> str:
    path = match[1].split("?")[0].strip()
    return f"![](<{_file(path, entry)}>)" if " " in path else f"![]({_file(path, entry)})"


def _file(path: str, entry: Entry) -> str:
    """`./x` lies in the page's own folder, `../x` in that of the page above."""
    if path.startswith(("/", "~")) or "://" in path:
        return path
    place = join((*entry.folders, entry.stem), path)
    return path if place is None else "../" * len(entry.folders) + place


def _link(match: re.Match[str], entry: Entry) -> str:
    target, label = match[1].strip(), (match[2] or "").strip()
    if "://" in target or target.startswith(("mailto:", "#")):
        return f"[{label or target}]({target})"
    if target.startswith(("./", "../", "/", "~")):
        path = _file(target, entry)
        return f"[{label or target}](<{path}>)" if " " in path else f"[{label or target}]({path})"
    page, hash_, anchor = target.partition("#")
    name = page.lstrip("+:").replace(":", "/").replace("_", " ")
    return f"[[{name}{hash_}{anchor}|{label}]]" if label else f"[[{name}{hash_}{anchor}]]"
