"""A process without a window that prints pages to PDF for exports: `python -m desktop.offscreen`.

stdin has one JSON job a line, `{"html": file, "pdf": file}`; stdout one answer a line, `{}` or
`{"error": text}`. The process ends at the end of stdin. `--plain` prints without the web engine,
by Qt's own rich text: for where the engine cannot start in its sandbox.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QEventLoop, QMarginsF, QObject, QTimer, QUrl
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize

if TYPE_CHECKING:
    from collections.abc import Callable

LIMIT = 60_000  # ms for one page
MARGIN = 18.0  # mm

Job = dict[str, str]


def main(argv: list[str] | None = None) -> int:
    """Answer jobs until stdin ends."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    arguments = sys.argv[1:] if argv is None else argv
    application = QGuiApplication([sys.argv[0]])
    page: list[QObject] = []
    print_page = print_plain if "--plain" in arguments else _engine(application, page)
    for line in sys.stdin:
        try:
            job: Job = json.loads(line)
            print_page(job)
            answer: dict[str, str] = {}
        except (OSError, RuntimeError, ValueError, KeyError) as error:
            answer = {"error": str(error)}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    for made in page:
        shiboken6.delete(made)  # before its profile, which goes with the application
    return 0


def _layout() -> QPageLayout:
    margins = QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN)
    portrait = QPageLayout.Orientation.Portrait
    return QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4), portrait, margins, QPageLayout.Unit.Millimeter
    )


def print_plain(job: Job) -> None:
    """Print a page by Qt's rich text, which knows no network and no script."""
    from PySide6.QtGui import QPdfWriter, QTextDocument

    writer = QPdfWriter(job["pdf"])
    writer.setCreator("Banyan")
    writer.setPageLayout(_layout())
    writer.setResolution(96)
    document = QTextDocument()
    document.setHtml(Path(job["html"]).read_text(encoding="utf-8"))
    document.print_(writer)
    if not Path(job["pdf"]).exists():
        raise RuntimeError("nothing was printed")


def _engine(application: QGuiApplication, made: list[QObject]) -> Callable[[Job], None]:
    """A function that prints by the web engine: no script, no network, no file but the page.

    The page is put into `made`, to be deleted first.
    """
    from PySide6.QtWebEngineCore import (
        QWebEnginePage,
        QWebEngineProfile,
        QWebEngineSettings,
        QWebEngineUrlRequestInfo,
        QWebEngineUrlRequestInterceptor,
    )

    class Filter(QWebEngineUrlRequestInterceptor):
        """Lets through one file and what is inside it."""

        allowed = QUrl()

        def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
            """Block everything else."""
            url = info.requestUrl()
            info.block(url != self.allowed and url.scheme() != "data")

    class Page(QWebEnginePage):
        """A page that goes nowhere."""

        def acceptNavigationRequest(self, url: Any, kind: Any, is_main_frame: bool) -> bool:
            """Only the file itself is gone to."""
            del kind, is_main_frame
            return bool(QUrl(url) == wall.allowed)

    profile = QWebEngineProfile(application)  # off the record
    wall = Filter(profile)
    profile.setUrlRequestInterceptor(wall)
    page = Page(profile, application)
    made.append(page)
    for attribute in (
        QWebEngineSettings.WebAttribute.JavascriptEnabled,
        QWebEngineSettings.WebAttribute.LocalContentCanAccessRemoteUrls,
        QWebEngineSettings.WebAttribute.LocalContentCanAccessFileUrls,
        QWebEngineSettings.WebAttribute.PluginsEnabled,
        QWebEngineSettings.WebAttribute.DnsPrefetchEnabled,
    ):
        page.settings().setAttribute(attribute, False)
    page.settings().setAttribute(QWebEngineSettings.WebAttribute.PrintElementBackgrounds, True)

    def print_page(job: Job) -> None:
        wall.allowed = QUrl.fromLocalFile(job["html"])
        if not _wait(page.loadFinished, lambda: page.load(wall.allowed)):
            raise RuntimeError("the page could not be loaded")
        if not _wait(page.pdfPrintingFinished, lambda: page.printToPdf(job["pdf"], _layout())):
            raise RuntimeError("the page could not be printed")

    return print_page


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


if __name__ == "__main__":
    sys.exit(main())
