"""How a note looks in the list: title, two lines of its text, date and tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop import icons
from desktop.browser.list_model import ListRole
from desktop.browser.text import Marked, date_words, one_line

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop.browser.tree_model import Index
    from desktop.theme import Theme
    from notes.model import NoteSummary

LINE = 18  # px, of the excerpt
TITLE = 20  # px
META = 18  # px


class NoteDelegate(QStyledItemDelegate):
    """Paints rows of two heights: with two lines of text, and without for notes that have none."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.by_created = False  # the date shown is the one the list is sorted by

    def height(self, *, with_text: bool = True) -> int:
        """The height of a row, px."""
        edges = 2 * self.theme.px("space", "s") + 4
        return edges + TITLE + META + 3 + (2 * LINE + 3 if with_text else 0)

    def height_of(self, summary: NoteSummary, snippet: Marked | None) -> int:
        """The height that a note needs."""
        return self.height(with_text=snippet is not None or bool(summary.excerpt.strip()))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, self.height())

    def star(self, row: QRect) -> QRect:
        """Where a click stars the note."""
        size = self.theme.px("size", "icon")
        space = self.theme.px("space", "m")
        return QRect(row.right() - space - size, row.top() + 12, size, size)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._background(painter, option)
        summary: NoteSummary | None = index.data(ListRole.SUMMARY)
        edge = self.theme.px("space", "l")
        inside = option.rect.adjusted(edge, self.theme.px("space", "s") + 2, -edge, 0)
        if summary is None:
            lines = 3 if option.rect.height() >= self.height() else 2
            self._waiting(painter, inside, lines)
        else:
            self._note(painter, option, inside, summary, index.data(ListRole.SNIPPET))
        painter.restore()

    def _background(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        state = option.state
        margin = self.theme.px("space", "xs")
        box = option.rect.adjusted(margin, 1, -margin, -1).toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        radius = self.theme.px("radius", "m")
        painter.setPen(Qt.PenStyle.NoPen)
        fill = ""
        if state & QStyle.StateFlag.State_Selected:
            fill = "selected"
        elif state & QStyle.StateFlag.State_MouseOver:
            fill = "hover"
        if fill:
            painter.setBrush(self.theme.colour(fill))
            painter.drawRoundedRect(box, radius, radius)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.theme.colour("focus"), 1))
            painter.drawRoundedRect(box, radius, radius)

    def _waiting(self, painter: QPainter, inside: QRect, lines: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour("hover"))
        top = inside.top() + 6
        for share, height in ((0.6, 10), (0.95, 8), (0.8, 8))[:lines]:
            bar = QRect(inside.left(), top, int(inside.width() * share), height)
            painter.drawRoundedRect(bar, 3, 3)
            top += LINE + 2

    def _note(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        inside: QRect,
        summary: NoteSummary,
        snippet: Marked | None,
    ) -> None:
        top = inside.top()
        self._title(painter, option, QRect(inside.left(), top, inside.width(), TITLE), summary)
        top += TITLE + 3
        if option.rect.height() >= self.height():
            body = QRect(inside.left(), top, inside.width(), 2 * LINE)
            self._text(painter, option, body, summary, snippet)
            top += 2 * LINE + 3
        self._meta(painter, option, QRect(inside.left(), top, inside.width(), META), summary)

    def _title(
        self, painter: QPainter, option: QStyleOptionViewItem, where: QRect, summary: NoteSummary
    ) -> None:
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        width = where.width()
        if not summary.trashed and (summary.starred or hovered):
            name = "star-filled" if summary.starred else "star"
            role = "accent" if summary.starred else "text_faint"
            star = self.star(option.rect)
            self._icon(painter, star.topLeft(), name, role, star.width())
            width = star.left() - where.left() - 6
        font = QFont(option.font)
        font.setPixelSize(self.theme.px("type", "interface") + 1)
        font.setWeight(QFont.Weight.Normal if summary.stub else QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(self.theme.colour("text_soft" if summary.stub else "text"))
        title = one_line(summary.title) or self.tr("Untitled")
        left = where.left()
        if summary.stub:
            self._icon(painter, QPoint(left, where.top() + 3), "stub", "text_faint", 14)
            left, width = left + 20, width - 20
        _draw_elided(painter, QRect(left, where.top(), width, where.height()), title)

    def _text(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        where: QRect,
        summary: NoteSummary,
        snippet: Marked | None,
    ) -> None:
        font = QFont(option.font)
        font.setPixelSize(self.theme.px("type", "interface"))
        text = snippet or Marked(one_line(summary.excerpt, 300), ())
        painter.setPen(self.theme.colour("text_soft"))
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        formats = []
        for start, length in text.marks:
            shape = QTextCharFormat()
            shape.setForeground(self.theme.colour("accent"))
            shape.setFontWeight(QFont.Weight.DemiBold)
            if not selected:
                shape.setBackground(self.theme.colour("accent_soft"))
            span = QTextLayout.FormatRange()
            span.start, span.length, span.format = start, length, shape
            formats.append(span)
        draw_lines(painter, where, text.text, font, LINE, 2, formats)

    def _meta(
        self, painter: QPainter, option: QStyleOptionViewItem, where: QRect, summary: NoteSummary
    ) -> None:
        font = QFont(option.font)
        font.setPixelSize(self.theme.px("type", "small"))
        painter.setFont(font)
        metrics = painter.fontMetrics()
        date = date_words(summary.created if self.by_created else summary.modified)
        painter.setPen(self.theme.colour("text_faint"))
        painter.drawText(where, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, date)
        left = where.left() + metrics.horizontalAdvance(date) + self.theme.px("space", "m")
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._chips(
            painter, QRect(left, where.top(), where.right() - left, META), summary, selected
        )

    def _chips(self, painter: QPainter, where: QRect, summary: NoteSummary, selected: bool) -> None:
        metrics = painter.fontMetrics()
        left = where.left()
        for place, tag in enumerate(summary.tags):
            rest = len(summary.tags) - place
            more = f"+{rest}"
            name = one_line(tag.rpartition("/")[2])
            room = (
                where.right() - left - (metrics.horizontalAdvance(f"+{rest - 1}") + 8) * (rest > 1)
            )
            width = min(metrics.horizontalAdvance(name) + 14, 132)
            if width > room and (room < 44 or place):
                painter.setPen(self.theme.colour("text_faint"))
                painter.drawText(
                    QRect(left, where.top(), where.right() - left, META),
                    Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                    metrics.elidedText(more, Qt.TextElideMode.ElideRight, where.right() - left),
                )
                return
            width = min(width, room)
            chip = QRect(left, where.top(), width, META).toRectF()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.colour("surface" if selected else "accent_soft"))
            painter.drawRoundedRect(chip, 4, 4)
            painter.setPen(self.theme.colour("text_soft"))
            _draw_elided(painter, chip.toRect().adjusted(6, 0, -6, 0), name)
            left += width + self.theme.px("space", "xs")

    def _icon(self, painter: QPainter, where: QPoint, name: str, role: str, size: int) -> None:
        scale = painter.device().devicePixelRatio()
        painter.drawPixmap(where, icons.pixmap(name, self.theme, role, size, scale))


def draw_lines(
    painter: QPainter,
    where: QRect,
    text: str,
    font: QFont,
    line_height: int,
    lines: int,
    formats: list[QTextLayout.FormatRange],
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


def _draw_elided(painter: QPainter, where: QRect, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, where.width())
    painter.drawText(
        where,
        Qt.AlignmentFlag.AlignLeft
        | Qt.AlignmentFlag.AlignAbsolute
        | Qt.AlignmentFlag.AlignVCenter
        | Qt.TextFlag.TextSingleLine,
        shown,
    )
