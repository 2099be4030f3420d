"""The marks beside and behind lines that are folded or can be, clicks on them, keys over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF, QTextCursor

if TYPE_CHECKING:
    from PySide6.QtGui import QTextBlock

    from desktop.editor.editor import MarkdownEditor
    from desktop.editor.page import Page

MARK = 18  # px, the width of the strip for the marks, left of the text
CHIP = 26  # px


def paint(editor: Page, clip: QRect) -> None:
    """Paint a mark at folded lines and at the one under the pointer, and `⋯` behind folded text."""
    painter: QPainter | None = None
    for block, rect in editor.visible_blocks(clip):
        folded = _is_folded(block)
        if not folded and block.blockNumber() != editor.hovered_fold:
            continue
        if painter is None:
            painter = QPainter(editor.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(editor.looks().color("text_faint"))
        painter.drawPolygon(_triangle(editor, rect, folded=folded))
        if folded:
            chip = _chip(editor, block, rect)
            painter.setBrush(editor.looks().color("hover"))
            painter.drawRoundedRect(chip, 4, 4)
            painter.setPen(editor.looks().color("text_soft"))
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, "⋯")
    if painter is not None:
        painter.end()


def step_over(editor: MarkdownEditor, *, forward: bool) -> None:
    """Take a cursor that a key has moved into folded text on to the next line that is seen."""
    cursor = editor.textCursor()
    block = cursor.block()
    while block.isValid() and not block.isVisible():
        block = block.next() if forward else block.previous()
    if not block.isValid():  # nothing is seen below: stay above
        step_over(editor, forward=False)
        return
    position = block.position() if forward else block.position() + block.length() - 1
    cursor.setPosition(
        position,
        QTextCursor.MoveMode.KeepAnchor
        if cursor.hasSelection()
        else QTextCursor.MoveMode.MoveAnchor,
    )
    editor.setTextCursor(cursor)


def click(editor: MarkdownEditor, point: QPointF) -> bool:
    """Fold or unfold where a mark was clicked; False elsewhere."""
    block = _block_at(editor, point)
    if block is None or editor.textCursor().hasSelection():
        return False
    beside = _in_strip(editor, point)
    if not beside and not (_is_folded(block) and _on_chip(editor, block, point)):
        return False
    from desktop.editor import folding

    line = block.blockNumber()
    if _is_folded(block):
        folding.unfold(editor, line)
        return True
    return folding.fold(editor, line)


def hover(editor: MarkdownEditor, point: QPointF) -> bool:
    """Note what the pointer is over; answers whether that is a mark."""
    block = _block_at(editor, point) if point.x() >= 0 else None
    line = -1
    over_chip = False
    if block is not None and _in_strip(editor, point):
        from desktop.editor import folding

        line = block.blockNumber()
        if not _is_folded(block) and folding.fold_range(editor, line) is None:
            line = -1
    elif block is not None and _is_folded(block):
        over_chip = _on_chip(editor, block, point)
    if line != editor.hovered_fold:
        editor.hovered_fold = line
        editor.viewport().update()
    return line >= 0 or over_chip


def _is_folded(block: QTextBlock) -> bool:
    below = block.next()
    return below.isValid() and not below.isVisible()


def _in_strip(editor: Page, point: QPointF) -> bool:
    left = editor.note.layout.left
    return left - MARK - 2 <= point.x() < left - 2


def _on_chip(editor: Page, block: QTextBlock, point: QPointF) -> bool:
    rect = QRectF(editor.block_top(block), editor.note.layout.blockBoundingRect(block).size())
    return _chip(editor, block, rect).contains(point)


def _block_at(editor: Page, point: QPointF) -> QTextBlock | None:
    for block, rect in editor.visible_blocks():
        if rect.top() <= point.y() < rect.bottom():
            return block
    return None


def _triangle(editor: Page, rect: QRectF, *, folded: bool) -> QPolygonF:
    pitch = editor.note.layout.pitch
    center = QPointF(editor.note.layout.left - MARK / 2 - 2, rect.top() + pitch / 2)
    corners = ((-2, -4), (3, 0), (-2, 4)) if folded else ((-4, -2), (4, -2), (0, 3))
    return QPolygonF([center + QPointF(x, y) for x, y in corners])


def _chip(editor: Page, block: QTextBlock, rect: QRectF) -> QRectF:
    layout = block.layout()
    pitch = editor.note.layout.pitch
    last = layout.lineAt(layout.lineCount() - 1)
    right = last.position().x() + last.naturalTextWidth()
    top = rect.top() + (layout.lineCount() - 1) * pitch
    return QRectF(right + 8, top + 4, CHIP, pitch - 8)
