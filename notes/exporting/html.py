"""A note as one self-contained HTML page: style, pictures and attachments inside."""

from __future__ import annotations

import base64
import html as markup
import os
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote

from notes.errors import Fault
from notes.exporting.base import Document, ExportWarning, Finding
from notes.exporting.diagrams import Drawing
from notes.exporting.fragments import Fragments
from notes.exporting.helper import Helper
from notes.exporting.page import Page, Theme
from resources.messages import table

if TYPE_CHECKING:
    from notes.exporting.base import ExportOptions, Place
    from notes.model import Note
    from notes.reader import Reader

# The sanitiser escapes `<` in text and quotes every value, so that this meets real tags only.
_TAG = re.compile(r'<(a|img|span)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*/?>')
_ATTRIBUTE = re.compile(r'([\w:-]+)(?:="([^"]*)")?')


class Pages:
    """Makes pages of notes in a theme; the helper is started for the first diagram."""

    def __init__(self, theme: Theme = "auto") -> None:
        self.helper = Helper()
        self._theme: Theme = theme

    def close(self) -> None:
        """End the helper."""
        self.helper.close()

    def __call__(
        self, reader: Reader, note: Note, place: Place, options: ExportOptions
    ) -> Document:
        """The note's page."""
        from notes.rendering.lookup import embeds_of, targets_of
        from notes.rendering.markdown import RenderOptions, render

        rendering = RenderOptions(
            line_breaks=options.line_breaks,
            remote_images=options.remote_images,
            callout_titles=table("callout", options.language),
        )
        rendered = render(
            note.body,
            options=rendering,
            targets=targets_of(reader, note.id),
            embeds=embeds_of(reader, note.id, protected=options.include_protected),
        )
        filled = _Filling(reader, note, place, Fragments(rendered))
        content = _TAG.sub(filled.tag, rendered)
        drawn = Drawing(reader, self.helper, note, self._theme, options.language)
        text = Page(
            title=note.title,
            content=drawn.fill(content),
            category=note.category,
            tags=note.tags,
            created=note.created,
            modified=note.modified,
            theme=self._theme,
            remote_images=options.remote_images,
        ).html()
        return Document(text.encode(), findings=(*filled.findings, *drawn.findings))


class _Filling:
    """Puts pictures and addresses into the rendered tags, and notes what is broken."""

    def __init__(self, reader: Reader, note: Note, place: Place, fragments: Fragments) -> None:
        self._fragments = fragments
        self._reader = reader
        self._note = note
        self._place = place
        self.findings: list[Finding] = []

    def tag(self, match: re.Match[str]) -> str:
        """The tag as it stands in the page."""
        name, values = match[1], dict(_ATTRIBUTE.findall(match[2]))
        classes = values.get("class", "").split()
        target = markup.unescape(values.get("data-target", ""))
        if "missing" in classes:
            picture = values.get("data-kind") == "image"
            self._warn(ExportWarning.IMAGE_GONE if picture else ExportWarning.LINK_GONE, target)
        elif "remote" in classes:
            self._warn(ExportWarning.REMOTE_IMAGE, markup.unescape(values.get("href", "")))
        key = "src" if name == "img" else "href"
        address = values.get(key, "")
        if address.startswith("note-asset:"):
            return self._asset(match[0], key, address)
        if address.startswith("#"):
            mended = self._fragments.mend(markup.unescape(address[1:]))
            return match[0].replace(f'href="{address}"', f'href="#{markup.escape(mended)}"')
        if address.startswith("note:"):
            return self._link(match[0], address, shown="embed-title" in classes)
        return match[0]

    def _asset(self, tag: str, key: str, address: str) -> str:
        content_hash = address.removeprefix("note-asset:")
        try:
            attachment = self._reader.attachment(content_hash)
            data = self._reader.attachment_data(content_hash)
        except Fault:
            self._warn(ExportWarning.IMAGE_GONE, content_hash)
            return tag.replace(f' {key}="{address}"', "")
        mime = attachment.mime if re.fullmatch(r"[\w.+-]+/[\w.+-]+", attachment.mime) else ""
        inside = (
            f"data:{mime or 'application/octet-stream'};base64,{base64.b64encode(data).decode()}"
        )
        saved = "" if key == "src" else f' download="{markup.escape(attachment.name)}"'
        return tag.replace(f'{key}="{address}"', f'{key}="{inside}"{saved}')

    def _link(self, tag: str, address: str, *, shown: bool) -> str:
        """A link to another exported page, or a link no more; `shown`: the note itself is here."""
        note_id, _, fragment = markup.unescape(address).removeprefix("note:").partition("#")
        here = self._place.paths.get(self._note.id, PurePosixPath())
        there = self._place.paths.get(note_id)
        if there is None:
            if not shown:
                self._warn(ExportWarning.LINK_LEFT_OUT, self._title(note_id))
            return tag.replace(f' href="{address}"', "")
        relative = PurePosixPath(os.path.relpath(there, here.parent)).as_posix()
        relative = "" if there == here and fragment else quote(relative)
        new = relative + (f"#{quote(fragment)}" if fragment else "")
        return tag.replace(f'href="{address}"', f'href="{markup.escape(new)}"')

    def _title(self, note_id: str) -> str:
        found = self._reader.summaries([note_id])
        return found[0].title if found else note_id

    def _warn(self, code: ExportWarning, target: str) -> None:
        self.findings.append(Finding(code, self._note.id, self._note.title, {"target": target}))
