"""One text document per note, each with its own undo, the latest ones kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import NamedTuple

from PySide6.QtGui import QFont, QTextDocument

from desktop.editor.highlighter import Highlighter
from desktop.editor.layout import PageLayout
from desktop.editor.palette import Palette
from desktop.editor.text import common_prefix, common_suffix, utf16_length

MARGIN = 16  # px over the first line and under the last one
KEPT = 24  # notes
KEPT_CHARACTERS = 4_000_000


_BREAKS = "\r\u2029\ufdd0\ufdd1"


def one_break(text: str) -> str:
    r"""The text with `\n` for each character at which Qt begins a new block."""
    for character in _BREAKS:
        text = text.replace(character, "\n")
    return text


class Edit(NamedTuple):
    """A change of the text: the lines it touched, and the smallest change in UTF-16 units."""

    first: int  # line
    before: list[str]
    after: list[str]
    position: int
    removed: int
    added: str


class NoteDocument:
    """A note's document with its lines, layout, colours, and the cursor last left in it.

    `lines` are kept beside Qt's blocks: they make the whole text cheap, and tell a change of the
    text from one of its look, which Qt reports alike.
    """

    def __init__(
        self, note_id: str, text: str, font: QFont, palette: Palette, refresh: Callable[[], None]
    ) -> None:
        self.note_id = note_id
        self.document = QTextDocument()
        self.document.setDefaultFont(font)
        self.document.setDocumentMargin(MARGIN)
        self.document.setUndoRedoEnabled(False)
        self.layout = PageLayout(self.document)
        self.document.setDocumentLayout(self.layout)
        text = one_break(text)
        self.document.setPlainText(text)
        self.document.setUndoRedoEnabled(True)
        self.document.setModified(False)
        self.lines = text.split("\n")
        self.highlighter = Highlighter(self.document, palette, self._outdate)
        self.highlighter.reset(self.lines)
        self.layout.formats = self.highlighter.formats
        self.layout.composed = palette.formats["composed"]
        self._refresh = refresh
        self.cursor = (0, 0)  # anchor and position
        self.scroll = 0
        self.edited: Callable[[Edit], None] | None = None
        self.document.contentsChange.connect(self._changed)

    def set_palette(self, palette: Palette) -> None:
        """Use other colours."""
        self.layout.composed = palette.formats["composed"]
        self.highlighter.set_palette(palette)

    def text(self) -> str:
        """The whole text."""
        return "\n".join(self.lines)

    def holds(self, text: str) -> bool:
        """Whether this is the document's text."""
        return self.text() == one_break(text)

    def close(self) -> None:
        """Let go of the document, which nothing shows any more.

        Its signals hold what they call, and so this object and the document: Python cannot see
        that circle and would keep both for ever.
        """
        self.edited = None
        self.document.deleteLater()

    def _outdate(self) -> None:
        self.layout.outdate()
        self._refresh()

    def _changed(self, position: int, _removed: int, added: int) -> None:
        block = self.document.findBlock(position)
        first, start = block.blockNumber(), block.position()
        after = [block.text()]
        end = position + added
        while block.position() + block.length() <= end and block.next().isValid():
            block = block.next()
            after.append(block.text())
        count = len(self.lines) + len(after) - self.document.blockCount()
        before = self.lines[first : first + count]
        if before == after:
            return
        self.lines[first : first + count] = after
        self.highlighter.update(first, count, after)
        if self.edited is not None:
            old, new = "\n".join(before), "\n".join(after)
            same = common_prefix(old, new)
            same_end = common_suffix(old[same:], new[same:])
            self.edited(
                Edit(
                    first,
                    before,
                    after,
                    start + utf16_length(old[:same]),
                    utf16_length(old[same : len(old) - same_end]),
                    new[same : len(new) - same_end],
                )
            )


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

    def put(self, document: NoteDocument) -> list[NoteDocument]:
        """Keep a document; those beyond the bound, which it no longer keeps."""
        gone = []
        self._documents[document.note_id] = document
        self._documents.move_to_end(document.note_id)
        while len(self._documents) > 1 and (
            len(self._documents) > self._kept
            or sum(each.document.characterCount() for each in self) > self._characters
        ):
            gone.append(self._documents.popitem(last=False)[1])
        return gone

    def forget(self, note_id: str) -> list[NoteDocument]:
        """Keep a note's document no longer; it, where it was kept."""
        document = self._documents.pop(note_id, None)
        return [] if document is None else [document]

    def __iter__(self) -> Iterator[NoteDocument]:
        return iter(self._documents.values())

    def __len__(self) -> int:
        return len(self._documents)
