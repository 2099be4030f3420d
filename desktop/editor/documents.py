"""One text document per note, each with its own undo, the latest ones kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator

from PySide6.QtGui import QFont, QTextDocument

from desktop.editor.highlighter import Highlighter
from desktop.editor.layout import PageLayout
from desktop.editor.palette import Palette

KEPT = 24  # notes
KEPT_CHARACTERS = 4_000_000


class NoteDocument:
    """A note's document with its layout, colours, and the cursor last left in it."""

    def __init__(
        self, note_id: str, text: str, font: QFont, palette: Palette, refresh: Callable[[], None]
    ) -> None:
        self.note_id = note_id
        self.document = QTextDocument()
        self.document.setDefaultFont(font)
        self.document.setDocumentMargin(0)
        self.document.setUndoRedoEnabled(False)
        self.layout = PageLayout(self.document)
        self.document.setDocumentLayout(self.layout)
        self.document.setPlainText(text)
        self.document.setUndoRedoEnabled(True)
        self.document.setModified(False)
        self.highlighter = Highlighter(self.document, palette, refresh)
        self.highlighter.reset(text.split("\n"))
        self.layout.formats = self.highlighter.formats
        self.layout.state = self.highlighter.state
        self.cursor = (0, 0)  # anchor and position
        self.scroll = 0
        self.folded: set[int] = set()
        self.lines_changed: Callable[[int, int, list[str]], None] | None = None
        self._blocks = self.document.blockCount()
        self.document.contentsChange.connect(self._changed)

    def text(self) -> str:
        """The whole text, its no-break spaces kept (toPlainText loses them)."""
        return str(self.document.toRawText()).replace("\u2029", "\n")

    def clip(self, position: int, removed: int, added: int) -> tuple[int, int]:
        """What an edit removed and added without the document's final separator.

        Qt counts that separator in when a change reaches the end.
        """
        beyond = position + added - (self.document.characterCount() - 1)
        return (removed - beyond, added - beyond) if beyond > 0 else (removed, added)

    def _changed(self, position: int, _removed: int, added: int) -> None:
        block = self.document.findBlock(position)
        first = block.blockNumber()
        lines = [block.text()]
        end = position + added
        while block.position() + block.length() <= end and block.next().isValid():
            block = block.next()
            lines.append(block.text())
        blocks = self.document.blockCount()
        removed = len(lines) - (blocks - self._blocks)
        self._blocks = blocks
        self.highlighter.update(first, removed, lines)
        if self.lines_changed is not None:
            self.lines_changed(first, removed, lines)


class DocumentCache:
    """The documents last used; the one used longest ago goes first."""

    def __init__(self, kept: int = KEPT, characters: int = KEPT_CHARACTERS) -> None:
        self._kept = kept
        self._characters = characters
        self._documents: OrderedDict[str, NoteDocument] = OrderedDict()

    def get(self, note_id: str) -> NoteDocument | None:
        """A kept document, which becomes the one last used."""
        if note_id in self._documents:
            self._documents.move_to_end(note_id)
        return self._documents.get(note_id)

    def put(self, document: NoteDocument) -> None:
        """Keep a document, and let go of those beyond the bound."""
        self._documents[document.note_id] = document
        self._documents.move_to_end(document.note_id)
        while len(self._documents) > 1 and (
            len(self._documents) > self._kept
            or sum(each.document.characterCount() for each in self) > self._characters
        ):
            self._documents.popitem(last=False)

    def forget(self, note_id: str) -> None:
        """Let go of a note that is gone."""
        self._documents.pop(note_id, None)

    def __iter__(self) -> Iterator[NoteDocument]:
        return iter(self._documents.values())

    def __len__(self) -> int:
        return len(self._documents)
