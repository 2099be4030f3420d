"""What the rows of tree, list and finder are painted with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle

from desktop import icons

if TYPE_CHECKING:
    from desktop.browser.text import Marked
    from desktop.theme import Theme

Formats = list[QTextLayout.FormatRange]


def draw_background(
    painter: QPainter, theme: Theme, state: QStyle.StateFlag, box: QRect, radius: int
) -> None:
    """The rounded box of a row that is chosen, under the pointer or focused."""
    where = box.toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(Qt.PenStyle.NoPen)
    fill = ""
    if state & QStyle.StateFlag.State_Selected:
        fill = "selected"
    elif state & QStyle.StateFlag.State_MouseOver:
        fill = "hover"
    if fill:
        painter.setBrush(theme.colour(fill))
        painter.drawRoundedRect(where, radius, radius)
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("focus"), 1))
        painter.drawRoundedRect(where, radius, radius)


def draw_icon(
    painter: QPainter, theme: Theme, where: QPoint, name: str, role: str, size: int
) -> None:
    """An icon of the set, `size` px, in a colour token."""
    scale = painter.device().devicePixelRatio()
    painter.drawPixmap(where, icons.pixmap(name, theme, role, size, scale))


def marks_format(marked: Marked, shape: QTextCharFormat) -> Formats:
    """The matches of a search in the look of `shape`."""
    formats = []
    for start, length in marked.marks:
        span = QTextLayout.FormatRange()
        span.start, span.length, span.format = start, length, shape
        formats.append(span)
    return formats


def draw_line(painter: QPainter, where: QRect, text: str, font: QFont, formats: Formats) -> None:
    """One line of plain text with formats, in the middle of `where`, cut where it is too long."""
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, where.width())
    if shown != text:
        kept = len(shown.removesuffix("…").encode("utf-16-le")) // 2
        for span in formats:
            span.length = max(0, min(span.start + span.length, kept) - span.start)
    top = where.top() + (where.height() - metrics.height()) // 2
    line = QRect(where.left(), top, where.width() + metrics.averageCharWidth(), where.height())
    draw_lines(painter, line, shown, font, where.height(), 1, formats)


def draw_elided(painter: QPainter, where: QRect, text: str) -> None:
    """One line of plain text at the left, cut at the end where it is too long."""
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, where.width())
    painter.drawText(
        where,
        Qt.AlignmentFlag.AlignLeft
        | Qt.AlignmentFlag.AlignAbsolute
        | Qt.AlignmentFlag.AlignVCenter
        | Qt.TextFlag.TextSingleLine,
        shown,
    )


def draw_lines(
    painter: QPainter,
    where: QRect,
    text: str,
    font: QFont,
    line_height: int,
    lines: int,
    formats: Formats,
) -> None:
    """Draw at most `lines` lines of plain text, the last one elided."""
    layout = QTextLayout(text, font)
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats(formats)
    layout.beginLayout()
    for place in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        last = place == lines - 1
        line.setLineWidth(where.width())
        if last and line.textStart() + line.textLength() < len(text.encode("utf-16-le")) // 2:
            ellipsis_width = QFontMetrics(font).horizontalAdvance("…")
            line.setLineWidth(where.width() - ellipsis_width)
            line.setPosition(QPointF(0, place * line_height))
            painter.setFont(font)
            end = where.left() + min(line.naturalTextWidth(), where.width() - ellipsis_width)
            painter.drawText(QPointF(end, where.top() + place * line_height + line.ascent()), "…")
        line.setPosition(QPointF(0, place * line_height))
    layout.endLayout()
    layout.draw(painter, QPointF(where.topLeft()))
