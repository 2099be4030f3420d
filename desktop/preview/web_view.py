"""The preview drawn by the web engine. Importing this module loads the engine."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget
from shiboken6 import delete

from desktop.preview.assets import AssetSource
from desktop.preview.diagrams import DiagramPainter, DiagramStore, MemoryStore, as_picture
from desktop.preview.page import SealedPage, SealedProfile
from desktop.preview.paper import Paper
from desktop.preview.schemes import OUTSIDE_SCHEMES
from desktop.preview.sheet import page_layout

CRASHES_ALLOWED = 3
CRASH_WINDOW = 60.0  # s


class _View(QWebEngineView):
    """With a menu of its own: the engine's offers to go back, to reload and to save."""

    pictures_asked = Signal()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what makes sense on a preview."""
        request = self.lastContextMenuRequest()
        clipboard = QGuiApplication.clipboard()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = menu.addAction(self.tr("Copy"))
        copy.setEnabled(bool(request.selectedText()))
        copy.triggered.connect(lambda: self.triggerPageAction(QWebEnginePage.WebAction.Copy))
        address = request.linkUrl()
        if address.scheme() in OUTSIDE_SCHEMES:
            text = address.toString(QUrl.ComponentFormattingOption.FullyEncoded)
            link = menu.addAction(self.tr("Copy link address"))
            link.triggered.connect(lambda: clipboard.setText(text))
        fetch = menu.addAction(self.tr("Fetch all pictures of other sites"))
        fetch.triggered.connect(self.pictures_asked)
        menu.addSeparator()
        every = menu.addAction(self.tr("Select all"))
        every.triggered.connect(lambda: self.triggerPageAction(QWebEnginePage.WebAction.SelectAll))
        menu.popup(event.globalPos())


class WebPreview(QWidget):
    """Shows patches in the sealed page; a page that dies is loaded again.

    `reported` carries the page's reports; `ready` asks for the whole note anew, which a page that
    died has lost; `failed` says that the page dies again and again.
    """

    reported = Signal(dict)
    ready = Signal()
    failed = Signal(str)

    def __init__(
        self, assets: AssetSource, diagrams: DiagramStore | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._crashes: list[float] = []
        self._is_ready = False
        self._has_lost = False
        self._line = 0.0
        self._waiting: list[str] = []  # patches that came before the page had loaded
        self._theme = ("light", "")
        self._background = QColor(Qt.GlobalColor.white)
        self._printing = 0
        self._words = ("", "{}")
        self._view = _View(self)
        self._view.setObjectName("preview-view")
        profile = SealedProfile(assets, self)
        self._page = SealedPage(profile, self._view)  # dies before its profile
        self._page.reported.connect(self._on_report)
        self._page.renderProcessTerminated.connect(self._on_death)
        self._view.setPage(self._page)
        self._view.pictures_asked.connect(lambda: self._call("askForPictures"))
        self._view.setAcceptDrops(False)
        self._painter = DiagramPainter(profile, diagrams or MemoryStore(), self)
        self._painter.drawn.connect(self._on_drawn)
        self._painter.refused.connect(self._on_refused)
        self._paper = Paper(self._page, self._painter, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._view)
        self.setFocusProxy(self._view)
        self._page.load_shell()

    @property
    def page(self) -> SealedPage:
        """The page itself, for printing and for tests."""
        return self._page

    def apply(self, payload: str) -> None:
        """Put a patch in; `payload` is JSON as the render process wrote it."""
        if self._is_ready:
            self._page.call("apply", payload)
        else:
            self._waiting.append(payload)

    def set_theme(self, name: str, style: str) -> None:
        """Change colours at once; `style` is the content's CSS."""
        self._theme = (name, style)
        self._call("setTheme", name, style)

    def set_background(self, colour: QColor) -> None:
        """What shows before the page has drawn; on paper there is none."""
        self._background = colour
        if not self._printing:
            self._page.setBackgroundColor(colour)

    def set_words(self, style: str, texts: dict[str, str]) -> None:
        """The words of the page, in the person's language."""
        self._words = (style, json.dumps(texts, ensure_ascii=False))
        if self._is_ready:
            self._page.call("setWords", json.dumps(style, ensure_ascii=False), self._words[1])

    def _on_drawn(self, name: str, theme: str, svg: str) -> None:
        if theme == self._theme[0] and self._is_ready:
            self._page.call("showDiagram", json.dumps(name), json.dumps(as_picture(svg)))

    def _on_refused(self, name: str, detail: str) -> None:
        if detail:
            reason = self.tr("This diagram cannot be drawn: {detail}").format(detail=detail)
        else:
            reason = self.tr("Diagrams are shown as text: Mermaid is not installed.")
        self._call("refuseDiagram", name, reason)

    def scroll_to_line(self, line: float) -> None:
        """Bring a source line to the top."""
        self._line = line
        if self._is_ready:
            self._page.call("scrollToLine", repr(float(line)))

    def go_to(self, fragment: str) -> None:
        """Bring the heading or footnote of that id to the top."""
        self._call("goTo", fragment)

    def set_zoom(self, factor: float) -> None:
        """1.0 is the size of the style sheet."""
        self._page.setZoomFactor(factor)

    def find_text(self, text: str, *, backward: bool = False) -> None:
        """Mark and show the next place of a text; "" ends the search."""
        flags = QWebEnginePage.FindFlag.FindBackward if backward else QWebEnginePage.FindFlag(0)
        self._page.findText(text, flags)

    def print_pdf(self, path: Path, finished: Callable[[bool], None]) -> None:
        """Write the page to a PDF; `finished` is told whether it could be written."""

        def done(written: str, success: bool) -> None:
            if written == str(path):
                self._page.pdfPrintingFinished.disconnect(done)
                self._leave_paper()
                finished(success)

        def write() -> None:
            self._page.pdfPrintingFinished.connect(done)
            self._page.printToPdf(str(path), page_layout())

        self._take_paper(write)

    def print_on(self, printer: QPrinter, finished: Callable[[bool], None]) -> None:
        """Print on paper; the printer must live until `finished` is called."""

        def done(success: bool) -> None:
            self._leave_paper()
            finished(success)

        def write() -> None:
            self._view.printFinished.connect(done, Qt.ConnectionType.SingleShotConnection)
            self._view.print(printer)

        self._take_paper(write)

    def _take_paper(self, write: Callable[[], None]) -> None:
        self._printing += 1
        self._page.setBackgroundColor(QColor(Qt.GlobalColor.white))
        if self._is_ready:
            self._paper.prepare(write)
        else:
            write()

    def _leave_paper(self) -> None:
        self._printing -= 1
        self.set_background(self._background)

    def shut_down(self) -> None:
        """Let go of the page; its profile goes after it."""
        self._is_ready = False
        self._painter.close()
        delete(self._page)

    def _call(self, function: str, *texts: str) -> None:
        if self._is_ready:
            self._page.call(function, *(json.dumps(text, ensure_ascii=False) for text in texts))

    def _on_report(self, message: dict[str, Any]) -> None:
        if message["type"] == "ready":
            self._is_ready = True
            self.set_theme(*self._theme)
            self.set_words(self._words[0], json.loads(self._words[1]))
            waiting, self._waiting = self._waiting, []
            if self._has_lost:
                self._has_lost = False
                self.ready.emit()
                return
            for payload in waiting:
                self.apply(payload)
            if waiting and self._line > 0:
                self.scroll_to_line(self._line)
        elif message["type"] == "diagrams":
            for diagram in message["sources"]:
                self._painter.draw(str(diagram["hash"]), str(diagram["text"]), self._theme[0])
        elif message["type"].startswith("paper-"):
            return  # the paper's business
        elif message["type"] == "copy":
            QGuiApplication.clipboard().setText(str(message["text"]))
        else:
            self.reported.emit(message)

    def _on_death(self, status: QWebEnginePage.RenderProcessTerminationStatus, code: int) -> None:
        if status == QWebEnginePage.RenderProcessTerminationStatus.NormalTerminationStatus:
            return
        self._is_ready = False
        self._has_lost = True  # what comes until it is loaded again changes what is no more
        now = time.monotonic()
        self._crashes = [at for at in self._crashes if now - at < CRASH_WINDOW] + [now]
        if len(self._crashes) > CRASHES_ALLOWED:
            # not from within the page's own signal: whoever hears it deletes the page
            QTimer.singleShot(0, self, lambda: self.failed.emit(f"{status.name} {code}"))
        else:
            QTimer.singleShot(0, self, self._page.load_shell)
