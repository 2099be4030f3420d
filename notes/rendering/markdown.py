"""Markdown to sanitised HTML: the one configuration of Python-Markdown that Banyan uses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markdown import Markdown
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.toc import TocExtension, TocTreeprocessor
from markdown.preprocessors import Preprocessor
from markdown.util import ETX, STX, Registry

from notes.rendering.embeds import EmbedTreeprocessor
from notes.rendering.inline.addresses import Addresses, slug
from notes.rendering.inline.scanner import InlineTreeprocessor
from notes.rendering.lookup import NO_EMBEDS, Embeds
from notes.rendering.serializer import to_html
from notes.rendering.structure.tree import StructureBlockParser

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element


_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """How a body becomes HTML."""

    line_breaks: bool = False  # a single line end in a paragraph is shown as one
    remote_images: bool = False  # keep the `src` of pictures on other machines (exports only)
    source_lines: bool = False  # `data-line` on blocks: the first line in the source, from 0
    callout_titles: Mapping[str, str] = field(default_factory=dict)  # name → what heads it


def clean_text(text: str) -> str:
    """A text with all its line ends alike, and without what no text holds."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\0", "\ufffd").replace(STX, "").replace(ETX, "")


class _CleanText(Preprocessor):
    """Other than the library's own, it leaves tabs to the structure."""

    def run(self, lines: list[str]) -> list[str]:
        return clean_text("\n".join(lines)).split("\n")


class _HeadingIds(TocTreeprocessor):
    """The library's ids for headings; a block without any is not walked through in vain."""

    def run(self, doc: Element) -> None:
        if any(node.tag in _HEADINGS for node in doc.iter()):
            super().run(doc)


class _HeadingExtension(TocExtension):
    TreeProcessorClass = _HeadingIds


class NoteMarkdown(Markdown):
    """Python-Markdown with CommonMark's structure and what notes add to it.

    Converts whole bodies and single blocks alike. For a block, put what the rest of the document
    defines into `references` (label → address and title), `footnotes.footnotes` (id → Markdown)
    and `abbreviations.abbrs` after `reset()`. `targets` is what links and images are looked up in.
    The output is not yet sanitised.
    """

    references: dict[str, tuple[str, str | None]]  # type: ignore[assignment] # so the library fills it
    output_formats = {"html": to_html, "xhtml": to_html}  # noqa: RUF012 - so declared there

    def __init__(self, options: RenderOptions, *, slugify: object = None) -> None:
        self.options = options
        self.footnotes = FootnoteExtension(BACKLINK_TITLE="{}", USE_DEFINITION_ORDER=False)
        self.abbreviations = AbbrExtension()
        self.addresses = Addresses(self)
        self.embeds = NO_EMBEDS
        self.takes_footnotes = True  # `^[text]`
        super().__init__(
            extensions=[
                self.footnotes,
                self.abbreviations,
                _HeadingExtension(
                    slugify=slugify or (lambda text, _separator: slug(text)), marker=""
                ),
            ]
        )

    def build_parser(self) -> NoteMarkdown:
        """Put our stages in the places of the library's; extensions add theirs to them."""
        self.preprocessors = Registry()
        self.preprocessors.register(_CleanText(self), "clean_text", 30)
        self.parser = StructureBlockParser(self)
        self.inlinePatterns = Registry()
        self.treeprocessors = Registry()
        self.treeprocessors.register(InlineTreeprocessor(self), "inline", 20)
        self.treeprocessors.register(EmbedTreeprocessor(self), "embeds", 15)
        self.postprocessors = Registry()
        return self

    @property
    def targets(self) -> Mapping[str, str] | None:
        """Link targets as written → `note:<id>` or `asset:<hash>`; None: no library."""
        return self.addresses.targets

    @targets.setter
    def targets(self, targets: Mapping[str, str] | None) -> None:
        self.addresses.targets = targets


def build_markdown(options: RenderOptions = RenderOptions()) -> NoteMarkdown:
    """A Markdown object for whole bodies and single blocks; its output is not yet sanitised."""
    return NoteMarkdown(options)


def render(
    source: str,
    *,
    options: RenderOptions = RenderOptions(),
    targets: Mapping[str, str] | None = None,
    embeds: Embeds = NO_EMBEDS,
) -> str:
    """Sanitised HTML of a note's body, its front matter already taken off.

    `targets` maps link targets as written to `note:<id>` or `asset:<hash>`; None means that there
    is no library to look in, and relative addresses stay as they are. `embeds` are the notes that
    `![[…]]` shows in place; others stay links.
    """
    from notes.rendering.document import render_body  # which is built on this module

    return render_body(clean_text(source), options, targets, embeds)
