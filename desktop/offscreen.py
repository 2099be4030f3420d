"""A process without a window that prints pages and draws diagrams: `python -m desktop.offscreen`.

stdin has one JSON job a line, stdout one answer a line:
`{"html": file, "pdf": file}` → `{}`, `{"diagram": source, "theme": name}` → `{"svg": text}`, and
`{"error": text}` for what cannot be done. The process ends at the end of stdin. `--plain` prints
by Qt's own rich text: for where the web engine cannot start in its sandbox.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QEventLoop, QTimer, QUrl
from PySide6.QtGui import QGuiApplication

from desktop.preview.sheet import page_layout

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWebEngineCore import QWebEnginePage

LIMIT = 60_000  # ms for one page
DRAWING_LIMIT = 10_000  # ms for one diagram

Job = dict[str, str]
Answer = dict[str, str]


def main(argv: list[str] | None = None) -> int:
    """Answer jobs until stdin ends."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    arguments = sys.argv[1:] if argv is None else argv
    application = QGuiApplication([sys.argv[0]])
    engine = None if "--plain" in arguments else Engine(application)
    for line in sys.stdin:
        try:
            answer = _answer(json.loads(line), engine)
        except (OSError, RuntimeError, ValueError, KeyError) as error:
            answer = {"error": str(error)}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    if engine:
        engine.close()
    return 0


def _answer(job: Job, engine: Engine | None) -> Answer:
    if engine is None:
        print_plain(job)
    elif "diagram" in job:
        return {"svg": engine.draw(job["diagram"], job["theme"])}
    else:
        engine.print(job)
    return {}


def print_plain(job: Job) -> None:
    """Print a page by Qt's rich text, which knows no network and no script."""
    from PySide6.QtGui import QPdfWriter, QTextDocument

    writer = QPdfWriter(job["pdf"])
    writer.setCreator("Banyan")
    writer.setPageLayout(page_layout())
    writer.setResolution(96)
    document = QTextDocument()
    document.setHtml(Path(job["html"]).read_text(encoding="utf-8"))
    document.print_(writer)
    if not Path(job["pdf"]).exists():
        raise RuntimeError("nothing was printed")


class Engine:
    """The web engine: no network, no file but the page at hand, no script but our own."""

    def __init__(self, application: QGuiApplication) -> None:
        from PySide6.QtWebEngineCore import QWebEngineProfile

        self._profile = QWebEngineProfile(application)  # off the record
        self._wall = _wall(self._profile)
        self._printed = _page(self._profile, self._wall, scripts=False)
        self._drawn: QWebEnginePage | None = None

    def print(self, job: Job) -> None:
        """Print the page `html` to the file `pdf`."""
        page = self._printed
        self._wall.allowed = QUrl.fromLocalFile(job["html"])
        if not _wait(page.loadFinished, lambda: page.load(self._wall.allowed)):
            raise RuntimeError("the page could not be loaded")
        if not _wait(page.pdfPrintingFinished, lambda: page.printToPdf(job["pdf"], page_layout())):
            raise RuntimeError("the page could not be printed")

    def draw(self, source: str, theme: str) -> str:
        """The SVG of a Mermaid diagram."""
        from desktop.preview.diagrams import mermaid_options

        page = self._drawn = self._drawn or self._drawing_page()
        page.runJavaScript(
            f"window.answer = null; mermaid.initialize({mermaid_options(theme)});"
            f"mermaid.render('diagram', {json.dumps(source)})"
            ".then(drawn => window.answer = {svg: drawn.svg},"
            " error => window.answer = {error: String(error.message || error)});"
        )
        answer = _poll(page, "JSON.stringify(window.answer)")
        if "svg" not in answer:
            raise RuntimeError(
                answer.get("error", "the diagram took too long").split("\n")[0].rstrip(":")
            )
        return str(answer["svg"])

    def _drawing_page(self) -> QWebEnginePage:
        """An empty page that has Mermaid and nothing else, and can reach nothing."""
        import resources

        try:
            program = resources.text("vendor", "mermaid", "mermaid.min.js")
        except FileNotFoundError:
            raise RuntimeError("Mermaid is not installed") from None
        page = _page(self._profile, self._wall, scripts=True)
        self._wall.allowed = QUrl("about:blank")
        _wait(page.loadFinished, lambda: page.setHtml("<!DOCTYPE html><body></body>"))
        page.runJavaScript(program)
        return page

    def close(self) -> None:
        """Delete the pages, before their profile goes with the application."""
        for page in (self._printed, self._drawn):
            if page is not None:
                shiboken6.delete(page)


def _wall(profile: Any) -> Any:
    """A filter that lets through one file and what is inside it."""
    from PySide6.QtWebEngineCore import QWebEngineUrlRequestInfo, QWebEngineUrlRequestInterceptor

    class Wall(QWebEngineUrlRequestInterceptor):
        allowed = QUrl()

        def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
            url = info.requestUrl()
            info.block(url != self.allowed and url.scheme() != "data")

    wall = Wall(profile)
    profile.setUrlRequestInterceptor(wall)
    return wall


def _page(profile: Any, wall: Any, *, scripts: bool) -> QWebEnginePage:
    """A page that goes nowhere."""
    from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineSettings

    class Page(QWebEnginePage):
        def acceptNavigationRequest(self, url: Any, kind: Any, is_main_frame: bool) -> bool:
            del kind
            address = QUrl(url)
            return is_main_frame and (address == wall.allowed or address.scheme() == "data")

        def javaScriptConsoleMessage(self, *message: Any) -> None:
            del message  # what Mermaid says comes back as the error of its promise

    page = Page(profile, profile)
    attributes = QWebEngineSettings.WebAttribute
    page.settings().setAttribute(attributes.JavascriptEnabled, scripts)
    for attribute in (
        attributes.LocalContentCanAccessRemoteUrls,
        attributes.LocalContentCanAccessFileUrls,
        attributes.JavascriptCanOpenWindows,
        attributes.LocalStorageEnabled,
        attributes.PluginsEnabled,
        attributes.DnsPrefetchEnabled,
    ):
        page.settings().setAttribute(attribute, False)
    page.settings().setAttribute(attributes.PrintElementBackgrounds, True)
    return page


def _wait(signal: Any, begin: Callable[[], None]) -> bool:
    """Start something and wait for its signal, whose last argument says whether it went well."""
    loop = QEventLoop()
    results: list[bool] = []

    def done(*arguments: Any) -> None:
        results.append(bool(arguments[-1]))
        loop.quit()

    signal.connect(done)
    QTimer.singleShot(LIMIT, loop, loop.quit)
    begin()
    if not results:
        loop.exec()
    signal.disconnect(done)
    return bool(results and results[0])


def _poll(page: QWebEnginePage, expression: str) -> dict[str, Any]:
    """Ask the page for a JSON text until it is more than `null`; empty when that takes too long."""
    loop = QEventLoop()
    results: list[dict[str, Any]] = []

    def ask() -> None:
        page.runJavaScript(expression, 0, take)

    def take(text: Any) -> None:
        found = json.loads(text) if isinstance(text, str) else None
        if found:
            results.append(found)
            loop.quit()
        else:
            QTimer.singleShot(15, loop, ask)

    QTimer.singleShot(DRAWING_LIMIT, loop, loop.quit)
    ask()
    loop.exec()
    return results[0] if results else {}


if __name__ == "__main__":
    sys.exit(main())
