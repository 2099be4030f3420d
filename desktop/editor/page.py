"""How a note is shown: in a centred column, in the theme's colours, at its place, painted."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import (
    QFont,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from desktop.editor import decorations, folds
from desktop.editor.documents import DocumentCache, NoteDocument
from desktop.editor.palette import PROPORTIONAL, Palette
from desktop.viewport import viewport

LINE_HEIGHT = 1.6  # of the text size
MEASURE = 42  # em
SIDE = 24  # px, the least space beside the text


class Page(QPlainTextEdit):
    """Shows the document of one note; `MarkdownEditor` lets it be written in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = viewport(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(False)
        self.setCursorWidth(2)
        self.setPlaceholderText("")
        self.hint = ""  # shown where there is no text yet
        self.line_numbers = False
        self.focus_mode = False
        self.typewriter_mode = False
        self.hovered_fold = -1  # the line whose fold mark is under the pointer
        self._size = 15
        self._measure = MEASURE
        self._wrap = True
        self._numbered = 0  # the line whose number stands out
        self._cache = DocumentCache()
        self._palette = Palette({}, self._size)
        self.setFont(self._text_font())
        self.note = NoteDocument("", "", self._text_font(), self._palette, self._refresh)
        self.setDocument(self.note.document)

    # Settings

    def set_theme(self, theme: object) -> None:
        """Take colours: a Theme with `colours`, or a mapping of token name to `#rrggbb`."""
        tokens = getattr(theme, "colours", theme)
        self._palette = Palette(dict(tokens), self._size)  # type: ignore[call-overload]
        colours = self.palette()
        for role, token in (
            (QPalette.ColorRole.Base, "surface"),
            (QPalette.ColorRole.Text, "text"),
            (QPalette.ColorRole.Highlight, "selected"),
            (QPalette.ColorRole.HighlightedText, "text"),
        ):
            colours.setColor(role, self._palette.color(token))
        self.setPalette(colours)
        for note in {self.note, *self._cache}:
            note.set_palette(self._palette)

    def looks(self) -> Palette:
        """The colours and formats in use."""
        return self._palette

    def set_font_size(self, size: int) -> None:
        """Set the text size in px, 9 to 40."""
        self._size = min(max(size, 9), 40)
        self._palette = Palette(self._palette.tokens, self._size)
        self.setFont(self._text_font())
        for note in {self.note, *self._cache}:
            note.document.setDefaultFont(self._text_font())
            note.set_palette(self._palette)
        self._fit()

    def set_wrap(self, wrap: bool) -> None:
        """Whether long lines are wrapped at the column's edge."""
        self._wrap = wrap
        mode = QPlainTextEdit.LineWrapMode
        self.setLineWrapMode(mode.WidgetWidth if wrap else mode.NoWrap)
        self._fit()

    def set_measure(self, measure: int) -> None:
        """Set the widest column in em; 0 for the whole width."""
        self._measure = measure
        self._fit()

    def set_line_numbers(self, shown: bool) -> None:
        """Whether line numbers stand beside the text."""
        self.line_numbers = shown
        self._fit()
        self.viewport().update()

    def set_focus_mode(self, on: bool) -> None:
        """Whether all but the cursor's paragraph is dimmed."""
        self.focus_mode = on
        self.follow_cursor()
        self._refresh()

    def set_typewriter_mode(self, on: bool) -> None:
        """Whether the cursor's line stays in the middle."""
        self.typewriter_mode = on
        self.setCenterOnScroll(on)
        if on:
            self.centerCursor()

    # Place

    def select(self, anchor: int, position: int) -> None:
        """Select from `anchor` to `position`, both clamped to the text."""
        end = self.document().characterCount() - 1
        cursor = self.textCursor()
        cursor.setPosition(min(max(anchor, 0), end))
        cursor.setPosition(min(max(position, 0), end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def top_line(self) -> float:
        """The source line at the top, counted from 0, with the part of it scrolled away."""
        block = self.firstVisibleBlock()
        within = self.verticalScrollBar().value() - block.firstLineNumber()
        return block.blockNumber() + within / max(block.lineCount(), 1)

    def scroll_to_line(self, line: float) -> None:
        """Bring a source line, counted from 0, to the top; its fraction scrolls within it."""
        block = self.document().findBlockByNumber(int(line))
        if not block.isValid():
            block = self.document().lastBlock()
        while block.isValid() and not block.isVisible():
            block = block.previous()
        self.blockBoundingRect(block)
        within = int((line - int(line)) * block.lineCount())
        self.verticalScrollBar().setValue(block.firstLineNumber() + within)

    def set_top_inset(self, height: int) -> None:
        """Leave room over the text, in px, for a bar."""
        self.setViewportMargins(0, height, 0, 0)

    def follow_cursor(self) -> None:
        """Dim what is out of focus, keep the line in the middle, show its number, as is set."""
        block = self.textCursor().block()
        focus = decorations.paragraph(block) if self.focus_mode else None
        if self.note.highlighter.set_focus(focus):
            self.viewport().update()
        if self.line_numbers and block.blockNumber() != self._numbered:
            self._numbered = block.blockNumber()
            self.viewport().update(0, 0, int(self.note.layout.left), self.viewport().height())
        if self.typewriter_mode:
            self.centerCursor()

    # Painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in the middle."""
        self._fit()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what stands behind the text, the text, and what stands beside it."""
        painter = QPainter(self.viewport())
        decorations.paint_behind(self, painter, event.rect())
        painter.end()
        super().paintEvent(event)
        folds.paint(self, event.rect())
        self.note.layout.flush()

    def visible_blocks(self, clip: QRect | None = None) -> Iterator[tuple[QTextBlock, QRectF]]:
        """The blocks in view, or in a part of it, with their rectangles in the viewport."""
        block = self.firstVisibleBlock()
        top = self.block_top(block).y()
        width = self.viewport().width()
        low, high = (clip.top(), clip.bottom()) if clip else (0, self.viewport().height())
        height_of = self.note.layout.blockBoundingRect
        while block.isValid() and top <= high:
            height = height_of(block).height()
            if height and top + height >= low:
                lines = block.layout().lineCount() * self.note.layout.pitch
                yield block, QRectF(0, top, width, lines)  # without the space below the last
            top += height
            block = block.next()

    def block_top(self, block: QTextBlock) -> QPointF:
        """Where a block begins in the viewport."""
        return self.blockBoundingGeometry(block).translated(self.contentOffset()).topLeft()

    def _text_font(self) -> QFont:
        font = QFont()
        font.setFamilies(list(PROPORTIONAL))
        font.setPixelSize(self._size)
        # Halves the time that a very long paragraph takes; scripts that need shaping keep it.
        font.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping)
        return font

    def _fit(self) -> None:
        width = self.viewport().width()
        side = SIDE + (decorations.gutter_width(self) if self.line_numbers else 0)
        column = max(width - 2 * side, 80)
        if self._measure:
            column = min(column, self._measure * self._size)
        left = max(side, (width - column) // 2)
        pitch = round(self._size * LINE_HEIGHT)
        self.note.layout.set_geometry(left, column, pitch, wrap=self._wrap)

    def _refresh(self) -> None:
        self.viewport().update()

    def _repaint_block(self, block: QTextBlock | None) -> None:
        if block is None:
            self.viewport().update()
            return
        rect = self.blockBoundingGeometry(block).translated(self.contentOffset())
        self.viewport().update(0, int(rect.top()), self.viewport().width(), int(rect.height()) + 1)
