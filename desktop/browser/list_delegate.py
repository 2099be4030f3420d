"""How a note looks in the list: title, up to two lines of its text, date and tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextCharFormat
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.browser.list_model import ListRole
from desktop.browser.painting import (
    draw_background,
    draw_elided,
    draw_icon,
    draw_line,
    draw_lines,
    marks_format,
)
from desktop.browser.text import Marked, date_words, one_line

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop.browser.painting import Formats
    from desktop.browser.tree_model import Index
    from desktop.theme import Theme
    from notes.model import NoteSummary

LINES = 2  # of the excerpt, at most
LINE = 18  # px, of the excerpt
TITLE = 20  # px
META = 18  # px


class NoteDelegate(QStyledItemDelegate):
    """Paints rows as high as their text needs: two lines at most, none for notes without text."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.by_created = False  # the date shown is the one the list is sorted by

    def height(self, lines: int = LINES) -> int:
        """The height of a row with so many lines of text, px."""
        edges = 2 * self.theme.px("space", "s") + 4
        return edges + TITLE + META + 3 + (lines * LINE + 3 if lines else 0)

    def height_of(self, summary: NoteSummary, snippet: Marked | None, width: int) -> int:
        """The height that a note needs in a row of this width, px."""
        text = _shown_text(summary, snippet).text
        if not text:
            return self.height(0)
        if len(text) > width // 3:  # no face is as narrow as that
            return self.height()
        across = QFontMetrics(self._text_font()).horizontalAdvance(text)
        return self.height(1 if across <= width - 2 * self.theme.px("space", "l") else LINES)

    def _lines_in(self, height: int) -> int:
        return next((n for n in range(LINES, 0, -1) if height >= self.height(n)), 0)

    def _text_font(self) -> QFont:
        font = QFont(self.theme.font())
        font.setPixelSize(self.theme.px("type", "interface"))
        return font

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
        margin = self.theme.px("space", "xs")
        box = option.rect.adjusted(margin, 1, -margin, -1)
        draw_background(painter, self.theme, option.state, box, self.theme.px("radius", "m"))
        summary: NoteSummary | None = index.data(ListRole.SUMMARY)
        edge = self.theme.px("space", "l")
        inside = option.rect.adjusted(edge, self.theme.px("space", "s") + 2, -edge, 0)
        if summary is None:
            self._waiting(painter, inside, 1 + self._lines_in(option.rect.height()))
        else:
            found = index.data(ListRole.TITLE), index.data(ListRole.SNIPPET)
            self._note(painter, option, inside, summary, *found)
        painter.restore()

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
        found: Marked | None,
        snippet: Marked | None,
    ) -> None:
        top = inside.top()
        line = QRect(inside.left(), top, inside.width(), TITLE)
        self._title(painter, option, line, summary, found)
        top += TITLE + 3
        if lines := self._lines_in(option.rect.height()):
            body = QRect(inside.left(), top, inside.width(), lines * LINE)
            formats = self._matches(snippet, option)
            text = _shown_text(summary, snippet).text
            painter.setPen(self.theme.colour("text_soft"))
            draw_lines(painter, body, text, self._text_font(), LINE, lines, formats)
            top += body.height() + 3
        self._meta(painter, option, QRect(inside.left(), top, inside.width(), META), summary)

    def _title(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        where: QRect,
        summary: NoteSummary,
        found: Marked | None,
    ) -> None:
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        width = where.width()
        if not summary.trashed and (summary.starred or hovered):
            name = "star-filled" if summary.starred else "star"
            role = "accent" if summary.starred else "text_faint"
            star = self.star(option.rect)
            draw_icon(painter, self.theme, star.topLeft(), name, role, star.width())
            width = star.left() - where.left() - 6
        font = QFont(option.font)
        font.setPixelSize(self.theme.px("type", "interface") + 1)
        font.setWeight(QFont.Weight.Normal if summary.stub else QFont.Weight.DemiBold)
        painter.setPen(self.theme.colour("text_soft" if summary.stub else "text"))
        title = one_line(summary.title) or self.tr("Untitled")
        left = where.left()
        if summary.stub:
            corner = QPoint(left, where.top() + 3)
            draw_icon(painter, self.theme, corner, "stub", "text_faint", 14)
            left, width = left + 20, width - 20
        formats = self._matches(found if found and found.text == title else None, option)
        draw_line(painter, QRect(left, where.top(), width, where.height()), title, font, formats)

    def _matches(self, found: Marked | None, option: QStyleOptionViewItem) -> Formats:
        shape = QTextCharFormat()
        shape.setForeground(self.theme.colour("accent"))
        shape.setFontWeight(QFont.Weight.DemiBold)
        if not option.state & QStyle.StateFlag.State_Selected:
            shape.setBackground(self.theme.colour("accent_soft"))
        return marks_format(found, shape) if found is not None else []

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
            draw_elided(painter, chip.toRect().adjusted(6, 0, -6, 0), name)
            left += width + self.theme.px("space", "xs")


def _shown_text(summary: NoteSummary, snippet: Marked | None) -> Marked:
    return snippet or Marked(one_line(summary.excerpt, 300), ())
