"""Pasting and dropping: pictures and files, web pages, addresses, plain text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QMimeData
from PySide6.QtGui import QGuiApplication, QImage, QTextDocumentFragment

from desktop.editor.attaching import attaching
from desktop.editor.edits import insert, selection_of
from desktop.editor.formatting import URL, insert_link
from desktop.editor.pasting import pasting
from desktop.editor.structure import Kind
from desktop.editor.text import pattern

if TYPE_CHECKING:
    from desktop.editor.editor import MarkdownEditor

_BLOCKS = pattern(r"<(?:h[1-6]|table|ul|ol|a\s[^>]*href)\b", re.IGNORECASE)
_INLINE = pattern(r"<(?:blockquote|img|strong|em|b|i|code|pre)\b", re.IGNORECASE)
_MONOSPACED = pattern(r"font-family:[^;\"]*(?:mono|consolas|menlo|courier)", re.IGNORECASE)
LARGEST_PAGE = 2_000_000  # characters of HTML turned into Markdown


def paste(editor: MarkdownEditor, source: QMimeData) -> bool:
    """Take what is pasted or dropped; False leaves it to the editor as plain text."""
    if source.hasUrls() and _offer_files(editor, source):
        return True
    text = source.text()
    if source.hasImage() and not text:
        image = source.imageData()
        if isinstance(image, QImage) and not image.isNull():
            name = QCoreApplication.translate("MarkdownEditor", "Pasted picture")
            attaching(editor).picture(f"{name}.png", image)
            return True
    address = text.strip()
    if URL.fullmatch(address) and not selection_of(editor).empty and not _in_code(editor):
        selected = editor.textCursor().selectedText()
        if "\u2029" not in selected and not URL.fullmatch(selected):
            insert_link(editor, address)
            return True
    if source.hasHtml() and not _in_code(editor) and says_more(source.html(), text):
        pasting(editor).page(source.html(), text)
        return True
    if text:
        insert(editor, clean(text))
        return True
    return False


def paste_plain(editor: MarkdownEditor) -> None:
    """Paste the clipboard's text as it is."""
    source = QGuiApplication.clipboard().mimeData()
    text = source.text()
    if not text and source.hasHtml():
        text = QTextDocumentFragment.fromHtml(source.html()[:LARGEST_PAGE]).toPlainText()
    insert(editor, clean(text))


def clean(text: str) -> str:
    """Text with one kind of line end and without control characters that no editor shows."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n")
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0\ufdd1\ufeff]", "", text)


def says_more(html: str, text: str) -> bool:
    """Whether HTML says more than its text: editors put coloured source on the clipboard."""
    if len(html) > LARGEST_PAGE:
        return False
    if not text or _BLOCKS.search(html):
        return True
    # Source copied out of an editor is a <pre> or a monospaced <div> and nothing else.
    return bool(_INLINE.search(html)) and not _MONOSPACED.search(html)


def _offer_files(editor: MarkdownEditor, source: QMimeData) -> bool:
    paths = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
    for path in paths:
        attaching(editor).file(path)
    return bool(paths)


def _in_code(editor: MarkdownEditor) -> bool:
    region = editor.note.highlighter.structure.region_at(editor.textCursor().blockNumber())
    return region is not None and region.kind in {Kind.FENCE, Kind.FRONT_MATTER, Kind.MATH}
