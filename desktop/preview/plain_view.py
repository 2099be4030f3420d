"""The preview where the web engine cannot run: the same blocks in a QTextBrowser.

It shows text, tables, code and pictures, and says what is missing; no sync inside blocks, no boxes
to click, no diagrams.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import QByteArray, QTimer, QUrl, Signal
from PySide6.QtGui import QColor, QImage, QTextDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QTextBrowser, QWidget

from desktop.preview.assets import Asset, AssetSource
from desktop.preview.schemes import ASSET_SCHEME
from desktop.preview.spoken import Spoken

PAUSE = 150  # ms: the whole note is laid out anew for each change, on the GUI thread
MOST = 400_000  # characters of HTML; laying out more would hold up the editor


class PlainPreview(QTextBrowser):
    """Has the same interface as WebPreview; loads nothing but pictures of the library."""

    reported = Signal(dict)
    ready = Signal()

    def __init__(self, assets: AssetSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._assets = assets
        self._blocks: list[list[Any]] = []
        self._pictures: dict[str, QImage | None] = {}  # of this note; None: not come yet
        self._revision: int | None = None  # that is to be shown next
        self._more = self._diagram = self._style = self._words = ""
        self._language = "en"
        self._spoken = Spoken("", "en")
        self.setOpenLinks(False)
        self.anchorClicked.connect(self._on_link)
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self._show)

    def apply(self, payload: str) -> None:
        """Take in a patch; shown a moment later."""
        patch = json.loads(payload)
        if patch["reset"]:
            self._blocks = []
            self._pictures.clear()
        for at, removed, inserted in patch["splices"]:
            self._blocks[at : at + removed] = inserted
        self._revision = patch["revision"]
        self._timer.start()

    def set_theme(self, name: str, style: str) -> None:
        """Take over what Qt's HTML knows of the style."""
        del name
        self.document().setDefaultStyleSheet(style)
        self._style = style
        self._speak()

    def set_background(self, colour: QColor) -> None:
        """The surface's colour."""
        self.setStyleSheet(f"QTextBrowser {{ background: {colour.name()}; border: 0; }}")

    def set_words(self, style: str, texts: dict[str, str]) -> None:
        """What is missing or went wrong is said in the text, as this widget draws no such style."""
        self._words, self._language = style, texts["language"]
        self._more, self._diagram = texts["more"], texts["diagram"]
        self._speak()

    def _speak(self) -> None:
        diagram = f"figure.diagram::after {{ content: {json.dumps(self._diagram)}; }}"
        style = f"{self._style}\n{self._words}\n{diagram}"
        self._spoken = Spoken(style, self._language)
        self._timer.start()

    def scroll_to_line(self, line: float) -> None:
        """Scroll by the share of lines above."""
        total = sum(block[0] for block in self._blocks) or 1
        bar = self.verticalScrollBar()
        bar.setValue(round(bar.maximum() * min(1.0, line / total)))

    def go_to(self, fragment: str) -> None:
        """Scroll to an id."""
        self.scrollToAnchor(fragment)

    def set_zoom(self, factor: float) -> None:
        """1.0 is the size of the interface's font."""
        font = self.font()
        font.setPixelSize(max(6, round(16 * factor)))
        self.setFont(font)

    def find_text(self, text: str, *, backward: bool = False) -> None:
        """Select the next place of a text."""
        flags = QTextDocument.FindFlag.FindBackward if backward else QTextDocument.FindFlag(0)
        if text:
            self.find(text, flags)

    def print_pdf(self, path: Path, finished: Callable[[bool], None]) -> None:
        """Write what is shown to a PDF."""
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        self.print_on(printer, finished)

    def print_on(self, printer: QPrinter, finished: Callable[[bool], None]) -> None:
        """Print what is shown."""
        self.document().print_(printer)
        finished(printer.printerState() != QPrinter.PrinterState.Error)

    def shut_down(self) -> None:
        """Nothing is held."""

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Load pictures of the library and nothing else: no file, no other machine."""
        del kind
        url = QUrl(name)
        if url.scheme() != ASSET_SCHEME:
            return QByteArray()
        name_asked = url.path()
        if name_asked not in self._pictures:
            pictures = self._pictures
            pictures[name_asked] = None
            is_later = False

            def answer(found: Asset | None) -> None:
                if found is not None and found[1].startswith("image/"):
                    pictures[name_asked] = QImage.fromData(QByteArray(found[0]))
                    if is_later and shiboken6.isValid(self):
                        self._timer.start()

            self._assets(name_asked, answer)
            is_later = True
        return self._pictures[name_asked] or QByteArray()

    def _on_link(self, url: QUrl) -> None:
        if not url.scheme() and url.hasFragment():
            self.go_to(url.fragment())
            return
        href = url.toString()
        self.reported.emit({"type": "link", "href": href, "kind": "", "target": ""})

    def _show(self) -> None:
        parts: list[str] = []
        size = 0
        for _lines, html in self._blocks:
            size += len(html or "")
            if size > MOST:
                parts.append(f"<p><i>{self._more}</i></p>")
                break
            if html:
                parts.append(self._spoken.put_into(html))
        bar = self.verticalScrollBar()
        height = bar.value()
        self.setHtml("\n".join(parts))
        bar.setValue(height)
        if self._revision is not None:
            self.reported.emit({"type": "painted", "revision": self._revision})
            self._revision = None
