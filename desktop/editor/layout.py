"""The editor's page: a centred column, one line pitch, colours given as lines are laid out.

QPlainTextDocumentLayout knows neither line height nor a measure, and lays a block out twice at
each key. This one lays a block out once, when it is first seen or has changed.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import (
    QTextBlock,
    QTextCharFormat,
    QTextDocument,
    QTextLayout,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextDocumentLayout

from desktop.editor.text import pattern

FormatRange = QTextLayout.FormatRange
UNLIMITED = float(1 << 24)  # px; a line that is not wrapped


# What wrapped lines are indented by: a list item's mark, a quote's.
_HANG = pattern(r"^[ \t]*(?:>[ \t]?)*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)?")
BELOW = 3  # lines of free space under the last one
TAB = 1.25  # line pitches: four columns of code
MANY = 200  # blocks; a larger change is not looked at block by block


class PageLayout(QPlainTextDocumentLayout):
    """Lays blocks out when they are seen; `formats` colours them, `repaint` shows a change.

    A block's user state is the epoch in which it was laid out: `outdate` begins a new one, and
    every block is laid out again when it is next seen.
    """

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.formats: Callable[[QTextBlock], list[FormatRange]] = lambda _block: []
        self.repaint: Callable[[QTextBlock | None], None] = lambda _block: None
        self.composed = QTextCharFormat()  # the look of what an input method composes
        self.pitch = 24.0  # px from line to line
        self.left = 0.0  # px from the viewport's edge to the text
        self.column = 600.0  # px, the text's width
        self.wrap = True
        self._epoch = 0
        self._widest = 0.0
        self._changing = False
        self._announcing = False
        self._unflushed = False

    def set_geometry(self, left: float, column: float, pitch: float, *, wrap: bool) -> None:
        """Set the column, all in px."""
        if (left, column, pitch, wrap) == (self.left, self.column, self.pitch, self.wrap):
            return
        self.left, self.column, self.pitch, self.wrap = left, column, pitch, wrap
        self._widest = 0.0
        self.outdate()
        self.announce()

    def outdate(self) -> None:
        """Have every block coloured and laid out again when it is next seen."""
        self._epoch = (self._epoch + 1) & 0x3FFFFFFF

    def flush(self) -> None:
        """Settle what colouring left open, so that the next edit reports its own range only.

        Must not be called while an edit block is open: its changes would go unreported.
        """
        if self._unflushed:
            self._unflushed = False
            self._changing = True
            self.document().markContentsDirty(0, 1)
            self._changing = False

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """A block's rectangle, laid out first when it needs to be."""
        if not block.isValid() or not block.isVisible():
            return QRectF()
        count = block.layout().lineCount()
        if count == 0 or block.userState() != self._epoch:
            before = block.lineCount()
            count = self._lay_out(block)
            if count != before:
                self.announce()
        width = self.left + (self.column if self.wrap else max(self._widest, self.column))
        if not block.next().isValid():
            count += BELOW
        return QRectF(0.0, 0.0, width, count * self.pitch)

    def documentSize(self) -> QSizeF:
        """The width in px and the height in lines, as QPlainTextEdit wants it."""
        width = self.left + self._widest if not self.wrap else 0.0
        return QSizeF(width, self.document().lineCount())

    def documentChanged(self, position: int, removed: int, added: int) -> None:
        """Lay the changed block out again; several are left until they are seen."""
        if self._changing:
            return
        self._unflushed = False
        document = self.document()
        first = document.findBlock(position)
        last = document.findBlock(max(0, position + max(removed, added) - 1))
        if first == last and first.isVisible() and first.layout().lineCount():
            before = first.lineCount()
            same = self._lay_out(first) == before
            self._unflushed = False
            if same:
                self.repaint(first)
                return
        elif last.blockNumber() - first.blockNumber() > MANY:
            self.outdate()
        else:
            block = first
            while block.isValid():
                block.layout().clearLayout()
                if block == last:
                    break
                block = block.next()
        self.announce()
        self.repaint(None)

    def announce(self) -> None:
        """Have the scroll bar follow the number of lines."""
        if not self._announcing:
            self._announcing = True
            self.documentSizeChanged.emit(self.documentSize())
            self._announcing = False

    def _lay_out(self, block: QTextBlock) -> int:
        block.setUserState(self._epoch)
        layout = block.layout()
        self._colour(block, layout)
        option = self.document().defaultTextOption()
        option.setWrapMode(
            QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
            if self.wrap
            else QTextOption.WrapMode.NoWrap
        )
        option.setTabStopDistance(self.pitch * TAB)
        layout.setTextOption(option)
        # Qt would shape the text again at each painting and for each place of the cursor.
        layout.setCacheEnabled(True)
        width = self.column if self.wrap else UNLIMITED
        pitch, left = self.pitch, self.left
        layout.beginLayout()
        line = layout.createLine()
        count = 0
        while line.isValid():
            line.setLineWidth(width)
            if count == 0:
                shift = (pitch - line.height()) / 2
            line.setPosition(QPointF(left, count * pitch + shift))
            if count == 0 and self.wrap:
                hang = self._hang(block, line)
                left, width = left + hang, width - hang
            elif not self.wrap:
                self._widest = max(self._widest, line.naturalTextWidth() + pitch)
            count += 1
            line = layout.createLine()
        layout.endLayout()
        block.setLineCount(count)
        return count

    def _hang(self, block: QTextBlock, line: QTextLine) -> float:
        """How far, in px, the lines after the first are indented."""
        if line.textLength() >= block.length() - 1:
            return 0.0
        mark = _HANG.match(block.text())
        if mark is None or not mark.end():
            return 0.0
        place: object = line.cursorToX(mark.end())
        x = place[0] if isinstance(place, tuple) else place
        return min(float(x) - self.left, self.column / 2)  # type: ignore[arg-type]

    def _colour(self, block: QTextBlock, layout: QTextLayout) -> None:
        formats = self.formats(block)
        if composed := len(layout.preeditAreaText()):
            formats = self._around_preedit(layout, formats, composed)
        if formats or layout.formats():
            layout.setFormats(formats)
            self._unflushed = True

    def _around_preedit(
        self, layout: QTextLayout, formats: list[FormatRange], length: int
    ) -> list[FormatRange]:
        """Make room for the text that an input method composes, and keep its own look."""
        start = layout.preeditAreaPosition()
        kept = [each for each in layout.formats() if start <= each.start < start + length]
        for each in kept:
            each.format = self.composed  # input methods ask for black on white, whatever the theme
        moved: list[FormatRange] = []
        for each in formats:
            if each.start >= start:
                each.start += length
            elif each.start + each.length > start:
                tail = FormatRange()
                tail.start = start + length
                tail.length = each.start + each.length - start
                tail.format = each.format
                moved.append(tail)
                each.length = start - each.start
            moved.append(each)
        return sorted(moved + kept, key=lambda each: each.start)
