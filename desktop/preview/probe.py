"""A process that loads one page in the sandbox and says by its exit code whether that went."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Exit with 0 when an empty page has loaded, with 1 otherwise (or die in trying)."""
    from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
    from PySide6.QtWidgets import QApplication

    application = QApplication([sys.argv[0]])
    page = QWebEnginePage(QWebEngineProfile(application), application)
    page.loadFinished.connect(lambda ok: os._exit(0 if ok else 1))
    page.renderProcessTerminated.connect(lambda *_: os._exit(1))
    page.setHtml("<p>榕</p>")
    sys.exit(application.exec() or 1)
