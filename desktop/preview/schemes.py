"""The addresses of the preview's page and of what it shows.

`note-app:page` is the page itself, `note-asset:HASH` an attachment of the library. Both are
registered late, just before the first page is made: Qt takes that as long as nothing of the web
engine has run, and a start-up without preview does not pay for loading the engine (40 ms).
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QCoreApplication, Qt

APP_SCHEME = "note-app"
ASSET_SCHEME = "note-asset"
PAGE_ADDRESS = f"{APP_SCHEME}:page"


def register_schemes() -> None:
    """Prepare for the web engine; called before the QApplication is made, imports nothing."""
    if QCoreApplication.instance() is None:
        QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)


@cache
def register_with_engine() -> None:
    """Make the two schemes known to the web engine; before its first profile, loads the engine.

    Path syntax, for a host would be read as a number: `note-asset:1` as `0.0.0.1`.
    """
    from PySide6.QtWebEngineCore import QWebEngineUrlScheme

    for name in (APP_SCHEME, ASSET_SCHEME):
        scheme = QWebEngineUrlScheme(name.encode())
        scheme.setSyntax(QWebEngineUrlScheme.Syntax.Path)
        scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme)
        QWebEngineUrlScheme.registerScheme(scheme)
