"""Folding: what stands below a heading or a list item is hidden and comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextBlock

from desktop.editor.items import Item
from desktop.editor.structure import Kind

if TYPE_CHECKING:
    from desktop.editor.editor import MarkdownEditor


def fold_range(editor: MarkdownEditor, line: int) -> tuple[int, int] | None:
    """The first and last line that folding at a line hides; None where nothing is below it."""
    structure = editor.note.highlighter.structure
    heading = structure.heading_above(line)
    last = editor.blockCount() - 1
    if heading is not None and heading.line == line:
        later = (h.line for h in structure.headings if h.line > line and h.level <= heading.level)
        end = next(later, last + 1) - 1
        return (line + 1, end) if _has_text(editor, line + 1, end) else None
    region = structure.region_at(line)
    if region is not None:
        if region.first == line and region.kind is not Kind.COMMENT and region.last > line:
            return line + 1, region.last
        return None
    block = editor.document().findBlockByNumber(line)
    item = Item.of(block.text())
    return _children(block, item) if item.mark else None


def _children(block: QTextBlock, item: Item) -> tuple[int, int] | None:
    first = block.blockNumber() + 1
    end = first - 1
    block = block.next()
    while block.isValid():
        below = Item.of(block.text())
        if below.text or below.mark:
            if below.depth <= item.depth:
                break
            end = block.blockNumber()
        block = block.next()
    return (first, end) if end >= first else None


def _has_text(editor: MarkdownEditor, first: int, last: int) -> bool:
    block = editor.document().findBlockByNumber(first)
    while block.isValid() and block.blockNumber() <= last:
        if block.text().strip():
            return True
        block = block.next()
    return False


def is_folded(editor: MarkdownEditor, line: int) -> bool:
    """Whether the lines below a line are hidden."""
    block = editor.document().findBlockByNumber(line)
    below = block.next()
    return block.isVisible() and below.isValid() and not below.isVisible()


def last_hidden(editor: MarkdownEditor, line: int) -> int:
    """The last line that is folded below a line; the line itself where none is."""
    block = editor.document().findBlockByNumber(line)
    while block.next().isValid() and not block.next().isVisible():
        block = block.next()
    return block.blockNumber()


def last_seen(editor: MarkdownEditor, line: int) -> int:
    """The last line at a line or above it that is not folded."""
    block = editor.document().findBlockByNumber(line)
    while block.previous().isValid() and not block.isVisible():
        block = block.previous()
    return block.blockNumber()


def fold(editor: MarkdownEditor, line: int) -> bool:
    """Hide what is below a line; False where there is nothing to hide."""
    found = fold_range(editor, line)
    if found is None:
        return False
    first, last = found
    cursor = editor.textCursor()
    block = editor.document().findBlockByNumber(line)
    end = block.position() + block.length() - 1
    if first <= cursor.blockNumber() <= last:
        editor.select(end, end)
    _set_visible(editor, first, last, shown=False)
    return True


def unfold(editor: MarkdownEditor, line: int) -> None:
    """Show what is hidden right below a line."""
    block = editor.document().findBlockByNumber(line).next()
    first = last = block.blockNumber()
    while block.isValid() and not block.isVisible():
        last = block.blockNumber()
        block = block.next()
    if last >= first >= 0:
        _set_visible(editor, first, last, shown=True)


def toggle_fold(editor: MarkdownEditor) -> None:
    """Fold or unfold at the cursor, or else at the heading above it."""
    line = editor.textCursor().blockNumber()
    if is_folded(editor, line):
        unfold(editor, line)
    elif not fold(editor, line):
        heading = editor.note.highlighter.structure.heading_above(line)
        if heading is not None:
            fold(editor, heading.line)


def fold_all(editor: MarkdownEditor) -> None:
    """Fold every heading of the highest level that occurs more than once."""
    headings = editor.note.highlighter.structure.headings
    levels = sorted({heading.level for heading in headings})
    several = [level for level in levels if sum(h.level == level for h in headings) > 1]
    for heading in headings:
        if heading.level == (several or levels)[0]:
            fold(editor, heading.line)


def unfold_all(editor: MarkdownEditor) -> None:
    """Show every line."""
    _set_visible(editor, 0, editor.blockCount() - 1, shown=True)


def reveal(editor: MarkdownEditor, line: int) -> None:
    """Unfold what hides a line."""
    block = editor.document().findBlockByNumber(line)
    if not block.isValid() or block.isVisible():
        return
    first = last = block
    while first.previous().isValid() and not first.previous().isVisible():
        first = first.previous()
    while last.next().isValid() and not last.next().isVisible():
        last = last.next()
    _set_visible(editor, first.blockNumber(), last.blockNumber(), shown=True)


def heal(editor: MarkdownEditor, first: int, count: int) -> None:
    """Show what an edit of `count` lines has parted from the line it was folded under."""
    last = min(first + count, editor.blockCount()) - 1
    for line in range(first, last + 1):
        reveal(editor, line)
    if is_folded(editor, last):
        unfold(editor, last)


def folded_lines(editor: MarkdownEditor) -> list[int]:
    """The lines below which something is hidden."""
    lines: list[int] = []
    block = editor.document().firstBlock()
    before = block
    while block.isValid():
        if not block.isVisible() and before.isVisible():
            lines.append(before.blockNumber())
        before, block = block, block.next()
    return lines


def _set_visible(editor: MarkdownEditor, first: int, last: int, *, shown: bool) -> None:
    block = editor.document().findBlockByNumber(first)
    while block.isValid() and block.blockNumber() <= last:
        if block.isVisible() != shown:
            block.setVisible(shown)
            block.setLineCount(max(1, block.layout().lineCount()) if shown else 0)
        block = block.next()
    editor.note.layout.announce()
    editor.viewport().update()
