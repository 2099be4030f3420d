"""What the editor paints besides the text: bands of code, line numbers, a hint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextBlock

from desktop.editor.structure import Kind

if TYPE_CHECKING:
    from desktop.editor.page import Page

PADDING = 12  # px around code
RADIUS = 6  # px


def paint_behind(editor: Page, painter: QPainter, clip: QRect) -> None:
    """Paint the bands behind fences and the numbers beside lines."""
    layout = editor.note.layout
    looks = editor.looks()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(looks.color("code"))
    region_at = editor.note.highlighter.structure.region_at
    numbers: list[tuple[int, QRectF]] = []
    for block, rect in editor.visible_blocks(clip):
        line = block.blockNumber()
        region = region_at(line)
        if region is not None and region.kind is not Kind.COMMENT:
            first, last = line == region.first, line == region.last
            _paint_band(painter, layout.left, layout.column, rect, first=first, last=last)
        numbers.append((line + 1, rect))
    if editor.line_numbers:
        _paint_numbers(editor, painter, numbers)
    document = editor.document()
    if document.isEmpty() and not document.firstBlock().layout().preeditAreaText():
        painter.setPen(looks.color("text_faint"))
        painter.setFont(editor.font())
        top = editor.block_top(document.firstBlock()).y()
        box = QRectF(layout.left, top, layout.column, layout.pitch)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, editor.hint)


def _paint_band(
    painter: QPainter, left: float, column: float, rect: QRectF, *, first: bool, last: bool
) -> None:
    """One line's part of a band; its ends are round, and so go over the line's own edges."""
    band = QRectF(left - PADDING, rect.top(), column + 2 * PADDING, rect.height())
    if not first and not last:
        painter.drawRect(band)
        return
    painter.save()
    painter.setClipRect(band, Qt.ClipOperation.IntersectClip)
    band.adjust(0, 0 if first else -2 * RADIUS, 0, 0 if last else 2 * RADIUS)
    painter.drawRoundedRect(band, RADIUS, RADIUS)
    painter.restore()


def _paint_numbers(editor: Page, painter: QPainter, numbers: list[tuple[int, QRectF]]) -> None:
    painter.setFont(_number_font(editor))
    current = editor.textCursor().blockNumber() + 1
    pitch = editor.note.layout.pitch
    for number, rect in numbers:
        painter.setPen(editor.looks().color("text" if number == current else "text_faint"))
        box = QRectF(0, rect.top(), editor.note.layout.left - 20, pitch)
        painter.drawText(
            box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(number)
        )


def gutter_width(editor: Page) -> int:
    """The width of the line numbers in px."""
    digits = max(3, len(str(editor.blockCount())))
    return QFontMetrics(_number_font(editor)).horizontalAdvance("0") * digits + 8


def _number_font(editor: Page) -> QFont:
    font = QFont(editor.font())
    font.setPixelSize(max(9, font.pixelSize() - 3))
    return font


def paragraph(block: QTextBlock) -> tuple[int, int]:
    """The first and last line of the run of lines, free of blank ones, that a block is in."""
    first = last = block
    if block.text().strip():
        while first.previous().isValid() and first.previous().text().strip():
            first = first.previous()
        while last.next().isValid() and last.next().text().strip():
            last = last.next()
    return first.blockNumber(), last.blockNumber()
