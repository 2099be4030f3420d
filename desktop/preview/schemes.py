"""The addresses of the preview's page and of what it shows.

`note-app:page` is the page itself, `note-asset:HASH` an attachment of the library. Both are
registered late, just before the first page is made: Qt takes that as long as nothing of the web
engine has run, and a start-up without preview does not pay for loading the engine (40 ms).
"""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt

APP_SCHEME = "note-app"
ASSET_SCHEME = "note-asset"
OUTSIDE_SCHEMES = ("http", "https", "mailto", "tel", "ftp")
"""Of links that may lead out of Banyan, once the person has agreed."""
PAGE_ADDRESS = f"{APP_SCHEME}:page"


def register_schemes() -> None:
    """Prepare for the web engine; called before the QApplication is made, imports nothing."""
    if QCoreApplication.instance() is None:
        QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)


def _has_graphics_card() -> bool:
    """Whether OpenGL may be more than a program; only Linux is ever without."""
    if sys.platform != "linux":
        return True
    names = ("dri/renderD*", "nvidia[0-9]*", "dxg")
    return any(True for name in names for _ in Path("/dev").glob(name))


@cache
def register_with_engine() -> None:
    """Make the two schemes known to the web engine; before its first profile, loads the engine.

    Path syntax, for a host would be read as a number: `note-asset:1` as `0.0.0.1`.
    """
    if not _has_graphics_card():
        # OpenGL without a card is drawn by the processor, at three times what Qt's own way takes
        os.environ.setdefault("QT_QUICK_BACKEND", "software")
    from PySide6.QtWebEngineCore import QWebEngineUrlScheme

    for name in (APP_SCHEME, ASSET_SCHEME):
        scheme = QWebEngineUrlScheme(name.encode())
        scheme.setSyntax(QWebEngineUrlScheme.Syntax.Path)
        scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme)
        QWebEngineUrlScheme.registerScheme(scheme)
